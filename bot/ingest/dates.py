"""When something was published, from the ways pages, feeds and people write it."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari pebruari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu agt ags aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
# Only names that mean one offset everywhere: WIB, WITA and WIT are Indonesia's three zones.
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "utc": 0, "gmt": 0, "z": 0}
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]{1,2}(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s?(Z|UTC|GMT|WIB|WITA|WIT|[+-]\d\d:?\d\d|[+-]\d\d)?(?!\w)",
    re.IGNORECASE,
)
_CLOCK = r"(?:\D{0,12}?(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?\s?(wib|wita|wit|utc|gmt)\b)?"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]([^\W\d_]{{3,9}})\.?,?[ -](\d{{4}})\b{_CLOCK}", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"\b([^\W\d_]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b{_CLOCK}", re.IGNORECASE
)
_FIGURES = re.compile(rf"(?<!\d)(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})\b{_CLOCK}", re.IGNORECASE)
_MAX_TEXT = 200


def when(value: str, *, day_first: bool = False) -> str:
    """`value` as "YYYY-MM-DD" or as a UTC instant "YYYY-MM-DDTHH:MM:SS+00:00"; "" when it says neither.

    A time of day without a zone is left out, because it could be any of 26 hours. 5/2/2025 is a date only
    where `day_first` says which number is the month.
    """
    text = " ".join(value[:_MAX_TEXT].split())
    iso = _ISO.match(text)
    if iso:
        return _from_iso(iso)
    mail = _from_mail(text)
    return mail if "T" in mail else _spelled(text) or _in_figures(text, day_first) or mail


def instants(text: str) -> list[tuple[str, str]]:
    """Every date with a time of day and a zone in a short `text`: (local day, UTC instant)."""
    found = []
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _FIGURES):
        for match in pattern.finditer(text):
            instant = _spelled(match[0]) or _in_figures(match[0], day_first=True)
            day = _local_day(match, pattern)
            if "T" in instant and day:
                found.append((day, instant))
    return found


def _from_iso(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second, zone = match.groups()
    if hour is None or zone is None:
        return _made(int(year), int(month), int(day))
    name = zone.lower()
    if name in _ZONES:
        offset = timedelta(hours=_ZONES[name])
    else:
        digits = name[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) * (-1 if name[0] == "-" else 1)
    return _made(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), offset)


def _spelled(text: str) -> str:
    match = _DAY_FIRST.search(text)
    if match:
        day, month, year, hour, minute, zone = match.groups()
    else:
        match = _MONTH_FIRST.search(text)
        if match is None:
            return ""
        month, day, year, hour, minute, zone = match.groups()
    number = _MONTHS.get(month.lower(), 0)
    return _at(int(year), number, int(day), hour, minute, zone)


def _in_figures(text: str, day_first: bool) -> str:
    match = _FIGURES.search(text)
    if match is None:
        return ""
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if month > 12 and day <= 12:
        day, month = month, day
    elif day <= 12 and day != month and not day_first:
        return ""
    return _at(year, month, day, match[4], match[5], match[6])


def _at(year: int, month: int, day: int, hour: str | None, minute: str | None, zone: str | None) -> str:
    if hour is None or minute is None or zone is None:
        return _made(year, month, day)
    return _made(year, month, day, int(hour), int(minute), 0, timedelta(hours=_ZONES[zone.lower()]))


def _local_day(match: re.Match[str], pattern: re.Pattern[str]) -> str:
    first, second, year = match[1], match[2], match[3]
    if pattern is _FIGURES:
        return _made(int(year), int(second), int(first))
    day, month = (first, second) if pattern is _DAY_FIRST else (second, first)
    return _made(int(year), _MONTHS.get(month.lower(), 0), int(day))


def _from_mail(text: str) -> str:
    """RFC 5322, as feeds and mails write it."""
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return ""
    return _instant(parsed) if parsed.tzinfo is not None else _plausible(parsed.date())


def _made(
    year: int,
    month: int,
    day: int,
    hour: int = 0,
    minute: int = 0,
    second: int = 0,
    offset: timedelta | None = None,
) -> str:
    try:
        if offset is None:
            return _plausible(date(year, month, day))
        return _instant(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(offset)))
    except ValueError:
        return ""


def _instant(moment: datetime) -> str:
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return ""
    return utc.isoformat(timespec="seconds") if _plausible(utc.date()) else ""


def _plausible(day: date) -> str:
    return day.isoformat() if 1800 <= day.year <= 2200 else ""
