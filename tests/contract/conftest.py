"""The back-ends that the contract runs over: to add one, add its factory here."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.ports import Clock, Store
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

Factory = Callable[[Path, Clock], Awaitable[Store]]
Opener = Callable[..., Awaitable[Store]]


async def open_sqlite(place: Path, clock: Clock) -> Store:
    """The store in one SQLite file."""
    return await SqliteStore.open(place / "warta.db", clock)


# A factory opens the store that lives in a directory, made when it is not there; opening the same directory
# again gives the same contents. A backup that is put in an empty directory as `warta.db` is such a store.
BACKENDS: Mapping[str, Factory] = {"sqlite": open_sqlite}


@pytest.fixture
def clock() -> FrozenClock:
    """The time in every store of a test."""
    return FrozenClock()


@pytest.fixture(params=sorted(BACKENDS))
async def open_store(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FrozenClock
) -> AsyncIterator[Opener]:
    """Opens stores, closed when the test ends: `await open_store()`, or of another directory."""
    factory = BACKENDS[request.param]
    async with AsyncExitStack() as stack:

        async def opener(place: Path = tmp_path) -> Store:
            store = await factory(place, clock)
            stack.push_async_callback(store.close)
            return store

        yield opener


@pytest.fixture
async def store(open_store: Opener) -> Store:
    """A new, empty store."""
    return await open_store()
