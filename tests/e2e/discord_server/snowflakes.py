"""Ids and instants in Discord's forms."""

import itertools
import time
from datetime import UTC, datetime

EPOCH_MS = 1_420_070_400_000  # the first second of 2015, where Discord's ids begin


class Snowflakes:
    """Ids that carry their time, as clients read `created_at` from them; never two alike, always rising."""

    def __init__(self) -> None:
        self._count = itertools.count()
        self._last = 0

    def new(self) -> int:
        milliseconds = int(time.time() * 1000) - EPOCH_MS
        made = (milliseconds << 22) | (next(self._count) & 0xFFF)
        self._last = max(made, self._last + 1)
        return self._last


def now() -> str:
    """This instant as Discord writes it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
