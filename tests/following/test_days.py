"""Two simulated weeks of feeds that come and go as feeds do, with restarts: every article once."""

import random
from dataclasses import replace

from bot.ingest.following import FeedService
from tests.following.conftest import SERVER, Desk
from tests.following.site import Item, Reading, Site
from tests.ingest.servers import fetcher

FEEDS, DAYS = 4, 14


async def test_weeks_of_feeds_index_every_article_once(desk: Desk) -> None:
    chance = random.Random(20051908)
    sites = [Site(desk.server, f"/{number}.xml", f"Kabar {number}") for number in range(FEEDS)]
    published: list[list[Item]] = [[] for _ in sites]
    for place, site in enumerate(sites):
        published[place].append(Item(place * 1000, hours=1))
        site.publish(published[place])
        await desk.follow(place=place + 1, site=site)
    for day in range(DAYS):
        for place, site in enumerate(sites):
            known = published[place]
            for _ in range(chance.randrange(3)):
                known.append(Item(place * 1000 + len(known), hours=-24.0 * day - chance.random()))
            # The newest stay long enough to be seen; the rest is listed as it comes.
            listed = known[-4:] + chance.sample(known, min(len(known), chance.randrange(4)))
            listed = list(dict.fromkeys(listed))
            chance.shuffle(listed)
            moved = [replace(one, hours=one.hours - chance.choice((0, 0, 30))) for one in listed]
            if chance.random() < 0.15:
                site.fails()
                continue
            site.publish(moved)
        if day % 5 == 4:  # a restart: nothing but the database remains
            async with fetcher() as network:
                again = FeedService(desk.store, Reading(), network, desk.clock, chance=chance)
                desk.clock.move(days=1)
                await again.tick()
        else:
            await desk.later(days=1)
    for place, site in enumerate(sites):
        site.publish(published[place][-4:])
    await desk.later(days=2)
    await desk.later(days=2)
    found = sorted(one.url for one in await desk.store.articles(SERVER, limit=1000))
    assert len(found) == len(set(found))
    wanted = {f"{desk.site.base}{one.address}" for known in published for one in known}
    assert set(found) <= wanted
    # A feed that failed for days may have dropped an article before anybody could see it.
    assert len(found) >= 0.9 * len(wanted)
    posts = [(one.place, one.payload) for one in await desk.posts() if one.kind == "article"]
    assert len(posts) == len(set(posts)) == len(found) - FEEDS
