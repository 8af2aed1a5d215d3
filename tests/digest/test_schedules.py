"""Schedules: what is due is posted once, whatever the clocks and the process do."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.digest.schedules import MOST_SCHEDULES, ScheduleService, Wanted
from bot.domain import ChannelDay, Digest, Post, PostKind, Recap, Scope, SharedLink
from bot.errors import NotFound, UsageError
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

SERVER, OTHER = Scope("discord:1"), Scope("discord:2")
DAILY = Wanted("07:30", "Asia/Jakarta", 20)  # 00:30 UTC
EVENING = datetime(2025, 3, 13, 20, 0, tzinfo=UTC)
DUE = datetime(2025, 3, 14, 0, 30, tzinfo=UTC)


class Maker:
    """Makes empty digests, and notes of which time; fails while it is `broken`."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []
        self.broken = False

    async def make(
        self, scope: Scope, *, since: str, until: str, language: str = "", stories: int = 5
    ) -> Digest:
        """See `bot.digest.schedules.DigestMaker`."""
        assert stories
        if self.broken:
            raise RuntimeError("no digest today")
        self.made.append((since, until))
        return Digest(scope, language or "en", since, until)


class Days:
    """The own day of channel 20, which is on."""

    def __init__(self, scope: Scope = SERVER) -> None:
        self.day = ChannelDay(scope, 20, index_links=False, on_by=7, on_at="")
        self.told: list[tuple[str, str]] = []
        self.forgotten: list[str] = []
        self.quiet = False

    def heard_in(self, channel: int) -> ChannelDay | None:
        """See `bot.digest.schedules.OwnDays`."""
        return self.day if channel == self.day.channel else None

    async def recap(self, scope: Scope, place: int, since: str, until: str) -> Recap:
        """See `bot.digest.schedules.OwnDays`."""
        self.told.append((since, until))
        links = () if self.quiet else (SharedLink("https://kabar.example/", 5, 1),)
        return Recap(scope, place, since, until, links=links)

    async def digested(self, scope: Scope, place: int, until: str) -> None:
        """See `bot.digest.schedules.OwnDays`."""
        assert (scope, place) == (self.day.scope, self.day.channel)
        self.forgotten.append(until)


class Bench:
    """A service over a real store, and what it posts."""

    def __init__(self, store: SqliteStore, clock: FrozenClock) -> None:
        self.store, self.clock, self.maker, self.pokes = store, clock, Maker(), 0
        self.days = Days()
        self.service = ScheduleService(store, self.maker, self.days, clock, self._poke)

    def _poke(self) -> None:
        self.pokes += 1

    def set(self, now: datetime) -> None:
        """Put the clock to an instant."""
        self.clock.move(seconds=(now - self.clock.now()).total_seconds())

    async def tick(self, now: datetime | None = None) -> int:
        """Let the service look, at an instant."""
        if now is not None:
            self.set(now)
        return await self.service.tick(self.clock.now())

    async def posts(self) -> list[Post]:
        """What is in the outbox."""
        return await self.store.due_posts("2099", 99)


@pytest.fixture(name="bench")
async def fixture_bench(tmp_path: Path) -> AsyncIterator[Bench]:
    clock = FrozenClock(EVENING)
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    try:
        yield Bench(store, clock)
    finally:
        await store.close()


async def test_a_digest_is_posted_when_it_is_due_and_once(bench: Bench) -> None:
    bench.days.quiet = True
    kept = await bench.service.add(SERVER, replace(DAILY, language="id", stories=3, own_day=True, added_by=7))
    assert (kept.next_at, kept.zone, kept.place, kept.stories) == (DUE.isoformat(), "Asia/Jakarta", 20, 3)
    assert await bench.tick(DUE - timedelta(seconds=1)) == 0
    assert await bench.tick(DUE) == 1
    (post,) = await bench.posts()
    assert (post.key, post.kind) == (f"digest:{kept.id}:2025-03-14 07:30:1", PostKind.DIGEST)
    assert (post.scope, post.place) == (SERVER, 20)
    assert json.loads(post.payload)["digest"]["late"] == 0
    assert bench.maker.made == [("2025-03-13T00:30:00+00:00", "2025-03-14T00:29:59+00:00")]
    assert [await bench.tick() for _ in range(3)] == [0, 0, 0]
    assert await bench.tick(DUE + timedelta(days=1, seconds=20)) == 1
    assert bench.maker.made[1:] == [("2025-03-14T00:29:59+00:00", "2025-03-15T00:30:19+00:00")]
    assert bench.pokes == 2


@pytest.mark.parametrize(
    ("down", "digests", "skips", "late"),
    [
        (timedelta(minutes=1), 1, 0, 0),
        (timedelta(minutes=30), 1, 0, 30 * 60),
        (timedelta(hours=6), 1, 0, 6 * 3600),
        (timedelta(hours=6, seconds=1), 0, 1, None),
        (timedelta(hours=12), 0, 1, None),
        (timedelta(hours=25), 1, 0, 3600),
        (timedelta(hours=48), 1, 0, 0),
        (timedelta(hours=47), 0, 1, None),
    ],
)
async def test_down_over_a_digest(
    bench: Bench, down: timedelta, digests: int, skips: int, late: int | None
) -> None:
    await bench.service.add(SERVER, DAILY)
    await bench.tick(DUE - timedelta(minutes=1))
    assert await bench.tick(DUE + down) == 1
    await bench.tick()
    posts = await bench.posts()
    kinds = [one.kind for one in posts]
    assert (kinds.count(PostKind.DIGEST), kinds.count(PostKind.DIGEST_SKIPPED)) == (digests, skips)
    payload = json.loads(posts[0].payload)
    if late is None:
        assert payload["missed"] == down // timedelta(days=1)
        due_at = DUE + timedelta(days=down // timedelta(days=1))
        assert payload["due_at"] == due_at.isoformat()
    else:
        assert payload["digest"]["late"] == late


async def test_a_digest_after_one_that_was_left_out_tells_of_its_time_too(bench: Bench) -> None:
    await bench.service.add(SERVER, DAILY)
    await bench.tick(DUE)
    await bench.tick(DUE + timedelta(days=1, hours=10))
    await bench.tick(DUE + timedelta(days=2))
    assert bench.maker.made[1] == ("2025-03-14T00:29:59+00:00", "2025-03-16T00:29:59+00:00")
    await bench.tick(DUE + timedelta(days=40))
    since, until = (datetime.fromisoformat(one) for one in bench.maker.made[2])
    assert until - since == timedelta(days=8, seconds=-1)


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(days=1)])
async def test_a_clock_that_is_put_back_and_forward_brings_no_second_digest(
    bench: Bench, step: timedelta
) -> None:
    await bench.service.add(SERVER, DAILY)
    await bench.tick(DUE)
    for now in (DUE - step, DUE - step / 2, DUE, DUE + timedelta(seconds=5)):
        assert await bench.tick(now) == 0
    await bench.tick(DUE + step)  # a day on, it is the next one's turn
    keys = [one.key for one in await bench.posts()]
    assert len(keys) == len(set(keys)) == 1 + (step >= timedelta(days=1))
    # Forward too early, then back: the run that was dealt with then is not dealt with again.
    await bench.tick(DUE + timedelta(days=3))
    count = len(await bench.posts())
    for hours in (-30, -24, -1, 0, 1):
        await bench.tick(DUE + timedelta(days=3, hours=hours))
    assert len(await bench.posts()) == count


async def test_the_channels_own_day_is_told_behind_the_digest_and_forgotten(bench: Bench) -> None:
    kept = await bench.service.add(SERVER, replace(DAILY, own_day=True))
    await bench.service.add(SERVER, replace(DAILY, place=21, own_day=True))  # there it is off
    await bench.service.add(OTHER, replace(DAILY, own_day=True))  # another server's channel
    await bench.service.add(SERVER, DAILY)
    await bench.tick(DUE)
    posts = [one for one in await bench.posts() if one.kind is PostKind.RECAP]
    assert [(one.key, one.scope, one.place) for one in posts] == [
        (f"recap:{kept.id}:2025-03-14 07:30", SERVER, 20)
    ]
    assert bench.days.told == [("2025-03-13T00:30:00+00:00", "2025-03-14T00:29:59+00:00")]
    assert bench.days.forgotten == ["2025-03-14T00:29:59+00:00"]
    bench.days.quiet = True
    await bench.tick(DUE + timedelta(days=1))
    assert len([one for one in await bench.posts() if one.kind is PostKind.RECAP]) == 1


async def test_a_digest_that_cannot_be_made_is_made_at_the_next_tick_and_keeps_no_other(bench: Bench) -> None:
    await bench.service.add(SERVER, DAILY)
    bench.maker.broken = True
    assert await bench.tick(DUE) == 0
    assert await bench.posts() == []
    bench.maker.broken = False
    assert await bench.tick(DUE + timedelta(seconds=30)) == 1


async def test_of_two_processes_one_posts(bench: Bench) -> None:
    kept = await bench.service.add(SERVER, DAILY)
    second = ScheduleService(bench.store, Maker(), Days(), bench.clock, lambda: None)
    bench.set(DUE)
    (stale,) = await bench.store.due_schedules(DUE.isoformat(), 9)
    assert await second.tick(DUE) == 1
    assert not await bench.store.claim_run(
        replace(stale, dealt_at=DUE.isoformat()), "2025-03-14 07:30", "sent", [], DUE.isoformat()
    )
    assert await bench.tick() == 0
    assert [one.key for one in await bench.posts()] == [f"digest:{kept.id}:2025-03-14 07:30:1"]


async def test_many_on_the_same_minute(bench: Bench) -> None:
    for number in range(300):
        await bench.service.add(Scope(f"discord:{number}"), replace(DAILY, place=number + 1))
    assert await bench.tick(DUE) == 300
    assert len(await bench.store.due_posts("2099", 999)) == 300
    assert await bench.tick() == 0


async def test_pause_resume_and_remove(bench: Bench) -> None:
    kept = await bench.service.add(SERVER, DAILY)
    paused = await bench.service.pause(SERVER, kept.id)
    assert (paused.paused, paused.next_at) == (True, "")
    assert await bench.tick(DUE + timedelta(minutes=1)) == 0
    resumed = await bench.service.resume(SERVER, kept.id)
    assert resumed.next_at == (DUE + timedelta(days=1)).isoformat()  # what was due meanwhile is left out
    assert await bench.service.resume(SERVER, kept.id) == resumed
    assert await bench.tick() == 0
    with pytest.raises(NotFound):
        await bench.service.remove(OTHER, kept.id)
    await bench.service.remove(SERVER, kept.id)
    assert await bench.service.schedules(SERVER) == []
    assert await bench.tick(DUE + timedelta(days=1)) == 0
    for change in (bench.service.pause, bench.service.resume, bench.service.remove, bench.service.preview):
        with pytest.raises(NotFound, match=f"There is no schedule {kept.id}"):
            await change(SERVER, kept.id)


async def test_the_next_five_runs_and_a_preview(bench: Bench) -> None:
    kept = await bench.service.add(SERVER, replace(DAILY, when="Mon 07:00 and 18:00", zone="Europe/Paris"))
    assert [one.key for one in bench.service.next_runs(kept)] == [
        "2025-03-17 07:00",
        "2025-03-17 18:00",
        "2025-03-24 07:00",
        "2025-03-24 18:00",
        "2025-03-31 07:00",
    ]
    digest = await bench.service.preview(SERVER, kept.id)
    assert digest.since == "2025-03-12T20:00:00+00:00"
    assert await bench.posts() == []


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (replace(DAILY, zone="Asia/Jakrta"), "Asia/Jakarta"),
        (replace(DAILY, when="25:00"), "25:00"),
        (replace(DAILY, when="soon"), "soon"),
        (replace(DAILY, when="07:30 Asia/Tokyo"), "Two time zones are named: Asia/Tokyo and Asia/Jakarta"),
        (replace(DAILY, stories=0), "1 to 15 stories"),
        (replace(DAILY, stories=16), "1 to 15 stories"),
    ],
)
async def test_what_cannot_be_is_said_in_a_line(bench: Bench, wanted: Wanted, line: str) -> None:
    with pytest.raises(UsageError, match=line):
        await bench.service.add(SERVER, wanted)
    assert await bench.service.schedules(None) == []


async def test_the_zone_is_the_one_in_the_words_or_utc(bench: Bench) -> None:
    assert (await bench.service.add(SERVER, Wanted("7 pagi WITA"))).zone == "Asia/Makassar"
    assert (await bench.service.add(SERVER, Wanted("07:00"))).zone == "UTC"


async def test_a_scope_has_so_many_schedules_at_most(bench: Bench) -> None:
    for _ in range(MOST_SCHEDULES):
        await bench.service.add(SERVER, DAILY)
    with pytest.raises(UsageError, match="There are 20 schedules already"):
        await bench.service.add(SERVER, DAILY)
    await bench.service.add(OTHER, DAILY)
    assert len(await bench.service.schedules(None)) == MOST_SCHEDULES + 1
