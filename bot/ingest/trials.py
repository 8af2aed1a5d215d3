"""Looking without keeping: what would become of a feed's newest entries, and what a filter lets pass."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.domain import (
    Entry,
    Fate,
    Filter,
    Follow,
    Gate,
    GateName,
    Judged,
    Listing,
    Memory,
    Settled,
    Trial,
    Waiting,
)
from bot.errors import FetchError
from bot.ingest.checking import FeedReader, Newcomers, read_page
from bot.ingest.filters import refusals, text_of
from bot.ingest.judging import Judge, JudgeStore
from bot.ports import Clock, Network, PollStatus

TRIED = 50  # of a feed's last entries, on which a filter is tried


class Trials:
    """Tries feeds and filters."""

    def __init__(
        self, store: JudgeStore, reader: FeedReader, network: Network, clock: Clock, judge: Judge
    ) -> None:
        self._store = store
        self._reader = reader
        self._network = network
        self._clock = clock
        self._judge = judge

    async def listing(self, url: str) -> tuple[str, Listing]:
        """Where a feed is, after permanent redirects, and what it lists now. Raises DocumentError."""
        polled = await self._network.poll(url)
        if polled.status is not PollStatus.OK or polled.page is None:
            raise polled.error or FetchError(f"{url} cannot be fetched", "the site did not answer")
        return polled.url, await read_page(self._reader, polled.page, self._clock.now())

    async def newest(self, follow: Follow, limit: int) -> list[Judged]:
        """What would become of the newest entries that a feed lists now. Raises FetchError, NotAFeed."""
        _, listing = await self.listing(follow.feed.url)
        memories = await self._store.memories(follow.feed.source)
        every = Newcomers((), self._clock.now(), len(listing.entries), first=False).of(listing)
        every.sort(key=lambda one: one.entry.published_at, reverse=True)
        marks = {one.marks[1] or one.marks[0]: one for one in memories}
        found: list[Judged] = []
        for memory in every[:limit]:
            former = marks.get(memory.marks[1] or memory.marks[0])
            (settled,) = await self._judge.judge(
                [Waiting(follow.feed.source, memory)], [replace(follow, paused=False)], keep=False
            )
            found.append(_tried(follow, settled, former.fate if former else None))
        return found

    async def filtered(self, follow: Follow, wanted: Filter) -> Trial:
        """What a filter makes of the last entries of a feed; nothing is fetched.

        Of an entry whose article is stored its words are known, of another one only what is remembered.
        """
        memories = await self._store.memories(follow.feed.source)
        memories.sort(key=lambda one: one.entry.published_at or one.first_seen, reverse=True)
        texts = [(one.entry, *await self._words(follow, one)) for one in memories[:TRIED]]
        verdicts = await asyncio.to_thread(_verdicts, wanted, texts)
        told = list(zip((entry for entry, *_ in texts), verdicts, strict=True))
        return Trial(
            tuple(entry for entry, verdict in told if verdict == ""),
            tuple(entry for entry, verdict in told if verdict),
            tuple(entry for entry, verdict in told if verdict is None),
        )

    async def _words(self, follow: Follow, memory: Memory) -> tuple[str, bool]:
        """What is known of the words of an entry, and whether those are all."""
        said = text_of(memory.entry)
        if memory.article_id is None:
            return said, False
        sentences = await self._store.sentences(follow.scope, memory.article_id)
        return "\n".join([said, *(one.text for one in sentences)]), bool(sentences)


def _verdicts(wanted: Filter, texts: Sequence[tuple[Entry, str, bool]]) -> list[str | None]:
    return [refusals({0: wanted}, entry.title, text, whole=whole)[0] for entry, text, whole in texts]


def _tried(follow: Follow, settled: Settled, former: Fate | None) -> Judged:
    posted = [Gate(GateName.POSTED, True, "it would be posted", one.id) for one in settled.posts_to]
    gates = (*settled.gates, *posted)
    if former is not None:
        known = Gate(GateName.NEW, False, f"it is known already: {former.value}")
        gates = tuple(known if gate.name == GateName.NEW else gate for gate in gates)
    article_id = getattr(settled.intent, "article_id", None) or settled.twin
    return Judged(settled.waiting.memory.entry, follow.feed.url, settled.fate, gates, article_id)
