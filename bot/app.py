"""The composition root: the one place that names concrete classes, opens them and closes them again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import __version__
from bot.answer.check import CheckService
from bot.answer.dialogue import Dialogues
from bot.answer.offers import Offers
from bot.answer.quotes import QuoteService
from bot.answer.service import AnswerService
from bot.config import Settings
from bot.digest.digests import DigestService
from bot.digest.own_day import RecapService
from bot.digest.schedules import ScheduleService
from bot.digest.service import StoryService
from bot.ingest.checking import Limits
from bot.ingest.files import MIB
from bot.ingest.following import FeedService
from bot.ingest.service import IngestService
from bot.ingest.worker import Reader
from bot.library import Library
from bot.outbox import Outbox
from bot.ports import Clock, Network, Page, Polled, Store
from bot.storage.sqlite.recovery import restore
from bot.storage.sqlite.store import SqliteStore
from bot.text import lexicon
from bot.topics.service import TopicService
from bot.watch.service import WatchService


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """Everything a front end needs, open."""

    settings: Settings
    clock: Clock
    store: Store
    answers: AnswerService
    dialogues: Dialogues
    offers: Offers
    quotes: QuoteService
    claims: CheckService
    stories: StoryService
    digests: DigestService
    schedules: ScheduleService
    ingest: IngestService
    library: Library
    feeds: FeedService
    outbox: Outbox
    watches: WatchService
    topics: TopicService
    recaps: RecapService


@asynccontextmanager
async def open_app(
    settings: Settings, *, clock: Clock | None = None, fetcher: Network | None = None
) -> AsyncIterator[App]:
    """Open the database and the services over it; closes all of them. Raises StorageError."""
    async with AsyncExitStack() as stack:
        clock = clock or SystemClock()
        store = await SqliteStore.open(settings.database, clock)
        stack.push_async_callback(store.close)
        reader = await stack.enter_async_context(Reader(timeout=settings.ingest.page_seconds))
        network: Network = fetcher if fetcher is not None else _LazyFetcher(settings, stack)
        answers = AnswerService(store, lexicon.load, settings.answers.threshold, clock)
        stories = StoryService(store, clock)
        digests, outbox = DigestService(store, stories.catch_up, answers.ask), Outbox(store, clock)
        recaps = RecapService(
            store,
            clock,
            keep_hours=settings.discord.keep_lines_hours,
            listens=settings.discord.message_content,
        )
        ingest = IngestService(store, reader, network, settings.ingest.max_megabytes * MIB, stories.place)
        yield App(
            settings=settings,
            clock=clock,
            store=store,
            answers=answers,
            dialogues=Dialogues(store, answers, lexicon.load, clock),
            offers=Offers(store),
            quotes=QuoteService(store),
            claims=CheckService(store, lexicon.load),
            stories=stories,
            digests=digests,
            schedules=ScheduleService(store, digests, recaps, clock, outbox.poke),
            ingest=ingest,
            library=Library(store, ingest),
            feeds=FeedService(
                store,
                reader,
                network,
                clock,
                limits=Limits(settings.feeds.first_articles, 60 * settings.feeds.shortest_minutes),
                stored=stories.place,
            ),
            outbox=outbox,
            topics=TopicService(store, lexicon.load, clock),
            watches=WatchService(
                store,
                lexicon.load,
                settings.answers.threshold,
                clock,
                most=settings.watches.per_person,
                poke=outbox.poke,
            ),
            recaps=recaps,
        )


class _LazyFetcher:
    """The network, loaded when the first page is asked for: most commands never do."""

    def __init__(self, settings: Settings, stack: AsyncExitStack) -> None:
        self._settings = settings
        self._stack = stack
        self._fetcher: Network | None = None
        self._opening = asyncio.Lock()  # two first pages at once share one

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        """Fetch `url`; see `bot.ports.Fetcher`."""
        return await (await self._network()).fetch(url, asked=asked)

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        """Ask for a feed; see `bot.ports.Poller`."""
        return await (await self._network()).poll(url, etag=etag, last_modified=last_modified)

    async def _network(self) -> Network:
        async with self._opening:
            if self._fetcher is None:
                self._fetcher = await self._open()
        return self._fetcher

    async def _open(self) -> Network:
        from bot.ingest.fetch import HttpFetcher
        from bot.ingest.guard import public_or_in

        fetch = self._settings.fetch
        contact = f"; +{fetch.contact}" if fetch.contact else ""
        return await self._stack.enter_async_context(
            HttpFetcher(
                timeout_seconds=fetch.timeout_seconds,
                max_bytes=fetch.max_megabytes * MIB,
                user_agent=f"Warta/{__version__} (news index{contact})",
                allow=public_or_in(fetch.own_networks),
            )
        )


def restore_backup(settings: Settings, backup: Path) -> Path | None:
    """Put `backup` in place of the database; returns where the former is kept. Raises StorageError."""
    return restore(backup, settings.database, SystemClock().now())
