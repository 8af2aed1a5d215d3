"""Several small changes in one transaction: while one is committed, the next ones gather.

A commit waits for the disk, and hundreds of feeds are asked within a second.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import aiosqlite

from bot.storage.sqlite.connection import Database

_MOST = 50  # changes of a transaction, so that nobody else waits long for the next

T = TypeVar("T")
Change = Callable[[aiosqlite.Connection], Awaitable[T]]


class Together(Generic[T]):
    """Makes changes that do not depend on each other, each whole or not at all."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = asyncio.Lock()
        self._waiting: list[tuple[Change[T], asyncio.Future[T]]] = []

    async def make(self, change: Change[T]) -> T:
        """Make a change, and perhaps others' with it; what it came to. Returns once it is committed."""
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        mine = (change, done)
        self._waiting.append(mine)
        try:
            async with self._turn:
                while not done.done():
                    await self._some()
        finally:
            if mine in self._waiting:
                self._waiting.remove(mine)
        return done.result()

    async def _some(self) -> None:
        """Make the first ones that wait; all of them fail if one does, or are made by the next in turn."""
        batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
        try:
            async with self._database.transaction() as writer:
                results = [await change(writer) for change, _ in batch]
        except Exception as error:  # noqa: BLE001 - it is for whoever waits for a change of the batch
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
                    done.exception()  # whoever was cancelled does not come for it
            return
        except BaseException:
            self._waiting = batch + self._waiting  # cut off: somebody else makes them
            raise
        for (_, done), result in zip(batch, results, strict=True):
            if not done.done():
                done.set_result(result)
