"""What a scope holds is counted anew only after the database has changed, whoever changed it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add, Counts, Scope
from bot.storage.sqlite.connection import READERS
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import ferry


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store with one article of three sentences and a headline."""
    opened = await SqliteStore.open(tmp_path / "warta.db", FrozenClock())
    await opened.save_intents(await opened.library(LOCAL), [Add(ferry(1).draft())])
    yield opened
    await opened.close()


async def asked_of_articles(store: SqliteStore) -> list[str]:
    """The statements over articles that the readers run from now on."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if "FROM articles" in statement:
            seen.append(statement)

    for _ in range(READERS):
        async with store._database.reader() as reader:
            await reader.set_trace_callback(note)
    return seen


async def test_what_has_not_changed_is_counted_once_a_reader(store: SqliteStore) -> None:
    seen = await asked_of_articles(store)
    for _ in range(3 * READERS):
        assert await store.counts(LOCAL) == Counts(1, 4)
    assert len(seen) == READERS


async def test_every_scope_has_its_own_count(store: SqliteStore) -> None:
    for _ in range(2 * READERS):
        assert await store.counts(LOCAL) == Counts(1, 4)
        assert await store.counts(Scope("guild:1")) == Counts(0, 0)


async def test_a_change_is_noticed_by_every_reader(store: SqliteStore) -> None:
    for number in range(2, 5):
        for _ in range(2 * READERS):
            assert (await store.counts(LOCAL)).articles == number - 1
        await store.save_intents(await store.library(LOCAL), [Add(ferry(number).draft())])
    for _ in range(READERS):
        assert await store.counts(LOCAL) == Counts(4, 16)


async def test_what_another_process_stores_is_noticed(store: SqliteStore, tmp_path: Path) -> None:
    for _ in range(READERS):
        assert await store.counts(LOCAL) == Counts(1, 4)
    other = await SqliteStore.open(tmp_path / "warta.db", FrozenClock())
    try:
        await other.save_intents(await other.library(LOCAL), [Add(ferry(2).draft())])
    finally:
        await other.close()
    for _ in range(READERS):
        assert await store.counts(LOCAL) == Counts(2, 8)
