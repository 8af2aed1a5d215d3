"""Dates as sentences name them, complete or not."""

import pytest

from bot.text.days import Day, find_days
from tests.timing import within


def read(text: str) -> list[tuple[tuple[int, int, int], str]]:
    """The parts of every date in `text`, and how it is written."""
    return [(one.parts, text[one.start : one.end]) for one in find_days(text)]


def day(text: str) -> Day:
    """The only date of a text."""
    (one,) = find_days(text)
    return one


@pytest.mark.parametrize(
    ("text", "parts", "written"),
    [
        ("founded in 2023", (2023, 0, 0), "2023"),
        ("on 30 January 2024", (2024, 1, 30), "30 January 2024"),
        ("by January 30.", (0, 1, 30), "January 30"),
        ("the 30th of January", (0, 1, 30), "30th of January"),
        ("in March", (0, 3, 0), "March"),
        ("in march 2024", (2024, 3, 0), "march 2024"),
        ("pada akhir Januari 2025", (2025, 1, 0), "Januari 2025"),
        ("Sabtu (24/5)", (0, 5, 24), "(24/5)"),
        ("mid-2024", (2024, 0, 0), "2024"),
        ("since 1689", (1689, 0, 0), "1689"),
        ("In 2024 houses were cheap", (2024, 0, 0), "2024"),
    ],
)
def test_a_date_is_read(text: str, parts: tuple[int, int, int], written: str) -> None:
    assert read(text) == [(parts, written)]


@pytest.mark.parametrize(
    "text",
    [
        "2024 houses",
        "2024 rumah",
        "Rp 2024",
        "2024 ton",
        "2,024 people",
        "you may march",
        "the 1990s",
        "99/99",
        "1689 ships",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("left", "right", "agrees"),
    [
        ("in 2024", "30 January 2024", True),
        ("in 2023", "30 January 2024", False),
        ("January 2024", "30 January 2024", True),
        ("30 January", "30 January 2024", True),
        ("31 January", "30 January 2024", False),
        ("in 2024", "30 January", False),
    ],
)
def test_dates_agree_in_what_both_say(left: str, right: str, agrees: bool) -> None:
    assert day(left).agrees(day(right)) is day(right).agrees(day(left)) is agrees


def test_only_a_common_part_is_comparable() -> None:
    assert not day("in 2024").comparable(day("30 January"))
    assert day("30 January 2024").covers(day("in 2024"))
    assert not day("in 2024").covers(day("30 January 2024"))


@pytest.mark.parametrize("unit", ["2024 ", "May ", "1 May ", "1/2/2024 ", "(1/2) ", "1 ", "2024-"])
def test_a_long_text_takes_no_time(unit: str) -> None:
    with within(10):
        find_days(unit * (20_000 // len(unit)))
