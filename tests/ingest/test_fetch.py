import asyncio
import gzip
import logging
import re
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from bot.errors import FetchError
from bot.ingest.fetch import HttpFetcher
from bot.ingest.hops import Arrived
from tests.ingest.servers import (
    PAGE,
    Answer,
    FakeResolver,
    closed_port,
    failure,
    fetcher,
    only_this,
    redirect,
    reply,
    serving,
)


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
        ("429 Too Many Requests", {"Retry_After": "7200"}, "too often.*in 120 minutes"),
        ("429 Too Many Requests", {"Retry_After": "999999999"}, "too often.*in 7 days"),
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


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
async def test_certificates_are_checked(tmp_path: Path) -> None:
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=a.example",
    ]
    command += ["-addext", "subjectAltName=DNS:a.example", "-keyout", str(key), "-out", str(cert)]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply(PAGE))
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    resolver = FakeResolver({"a.example": [["127.0.0.1"]], "b.example": [["127.0.0.1"]]})
    trusting = HttpFetcher(
        allow=only_this, resolver=resolver, tls=ssl.create_default_context(cafile=str(cert))
    )
    async with server, trusting as fetch:
        assert (await fetch.fetch(f"https://a.example:{port}/")).body.decode() == PAGE
        with pytest.raises(FetchError, match=r"b\.example cannot prove that it is b\.example"):
            await fetch.fetch(f"https://b.example:{port}/")


async def test_compressed_pages_are_unzipped() -> None:
    zipped = reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    async with serving({"/": zipped}) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.url())).body.decode() == PAGE


async def test_damaged_compression_is_explained() -> None:
    assert "incomplete or damaged" in await failure({"/": reply(b"no gzip at all", Content_Encoding="gzip")})
    assert "cannot be read" in await failure({"/": reply(b"x" * 50, Content_Encoding="br")})


async def test_no_cookie_is_kept_between_fetches() -> None:
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
    answers = iter([(302, "http://a.example/"), Arrived("", False, 200, {}, "text/html", "", b"x")])

    async def hop(*_: object) -> object:
        return next(answers)

    with caplog.at_level(logging.INFO, logger="bot.ingest.hops"):
        async with fetch:
            fetch._open.hops._hop = hop  # type: ignore[assignment, method-assign]
            assert (await fetch.fetch("https://a.example/")).url == "http://a.example/"
    assert "from https to http" in caplog.text


async def test_outside_its_block_it_is_a_bug() -> None:
    with pytest.raises(RuntimeError):
        await fetcher().fetch("http://127.0.0.1/")
