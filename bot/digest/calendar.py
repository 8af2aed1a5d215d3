"""When a digest is due: wall clock times in a zone, as instants.

A time of day is read with fold=0: where the clock is put back and it stands twice, the first counts; where
the clock is put forward and it does not exist, it is as late as it would have been, had nobody touched the
clock (02:30 becomes 03:30). So every local day has its run, and none has two. A day that a zone leaves out
whole, as Samoa did with 30 December 2011, has none. APScheduler's CronTrigger loses 366 days of a year and
fires 400 times twice, over all zones with a change and 48 times of day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain import Schedule

PUNCTUAL = timedelta(minutes=2)  # a tick comes every half minute, and may wait for the one before
LATE = timedelta(hours=6)  # later than this a digest is not sent any more, but said to be left out
_DAY = timedelta(days=1)
_NOON = time(12)
_REACH = 2  # days by which the local day of an instant and that of a run may be apart
_MOST_MISSED = 1_000  # runs that are counted; more were missed only where a schedule slept for years


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """One appearance of a digest: the instant, in UTC, of a wall clock time `at` on the local day `day`.

    No two runs of a schedule have the same `key`, nor the same instant, whatever the clocks do.
    """

    instant: datetime
    day: date
    at: time

    @property
    def key(self) -> str:
        """The local day and time: "2026-03-29 07:30"."""
        return f"{self.day.isoformat()} {self.at:%H:%M}"


class Verdict(StrEnum):
    """What is to be done about a run whose time has come."""

    NOW = "now"
    LATE = "late"  # sent once, with a word of how late it is
    SKIP = "skip"  # not sent, and said so once


@dataclass(frozen=True, slots=True)
class Due:
    """The run that is due, how late it is, and how many before it were missed, which it stands for too."""

    verdict: Verdict
    run: Run
    late: timedelta
    missed: int = 0


def next_runs(schedule: Schedule, after: datetime, count: int) -> list[Run]:
    """The first `count` runs after an instant, in order; also of a paused schedule.

    Fewer where the calendar ends, none for a schedule without days or times. Raises ZoneInfoNotFoundError
    where this machine does not know the zone.
    """
    found: list[Run] = []
    first = _local_day(after, schedule.zone, -_REACH)
    beyond = 0
    for day in _days(schedule, first):
        runs = [one for one in _runs_of(schedule, day) if one.instant > after]
        found.extend(runs)
        # A run may move by hours, but past no more than the next day's.
        beyond += len(found) >= count
        if beyond > _REACH:
            break
    return _distinct(found)[:count]


def due(schedule: Schedule, last: datetime, now: datetime) -> Due | None:
    """What is due at `now`; None: nothing. `last` is the instant of the last run dealt with, or the start.

    However many runs passed in between, there is one answer, for the latest of them. What is paused is never
    due; nothing is due either while a clock that was put back is behind `last`.
    """
    if schedule.paused:
        return None
    passed: list[Run] = []
    day = _local_day(now, schedule.zone, _REACH)
    oldest = max(_local_day(last, schedule.zone, -_REACH), day - _MOST_MISSED * _DAY)
    while day >= oldest and len(passed) <= _MOST_MISSED:
        passed.extend(one for one in _runs_of(schedule, day) if last < one.instant <= now)
        day -= _DAY
    if not passed:
        return None
    runs = _distinct(passed)
    late = now - runs[-1].instant
    verdict = Verdict.NOW if late <= PUNCTUAL else Verdict.LATE if late <= LATE else Verdict.SKIP
    return Due(verdict, runs[-1], late, len(runs) - 1)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When the clocks of a zone first show a time, in UTC; None on a day that the zone leaves out."""
    try:
        moment = datetime.combine(day, at, zone).astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar
        return None
    return moment if _exists(day, zone) else None


@lru_cache(maxsize=4_096)
def _exists(day: date, zone: ZoneInfo) -> bool:
    noon = datetime.combine(day, _NOON, zone)
    return noon.astimezone(UTC).astimezone(zone).date() == day


def _runs_of(schedule: Schedule, day: date) -> Iterator[Run]:
    """The runs of a local day, in the order of their times."""
    if day.weekday() not in schedule.days:
        return
    zone = ZoneInfo(schedule.zone)
    for at in sorted(set(schedule.times)):
        moment = instant(day, at, zone)
        if moment is not None:
            yield Run(moment, day, at)


def _distinct(runs: list[Run]) -> list[Run]:
    """Runs in order, one an instant: of those that a change of the clocks laid on one, the last."""
    return [one for _, one in sorted({run.instant: run for run in sorted(runs)}.items())]


def _days(schedule: Schedule, first: date) -> Iterator[date]:
    """The local days of a schedule from `first` on."""
    if not schedule.times or not set(schedule.days) & set(range(7)):
        return
    day = first
    while day < date.max:
        if day.weekday() in schedule.days:
            yield day
        day += _DAY


def _local_day(moment: datetime, zone: str, away: int) -> date:
    try:
        return moment.astimezone(ZoneInfo(zone)).date() + away * _DAY
    except OverflowError:
        return date.min if away < 0 else date.max
