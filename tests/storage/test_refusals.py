"""What this user may not read, and a disk without room, are told in one line with advice.

Permissions do not bind root, so what the system says is made up here.
"""

import errno
import os
import shutil
import sqlite3
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.errors import NotFound, StorageError, StorageFull, StorageReadOnly
from bot.storage.sqlite.errors import translate
from bot.storage.sqlite.recovery import restore
from bot.storage.sqlite.store import SqliteStore
from tests.clock import NOON, FrozenClock

MIB = 1 << 20


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """A backup of an empty database, in a directory of its own."""
    (tmp_path / "copies").mkdir()
    target = tmp_path / "copies" / "copy.db"
    store = await SqliteStore.open(tmp_path / "elsewhere.db", FrozenClock())
    await store.backup(target)
    await store.close()
    return target


def hide(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system refuse to look into `directory`, as it does a user who may not enter it."""
    look = os.stat

    def refuse(path: Any, *args: Any, **named: Any) -> os.stat_result:
        if isinstance(path, Path | str) and directory in Path(path).parents:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path, *args, **named)

    monkeypatch.setattr(os, "stat", refuse)
    monkeypatch.setattr(Path, "stat", lambda self, **named: refuse(self, **named))
    monkeypatch.setattr(Path, "exists", lambda self, **_: bool(refuse(self)))
    monkeypatch.setattr(Path, "is_dir", lambda self, **_: stat.S_ISDIR(refuse(self).st_mode))


def is_told(error: StorageError | NotFound, path: Path) -> bool:
    """Whether the error is one line that names `path` and says what to do."""
    return str(path) in error.what and bool(error.why) and bool(error.todo) and "\n" not in str(error)


# -- restoring ---------------------------------------------------------------------------------------------


async def test_a_backup_that_may_not_be_read(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageError, match="cannot be read: this user may not") as caught:
        restore(backup, tmp_path / "data" / "warta.db", NOON)
    assert is_told(caught.value, backup)
    assert not (tmp_path / "data").exists()


async def test_a_backup_in_a_directory_that_may_not_be_entered(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(backup.parent, monkeypatch)
    with pytest.raises(StorageError, match="cannot be read: Permission denied") as caught:
        restore(backup, tmp_path / "data" / "warta.db", NOON)
    assert is_told(caught.value, backup)


@pytest.mark.parametrize("late", [False, True], ids=["at once", "at the first read"])
async def test_a_backup_that_sqlite_may_not_open(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    refused = sqlite3.OperationalError("unable to open database file")
    refused.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN

    class Refused:
        """A connection that fails when it is used."""

        def execute(self, *_: object) -> None:
            raise refused

        def close(self) -> None:
            pass

    def connect(*_: object, **__: object) -> Refused:
        if late:
            return Refused()
        raise refused

    monkeypatch.setattr(sqlite3, "connect", connect)
    with pytest.raises(StorageError, match="cannot be read: unable to open") as caught:
        restore(backup, tmp_path / "data" / "warta.db", NOON)
    assert type(caught.value) is StorageError
    assert is_told(caught.value, backup)


async def test_a_directory_is_called_one(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="it is a directory") as caught:
        restore(backup.parent, tmp_path / "data" / "warta.db", NOON)
    assert is_told(caught.value, backup.parent)


async def test_a_database_out_of_reach_is_not_restored(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "warta.db"
    hide(path.parent, monkeypatch)
    with pytest.raises(StorageReadOnly, match="cannot be reached") as caught:
        restore(backup, path, NOON)
    assert is_told(caught.value, path)


# -- opening -----------------------------------------------------------------------------------------------


async def test_a_database_in_a_directory_that_may_not_be_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "warta.db"
    path.parent.mkdir()
    hide(path.parent, monkeypatch)
    with pytest.raises(StorageReadOnly, match="cannot be reached: Permission denied") as caught:
        await SqliteStore.open(path, FrozenClock())
    assert is_told(caught.value, path)


# -- room --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "free", "expected"),
    [
        (sqlite3.SQLITE_IOERR_WRITE, 0, StorageFull),
        (sqlite3.SQLITE_IOERR_FSYNC, MIB - 1, StorageFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, 4096, StorageFull),
        (sqlite3.SQLITE_IOERR_WRITE, 20 * MIB, StorageError),
        # A disk that cannot be read is no fuller for it.
        (sqlite3.SQLITE_IOERR_READ, 0, StorageError),
    ],
)
def test_an_input_output_error_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, free: int, expected: type[StorageError]
) -> None:
    asked: list[Path] = []

    def usage(path: Path) -> SimpleNamespace:
        asked.append(path)
        return SimpleNamespace(total=100 * MIB, used=100 * MIB - free, free=free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    known = translate(error, tmp_path / "warta.db")
    assert type(known) is expected
    assert set(asked) <= {tmp_path}


def test_a_disk_that_says_nothing_is_not_called_full(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
    assert type(translate(error, tmp_path / "gone" / "warta.db")) is StorageError
