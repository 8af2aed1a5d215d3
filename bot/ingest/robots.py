"""robots.txt: which pages a program may ask for when no person asked for them (RFC 9309).

The only module that knows the parser. One file is kept for each site for a day; a site whose file cannot be
had is left alone for a while.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from yarl import URL

from bot.errors import FetchError, ForbiddenAddress, RobotsForbid
from bot.ingest.answers import short
from bot.ingest.hops import Arrived
from bot.ingest.turns import Doors

TOKEN = "Warta"  # noqa: S105 - the name we go by in robots.txt
LONGEST_DELAY = 30.0  # seconds between two pages; a longer wish is cut to this
_DAY, _WHILE = 86400.0, 1800.0  # seconds a file counts for, and seconds that its absence by a fault does
_READ = 512 * 1024  # bytes; RFC 9309 asks for 500 KiB at least
_TODO = "open it in a browser, or ask the site"
_AGENT = re.compile(r"\s*user[\s-]*agent\b\s*:?\s*(\*|[a-z_-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site says; `why`, if anything, keeps every page from being asked for."""

    until: float
    size: int
    robots: Protego | None = None
    why: str = ""


class Robots:
    """What sites allow; `get` fetches a robots.txt.

    `hosts` and `size` (characters of rules) bound what is remembered, the longest unused goes first.
    """

    def __init__(
        self,
        get: Callable[[str], Awaitable[Arrived]],
        *,
        clock: Callable[[], float] = time.monotonic,
        hosts: int = 1000,
        size: int = 4 * 1024 * 1024,
    ) -> None:
        self._get = get
        self._clock = clock
        self._max_hosts = hosts
        self._max_size = size
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._size = 0
        self._asking = Doors(1)  # two pages of one site ask for one file

    async def delay(self, url: str) -> float:
        """Seconds that the site of `url` wants between two pages.

        Raises RobotsForbid where `url` is not to be asked for, and ForbiddenAddress.
        """
        origin = str(URL(url).origin())
        async with self._asking.through(origin):
            rules = self._known.get(origin)
            if rules is None or rules.until <= self._clock():
                rules = await self._fetched(origin)
                self._keep(origin, rules)
            self._known.move_to_end(origin)
        if rules.why:
            raise RobotsForbid(f"{short(url)} is not fetched", rules.why, "try again later")
        if rules.robots is None:
            return 0.0
        # A file may hold 100,000 rules, and each is tried: not on the loop.
        if not await asyncio.to_thread(rules.robots.can_fetch, url, TOKEN):
            raise RobotsForbid(
                f"{short(url)} is not fetched", "the site asks programs not to (robots.txt)", _TODO
            )
        return min(rules.robots.crawl_delay(TOKEN) or 0.0, LONGEST_DELAY)

    async def _fetched(self, origin: str) -> _Rules:
        now = self._clock()
        try:
            arrived = await self._get(f"{origin}/robots.txt")
        except ForbiddenAddress:
            raise
        except FetchError as error:
            # More redirects than are followed, and a file of any size, are no fault of the network, but who
            # does not say plainly what he allows is not asked.
            return _Rules(now + _WHILE, 0, why=f"its robots.txt cannot be had ({error.why})")
        if 200 <= arrived.status < 300:
            text = _ours(arrived.body[:_READ].decode("utf-8-sig", "replace"))
            return _Rules(now + _DAY, len(text), robots=await asyncio.to_thread(Protego.parse, text))
        if 400 <= arrived.status < 500:
            return _Rules(now + _DAY, 0)
        return _Rules(now + _WHILE, 0, why=f"its robots.txt cannot be had (status {arrived.status})")

    def _keep(self, origin: str, rules: _Rules) -> None:
        former = self._known.pop(origin, None)
        self._known[origin] = rules
        self._size += rules.size - (former.size if former is not None else 0)
        while len(self._known) > 1 and (len(self._known) > self._max_hosts or self._size > self._max_size):
            self._size -= self._known.popitem(last=False)[1].size


def _ours(text: str) -> str:
    """The rules with the names of all other programs made one.

    The parser keeps a list of rules for each name, so that a file of 10,000 names and 10,000 rules would
    cost it 10⁸ of them.
    """
    lines = []
    for line in text.splitlines():
        agent = _AGENT.match(line)
        if agent is None:
            lines.append(line)
        else:
            name = agent[1] if agent[1] == "*" or agent[1].lower() == TOKEN.lower() else "-"
            lines.append(f"User-agent: {name}")
    return "\n".join(lines)
