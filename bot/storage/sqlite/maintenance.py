"""Keeping what is stored well: checks that see damage, and backups."""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from bot.domain import Finding
from bot.errors import StorageCorrupt, StorageError, StorageFull, StorageReadOnly, UsageError
from bot.storage.sqlite.checks import check_contents, check_file, check_index
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.errors import translate

# The WAL-reset bug (3.7.0 to 3.51.2) can damage a database under rare timing; these carry the repair.
_REPAIRED = ((3, 44, 6), (3, 50, 7))
_REPAIRED_SINCE = (3, 51, 3)
_TODO = "restore the last backup with `warta restore FILE`"


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether SQLite `version` can damage a database through the WAL-reset bug."""
    if version >= _REPAIRED_SINCE:
        return False
    return not any(version[:2] == good[:2] and version >= good for good in _REPAIRED)


class Maintenance:
    """The port's MaintenanceStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def check(self) -> list[Finding]:
        """Integrity of the file, of the references, of both indexes and of every stored word."""
        findings = [_version_finding()]
        for name, step in (("database", check_file), ("index", check_index), ("contents", check_contents)):
            findings.append(await self._check(name, step))
        return findings

    async def _check(self, name: str, step: Callable[[sqlite3.Connection], tuple[str, bool]]) -> Finding:
        try:
            detail, ok = await self._database.apart(step)
        except StorageCorrupt as error:
            detail, ok = error.why, False
        except StorageError as error:
            return Finding(name, False, f"could not be checked: {error}")
        except sqlite3.Error as error:
            # Damage to the schema or to an index's own tables looks like wrong SQL.
            detail, ok = str(error), False
        return Finding(name, ok, detail if ok else f"{detail}; {_TODO}")

    async def backup(self, target: Path) -> None:
        """Write a complete, compact copy to `target`, a new file; it appears whole or not at all.

        Raises UsageError when `target` exists or its directory does not, StorageError when it cannot be
        written.
        """
        try:
            partial = await asyncio.to_thread(_partial_file, target)
            try:
                await self._database.apart(lambda connection: _copy(connection, partial))
                await asyncio.to_thread(_publish, partial, target)
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"{target} cannot be written", error.strerror or str(error), "name another file"
            ) from error


def _version_finding() -> Finding:
    version = sqlite3.sqlite_version
    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        # A rare risk that the person can lower, not damage to what is stored: so not a failure.
        advice = "3.51.3, 3.50.7 and 3.44.6 repair it; back up often"
        return Finding("SQLite", True, f"{version} has the WAL-reset bug; {advice}")
    return Finding("SQLite", True, version)


def _copy(connection: sqlite3.Connection, partial: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(partial),))
    except sqlite3.Error as error:
        known = translate(error, partial)
        if isinstance(known, StorageFull | StorageReadOnly):
            raise known from error  # it is the copy that found no room, not the database
        raise


def _partial_file(target: Path) -> Path:
    _refuse_existing(target)
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent} is not a directory", todo="make it first")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    return partial


def _refuse_existing(target: Path) -> None:
    if target.exists():
        raise UsageError(f"{target} exists already", todo="name a new file")


def _publish(partial: Path, target: Path) -> None:
    """Give the finished file its name once its bytes are on the disk."""
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _refuse_existing(target)
    partial.rename(target)
