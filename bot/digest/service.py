"""Stories: every stored article is put into one, in the order in which articles come in.

    stored | storyless | profile | compare | save

What is decided is final, since a post may have been made of it. The articles that later ones are compared
with are held in memory; what is missing there, after a start or because another process placed it, is read
first.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.digest import concepts
from bot.digest.clusterer import PACE, WINDOW
from bot.digest.stories import Stories
from bot.domain import Scope, Story, Told
from bot.ports import Clock, StoryStore

_BATCH = 50  # articles a transaction
_READ = 2_000  # profiles at a time
_MOST = 1_000  # articles that wait for their story and are looked at when stories are asked for
_TICK = 100  # of them at a tick, while people may be asking questions: about 2 s of work
_TIDY = timedelta(hours=6)


class StoryService:
    """Puts articles into stories and tells which there are."""

    def __init__(self, store: StoryStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._placing = asyncio.Lock()  # one batch at a time
        self._stories: Stories | None = None
        self._number = 0  # of the last article that was read
        self._own: set[int] = set()  # articles placed here since
        self._tidied: datetime | None = None

    async def warm_up(self) -> None:
        """Read what articles will be compared with, before the first has to wait for it."""
        async with self._placing:
            self._stories = await self._up_to_date()

    async def place(self, articles: Sequence[int]) -> None:
        """Put articles that were just stored into stories; those that have one keep it."""
        for first in range(0, len(articles), _BATCH):
            await self._place(articles[first : first + _BATCH])

    async def catch_up(self, limit: int = _MOST) -> int:
        """Put what else has no story into one, the newest first, about `limit` at most; how many it was.

        That is what was stored by a version without stories, in a bulk, or just before the power went.
        """
        placed = 0
        while placed < limit and (now := await self._place(None)):
            placed += now
        return placed

    async def tick(self, _: datetime) -> None:
        """Catch up a little, whenever a scheduler says so."""
        await self.catch_up(_TICK)

    async def story_of(self, scope: Scope, article_id: int) -> Story | None:
        """The story of an article that `scope` may see."""
        await self.place([article_id])
        return await self._store.story_of(scope, article_id)

    async def stories(self, scope: Scope, *, since: str = "", limit: int) -> list[Story]:
        """The stories of `scope` with an article since an instant or day, those told last first."""
        await self.catch_up()
        return await self._store.stories(scope, since, limit)

    async def _place(self, articles: Sequence[int] | None) -> int:
        """Put a batch of articles, or of those that wait, into stories; how many had none."""
        async with self._placing:
            waiting = await self._store.storyless(_BATCH, articles)
            if not waiting:
                return 0
            stories = await self._up_to_date()
            self._stories = None  # whoever is cut off from here on begins anew
            now = self._clock.now().astimezone(UTC).isoformat(timespec="seconds")
            told = [await asyncio.to_thread(stories.place, one, now) for one in waiting]
            kept = await self._store.save_told(told)
            if len(kept) == len(told):  # else another process was faster, and what it decided counts
                await asyncio.to_thread(
                    stories.settle, {one.story_id: kept[one.article_id] for one in told if one.story_id < 0}
                )
                self._own.update(kept)
                self._stories = stories
            await self._tidy()
            return len(waiting)

    async def _up_to_date(self) -> Stories:
        """The articles to compare with: read where they are not at hand, or another process placed them."""
        stories = self._stories
        if stories is None:
            stories = Stories(await asyncio.to_thread(concepts.load))
            self._number, self._own = 0, set()
        while found := await self._store.told(self._number, self._past(), PACE, _READ):
            fresh = [one for one in found if one.article_id not in self._own]
            await asyncio.to_thread(_restore, stories, fresh)
            self._number = found[-1].number
        self._own = set()
        return stories

    async def _tidy(self) -> None:
        now = self._clock.now()
        if self._tidied is None or now - self._tidied >= _TIDY:
            await self._store.forget_profiles(self._past())
            self._tidied = now

    def _past(self) -> str:
        """Before when an article was placed that is no longer compared with others."""
        return (self._clock.now().astimezone(UTC) - timedelta(hours=WINDOW)).isoformat(timespec="seconds")


def _restore(stories: Stories, found: Sequence[Told]) -> None:
    for one in found:
        stories.restore(one)
