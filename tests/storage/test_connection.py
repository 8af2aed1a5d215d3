"""One writer, a few readers: what cancellation, contention and closing may do to them, which is nothing."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.storage.sqlite import connection
from bot.storage.sqlite.connection import READERS, Database

STEPS = ("BEGIN", "first statement", "second statement", "COMMIT")
ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
INSERT = "INSERT INTO terms (term, sentences) VALUES (?, 1)"
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


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A new database."""
    opened = await Database.open(tmp_path / "warta.db")
    yield opened
    await opened.close()


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


async def terms(database: Database) -> list[str]:
    """What the transactions of these tests stored, in order."""
    async with database.reader() as reader:
        return [row[0] for row in await reader.execute_fetchall("SELECT term FROM terms ORDER BY id")]


async def store(database: Database, *words: str) -> None:
    """One transaction, with a statement a word."""
    async with database.transaction() as writer:
        for word in words:
            await writer.execute(INSERT, (word,))


def cancel_at(database: Database, step: int, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the present task cancelled, `times` times, while statement number `step` of the writer runs."""
    writer = database._writer
    original: Callable[..., Any] = writer._execute
    task = asyncio.current_task()
    assert task is not None
    loop = asyncio.get_running_loop()
    seen = 0

    async def execute(function: Callable[..., Any], *args: Any, **named: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen != step + 1:
            return await original(function, *args, **named)

        def slow(*args: Any, **named: Any) -> Any:
            time.sleep(0.03)
            return function(*args, **named)

        for turn in range(times):
            loop.call_later(0.004 * turn, task.cancel)
        return await original(slow, *args, **named)

    monkeypatch.setattr(writer, "_execute", execute)


# -- transactions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 2, 5])
@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEPS)
async def test_cancelled_anywhere_a_transaction_ends(
    database: Database, monkeypatch: pytest.MonkeyPatch, step: int, times: int
) -> None:
    async def cancelled() -> None:
        cancel_at(database, step, times, monkeypatch)
        await store(database, "satu", "dua")

    task = asyncio.create_task(cancelled())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not database._writer.in_transaction
    monkeypatch.undo()
    # A COMMIT that was handed over is carried out; anything earlier is undone.
    kept = ["satu", "dua"] if STEPS[step] == "COMMIT" else []
    assert await terms(database) == kept
    await store(database, "tiga")
    assert await terms(database) == [*kept, "tiga"]


async def test_cancelled_in_its_own_code_a_transaction_ends(database: Database) -> None:
    async def stuck() -> None:
        async with database.transaction() as writer:
            await writer.execute(INSERT, ("satu",))
            await asyncio.sleep(60)

    task = asyncio.create_task(stuck())
    await asyncio.sleep(0.05)
    assert database._writer.in_transaction
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not database._writer.in_transaction
    assert await terms(database) == []


async def test_cancelled_while_waiting_a_transaction_leaves_the_queue(database: Database) -> None:
    async with database.transaction() as writer:
        waiting = [asyncio.create_task(store(database, word)) for word in ("satu", "dua", "tiga")]
        await asyncio.sleep(0)
        waiting[1].cancel()
        await writer.execute(INSERT, ("nol",))
    await asyncio.gather(*waiting, return_exceptions=True)
    assert waiting[1].cancelled()
    assert await terms(database) == ["nol", "satu", "tiga"]


async def test_an_error_undoes_the_transaction(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await store(database, "satu", "dua", "satu")
    with pytest.raises(ZeroDivisionError):
        async with database.transaction() as writer:
            await writer.execute(INSERT, ("tiga",))
            raise ZeroDivisionError
    await store(database, "empat")
    assert await terms(database) == ["empat"]


async def test_fifty_transactions_take_turns(database: Database) -> None:
    async def count_up() -> None:
        async with database.transaction() as writer:
            (row,) = await writer.execute_fetchall("SELECT count(*) FROM terms")
            await asyncio.sleep(0)
            await writer.execute(INSERT, (f"kata{row[0]}",))

    await asyncio.gather(*(count_up() for _ in range(50)))
    assert await terms(database) == [f"kata{number}" for number in range(50)]


# -- readers -----------------------------------------------------------------------------------------------


async def test_a_reader_sees_what_is_committed_only(database: Database) -> None:
    async with database.transaction() as writer:
        await writer.execute(INSERT, ("satu",))
        assert await terms(database) == []
    assert await terms(database) == ["satu"]


async def test_a_reader_cannot_write(database: Database) -> None:
    for _ in range(READERS + 1):
        with pytest.raises(Exception, match="readonly"):
            async with database.reader() as reader:
                await reader.execute(INSERT, ("satu",))
    assert await terms(database) == []


@pytest.mark.parametrize("busy_seconds", [0.0, 0.1], ids=["running", "handed over, not begun"])
async def test_a_cancelled_read_is_interrupted(database: Database, busy_seconds: float) -> None:
    async def read() -> None:
        async with database.reader() as reader:
            if busy_seconds:
                busy = asyncio.ensure_future(reader._execute(time.sleep, busy_seconds))
                await asyncio.sleep(0)
                assert not busy.done()
            await reader.execute_fetchall(ENDLESS)

    async with asyncio.timeout(10):
        for _ in range(READERS + 1):
            task = asyncio.create_task(read())
            await asyncio.sleep(0.03)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        await store(database, "satu")
        for _ in range(READERS):
            assert await terms(database) == ["satu"]


async def test_more_reads_than_readers_wait_their_turn(database: Database) -> None:
    await store(database, "satu")
    assert await asyncio.gather(*(terms(database) for _ in range(40))) == [["satu"]] * 40


async def test_a_cancelled_job_apart_is_interrupted(database: Database) -> None:
    ended = threading.Event()

    def endless(connection: sqlite3.Connection) -> None:
        try:
            connection.execute(ENDLESS).fetchall()
        finally:
            ended.set()

    async with asyncio.timeout(10):
        task = asyncio.create_task(database.apart(endless))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert ended.is_set()


# -- closing -----------------------------------------------------------------------------------------------


async def test_closing_waits_for_what_is_under_way(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "warta.db")
    begun = asyncio.Event()

    async def write() -> None:
        async with database.transaction() as writer:
            await writer.execute(INSERT, ("satu",))
            begun.set()
            await asyncio.sleep(0.05)
            await writer.execute(INSERT, ("dua",))

    async def read() -> int:
        async with database.reader() as reader:
            await begun.wait()
            await asyncio.sleep(0.1)
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
    database = await Database.open(tmp_path / "warta.db")
    await store(database, "satu")
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
    monkeypatch.setattr(connection.schema, "MIGRATIONS", ("CREATE TABLE half (x);", "SELECT nonsense;"))
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
