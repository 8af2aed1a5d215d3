"""What people type to say when."""

import contextlib
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.when import read_when, read_zone
from bot.domain import EVERY_DAY, WORKING_DAYS
from bot.errors import UsageError

HALF_PAST = (time(7, 30),)


@pytest.mark.parametrize(
    ("typed", "times", "days"),
    [
        ("07:30", HALF_PAST, EVERY_DAY),
        ("7.30", HALF_PAST, EVERY_DAY),
        ("0730", HALF_PAST, EVERY_DAY),
        ("7:30am", HALF_PAST, EVERY_DAY),
        ("weekdays 07:30", HALF_PAST, WORKING_DAYS),
        ("hari kerja 07.30", HALF_PAST, WORKING_DAYS),
        ("Mon-Fri 7:30", HALF_PAST, WORKING_DAYS),
        ("Senin sampai Jumat pukul 7.30", HALF_PAST, WORKING_DAYS),
        ("Senin 06.00", (time(6),), (0,)),
        ("weekly on Sunday at 6 pm", (time(18),), (6,)),
        ("daily 7:00 and 18:00", (time(7), time(18)), EVERY_DAY),
        ("setiap hari jam 6 sore dan 7 pagi", (time(7), time(18)), EVERY_DAY),
        ("jam 12 malam", (time(0),), EVERY_DAY),
        ("1 siang", (time(13),), EVERY_DAY),
        ("tiap Rabu, Jum’at & Minggu 9", (time(9),), (2, 4, 6)),
        ("Fri to Mon noon", (time(12),), (0, 4, 5, 6)),
    ],
)
def test_what_is_typed_is_understood(typed: str, times: tuple[time, ...], days: tuple[int, ...]) -> None:
    found = read_when(typed)
    assert (found.times, found.days, found.zone) == (times, days, "")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("07:30 WIB", "Asia/Jakarta"),
        ("7am New York", "America/New_York"),
        ("9 (Europe/London)", "Europe/London"),
    ],
)
def test_a_zone_may_follow(typed: str, zone: str) -> None:
    assert read_when(typed).zone == zone


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "no time of day"),
        ("weekdays", "no time of day"),
        ("25:00", "00:00 to 23:59"),
        ("24:00", "midnight is 00:00"),
        ("7:75", "00:00 to 23:59"),
        ("13pm", "00:00 to 23:59"),
        ("Mondey 7:00", "monday"),
        ("7:00 Asia/Jakrta", "Asia/Jakarta"),
        ("1 2 3 4 5 6 7", "6 are the most"),
    ],
)
def test_what_cannot_be_is_one_line_that_helps(typed: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_when(typed)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_errors_are_in_the_language_asked_for() -> None:
    with pytest.raises(UsageError, match="bukan jam"):
        read_when("25.00", "id")
    with pytest.raises(UsageError, match="Tidak ada zona waktu"):
        read_zone("Jakrta", "id")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("asia/jakarta", "Asia/Jakarta"), ("Makassar", "Asia/Makassar"), (" new  york ", "America/New_York")],
)
def test_zones_are_found_by_their_city(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "offered"), [("Londn", "Europe/London"), ("Amercia/New_York", "America/New_York")]
)
def test_the_nearest_zones_are_offered(typed: str, offered: str) -> None:
    with pytest.raises(UsageError, match=offered):
        read_zone(typed)


@given(st.text(max_size=300))
def test_anything_may_be_typed(typed: str) -> None:
    for read in (read_when, read_zone):
        with contextlib.suppress(UsageError):
            assert read(typed)
