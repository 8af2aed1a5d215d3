"""Following: what is asked for again, what carries nothing, and what waits for nobody."""

import logging
from dataclasses import replace

import pytest

from bot.domain import Entry, Fate, FeedState, Filter, GateName
from bot.ingest.articles import Articles
from tests.following.conftest import SERVER, Desk
from tests.following.site import Reading, items
from tests.ingest.servers import fetcher, reply


async def test_what_is_followed_again_is_followed_as_it_is_asked_for_now(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.feeds.import_opml(SERVER, await _list_of(desk), place=5)
    (listed,) = await desk.feeds.follows(SERVER)
    assert not listed.post
    await desk.feeds.pause(SERVER, listed.id)
    wanted = Filter(any_of=("kapal",))
    again = await desk.feeds.follow(SERVER, desk.site.url, place=5, post=True, ping="<@&7>", filter=wanted)
    assert (again.id, again.post, again.ping, again.paused) == (listed.id, True, "<@&7>", False)
    assert await desk.feeds.follows(SERVER) == [again]
    plain = await desk.feeds.follow(SERVER, desk.site.url, place=5, post=True)
    assert (plain.ping, plain.filter) == ("", wanted)  # nobody is called unasked; the words stay
    await desk.feeds.import_opml(SERVER, await _list_of(desk), place=5)
    assert await desk.feeds.follows(SERVER) == [plain]


async def _list_of(desk: Desk) -> bytes:
    return f'<opml version="2.0"><body><outline type="rss" xmlUrl="{desk.site.url}"/></body></opml>'.encode()


@pytest.mark.parametrize("summary", ["", " <br/> "])
async def test_a_bare_title_is_no_article(summary: str) -> None:
    entry = Entry("1", "Wali kota membuka jembatan baru di Muara Teduh.", "", summary=summary)
    async with fetcher() as network:
        found = await Articles(network, Reading()).find(entry, "Kabar", last_attempt=False)
    assert found.draft is None
    assert found.gates[-1].reason == "the entry carries no text either"


async def test_it_is_told_when_a_page_is_looked_for_again(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    await desk.follow()
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/1")
    (waiting,) = await desk.store.waiting("9999", 5)
    assert (judged.fate, judged.gates[-1].name) == (Fate.FAILED, GateName.ARTICLE)
    assert judged.gates[-1].reason == f"it is looked for again {waiting.memory.next_try}"


async def test_what_waits_of_paused_feeds_keeps_nothing_else_waiting(desk: Desk) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    follow = await desk.follow()
    assert len(await desk.store.waiting("9999", 5)) == 1
    await desk.feeds.pause(SERVER, follow.id)
    assert await desk.store.waiting("9999", 5) == []
    await desk.feeds.resume(SERVER, follow.id)
    assert len(await desk.store.waiting("9999", 5)) == 1


async def test_trying_a_paused_feed_again_leaves_it_paused(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    await desk.feeds.pause(SERVER, follow.id)
    await desk.feeds.retry(SERVER, follow.feed.source.id)
    (feed,) = await desk.feeds.health(SERVER)
    assert feed.state is FeedState.PAUSED


async def test_a_mistake_with_what_waits_is_logged_and_ends_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.site.publish(items(1), pages=False)
    desk.server.routes["/kabar/1"] = reply("", status="503 Service Unavailable")
    follow = await desk.follow()
    (waiting,) = await desk.store.waiting("9999", 5)
    feed = await desk.store.feed(follow.feed.source.id)
    assert feed is not None
    later = replace(feed, next_check_at="9999", checked_at="later")
    assert await desk.store.save_checked(feed, later, (), ())

    async def broken(*_: object, **__: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(desk.feeds._rounds._judge, "work", broken)
    with caplog.at_level(logging.ERROR, "warta.feeds"):
        await desk.later(days=1)
    assert "articles of a feed cannot be judged" in caplog.text
    assert [one.memory.key for one in await desk.store.waiting("9999", 5)] == [waiting.memory.key]
