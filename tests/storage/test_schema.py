"""Whose file it is, in which version, and how it becomes ours."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StorageForeign, StorageNewer
from bot.storage.sqlite import schema
from bot.storage.sqlite.connection import Database

SCRIPT = """
-- A comment; with a semicolon.
CREATE TABLE pets (
    name TEXT, -- another; comment
    note TEXT DEFAULT ';'
);
CREATE TRIGGER pets_named AFTER INSERT ON pets BEGIN
    UPDATE pets SET note = 'a;b' WHERE name = new.name;
    DELETE FROM pets WHERE name = '';
END;

INSERT INTO pets (name) VALUES ('kucing;
anjing');
-- The end; really.
"""


async def make(path: Path) -> None:
    """Open a database and close it again."""
    await (await Database.open(path)).close()


def ask(path: Path, query: str) -> object:
    """The first value that `query` gives."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def tables(path: Path) -> set[str]:
    """The names of the tables in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


@pytest.mark.parametrize("empty_file", [False, True], ids=["no file", "empty file"])
async def test_a_new_file_is_marked_as_ours(tmp_path: Path, empty_file: bool) -> None:
    path = tmp_path / "deep" / "down" / "warta.db"
    if empty_file:
        path.parent.mkdir(parents=True)
        path.touch()
    await make(path)
    assert ask(path, "PRAGMA application_id") == schema.APPLICATION_ID == int.from_bytes(b"wrta", "big")
    assert ask(path, "PRAGMA user_version") == schema.VERSION == len(schema.MIGRATIONS)
    assert ask(path, "PRAGMA journal_mode") == "wal"
    assert {"sources", "articles", "revisions", "sentences", "terms"} <= tables(path)
    before = path.read_bytes()
    await make(path)
    assert path.read_bytes() == before


async def test_a_connection_keeps_what_it_commits(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "warta.db")
    async with database.transaction() as writer:
        for pragma, value in (("synchronous", 2), ("foreign_keys", 1)):
            assert [tuple(row) for row in await writer.execute_fetchall(f"PRAGMA {pragma}")] == [(value,)]
    await database.close()


@pytest.mark.parametrize("journal_mode", ["delete", "wal"])
async def test_another_programs_database_is_left_alone(tmp_path: Path, journal_mode: str) -> None:
    path = tmp_path / "photos.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.execute("CREATE TABLE photos (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StorageForeign, match="another program's database"):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_the_log_of_another_programs_crash_is_left_to_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "living.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE photos (id INTEGER)")
        for suffix in ("", "-wal"):
            shutil.copy(tmp_path / f"living.db{suffix}", tmp_path / f"crashed.db{suffix}")
    files = [tmp_path / "crashed.db", tmp_path / "crashed.db-wal"]
    before = [file.read_bytes() for file in files]
    assert len(before[1]) > 0
    with pytest.raises(StorageForeign):
        await Database.open(files[0])
    assert [file.read_bytes() for file in files] == before


async def test_another_programs_mark_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 77")
    with pytest.raises(StorageForeign):
        await Database.open(path)


@pytest.mark.parametrize(
    "contents", [b"x", b"shopping: rice, tea\n", b"SQLite format 4\0" * 300, b"\0" * 5000]
)
async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(contents)
    with pytest.raises(StorageForeign) as caught:
        await Database.open(path)
    assert path.read_bytes() == contents
    assert str(path) in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


async def test_a_directory_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StorageForeign, match="it is a directory"):
        await Database.open(tmp_path)


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StorageNewer, match="Update Warta"):
        await Database.open(path)
    assert path.read_bytes() == before


async def test_a_migration_brings_an_older_schema_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    second = "CREATE TABLE later (x);\nINSERT INTO later VALUES (1);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, second))
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    await make(path)
    await make(path)
    assert ask(path, "PRAGMA user_version") == schema.VERSION
    assert ask(path, "SELECT count(*) FROM later") == 1


async def test_half_a_migration_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "warta.db"
    await make(path)
    version, former = schema.VERSION, tables(path)
    broken = "CREATE TABLE later (x);\nDROP TABLE terms;\nINSERT INTO nowhere VALUES (1);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    monkeypatch.setattr(schema, "VERSION", version + 1)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        await Database.open(path)
    monkeypatch.undo()
    assert (ask(path, "PRAGMA user_version"), tables(path)) == (version, former)
    await make(path)


async def test_many_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "warta.db"
    opened = await asyncio.gather(*(Database.open(path) for _ in range(6)))
    for database in opened:
        await database.close()
    assert ask(path, "PRAGMA user_version") == schema.VERSION
    assert ask(path, "PRAGMA integrity_check") == "ok"


async def test_a_file_in_another_journal_mode_is_ready_to_read(tmp_path: Path) -> None:
    # The form that a backup has. A cursor left standing on the switch to WAL once locked out every reader.
    path = tmp_path / "warta.db"
    await make(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    async with asyncio.timeout(5):
        database = await Database.open(path)
        async with database.reader() as reader:
            await reader.execute_fetchall("SELECT count(*) FROM articles")
        await database.close()
    assert ask(path, "PRAGMA journal_mode") == "wal"


def test_a_script_is_cut_between_its_statements() -> None:
    statements = list(schema.statements(SCRIPT))
    assert [statement.split("\n")[-2].strip() for statement in statements] == [");", "END;", "anjing');"]
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        assert connection.execute("SELECT name, note FROM pets").fetchall() == [("kucing;\nanjing", "a;b")]


def test_a_script_that_breaks_off_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="inside a statement"):
        list(schema.statements("CREATE TABLE a (x);\nCREATE TABLE b (\n"))
