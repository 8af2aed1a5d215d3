"""Taking turns: how many requests run at a time, what lies between two pages, which connections are kept.

And running side by side without leaving anybody behind.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")


async def together(calls: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """What all of them return, in order; raises what the first of them raised.

    Either way, and when cancelled, all of them have ended by then: what they work with may be closed.
    """
    found = await asyncio.gather(*calls, return_exceptions=True)
    for one in found:
        if isinstance(one, BaseException):
            raise one
    return [one for one in found if not isinstance(one, BaseException)]


@dataclass(slots=True)
class _Door:
    """What leads to one host; `users` counts who is inside or waits."""

    inside: asyncio.Semaphore
    users: int = 0


class Doors:
    """At most `at_once` at a time for each key; keys that nobody uses are forgotten."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._doors: dict[str, _Door] = {}

    def __len__(self) -> int:
        return len(self._doors)

    @asynccontextmanager
    async def through(self, key: str) -> AsyncIterator[None]:
        """Wait for a place at `key`, and hold it for the length of the block."""
        door = self._doors.get(key)
        if door is None:
            door = self._doors[key] = _Door(asyncio.Semaphore(self._at_once))
        door.users += 1
        try:
            async with door.inside:
                yield
        finally:
            door.users -= 1
            if door.users == 0:
                del self._doors[key]


class Turns:
    """The limits that everything asked of the network shares.

    `per_host` requests at a time at one host, `total` in all. Who waits for a busy host takes no place from
    the others.
    """

    def __init__(
        self, *, per_host: int = 2, total: int = 16, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hosts = Doors(per_host)
        self._all = asyncio.Semaphore(total)
        self._clock = clock
        self._next: dict[str, float] = {}  # host: when its next page may be asked for

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at `host`, and hold it for the length of the block."""
        async with self._hosts.through(host), self._all:
            yield

    async def pause(self, host: str, seconds: float) -> None:
        """Wait for `host`'s next page to be due, and let `seconds` pass before the one after it."""
        now = self._clock()
        at = max(now, self._next.get(host, now))
        if seconds > 0:
            self._next[host] = at + seconds
        if len(self._next) > 1000:
            self._next = {name: when for name, when in self._next.items() if when > now}
        if at > now:
            await asyncio.sleep(at - now)


class Kept:
    """To which hosts a connection is kept for the next request: as many as fit, since each holds a socket.

    A host is forgotten `seconds` after it was last asked.
    """

    def __init__(self, hosts: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._hosts = hosts
        self._seconds = seconds
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def keep(self, host: str) -> bool:
        """Whether the connection to `host`, which is asked now, is to be kept."""
        now = self._clock()
        while self._until and next(iter(self._until.values())) <= now:
            self._until.popitem(last=False)
        if host not in self._until and len(self._until) >= self._hosts:
            return False
        self._until[host] = now + self._seconds
        self._until.move_to_end(host)
        return True
