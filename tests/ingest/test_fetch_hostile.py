"""Servers that send too much, too slowly, or nonsense."""

import asyncio
import contextlib
import itertools
import re
import resource
import time
import zlib

import pytest

from tests.ingest.servers import Answer, failure, fetcher, redirect, reply, serving


async def test_a_bomb_is_cut_off_early() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(512)) + packer.flush()
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    line = await failure({"/": reply(bomb, Content_Encoding="gzip")}, max_bytes=5 << 20)
    assert "larger than 5 MiB" in line
    assert time.monotonic() - started < 10
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
    assert time.monotonic() - started < 10


async def test_slow_redirects_count_together() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(redirect("/next"))

    started = time.monotonic()
    assert "within 0.5 s" in await failure({"/": slowly, "/next": silent}, timeout_seconds=0.5)
    assert time.monotonic() - started < 10


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


async def test_a_cancelled_fetch_leaves_nothing_open() -> None:
    async with serving({"/": silent}) as server, fetcher(timeout_seconds=60) as fetch:
        task = asyncio.create_task(fetch.fetch(server.url()))
        await asyncio.sleep(0.2)
        assert server.requests
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert task.cancelled()
