"""The network: fetch one page that somebody named, and say in one line why not.

Every redirect is followed by hand, so that every hop passes the guard. Nothing is kept between two
fetches: no cookies, no connections, no DNS answers.
"""

import asyncio
import logging
import ssl
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientConnectorSSLError,
    ClientError,
    ClientPayloadError,
    ClientResponse,
    ClientResponseError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    ServerDisconnectedError,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.errors import FetchError
from bot.ingest.guard import AddressCheck, AddressRefused, check_url, forbidden, guarded_sockets, is_public
from bot.ports import Page

MIB = 1024 * 1024
_LOG = logging.getLogger(__name__)
_READABLE = frozenset(
    {"", "application/xhtml+xml", "text/html", "text/markdown", "text/plain", "text/x-markdown"}
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LATER = "try again later"
_BY_HAND = "open it in a browser, save its text and hand over that"
_STATUSES = {  # status: why, what to do
    401: ("the site asks for a login (401)", _BY_HAND),
    402: ("the site asks for payment (402)", _BY_HAND),
    403: ("the site refuses programs (403)", _BY_HAND),
    404: ("there is no such page (404)", "check the address"),
    406: ("the site refuses programs (406)", _BY_HAND),
    408: ("the site gave up waiting (408)", _LATER),
    410: ("the page was removed for good (410)", "look for it elsewhere"),
    429: ("the site was asked too often (429)", _LATER),
    451: ("the page is blocked for legal reasons (451)", "look for it elsewhere"),
    503: ("the site is overloaded or being serviced (503)", _LATER),
}


class HttpFetcher:
    """Fetches pages over HTTP; a `bot.ports.Fetcher`, to be used in `async with`.

    `timeout_seconds` bounds a whole fetch with its redirects, `max_bytes` the unzipped body; `allow` says
    which IP addresses may be dialled.
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
    ) -> None:
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects
        self._user_agent = user_agent
        self._allow = allow
        self._resolver = resolver
        self._tls = tls
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        connector = TCPConnector(
            socket_factory=guarded_sockets(self._allow),
            resolver=self._resolver,
            use_dns_cache=False,
            force_close=True,
            ssl=self._tls if self._tls is not None else True,
        )
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,text/markdown,text/plain;q=0.9,*/*;q=0.1",
        }
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            headers=headers,
            timeout=ClientTimeout(total=None, sock_connect=self._timeout),  # `fetch` bounds the whole
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def fetch(self, url: str) -> Page:
        """Fetch `url` and follow its redirects.

        Raises ForbiddenAddress for an address that is not dialled, FetchError for everything else that
        keeps the page from being read.
        """
        if self._session is None:
            raise RuntimeError("HttpFetcher is used outside its `async with`")
        try:
            async with asyncio.timeout(self._timeout):
                return await self._follow(self._session, url)
        except TimeoutError:
            why = f"the site did not deliver it within {self._timeout:g} s"
            raise FetchError(f"{_short(url)} cannot be fetched", why, _LATER) from None

    async def _follow(self, session: ClientSession, url: str) -> Page:
        current = check_url(url, allow=self._allow)
        seen = {current}
        for _ in range(self._max_redirects + 1):
            found = await self._hop(session, current)
            if isinstance(found, Page):
                return found
            if current.startswith("https:") and found.startswith("http:"):
                _LOG.info("redirected from https to http: %s", _short(current))
            if found in seen:
                why = "the site sends every visitor round in a circle"
                raise FetchError(f"{_short(url)} cannot be fetched", why, _BY_HAND)
            seen.add(found)
            current = found
        why = f"the site redirects more than {self._max_redirects} times"
        raise FetchError(f"{_short(url)} cannot be fetched", why, _BY_HAND)

    async def _hop(self, session: ClientSession, url: str) -> Page | str:
        """The page at `url`, or the URL it redirects to."""
        try:
            async with session.get(URL(url), allow_redirects=False) as response:
                if response.status in _REDIRECTS and response.headers.get("Location"):
                    return self._target(response, url)
                _check_answer(response, url, self._max_bytes)
                body = await self._body(response, url)
                kind = response.content_type if "Content-Type" in response.headers else ""
                return Page(url, kind, _charset(response), body)
        except (ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise  # ours, or one that means the same
            raise _explained(error, url) from error

    def _target(self, response: ClientResponse, url: str) -> str:
        try:
            target = URL(url).join(URL(response.headers["Location"].strip()))
        except ValueError:
            raise FetchError(
                f"{_short(url)} cannot be fetched", "it redirects to a malformed address"
            ) from None
        return check_url(str(target), allow=self._allow)

    async def _body(self, response: ClientResponse, url: str) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(64 * 1024):
            body += chunk
            if len(body) > self._max_bytes:
                raise _too_large(url, self._max_bytes)
        if not body:
            raise FetchError(f"{_short(url)} cannot be read", "the page is empty")
        return bytes(body)


def _check_answer(response: ClientResponse, url: str, max_bytes: int) -> None:
    status = response.status
    if status >= 500 and status not in _STATUSES:
        raise FetchError(
            f"{_short(url)} cannot be fetched", f"the site has a fault of its own ({status})", _LATER
        )
    if status != 200:
        why, todo = _STATUSES.get(status, (f"the site answered with status {status}", "check the address"))
        if status in {429, 503}:
            todo = _wait(response.headers.get("Retry-After", "")) or todo
        raise FetchError(f"{_short(url)} cannot be fetched", why, todo)
    kind = response.content_type if "Content-Type" in response.headers else ""
    if kind not in _READABLE:
        todo = "name the address of an article, or save its text and hand over that"
        raise FetchError(f"{_short(url)} cannot be read", f"it is {kind}, not a page of text", todo)
    if response.content_length is not None and response.content_length > max_bytes:
        raise _too_large(url, max_bytes)


def _too_large(url: str, max_bytes: int) -> FetchError:
    size = f"{max_bytes / MIB:.0f} MiB" if max_bytes >= MIB else f"{max_bytes} bytes"
    return FetchError(f"{_short(url)} cannot be read", f"it is larger than {size}", _BY_HAND)


def _wait(value: str) -> str:
    """Retry-After in words; "" when it says nothing."""
    if value.strip().isdecimal() and len(value) < 9:
        return f"try again in {int(value)} s"
    try:
        return f"try again after {parsedate_to_datetime(value):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return ""


def _charset(response: ClientResponse) -> str:
    try:
        return response.charset or ""
    except ValueError:
        return ""


def _explained(error: Exception, url: str) -> FetchError:
    """The error of the library as one line; the order is from the special to the general."""
    host = URL(url).host or url
    if isinstance(error, ClientConnectorDNSError):
        return FetchError(
            f"{_short(url)} cannot be fetched", f"there is no site called {host}", "check the address"
        )
    if isinstance(error, ClientConnectorCertificateError):
        why = f"{host} cannot prove that it is {host} (its certificate is not valid)"
        return FetchError(f"{_short(url)} cannot be fetched", why, _BY_HAND)
    if isinstance(error, ClientConnectorSSLError):
        why = f"no secure connection to {host} can be made"
        return FetchError(
            f"{_short(url)} cannot be fetched", why, "check whether the address begins with http://"
        )
    if isinstance(error, ClientConnectorError):
        if isinstance(error.os_error, AddressRefused):
            return forbidden(_short(url))
        refused = isinstance(error.os_error, ConnectionRefusedError)
        why = f"{host} refuses the connection" if refused else f"{host} cannot be reached"
        return FetchError(f"{_short(url)} cannot be fetched", why, _LATER)
    if isinstance(error, ClientPayloadError):
        return FetchError(f"{_short(url)} cannot be read", "it arrived incomplete or damaged", _LATER)
    if isinstance(error, (ServerDisconnectedError, OSError)):
        return FetchError(f"{_short(url)} cannot be fetched", f"{host} broke off the connection", _LATER)
    if isinstance(error, ClientResponseError):
        return FetchError(
            f"{_short(url)} cannot be read", f"{host} does not answer as a web site does", _LATER
        )
    return FetchError(f"{_short(url)} cannot be fetched", str(error) or type(error).__name__, _LATER)


def _short(url: str) -> str:
    return url if len(url) <= 120 else f"{url[:117]}..."
