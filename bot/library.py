"""A scope's library as a front end shows it: what it holds, what is added to it, what is forgotten."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from bot.domain import Article, Counts, Feedback, Follow, Ingested, Preferences, Schedule, Scope, Sentence
from bot.errors import NotFound, WartaError
from bot.ingest.files import Handed
from bot.ingest.service import IngestService
from bot.ports import ArticleStore, AskedStore, ChannelStore, FeedStore, ScheduleStore, ScopeStore, WatchStore

MOST_EXPORTED = 5_000  # articles; an export is a file that somebody opens
_PAGE = 500
_OPINIONS = 1_000_000
_REMEMBERED = 5_000  # scopes whose preferences are held in memory


class LibraryStore(
    ArticleStore, AskedStore, ChannelStore, FeedStore, ScheduleStore, ScopeStore, WatchStore, Protocol
):
    """What a library needs of the store."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the articles, the page's number (1 …), how many pages there are, and how much is held."""

    articles: Sequence[Article]
    number: int
    pages: int
    held: Counts


class Library:
    """What each scope keeps."""

    def __init__(self, store: LibraryStore, ingest: IngestService) -> None:
        self._store = store
        self._ingest = ingest
        self._preferences: dict[Scope, Preferences] = {}

    async def held(self, scope: Scope) -> Counts:
        """How much a scope's library holds."""
        return await self._store.counts(scope)

    async def page(self, scope: Scope, number: int, size: int) -> Page:
        """A page of the articles, the newest first; the last one where there are not as many."""
        held = await self._store.counts(scope)
        pages = max(1, -(-held.articles // size))
        number = max(1, min(number, pages))
        articles = await self._store.articles(scope, limit=size, offset=(number - 1) * size)
        return Page(articles, number, pages, held)

    async def article(self, scope: Scope, article_id: int) -> tuple[Article, list[Sentence]]:
        """An article with its sentences. Raises NotFound."""
        article = await self._store.article(scope, article_id)
        if article is None:
            raise NotFound(f"There is no article {article_id}", todo="/article list shows the numbers")
        return article, await self._store.sentences(scope, article_id)

    def add(
        self, scope: Scope, handed: Iterable[Handed], stated: Mapping[str, str] | None = None
    ) -> AsyncIterator[Ingested]:
        """Take in what was handed over; the fate of each, in order."""
        return self._ingest.ingest(scope, handed, stated)

    async def remove(self, scope: Scope, article_id: int) -> Article:
        """Forget an article; it is returned. Raises NotFound, or UsageError for one of a feed."""
        article, _ = await self.article(scope, article_id)
        if not await self._store.remove_article(scope, article_id):
            raise WartaError(f"Article {article_id} stays", "it belongs to a feed", "remove the feed instead")
        return article

    async def preferences(self, scope: Scope) -> Preferences:
        """What a scope has set; remembered, since every reply asks for it."""
        if (known := self._preferences.get(scope)) is None:
            known = await self._store.preferences(scope)
            if len(self._preferences) >= _REMEMBERED:
                self._preferences.clear()
            # Whatever was set while this was read is newer.
            known = self._preferences.setdefault(scope, known)
        return known

    async def prefer(self, scope: Scope, preferences: Preferences) -> None:
        """Set it."""
        await self._store.save_preferences(scope, preferences)
        self._preferences[scope] = preferences

    async def feedback(self, scope: Scope | None = None, limit: int = _OPINIONS) -> list[Feedback]:
        """What was thought of answers, the newest first; in all scopes, or in one."""
        return await self._store.feedback(scope, limit)

    async def export(self, scope: Scope, person: int, *, whole: bool) -> dict[str, Any]:
        """What is kept of a person in a scope, as JSON values; with `whole`, the scope's library too."""
        asked, thought = await self._store.of_person(scope, person)
        record: dict[str, Any] = {
            "questions": [_without_scope(one) for one in asked],
            "feedback": [_without_scope(one) for one in thought],
            "feeds": [
                _followed(one) for one in await self._store.follows(scope) if whole or one.added_by == person
            ],
            "digests": [
                _scheduled(one)
                for one in await self._store.schedules(scope)
                if whole or one.added_by == person
            ],
        }
        record["watches"] = [_without_scope(one) for one in await self._store.watches(scope, person)]
        if lines := await self._store.lines_of_person(scope, person):
            record["lines"] = [_without_scope(one) for one in lines]
        if person in await self._store.opted_out():
            record["opted_out_of_recaps"] = True
        if whole:
            record["channel_days"] = [_without_scope(one) for one in await self._store.channel_days(scope)]
            record["preferences"] = asdict(await self._store.preferences(scope))
            opinions = await self._store.feedback(scope, _OPINIONS)
            record["all_feedback"] = [_without_scope(one) for one in opinions]
            record["articles"] = [one async for one in self._articles(scope)]
            held = (await self._store.counts(scope)).articles
            record["articles_left_out"] = max(0, held - len(record["articles"]))
        return record

    async def _articles(self, scope: Scope) -> AsyncIterator[dict[str, Any]]:
        for offset in range(0, MOST_EXPORTED, _PAGE):
            articles = await self._store.articles(scope, limit=_PAGE, offset=offset)
            for article in articles:
                sentences = await self._store.sentences(scope, article.id)
                yield asdict(article) | {"text": [one.text for one in sentences]}
            if len(articles) < _PAGE:
                return

    async def forget_person(self, scope: Scope, person: int) -> int:
        """Forget what a person asked, thought, and wrote in channels whose own day is on.

        How many questions and opinions it was.
        """
        return await self._store.forget_person(scope, person)

    async def forget_scope(self, scope: Scope) -> int:
        """Forget everything that is a scope's own; how many articles it was."""
        forgotten = await self._store.forget_scope(scope)
        self._preferences.pop(scope, None)
        return forgotten


def _followed(follow: Follow) -> dict[str, Any]:
    record = asdict(follow)
    record.pop("scope")
    return record | {"feed": {"title": follow.feed.source.name, "url": follow.feed.url}}


def _scheduled(schedule: Schedule) -> dict[str, Any]:
    record = asdict(schedule)
    record.pop("scope")
    return record | {"times": [f"{at:%H:%M}" for at in schedule.times]}


def _without_scope(one: Any) -> dict[str, Any]:
    record = asdict(one)
    for name in ("scope", "place", "put_in", "quoted"):  # the last three are not read back
        record.pop(name, None)
    return record
