"""Putting a backup back in place of a database, damaged or not, without losing the former one."""

import os
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.errors import (
    NotFound,
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageForeign,
    StorageNewer,
    StorageReadOnly,
)
from bot.storage.sqlite import connection, schema
from bot.storage.sqlite.errors import translate, translated

_FILES = ("", "-wal", "-shm")


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Replace the database at `path` by `backup`; returns where the former one was kept.

    The new contents arrive in one transaction of SQLite's own, so other processes see the old or the new.
    Raises NotFound, StorageForeign, StorageNewer, StorageCorrupt, StorageError (the backup), StorageBusy,
    StorageFull, StorageReadOnly; the database is then what it was.
    """
    _refuse_unreadable(backup)
    if _exists(path) and path.samefile(backup):
        raise StorageError(f"{backup} is the database itself", todo="name a backup of it")
    # immutable: a backup on read-only media opens, and no -wal file appears beside it. But a file copied by
    # hand may have its last commits in a -wal file, which immutable would pass over.
    log = backup.with_name(backup.name + "-wal")
    mode = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    try:
        opened = sqlite3.connect(f"{backup.resolve().as_uri()}?{mode}", uri=True)
    except (sqlite3.Error, OSError) as error:
        raise _unreadable(backup, str(error)) from error
    with closing(opened) as source:
        _verify(source, backup)
        with translated(path):
            _make_directory(path.parent)
            kept = _set_aside(path, now)
            with closing(_connect(path)) as target:
                target.execute("PRAGMA synchronous = FULL")
                source.backup(target, progress=_patience(path))
    return kept


def _refuse_unreadable(backup: Path) -> None:
    todo = "name a backup of Warta's"
    try:
        mode = backup.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound(f"{backup} cannot be restored", "there is no such file", todo) from error
    except OSError as error:
        # Most often a directory on the way that this user may not enter.
        raise _unreadable(backup, error.strerror or str(error)) from error
    if stat.S_ISDIR(mode):
        raise NotFound(f"{backup} cannot be restored", "it is a directory", todo)
    if not stat.S_ISREG(mode):
        raise NotFound(f"{backup} cannot be restored", "it is not a regular file", todo)
    if not os.access(backup, os.R_OK):
        raise _unreadable(backup, "this user may not")


def _unreadable(backup: Path, why: str) -> StorageError:
    return StorageError(
        f"{backup} cannot be read", why, "allow this user to read it, or copy it to where this user may"
    )


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise StorageReadOnly(
            f"{path} cannot be reached",
            error.strerror or str(error),
            f"allow this user to enter {path.parent}, or name another directory with --data",
        ) from error


def _verify(source: sqlite3.Connection, backup: Path) -> None:
    todo = "name a backup made by `warta backup`"
    try:
        identity = schema.Identity(*source.execute(schema.IDENTITY).fetchone())
        if identity.application != schema.APPLICATION_ID:
            raise StorageForeign(f"{backup} cannot be restored", "it is not a backup of Warta's", todo)
        if identity.version > schema.VERSION:
            raise StorageNewer(f"{backup} cannot be restored", "a newer Warta wrote it", "update Warta")
        (verdict,) = source.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
            # Opening is put off until the first read; a log beside the backup may be refused there too.
            raise _unreadable(backup, str(error)) from error
        raise StorageForeign(f"{backup} cannot be restored", str(error), todo) from error
    if verdict != "ok":
        raise StorageCorrupt(f"{backup} cannot be restored", f"it is damaged ({verdict})", todo)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{directory} cannot be made", error.strerror or str(error)) from error


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep the database at `path` under another name: a copy while it is sound, else the very files."""
    if not _exists(path):
        return None
    kept = path.with_name(f"{path.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    if kept.exists():
        raise StorageError(f"{kept} exists already", todo="try again in a second")
    try:
        with closing(_connect(path)) as former:
            former.execute("BEGIN IMMEDIATE")
            former.execute("ROLLBACK")
            former.execute("VACUUM INTO ?", (str(kept),))
    except sqlite3.Error as error:
        kept.unlink(missing_ok=True)
        if not isinstance(translate(error, path), StorageCorrupt | StorageForeign):
            # No room, no permission or somebody writing: the database itself may be sound, so it stays.
            raise
        for suffix in _FILES:
            file = path.with_name(path.name + suffix)
            if file.exists():
                file.rename(kept.with_name(kept.name + suffix))
    return kept


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=connection.BUSY_TIMEOUT_MS / 1000)


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """Ends a copy that waits for another process: Python itself would try again for ever."""
    deadline = time.monotonic() + connection.BUSY_TIMEOUT_MS / 1000

    def look(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > deadline:
            raise StorageBusy(f"{path} is busy", "another process is writing to it", "try again")

    return look
