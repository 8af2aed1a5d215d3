"""Opening and closing leave no thread behind, whatever happens: one left would keep the process alive."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.storage.sqlite import schema
from bot.storage.sqlite.connection import Database
from tests.storage.test_connection import INSERT, store, terms

OPEN_AND_FAIL = """
import asyncio, sys
from pathlib import Path
from bot.errors import StorageError
from bot.storage.sqlite.connection import Database

try:
    asyncio.run(Database.open(Path(sys.argv[1])))
except StorageError as error:
    print(type(error).__name__)
"""


def workers() -> int:
    """How many threads of connections are alive."""
    return sum("_connection_worker_thread" in thread.name for thread in threading.enumerate())


async def no_workers() -> bool:
    """Whether the threads of all connections end, given a moment."""
    for _ in range(100):
        if not workers():
            return True
        await asyncio.sleep(0.01)
    return False


# -- closing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("writing_for", "reading_for"), [(0.1, 0.0), (0.0, 0.1)])
async def test_closing_waits_for_what_is_under_way(
    tmp_path: Path, writing_for: float, reading_for: float
) -> None:
    database = await Database.open(tmp_path / "warta.db")
    begun = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as writer:
            await writer.execute(INSERT, ("satu",))
            begun.set()
            await asyncio.sleep(writing_for)
            await writer.execute(INSERT, ("dua",))

    async def read() -> int:
        async with database.reader() as reader:
            await begun.wait()
            await asyncio.sleep(reading_for)
            (row,) = await reader.execute_fetchall("SELECT count(*) FROM terms")
            return int(row[0])

    writing, reading = asyncio.create_task(write()), asyncio.create_task(read())
    await begun.wait()
    await database.close()
    await writing
    assert await reading in (0, 2)
    assert await no_workers()
    again = await Database.open(tmp_path / "warta.db")
    assert await terms(again) == ["satu", "dua"]
    await again.close()


async def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "warta.db")
    await database.close()
    await database.close()
    for use in (terms(database), store(database, "satu"), database.apart(lambda _: None)):
        with pytest.raises(RuntimeError, match="is closed"):
            await use
    assert await no_workers()


async def test_closing_leaves_one_file(tmp_path: Path) -> None:
    # The last connection to close moves the log into the file; several closing at once left it lying.
    for turn in range(20):
        database = await Database.open(tmp_path / "warta.db")
        await store(database, f"kata{turn}")
        await database.close()
        assert [path.name for path in tmp_path.iterdir()] == ["warta.db"]


async def test_cancelled_closing_ends_every_thread(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "warta.db")

    async def endless() -> None:
        async with database.reader():
            await asyncio.sleep(60)

    reading = asyncio.create_task(endless())
    await asyncio.sleep(0)
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0.02)
    assert not closing.done()
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    assert await no_workers()
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)


# -- opening -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.003, 0.006])
async def test_cancelled_opening_ends_every_thread(tmp_path: Path, delay: float) -> None:
    task = asyncio.create_task(Database.open(tmp_path / "warta.db"))
    await asyncio.sleep(delay)
    task.cancel()
    task.cancel()
    (result,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(result, Database):
        await result.close()
    assert await no_workers()


async def test_an_error_while_opening_ends_every_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", ("CREATE TABLE half (x);", "SELECT nonsense;"))
    with pytest.raises(sqlite3.OperationalError):
        await Database.open(tmp_path / "warta.db")
    assert await no_workers()


@pytest.mark.parametrize(
    ("contents", "error"),
    [(b"no database " * 500, "StorageForeign"), (b"SQLite format 3\0" + b"\xff" * 8000, "StorageForeign")],
)
def test_a_process_that_cannot_open_ends(tmp_path: Path, contents: bytes, error: str) -> None:
    path = tmp_path / "warta.db"
    path.write_bytes(contents)
    command = [sys.executable, "-c", OPEN_AND_FAIL, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (f"{error}\n", "", 0)
