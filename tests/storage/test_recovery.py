"""Restoring: the backup is there, the former database is not lost, and a bad backup changes nothing."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add
from bot.errors import (
    NotFound,
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageForeign,
    StorageFull,
    StorageNewer,
)
from bot.storage.sqlite import connection, recovery, schema
from bot.storage.sqlite.recovery import restore
from bot.storage.sqlite.store import SqliteStore
from tests.clock import NOON, FrozenClock
from tests.drafts import ferry


async def add(path: Path, numbers: range) -> None:
    """Store one article a number in the database at `path`."""
    store = await SqliteStore.open(path, FrozenClock())
    source = await store.library(LOCAL)
    await store.save_intents(source, [Add(ferry(number).draft()) for number in numbers])
    await store.close()


async def titles(path: Path) -> set[str]:
    """The headlines in the database at `path`, which must be sound."""
    store = await SqliteStore.open(path, FrozenClock())
    try:
        assert [finding.detail for finding in await store.check() if not finding.ok] == []
        return {one.title for one in await store.articles(LOCAL, limit=1000)}
    finally:
        await store.close()


def ferries(numbers: range) -> set[str]:
    """The headlines of these articles."""
    return {ferry(number).title for number in numbers}


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """A backup with five articles."""
    path, target = tmp_path / "elsewhere.db", tmp_path / "backup.db"
    await add(path, range(5))
    store = await SqliteStore.open(path, FrozenClock())
    await store.backup(target)
    await store.close()
    path.unlink()
    return target


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is, in a directory of its own that is not there yet."""
    return tmp_path / "data" / "warta.db"


def contents(directory: Path) -> dict[str, bytes]:
    """Every file of a directory, byte for byte."""
    return {file.name: file.read_bytes() for file in directory.iterdir()}


# -- a good backup -----------------------------------------------------------------------------------------


async def test_restoring_where_nothing_is(backup: Path, path: Path) -> None:
    before = backup.read_bytes()
    assert restore(backup, path, NOON) is None
    assert await titles(path) == ferries(range(5))
    assert backup.read_bytes() == before
    assert not list(backup.parent.glob("backup.db-*"))


async def test_restoring_over_a_sound_database_keeps_it(backup: Path, path: Path) -> None:
    await add(path, range(10, 40))
    kept = restore(backup, path, NOON)
    assert kept == path.with_name("warta.db.before-restore-20250314-120000")
    assert await titles(path) == ferries(range(5))
    assert await titles(kept) == ferries(range(10, 40))
    again = restore(kept, path, NOON + timedelta(seconds=1))
    assert again is not None
    assert await titles(path) == ferries(range(10, 40))


async def test_what_only_the_log_holds_is_kept_too(backup: Path, path: Path, tmp_path: Path) -> None:
    # As after a crash: the last articles are in the -wal file only.
    living = tmp_path / "living.db"
    await add(living, range(10, 12))
    store = await SqliteStore.open(living, FrozenClock())
    await store.save_intents(await store.library(LOCAL), [Add(ferry(12).draft())])
    path.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{living}{suffix}", f"{path}{suffix}")
    await store.close()
    kept = restore(backup, path, NOON)
    assert kept is not None
    assert await titles(path) == ferries(range(5))
    assert await titles(kept) == ferries(range(10, 13))


async def test_a_copy_made_by_hand_is_restored_with_its_log(path: Path, tmp_path: Path) -> None:
    living, copy = tmp_path / "living.db", tmp_path / "copy.db"
    await add(living, range(3))
    store = await SqliteStore.open(living, FrozenClock())
    await store.save_intents(await store.library(LOCAL), [Add(ferry(3).draft())])
    for suffix in ("", "-wal"):
        shutil.copy(f"{living}{suffix}", f"{copy}{suffix}")
    await store.close()
    restore(copy, path, NOON)
    assert await titles(path) == ferries(range(4))


@pytest.mark.parametrize("damage", ["pages", "text", "short"])
async def test_restoring_over_a_damaged_database_keeps_its_files(
    backup: Path, path: Path, damage: str
) -> None:
    await add(path, range(10, 60))
    whole = path.read_bytes()
    former = {
        "pages": whole[:100] + b"\xa5" * (len(whole) - 100),
        "text": b"no database at all\n" * 99,
        "short": whole[: len(whole) // 2],
    }[damage]
    path.write_bytes(former)
    path.with_name("warta.db-wal").write_bytes(b"left behind")
    kept = restore(backup, path, NOON)
    assert kept is not None
    assert kept.read_bytes() == former
    assert await titles(path) == ferries(range(5))


async def test_others_that_read_meanwhile_see_the_old_or_the_new(backup: Path, path: Path) -> None:
    await add(path, range(10, 20))
    store = await SqliteStore.open(path, FrozenClock())
    count = "SELECT count(*) FROM articles"
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute(count).fetchone() == (10,)
        restore(backup, path, NOON)
        assert reader.execute(count).fetchone() == (10,)
        reader.execute("COMMIT")
        assert reader.execute(count).fetchone() == (5,)
    assert {one.title for one in await store.articles(LOCAL, limit=99)} == ferries(range(5))
    await store.save_intents(await store.library(LOCAL), [Add(ferry(77).draft())])
    await store.close()
    assert await titles(path) == ferries(range(5)) | {ferry(77).title}


# -- a bad one, or a bad moment ----------------------------------------------------------------------------


def spoil(backup: Path, how: str) -> None:
    """Make something else of a backup."""
    if how == "missing":
        backup.unlink()
    elif how == "directory":
        backup.unlink()
        backup.mkdir()
    elif how == "text":
        backup.write_text("shopping: rice, tea\n" * 50)
    elif how == "empty":
        backup.write_bytes(b"")
    elif how == "truncated":
        os.truncate(backup, backup.stat().st_size // 2)
    elif how == "damaged":
        whole = backup.read_bytes()
        half = len(whole) // 2
        backup.write_bytes(whole[:half] + b"\xa5" * 8192 + whole[half + 8192 :])
    else:
        pragma = "application_id = 7" if how == "foreign" else f"user_version = {schema.VERSION + 1}"
        with closing(sqlite3.connect(backup)) as connection:
            connection.execute(f"PRAGMA {pragma}")


@pytest.mark.parametrize(
    ("how", "error"),
    [
        ("missing", NotFound),
        ("directory", NotFound),
        ("text", StorageForeign),
        ("empty", StorageForeign),
        ("foreign", StorageForeign),
        ("newer", StorageNewer),
        ("truncated", (StorageForeign, StorageCorrupt)),
        ("damaged", (StorageForeign, StorageCorrupt)),
    ],
)
async def test_a_bad_backup_changes_nothing(
    backup: Path, path: Path, how: str, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    await add(path, range(10, 20))
    spoil(backup, how)
    before = contents(path.parent)
    with pytest.raises(error) as caught:
        restore(backup, path, NOON)
    assert contents(path.parent) == before
    assert str(backup) in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_the_database_is_no_backup_of_itself(path: Path) -> None:
    await add(path, range(10, 20))
    before = contents(path.parent)
    with pytest.raises(StorageError, match="the database itself"):
        restore(path, path, NOON)
    assert contents(path.parent) == before


async def test_twice_in_one_second_overwrites_nothing(backup: Path, path: Path) -> None:
    await add(path, range(10, 20))
    kept = restore(backup, path, NOON)
    assert kept is not None
    with pytest.raises(StorageError, match="exists already"):
        restore(backup, path, NOON)
    assert await titles(kept) == ferries(range(10, 20))


async def test_nothing_is_restored_while_somebody_writes(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(path, range(10, 20))
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy):
            restore(backup, path, NOON)
        other.execute("ROLLBACK")
    assert [file.name for file in path.parent.iterdir()] == ["warta.db"]
    assert await titles(path) == ferries(range(10, 20))


async def test_somebody_who_begins_to_write_in_between_is_not_waited_for_without_end(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(path, range(10, 20))
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def in_between(*_: object) -> None:
            other.execute("BEGIN IMMEDIATE")

        monkeypatch.setattr(recovery, "_set_aside", in_between)
        with pytest.raises(StorageBusy):
            restore(backup, path, NOON)
        other.execute("ROLLBACK")
    assert await titles(path) == ferries(range(10, 20))


async def test_without_room_for_the_former_database_it_stays(
    backup: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(path, range(10, 20))
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    real = recovery._connect

    class Full:
        """A connection whose copies find the disk full."""

        def __init__(self, path: Path) -> None:
            self._connection = real(path)

        def execute(self, statement: str, *parameters: object) -> None:
            if statement.startswith("VACUUM"):
                raise full
            self._connection.execute(statement)

        def close(self) -> None:
            self._connection.close()

    monkeypatch.setattr(recovery, "_connect", Full)
    with pytest.raises(StorageFull):
        restore(backup, path, NOON)
    assert [file.name for file in path.parent.iterdir()] == ["warta.db"]
    assert await titles(path) == ferries(range(10, 20))


async def test_a_directory_that_cannot_be_made(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        restore(backup, tmp_path / "file" / "warta.db", NOON)
