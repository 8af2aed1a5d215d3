"""Feeds from servers that send too much, too slowly, or nonsense: each is an error, and costs little."""

import asyncio
import gzip
import itertools
import resource
import zlib
from functools import cache, partial

import pytest

from bot.ports import PollStatus
from tests.ingest.servers import Answer, FakeResolver, fetcher, reply, serving

# Without the time of packing, which would be in the name of a test.
gzipped = partial(gzip.compress, mtime=0)

MIB = 1 << 20
RSS = "application/rss+xml"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


@cache
def bomb(times: int = 1) -> bytes:
    """256 MiB of comments, packed, so many times."""
    if times > 1:
        return gzipped(bomb(times - 1))
    filler = b"<!-- kosong -->" * (MIB // 15)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = packer.compress(b"<rss>") + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block leans on nothing before it: packed once, it may stand there again and again.
    block = packer.compress(filler) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = zlib.crc32(b"<rss>")
    for _ in range(256):
        crc = zlib.crc32(filler, crc)
    tail = packer.flush() + crc.to_bytes(4, "little") + (5 + 256 * len(filler)).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + head + block * 256 + tail


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n<rss>")
    for _ in itertools.count():
        writer.write(b"<!-- kosong -->" * 4000)
        await writer.drain()


async def endless_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in itertools.count():
        writer.write(b"1\r\na\r\n" * 4000)
        await writer.drain()


async def endless_nothing(writer: asyncio.StreamWriter) -> None:
    """Packed blocks that hold nothing, for ever."""
    writer.write(HEAD + b"Content-Encoding: deflate\r\n\r\n\x78\x9c")
    for _ in itertools.count():
        writer.write(b"\x00\x00\x00\xff\xff" * 10_000)
        await writer.drain()


async def endless_heads(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for place in itertools.count():
        writer.write(b"X-%d: b\r\n" % place)
        await writer.drain()
        await asyncio.sleep(0.0005)


async def endless_hints(writer: asyncio.StreamWriter) -> None:
    """Answers that announce an answer."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.02)


async def stall(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def half_and_stall(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 5000\r\n\r\n<rss><channel>")
    await writer.drain()
    await asyncio.sleep(60)


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


TOO_LARGE, TOO_SLOW, BROKEN = (
    "larger than",
    "did not deliver it within",
    "incomplete|broke off|does not answer",
)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(bomb(), kind=RSS, Content_Encoding="gzip"), TOO_LARGE),
        (reply(bomb(2), kind=RSS, Content_Encoding="gzip, gzip"), TOO_LARGE),
        (reply(bomb(2), kind=RSS, Content_Encoding="gzip"), TOO_LARGE),
        (reply(bomb(), kind="application/gzip"), TOO_LARGE),
        (reply(b"x", kind=RSS, Content_Length="500000000"), TOO_LARGE),
        (endless, TOO_LARGE),
        (endless_chunks, BROKEN),
        (endless_nothing, TOO_LARGE),
        (endless_heads, BROKEN),
        (endless_hints, TOO_SLOW),
        (drip, TOO_SLOW),
        (stall, TOO_SLOW),
        (half_and_stall, TOO_SLOW),
        (reset, BROKEN),
        (b"", BROKEN),
        (reply("<rss>", kind=RSS, Content_Length="1000"), BROKEN),
        (reply(gzipped(bytes(range(256)) * 2)[:-30], kind=RSS, Content_Encoding="gzip"), BROKEN),
        (reply(b"no gzip at all", kind=RSS, Content_Encoding="gzip"), BROKEN),
        (reply(b"x" * 50, kind=RSS, Content_Encoding="br"), BROKEN),
        (reply(b"x", kind=RSS, Content_Encoding="gzip," * 200 + "gzip"), BROKEN),
        (HEAD + b"X: " + b"a" * 200_000 + b"\r\n\r\n", BROKEN),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc", BROKEN),
        (HEAD + b"Content-Length: -5\r\n\r\n", BROKEN),
        (b"\x00\xff" * 500, BROKEN),
    ],
)
async def test_hostile_feeds_are_errors_and_cost_little(answer: Answer, expected: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with serving({"/": answer}) as server:
        slow = expected is TOO_SLOW
        async with fetcher(timeout_seconds=0.5 if slow else 20, max_bytes=5 * MIB) as network:
            found = await network.poll(server.url())
    assert found.status is PollStatus.ERROR
    assert any(words in str(found.error) for words in expected.split("|"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


async def test_a_healthy_feed_beside_hostile_ones() -> None:
    """Others may fill their own places, but not those of a host that answers."""
    routes: dict[str, Answer] = {f"/{place}": stall for place in range(40)}
    table = {"ok.example": [["127.0.0.1"]]}
    fetching = fetcher(timeout_seconds=60, resolver=FakeResolver(table))
    async with serving(routes | {"/ok": reply("<rss></rss>", kind=RSS)}) as server, fetching as network:
        stuck = [asyncio.create_task(network.poll(server.url(path))) for path in routes]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(20):
            assert (await network.poll(server.url("/ok", host="ok.example"))).status is PollStatus.OK
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
    assert len([head for head in server.requests if "/ok" in head]) == 1
