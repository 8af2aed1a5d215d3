"""A clock that stands still until it is moved."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2025, 3, 14, 12, 0, tzinfo=UTC)


class FrozenClock:
    """The port's Clock, for tests: `now` changes only through `move`."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        """The instant the clock stands at."""
        return self._now

    def move(self, *, days: float = 0, seconds: float = 0) -> None:
        """Put the clock forward, or back."""
        self._now += timedelta(days=days, seconds=seconds)
