"""One writer and a few readers over one SQLite file.

A connection is one transaction at a time, so two coroutines that share one would commit and roll back each
other's rows. Here a single writer stands behind a lock, and every transaction ends before the lock is let
go: committed, or rolled back on any exit, cancellation included.
"""

import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from bot.errors import StorageForeign, StorageReadOnly
from bot.storage.sqlite import schema
from bot.storage.sqlite.errors import translated

BUSY_TIMEOUT_MS = 10_000
READERS = 2
_CACHE_KIB = 4 * 1024
_HEADER = 100  # bytes that any SQLite database begins with
_QUIET_SECONDS = 0.005  # between two attempts to interrupt a statement
_STEPS = 10_000  # of SQLite's virtual machine between two looks at whether a job is still wanted

T = TypeVar("T")


class Database:
    """The connections to one database file. Make it with `Database.open`, end it with `close`."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection]) -> None:
        self.path = path
        self._writer = writer
        self._lock = asyncio.Lock()
        self._all_readers = readers
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._closing = False
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open the database at `path`, made if it is not there, and bring its schema up to date.

        Raises StorageForeign, StorageNewer, StorageCorrupt, StorageReadOnly, StorageFull or StorageBusy.
        """
        connections: list[aiosqlite.Connection] = []
        with translated(path):
            await asyncio.to_thread(_look, path)
            try:
                writer = await _connect(path, connections)
                await _adopt(writer, path)
                readers = [await _connect(path, connections, read_only=True) for _ in range(READERS)]
            except BaseException:
                # An aiosqlite connection left open would keep its thread, and with it the process, alive.
                await _finish(_close_all(connections))
                raise
        return cls(path, writer, readers)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """The writer inside BEGIN IMMEDIATE … COMMIT; all or nothing, whatever ends the block.

        IMMEDIATE, because a transaction that reads first and writes later fails at once when another process
        wrote in between, whatever the busy timeout says.
        """
        async with self._lock:
            self._refuse_when_closed()
            with translated(self.path):
                ended = False
                try:
                    # A cancelled await does not stop the statement on the connection's thread, so each step
                    # that opens or ends the transaction is waited for before cancellation goes on.
                    await _finish(self._writer.execute("BEGIN IMMEDIATE"))
                    yield self._writer
                    await _finish(self._writer.execute("COMMIT"))
                    ended = True
                finally:
                    if not ended:
                        # Waits its turn behind a statement that still runs; does nothing when none is open.
                        await _finish(self._writer.rollback())

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[aiosqlite.Connection]:
        """A connection that can only read, for as long as the block lasts."""
        self._refuse_when_closed()
        connection = await self._readers.get()
        try:
            with translated(self.path):
                yield connection
        except asyncio.CancelledError:
            # Nobody waits for the rows any more; a long search must not hold up the reader's next user.
            await _finish(_quiet(connection))
            raise
        finally:
            self._readers.put_nowait(connection)

    async def apart(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """Run a long `job` on a connection and a thread of its own; cancelling interrupts it, and waits."""
        self._refuse_when_closed()
        unwanted = threading.Event()

        def run() -> T:
            with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
                connection.executescript(_pragmas())
                connection.set_progress_handler(unwanted.is_set, _STEPS)
                return job(connection)

        with translated(self.path):
            return await _finish(asyncio.to_thread(run), on_cancel=unwanted.set)

    async def close(self) -> None:
        """Wait for the transaction and the reads under way, then close every connection; twice is once."""
        if self._closing:
            return
        self._closing = True
        try:
            async with self._lock:
                for _ in self._all_readers:
                    await self._readers.get()
        finally:
            await _finish(_close_all((*self._all_readers, self._writer)))

    def _refuse_when_closed(self) -> None:
        if self._closing:
            raise RuntimeError(f"{self.path} is closed")


def _pragmas() -> str:
    # synchronous FULL: a commit that was reported survives a power cut (NORMAL can lose the last ones).
    return f"""
        PRAGMA busy_timeout = {BUSY_TIMEOUT_MS};
        PRAGMA foreign_keys = ON;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -{_CACHE_KIB};
        PRAGMA temp_store = MEMORY;
    """


async def _connect(
    path: Path, opened: list[aiosqlite.Connection], *, read_only: bool = False
) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    opened.append(connection)
    await connection.executescript(_pragmas() + ("PRAGMA query_only = ON;" if read_only else ""))
    return connection


async def _close_all(connections: Sequence[aiosqlite.Connection]) -> None:
    # One after the other: the last to close moves the log into the file, and two at once both leave it.
    async with AsyncExitStack() as stack:
        for connection in reversed(connections):
            stack.push_async_callback(connection.close)


async def _adopt(writer: aiosqlite.Connection, path: Path) -> None:
    """Make sure the file is ours and its schema this version's: migrations run in one transaction."""
    identity = await _identity(writer)
    schema.refuse_unknown(identity, path)
    # Fetched to its last row: a cursor left standing would keep the file locked against the readers.
    await writer.execute_fetchall("PRAGMA journal_mode = WAL")
    if identity.version == schema.VERSION:
        return
    await writer.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated in the meantime.
        identity = await _identity(writer)
        schema.refuse_unknown(identity, path)
        for migration in schema.MIGRATIONS[identity.version :]:
            for statement in schema.statements(migration):
                await writer.execute(statement)
        await writer.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        await writer.execute(f"PRAGMA user_version = {schema.VERSION}")
        await writer.execute("COMMIT")
    finally:
        if writer.in_transaction:
            await _finish(writer.rollback())


async def _identity(connection: aiosqlite.Connection) -> schema.Identity:
    rows = await connection.execute_fetchall(schema.IDENTITY)
    return schema.Identity(*next(iter(rows)))


async def _quiet(connection: aiosqlite.Connection) -> None:
    """Interrupt what runs on `connection` until nothing does.

    One interruption is not enough: it does nothing to a statement that is handed over but has not begun.
    """
    idle = asyncio.ensure_future(connection.execute_fetchall("SELECT 1"))
    while not idle.done():
        await connection.interrupt()
        await asyncio.wait({idle}, timeout=_QUIET_SECONDS)
    idle.exception()  # it may have been interrupted itself


async def _finish(step: Coroutine[Any, Any, T], on_cancel: Callable[[], object] | None = None) -> T:
    """Wait for `step` to its end even when cancelled meanwhile; then let the cancellation go on."""
    task = asyncio.ensure_future(step)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
            if on_cancel is not None:
                on_cancel()
    if cancelled is not None:
        raise cancelled from (None if task.cancelled() else task.exception())
    return task.result()


def _look(path: Path) -> None:
    """Make the directory, and refuse what SQLite would report less clearly, or change by opening it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageReadOnly(
            f"{path.parent} cannot be made",
            error.strerror or str(error),
            "name another directory with --data",
        ) from error
    try:
        _refuse_unfit(path)
    except OSError as error:
        # Older versions of Python ask for permission to look, newer ones take what is hidden for missing.
        raise StorageReadOnly(
            f"{path} cannot be reached",
            error.strerror or str(error),
            f"allow this user to enter {path.parent}, or name another directory with --data",
        ) from error


def _refuse_unfit(path: Path) -> None:
    if path.is_dir():
        raise StorageForeign(f"{path} cannot be opened", "it is a directory", "name another one with --data")
    if path.exists() and not os.access(path, os.W_OK):
        raise StorageReadOnly(
            f"{path} cannot be written",
            "this user may not",
            "change its permissions, or name another directory with --data",
        )
    if path.exists() and 0 < path.stat().st_size < _HEADER:
        # SQLite takes a file of one byte for an empty one.
        raise StorageForeign(f"{path} cannot be opened", "it is not a database", "move the file away")
    log = path.with_name(path.name + "-wal")
    if path.exists() and log.exists() and log.stat().st_size:
        # To close a connection that may write would move the log of whoever owns the file into it.
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            schema.refuse_unknown(schema.Identity(*connection.execute(schema.IDENTITY).fetchone()), path)
