"""The world outside: what time it is, and what an address answers with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.errors import FetchError


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a URL answered with. `url` is where the last redirect led; `body` is decoded (unzipped) bytes."""

    url: str
    content_type: str
    charset: str
    body: bytes


class Fetcher(Protocol):
    """The network."""

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        """Fetch `url`. Raises FetchError (ForbiddenAddress, RobotsForbid) with a line for a person.

        `asked`: a person named it; if none did, what sites ask of programs (robots.txt) is honoured.
        """


class PollStatus(StrEnum):
    """How a site answered when a feed was asked for again."""

    OK = "ok"
    NOT_MODIFIED = "not modified"
    GONE = "gone"  # for good (410)
    RETRY = "retry"  # not now: overloaded, or asked too often
    BLOCKED = "blocked"  # a challenge or a refusal of programs
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of asking for a feed again; failures are values here, since a feed that fails stays followed.

    `url` is where to ask next time: another one than was asked only after nothing but permanent redirects
    that led to what is not HTML. `page` comes with OK; it may still be no feed. `retry_after` and `max_age`
    are seconds, as the site wishes, a week at most; None where it says nothing sensible. `error` comes with
    all but OK and NOT_MODIFIED.
    """

    status: PollStatus
    url: str
    page: Page | None = None
    etag: str = ""
    last_modified: str = ""
    retry_after: float | None = None
    max_age: float | None = None
    error: FetchError | None = None


class Poller(Protocol):
    """The network, for what is asked for again and again."""

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        """Ask for a feed, with what it answered last time; never raises FetchError."""


class Network(Fetcher, Poller, Protocol):
    """Both: what shares its limits."""
