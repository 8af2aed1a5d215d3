"""Going round the feeds: everything that is due, side by side, and nobody waits for those that fail.

due feeds | healthy ones, failing ones apart | check | judge what waits
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import Fate, Feed, FeedState, Report
from bot.errors import StorageError
from bot.ingest.checking import Checker, instant
from bot.ingest.judging import Judge
from bot.ingest.turns import together
from bot.ports import FeedStore

_AT_ONCE = 32  # feeds that are asked at a time; the network has limits of its own (16, 2 a host)
_FAILING_AT_ONCE = 4  # of those, feeds that failed the last time: they may take long to fail again
_LATER = 30.0  # seconds that those wait at most for the healthy ones to be asked
_WORKING = 6  # feeds whose articles are fetched and read at a time
_MOST = 2_000  # feeds of one round, and entries looked at again
KEPT = timedelta(days=30)  # a feed that nobody follows, and its articles, are forgotten after so long
REMEMBERED = (
    3_000  # entries of a feed; it lists 1,000 at most, and what comes again later is known by its article
)

_log = logging.getLogger("warta.feeds")


class Rounds:
    """Asks feeds and judges what they bring, several at a time and each once at a time."""

    def __init__(self, store: FeedStore, checker: Checker, judge: Judge) -> None:
        self._store = store
        self._checker = checker
        self._judge = judge
        self._healthy = asyncio.Semaphore(_AT_ONCE)
        self._failing = asyncio.Semaphore(_FAILING_AT_ONCE)
        self._working = asyncio.Semaphore(_WORKING)
        self._checking = 0  # healthy feeds that are being asked, or are about to be
        self._quiet = asyncio.Event()  # set while there are none
        self._quiet.set()
        self._busy: set[int] = set()
        self._swept: datetime | None = None

    async def due(self, now: datetime) -> list[Report]:
        """Ask all that is due, and look again at articles that could not be had."""
        feeds = await self._store.due_feeds(instant(now), _MOST)
        waiting = await self._store.waiting(instant(now), _MOST)
        left = {one.source.id for one in waiting}
        again = left - {one.source.id for one in feeds}
        asked = [self._ask(one, left=one.source.id in left, last=one.failures > 0) for one in feeds]
        reports = await together([*asked, *(self._again(one) for one in again)])
        await self._sweep(now)
        return [one for one in reports if one is not None]

    async def ask(self, feeds: Sequence[Feed]) -> list[Report]:
        """Ask these feeds now, but those that are being asked."""
        found = await together(self._ask(one) for one in feeds)
        return [one for one in found if one is not None]

    async def _ask(self, feed: Feed, *, left: bool = True, last: bool = False) -> Report | None:
        """Ask a feed, and judge what it brings, or what is `left` from before; `last`: after the healthy."""
        if feed.source.id in self._busy:
            return None
        self._busy.add(feed.source.id)
        try:
            report = await self._check(feed, last=last)
            if report.error:
                _log.info("a feed fails (%d): %s: %s", report.feed.failures, feed.url, report.error)
            moved = await self._store.feed_at(report.feed.url) if report.feed.url != feed.url else None
            fates = await self._work(moved or report.feed) if report.changed or moved or left else Counter()
            return replace(report, fates=tuple(sorted(fates.items())))
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  a mistake of ours with one feed must not keep the others waiting
            _log.exception("a feed cannot be followed: %s", feed.url)
            return Report(feed, error=f"Something went wrong with it ({type(error).__name__}).")
        finally:
            self._busy.discard(feed.source.id)

    async def _check(self, feed: Feed, *, last: bool) -> Report:
        if not last:
            self._checking += 1
            self._quiet.clear()
            try:
                async with self._failing if feed.failures else self._healthy:
                    return await self._checker.check(feed)
            finally:
                self._checking -= 1
                if not self._checking:
                    self._quiet.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LATER):  # wait_for may lose a cancellation before Python 3.12
                await self._quiet.wait()
        async with self._failing:
            return await self._checker.check(feed)

    async def _again(self, source_id: int) -> None:
        feed = await self._store.feed(source_id)
        if feed is None or feed.state is FeedState.PAUSED or source_id in self._busy:
            return
        self._busy.add(source_id)
        try:
            await self._work(feed)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001  a mistake of ours: see _ask
            _log.exception("articles of a feed cannot be judged: %s", feed.url)
        finally:
            self._busy.discard(source_id)

    async def _work(self, feed: Feed) -> Counter[Fate]:
        async with self._working:
            return await self._judge.work(feed.source)

    async def _sweep(self, now: datetime) -> None:
        """Forget, once an hour at most, what nobody has followed for long, and entries of long ago."""
        if self._swept is not None and now - self._swept < timedelta(hours=1):
            return
        self._swept = now
        if gone := await self._store.forget_unfollowed(instant(now - KEPT)):
            _log.info("forgot %d feeds that nobody follows any more", gone)
        await self._store.forget_entries(REMEMBERED)
