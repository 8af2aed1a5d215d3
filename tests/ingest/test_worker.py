import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.ingest.worker import Reader
from tests.ingest import pages

BOMB = b"<html><body>" + b"<p>Wali kota menutup jembatan lama di kota itu.</p>" * 60_000
MIB = 1024 * 1024
linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")


def child_of(reader: Reader) -> int:
    """The process id of the reader's child."""
    assert reader._child is not None
    return reader._child._process.pid


def alive(pid: int) -> bool:
    """Whether there is such a process, a zombie included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_pages_are_read_by_one_child_that_stays() -> None:
    async with Reader() as reader:
        first = await reader.read(pages.modern().encode(), name="a.html", url="https://kabar.example/a")
        pid = child_of(reader)
        second = await reader.read(pages.english().encode(), name="b.html")
        assert child_of(reader) == pid
    assert first.title == "Jembatan Lama Ditutup"
    assert first.text.endswith(pages.ID_PARAGRAPHS[-1])
    assert first.url == "https://kabar.example/kota/jembatan-lama"
    assert (second.title, second.origin) == ("Port Ellery goes electric", "b.html")
    assert not alive(pid)


async def test_text_and_markdown_need_no_child() -> None:
    async with Reader() as reader:
        assert (await reader.read("Halo “dunia”.".encode(), name="a.txt")).text == "Halo “dunia”."
        assert (await reader.read(b"# Judul\n\n*Isi* berita.", name="a.md")).text == "Judul\nIsi berita."
        assert reader._child is None


async def test_large_text_goes_to_the_child() -> None:
    async with Reader() as reader:
        document = await reader.read(b"Kalimat yang panjang sekali. " * 30_000, name="a.txt")
        assert reader._child is not None
    assert len(document.text) == 29 * 30_000


async def test_charset_and_type_arrive() -> None:
    data = pages.old_fashioned().replace('<meta charset="utf-8">', "").encode("cp1252")
    async with Reader() as reader:
        document = await reader.read(data, name="x", content_type="text/html", charset="windows-1252")
    assert "“Kami tidak mau mengambil risiko,”" in document.text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><body><p>Halo.</p></body></html>", "there is no article on it"),
        (b"<html>" + b"a" * (10 * MIB), "larger than 10 MiB"),
    ],
)
async def test_refusals_come_back_as_they_were(data: bytes, why: str) -> None:
    async with Reader() as reader:
        with pytest.raises(DocumentError, match=rf"^a\.html cannot be read: .*{why}") as caught:
            await reader.read(data, name="a.html")
        assert caught.value.todo


async def test_what_takes_too_long_is_ended_and_the_next_is_read() -> None:
    async with Reader(timeout=0.4, memory_bytes=1024 * MIB) as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        pid = child_of(reader)
        started = time.monotonic()
        with pytest.raises(
            DocumentError, match=r"bom\.html cannot be read: it took more than 0\.4 s.*save its text|Save"
        ):
            await reader.read(BOMB, name="bom.html")
        assert time.monotonic() - started < 10
        assert not alive(pid)
        assert (await reader.read(pages.modern().encode(), name="a.html")).title == "Jembatan Lama Ditutup"


@linux
async def test_what_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    async with Reader(timeout=20) as reader:
        with pytest.raises(DocumentError, match=r"bom\.html cannot be read: it took too much memory"):
            await reader.read(BOMB, name="bom.html")
        assert (await reader.read(pages.modern().encode(), name="a.html")).title == "Jembatan Lama Ditutup"


@linux
async def test_bombs_stay_below_their_limits() -> None:
    async with Reader() as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        before = peak(child_of(reader))
        for bomb in (
            b"<div>" * 200_000,
            b"<!--" * 80_000,
            b"<a b='c'" * 100_000,
            b"&amp;" * 500_000,
            b"<table><tr><td>" * 50_000,
            b"<script type='application/ld+json'>" + b"[" * 500_000 + b"</script>",
        ):
            started = time.monotonic()
            with contextlib.suppress(DocumentError):
                await reader.read(b"<html><body>" + bomb, name="bom.html")
            assert time.monotonic() - started < 10
            if reader._child is not None:
                assert peak(child_of(reader)) - before < 55 * MIB


def peak(pid: int) -> int:
    """The most memory a process ever had, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().split("\n")
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


async def test_the_loop_goes_on_meanwhile() -> None:
    late = 0.0

    async def heartbeat() -> None:
        nonlocal late
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.02)
            late = max(late, time.monotonic() - before - 0.02)

    async with Reader(timeout=1, memory_bytes=1024 * MIB) as reader:
        beating = asyncio.create_task(heartbeat())
        with contextlib.suppress(DocumentError):
            await reader.read(BOMB, name="bom.html")
        await reader.read(b"[![](" * 10_000, name="a.md")
        beating.cancel()
    assert late < 0.9


async def test_a_child_that_dies_is_replaced() -> None:
    async with Reader() as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        os.kill(child_of(reader), signal.SIGKILL)
        with pytest.raises(DocumentError, match=r"b\.html cannot be read: the program reading it broke down"):
            await reader.read(pages.modern().encode(), name="b.html")
        assert (await reader.read(pages.modern().encode(), name="c.html")).text


async def test_ctrl_c_does_not_reach_the_child() -> None:
    async with Reader() as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        os.kill(child_of(reader), signal.SIGINT)
        assert (await reader.read(pages.modern().encode(), name="a.html")).text


async def test_many_at_once_take_turns() -> None:
    async with Reader() as reader:
        names = [f"{number}.html" for number in range(12)]
        documents = await asyncio.gather(
            *(reader.read(pages.modern(headline=name).encode(), name=name) for name in names)
        )
    assert [document.origin for document in documents] == names
    assert [document.title for document in documents] == names


async def test_cancelled_in_the_middle_nothing_is_left() -> None:
    async with Reader(timeout=30, memory_bytes=1024 * MIB) as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        pid = child_of(reader)
        task = asyncio.create_task(reader.read(BOMB, name="bom.html"))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not alive(pid)
        assert (await reader.read(pages.modern().encode(), name="b.html")).origin == "b.html"


async def test_closed_in_the_middle_of_the_start() -> None:
    reader = Reader()
    task = asyncio.create_task(reader.read(pages.modern().encode(), name="a.html"))
    await asyncio.sleep(0.05)  # importing takes longer than that
    pid = child_of(reader)
    await reader.__aexit__(None, None, None)
    with pytest.raises(DocumentError, match="broke down"):
        await task
    assert not alive(pid)


async def test_the_child_sees_no_environment_and_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARTA_TOKEN", "rahasia")
    async with Reader() as reader:
        await reader.read(pages.modern().encode(), name="a.html")
        path = Path(f"/proc/{child_of(reader)}/environ")
        if path.exists():
            assert b"rahasia" not in path.read_bytes()


PARENT = """
import asyncio, sys
from bot.ingest.worker import Reader

async def main():
    reader = Reader(timeout=60)
    await reader.read(sys.stdin.buffer.read(), name="a.html")
    print(reader._child._process.pid, flush=True)
    if sys.argv[1] == "wait":
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("how", ["wait", "exit"])
def test_the_child_does_not_outlive_its_parent(how: str) -> None:
    """Neither a killed parent nor one that forgets to close leaves a process behind or hangs."""
    parent = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", PARENT, how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(pages.modern().encode())
    parent.stdin.close()
    pid = int(parent.stdout.readline())
    if how == "wait":
        parent.kill()
    parent.wait(10)
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while running(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running(pid)


def running(pid: int) -> bool:
    """Whether a process still runs; an orphan nobody reaps does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return alive(pid) if not Path("/proc").exists() else False
