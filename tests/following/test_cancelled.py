"""Rounds that are cancelled at any of their steps: nothing is lost, comes twice, or goes on by itself."""

import asyncio

import pytest

from bot.errors import StorageBusy
from bot.ingest.turns import together
from tests.following.conftest import SERVER, Desk
from tests.following.site import Site, items


@pytest.mark.parametrize("kind", ["news", "failing"])
async def test_a_round_may_be_cancelled_at_every_step(desk: Desk, kind: str) -> None:
    other = Site(desk.server, "/lain.xml", "Kabar Lain")
    desk.site.publish(items(1))
    other.publish(items(11))
    await desk.follow(place=5)
    await desk.follow(place=6, site=other)
    desk.site.publish(items(1, 2, 3))
    other.publish(items(11, 12))
    if kind == "failing":  # it waits for the healthy one
        other.fails()
        await desk.feeds.poll(SERVER, other.url)
        other.publish(items(11, 12))
    rounds = desk.feeds._rounds
    for steps in [*range(40), *range(40, 400, 20)]:
        desk.clock.move(seconds=4000)
        task = asyncio.create_task(desk.feeds.tick())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert (rounds._busy, rounds._checking, rounds._quiet.is_set()) == (set(), 0, True)
    for _ in range(2):
        await desk.later(days=1)
    assert await desk.titles() == sorted(one.headline for one in items(1, 2, 3, 11, 12))
    posts = [one for one in await desk.posts() if one.kind == "article"]
    assert len(posts) == len({one.payload for one in posts}) == 3


async def test_an_error_comes_after_all_have_ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [Site(desk.server, f"/{number}.xml", f"Kabar {number}") for number in range(3)]
    for number, site in enumerate(others):
        site.publish(items(number + 1))
        await desk.feeds.follow(SERVER, site.url)
    save, saved = desk.store.save_checked, []

    async def broken(was, *rest):  # type: ignore[no-untyped-def]
        if was.url == others[0].url:
            raise StorageBusy("The database is busy")
        await asyncio.sleep(0.05)
        saved.append(was.url)
        return await save(was, *rest)

    monkeypatch.setattr(desk.store, "save_checked", broken)
    with pytest.raises(StorageBusy):
        await desk.feeds.tick()
    assert len(saved) == 2
    assert desk.feeds._rounds._busy == set()
    assert len(await desk.titles()) == 2


async def test_who_is_cancelled_leaves_nobody_behind() -> None:
    ended = []

    async def one(seconds: float) -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(seconds)
            ended.append(seconds)

    task = asyncio.create_task(together(one(seconds) for seconds in (0.0, 0.02, 0.04)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [0.0, 0.02, 0.04]
