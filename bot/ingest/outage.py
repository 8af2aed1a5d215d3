"""Whether it is our own network that is away: then nobody is told that hundreds of feeds fail."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

_SITES = 3  # that cannot be reached while none answers
_SILENCE = timedelta(minutes=10)


class Outage:
    """Remembers which sites could not be reached since one last answered."""

    def __init__(self) -> None:
        self._heard: datetime | None = None
        self._missed: set[str] = set()

    def heard(self, now: datetime) -> None:
        """A site answered, whatever it said."""
        self._heard = now
        self._missed.clear()

    def missed(self, url: str, now: datetime) -> bool:
        """A site could not be reached; whether that is our own network by all that is known."""
        if len(self._missed) < _SITES:
            self._missed.add(urlsplit(url).netloc)
        quiet = self._heard is None or not timedelta() <= now - self._heard < _SILENCE
        return quiet and len(self._missed) >= _SITES
