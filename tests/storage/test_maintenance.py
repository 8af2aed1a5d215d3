"""Checks see damage down to single bits; backups appear whole or not at all."""

import asyncio
import os
import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add, Update
from bot.errors import StorageError, StorageReadOnly
from bot.storage.sqlite.maintenance import has_wal_reset_bug
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import ferry

FLIPS = 60
SEEN = 0.9  # of the flips that change something stored, what a check must notice
TABLES = ("sources", "scope_sources", "articles", "revisions", "sentences", "terms")
INDEXES = ("sentence_index", "term_trigrams")


async def make(path: Path, articles: int = 30) -> None:
    """A closed database of `articles`, every third of them revised and two removed."""
    store = await SqliteStore.open(path, FrozenClock())
    source = await store.library(LOCAL)
    pieces = [
        ferry(number).on("2025-03-01").at(f"https://kabar.test/feri/{number}") for number in range(articles)
    ]
    numbers = await store.save_intents(source, [Add(piece.draft()) for piece in pieces])
    revised = list(zip(numbers, pieces, strict=True))[::3]
    again = [piece.saying(*piece.body, "Ombak reda.") for _, piece in revised]
    await store.save_intents(
        source, [Update(number, piece.draft()) for (number, _), piece in zip(revised, again, strict=True)]
    )
    for number in numbers[5:7]:
        await store.remove_article(LOCAL, number)
    await store.close()


async def notices(path: Path) -> bool:
    """Whether opening or checking the database at `path` says that something is wrong."""
    try:
        store = await SqliteStore.open(path, FrozenClock())
    except (StorageError, sqlite3.Error):
        return True
    try:
        return not all(finding.ok for finding in await store.check())
    finally:
        await store.close()


def stored(path: Path) -> list[object]:
    """Everything a database holds: the rows of its tables and the words of its indexes; [] if unreadable."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            rows: list[object] = [
                connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES
            ]
            rows.append(connection.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall())
            rows.append(connection.execute("PRAGMA user_version").fetchall())
            for index in INDEXES:
                connection.execute(
                    f"CREATE VIRTUAL TABLE temp.v_{index} USING fts5vocab('main', '{index}', 'row')"
                )
                rows.append(connection.execute(f"SELECT * FROM temp.v_{index}").fetchall())
            return rows
    except (sqlite3.Error, UnicodeDecodeError):
        return []


def flip(path: Path, place: int, bit: int) -> None:
    """Turn over one bit of the file."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


# -- checking ----------------------------------------------------------------------------------------------


async def test_the_check_notices_single_bits(tmp_path: Path) -> None:
    original, copy = tmp_path / "original.db", tmp_path / "copy.db"
    await make(original)
    expected, size = stored(original), original.stat().st_size
    assert expected
    chance = random.Random(20250314)
    mattered = seen = 0
    missed: list[int] = []
    while mattered < FLIPS:
        place, bit = chance.randrange(size), chance.randrange(8)
        shutil.copy(original, copy)
        flip(copy, place, bit)
        # The rest of a page that holds little, and pages that are free, hold nothing to lose.
        if stored(copy) == expected:
            continue
        mattered += 1
        if await notices(copy):
            seen += 1
        else:
            missed.append(place)
        for suffix in ("-wal", "-shm"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    assert seen / mattered >= SEEN, f"noticed {seen} of {mattered} flipped bits; not those at {missed}"


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE revisions SET text = replace(text, 'tiket', 'paket') WHERE article_id = 3",
        "UPDATE revisions SET title = title || '.' WHERE article_id = 3",
        "UPDATE sentences SET text = upper(text) WHERE article_id = 3 AND position = 1",
        "UPDATE sentences SET start = start + 1 WHERE article_id = 3 AND position = 1",
        "UPDATE sentences SET stems = stems || ' lain' WHERE article_id = 3 AND position = 1",
        "UPDATE articles SET title = 'Lain' WHERE id = 3",
        "UPDATE articles SET revision = revision + 1 WHERE id = 3",
        "UPDATE articles SET sentences = sentences - 1 WHERE id = 3",
        "UPDATE terms SET sentences = sentences + 1 WHERE term = 'tiket'",
        "DELETE FROM terms WHERE term = 'tiket'",
        "DELETE FROM sentences WHERE article_id = 3 AND position = 2",
        "DELETE FROM revisions WHERE article_id = 3",
        "UPDATE sentences SET superseded_at = 'x' WHERE article_id = 3 AND position = 2",
        "UPDATE sentences SET superseded_at = NULL WHERE article_id = 1",
        "DELETE FROM sentence_index_data WHERE id > 10",
        "DELETE FROM term_trigrams_data WHERE id > 10",
        "DROP TABLE sentence_index_config",
        "DELETE FROM articles WHERE id = 3",
    ],
)
async def test_the_check_notices_rows_that_do_not_agree(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    assert not await notices(path)
    with closing(sqlite3.connect(path)) as connection:
        # DEFENSIVE is off: tables of the index can be written directly.
        changed = connection.execute(damage).rowcount
        connection.commit()
    assert changed != 0
    assert await notices(path)


async def test_a_cancelled_check_leaves_the_store_at_work(tmp_path: Path) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    store = await SqliteStore.open(path, FrozenClock())
    for delay in (0.0, 0.001, 0.003, 0.006):
        task = asyncio.create_task(store.check())
        await asyncio.sleep(delay)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await store.save_intents(await store.library(LOCAL), [Add(ferry(900).draft())])
    assert all(finding.ok for finding in await store.check())
    await store.close()


async def test_writing_while_checking_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    store = await SqliteStore.open(path, FrozenClock())
    checking = asyncio.create_task(store.check())
    source = await store.library(LOCAL)
    for number in range(100, 160):
        await store.save_intents(source, [Add(ferry(number).draft())])
    assert [finding.detail for finding in await checking if not finding.ok] == []
    await store.close()


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ("ANALYZE", ""),
        ("CREATE TABLE notes (x PRIMARY KEY) WITHOUT ROWID", "; not Warta's: table notes"),
        (
            "CREATE TABLE notes (x UNIQUE); ANALYZE; CREATE VIEW v AS SELECT 1",
            "; not Warta's: table notes, view v",
        ),
    ],
)
async def test_what_another_tool_added_is_no_damage(tmp_path: Path, script: str, note: str) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
    store = await SqliteStore.open(path, FrozenClock())
    found = {finding.name: finding for finding in await store.check()}
    await store.close()
    assert all(finding.ok for finding in found.values())
    assert found["database"].detail.endswith(f" MB){note}")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 37, 2), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
        ((4, 0, 0), False),
    ],
)
def test_versions_with_the_wal_reset_bug(version: tuple[int, int, int], expected: bool) -> None:
    assert has_wal_reset_bug(version) is expected


# -- backing up ------------------------------------------------------------------------------------------


async def test_a_backup_is_one_file_without_its_former_self(tmp_path: Path) -> None:
    path, target = tmp_path / "warta.db", tmp_path / "copies" / "monday.db"
    target.parent.mkdir()
    await make(path)
    store = await SqliteStore.open(path, FrozenClock())
    await store.backup(target)
    await store.close()
    assert [file.name for file in target.parent.iterdir()] == ["monday.db"]
    assert stored(target) == stored(path) != []


async def test_a_backup_writes_over_nothing(tmp_path: Path) -> None:
    path, target = tmp_path / "warta.db", tmp_path / "precious.db"
    await make(path, 8)
    target.write_text("mine")
    store = await SqliteStore.open(path, FrozenClock())
    with pytest.raises(StorageError, match="exists already"):
        await store.backup(target)
    with pytest.raises(StorageError, match="is not a directory"):
        await store.backup(tmp_path / "nowhere" / "copy.db")
    with pytest.raises(StorageError):
        await store.backup(tmp_path / ("long" * 100))
    assert target.read_text() == "mine"
    await store.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["precious.db", "warta.db"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a file system that nobody can write")
async def test_a_backup_that_finds_no_place_names_its_own_file(tmp_path: Path) -> None:
    path = tmp_path / "warta.db"
    await make(path, 8)
    store = await SqliteStore.open(path, FrozenClock())
    with pytest.raises(StorageReadOnly, match=r"^/proc/self/copy"):
        await store.backup(Path("/proc/self/copy.db"))
    await store.close()


@pytest.mark.parametrize("times", [1, 3])
async def test_a_cancelled_backup_leaves_no_file(tmp_path: Path, times: int) -> None:
    path = tmp_path / "warta.db"
    await make(path, 200)
    store = await SqliteStore.open(path, FrozenClock())
    for turn in range(12):
        target = tmp_path / f"copy{turn}.db"
        task = asyncio.create_task(store.backup(target))
        await asyncio.sleep(0.0005 * turn)
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0.0005)
        with suppress(asyncio.CancelledError):
            await task
        left = {file.name for file in tmp_path.iterdir() if file.name.startswith("copy")}
        if target.exists():
            assert stored(target) == stored(path) != []
            target.unlink()
            left -= {target.name}
        assert left == set()
    assert all(finding.ok for finding in await store.check())
    await store.close()


async def test_a_backup_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    path = tmp_path / "warta.db"
    await make(path, 8)
    store = await SqliteStore.open(path, FrozenClock())
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StorageError, match="Input/output error"):
        await store.backup(tmp_path / "copy.db")
    await store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["warta.db"]
