"""When a digest is due."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.calendar import TIMES, changes, days_of, days_run, exists
from bot.digest.calendar import LATE, Verdict, due, next_runs
from bot.digest.when import zone_names
from bot.domain import LOCAL, WORKING_DAYS, Schedule

JAKARTA = "Asia/Jakarta"
ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago")


def schedule(zone: str = JAKARTA, *times: time, days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)) -> Schedule:
    """A schedule, by default daily at 07:30."""
    return Schedule(1, LOCAL, zone, times or (time(7, 30),), days)


def at(text: str) -> datetime:
    """An instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_run_is_the_instant_of_a_local_time() -> None:
    runs = next_runs(schedule(), at("2026-03-01T00:30"), 2)
    assert [one.instant for one in runs] == [at("2026-03-02T00:30"), at("2026-03-03T00:30")]
    assert runs[0].key == "2026-03-02 07:30"


def test_weekdays_and_several_times_come_in_order() -> None:
    twice = schedule(JAKARTA, time(18), time(7), days=WORKING_DAYS)
    runs = next_runs(twice, at("2026-03-06T02:00"), 3)  # a Friday
    assert [one.key for one in runs] == ["2026-03-06 18:00", "2026-03-09 07:00", "2026-03-09 18:00"]


@pytest.mark.parametrize(
    ("day", "instant"),
    [("2026-03-08", "2026-03-08T07:30"), ("2026-11-01", "2026-11-01T05:30")],
)
def test_a_time_left_out_is_later_and_one_that_stands_twice_is_the_first(day: str, instant: str) -> None:
    hour = 2 if day.startswith("2026-03") else 1
    run = next_runs(schedule("America/New_York", time(hour, 30)), at(f"{day}T00:00"), 1)[0]
    assert (run.day, run.instant) == (date.fromisoformat(day), at(instant))


def test_two_times_that_a_change_lays_on_one_instant_are_one_run() -> None:
    runs = next_runs(schedule("America/New_York", time(2, 30), time(3, 30)), at("2026-03-08T00:00"), 2)
    assert [one.key for one in runs] == ["2026-03-08 03:30", "2026-03-09 02:30"]


def test_a_day_that_a_zone_leaves_out_has_no_run() -> None:
    runs = next_runs(schedule("Pacific/Apia"), at("2011-12-29T00:00"), 3)
    assert [one.day for one in runs] == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


@given(zone=st.sampled_from(zone_names()), when=st.sampled_from(TIMES), year=st.sampled_from((2011, 2026)))
@settings(max_examples=25, deadline=None)
def test_every_local_day_has_exactly_one_run(zone: str, when: time, year: int) -> None:
    assert days_run(zone, when, year) == [day for day in days_of(year) if exists(day, zone)]


@pytest.mark.parametrize("zone", ZONES)
def test_a_change_at_night_costs_no_day(zone: str) -> None:
    assert changes(zone, 2026)
    for when in (time(0), time(0, 30), time(2, 30)):
        assert days_run(zone, when, 2026) == list(days_of(2026))


def test_nothing_is_due_before_its_time_nor_twice() -> None:
    last = at("2026-03-01T00:30")
    assert due(schedule(), last, at("2026-03-02T00:29")) is None
    assert due(schedule(), last, last) is None
    assert due(schedule(), last, last - timedelta(hours=1)) is None


@pytest.mark.parametrize(
    ("late", "verdict"),
    [
        (timedelta(0), Verdict.NOW),
        (timedelta(minutes=1), Verdict.NOW),
        (timedelta(minutes=3), Verdict.LATE),
        (LATE, Verdict.LATE),
        (LATE + timedelta(seconds=1), Verdict.SKIP),
    ],
)
def test_what_is_late_is_sent_with_a_word_or_left_out(late: timedelta, verdict: Verdict) -> None:
    found = due(schedule(), at("2026-03-01T00:30"), at("2026-03-02T00:30") + late)
    assert found is not None
    assert (found.verdict, found.late, found.missed) == (verdict, late, 0)


@given(down=st.integers(1, 48 * 60))
@settings(max_examples=60, deadline=None)
def test_after_any_time_away_there_is_one_answer(down: int) -> None:
    last, now = at("2026-03-01T00:30"), at("2026-03-02T00:29") + timedelta(minutes=down)
    found = due(schedule(), last, now)
    assert found is not None
    assert found.run.instant <= now < found.run.instant + timedelta(days=1)
    assert found.missed == (found.run.instant - last).days - 1
    assert due(schedule(), found.run.instant, now) is None


def test_years_away_are_counted_to_an_end() -> None:
    found = due(schedule(), at("1990-01-01T00:00"), at("2026-03-02T12:00"))
    assert found is not None
    assert found.verdict is Verdict.LATE or found.verdict is Verdict.SKIP
    assert 900 < found.missed <= 1_010


def test_what_is_paused_is_never_due() -> None:
    paused = Schedule(1, LOCAL, JAKARTA, (time(7, 30),), paused=True)
    assert due(paused, at("2026-03-01T00:30"), at("2026-03-02T00:30")) is None
    assert len(next_runs(paused, at("2026-03-01T00:30"), 5)) == 5


def test_a_schedule_without_days_or_times_has_no_run() -> None:
    assert next_runs(schedule(days=()), at("2026-03-01T00:00"), 5) == []
    assert next_runs(Schedule(1, LOCAL, JAKARTA, ()), at("2026-03-01T00:00"), 5) == []
    assert next_runs(schedule(), at("9999-12-31T00:00"), 5) == []
