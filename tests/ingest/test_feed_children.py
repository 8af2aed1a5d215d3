"""Feeds read in children of the reader, several at a time, some of which want to end badly."""

import asyncio
import threading
from pathlib import Path

import pytest

from bot.domain.feeds import Listing
from bot.errors import DocumentError, NotAFeed
from bot.ingest.worker import Reader
from tests.ingest.feeds import NOW, URL, item, json_feed, read, rss

MIB = 1 << 20
FINE = rss(item())
SLOW = b"<rss><channel>" + item().encode() + b"<b>" * (2 * MIB // 3)
linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")


def running(reader: Reader) -> list[int]:
    """The process ids of the children that read feeds."""
    return [worker.child._process.pid for worker in reader._feeds if worker.child is not None]


async def outcome(reader: Reader, data: bytes, url: str = URL) -> Listing | str:
    """What comes of a feed: its listing, or the line that says why there is none."""
    try:
        return await reader.read_feed(data, url=url, now=NOW)
    except DocumentError as error:
        return str(error)


async def test_beside_a_feed_that_takes_too_long_others_are_read() -> None:
    """It ends with one line and costs nobody else anything; who stood in for its child stays."""
    async with Reader(timeout=4.0, memory_bytes=1024 * MIB) as reader:
        assert [await outcome(reader, FINE) for _ in range(3)] == [read(FINE)] * 3
        (before,) = running(reader)
        slow = asyncio.create_task(outcome(reader, SLOW, "https://lambat.example/rss"))
        await asyncio.sleep(0)
        assert [await outcome(reader, FINE) for _ in range(3)] == [read(FINE)] * 3
        assert not slow.done()
        assert len(running(reader)) == 2
        assert await slow == "https://lambat.example/rss cannot be read: it took more than 4 s."
        (after,) = running(reader)
        assert before != after
        assert set(await asyncio.gather(outcome(reader, FINE), outcome(reader, FINE))) == {read(FINE)}
        assert running(reader) == [after]
        assert reader._child is None  # that of pages


async def test_many_feeds_take_turns() -> None:
    feeds = [rss(item(f"Kapal {n}", f"/{n}")) for n in range(20)]
    async with Reader() as reader:
        found = await asyncio.gather(*(outcome(reader, data) for data in feeds))
    assert found == [read(data) for data in feeds]


async def test_a_child_that_has_nothing_to_read_ends_and_the_next_feed_has_another() -> None:
    async with Reader(idle=0.3) as reader:
        assert await outcome(reader, FINE) == read(FINE)
        (before,) = running(reader)
        async with asyncio.timeout(10):
            while running(reader) or Path(f"/proc/{before}").exists():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)
        assert await outcome(reader, FINE) == read(FINE)
        assert running(reader) != [before]


async def test_who_asks_in_time_keeps_the_child() -> None:
    async with Reader(idle=2.0) as reader:
        await outcome(reader, FINE)
        before = running(reader)
        for _ in range(6):
            await asyncio.sleep(0.4)
            await outcome(reader, FINE)
        assert running(reader) == before


async def test_a_cancelled_feed_gives_its_place_back() -> None:
    async with Reader(timeout=30, memory_bytes=1024 * MIB, feed_children=1) as reader:
        await outcome(reader, FINE)
        task = asyncio.create_task(outcome(reader, SLOW))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await outcome(reader, FINE) == read(FINE)


@pytest.mark.parametrize("pause", [None, 0.0, 0.002, 0.02, 0.3])
async def test_whenever_a_feed_is_cancelled_the_next_one_gets_its_own_answer(pause: float | None) -> None:
    """`pause`: seconds that it is read before; None: it is cancelled before it begins."""
    first, second = rss(item("Kapal")), rss(item("Perahu"))
    async with Reader(timeout=30, feed_children=1) as reader:
        if pause != 0.3:  # else while the child starts, or has just answered
            await outcome(reader, FINE)
        task = asyncio.create_task(outcome(reader, first))
        if pause is not None:
            await asyncio.sleep(pause)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await outcome(reader, second) == read(second)
        assert await outcome(reader, first) == read(first)
        assert reader._idle.qsize() == 1


@linux
async def test_a_child_is_buried_also_when_its_feed_is_cancelled_twice() -> None:
    held = threading.Event()
    async with Reader(timeout=30, memory_bytes=1024 * MIB, feed_children=1) as reader:
        await outcome(reader, FINE)
        (child,) = running(reader)
        task = asyncio.create_task(outcome(reader, SLOW))
        await asyncio.sleep(0.1)
        reader._feeds[0].threads.submit(held.wait)  # one thread waits for the child, the other for this
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        held.set()
        async with asyncio.timeout(10):
            while Path(f"/proc/{child}").exists():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
        assert await outcome(reader, FINE) == read(FINE)


@pytest.mark.parametrize("kind", ["contents", "json"])
@linux
async def test_feeds_full_of_emoji_fit_into_their_memory(kind: str) -> None:
    """3.5 MB, of which 2 MiB are read: each letter of them takes four bytes, and twelve in a reply."""
    fish = "🐟" * 1_000
    if kind == "json":
        many = [{"id": n, "title": f"Kapal {n}", "content_html": fish} for n in range(900)]
        data = json_feed(*many)
    else:
        written = f"<content:encoded>{fish}</content:encoded>"
        data = rss(*(item(f"Kapal {n}", f"/{n}", written) for n in range(900)))
    assert len(data) > 3_500_000
    async with Reader(timeout=30) as reader:
        found = await reader.read_feed(data, url=URL, now=NOW)
    assert len(found.entries) > 450
    assert found.entries[-1].summary.startswith("🐟" * 900)


@pytest.mark.parametrize(
    "data",
    [
        json_feed({"id": "1", "title": "A"}).replace(b'"A"', b'"A", "x": ' + b"[{}," * 500_000),
        b'{"items": [' + b"{}," * 690_000 + b"0]}",
        b"<rss><channel><item " + b"a='b' " * 340_000 + b"/>",
    ],
    ids=["deep JSON", "many objects", "attributes"],
)
async def test_whatever_comes_the_answer_is_one_line_or_a_listing(data: bytes) -> None:
    async with Reader(timeout=20, feed_children=1) as reader:
        found = await outcome(reader, data)
        healthy = await outcome(reader, FINE)
    if isinstance(found, str):
        assert found.startswith(URL)
        assert "\n" not in found
        assert len(found) < 200
    assert healthy == read(FINE)


async def test_refusals_come_back_whole() -> None:
    page = b"<html><head><link rel=alternate type='application/rss+xml' href='/rss.xml'></head></html>"
    async with Reader() as reader:
        with pytest.raises(NotAFeed) as caught:
            await reader.read_feed(page, url=URL)
        assert caught.value.candidates == ("https://kabar.example/rss.xml",)
        assert caught.value.todo.startswith("it offers")
        with pytest.raises(DocumentError, match=r"cannot be read: it is larger than 10 MiB\.$"):
            await reader.read_feed(b" " * (10 * MIB + 1), url=URL)
        assert running(reader)
