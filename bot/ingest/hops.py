"""One question to a site: a request, and the redirects it leads to, followed by hand.

Every hop passes the guard, waits for its turn and spends what is left of one budget of time. Waiting for a
turn spends nothing: a site must not seem slow because others were asked first.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from aiohttp import ClientError, ClientResponse, ClientSession
from yarl import URL

from bot.errors import FetchError
from bot.ingest.answers import BY_HAND, LATER, PERMANENT, REDIRECTS, short, too_large
from bot.ingest.faults import damaged, explained
from bot.ingest.guard import AddressCheck, check_url
from bot.ingest.turns import Kept, Turns
from bot.ingest.unzip import Damaged, TooLarge, Unzipper

_LOG = logging.getLogger(__name__)
_PEEK = 64 * 1024  # bytes read of an answer that is a refusal, to see whether it is a challenge
_PEEK_SECONDS = 3.0
_WALLPAPER = frozenset({"", "text/html", "application/xhtml+xml"})
# A body in chunks of a byte costs a hundred times as much as its bytes; nobody sends one in good faith.
_CHUNKS, _CHUNK = 20_000, 64
_STEP = 1024 * 1024  # bytes unpacked before others have a turn of the loop


@dataclass(frozen=True, slots=True)
class Arrived:
    """The answer at the end of the redirects, whatever its status.

    `moved`: there was a redirect and none of them was temporary. `body` is unpacked: whole with status 200,
    its beginning or nothing otherwise, nothing where the type was not wanted.
    """

    url: str
    moved: bool
    status: int
    headers: Mapping[str, str]
    content_type: str
    charset: str
    body: bytes


class Hops:
    """Asks sites; see `Arrived`. `timeout_seconds` is of one question with its redirects."""

    def __init__(
        self,
        session: ClientSession,
        turns: Turns,
        kept: Kept,
        *,
        allow: AddressCheck,
        timeout_seconds: float,
        max_bytes: int,
        max_redirects: int,
    ) -> None:
        self._session = session
        self._turns = turns
        self._kept = kept
        self._allow = allow
        self._timeout = timeout_seconds
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects

    async def ask(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        wants: Callable[[str], bool],
        before: Callable[[str], Awaitable[None]] | None = None,
    ) -> Arrived:
        """What `url` leads to.

        `wants` says of a content type whether its body is read; `before` is awaited before each hop with its
        URL, and may raise. Raises FetchError, ForbiddenAddress among them, where there is no answer.
        """
        current = check_url(url, allow=self._allow)
        budget, seen, moved = _Budget(self._timeout, url), {current}, True
        for hops in range(self._max_redirects + 1):
            if before is not None:
                await before(current)
            host = URL(current).host or ""
            async with self._turns.turn(host), budget.spent():
                sent = headers if self._kept.keep(host) else {**headers, "Connection": "close"}
                answer = await self._hop(current, sent, wants)
            if isinstance(answer, Arrived):
                return replace(answer, url=current, moved=moved and hops > 0)
            status, target = answer
            moved = moved and status in PERMANENT
            if current.startswith("https:") and target.startswith("http:"):
                _LOG.info("redirected from https to http: %s", short(current))
            if target in seen:
                why = "the site sends every visitor round in a circle"
                raise FetchError(f"{short(url)} cannot be fetched", why, BY_HAND)
            seen.add(target)
            current = target
        why = f"the site redirects more than {self._max_redirects} times"
        raise FetchError(f"{short(url)} cannot be fetched", why, BY_HAND)

    async def _hop(
        self, url: str, headers: Mapping[str, str], wants: Callable[[str], bool]
    ) -> Arrived | tuple[int, str]:
        """The answer of `url`, or the status of its redirect and where that leads."""
        try:
            async with self._session.get(URL(url), headers=headers, allow_redirects=False) as response:
                status = response.status
                if status in REDIRECTS and response.headers.get("Location"):
                    return status, self._target(response, url)
                kind = _kind(response)
                if status == 200:
                    body = await self._whole(response, url) if wants(kind) else b""
                else:
                    body = await _beginning(response) if status >= 400 and kind in _WALLPAPER else b""
                return Arrived(url, False, status, response.headers, kind, _charset(response), body)
        except (ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise  # ours, or one that means the same
            raise explained(error, url) from error

    def _target(self, response: ClientResponse, url: str) -> str:
        try:
            target = URL(url).join(URL(response.headers["Location"].strip()))
        except ValueError:
            why = "it redirects to a malformed address"
            raise FetchError(f"{short(url)} cannot be fetched", why) from None
        return check_url(str(target), allow=self._allow)

    async def _whole(self, response: ClientResponse, url: str) -> bytes:
        limit = self._max_bytes
        if response.content_length is not None and response.content_length > limit:
            raise too_large(url, limit)
        body = bytearray()
        try:
            async for piece in _unpacked(response, limit):
                body += piece
        except TooLarge:
            raise too_large(url, limit) from None
        except Damaged:
            raise damaged(url) from None
        return bytes(body)


async def _beginning(response: ClientResponse) -> bytes:
    """As much of a refusal as comes soon; what it says is not worth waiting for."""
    body = bytearray()
    with contextlib.suppress(Damaged, TooLarge, ClientError, OSError):  # TimeoutError is an OSError
        async with asyncio.timeout(_PEEK_SECONDS):
            async for piece in _unpacked(response, _PEEK):
                body += piece
    return bytes(body)


async def _unpacked(response: ClientResponse, limit: int) -> AsyncIterator[bytes]:
    """The body in pieces. Raises TooLarge or Damaged."""
    unzipper = Unzipper(",".join(response.headers.getall("Content-Encoding", [])), limit)
    received = unpacked = chunks = 0
    async for chunk, _ in response.content.iter_chunks():
        received += len(chunk)
        chunks += 1
        if received > limit:
            raise TooLarge
        if chunks > _CHUNKS and received < chunks * _CHUNK:
            raise Damaged
        for piece in unzipper.feed(chunk):
            yield piece
            unpacked += len(piece)
            if unpacked >= _STEP:
                unpacked = 0
                await asyncio.sleep(0)
    for piece in unzipper.finish():
        yield piece


class _Budget:
    """What is left of the time that one question may take."""

    def __init__(self, seconds: float, url: str) -> None:
        self._seconds = seconds
        self._left = seconds
        self._url = url

    @contextlib.asynccontextmanager
    async def spent(self) -> AsyncIterator[None]:
        """The block spends of it. Raises FetchError when nothing is left."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(max(self._left, 0)):
                yield
        except TimeoutError:
            why = f"the site did not deliver it within {self._seconds:g} s"
            raise FetchError(f"{short(self._url)} cannot be fetched", why, LATER) from None
        finally:
            self._left -= loop.time() - started


def _kind(response: ClientResponse) -> str:
    return response.content_type if response.headers.get("Content-Type") else ""


def _charset(response: ClientResponse) -> str:
    try:
        return response.charset or ""
    except ValueError:
        return ""
