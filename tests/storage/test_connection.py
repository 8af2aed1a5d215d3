"""One writer, a few readers: what cancellation and contention may do to them, which is nothing."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.storage.sqlite.connection import READERS, Database

STEPS = ("BEGIN", "first statement", "second statement", "COMMIT")
ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
INSERT = "INSERT INTO terms (term, sentences) VALUES (?, 1)"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A new database."""
    opened = await Database.open(tmp_path / "warta.db")
    yield opened
    await opened.close()


async def terms(database: Database) -> list[str]:
    """What the transactions of these tests stored, in order."""
    async with database.reader() as reader:
        return [row[0] for row in await reader.execute_fetchall("SELECT term FROM terms ORDER BY id")]


def is_open(database: Database) -> bool:
    """Whether a transaction of the writer's is open."""
    return bool(database._writer.in_transaction)


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
    assert not is_open(database)
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
    assert is_open(database)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not is_open(database)
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


async def divide(database: Database) -> None:
    """A transaction that ends in an error of its own."""
    async with database.transaction() as writer:
        await writer.execute(INSERT, ("tiga",))
        raise ZeroDivisionError


async def test_an_error_undoes_the_transaction(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await store(database, "satu", "dua", "satu")
    with pytest.raises(ZeroDivisionError):
        await divide(database)
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
                begin: Callable[..., Any] = reader._execute
                busy = asyncio.ensure_future(begin(time.sleep, busy_seconds))
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
