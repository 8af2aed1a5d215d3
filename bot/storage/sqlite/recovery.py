"""Putting a backup back in place of a database, damaged or not, without losing the former one."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.errors import NotFound, StorageBusy, StorageCorrupt, StorageError, StorageForeign, StorageNewer
from bot.storage.sqlite import schema
from bot.storage.sqlite.connection import BUSY_TIMEOUT_MS
from bot.storage.sqlite.errors import translate


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Replace the database at `path` by `backup`; returns where the former one was kept.

    The new contents arrive in one transaction of SQLite's own, so other processes see the old or the new.
    Raises NotFound, StorageForeign, StorageNewer, StorageCorrupt (the backup), StorageBusy, StorageFull.
    """
    if not backup.is_file():
        raise NotFound(f"{backup} cannot be restored", "there is no such file", "name a backup of Warta's")
    try:
        # immutable: a backup on read-only media opens, and no -wal file appears beside it.
        with closing(sqlite3.connect(f"{backup.resolve().as_uri()}?immutable=1", uri=True)) as source:
            _verify(source, backup)
            kept = _set_aside(path, now)
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)) as target:
                target.execute("PRAGMA synchronous = FULL")
                source.backup(target)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    return kept


def _verify(source: sqlite3.Connection, backup: Path) -> None:
    todo = "name a backup made by `warta backup`"
    try:
        (application,) = source.execute("PRAGMA application_id").fetchone()
        (version,) = source.execute("PRAGMA user_version").fetchone()
        if application != schema.APPLICATION_ID:
            raise StorageForeign(f"{backup} cannot be restored", "it is not a backup of Warta's", todo)
        if version > schema.VERSION:
            raise StorageNewer(f"{backup} cannot be restored", "a newer Warta wrote it", "update Warta")
        (verdict,) = source.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise StorageForeign(f"{backup} cannot be restored", str(error), todo) from error
    if verdict != "ok":
        raise StorageCorrupt(f"{backup} cannot be restored", f"it is damaged ({verdict})", todo)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep the database at `path` under another name: a copy while it is sound, else the very files."""
    if not path.exists():
        return None
    kept = path.with_name(f"{path.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    if kept.exists():
        raise StorageError(f"{kept} exists already", todo="try again in a second")
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)) as former:
            former.execute("BEGIN IMMEDIATE")
            former.execute("ROLLBACK")
            former.execute("VACUUM INTO ?", (str(kept),))
    except sqlite3.Error as error:
        if isinstance(translate(error, path), StorageBusy):
            raise
        kept.unlink(missing_ok=True)
        for suffix in ("", "-wal", "-shm"):
            file = path.with_name(path.name + suffix)
            if file.exists():
                file.rename(kept.with_name(kept.name + suffix))
    return kept
