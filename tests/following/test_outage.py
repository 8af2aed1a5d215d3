"""Our own network is away: nobody is told that every feed fails, and none is asked ever more rarely."""

import random
from datetime import timedelta
from pathlib import Path

from bot.domain import Follow, Scope
from bot.ingest.following import FeedService
from bot.ingest.outage import Outage
from bot.storage.sqlite.store import SqliteStore
from tests.clock import NOON, FrozenClock
from tests.following.site import Reading, Site, items
from tests.ingest.servers import FakeResolver, fetcher, serving

SERVER = Scope("discord:1")
HOSTS = [f"kabar{number}.example" for number in range(5)]


async def test_an_outage_of_ours_is_no_failure_of_feeds(tmp_path: Path) -> None:
    clock = FrozenClock()
    resolver = FakeResolver({host: [["127.0.0.1"]] for host in HOSTS})
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    try:
        async with serving({}) as server, fetcher(resolver=resolver) as network:
            Site(server).publish(items(1))
            feeds = FeedService(store, Reading(), network, clock, chance=random.Random(5))
            followed = [await follow(feeds, server.url("/feed.xml", host)) for host in HOSTS]
            await feeds.tick()
            resolver.table.clear()
            counts = []
            for _ in range(48):
                clock.move(seconds=1800)
                counts.append(len(await feeds.tick()))
            assert counts[-1] == len(HOSTS)  # after a day still every few minutes
            health = await feeds.health(SERVER)
            assert max(feed.failures for feed in health) < 3
            assert not any(feed.told for feed in health)
            assert all("there is no site called" in feed.error for feed in health)
            assert await store.due_posts("9999", 10) == []
            resolver.table |= {host: [["127.0.0.1"]] for host in HOSTS}
            clock.move(seconds=1800)
            await feeds.tick()
            assert [feed.failures for feed in await feeds.health(SERVER)] == [0] * len(followed)
    finally:
        await store.close()


async def follow(feeds: FeedService, url: str) -> Follow:
    return await feeds.follow(SERVER, url, place=5, post=True)


def test_one_site_that_is_away_is_not_our_network() -> None:
    outage = Outage()
    assert not any(outage.missed("https://a.example/feed", NOON) for _ in range(9))
    assert not outage.missed("https://b.example/feed", NOON)
    assert outage.missed("https://c.example/feed", NOON)
    outage.heard(NOON)
    for minutes in range(9):
        assert not outage.missed(f"https://{minutes}.example/", NOON + timedelta(minutes=minutes))
    assert outage.missed("https://z.example/", NOON + timedelta(minutes=11))
