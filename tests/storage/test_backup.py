"""A backup touches no file but its own, and its refusals are about the disk, not about the command."""

import errno
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add
from bot.errors import StorageError, StorageFull
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import ferry


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the backup goes: a directory of its own."""
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies" / "copy.db"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store with ten articles."""
    opened = await SqliteStore.open(tmp_path / "warta.db", FrozenClock())
    await opened.save_intents(
        await opened.library(LOCAL), [Add(ferry(number).draft()) for number in range(10)]
    )
    yield opened
    await opened.close()


def names(directory: Path) -> list[str]:
    """What lies in a directory."""
    return sorted(file.name for file in directory.iterdir())


async def articles(path: Path) -> int:
    """How many articles the database at `path` has."""
    opened = await SqliteStore.open(path, FrozenClock())
    try:
        return (await opened.counts(LOCAL)).articles
    finally:
        await opened.close()


async def test_a_file_that_looks_half_written_is_somebodys(store: SqliteStore, target: Path) -> None:
    mine = target.with_name("copy.db.partial")
    mine.write_text("mine")
    await store.backup(target)
    assert mine.read_text() == "mine"
    assert names(target.parent) == ["copy.db", "copy.db.partial"]
    assert await articles(target) == 10


async def test_a_file_that_comes_in_between_is_not_overwritten(
    store: SqliteStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def in_between(source: Path, name: Path) -> None:
        target.write_text("mine")
        link(source, name)

    monkeypatch.setattr(os, "link", in_between)
    with pytest.raises(StorageError, match="exists already"):
        await store.backup(target)
    assert target.read_text() == "mine"
    assert names(target.parent) == ["copy.db"]


async def test_a_link_to_nowhere_is_a_file_too(store: SqliteStore, target: Path) -> None:
    target.symlink_to("nowhere.db")
    with pytest.raises(StorageError, match="exists already"):
        await store.backup(target)
    assert names(target.parent) == ["copy.db"]


async def test_a_file_system_without_links_takes_a_backup(
    store: SqliteStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsupported(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unsupported)
    await store.backup(target)
    assert names(target.parent) == ["copy.db"]
    assert await articles(target) == 10


async def test_a_backup_has_the_permissions_of_any_new_file(store: SqliteStore, target: Path) -> None:
    (plain := target.with_name("plain")).touch()
    await store.backup(target)
    # SQLite asks for 0644, a plain file for 0666, and the umask takes from both.
    assert target.stat().st_mode == plain.stat().st_mode & ~0o022


async def test_a_name_as_long_as_names_may_be(store: SqliteStore, target: Path) -> None:
    longest = target.with_name("k" * 255)
    await store.backup(longest)
    assert names(target.parent) == [longest.name]


async def test_no_room_for_the_first_byte_is_a_full_disk(
    store: SqliteStore, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "mkdir", full)
    with pytest.raises(StorageFull, match="No space left") as caught:
        await store.backup(target)
    assert str(target) in str(caught.value)


async def test_what_the_disk_refuses_is_no_mistake_in_the_command(store: SqliteStore, target: Path) -> None:
    target.touch()
    # UsageError would end the process with 2, as if another command had been meant.
    with pytest.raises(StorageError, match="exists already"):
        await store.backup(target)
    with pytest.raises(StorageError, match="is not a directory"):
        await store.backup(target / "copy.db")
