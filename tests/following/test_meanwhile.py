"""What people and other processes do while the pages of entries are fetched."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import aiosqlite
import pytest

from bot.domain import Fate, Filter, Follow, GateName, Scope, Twin
from bot.ingest.following import FeedService
from bot.storage.sqlite import feeds
from tests.following.conftest import SERVER, Desk
from tests.following.site import Reading, Site, items
from tests.ingest.servers import fetcher, reply

OTHER = Scope("discord:2")


def while_fetched(desk: Desk, number: int, act: Callable[[], Awaitable[object]]) -> None:
    """Do something while the page of an item is fetched."""
    item = next(one for one in desk.site.items if one.number == number)

    async def answer(writer: asyncio.StreamWriter) -> None:
        await act()
        writer.write(reply(item.html()))

    desk.server.routes[item.address] = answer


@pytest.mark.parametrize("what", ["unfollow", "pause", "index only"])
async def test_who_is_gone_meanwhile_gets_no_post(desk: Desk, what: str) -> None:
    desk.site.publish(items(1))
    theirs = await desk.follow(place=5)
    await desk.follow(place=6, scope=OTHER)
    desk.site.publish(items(1, 2))

    async def act() -> None:
        if what == "unfollow":
            await desk.feeds.unfollow(SERVER, theirs.id)
        elif what == "pause":
            await desk.feeds.pause(SERVER, theirs.id)
        else:
            await desk.store.save_follow(replace(theirs, post=False))

    while_fetched(desk, 2, act)
    await desk.later(days=1)
    assert [one.place for one in await desk.posts()] == [6]
    if what != "unfollow":
        (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
        assert [gate.passed for gate in judged.gates if gate.name == GateName.POSTED] == [False]


async def test_who_is_called_is_who_was_chosen_last(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    desk.site.publish(items(1, 2))
    while_fetched(desk, 2, lambda: desk.store.save_follow(replace(follow, ping="<@&9>")))
    await desk.later(days=1)
    (post,) = await desk.posts()
    assert "<@&9>" in post.payload


@pytest.mark.parametrize(
    ("before", "after", "posts", "fate"),
    [
        (Filter(), Filter(any_of=("perahu",)), 0, Fate.FILTERED),
        (Filter(), Filter(any_of=("pos2x",)), 1, Fate.ADDED),
        (Filter(any_of=("pos9x",)), Filter(), 1, Fate.ADDED),
    ],
)
async def test_the_words_chosen_last_decide(
    desk: Desk, before: Filter, after: Filter, posts: int, fate: Fate
) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    await desk.feeds.set_filter(SERVER, follow.id, before)
    desk.site.publish(items(1, 2))
    while_fetched(desk, 2, lambda: desk.feeds.set_filter(SERVER, follow.id, after))
    await desk.later(days=1)
    assert len(await desk.posts()) == posts
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert judged.fate is fate
    assert desk.site.asked_for("/kabar/2") == 2


async def test_of_an_article_that_another_process_stores_meanwhile_the_gates_tell_the_truth(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = Site(desk.server, "/lain.xml", "Kabar Lain")
    desk.site.publish(items(1))
    second.publish(items(1))
    await desk.follow(place=5)
    await desk.follow(place=6, scope=OTHER, site=second)
    desk.site.publish(items(1, 2))
    second.publish(items(1, 2))
    twins, first = desk.store.twins, desk.feeds
    met = False

    async def meanwhile(prints: Sequence[str]) -> list[Twin]:
        nonlocal met
        found = await twins(prints)
        if not met:
            met = True
            async with fetcher() as network:
                other = FeedService(desk.store, Reading(), network, desk.clock, chance=random.Random(1))
                await other.poll(OTHER)
        return found

    monkeypatch.setattr(desk.store, "twins", meanwhile)
    await first.poll(SERVER)
    (judged,) = await first.why(SERVER, f"{desk.site.base}/kabar/2")
    assert met
    assert judged.fate is Fate.DUPLICATE
    gates = {gate.name: gate for gate in judged.gates}
    assert (gates["no copy"].passed, gates["stored"].passed) == (False, True)
    assert gates["no copy"].reason == f"article {judged.article_id} of another feed is the same"
    assert gates["stored"].reason == f"as article {judged.article_id}, which this feed carries too"
    assert (await desk.store.counts(SERVER)).articles == 2


async def test_a_feed_that_is_followed_again_while_it_is_forgotten_begins_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.site.publish(items(1, 2, 3, 4, 5))
    follow = await desk.follow()
    await desk.feeds.unfollow(SERVER, follow.id)
    desk.clock.move(days=31)
    monkeypatch.setattr(feeds, "_BATCH", 2)
    forget, again = feeds._forget_some, list[asyncio.Task[Follow]]()

    async def forget_some(writer: aiosqlite.Connection, feed_id: int) -> int:
        forgotten = await forget(writer, feed_id)
        if not again:
            again.append(asyncio.create_task(desk.store.save_follow(follow_anew)))
            for _ in range(5):
                await asyncio.sleep(0)  # until it waits for its turn to write
        return forgotten

    follow_anew = replace(follow, id=0)
    monkeypatch.setattr(feeds, "_forget_some", forget_some)
    assert await desk.store.forget_unfollowed(desk.clock.now().isoformat()) == 1
    assert (await again[0]).feed.url == desk.site.url
    assert await desk.titles() == []
    await desk.feeds.tick()
    assert len(await desk.titles()) == 5
    assert len(await desk.store.follows(SERVER)) == 1
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
