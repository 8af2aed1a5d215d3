"""One writer and a few readers over one SQLite file.

A connection is one transaction at a time, so two coroutines that share one would commit and roll back each
other's rows. Here a single writer stands behind a lock, and every transaction ends before the lock is let
go: committed, or rolled back on any exit, cancellation included.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bot.errors import StorageForeign, StorageNewer, StorageReadOnly
from bot.storage.sqlite import schema
from bot.storage.sqlite.errors import translate

BUSY_TIMEOUT_MS = 10_000
READERS = 2
_CACHE_KIB = 8 * 1024

# synchronous FULL: a commit that was reported survives a power cut (NORMAL can lose the last ones).
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    "PRAGMA temp_store = MEMORY",
)


class Database:
    """The connections to one database file. Make it with `Database.open`, end it with `close`."""

    def __init__(self, path: Path, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection]) -> None:
        self.path = path
        self._writer = writer
        self._lock = asyncio.Lock()
        self._all_readers = readers
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for reader in readers:
            self._readers.put_nowait(reader)

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open the database at `path`, made if it is not there, and bring its schema up to date.

        Raises StorageForeign, StorageNewer, StorageCorrupt, StorageReadOnly, StorageFull or StorageBusy.
        """
        await asyncio.to_thread(_make_room, path)
        connections: list[aiosqlite.Connection] = []
        try:
            writer = await _connect(path, connections)
            await _adopt(writer, path)
            readers = [await _connect(path, connections, read_only=True) for _ in range(READERS)]
        except BaseException as error:
            # An aiosqlite connection left open would keep its thread, and with it the process, alive.
            for connection in connections:
                await _finish(connection.close())
            if isinstance(error, sqlite3.Error):
                raise translate(error, path) from error
            raise
        return cls(path, writer, readers)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """The writer inside BEGIN IMMEDIATE … COMMIT; all or nothing, whatever ends the block.

        IMMEDIATE, because a transaction that reads first and writes later fails at once when another process
        wrote in between, whatever the busy timeout says.
        """
        async with self._lock:
            try:
                # A cancelled await does not stop the statement on the connection's thread, so each step that
                # opens or ends the transaction is waited for to its end before cancellation goes on.
                await _finish(self._writer.execute("BEGIN IMMEDIATE"))
                yield self._writer
                await _finish(self._writer.execute("COMMIT"))
            except sqlite3.Error as error:
                raise translate(error, self.path) from error
            finally:
                if self._writer.in_transaction:
                    await _finish(self._writer.rollback())

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[aiosqlite.Connection]:
        """A connection that can only read, for as long as the block lasts."""
        connection = await self._readers.get()
        try:
            yield connection
        except sqlite3.Error as error:
            raise translate(error, self.path) from error
        except asyncio.CancelledError:
            # Nobody waits for the rows any more; a long search must not hold up the reader's next user.
            await _finish(connection.interrupt())
            raise
        finally:
            self._readers.put_nowait(connection)

    async def close(self) -> None:
        """Wait for the transaction under way, then close every connection."""
        async with self._lock:
            for connection in (*self._all_readers, self._writer):
                await _finish(connection.close())


async def _connect(
    path: Path, opened: list[aiosqlite.Connection], *, read_only: bool = False
) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    opened.append(connection)
    for pragma in _PRAGMAS:
        await connection.execute(pragma)
    if read_only:
        await connection.execute("PRAGMA query_only = ON")
    return connection


async def _adopt(writer: aiosqlite.Connection, path: Path) -> None:
    """Make sure the file is ours and its schema this version's: migrations run in one transaction."""
    application, version, tables = await _identity(writer)
    if application != schema.APPLICATION_ID and (application or version or tables):
        raise StorageForeign(
            f"{path} cannot be opened",
            "it is another program's database",
            "name another directory with --data, or move the file away",
        )
    if version > schema.VERSION:
        raise StorageNewer(
            f"{path} cannot be opened",
            f"a newer Warta wrote it (schema {version}, this one knows {schema.VERSION})",
            "update Warta, or restore a backup made by this version",
        )
    await writer.execute("PRAGMA journal_mode = WAL")
    if application == schema.APPLICATION_ID and version == schema.VERSION:
        return
    await writer.execute("BEGIN IMMEDIATE")
    try:
        # Read again under the lock: another process may have migrated in the meantime.
        _, version, _ = await _identity(writer)
        for migration in schema.MIGRATIONS[version:]:
            for statement in schema.statements(migration):
                await writer.execute(statement)
        await writer.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        await writer.execute(f"PRAGMA user_version = {schema.VERSION}")
        await writer.execute("COMMIT")
    finally:
        if writer.in_transaction:
            await _finish(writer.rollback())


async def _identity(connection: aiosqlite.Connection) -> tuple[int, int, int]:
    """Application id, schema version and number of tables of the file."""
    found: list[int] = []
    for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema"):
        rows = list(await connection.execute_fetchall(query))
        found.append(int(rows[0][0]))
    return found[0], found[1], found[2]


async def _finish(step: Coroutine[Any, Any, Any]) -> None:
    """Wait for `step` to its end even when cancelled meanwhile; then let the cancellation go on."""
    task = asyncio.ensure_future(step)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            if task.cancelled():
                raise
            cancelled = error
        except Exception:  # noqa: BLE001 - raised again below, by task.result()
            break
    if cancelled is not None:
        if not task.cancelled() and task.exception() is not None:
            raise cancelled from task.exception()
        raise cancelled
    task.result()


def _make_room(path: Path) -> None:
    """Make the directory, and refuse what SQLite would report less clearly."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageReadOnly(
            f"{path.parent} cannot be made",
            error.strerror or str(error),
            "name another directory with --data",
        ) from error
    if path.is_dir():
        raise StorageForeign(f"{path} cannot be opened", "it is a directory", "name another one with --data")
    if path.exists() and not os.access(path, os.W_OK):
        raise StorageReadOnly(
            f"{path} cannot be written",
            "this user may not",
            "change its permissions, or name another directory with --data",
        )
