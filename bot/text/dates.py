"""Dates that are written out in Indonesian and English news, and dates that people, feeds and pages give.

Only what is complete counts: day, month and a year from 1900 to 2100. Figures alone are read day first, as
in Indonesia, unless the year comes first or the second cannot be a month: 12/31/2024.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

FIRST_YEAR, LAST_YEAR = 1900, 2100
_LONGEST_VALUE = 200  # characters of what can still be one date with words around it
_WINDOW = 48  # characters on either side of a year within which its day, month and hour stand

_MONTHS = (
    "january januari jan",
    "february februari pebruari feb",
    "march maret mar",
    "april apr",
    "may mei",
    "june juni jun",
    "july juli jul",
    "august agustus aug agu agt ags agust",
    "september sept sep",
    "october oktober oct okt",
    "november nopember nov nop",
    "december desember dec des",
)
_WEEKDAYS = (
    "senin selasa rabu kamis jumat jum'at jum’at sabtu minggu ahad monday tuesday wednesday thursday friday "
    "saturday sunday mon tue wed thu fri sat sun"
)
# Hours ahead of UTC; only names that mean one offset everywhere. "" is what stands before a bare +0700.
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "gmt": 0, "utc": 0, "": 0}
_MAIL_ZONE = "(?:[+-]\\d{4}|UTC?|GMT|Z|[AECMP][SD]T)"  # those email.utils knows
_SPACE = "[ \\t\\xa0\\u2009\\u202f]"
_NOON = 12
_MONTHS_A_YEAR = 12

_YEAR = re.compile(r"(?<!\d)(?:19\d\d|20\d\d|2100)(?!\d)")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: a day ("2025-01-30") or a UTC instant, and where it is written.

    text[start:end] holds its weekday, and its time when its zone is known. `day` is the day as written,
    which is not always that of the instant: 01:00 WIB is the day before in UTC.
    """

    iso: str
    start: int
    end: int
    day: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    before_year: tuple[re.Pattern[str], ...]
    from_year: re.Pattern[str]
    clock: re.Pattern[str]
    iso: re.Pattern[str]
    mail: re.Pattern[str]
    months: dict[str, int]


def _compile(pattern: str) -> re.Pattern[str]:
    """Space is white space within a line: what a line break parts is no date."""
    return re.compile(pattern.replace(r"\s", _SPACE), re.IGNORECASE)


@cache
def _patterns() -> _Patterns:
    months = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
    month = "(?P<month>" + "|".join(sorted(months, key=len, reverse=True)) + r")\.?"
    weekday = rf"(?:\b(?:{'|'.join(_WEEKDAYS.split())})\.?,?\s?\(?)?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    numeric = r"(?<![\d/.-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)"
    return _Patterns(
        before_year=(
            _compile(rf"{weekday}{numeric}$"),
            _compile(rf"{weekday}(?<![\d.,]){day}(?:\s|-)(?:of\s)?\s?{month},?(?:\s|-)\s?$"),
            _compile(rf"{weekday}\b{month}\s{day},?\s$"),
        ),
        from_year=_compile(
            r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[-/]\d)"
            r"(?:[T ]\s?(?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d{1,9})?"
            r"\s?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)\b(?![.:]\d))?"
        ),
        clock=_compile(
            r"(?:T|\)?\s{0,2}[,;|/•·–—-]?\s{0,2}(?:(?:pukul|pkl|pk|jam|at)\b[.:]?\s?)?\(?)"
            r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d)(?:[.:](?P<second>\d\d)(?:[.,]\d{1,9})?)?)?"
            r"\s?(?P<half>[ap]\.?m\.?)?\s?\(?(?P<zone>"
            r"\b(?:WITA|WIT|WIB|GMT|UTC)\b(?:(?<=GMT|UTC)[+-]\d{1,2}(?::?\d\d)?\b)?"
            # With a colon, what follows "-" is the end of a span of time: 10:30-11:45.
            r"|(?:[+-]\d{4}|\+\d\d:\d\d)\b)"
        ),
        # fromisoformat also takes weeks, which are no days, and long rows of figures.
        iso=_compile(r"\d{4}(-?)\d\d\1\d\d(?!\d)"),
        mail=_compile(
            r"(?:[a-z]{3,9},?\s)?(?:"
            r"(?:\d{1,2}[ -][a-z]{3,9}|[a-z]{3,9} \d{1,2},?)[ -](?:\d\d)?\d\d,? "
            rf"\d{{1,2}}:\d\d(?::\d\d)? {_MAIL_ZONE}(?![\w+-])"
            r"|[a-z]{3} \d{1,2} \d\d:\d\d:\d\d (?:[a-z]{1,5} |[+-]\d{4} )?\d{4}$)"
        ),
        months=months,
    )


def months() -> Mapping[str, int]:
    """The names of the months and their abbreviations, in small letters, with the number of each."""
    return _patterns().months


def find_dates(text: str, *, day_first: bool = True) -> list[FoundDate]:
    """Every complete date in `text`, in order; without `day_first`, 5/2/2025 is none. Never raises."""
    found: list[FoundDate] = []
    at = 0
    for year in _YEAR.finditer(text):
        if year.start() < at:
            continue
        one = _from_year(text, year.start()) or _up_to_year(text, at, year, day_first)
        if one is not None:
            found.append(one)
            at = one.end
    return found


def parse_date(text: str, *, day_first: bool = True) -> str:
    """The date or instant that a person, a feed or a page gives as one value, or "" when it is none.

    Understands ISO 8601, RFC 2822, C's asctime and all that find_dates knows. A time without a zone or out
    of range leaves only the day. Without `day_first`, a date in figures that could be read either way
    (5/2/2025) is none. Never raises.
    """
    value = " ".join(text.split())
    if not value or len(value) > _LONGEST_VALUE:
        return ""
    if _patterns().iso.match(value):
        with suppress(ValueError):
            return _iso(datetime.fromisoformat(value))
    mail = _from_mail(value) if _patterns().mail.match(value) else ""
    return mail or next((one.iso for one in find_dates(value, day_first=day_first)), "")


def _from_mail(value: str) -> str:
    from email.utils import parsedate_to_datetime  # 9 ms that a question does not need

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return ""
    if value.endswith(" -0000"):  # UTC, from nowhere
        moment = moment.replace(tzinfo=UTC)
    return _iso(moment)


def _iso(moment: datetime) -> str:
    """A day when the zone of `moment` is not known, else a UTC instant; "" out of range."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return ""
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_year(text: str, start: int) -> FoundDate | None:
    """2025-01-30, 2025/1/30, 2025-01-30T10:00:00+07:00, 2025-01-30 10:00 WIB."""
    match = _patterns().from_year.match(text, start)
    if match is None or text[max(0, start - 1) : start] in {"-", "/"}:
        return None
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if day is None:
        return None
    if match["zone"]:
        try:
            moment = datetime.fromisoformat(f"{day.isoformat()}T{match['clock']}{match['zone'].upper()}")
        except ValueError:
            return FoundDate(day.isoformat(), start, match.end("day"), day.isoformat())
        return FoundDate(_iso(moment), start, match.end(), day.isoformat())
    return _with_clock(text, day, start, match.end())


def _up_to_year(text: str, at: int, year: re.Match[str], day_first: bool) -> FoundDate | None:
    """30/1/2025, Kamis (30/1/2025), 30 Januari 2025, January 30, 2025; nothing of it before `at`."""
    known = _patterns()
    if text[year.end() : year.end() + 1] in {"/", "-"} and text[year.end() + 1 : year.end() + 2].isdigit():
        return None
    window = max(at, year.start() - _WINDOW)
    before = text[window : year.start()]
    for pattern in known.before_year:
        match = pattern.search(before)
        if match is None:
            continue
        if match["month"].isdecimal():
            month, number = _in_figures(match, day_first)
        else:
            month, number = known.months.get(match["month"].lower(), 0), int(match["day"])
        day = _day(int(year[0]), month, number)
        if day is None:
            return None
        return _with_clock(text, day, window + match.start(), year.end())
    return None


def _in_figures(match: re.Match[str], day_first: bool) -> tuple[int, int]:
    """Month and day of 30/1/ or 1/30/; (0, 0) when it could be either and `day_first` does not say."""
    day, month = int(match["day"]), int(match["month"])
    if month > _MONTHS_A_YEAR and match["mark"] != ".":  # with points the day always comes first
        return day, month
    if day <= _MONTHS_A_YEAR and day != month and not day_first:
        return 0, 0
    return month, day


def _with_clock(text: str, day: date, start: int, end: int) -> FoundDate:
    """The date at text[start:end], made an instant if an hour and a zone follow."""
    match = _patterns().clock.match(text, end, end + _WINDOW)
    moment = _moment(day, match) if match is not None else None
    iso = _iso(moment) if moment is not None else ""
    if match is not None and iso:
        end = match.end()
    if text[start - 1 : start] == "(" and ")" in text[start:end]:
        start -= 1
    if "(" in text[start:end] and ")" not in text[start:end] and text[end : end + 1] == ")":
        end += 1
    return FoundDate(iso or day.isoformat(), start, end, day.isoformat())


def _moment(day: date, clock: re.Match[str]) -> datetime | None:
    hour = int(clock["hour"])
    half = (clock["half"] or "").lower()
    if clock["minute"] is None and not half:
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    try:
        zone = timezone(_ahead(clock["zone"].lower()))
        at = time(hour, int(clock["minute"] or 0), int(clock["second"] or 0), tzinfo=zone)
    except (KeyError, ValueError):
        return None
    return datetime.combine(day, at)


def _ahead(zone: str) -> timedelta:
    """How far wib, gmt, gmt+7, utc-03:30 or +0700 is ahead of UTC; KeyError for other names."""
    name, sign, figures = zone.partition("-" if "-" in zone else "+")
    digits = figures.replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("00") else (digits, "")
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return timedelta(hours=_ZONES[name]) + (-offset if sign == "-" else offset)
