import asyncio
import contextlib
import gzip
import itertools
import logging
import re
import resource
import time
import zlib

import pytest

from bot.errors import FetchError
from bot.ports import Page
from tests.ingest.servers import PAGE, Answer, FakeResolver, closed_port, fetcher, redirect, reply, serving


async def failure(routes: dict[str, Answer], path: str = "/", **settings: float) -> str:
    """The line that fetching `path` from a server of `routes` fails with."""
    async with serving(routes) as server, fetcher(**settings) as fetch:  # type: ignore[arg-type]
        with pytest.raises(FetchError) as caught:
            await fetch.fetch(server.url(path))
    line = str(caught.value)
    assert "\n" not in line
    return line


async def test_a_page_arrives_whole() -> None:
    async with serving({"/a": reply(PAGE)}) as server, fetcher() as fetch:
        page = await fetch.fetch(server.url("/a#part"))
    assert page.body.decode() == PAGE
    assert (page.content_type, page.charset, page.url) == ("text/html", "utf-8", server.url("/a"))
    assert "User-Agent: Warta" in server.requests[0]
    assert "Cookie" not in server.requests[0]


@pytest.mark.parametrize(
    ("kind", "content_type", "charset"),
    [
        ("", "", ""),
        ("text/plain", "text/plain", ""),
        ("text/markdown; charset=UTF-8", "text/markdown", "UTF-8"),
        ('application/xhtml+xml; charset="windows-1252"', "application/xhtml+xml", "windows-1252"),
    ],
)
async def test_readable_types(kind: str, content_type: str, charset: str) -> None:
    async with serving({"/": reply(PAGE, kind=kind)}) as server, fetcher() as fetch:
        page = await fetch.fetch(server.url())
    assert (page.content_type, page.charset.lower()) == (content_type, charset.lower())


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "application/rss+xml"])
async def test_other_types_are_named(kind: str) -> None:
    assert f"it is {kind}, not a page of text" in await failure({"/": reply("x", kind=kind)})


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        ("401 Unauthorized", {}, "login"),
        ("403 Forbidden", {}, "refuses programs"),
        ("404 Not Found", {}, "no such page.*Check the address"),
        ("410 Gone", {}, "removed for good"),
        ("429 Too Many Requests", {"Retry_After": "120"}, "too often.*in 120 s"),
        ("429 Too Many Requests", {}, "too often.*later"),
        ("503 Unavailable", {"Retry_After": "Wed, 01 Jul 2026 10:00:00 GMT"}, "after 2026-07-01 10:00 UTC"),
        ("503 Unavailable", {"Retry_After": "soon"}, "later"),
        ("500 Oops", {}, "fault of its own"),
        ("521 Down", {}, "fault of its own"),
        ("418 Teapot", {}, "status 418"),
        ("302 Found", {}, "status 302"),
    ],
)
async def test_statuses_are_explained(status: str, headers: dict[str, str], expected: str) -> None:
    assert re.search(expected, await failure({"/": reply("x", status=status, **headers)}))


async def test_redirects_are_followed_and_the_last_url_is_told() -> None:
    routes = {"/1": redirect("/2", "301 Moved"), "/2": redirect("3?x=1", "308 Moved"), "/3?x=1": reply(PAGE)}
    async with serving(dict(routes)) as server, fetcher() as fetch:
        page = await fetch.fetch(server.url("/1"))
    assert page.url == server.url("/3?x=1")


async def test_circles_and_long_chains_end() -> None:
    circle: dict[str, Answer] = {"/": redirect("/b"), "/b": redirect("/")}
    assert "in a circle" in await failure(circle)
    chain: dict[str, Answer] = {"/": redirect("/0"), **{f"/{n}": redirect(f"/{n + 1}") for n in range(20)}}
    assert "more than 5 times" in await failure(chain)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "data:text/html,x"]
)
async def test_redirects_to_other_schemes_are_refused(to: str) -> None:
    assert "only http and https" in await failure({"/": redirect(to)})


async def test_malformed_redirects_are_refused() -> None:
    assert "malformed" in await failure({"/": redirect("http://[::1")})


async def test_a_redirect_with_a_password_is_refused() -> None:
    assert "user name or a password" in await failure({"/": redirect("http://a:b@127.0.0.1/")})


async def test_unknown_names_and_closed_ports() -> None:
    async with fetcher(resolver=FakeResolver({"a.example": [["127.0.0.1"]]})) as fetch:
        with pytest.raises(FetchError, match=r"no site called b\.example.*Check the address"):
            await fetch.fetch("http://b.example/")
        with pytest.raises(FetchError, match=r"a\.example refuses the connection"):
            await fetch.fetch(f"http://a.example:{closed_port()}/")


async def test_a_plain_server_asked_over_tls() -> None:
    async def plainly(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply(PAGE))
        writer.close()

    server = await asyncio.start_server(plainly, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, fetcher() as fetch:
        with pytest.raises(FetchError, match="no secure connection"):
            await fetch.fetch(f"https://127.0.0.1:{port}/")


async def test_compressed_pages_are_unzipped() -> None:
    zipped = reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    async with serving({"/": zipped}) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.url())).body.decode() == PAGE


async def test_damaged_compression_is_explained() -> None:
    assert "incomplete or damaged" in await failure({"/": reply(b"no gzip at all", Content_Encoding="gzip")})
    assert "cannot be read" in await failure({"/": reply(b"x" * 50, Content_Encoding="br")})


async def test_a_bomb_is_cut_off_early() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(512)) + packer.flush()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    line = await failure({"/": reply(bomb, Content_Encoding="gzip")}, max_bytes=5 << 20)
    assert "larger than 5 MiB" in line
    assert time.monotonic() - started < 3
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


async def test_announced_size_is_believed_when_too_large() -> None:
    assert "larger than 100000 bytes" in await failure({"/": reply(b"x", Content_Length="500000000")})


async def test_an_endless_page_is_cut_off() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in itertools.count():
            writer.write(b"<p>" * 10_000)
            await writer.drain()

    assert "larger than" in await failure({"/": endless})


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silent(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def endless_head(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-A: b\r\n")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("answer", [drip, silent, endless_head])
async def test_slow_servers_run_into_the_total_time(answer: Answer) -> None:
    started = time.monotonic()
    assert "within 0.5 s" in await failure({"/": answer}, timeout_seconds=0.5)
    assert time.monotonic() - started < 2


async def test_slow_redirects_count_together() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(redirect("/next"))

    started = time.monotonic()
    assert "within 0.5 s" in await failure({"/": slowly, "/next": silent}, timeout_seconds=0.5)
    assert time.monotonic() - started < 2


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def reset_midway(writer: asyncio.StreamWriter) -> None:
    writer.write(reply("x" * 10, Content_Length="1000"))
    await writer.drain()
    writer.transport.abort()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reset, "broke off the connection"),
        (reset_midway, "incomplete|broke off"),
        (reply("half", Content_Length="1000"), "incomplete"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
            "incomplete",
        ),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "does not answer as a web site"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "does not answer as a web site"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 50_000 + b"\r\n\r\n", "does not answer as a web site"),
        (b"", "broke off the connection"),
        (reply(b""), "empty"),
    ],
)
async def test_broken_answers_are_explained(answer: Answer, expected: str) -> None:
    assert re.search(expected, await failure({"/": answer}))


async def test_nothing_is_kept_between_fetches() -> None:
    async with serving({"/": reply(PAGE, Set_Cookie="a=1; Path=/")}) as server, fetcher() as fetch:
        await fetch.fetch(server.url())
        await fetch.fetch(server.url())
    assert server.connections == 2
    assert "a=1" not in server.requests[1]


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    async with serving({"/": reply(PAGE)}) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.url())).body


async def test_leaving_https_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    fetch = fetcher()
    answers = iter(["http://a.example/", None])

    async def hop(_: object, url: str) -> object:
        return next(answers) or Page(url, "text/html", "", b"x")

    fetch._hop = hop  # type: ignore[assignment, method-assign]
    with caplog.at_level(logging.INFO, logger="bot.ingest.fetch"):
        async with fetch:
            assert (await fetch.fetch("https://a.example/")).url == "http://a.example/"
    assert "from https to http" in caplog.text


async def test_a_cancelled_fetch_leaves_nothing_open() -> None:
    async with serving({"/": silent}) as server, fetcher(timeout_seconds=60) as fetch:
        task = asyncio.create_task(fetch.fetch(server.url()))
        await asyncio.sleep(0.2)
        assert server.requests
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert task.cancelled()


async def test_outside_its_block_it_is_a_bug() -> None:
    with pytest.raises(RuntimeError):
        await fetcher().fetch("http://127.0.0.1/")
