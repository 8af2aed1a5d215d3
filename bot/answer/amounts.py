"""Times and numbers: how many, how much, when."""

import math
from bisect import bisect_right
from collections.abc import Iterator

from bot.answer import cues
from bot.answer.reading import Found, Reading
from bot.answer.wanted import Wanted
from bot.domain import Span
from bot.text.stopwords import STOPWORDS

_BEFORE, _BEHIND = 4, 2  # words of a number within which what it measures or counts stands
_OTHER_UNIT = 0.4  # what a time is worth that is not of the unit asked for
_CLAUSE = 0.4  # … and a clause that says when: "as soon as they enter into force"


def find_time(wanted: Wanted, reading: Reading) -> Found:
    """The time that stands nearest to the question's words, of the unit it asks for where one is there."""
    times = list(wanted.unsaid(cues.TIME, reading.text))
    of_unit = [one for one in times if wanted.unit is not None and wanted.unit.search(one.text)]
    span = reading.nearest(of_unit or times)
    if span is not None:
        worth = 1.0 if of_unit or wanted.unit is None else _OTHER_UNIT
        return {"time": worth, "near": reading.nearness(span)}, span
    span = reading.nearest(wanted.unsaid(cues.TIME_CLAUSE, reading.text)) if wanted.unit is None else None
    return ({"time": _CLAUSE, "near": reading.nearness(span)} if span else {}), span


def find_number(wanted: Wanted, reading: Reading) -> Found:
    """A number of what is counted or measured, else the one nearest to the question's words."""
    numbers = list(_numbers(wanted, reading.text))
    counted = [one for one in numbers if _counts(wanted, reading, one)]
    span = reading.nearest(counted or numbers)
    if span is None:
        return {}, None
    found = {"number": 1.0, "near": reading.nearness(span)}
    return (found | {"counted": 1.0} if counted else found), span


def _numbers(wanted: Wanted, text: str) -> Iterator[Span]:
    """The numbers that the question does not say and that are no part of a date."""
    dates = [match.span() for match in cues.TIME.finditer(text)]
    for span in wanted.unsaid(cues.NUMBER, text):
        at = bisect_right(dates, (span.start, math.inf)) - 1
        if at < 0 or span.start >= dates[at][1]:
            number, _, counted = span.text.rpartition(" ")
            yield Span(span.start, number) if number and counted.casefold() in STOPWORDS else span


def _counts(wanted: Wanted, reading: Reading, span: Span) -> bool:
    """Whether what is counted stands right behind a number, or what is measured before it."""
    first, last = reading.places(span)
    if wanted.measured is not None:
        asked, around = wanted.measured, slice(max(0, first - _BEFORE), last)
    elif wanted.counted is not None:
        asked, around = wanted.counted, slice(first, last + 1 + _BEHIND)
    else:
        return False
    return any(True for _ in asked.places(reading.words[around], reading.stems[around]))
