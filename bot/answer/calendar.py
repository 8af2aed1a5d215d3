"""Stretches of days as people name them: last week, the past five days, late 2024."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = 12
_THIRD = 4  # months of a third of a year: early, mid, late
_EARLY, _MID = 10, 20  # the last days of the first two thirds of a month


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; None for an open end."""

    since: date | None
    until: date | None


def past(today: date, days: int) -> Days:
    """The past so many days, and today."""
    return Days(today - timedelta(days=days), today)


def week(today: date, *, back: bool) -> Days:
    """This week or the last, from Monday on."""
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return Days(monday, monday + timedelta(days=6))


def month(today: date, *, back: bool) -> Days:
    """This month or the last."""
    first = today.replace(day=1)
    if back:
        first = (first - timedelta(days=1)).replace(day=1)
    return Days(first, first.replace(day=monthrange(first.year, first.month)[1]))


def year(number: int) -> Days:
    """A whole year."""
    return Days(date(number, 1, 1), date(number, _MONTHS, 31))


def last_weekday(today: date, weekday: int) -> date:
    """The newest such day before today; Monday is 0."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def spoken_day(number: int, month_number: int, day: int, today: date, *, third: int | None = None) -> Days:
    """A year, a month or a day as written, 0 for what is left out; of its thirds (0, 1, 2) one where given.

    Without a year it is the newest that has begun.
    """
    if not month_number:
        whole = year(number or today.year)
        return whole if third is None else _third_of_year(whole.since or today, third)
    number = number or (today.year - (date(today.year, month_number, 1) > today))
    last = monthrange(number, month_number)[1]
    if day:
        one = date(number, month_number, min(day, last))
        return Days(one, one)
    thirds = {None: (1, last), 0: (1, _EARLY), 1: (_EARLY + 1, _MID), 2: (_MID + 1, last)}
    first, final = thirds[third]
    return Days(date(number, month_number, first), date(number, month_number, final))


def _third_of_year(first: date, third: int) -> Days:
    start, end = third * _THIRD + 1, (third + 1) * _THIRD
    return Days(first.replace(month=start), date(first.year, end, monthrange(first.year, end)[1]))
