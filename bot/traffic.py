"""What comes in from outside: each thing once, not too much of it, and what is begun is finished."""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")

_SEEN = 20_000  # ids remembered: what a resumed connection repeats is at most some minutes old
_BURST = 1 / 2  # of what a minute allows may come at once
_FEW = 3  # … but so many always
_LETTERS = 10  # offers while typing, for each request
_KEYS = 10_000  # buckets remembered; whoever comes for the first time in long finds a full one


class Seen:
    """Tells what comes for the first time from what is repeated; bounded in memory."""

    def __init__(self, most: int = _SEEN) -> None:
        self._most = most
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, identity: int) -> bool:
        """Whether `identity` was not given before, as far as is remembered."""
        if identity in self._ids:
            return False
        self._ids[identity] = None
        if len(self._ids) > self._most:
            self._ids.popitem(last=False)
        return True


class Buckets:
    """A bucket for each key: it holds `burst` and fills with `per_minute`; `clock` counts seconds."""

    def __init__(
        self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic, most: int = _KEYS
    ) -> None:
        self._rate = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._most = most
        self._levels: OrderedDict[int, tuple[float, float]] = OrderedDict()  # what is left, as of when

    def wait(self, key: int) -> float:
        """Take one out of the bucket of `key`: 0, or the seconds until there is one, and nothing is taken."""
        now = self._clock()
        level, since = self._levels.pop(key, (self._burst, now))
        level = min(self._burst, level + (now - since) * self._rate)
        taken = level >= 1
        self._levels[key] = (level - 1 if taken else level, now)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return 0.0 if taken else (1 - level) / self._rate


class Limits:
    """How much may come of a person (by number, a minute) and of a server; half of it at once."""

    def __init__(self, user_per_minute: float, server_per_minute: float) -> None:
        self._users = Buckets(user_per_minute, max(_FEW, user_per_minute * _BURST))
        self._servers = Buckets(server_per_minute, max(_FEW, server_per_minute * _BURST))
        # Discord asks what to offer with nearly every letter.
        self._letters = Buckets(user_per_minute * _LETTERS, max(_FEW, user_per_minute * _LETTERS * _BURST))

    def wait(self, user: int, server: int | None) -> float:
        """Count a request: 0, or the seconds until there may be one, and nothing is counted."""
        wait = self._users.wait(user)
        return wait or (self._servers.wait(server) if server is not None else 0.0)

    def may_type(self, user: int) -> bool:
        """Count a letter for which something is to be offered; whether there may be one."""
        return not self._letters.wait(user)


class Shelf(Generic[T]):
    """Things to come back to within some minutes, each by a key that cannot be guessed; bounded in memory."""

    def __init__(
        self, seconds: float = 900.0, most: int = 200, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._things: OrderedDict[str, tuple[float, T]] = OrderedDict()

    def put(self, thing: T) -> str:
        """Keep something; the key under which it is found."""
        key = secrets.token_hex(8)
        self._things[key] = self._clock() + self._seconds, thing
        if len(self._things) > self._most:
            self._things.popitem(last=False)
        return key

    def find(self, key: str) -> T | None:
        """What was kept under a key; None where it is forgotten."""
        until, thing = self._things.get(key, (0.0, None))
        if self._clock() < until:
            return thing
        self._things.pop(key, None)
        return None

    def drop(self, key: str) -> None:
        """Forget it."""
        self._things.pop(key, None)


class Work:
    """What is under way, so that a stop can wait for it."""

    def __init__(self) -> None:
        self.stopping = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Something is under way for as long as the block lasts."""
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def finish(self, seconds: float) -> int:
        """Take nothing new and wait at most so long for what is under way; how much of it is left."""
        self.stopping = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            pass
        return self._under_way
