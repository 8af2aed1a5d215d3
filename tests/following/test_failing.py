"""Feeds and pages that fail, are gone or have moved: what is tried, and who is told."""

import asyncio
import json

import pytest

from bot.domain import Fate, FeedState, GateName, PostKind, Scope
from bot.errors import NotFound
from tests.following.conftest import SERVER, Desk
from tests.following.site import FEED, Site, items
from tests.ingest.servers import redirect, reply

OTHER = Scope("discord:2")


async def test_a_page_that_nobody_may_have_leaves_what_the_feed_says(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.publish(items(1, 2), pages=False)
    desk.server.routes["/kabar/2"] = reply("no", status="403 Forbidden")
    await desk.later(days=1)
    assert len(await desk.titles()) == 2
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    gates = {gate.name: gate for gate in judged.gates}
    assert judged.fate is Fate.ADDED
    assert not gates["page fetched"].passed
    assert "403" in gates["page fetched"].reason
    assert gates["article read"].reason == "what the feed itself carries"


async def test_robots_keep_out_of_pages_that_no_person_asked_for(desk: Desk) -> None:
    desk.site.publish(items(1))
    desk.server.routes["/robots.txt"] = reply("User-agent: *\nDisallow: /kabar/", kind="text/plain")
    await desk.follow()
    assert desk.site.asked_for("/kabar/1") == 0
    (judged,) = await desk.feeds.why(SERVER, "")
    assert any(gate.name == GateName.PAGE and "robots" in gate.reason for gate in judged.gates)
    assert len(await desk.titles()) == 1


async def test_a_page_that_is_out_of_reach_is_tried_again_and_then_done_without(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    await desk.follow()
    assert await desk.titles() == []
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/1")
    assert judged.fate is Fate.FAILED
    for _ in range(8):
        await desk.later(days=1)
    assert desk.site.asked_for("/kabar/1") == 5
    assert len(await desk.titles()) == 1


async def test_a_page_that_comes_at_last_is_taken(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    await desk.follow()
    desk.site.publish([])  # and the feed lists it no more
    desk.server.routes["/kabar/1"] = reply(items(1)[0].html())
    await desk.later(days=1)
    (article,) = await desk.store.articles(SERVER, limit=5)
    assert article.sentences == 4


async def test_a_failing_feed_is_told_once_and_its_recovery_too(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=5)
    await desk.feeds.follow(OTHER, desk.site.url, place=9)
    await desk.feeds.follow(OTHER, desk.site.url, place=0)
    desk.site.fails()
    for _ in range(2):
        await desk.later(days=1)
    assert await desk.posts() == []
    for _ in range(4):
        await desk.later(days=1.3)
    failing = await desk.posts()
    assert [(one.kind, one.place) for one in failing] == [(PostKind.FEED_FAILING, place) for place in (5, 9)]
    payload = json.loads(failing[0].payload)
    assert (payload["url"], payload["failures"]) == (desk.site.url, 3)
    (feed,) = await desk.feeds.health(SERVER)
    assert (feed.failures, feed.told, feed.state) == (6, True, FeedState.ACTIVE)
    assert "500" in feed.error
    desk.site.publish(items(1, 2))
    report = await desk.feeds.retry(SERVER, payload["source_id"])
    assert report.fates == ((Fate.ADDED, 1),)
    kinds = [one.kind for one in await desk.posts()]
    assert kinds.count(PostKind.FEED_RECOVERED) == 2
    assert kinds.count(PostKind.FEED_FAILING) == 2
    with pytest.raises(NotFound):
        await desk.feeds.retry(Scope("discord:99"), payload["source_id"])


async def test_failures_are_asked_again_ever_more_rarely(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.fails()
    waits = []
    for _ in range(12):
        await desk.feeds.poll(SERVER)
        (feed,) = await desk.store.feeds(SERVER)
        waits.append(_until(feed.next_check_at, desk))
    assert 200 <= waits[0] <= 400
    assert waits[3] > 4 * waits[0]
    assert max(waits) <= 86_400
    assert min(waits[10:]) >= 60_000
    desk.server.routes[FEED] = reply("", status="503 Service Unavailable", Retry_After="90000")
    await desk.feeds.poll(SERVER)
    (feed,) = await desk.store.feeds(SERVER)
    assert _until(feed.next_check_at, desk) >= 90_000


def _until(instant: str, desk: Desk) -> float:
    from datetime import datetime

    return (datetime.fromisoformat(instant) - desk.clock.now()).total_seconds()


async def test_what_is_gone_is_told_once_and_asked_no_more(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow()
    desk.site.fails("410 Gone")
    await desk.later(days=1)
    asked = desk.site.asked_for(FEED)
    await desk.later(days=20)
    assert desk.site.asked_for(FEED) == asked
    (feed,) = await desk.feeds.health(SERVER)
    assert feed.state is FeedState.GONE
    assert [one.kind for one in await desk.posts()] == [PostKind.FEED_FAILING]
    desk.site.publish(items(1, 2))
    await desk.feeds.retry(SERVER, feed.source.id)
    assert len(await desk.titles()) == 2


async def test_a_feed_that_moved_is_asked_there_and_one_that_is_known_there_is_one(desk: Desk) -> None:
    desk.site.publish(items(1, 2))
    await desk.follow(place=5)
    moved = Site(desk.server, "/baru.xml")
    moved.publish(items(1, 2, 3))
    desk.server.routes[FEED] = redirect("/baru.xml", "301 Moved Permanently")
    await desk.later(days=1)
    assert [one.feed.url for one in await desk.feeds.follows(SERVER)] == [moved.url]
    assert len(await desk.titles()) == 3
    third = Site(desk.server, "/ketiga.xml")
    third.publish(items(2, 3, 4))
    await desk.follow(place=6, scope=OTHER, site=third)
    desk.server.routes["/baru.xml"] = redirect("/ketiga.xml", "308 Permanent Redirect")
    await desk.later(days=1)
    assert {one.feed.url for one in await desk.store.follows(None)} == {third.url}
    assert len(await desk.store.feeds(None)) == 1
    assert len(await desk.titles(SERVER)) == len(await desk.titles(OTHER)) == 4
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
    before = await desk.titles(SERVER)
    await desk.later(days=2)
    assert await desk.titles(SERVER) == before


async def test_a_feed_that_is_being_asked_is_not_said_to_work_again(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    desk.site.fails()
    await desk.feeds.poll(SERVER)
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await go_on.wait()
        writer.write(reply("", status="500 Internal Server Error"))

    desk.server.routes[FEED] = slowly
    tick = asyncio.create_task(desk.feeds.poll(SERVER))
    await asked.wait()
    report = await desk.feeds.retry(SERVER, follow.feed.source.id)
    assert "500" in report.error
    go_on.set()
    await tick
