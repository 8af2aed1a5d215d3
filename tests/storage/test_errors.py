"""What the disk and other processes do to a database, and what a person is told about it."""

import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.domain import LOCAL, Add, Counts
from bot.errors import (
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageForeign,
    StorageFull,
    StorageReadOnly,
)
from bot.storage.sqlite import connection
from bot.storage.sqlite.errors import translate, translated
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import any_of, ferry

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a test is."""
    return tmp_path / "warta.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[SqliteStore]:
    """A store with ten articles."""
    opened = await SqliteStore.open(path, FrozenClock())
    await add(opened, range(10))
    yield opened
    await opened.close()


async def add(store: SqliteStore, numbers: range) -> None:
    """Store one article a number, all in one transaction."""
    source = await store.library(LOCAL)
    await store.save_intents(source, [Add(ferry(number).draft()) for number in numbers])


async def findings(path: Path) -> dict[str, bool]:
    """What a check of the database at `path` finds well, by name."""
    store = await SqliteStore.open(path, FrozenClock())
    try:
        return {finding.name: finding.ok for finding in await store.check()}
    finally:
        await store.close()


def is_one_line(error: StorageError) -> bool:
    """Whether the error can be shown to a person: one line, with what to do."""
    return "\n" not in str(error) and bool(error.what) and bool(error.todo)


def overwrite(path: Path, first: int, pages: int) -> None:
    """Write nonsense over some pages of the file."""
    with path.open("r+b") as file:
        file.seek(first * PAGE)
        file.write(b"\xa5" * PAGE * pages)


# -- room ------------------------------------------------------------------------------------------------


async def test_a_full_disk_loses_nothing_that_was_stored(store: SqliteStore) -> None:
    writer = store._database._writer
    ((pages,),) = await writer.execute_fetchall("PRAGMA page_count")
    await writer.execute_fetchall(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageFull, match="nothing stored was lost") as caught:
        await add(store, range(10, 200))
    assert is_one_line(caught.value)
    assert await store.counts(LOCAL) == Counts(10, 40)
    assert len(await store.search(any_of("kapal9x", "kapal10x", "kapal150x"), LOCAL, 9)) == 1
    await writer.execute_fetchall("PRAGMA max_page_count = 1000000")
    await add(store, range(10, 200))
    assert await store.counts(LOCAL) == Counts(200, 800)
    assert [finding.detail for finding in await store.check() if not finding.ok] == []


# -- permission --------------------------------------------------------------------------------------------


async def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file" / "warta.db", tmp_path / "file" / "deeper" / "warta.db"):
        with pytest.raises(StorageReadOnly) as caught:
            await SqliteStore.open(place, FrozenClock())
        assert is_one_line(caught.value)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody can write")
async def test_a_file_system_that_takes_no_files() -> None:
    with pytest.raises(StorageReadOnly) as caught:
        await SqliteStore.open(Path("/proc/self/warta.db"), FrozenClock())
    assert is_one_line(caught.value)


async def test_a_file_that_this_user_may_not_write_as_told_by_the_system(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Permissions do not bind root, so what the system says is made up here.
    await (await SqliteStore.open(path, FrozenClock())).close()
    path.chmod(stat.S_IRUSR)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StorageReadOnly, match="this user may not") as caught:
        await SqliteStore.open(path, FrozenClock())
    assert is_one_line(caught.value)


async def test_a_write_refused_by_sqlite(store: SqliteStore) -> None:
    # SQLITE_READONLY from a connection that may not write, in place of a disk that became read-only.
    await store._database._writer.execute_fetchall("PRAGMA query_only = ON")
    with pytest.raises(StorageReadOnly) as caught:
        await add(store, range(10, 12))
    assert is_one_line(caught.value)
    assert await store.counts(LOCAL) == Counts(10, 40)


# -- other processes ---------------------------------------------------------------------------------------


async def test_somebody_who_writes_for_too_long(
    path: Path, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.close()
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60)
    impatient = await SqliteStore.open(path, FrozenClock())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageBusy, match="Try again") as caught:
            await add(impatient, range(10, 12))
        assert is_one_line(caught.value)
        # Who only reads is not held up.
        assert await impatient.counts(LOCAL) == Counts(10, 40)
        found = {finding.name: finding for finding in await impatient.check()}
        assert not found["index"].ok
        assert "restore" not in found["index"].detail
        other.execute("ROLLBACK")
    await add(impatient, range(10, 12))
    assert await impatient.counts(LOCAL) == Counts(12, 48)
    await impatient.close()


async def test_a_new_file_that_somebody_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_MS", 60)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageBusy):
            await SqliteStore.open(path, FrozenClock())
    await (await SqliteStore.open(path, FrozenClock())).close()


# -- damage ------------------------------------------------------------------------------------------------


async def grown(path: Path) -> int:
    """Make a closed database of some hundred pages; how many."""
    store = await SqliteStore.open(path, FrozenClock())
    for first in range(0, 400, 100):
        await add(store, range(first, first + 100))
    await store.close()
    return path.stat().st_size // PAGE


async def test_damaged_pages_are_reported_by_reads_and_by_the_check(path: Path) -> None:
    pages = await grown(path)
    # Behind the schema, which stands in the first pages: without it nothing can be opened.
    overwrite(path, pages // 2, pages * 3 // 4)
    store = await SqliteStore.open(path, FrozenClock())
    errors = []
    for number in range(1, 401):
        try:
            await store.sentences(LOCAL, number)
        except StorageCorrupt as error:
            errors.append(error)
    assert errors
    assert all(is_one_line(error) and "warta restore" in str(error) for error in errors)
    found = {finding.name: finding for finding in await store.check()}
    assert not found["database"].ok
    assert not found["contents"].ok
    assert all("restore" in one.detail and "\n" not in one.detail for one in found.values() if not one.ok)
    await store.close()


async def test_a_truncated_file_is_noticed(path: Path) -> None:
    pages = await grown(path)
    with path.open("r+b") as file:
        file.truncate(pages // 2 * PAGE)
    with pytest.raises(StorageCorrupt) as caught:
        await findings(path)
    assert is_one_line(caught.value)


async def test_a_file_cut_inside_its_first_page_is_refused(path: Path) -> None:
    await grown(path)
    with path.open("r+b") as file:
        file.truncate(600)
    with pytest.raises((StorageCorrupt, StorageForeign)) as caught:
        await SqliteStore.open(path, FrozenClock())
    assert is_one_line(caught.value)


async def test_text_that_is_not_text_any_more(path: Path, store: SqliteStore) -> None:
    words = b"Dermaga dibuka lagi untuk kapal7x"
    await store.close()
    contents = path.read_bytes()
    assert words in contents
    path.write_bytes(contents.replace(words, b"\xff" * len(words)))
    assert await findings(path) == {"SQLite": True, "database": True, "index": True, "contents": False}
    damaged = await SqliteStore.open(path, FrozenClock())
    with pytest.raises(StorageCorrupt, match="not text any more") as caught:
        await damaged.sentences(LOCAL, 8)
    assert is_one_line(caught.value)
    assert len(await damaged.sentences(LOCAL, 7)) == 4
    await damaged.close()


# -- the translation itself --------------------------------------------------------------------------------


def driver_error(code: int) -> sqlite3.OperationalError:
    """An error of the driver with one of SQLite's extended result codes."""
    error: Any = sqlite3.OperationalError("as SQLite says")
    error.sqlite_errorcode = code
    return error  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_NOTADB, StorageForeign),
        (sqlite3.SQLITE_CORRUPT_VTAB, StorageCorrupt),
        (sqlite3.SQLITE_FULL, StorageFull),
        (sqlite3.SQLITE_READONLY_DBMOVED, StorageReadOnly),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, StorageReadOnly),
        (sqlite3.SQLITE_PERM, StorageReadOnly),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageBusy),
        (sqlite3.SQLITE_LOCKED, StorageBusy),
        (sqlite3.SQLITE_PROTOCOL, StorageBusy),
        (sqlite3.SQLITE_IOERR_FSYNC, StorageError),
    ],
)
def test_every_trouble_has_its_error(path: Path, code: int, expected: type[StorageError]) -> None:
    error = translate(driver_error(code), path)
    assert type(error) is expected
    assert is_one_line(error)
    assert str(path) in str(error)


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_MISUSE]
)
def test_a_bug_stays_what_it_is(path: Path, code: int) -> None:
    error = driver_error(code)
    with pytest.raises(sqlite3.OperationalError) as caught, translated(path):
        raise error
    assert caught.value is error
    assert caught.value.__cause__ is None
