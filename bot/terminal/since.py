"""The options that say since when."""

import re
from datetime import UTC, datetime, time, timedelta

from bot.errors import UsageError
from bot.text.dates import parse_date

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_STRETCH = re.compile(r"([1-9]\d{0,3})([hdw])$")


def since(text: str, now: datetime) -> str:
    """The instant that "24h", "7d", "2w" or a date names, in UTC; a day begins at this machine's midnight.

    Raises UsageError.
    """
    if match := _STRETCH.match(text.strip().lower()):
        start = now - int(match[1]) * _UNITS[match[2]]
    else:
        start = _dated(text)
    try:
        return start.astimezone(UTC).isoformat(timespec="seconds")
    except OverflowError:  # the first day of the calendar
        return start.replace(tzinfo=UTC).isoformat(timespec="seconds")


def _dated(text: str) -> datetime:
    found = parse_date(text)
    if not found:
        raise UsageError(
            f"--since {text!r} is no stretch of time", todo='write it like "24h", "7d" or "2025-01-30"'
        )
    moment = datetime.fromisoformat(found)
    return moment if "T" in found else datetime.combine(moment, time.min)  # of this machine
