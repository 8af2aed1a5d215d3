"""Schedules: digests that appear by themselves, each run once.

    due | the news since the last one | compose | the channel's own day | claim the run with its posts | poke

A run is claimed in the transaction that writes its posts. Who is killed before it has done nothing, and the
next tick begins anew; after it the posts are the outbox's.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.digest.calendar import PUNCTUAL, Run, Verdict, due, next_runs
from bot.digest.parts import posts, skipped
from bot.digest.when import read_when, read_zone
from bot.domain import ChannelDay, Digest, Post, Recap, Schedule, Scope, recap_post
from bot.errors import NotFound, UsageError, WartaError
from bot.ports import Clock, ScheduleStore

MOST_SCHEDULES = 20  # of a scope
MOST_STORIES, DEFAULT_STORIES = 15, 5
NEXT = 5  # runs that are told of
_FIRST = timedelta(days=1)  # of which time the first digest tells
_LONGEST = timedelta(days=8)  # of which time one tells at most: a weekly one that was late
_BATCH = 100  # schedules that are read at a time
_OVER = timedelta(seconds=1)

_log = logging.getLogger("warta.digests")


class DigestMaker(Protocol):
    """Who composes digests: `bot.digest.digests.DigestService`."""

    def make(
        self, scope: Scope, *, since: str, until: str, language: str = "", stories: int = 5
    ) -> Awaitable[Digest]:
        """The news of `scope` between two instants."""


class OwnDays(Protocol):
    """Who knows the own days of channels: `bot.digest.own_day.RecapService`."""

    def heard_in(self, channel: int) -> ChannelDay | None:
        """How the own day of a channel is on; None where it is not."""

    def recap(self, scope: Scope, place: int, since: str, until: str) -> Awaitable[Recap]:
        """The own day of a channel between two instants."""

    def digested(self, scope: Scope, place: int, until: str) -> Awaitable[object]:
        """Forget what a digest has told of a channel, up to an instant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A schedule as somebody asks for it: `when` and `zone` as they are typed."""

    when: str
    zone: str = ""
    place: int = 0
    language: str = ""
    stories: int = DEFAULT_STORIES
    own_day: bool = False
    added_by: int = 0


class ScheduleService:
    """Keeps schedules and has what is due posted."""

    def __init__(
        self,
        store: ScheduleStore,
        digests: DigestMaker,
        days: OwnDays,
        clock: Clock,
        poke: Callable[[], None],
    ) -> None:
        self._store = store
        self._digests = digests
        self._days = days
        self._clock = clock
        self._poke = poke
        self._running = asyncio.Lock()

    async def add(self, scope: Scope, wanted: Wanted, language: str = "en") -> Schedule:
        """Keep a schedule. Raises UsageError, in `language`: a time or zone that cannot be read, too many."""
        now = self._clock.now()
        schedule = replace(read_schedule(scope, wanted, language), added_at=_text(now), dealt_at=_text(now))
        kept = await self._store.save_schedule(_onwards(schedule, now), MOST_SCHEDULES)
        if kept is None:
            raise UsageError(f"There are {MOST_SCHEDULES} schedules already", todo="remove one first")
        return kept

    async def schedules(self, scope: Scope | None) -> list[Schedule]:
        """The schedules of `scope` (None: of all), the oldest first."""
        return await self._store.schedules(scope)

    async def one(self, scope: Scope | None, schedule_id: int) -> Schedule:
        """One of them. Raises NotFound."""
        found = await self._store.schedule(scope, schedule_id)
        if found is None:
            raise NotFound(f"There is no schedule {schedule_id}", todo="the list shows their numbers")
        return found

    async def pause(self, scope: Scope | None, schedule_id: int) -> Schedule:
        """Let it rest: what would be due meanwhile is left out. Raises NotFound."""
        return await self._save(replace(await self.one(scope, schedule_id), paused=True, next_at=""))

    async def resume(self, scope: Scope | None, schedule_id: int) -> Schedule:
        """Go on with the next run from now. Raises NotFound."""
        found = await self.one(scope, schedule_id)
        now = self._clock.now()
        if not found.paused:
            return found
        return await self._save(_onwards(replace(found, paused=False, dealt_at=_text(now)), now))

    async def remove(self, scope: Scope | None, schedule_id: int) -> Schedule:
        """Forget it. Raises NotFound."""
        found = await self.one(scope, schedule_id)
        await self._store.remove_schedule(found.scope, schedule_id)
        return found

    def next_runs(self, schedule: Schedule, count: int = NEXT) -> list[Run]:
        """Its next runs from now."""
        return next_runs(schedule, self._clock.now(), count)

    async def preview(self, scope: Scope | None, schedule_id: int) -> Digest:
        """What its next digest would tell if it came now. Raises NotFound."""
        schedule = await self.one(scope, schedule_id)
        return await self._make(schedule, self._clock.now())

    async def now(self, scope: Scope, since: str, language: str = "", stories: int = 5) -> Digest:
        """The news of `scope` since an instant."""
        until = _text(self._clock.now())
        return await self._digests.make(scope, since=since, until=until, language=language, stories=stories)

    async def tick(self, now: datetime) -> int:
        """Deal with all that is due; how many runs it was. One whose digest fails is tried again later."""
        if self._running.locked():
            return 0
        async with self._running:
            dealt, failed = 0, set[int]()
            while True:
                found = await self._store.due_schedules(_text(now), _BATCH + len(failed))
                waiting = [one for one in found if one.id not in failed]
                if not waiting:
                    return dealt
                # Side by side, since a channel's own day may have to be read first.
                for one, outcome in zip(
                    waiting,
                    await asyncio.gather(*(self._deal(one, now) for one in waiting), return_exceptions=True),
                    strict=True,
                ):
                    if isinstance(outcome, Exception):  # the others are due as well
                        bug = None if isinstance(outcome, WartaError) else outcome
                        _log.warning("digest %d could not be made: %s", one.id, outcome, exc_info=bug)
                        failed.add(one.id)
                    elif isinstance(outcome, BaseException):
                        raise outcome
                    else:
                        dealt += outcome
                now = max(now, self._clock.now())

    async def _deal(self, schedule: Schedule, now: datetime) -> bool:
        last = datetime.fromisoformat(schedule.dealt_at)
        ready = due(schedule, last, now)
        if ready is None:  # the zone's rules are others by now, or the clock was put back
            await self._store.put_off(_onwards(schedule, max(now, last)))
            return False
        run = ready.run
        onwards = _onwards(replace(schedule, dealt_at=_text(run.instant)), max(now, run.instant))
        if ready.verdict is Verdict.SKIP:
            written, outcome = [skipped(schedule, run.key, ready.missed, _text(run.instant))], "skipped"
        else:
            digest = await self._make(schedule, now)
            late = int(ready.late.total_seconds()) if ready.late > PUNCTUAL else 0
            written, outcome = posts(digest, schedule, run.key, late), "sent"
            written += await self._own_day(schedule, digest, run)
            onwards = replace(onwards, told_until=digest.until)
        claimed = await self._store.claim_run(onwards, run.key, outcome, written, _text(now))
        if claimed:
            self._poke()
            if outcome == "sent" and self._tells_day(schedule):
                await self._days.digested(schedule.scope, schedule.place, onwards.told_until)
        return claimed

    def _tells_day(self, schedule: Schedule) -> bool:
        day = self._days.heard_in(schedule.place) if schedule.own_day else None
        return day is not None and day.scope == schedule.scope

    async def _own_day(self, schedule: Schedule, digest: Digest, run: Run) -> list[Post]:
        """The channel's own day behind the digest, where it is on and there is anything to tell."""
        if not self._tells_day(schedule):
            return []
        recap = await self._days.recap(schedule.scope, schedule.place, digest.since, digest.until)
        return [] if recap.quiet else [recap_post(f"recap:{schedule.id}:{run.key}", recap)]

    async def _make(self, schedule: Schedule, now: datetime) -> Digest:
        until = now - _OVER  # what comes in within this very second is the next one's
        since = now - _FIRST
        if schedule.told_until:
            since = min(until, max(datetime.fromisoformat(schedule.told_until), now - _LONGEST))
        return await self._digests.make(
            schedule.scope,
            since=_text(since),
            until=_text(until),
            language=schedule.language,
            stories=schedule.stories,
        )

    async def _save(self, schedule: Schedule) -> Schedule:
        kept = await self._store.save_schedule(schedule, MOST_SCHEDULES)
        if kept is None:
            raise NotFound(f"There is no schedule {schedule.id}", todo="the list shows their numbers")
        return kept


def read_schedule(scope: Scope, wanted: Wanted, language: str = "en") -> Schedule:
    """A schedule as it was asked for, not kept. Raises UsageError, in `language`."""
    when = read_when(wanted.when, language)
    if wanted.zone and when.zone and read_zone(wanted.zone, language) != when.zone:
        raise UsageError(f"Two time zones are named: {when.zone} and {wanted.zone}", todo="name one")
    zone = when.zone or (read_zone(wanted.zone, language) if wanted.zone else "UTC")
    if not 1 <= wanted.stories <= MOST_STORIES:
        raise UsageError(f"A digest tells 1 to {MOST_STORIES} stories", todo="ask for as many")
    return Schedule(
        0,
        scope,
        zone,
        when.times,
        when.days,
        wanted.place,
        wanted.language,
        wanted.stories,
        wanted.own_day,
        added_by=wanted.added_by,
    )


def _onwards(schedule: Schedule, after: datetime) -> Schedule:
    """The schedule with its next run after an instant."""
    following = next_runs(schedule, after, 1)
    return replace(schedule, next_at=_text(following[0].instant) if following else "")


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
