"""Dates as a sentence names them, complete or not: "30 January 2024", "in March", "2023", "(24/5)"."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from bot.text.dates import FIRST_YEAR, find_dates, months
from bot.text.numbers import is_unit

_LAST_DAY, _LAST_MONTH = 31, 12
# What makes a row of four figures a year, and what makes it a count.
_YEAR_CUES = frozenset(
    """
    in since from until till by of before after during around early late mid year years and between
    tahun sejak pada dari hingga sampai awal akhir pertengahan sebelum setelah selama sekitar dan antara
    """.split()
)
_MONTH_CUES = frozenset(
    """
    in since from until till by of before after during early late mid last next this
    bulan pada sejak dari hingga sampai awal akhir pertengahan sebelum setelah selama
    """.split()
)
_COUNTED = frozenset(
    """
    people persons men women children houses homes residents workers units soldiers troops students victims
    orang warga rumah jiwa unit buah ekor kios pekerja siswa korban kepala keluarga prajurit personel
    """.split()
)
_WORDS_TOO = frozenset("may march mar".split())  # a month only with a capital, or before a year
_MONEY = frozenset(("rp", "rp.", "$", "us$", "usd", "idr", "€", "£", "¥"))
_BEFORE = re.compile(r"([^\W\d_]+|[^\w\s])(?:\s|-)?$")
_AFTER = re.compile(r"(?:\s|-)?([^\W\d_]+|%)")
_REACH = 24  # characters around a year or a month in which the words beside it stand


@dataclass(frozen=True, slots=True)
class Day:
    """A date, text[start:end]; what it does not say is 0."""

    year: int
    month: int
    day: int
    start: int
    end: int

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day."""
        return self.year, self.month, self.day

    def comparable(self, other: "Day") -> bool:
        """Whether both say a year, or a month, or a day."""
        return any(mine and theirs for mine, theirs in zip(self.parts, other.parts, strict=True))

    def agrees(self, other: "Day") -> bool:
        """Whether they say something in common and contradict each other in nothing."""
        pairs = zip(self.parts, other.parts, strict=True)
        return self.comparable(other) and all(not (a and b) or a == b for a, b in pairs)

    def covers(self, other: "Day") -> bool:
        """Whether all that `other` says is said here."""
        return all(not b or a == b for a, b in zip(self.parts, other.parts, strict=True))


@cache
def _partial() -> re.Pattern[str]:
    month = "|".join(sorted(months(), key=len, reverse=True))
    year = r"(?:1[0-9]|20)\d\d(?!\d|[.,/:]\d|s\b|-?an\b)"
    return re.compile(
        rf"(?<![\w.,/-])(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?P<month1>{month})\b\.?"
        rf"(?:,? (?P<year1>{year}))?"
        rf"|\b(?P<month2>{month})\b\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
        rf"|\b(?P<month3>{month})\b\.?,? (?P<year3>{year})"
        rf"|\((?P<day4>\d{{1,2}})/(?P<month4>\d{{1,2}})\)"
        rf"|(?<![\w.,/:])(?P<year5>{year})"
        rf"|\b(?P<month6>{month})\b",
        re.IGNORECASE,
    )


def find_days(text: str) -> list[Day]:
    """The dates of `text`, in order; white space within one is a single space. Never raises."""
    found = []
    for whole in find_dates(text):
        year, month, day = (int(part) for part in whole.day.split("-"))
        found.append(Day(year, month, day, whole.start, whole.end))
    starts, ends = [one.start for one in found], [one.end for one in found]
    partial = []
    for match in _partial().finditer(text):
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < ends[at]:
            continue
        if (one := _day(text, match)) is not None:
            partial.append(one)
    return sorted([*found, *partial], key=lambda one: one.start)


def _day(text: str, match: re.Match[str]) -> Day | None:
    part = {name[:-1]: value for name, value in match.groupdict().items() if value}
    year, day, written = int(part.get("year", 0)), int(part.get("day", 0)), part.get("month", "")
    month = int(written) if written.isdecimal() else months().get(written.lower(), 0)
    unlikely = written in _WORDS_TOO and not year
    if unlikely or day > _LAST_DAY or month > _LAST_MONTH or ("day" in part and not day):
        return None
    before, after = _beside(text, match)
    if written and not (year or day) and (written.islower() or before not in _MONTH_CUES):
        return None
    if year and not month and not _is_year(year, before, after):
        return None
    return Day(year, month, day, match.start(), match.end())


def _beside(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The words before and behind, in small letters."""
    before = _BEFORE.search(text[max(0, match.start() - _REACH) : match.start()])
    after = _AFTER.match(text, match.end(), match.end() + _REACH)
    return before[1].lower() if before else "", after[1].lower() if after else ""


def _is_year(year: int, before: str, after: str) -> bool:
    if before in _MONEY or is_unit(after):
        return False
    if before in _YEAR_CUES:
        return True
    return year >= FIRST_YEAR and after not in _COUNTED
