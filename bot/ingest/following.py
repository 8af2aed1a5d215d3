"""Following the news: what a scope follows, and everything a person may ask about it.

    follow | rounds: due | check → what is new | judge, gate by gate → articles and posts

The steps are in `checking`, `judging` and `articles`; when they run is in `rounds`, which a scheduler's tick
sets going; what only looks is in `trials`. Every step writes what it did in one transaction: after a kill at
any moment nothing is lost and nothing comes twice.
"""

import asyncio
import random
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.domain import (
    Fate,
    Feed,
    FeedState,
    Filter,
    Follow,
    Gate,
    GateName,
    Judged,
    Preview,
    Report,
    Revision,
    Scope,
    Source,
    SourceKind,
    Trial,
)
from bot.errors import DocumentError, NotAFeed, NotFound, UsageError
from bot.ingest.address import canonical
from bot.ingest.articles import Articles
from bot.ingest.checking import Checker, FeedReader, Limits, instant
from bot.ingest.filters import checked
from bot.ingest.judging import Judge, JudgeStore, Stored
from bot.ingest.opml import read_opml, write_opml
from bot.ingest.rounds import Rounds
from bot.ingest.service import Reader
from bot.ingest.trials import Trials
from bot.ports import Clock, Network

PREVIEWED = 5  # entries of a preview
_TRIED = 5  # feeds of a page that are tried until one is one
_WHY = 20
_LONGEST_PING = 40


class Readers(Reader, FeedReader, Protocol):
    """Makes documents and listings of bytes."""


class FeedService:
    """Follows feeds for scopes.

    `chance` scatters when feeds are asked; `stored` is told the numbers of articles that are new or changed.
    """

    def __init__(
        self,
        store: JudgeStore,
        reader: Readers,
        network: Network,
        clock: Clock,
        *,
        limits: Limits | None = None,
        chance: random.Random | None = None,
        stored: Stored | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        chance = chance or random.Random()  # noqa: S311  nobody gains by guessing when a feed is asked
        judge = Judge(store, Articles(network, reader), clock, chance, stored)
        checker = Checker(store, reader, network, clock, chance, limits or Limits())
        self._rounds = Rounds(store, checker, judge)
        self._trials = Trials(store, reader, network, clock, judge)

    async def preview(self, url: str) -> Preview:
        """The feed at an address, or on the page there. Raises FetchError, NotAFeed."""
        url = _address(url)
        try:
            return await self._previewed(url, ())
        except NotAFeed as error:
            for candidate in error.candidates[:_TRIED]:
                with suppress(DocumentError):
                    return await self._previewed(candidate, error.candidates)
            raise

    async def _previewed(self, url: str, candidates: tuple[str, ...]) -> Preview:
        found, listing = await self._trials.listing(url)
        newest = sorted(listing.entries, key=lambda one: one.published_at, reverse=True)
        return Preview(
            found, listing.title or found, listing.site, tuple(newest[:PREVIEWED]), len(newest), candidates
        )

    async def follow(
        self,
        scope: Scope,
        url: str,
        *,
        place: int = 0,
        post: bool = False,
        ping: str = "",
        filter: Filter = Filter(),  # noqa: A002, B008  a frozen value, under the name it has everywhere
        added_by: int = 0,
    ) -> Follow:
        """Follow the feed at an address, or on the page there, from now on; twice in one place is once.

        What is followed there already is followed as it is asked for now, but keeps its words where none
        are given. Raises FetchError, NotAFeed, UsageError.
        """
        wanted, ping = checked(filter), ping.strip()[:_LONGEST_PING]
        known = await self._store.feed_at(_address(url))
        if known is None or known.state is not FeedState.ACTIVE or known.failures:
            preview = await self.preview(url)
            source = Source(0, SourceKind.FEED, preview.title)
            known = await self._store.feed_at(preview.url) or Feed(source, preview.url, preview.site)
        if known.state is FeedState.GONE:  # it answers again
            await self._store.check_soon(known.source.id, instant(self._clock.now()))
        saved = await self._store.save_follow(
            Follow(0, scope, known, place, post, ping, wanted, added_by=added_by)
        )
        words = wanted if wanted.any_of or wanted.all_of or wanted.none_of else saved.filter
        again = replace(saved, post=post, ping=ping, filter=words, paused=False)
        return saved if again == saved else await self._store.save_follow(again)

    async def follows(self, scope: Scope) -> list[Follow]:
        """What a scope follows, the oldest first."""
        return await self._store.follows(scope)

    async def one(self, scope: Scope, follow_id: int) -> Follow:
        """One of them. Raises NotFound."""
        follow = await self._store.follow(scope, follow_id)
        if follow is None:
            raise NotFound(f"There is no feed {follow_id}", todo="`feed list` shows the numbers")
        return follow

    async def unfollow(self, scope: Scope, follow_id: int) -> Follow:
        """Follow it no more; what it was is returned. Raises NotFound."""
        follow = await self.one(scope, follow_id)
        await self._store.unfollow(scope, follow_id)
        return follow

    async def pause(self, scope: Scope, follow_id: int) -> Follow:
        """Neither post nor index anything for this follow until it is resumed. Raises NotFound."""
        return await self._store.save_follow(replace(await self.one(scope, follow_id), paused=True))

    async def resume(self, scope: Scope, follow_id: int) -> Follow:
        """Go on with it. Raises NotFound."""
        return await self._store.save_follow(replace(await self.one(scope, follow_id), paused=False))

    async def set_filter(self, scope: Scope, follow_id: int, filter: Filter) -> Follow:  # noqa: A002
        """Want other entries from now on. Raises NotFound, UsageError."""
        wanted = checked(filter)
        return await self._store.save_follow(replace(await self.one(scope, follow_id), filter=wanted))

    async def try_filter(self, scope: Scope, follow_id: int, filter: Filter) -> Trial:  # noqa: A002
        """What a filter would make of a feed's last entries. Raises NotFound, UsageError."""
        return await self._trials.filtered(await self.one(scope, follow_id), checked(filter))

    async def test(self, scope: Scope, follow_id: int, limit: int = 5) -> list[Judged]:
        """What would become of the newest entries listed now, gate by gate; nothing is kept.

        Raises NotFound, FetchError, NotAFeed.
        """
        return await self._trials.newest(await self.one(scope, follow_id), limit)

    async def why(self, scope: Scope, url: str) -> list[Judged]:
        """What became of an address in the feeds a scope follows, gate by gate; "": of the newest entries."""
        address = canonical(_address(url)) if url else ""
        found = await self._store.judgements(scope, address, _WHY)
        return [_explained(one) for one in found]

    async def revisions(self, scope: Scope, article_id: int) -> list[Revision]:
        """An article as it was published, each time. Raises NotFound."""
        found = await self._store.revisions(scope, article_id)
        if not found:
            raise NotFound(f"There is no article {article_id}", todo="`articles list` shows the numbers")
        return found

    async def poll(self, scope: Scope | None, url: str = "") -> list[Report]:
        """Ask now what a scope follows (None: what anybody does), or its feed at one address.

        Raises NotFound where it follows none there.
        """
        feeds = await self._store.feeds(scope)
        if url:
            feeds = [one for one in feeds if url in (one.url, one.site)]
            if not feeds:
                raise NotFound(f"Nobody follows {url}", todo="`feed list` shows what is followed")
        return await self._rounds.ask([one for one in feeds if one.state is not FeedState.PAUSED])

    async def poll_some(self, scope: Scope, source_ids: Collection[int]) -> list[Report]:
        """Ask now those of these feeds that a scope follows, but none that is being asked."""
        feeds = [one for one in await self._store.feeds(scope) if one.source.id in source_ids]
        return await self._rounds.ask([one for one in feeds if one.state is not FeedState.PAUSED])

    async def tick(self, now: datetime | None = None) -> list[Report]:
        """Ask everything that is due by now, and look again at articles that could not be had."""
        return await self._rounds.due(now or self._clock.now())

    async def retry(self, scope: Scope, source_id: int) -> Report:
        """Ask a failing or gone feed again at once; as it was last, where it is being asked just now.

        Raises NotFound if the scope follows it no more.
        """
        feeds = [one for one in await self._store.feeds(scope) if one.source.id == source_id]
        if not feeds:
            raise NotFound("This feed is not followed here any more")
        await self._store.check_soon(source_id, instant(self._clock.now()))
        reports = await self._rounds.ask(feeds)
        return reports[0] if reports else Report(feeds[0], error=feeds[0].error)

    async def import_opml(
        self, scope: Scope, data: bytes, *, place: int = 0, post: bool = False, added_by: int = 0
    ) -> list[Follow]:
        """Follow what an OPML file lists, asked at the next tick; what is followed already stays as it is.

        Raises DocumentError.
        """
        listed = await asyncio.to_thread(read_opml, data)
        return [
            await self._store.save_follow(
                Follow(
                    0,
                    scope,
                    Feed(Source(0, SourceKind.FEED, title or url), url),
                    place,
                    post,
                    added_by=added_by,
                )
            )
            for title, url in listed
        ]

    async def export_opml(self, scope: Scope) -> bytes:
        """What a scope follows, as OPML."""
        feeds = [(one.source.name, one.url) for one in await self._store.feeds(scope)]
        return write_opml(feeds, "Warta", self._clock.now()).encode()

    async def health(self, scope: Scope | None) -> list[Feed]:
        """The feeds of a scope (None: all), those that fail first, the longest failing of them."""
        feeds = await self._store.feeds(scope)
        return sorted(feeds, key=lambda one: (one.state is not FeedState.GONE, -one.failures, one.source.id))


def _explained(judged: Judged) -> Judged:
    """With the gates of what was never taken through them."""
    if judged.gates:
        return judged
    if judged.fate is Fate.OLD:
        old = Gate(GateName.NEW, False, "it was there before the feed was followed, and others were newer")
        return replace(judged, gates=(Gate(GateName.READ, True), old))
    if judged.fate is Fate.WAITING:
        waits = Gate(GateName.PAGE, False, "it waits for its turn")
        return replace(judged, gates=(Gate(GateName.READ, True), Gate(GateName.NEW, True), waits))
    return judged


def _address(url: str) -> str:
    """An address as a person types it, with its scheme. Raises UsageError."""
    url = url.strip()
    if "://" not in url:
        url = f"https://{url}"
    if not canonical(url):
        raise UsageError(f"{url!r} is not an address", todo="write it like https://…")
    return url
