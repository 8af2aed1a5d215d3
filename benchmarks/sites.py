"""The sites of an invented world, on 127.0.0.1: outlets with feeds and pages, and broken ones.

Every site has a name of its own (`outlet7.example`), which `LocalResolver` leads here, so that what counts by
host counts as it does outside. `broken12.example` fails in the twelfth of `FAILURES` ways.
"""

import asyncio
import contextlib
import gzip
import hashlib
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from benchmarks.newsroom import World, feed_of, front_page_of, listing_of, page_of, twist_of

_HOUR = 3600
_FEED = "application/rss+xml"
_EMPTY = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>'
_STATUSES = (400, 401, 402, 403, 404, 405, 406, 408, 410, 418, 429, 451, 500, 501, 502, 503, 504, 520)

Failing = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalResolver(AbstractResolver):
    """Leads every name under .example to 127.0.0.1; there are no others."""

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        """127.0.0.1, or OSError."""
        if not host.endswith(".example") or host.startswith("nowhere"):
            raise OSError(None, "no such name")
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        """Nothing is open."""


class Sites:
    """What the sites answer at the moment that `now` holds.

    `asked` is when each host was asked last, `listed` the articles that a feed has shown to who asked.
    """

    def __init__(self, world: World, now: datetime, *, twisted: bool = False) -> None:
        self.world = world
        self.now = now
        self.twisted = twisted
        self.port = 0
        self.asked: dict[str, float] = {}
        self.listed: set[str] = set()
        self._pages = {
            (outlet.host, one.path): (outlet, one) for outlet in world.outlets for one in outlet.articles
        }
        self._outlets = {outlet.host: outlet for outlet in world.outlets}

    def url(self, host: str, path: str = "/feed") -> str:
        """An address on one of the sites."""
        return f"http://{host}:{self.port}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The page, the feed, or the failure of that site."""
        host = request.host.partition(":")[0]
        self.asked[host] = time.perf_counter()
        if host.startswith("broken"):
            number = int(host.removeprefix("broken").partition(".")[0])
            with contextlib.suppress(ConnectionError):  # whoever asked has seen enough
                return await FAILURES[number % len(FAILURES)][1](request)
            return web.Response()
        outlet = self._outlets.get(host)
        if outlet is None:
            return web.Response(status=404)
        if request.path == "/feed":
            twist = (twist_of(outlet, self.now),) if self.twisted else ()
            self.listed.update(self.url(host, one.path) for one in listing_of(outlet, self.now, *twist))
            kind, text = feed_of(outlet, self.url(host, ""), self.now, *twist)
            return _conditional(request, text, kind)
        if request.path == "/":
            return web.Response(text=front_page_of(outlet), content_type="text/html")
        found = self._pages.get((host, request.path))
        if found is None or found[1].at > self.now:
            return web.Response(status=404)
        return web.Response(text=page_of(*found), content_type="text/html")


@asynccontextmanager
async def serving(sites: Sites) -> AsyncIterator[Sites]:
    """The sites, listening on a free port for the length of the block."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", sites.answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sites.port = runner.addresses[0][1]
    try:
        yield sites
    finally:
        await runner.cleanup()


def _conditional(request: web.Request, text: str, kind: str) -> web.Response:
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers={"ETag": tag})
    return web.Response(text=text, content_type=kind, headers={"ETag": tag})


def _status(status: int, **headers: str) -> Failing:
    async def fail(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text="no", headers=named)

    return fail


def _body(body: bytes, kind: str = _FEED, **headers: str) -> Failing:
    async def fail(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, content_type=kind, headers=named)

    return fail


def _redirect(location: str) -> Failing:
    async def fail(_: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": location})

    return fail


async def _stall(_: web.Request) -> web.StreamResponse:
    await asyncio.sleep(_HOUR)
    return web.Response()


async def _drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": _FEED})
    await response.prepare(request)
    for _ in range(_HOUR):
        await response.write(b" ")
        await asyncio.sleep(1)
    return response


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": _FEED})
    await response.prepare(request)
    piece = b"<item><title>again</title></item>" * 2_000
    for _ in range(100_000):
        await response.write(piece)
    return response


async def _reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _short(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": _FEED, "Content-Length": "100000"})
    await response.prepare(request)
    await response.write(_EMPTY.encode())
    assert request.transport is not None
    request.transport.close()
    return response


async def _circle(request: web.Request) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/b" if request.path != "/b" else "/feed"})


async def _chain(request: web.Request) -> web.StreamResponse:
    step = int(request.query.get("n", "0"))
    return web.Response(status=302, headers={"Location": f"/feed?n={step + 1}"})


async def _long_headers(_: web.Request) -> web.StreamResponse:
    return web.Response(headers={f"X-{number}": "x" * 7_000 for number in range(200)})


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_XML_BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY l0 "ha">{_LAUGHS}]><rss><channel>&l9;</channel></rss>'
)
_CHALLENGE = (
    b"<!doctype html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/h></script>"
)

# How feeds fail, by name; there are forty.
FAILURES: tuple[tuple[str, Failing], ...] = (
    *((f"status {status}", _status(status)) for status in _STATUSES),
    ("too often, for two minutes", _status(429, Retry_After="120")),
    ("overloaded, for a hundred years", _status(503, Retry_After="3153600000")),
    ("a circle of redirects", _circle),
    ("a chain of redirects", _chain),
    ("a redirect to a file", _redirect("file:///etc/hostname")),
    ("a redirect to a private address", _redirect("http://10.0.0.1/feed")),
    ("a redirect to nowhere", _redirect("http://nowhere.example/feed")),
    ("nothing", _body(b"")),
    ("a login page", _body(b"<html><form>login</form></html>", "text/html")),
    ("a challenge", _body(_CHALLENGE, "text/html")),
    ("random bytes", _body(bytes(range(256)) * 40)),
    ("half a tag", _body(b"<rss><chan")),
    ("a bomb of XML", _body(_XML_BOMB.encode())),
    ("comments without end", _body(b"<rss>" + b"<!--" * 80_000)),
    ("a bomb of zeros", _body(gzip.compress(bytes(200 << 20), 1), Content_Encoding="gzip")),
    ("no gzip that says so", _body(_EMPTY.encode(), Content_Encoding="gzip")),
    ("headers without end", _long_headers),
    ("no end", _endless),
    ("a byte a second", _drip),
    ("silence", _stall),
    ("a broken line", _reset),
    ("less than announced", _short),
)
