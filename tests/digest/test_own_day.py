"""What is heard in channels is kept for a while, told, and forgotten."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.digest.own_day import MOST_CHANNELS, RecapService, _newest
from bot.domain import (
    ChannelDay,
    Line,
    LineChange,
    LineEdited,
    LinesGone,
    Reacted,
    Scope,
)
from bot.errors import StorageBusy, UsageError
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

SCOPE, OTHER = Scope("discord:1"), Scope("discord:2")
CHANNEL, ANI, BUDI = 20, 5, 6
FIRST = Line(1, SCOPE, CHANNEL, ANI, "Jembatan Muara Teduh ditutup.", "2025-03-14T11:00:00+00:00")
SECOND = replace(FIRST, message_id=2, person=BUDI, text="Sampai kapan?", reply_to=1)


@pytest.fixture(name="clock")
def fixture_clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(name="store")
async def fixture_store(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    yield store
    await store.close()


@pytest.fixture(name="recaps")
async def fixture_recaps(store: SqliteStore, clock: FrozenClock) -> RecapService:
    """With one channel on."""
    recaps = RecapService(store, clock, keep_hours=48, listens=True)
    await recaps.load()
    await recaps.switch_on(SCOPE, CHANNEL, ANI)
    return recaps


async def counted(recaps: RecapService) -> int:
    return (await recaps.recap(SCOPE, CHANNEL, *recaps.since(24))).lines


async def test_what_is_on_is_known_after_a_restart(
    recaps: RecapService, store: SqliteStore, clock: FrozenClock
) -> None:
    await recaps.opt_out(BUDI)
    anew = RecapService(store, clock, keep_hours=48, listens=True)
    assert anew.heard_in(CHANNEL) is None
    await anew.load()
    day = anew.heard_in(CHANNEL)
    assert day == ChannelDay(SCOPE, CHANNEL, False, ANI, clock.now().isoformat(timespec="seconds"))
    assert (anew.keeps(ANI), anew.keeps(BUDI)) == (True, False)
    anew.forget(OTHER)
    assert anew.heard_in(CHANNEL) is not None
    anew.forget(SCOPE)
    assert anew.heard_in(CHANNEL) is None


async def test_a_server_has_so_many_channels(recaps: RecapService) -> None:
    for number in range(100, 100 + MOST_CHANNELS - 1):
        await recaps.switch_on(SCOPE, number, ANI)
    await recaps.switch_on(SCOPE, CHANNEL, ANI, index_links=True)
    await recaps.switch_on(OTHER, 30, ANI)
    with pytest.raises(UsageError, match="a server has at most"):
        await recaps.switch_on(SCOPE, 99, ANI)
    assert recaps.heard_in(99) is None


async def test_nothing_of_another_server_is_switched_off(recaps: RecapService) -> None:
    assert not await recaps.switch_off(OTHER, CHANNEL)
    assert recaps.heard_in(CHANNEL) is not None
    assert await recaps.switch_off(SCOPE, CHANNEL)
    assert recaps.heard_in(CHANNEL) is None


async def test_what_was_just_heard_is_told(recaps: RecapService, clock: FrozenClock) -> None:
    for change in (FIRST, SECOND, Reacted(CHANNEL, 1, 1), LineEdited(CHANNEL, 1, "Jembatan dibuka lagi.")):
        recaps.take(change)
    recap = await recaps.recap(SCOPE, CHANNEL, *recaps.since(24))
    assert recap.until == clock.now().isoformat(timespec="seconds")
    (stretch,) = recap.stretches
    assert (stretch.reactions, stretch.quotes[0].text) == (1, "Jembatan dibuka lagi.")
    assert (await recaps.recap(OTHER, CHANNEL, *recaps.since(24))).quiet


async def test_what_is_heard_is_stored_together_and_a_deletion_at_once(
    recaps: RecapService, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[Sequence[LineChange]] = []
    stored = asyncio.Event()
    change_lines = store.change_lines

    async def noted(changes: Sequence[LineChange]) -> None:
        batches.append(list(changes))
        await change_lines(changes)
        stored.set()

    monkeypatch.setattr(store, "change_lines", noted)
    monkeypatch.setattr("bot.digest.own_day._EVERY", 3_600.0)
    running = asyncio.create_task(recaps.run())
    await asyncio.sleep(0)
    for number in range(100):
        recaps.take(replace(FIRST, message_id=number + 1))
    recaps.take(LinesGone(CHANNEL, (7,)))
    await asyncio.wait_for(stored.wait(), 30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [len(one) for one in batches] == [101]
    assert await counted(recaps) == 99


async def test_what_cannot_be_stored_waits(
    recaps: RecapService, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(changes: Sequence[LineChange]) -> None:
        raise StorageBusy("The database is busy")

    with monkeypatch.context() as patch:
        patch.setattr(store, "change_lines", busy)
        recaps.take(FIRST)
        with pytest.raises(StorageBusy):
            await recaps.flush()
    recaps.take(SECOND)
    assert await counted(recaps) == 2


def test_not_everything_waits_for_ever_but_deletions_do() -> None:
    gone = LinesGone(CHANNEL, (1,))
    changes: list[LineChange] = [FIRST, gone, *[SECOND] * 10_000]
    assert _newest(changes) == [gone, *[SECOND] * 10_000]
    assert _newest([FIRST, gone]) == [FIRST, gone]


async def test_what_was_deleted_does_not_come_back(recaps: RecapService) -> None:
    day = recaps.heard_in(CHANNEL)
    assert day is not None
    recaps.take(FIRST)
    recaps.take(replace(FIRST, message_id=3))
    recaps.take(replace(FIRST, message_id=4))
    before = await recaps.kept_since(day, "2025-03-14T00:00:00+00:00")
    assert before == [1, 3, 4]
    # While the channel is read one message is deleted and one is edited; one was deleted before.
    recaps.take(LinesGone(CHANNEL, (1,)))
    recaps.take(LineEdited(CHANNEL, 3, "Jembatan dibuka lagi."))
    await recaps.catch_up(day, [FIRST, replace(FIRST, message_id=3), SECOND], {1, 2, 3}, before)
    recap = await recaps.recap(SCOPE, CHANNEL, *recaps.since(24))
    assert [(one.message_id, one.text) for one in recap.stretches[0].quotes] == [
        (2, "Sampai kapan?"),
        (3, "Jembatan dibuka lagi."),
    ]
    assert recap.lines == 2


async def test_nothing_is_told_before_a_channel_was_read_again(
    recaps: RecapService, store: SqliteStore, clock: FrozenClock
) -> None:
    recaps.take(FIRST)
    await recaps.flush()
    anew = RecapService(store, clock, keep_hours=48, listens=True)
    await anew.load()
    telling = asyncio.create_task(counted(anew))
    await asyncio.wait({telling}, timeout=0.1)
    assert not telling.done()
    day = anew.heard_in(CHANNEL)
    assert day is not None
    await anew.catch_up(day, [], set(), await anew.kept_since(day, "2025-03-14T00:00:00+00:00"))
    assert await telling == 0


async def test_to_switch_on_again_keeps_what_is_kept(recaps: RecapService, clock: FrozenClock) -> None:
    before = recaps.heard_in(CHANNEL)
    assert before is not None
    clock.move(seconds=60)
    await recaps.switch_on(SCOPE, CHANNEL, BUDI, index_links=True)
    assert recaps.heard_in(CHANNEL) == replace(before, index_links=True, on_by=BUDI)


async def test_who_opts_out_is_told_of_no_more(recaps: RecapService) -> None:
    recaps.take(FIRST)
    recaps.take(SECOND)
    assert await recaps.kept_of(SCOPE, ANI) == 1
    assert await recaps.opt_out(ANI) == 1
    assert await recaps.has_opted_out(ANI)
    recaps.take(replace(FIRST, message_id=3))
    assert await counted(recaps) == 1
    await recaps.opt_in(ANI)
    assert recaps.keeps(ANI)
    recaps.take(replace(FIRST, message_id=4))
    assert await counted(recaps) == 2


async def test_what_a_digest_has_told_is_forgotten_and_the_rest_after_some_hours(
    recaps: RecapService, clock: FrozenClock
) -> None:
    recaps.take(FIRST)
    recaps.take(replace(SECOND, at="2025-03-14T11:30:00+00:00"))
    assert await recaps.digested(SCOPE, CHANNEL, "2025-03-14T11:30:00+00:00") == 1
    assert await counted(recaps) == 1
    clock.move(seconds=47 * 3_600)
    assert await recaps.forget_old() == 0
    assert await counted(recaps) == 0  # of the last 24 hours
    clock.move(seconds=3_600)
    assert await recaps.forget_old() == 1


async def test_no_more_is_told_than_is_kept(recaps: RecapService) -> None:
    assert recaps.since(168)[0] == "2025-03-12T12:00:00+00:00"
    assert recaps.since(1)[0] == "2025-03-14T11:00:00+00:00"
