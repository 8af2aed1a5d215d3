"""`python -m benchmarks.calendar [YEAR]`: zones whose clocks change x 48 times of day x every day of a year.

Counts the local days without exactly one run. With `--all`, zones without a change too.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digest.calendar import next_runs
from bot.digest.when import zone_names
from bot.domain import LOCAL, Schedule

TIMES = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))


def main() -> None:
    """Count."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calendar", description=__doc__)
    parser.add_argument("year", nargs="?", type=int, default=2026)
    parser.add_argument("--all", action="store_true", help="zones whose clocks stay, too")
    options = parser.parse_args()
    year = options.year
    zones = [zone for zone in zone_names() if options.all or changes(zone, year)]
    cases = days = 0
    bad: list[str] = []
    for zone in zones:
        for at in TIMES:
            cases += 1
            expected = [day for day in days_of(year) if exists(day, zone)]
            days += len(expected)
            if days_run(zone, at, year) != expected:
                bad.append(f"{zone} {at:%H:%M}")
    print(f"{year}: {len(zones)} zones x {len(TIMES)} times = {cases:,} cases, {days:,} local days")
    print(f"cases with a local day without exactly one run: {len(bad)}", *bad[:10], sep="\n")


def changes(zone: str, year: int) -> bool:
    """Whether the clocks of a zone are changed in a year."""
    noons = (datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)) for day in days_of(year))
    return len({noon.utcoffset() for noon in noons}) > 1


def days_of(year: int) -> Iterator[date]:
    """The days of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def exists(day: date, zone: str) -> bool:
    """Whether some half hour of a day is on the clocks of a zone, asked the other way round."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    return any(
        (start + timedelta(hours=hours)).astimezone(ZoneInfo(zone)).date() == day for hours in range(0, 44, 2)
    )


def days_run(zone: str, at: time, year: int) -> list[date]:
    """The local days of a year on which a daily digest appears, one a run, by the instants alone.

    A run at a time that is left out appears up to some hours later, on the same day but where the clocks are
    changed at midnight; then its own day counts.
    """
    schedule = Schedule(1, LOCAL, zone, (at,))
    start = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=2)
    runs = next_runs(schedule, start, 371)
    found = []
    for run in runs:
        seen = run.instant.astimezone(ZoneInfo(zone))
        shown = seen.date() if seen.time() == at else run.day
        if shown.year == year:
            found.append(shown)
    return found


if __name__ == "__main__":
    main()
