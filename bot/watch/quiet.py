"""Quiet hours: when somebody is not to be called, and until when."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import UsageError

_HOURS = re.compile(r"\s*(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|to|sampai|s/d)\s*(\d{1,2})(?:[.:](\d{2}))?\s*")
_DAY = timedelta(days=1)
_LAST_HOUR, _LAST = 23, 59


def read_quiet(text: str) -> tuple[str, str]:
    """From when to when it is quiet, as HH:MM: of "22-6", "22:00–06:30"; "" of nothing. Raises UsageError."""
    if not text.strip():
        return "", ""
    match = _HOURS.fullmatch(text)
    numbers = [int(one or 0) for one in match.groups()] if match else []
    if (
        not numbers
        or numbers[:2] == numbers[2:]
        or max(numbers[::2]) > _LAST_HOUR
        or max(numbers[1::2]) > _LAST
    ):
        raise UsageError(f"“{text}” is no span of hours", todo="write it like 22:00-06:00")
    return f"{numbers[0]:02}:{numbers[1]:02}", f"{numbers[2]:02}:{numbers[3]:02}"


def quiet_until(now: datetime, quiet_from: str, quiet_to: str, zone: str) -> datetime | None:
    """When the quiet hours end that `now` is in; None where it is in none."""
    if not quiet_from or not quiet_to:
        return None
    try:
        local = now.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # of another machine's list of zones
        local = now.astimezone(UTC)
    since, until = time.fromisoformat(quiet_from), time.fromisoformat(quiet_to)
    at = local.time().replace(tzinfo=None)
    inside = since <= at < until if since < until else at >= since or at < until
    if not inside:
        return None
    day = local.date() + (_DAY if at >= until else timedelta())
    return datetime.combine(day, until, local.tzinfo).astimezone(UTC)
