"""Those who follow: what they want, leave, hand on, and may see of others."""

import pytest

from bot.domain import Fate, Filter, GateName, PostKind, Scope, Where
from bot.errors import UsageError
from tests.following.conftest import SERVER, Desk
from tests.following.site import FEED, items

OTHER = Scope("discord:2")


async def test_words_decide_what_is_fetched_and_what_is_posted(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("nomor 3", "pos4x")))
    desk.site.publish(items(1, 2, 3, 4, 5))
    await desk.later(days=1)
    assert len(await desk.titles()) == 3
    assert len(await desk.posts()) == 2
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert (judged.fate, judged.gates[3].passed) == (Fate.FILTERED, False)
    await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("nomor 7",), where=Where.TITLE))
    desk.site.publish(items(5, 6, 7))
    await desk.later(days=1)
    assert (desk.site.asked_for("/kabar/6"), desk.site.asked_for("/kabar/7")) == (0, 1)
    with pytest.raises(UsageError):
        await desk.feeds.set_filter(SERVER, follow.id, Filter(any_of=("kapal",), none_of=("Kapal",)))


async def test_a_look_keeps_nothing(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    desk.site.publish(items(1, 2))
    newest, known = await desk.feeds.test(SERVER, follow.id)
    assert (newest.fate, known.fate) == (Fate.ADDED, Fate.UNCHANGED)
    assert newest.gates[-1].name == GateName.POSTED
    assert newest.gates[-1].passed
    assert any(gate.name == GateName.NEW and not gate.passed for gate in known.gates)
    assert len(await desk.titles()) == 1
    assert await desk.posts() == []


async def test_what_others_decide_about_an_entry_is_not_shown(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=5)
    theirs = await desk.feeds.follow(OTHER, desk.site.url, filter=Filter(none_of=("kapal",)))
    desk.site.publish(items(1, 2))
    await desk.later(days=1)
    (judged,) = await desk.feeds.why(SERVER, f"{desk.site.base}/kabar/2")
    assert theirs.id not in {gate.follow for gate in judged.gates}
    (judged,) = await desk.feeds.why(OTHER, f"{desk.site.base}/kabar/2")
    assert theirs.id in {gate.follow for gate in judged.gates if not gate.passed}
    assert await desk.feeds.why(Scope("discord:99"), f"{desk.site.base}/kabar/2") == []


async def test_paused_feeds_are_left_alone(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    await desk.feeds.pause(SERVER, follow.id)
    asked = desk.site.asked_for(FEED)
    await desk.later(days=3)
    assert desk.site.asked_for(FEED) == asked
    assert len(await desk.titles()) == 1
    desk.site.publish(items(1, 2))
    await desk.feeds.resume(SERVER, follow.id)
    await desk.feeds.tick()
    assert len(await desk.titles()) == 2


async def test_what_nobody_follows_is_forgotten_after_a_month(desk: Desk) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow()
    await desk.feeds.unfollow(SERVER, follow.id)
    assert await desk.titles() == []
    await desk.later(days=29)
    await desk.feeds.follow(SERVER, desk.site.url)
    assert len(await desk.titles()) == 1
    await desk.store.forget_scope(SERVER)
    await desk.later(days=29)
    assert await desk.store.feed_at(desk.site.url) is not None
    await desk.later(days=2)
    assert await desk.store.feed_at(desk.site.url) is None
    async with desk.store._database.reader() as reader:
        for table in ("articles", "entries", "prints", "sources", "follows"):
            assert list(await reader.execute_fetchall(f"SELECT * FROM {table}")) == []


async def test_lists_of_feeds_come_and_go(desk: Desk) -> None:
    desk.site.publish(items(1))
    await desk.follow(place=0)
    exported = await desk.feeds.export_opml(SERVER)
    follows = await desk.feeds.import_opml(OTHER, exported)
    assert [one.feed.url for one in follows] == [desk.site.url]
    assert len(await desk.feeds.import_opml(OTHER, exported)) == 1
    assert len(await desk.feeds.follows(OTHER)) == 1


@pytest.mark.parametrize("how", ["unfollow", "pause", "gone"])
async def test_what_came_while_nobody_wanted_it_is_indexed_and_not_posted(desk: Desk, how: str) -> None:
    desk.site.publish(items(1))
    follow = await desk.follow(place=5)
    if how == "gone":
        desk.site.fails("410 Gone")
        await desk.later(days=1)
    if how == "pause":
        await desk.feeds.pause(SERVER, follow.id)
    else:
        await desk.feeds.unfollow(SERVER, follow.id)
    before = len(await desk.posts())
    desk.clock.move(days=2)
    desk.site.publish(items(*range(1, 41)))
    if how == "pause":
        await desk.feeds.resume(SERVER, follow.id)
    else:
        await desk.feeds.follow(SERVER, desk.site.url, place=5, post=True)
    await desk.feeds.tick()
    assert len(await desk.posts()) == before
    assert len(await desk.titles()) == 21
    desk.site.publish(items(*range(30, 42)))
    await desk.later(days=1)
    (post,) = (await desk.posts())[before:]
    assert post.kind is PostKind.ARTICLE
