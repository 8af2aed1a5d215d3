"""Quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import UsageError
from bot.watch.quiet import quiet_until, read_quiet


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("22:00-06:00", ("22:00", "06:00")),
        ("22-6", ("22:00", "06:00")),
        (" 9.30 – 17.00 ", ("09:30", "17:00")),
        ("22 sampai 5", ("22:00", "05:00")),
        ("", ("", "")),
    ],
)
def test_what_people_type(typed: str, hours: tuple[str, str]) -> None:
    assert read_quiet(typed) == hours


@pytest.mark.parametrize("typed", ["night", "24-6", "22:60-6", "7-7", "22", "22-", "-6", "1-2-3"])
def test_what_is_no_span(typed: str) -> None:
    with pytest.raises(UsageError, match="is no span of hours"):
        read_quiet(typed)


@pytest.mark.parametrize(
    ("hour", "until"),
    [(14, None), (15, 23), (16, 23), (22, 23), (23, None)],  # UTC; in Jakarta 7 hours later
)
def test_over_midnight_in_a_zone(hour: int, until: int | None) -> None:
    now = datetime(2025, 3, 14, hour, 0, tzinfo=UTC)
    expected = None if until is None else datetime(2025, 3, 14, until, 0, tzinfo=UTC)
    assert quiet_until(now, "22:00", "06:00", "Asia/Jakarta") == expected


def test_within_a_day_and_without_hours_or_a_zone_that_is_known() -> None:
    noon = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)
    assert quiet_until(noon, "09:00", "17:00", "") == noon + timedelta(hours=5)
    assert quiet_until(noon, "13:00", "17:00", "Mars/Olympus") is None
    assert quiet_until(noon, "", "", "UTC") is None
