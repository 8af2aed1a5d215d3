"""Asking one feed: what it answers, what of its listing is new, and when it is asked next.

    due | poll | read feed | newly | remember, with what is to be fetched → save_checked

What is new is written down as waiting in the same transaction that notes that the feed was asked: whatever
ends the process afterwards, nothing of it is lost, and nothing is taken for new again.
"""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain import (
    Entry,
    Fate,
    Feed,
    FeedState,
    Follow,
    Listing,
    Memory,
    Post,
    PostKind,
    Report,
)
from bot.errors import DocumentError, Unreachable
from bot.ingest import rhythm
from bot.ingest.address import canonical
from bot.ingest.entries import Remembered, Seen, newly
from bot.ingest.feed_items import digest
from bot.ingest.outage import Outage
from bot.ports import Clock, FeedStore, Page, Polled, Poller, PollStatus

# Pages that are fetched again at once because their entries have changed; the others take turns, since some
# feeds count comments in the words of every entry.
_REFETCHED, _PAUSE = 10, timedelta(minutes=10)
FAILURES_TOLD = 3  # failures in a row after which those who follow a feed are told


class FeedReader(Protocol):
    """Makes a listing of bytes."""

    async def read_feed(
        self, data: bytes, *, url: str, content_type: str = "", charset: str = "", now: datetime | None = None
    ) -> Listing:
        """The feed in `data`. Raises DocumentError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken in: `first` articles of a new feed; at least `shortest` seconds between two looks."""

    first: int = 20
    shortest: int = rhythm.SHORTEST


class Checker:
    """Asks feeds."""

    def __init__(
        self,
        store: FeedStore,
        reader: FeedReader,
        poller: Poller,
        clock: Clock,
        chance: random.Random,
        limits: Limits,
    ) -> None:
        self._store = store
        self._reader = reader
        self._poller = poller
        self._clock = clock
        self._chance = chance
        self._limits = limits
        self._outage = Outage()

    async def check(self, feed: Feed) -> Report:
        """Ask a feed; what is new waits to be fetched afterwards. A failure is a value."""
        polled = await self._poller.poll(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        now = self._clock.now()
        if isinstance(polled.error, Unreachable):
            if self._outage.missed(feed.url, now):
                return await self._left_alone(feed, str(polled.error), now)
        else:
            self._outage.heard(now)
        if polled.status is PollStatus.NOT_MODIFIED:
            return await self._unchanged(feed, polled, now)
        if polled.status is PollStatus.OK and polled.page is not None:
            try:
                listing = await read_page(self._reader, polled.page, now)
            except DocumentError as error:
                return await self._failed(feed, polled, str(error), now)
            return await self._listed(feed, polled, listing, now)
        return await self._failed(feed, polled, str(polled.error or "The site did not answer."), now)

    async def _unchanged(self, feed: Feed, polled: Polled, now: datetime) -> Report:
        """It is as it was: the most frequent answer, for which nothing but the feed is read or written."""
        since = datetime.fromisoformat(feed.news_at) if feed.news_at else now
        silence = (now - since).total_seconds()
        interval = rhythm.quiet(feed.interval, silence, self._limits.shortest)
        after = self._well(feed, polled, interval, rhythm.wished(interval, polled.max_age), now)
        return await self._keep(feed, after, ())

    async def _listed(self, feed: Feed, polled: Polled, listing: Listing, now: datetime) -> Report:
        memories = await self._store.memories(feed.source)
        newcomers = Newcomers(memories, now, self._limits.first, first=not feed.succeeded_at)
        novel = await asyncio.to_thread(newcomers.of, listing)
        fresh = any(one.fate is Fate.WAITING and one.article_id is None for one in novel)
        times = [one.entry.published_at or one.first_seen for one in (*memories, *novel)]
        interval = rhythm.interval(
            times, now, feed.interval, news=fresh and bool(feed.succeeded_at), shortest=self._limits.shortest
        )
        wait = rhythm.wished(interval, listing.every, polled.max_age)
        after = replace(
            self._well(feed, polled, interval, wait, now),
            source=replace(feed.source, name=listing.title or feed.source.name),
            site=listing.site or feed.site,
            news_at=instant(now) if fresh else feed.news_at,
        )
        return await self._keep(feed, after, novel)

    def _well(self, feed: Feed, polled: Polled, interval: int, wait: float, now: datetime) -> Feed:
        return replace(
            feed,
            url=polled.url,
            state=FeedState.ACTIVE,
            next_check_at=instant(now + timedelta(seconds=rhythm.scattered(wait, self._chance))),
            interval=interval,
            etag=polled.etag,
            last_modified=polled.last_modified,
            checked_at=now.isoformat(),
            succeeded_at=instant(now),
            failures=0,
            error="",
            told=False,
        )

    async def _keep(self, feed: Feed, after: Feed, novel: Sequence[Memory]) -> Report:
        posts = await self._posts(after, PostKind.FEED_RECOVERED) if feed.told else []
        saved = await self._store.save_checked(feed, after, novel, posts)
        return Report(after, changed=saved and bool(novel))

    async def _failed(self, feed: Feed, polled: Polled, error: str, now: datetime) -> Report:
        failures = feed.failures + 1
        gone = polled.status is PollStatus.GONE
        wait = rhythm.pause(failures, self._chance, polled.retry_after)
        after = replace(
            feed,
            state=FeedState.GONE if gone else feed.state,
            next_check_at=instant(now + timedelta(seconds=wait)),
            checked_at=now.isoformat(),
            failures=failures,
            error=error,
            told=feed.told or gone or failures >= FAILURES_TOLD,
        )
        posts = await self._posts(after, PostKind.FEED_FAILING) if after.told and not feed.told else []
        await self._store.save_checked(feed, after, (), posts)
        return Report(after, error=error)

    async def _left_alone(self, feed: Feed, error: str, now: datetime) -> Report:
        """Nobody answers anywhere: that is no failure of this feed, which is asked again soon."""
        wait = rhythm.pause(1, self._chance)
        after = replace(feed, next_check_at=instant(now + timedelta(seconds=wait)), error=error)
        await self._store.save_checked(feed, after, (), ())
        return Report(after, error=error)

    async def _posts(self, feed: Feed, kind: PostKind) -> list[Post]:
        """That a feed fails, or works again, told once in each place that follows it."""
        followers = await self._store.followers(feed.source)
        return [_told(feed, follow, kind) for follow in followers if follow.place]


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What of a listing is to be remembered, given what already is."""

    memories: Sequence[Memory]
    now: datetime
    most: int  # of the first listing
    first: bool

    def of(self, listing: Listing) -> list[Memory]:
        """The entries that are new, that have changed, or that are now known by other marks."""
        known = {one.key: one for one in self.memories}
        remembered = Remembered(
            Seen(one.key, *one.marks, one.entry.published_at, one.first_seen) for one in self.memories
        )
        novelty = newly(listing, remembered, self.now)
        rows = {row.key: row for row in novelty.rows}
        found: list[Memory] = []
        for entry, row in novelty.known:
            turn = sum(one.fate is Fate.WAITING for one in found) // _REFETCHED
            again = self._again(known[row.key], entry, rows.get(row.key), turn * _PAUSE)
            found += [again] if again is not None else []
        new_rows = [row for row in novelty.rows if row.key not in known]
        pairs = list(zip(novelty.new, new_rows, strict=True))
        if self.first:
            # Newest first; those without a time in the order of the feed, which begins with the newest.
            pairs.sort(key=lambda pair: pair[0].published_at, reverse=True)
        for place, (entry, row) in enumerate(pairs):
            old = self.first and place >= self.most
            found.append(self._new(entry, row, old=old))
        return found

    def _new(self, entry: Entry, row: Seen, *, old: bool) -> Memory:
        return Memory(
            row.key,
            (row.id, row.link, row.title),
            row.first_seen,
            entry,
            said(entry),
            Fate.OLD if old else Fate.WAITING,
            next_try="" if old else instant(self.now),
            quiet=self.first,
            address=canonical(entry.link),
        )

    def _again(self, memory: Memory, entry: Entry, row: Seen | None, wait: timedelta) -> Memory | None:
        """A known entry, where anything about it is to be written down; its date alone is no change.

        The page of one that has changed is fetched again after a `wait`.
        """
        words = said(entry)
        marks = (row.id, row.link, row.title) if row is not None else memory.marks
        updated = entry.updated_at != memory.entry.updated_at and bool(entry.updated_at)
        # Some sites touch their entries at every visit: looked at once in vain, the date counts no more.
        changed = words != memory.said or (updated and memory.fate is not Fate.UNCHANGED)
        if memory.next_try:
            if words == memory.said and marks == memory.marks:
                return None
            return replace(memory, entry=entry, said=words, marks=marks)
        if not changed or memory.fate is Fate.OLD:
            if marks == memory.marks and words == memory.said and not updated:
                return None
            return replace(memory, entry=entry, said=words, marks=marks)
        return replace(
            memory,
            entry=entry,
            said=words,
            marks=marks,
            address=canonical(entry.link),
            fate=Fate.WAITING,
            attempts=0,
            next_try=instant(self.now + wait),
        )


async def read_page(reader: FeedReader, page: Page, now: datetime) -> Listing:
    """The feed in what was fetched. Raises DocumentError."""
    return await reader.read_feed(
        page.body, url=page.url, content_type=page.content_type, charset=page.charset, now=now
    )


def said(entry: Entry) -> str:
    """A hash of what a feed carries of an entry, without its dates."""
    return digest(entry.title, entry.summary, entry.content)


def instant(moment: datetime) -> str:
    """A moment as it is stored."""
    return moment.isoformat(timespec="seconds")


def _told(feed: Feed, follow: Follow, kind: PostKind) -> Post:
    payload = {
        "feed": feed.source.name,
        "url": feed.url,
        "source_id": feed.source.id,
        "failures": feed.failures,
        "error": feed.error,
    }
    word = "failing" if kind is PostKind.FEED_FAILING else "recovered"
    key = f"{word}:{follow.id}:{feed.checked_at}"
    return Post(key, kind, follow.scope, follow.place, json.dumps(payload, ensure_ascii=False))
