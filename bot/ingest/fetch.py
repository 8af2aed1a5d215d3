"""The network: fetch a page or ask for a feed again, and say in one line why not.

    check | robots.txt, for pages nobody asked for | turn | hop by hop past the guard | unpack | judge

No cookies and no DNS answers are kept between two fetches. A connection is kept for a few seconds, for the
next page of its host: it leads to the address that the guard saw when it was dialled, and cannot be turned
elsewhere, whatever a name server says since.
"""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import FetchError
from bot.ingest.answers import MIB, is_wall, refusal, short, walled
from bot.ingest.guard import AddressCheck, guarded_sockets, is_public
from bot.ingest.hops import Arrived, Hops
from bot.ingest.names import Names
from bot.ingest.polling import ACCEPT, can_be_feed, conditions, failed, judged
from bot.ingest.robots import Robots
from bot.ingest.turns import Kept, Turns
from bot.ports import Page, Polled

_READABLE = frozenset(
    {"", "application/xhtml+xml", "text/html", "text/markdown", "text/plain", "text/x-markdown"}
)
_PAGES = {"Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1"}
_FEEDS = {"Accept": ACCEPT}
_HEADER = 32 * 1024  # bytes of one header; some sites' policies are longer than the 8 KiB of the library
# A connection saved is half of what an unchanged feed costs, and a handshake for each page of a site. Up to
# two for each host are open, of the 1,024 files that a process has by default.
_KEPT_SECONDS = 15.0
_KEPT_HOSTS = 128


@dataclass(frozen=True, slots=True)
class _Open:
    """What is there between entering and leaving."""

    session: ClientSession
    hops: Hops
    robots: Robots


class HttpFetcher:
    """Fetches over HTTP; a `bot.ports.Fetcher` and `Poller`, to be used in `async with`.

    `timeout_seconds` bounds a whole fetch with its redirects, without the time it waits for its turn;
    `max_bytes` the unpacked body; `allow` says which IP addresses may be dialled; `per_host` and `total` how
    many requests run at a time; `now` is the time in seconds since the epoch.
    """

    def __init__(
        self,
        *,
        timeout_seconds: float = 20.0,
        max_bytes: int = 10 * MIB,
        max_redirects: int = 5,
        user_agent: str = "Warta (self-hosted news index)",
        allow: AddressCheck = is_public,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
        per_host: int = 2,
        total: int = 16,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._user_agent = user_agent
        self._allow = allow
        self._resolver = resolver
        self._tls = tls
        self._turns = Turns(per_host=per_host, total=total)
        self._now = now
        self._opened: _Open | None = None

    async def __aenter__(self) -> Self:
        connector = TCPConnector(
            socket_factory=guarded_sockets(self._allow),
            resolver=self._resolver if self._resolver is not None else Names(),
            use_dns_cache=False,
            keepalive_timeout=_KEPT_SECONDS,
            ssl=self._tls if self._tls is not None else True,
        )
        session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip, deflate"},
            timeout=ClientTimeout(total=None, sock_connect=self._timeout),  # `Hops` bounds the whole
            trust_env=False,
            auto_decompress=False,  # `Unzipper` does, under a cap, whatever the label says
            max_field_size=_HEADER,
        )
        hops = Hops(
            session,
            self._turns,
            Kept(_KEPT_HOSTS, self._timeout + _KEPT_SECONDS),
            allow=self._allow,
            timeout_seconds=self._timeout,
            max_bytes=self._max_bytes,
            max_redirects=self._max_redirects,
        )
        self._opened = _Open(session, hops, Robots(self._robots_txt))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._opened is not None:
            await self._opened.session.close()
            self._opened = None

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        """Fetch `url` and follow its redirects.

        `asked`: a person named it. If none did, robots.txt is honoured on every hop, and the pause that the
        site wants between two pages. Raises ForbiddenAddress for an address that is not dialled, RobotsForbid
        for a page that programs are asked not to fetch, FetchError for everything else that keeps the page
        from being read.
        """
        before = None if asked else self._allowed
        arrived = await self._open.hops.ask(url, headers=_PAGES, wants=_READABLE.__contains__, before=before)
        if is_wall(arrived.status, arrived.headers, arrived.body):
            raise walled(arrived.url)
        if arrived.status != 200:
            raise refusal(arrived.url, arrived.status, arrived.headers)
        if arrived.content_type not in _READABLE:
            todo = "name the address of an article, or save its text and hand over that"
            why = f"it is {arrived.content_type}, not a page of text"
            raise FetchError(f"{short(arrived.url)} cannot be read", why, todo)
        if not arrived.body:
            raise FetchError(f"{short(arrived.url)} cannot be read", "the page is empty")
        return Page(arrived.url, arrived.content_type, arrived.charset, arrived.body)

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        """Ask for a feed, with what it answered last time; see `bot.ports.Poller`."""
        sent = conditions(etag, last_modified)
        hops = self._open.hops
        try:
            arrived = await hops.ask(url, headers={**_FEEDS, **sent}, wants=can_be_feed)
        except FetchError as error:
            return failed(url, error)
        return judged(arrived, asked=url, sent=sent, now=self._now())

    @property
    def _open(self) -> _Open:
        if self._opened is None:
            raise RuntimeError("HttpFetcher is used outside its `async with`")
        return self._opened

    async def _robots_txt(self, url: str) -> Arrived:
        return await self._open.hops.ask(
            url, headers={"Accept": "text/plain,*/*;q=0.1"}, wants=lambda _: True
        )

    async def _allowed(self, url: str) -> None:
        delay = await self._open.robots.delay(url)
        await self._turns.pause(URL(url).host or "", delay)
