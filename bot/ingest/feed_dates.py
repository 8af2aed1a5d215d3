"""When an entry of a feed was published: one value in any of the ways that feeds write it → a UTC instant.

    value | date: ISO, figures, words in any language | clock | zone | in range?

Feeds hold more than `bot.text.dates` reads: names of zones, month names of many languages, times without a
zone (taken as UTC), seconds since 1970, and what stands for "no date".
"""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from bot.ingest.feed_months import ZONES, month_of

# Dates before that are zeros of some clock (1900, 1904, 1970, 1980), not the time of an article on the web.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # how far clocks and zones may be wrong
_LONGEST = 120  # characters of a date
_TWO_FIGURES = 100
_BUDDHIST = 543  # years that Thailand's calendar is ahead
_FARTHEST = 14 * 60 + 59  # minutes that a zone is away from UTC
_NOON = 12

_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})|(?P<m>\d\d)(?P<d>\d\d))"
    r"(?=$|[^\d/.-]|T\d|[-.]?\s)"
)
_WEEK = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d\d)(?:-?(?P<day>[1-7]))?")
_ORDINAL = re.compile(r"(?P<year>\d{4})-(?P<day>\d{3})(?!\d)")
_MONTH_ONLY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?$")
_FIGURES = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?!\d)"
)
# Vowel signs of Hindi and Thai are no letters to a regular expression.
_WORD = r"(?P<month>[^\W\d_](?:[^\W\d_]|[\u0900-\u0963\u0e31-\u0e4e]){1,20})\.?"
_OF = r"(?:[\s,./'’-]{0,3}(?:de|del|of|la|le|the)(?![^\W\d_]))?[\s,./'’-]{0,3}"
_NTH = r"(?:st|nd|rd|th|er|º|ª|\.|-?е|-?го)?"
_WORDS = (
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}{_OF}{_WORD}{_OF}(?P<year>\d{{4}}|\d\d)(?![\d:])", re.IGNORECASE
    ),
    re.compile(
        rf"(?<![^\W\d_]){_WORD}{_OF}(?P<day>\d{{1,2}}){_NTH}(?!\d|:)[\s,]{{1,3}}(?P<year>\d{{4}})(?![\d:])",
        re.IGNORECASE,
    ),
    # C's asctime and date: the clock stands before the year.
    re.compile(
        rf"(?<![^\W\d_]){_WORD}\s{{1,3}}(?P<day>\d{{1,2}}),?\s(?P<rest>\d{{1,2}}:\d\d[^,;]{{0,24}}?\s)"
        r"(?P<year>\d{4})(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})[\s./,-]{{1,3}}{_WORD}[\s./-]{{1,3}}(?P<day>\d{{1,2}})(?!\d)"),
    # 2024年8月12日, 2024년 8월 12일
    re.compile(r"(?P<year>\d{4})\s?[年년]\s?(?P<number>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})\s(?P<number>\d{1,2})[月월]\s(?P<year>\d{4})"),
    # 12 tháng 8, 2024
    re.compile(
        r"(?P<day>\d{1,2})\s(?:tháng|thg)\s(?P<number>\d{1,2}),?\s(?:năm\s)?(?P<year>\d{4})", re.IGNORECASE
    ),
)
_CLOCK = re.compile(
    r"(?<![\d+-])(?P<hour>\d{1,2})\s?(?:[:.h时時시]\s?(?P<minute>\d\d))\s?(?:[:.분分]\s?(?P<second>\d\d))?(?:[.,]\d{1,9})?"
    r"(?!\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?:[.,]\d{1,9})?(?!\d)(?P<half>)")
_HOUR_ONLY = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s?(?P<half>[ap]\.?m\b\.?)(?P<minute>)(?P<second>)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?P<sign>[+−-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)")
_ZONE_NAME = re.compile(r"(?<![^\W_])[A-Za-z]{1,5}(?![^\W_])")
_ZONE_PLACE = re.compile(
    r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]{3,30}"
)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")


def instant(value: str, now: datetime, *, day_first: bool = True) -> str:
    """The UTC instant (ISO 8601, seconds) that `value` names, or "" for none, nonsense or the future.

    `now` is aware. What names no zone is UTC, what names no time is midnight. Never raises.
    """
    text = " ".join(value.split())
    if not text or len(text) > _LONGEST:
        return ""
    with suppress(ValueError, OverflowError):
        moment = _moment(text, day_first)
        if moment is not None and EARLIEST <= moment <= now + AHEAD:
            return moment.astimezone(UTC).isoformat(timespec="seconds")
    return ""


def _moment(text: str, day_first: bool) -> datetime | None:
    if _SECONDS.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds >= 1e11 else seconds, UTC)
    found = _date(text, day_first)
    if found is None:
        return None
    day, rest = found
    # Not a T of a word: an ISO time stands directly behind its date.
    clock = _COMPACT.match(rest) or _CLOCK.search(rest) or _HOUR_ONLY.search(rest)
    at, over = _clock(clock) if clock is not None else (time(), 0)
    zone = _zone(rest[clock.end() :]) if clock is not None else UTC
    return datetime.combine(day, at, zone) + timedelta(days=over)


def _date(text: str, day_first: bool) -> tuple[date, str] | None:
    """The day in `text`, and what else stands there. Raises ValueError for a day that does not exist."""
    if match := _ISO.search(text):
        month, number = int(match["month"] or match["m"]), int(match["day"] or match["d"])
        return date(_year(match["year"]), month, number), text[match.end() :]
    for pattern in _WORDS:
        for match in pattern.finditer(text):
            named = match.groupdict()
            month = int(named["number"]) if named.get("number") else month_of(named["month"])
            if month:
                rest = f"{named.get('rest') or ''} {text[: match.start()]} {text[match.end() :]}"
                return date(_year(match["year"]), month, int(match["day"])), rest
    if match := _FIGURES.search(text):
        one, two = int(match["day"]), int(match["month"])
        if two > _NOON or (not day_first and one <= _NOON and match["mark"] == "/"):
            one, two = two, one
        return date(_year(match["year"]), two, one), f"{text[: match.start()]} {text[match.end() :]}"
    if match := _WEEK.match(text):
        return date.fromisocalendar(int(match["year"]), int(match["week"]), int(match["day"] or 1)), text[
            match.end() :
        ]
    if match := _ORDINAL.match(text):
        return date(int(match["year"]), 1, 1) + timedelta(days=int(match["day"]) - 1), text[match.end() :]
    if match := _MONTH_ONLY.match(text):
        return date(int(match["year"]), int(match["month"] or 1), 1), ""
    return None


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) == len("24"):
        return year + (2000 if year < 70 else 1900)  # RFC 2822, 4.3, but for years before the web
    return year - _BUDDHIST if 2500 <= year <= 2650 else year


def _clock(match: re.Match[str]) -> tuple[time, int]:
    """The time of day, and the days to be added for 24:00. Raises ValueError for one that does not exist."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    second = min(int(match["second"] or 0), 59)  # 60 in leap seconds
    half = (match["half"] or "").lower()
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    if (hour, minute) == (24, 0):
        return time(), 1
    return time(hour, minute, second), 0


def _zone(rest: str) -> tzinfo:
    """The zone named behind a time; UTC if none is."""
    if match := _OFFSET.search(rest):
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        if minutes <= _FARTHEST:
            return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
    if match := _ZONE_PLACE.search(rest):
        with suppress(KeyError, ValueError, OSError):
            return ZoneInfo(match[0])
    for name in _ZONE_NAME.finditer(rest):
        if name[0].lower() in ZONES:
            return timezone(timedelta(minutes=ZONES[name[0].lower()]))
    return UTC
