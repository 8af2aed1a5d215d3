"""A store, a service and a site to follow."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain import Follow, Post, Scope
from bot.ingest.following import FeedService
from bot.storage.sqlite.posts import POST, post_of
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.following.site import Reading, Site
from tests.ingest.servers import Server, fetcher, serving

SERVER = Scope("discord:1")


@dataclass
class Desk:
    """Everything a test of following needs."""

    store: SqliteStore
    feeds: FeedService
    clock: FrozenClock
    server: Server
    site: Site

    async def follow(self, place: int = 5, scope: Scope = SERVER, site: Site | None = None) -> Follow:
        """Follow the site and take in what it lists; from then on its news is posted."""
        follow = await self.feeds.follow(scope, (site or self.site).url, place=place, post=place != 0)
        await self.feeds.tick()
        return follow

    async def later(self, **time: float) -> None:
        """Let time pass, and what is due be asked."""
        self.clock.move(**time)
        await self.feeds.tick()

    async def titles(self, scope: Scope = SERVER) -> list[str]:
        """The headlines a scope sees, sorted."""
        return sorted(one.title for one in await self.store.articles(scope, limit=1000))

    async def posts(self) -> list[Post]:
        """The whole outbox."""
        async with self.store._database.reader() as reader:
            found = await reader.execute_fetchall(f"SELECT {POST} FROM outbox ORDER BY id")
        return [post_of(row) for row in found]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    clock = FrozenClock()
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    try:
        async with serving({}) as server, fetcher() as network:
            feeds = FeedService(store, Reading(), network, clock, chance=random.Random(17081945))
            yield Desk(store, feeds, clock, server, Site(server))
    finally:
        await store.close()
