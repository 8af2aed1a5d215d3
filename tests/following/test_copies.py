"""Articles that several feeds carry: whose words count when they change, or when their page cannot be had."""

from dataclasses import replace

import pytest

from bot.domain import Fate, Scope
from tests.following.conftest import SERVER, Desk
from tests.following.site import TYPE, Site, items
from tests.ingest.servers import redirect, reply

OTHER = Scope("discord:2")


async def test_a_copy_that_changes_stays_one_article(desk: Desk) -> None:
    second = Site(desk.server, "/lain.xml", "Kabar Lain")
    desk.site.publish(items(1, 2))
    second.publish(items(2))
    await desk.follow(place=5)
    await desk.follow(place=6, site=second)
    assert len(await desk.titles()) == 2
    second.publish([replace(items(2)[0], hours=1.0, more="Ralat: nakhoda bernama Rahma Yuni.")])
    await desk.later(days=1)
    assert len(await desk.titles()) == 2
    (copy, _) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert copy.fate is Fate.DUPLICATE
    assert [gate.reason for gate in copy.gates if gate.name == "stored"] == [
        f"as article {copy.article_id}, which this feed carries too"
    ]
    desk.site.revise(2, more="Ralat: nakhoda bernama Rahma Yuni.")
    await desk.later(days=1)
    assert len(await desk.titles()) == 2
    assert len(await desk.feeds.revisions(SERVER, copy.article_id or 0)) == 2
    assert [one for one in await desk.posts() if one.kind == "article"] == []


async def test_nobody_s_article_becomes_what_another_site_says_of_its_page(desk: Desk) -> None:
    page = f"{desk.site.base}/kabar/2"
    desk.site.publish(items(1))
    await desk.follow(place=5)
    desk.server.routes["/kabar/2"] = reply("no", status="403 Forbidden")
    liar = desk.server.url("/palsu.xml", host="localhost")
    words = "Kapal karam dan semua penumpang hilang, kata umpan dari situs yang lain sama sekali."
    listed = f"<item><title>Kapal karam di Muara Teduh</title><link>{page}</link><guid>p</guid>"
    feed = (
        f"<rss version='2.0'><channel><title>Palsu</title>{listed}<description>{words}</description></item>"
    )
    desk.server.routes["/palsu.xml"] = reply(f"{feed}</channel></rss>", kind=TYPE)
    await desk.feeds.follow(OTHER, liar, place=6, post=True)
    await desk.feeds.tick()
    assert await desk.titles(OTHER) == ["Kapal karam di Muara Teduh"]
    desk.site.publish(items(1, 2))  # and its page can be had
    await desk.later(days=1)
    assert await desk.titles() == sorted(one.headline for one in items(1, 2))


@pytest.mark.parametrize("known", [True, False], ids=["followed", "followed later"])
async def test_a_feed_that_moves_to_another_site_takes_nothing_there_but_those_who_follow_it(
    desk: Desk, known: bool
) -> None:
    liar = Site(desk.server, "/palsu.xml", "Kabar Teduh")
    liar.publish(items(90, 91))
    desk.site.publish(items(1, 2))
    if known:
        await desk.follow(place=5)
    await desk.feeds.follow(OTHER, desk.server.url("/palsu.xml", host="localhost"), place=6, post=True)
    await desk.feeds.tick()
    before = await desk.titles(OTHER)
    desk.server.routes["/palsu.xml"] = redirect(desk.site.url, "301 Moved Permanently")
    await desk.later(days=1)
    await desk.later(days=1)
    if not known:
        await desk.follow(place=5)
    assert [one.feed.url for one in await desk.store.follows(None)] == [desk.site.url] * 2
    assert await desk.titles() == sorted(one.headline for one in items(1, 2))
    assert await desk.titles(OTHER) == sorted([*before, *(one.headline for one in items(1, 2))])
    desk.site.publish(items(1, 2, 3))
    count = len(await desk.posts())
    await desk.later(days=1)
    assert sorted(one.place for one in (await desk.posts())[count:]) == [5, 6]
    await desk.later(days=31)
    assert await desk.titles(OTHER) == sorted(one.headline for one in items(1, 2, 3))
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
