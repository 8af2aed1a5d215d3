"""Several small changes in one transaction."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.together import Together


@pytest.fixture(name="database")
async def fixture_database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "warta.db")
    yield database
    await database.close()


class Changes:
    """Notes in a database, and how many transactions they took."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.database, self.transactions = database, 0
        self.together = Together[int](database)
        begin = database.transaction

        def counted() -> Any:
            self.transactions += 1
            return begin()

        monkeypatch.setattr(database, "transaction", counted)

    async def note(self, number: int, *, fails: bool = False, seconds: float = 0.0) -> int:
        """Note a number."""

        async def change(writer: Any) -> int:
            await asyncio.sleep(seconds)
            if fails:
                raise ValueError(number)
            await writer.execute("INSERT INTO remembered VALUES (?, '')", (f"n{number:03}",))
            return number

        return await self.together.make(change)

    async def noted(self) -> list[str]:
        """What is noted."""
        async with self.database.reader() as reader:
            found = await reader.execute_fetchall("SELECT name FROM remembered WHERE name GLOB 'n*'")
        return [name for (name,) in found]


@pytest.fixture(name="changes")
def fixture_changes(database: Database, monkeypatch: pytest.MonkeyPatch) -> Changes:
    return Changes(database, monkeypatch)


async def test_many_at_once_are_few_transactions_and_each_gets_its_own_result(changes: Changes) -> None:
    numbers = range(120)
    assert await asyncio.gather(*map(changes.note, numbers)) == list(numbers)
    assert len(await changes.noted()) == 120
    assert changes.transactions <= 4
    assert await changes.note(500) == 500


async def test_who_fails_fails_with_the_others_of_its_transaction_and_no_later_one(changes: Changes) -> None:
    first = asyncio.create_task(changes.note(1, seconds=0.05))
    await asyncio.sleep(0.01)
    outcomes = await asyncio.gather(changes.note(2, fails=True), changes.note(3), return_exceptions=True)
    assert await first == 1
    assert [type(one) for one in outcomes] == [ValueError, ValueError]
    assert await changes.noted() == ["n001"]
    assert await changes.note(4) == 4


async def test_who_is_cancelled_takes_nobody_along(changes: Changes) -> None:
    leader = asyncio.create_task(changes.note(1, seconds=0.3))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(changes.note(number)) for number in (2, 3)]
    await asyncio.sleep(0.01)
    leader.cancel()
    others[0].cancel()
    with pytest.raises(asyncio.CancelledError):
        await leader
    assert await others[1] == 3
    assert "n003" in await changes.noted()
    assert "n001" not in await changes.noted()
