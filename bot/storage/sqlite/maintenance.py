"""Keeping what is stored well: checks that see damage, and backups."""

import errno
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.domain import Finding
from bot.errors import StorageCorrupt, StorageError, StorageFull, StorageReadOnly
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

        Raises StorageError when `target` exists, its directory does not or it cannot be written.
        """
        try:
            # One job from beginning to end: a cancellation waits until it has tidied up.
            await self._database.apart(lambda connection: _write(connection, target))
        except OSError as error:
            raise _unwritable(target, error) from error


def _version_finding() -> Finding:
    version = sqlite3.sqlite_version
    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        # A rare risk that the person can lower, not damage to what is stored: so not a failure.
        advice = "3.51.3, 3.50.7 and 3.44.6 repair it; back up often"
        return Finding("SQLite", True, f"{version} has the WAL-reset bug; {advice}")
    return Finding("SQLite", True, version)


def _unwritable(target: Path, error: OSError) -> StorageError:
    kind: type[StorageError] = StorageError
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        kind = StorageFull
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT}:
        kind = StorageReadOnly
    return kind(f"{target} cannot be written", error.strerror or str(error), "name another file")


def _write(connection: sqlite3.Connection, target: Path) -> None:
    _refuse_existing(target)
    if not target.parent.is_dir():
        raise StorageError(f"{target.parent} is not a directory", todo="make it first")
    # A directory rather than a file: the copy in it gets the permissions of any new file, not those of a
    # temporary one, and no name of somebody else's can be meant.
    with tempfile.TemporaryDirectory(
        ".partial", "warta-backup-", target.parent, ignore_cleanup_errors=True
    ) as directory:
        partial = Path(directory, "copy.db")
        _copy(connection, partial, target)
        _publish(partial, target)


def _copy(connection: sqlite3.Connection, partial: Path, target: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(partial),))
    except sqlite3.Error as error:
        known = translate(error, target)
        if isinstance(known, StorageFull | StorageReadOnly):
            raise known from error  # it is the copy that found no room, not the database
        raise


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise _existing(target)


def _existing(target: Path) -> StorageError:
    return StorageError(f"{target} exists already", todo="name a new file")


def _publish(partial: Path, target: Path) -> None:
    """Give the finished file its name once its bytes are on the disk."""
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        os.link(partial, target)  # unlike a rename, never in place of a file that came in between
    except FileExistsError as error:
        raise _existing(target) from error
    except OSError:
        # FAT and some shares know no links; a real trouble comes again from the rename.
        _refuse_existing(target)
        partial.rename(target)
