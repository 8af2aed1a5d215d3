"""Watches: people are told of a new sentence that they wait for, once a story.

    new articles | whose watches see them | prepare | match, in slices | note the hits with their posts | poke

Where it left off stands in the store, and moves in the transaction that notes the hits: who is killed before
has told nobody, and the next tick begins anew; after it the posts are the outbox's.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.answer.candidates import Remembered, expand, weigh
from bot.answer.mentions import Batch, Match, Prepared, is_question, matches, phrases_in
from bot.answer.question import analyse
from bot.domain import Candidate, Hit, News, Post, PostKind, Question, Scope, Watch
from bot.errors import NotFound, QuestionError, UsageError
from bot.ports import ArticleStore, Clock, SearchStore, StoryStore, WatchStore
from bot.text.lexicon import Lexicon
from bot.watch.quiet import quiet_until, read_quiet

LONGEST = 300  # letters of a watch
MOST_AN_HOUR = 10  # alerts of one person; more wait for the next hour
_BATCH = 300  # articles that are looked at together: a watch costs about the same for one as for all
_SLICE = 25  # watches that are matched before others get their turn
_TRIED = 200  # articles that a text is tried on
_SHOWN = 3
_REMEMBERED = 5_000  # texts
_HOUR = timedelta(hours=1)


class WatchingStore(WatchStore, ArticleStore, SearchStore, StoryStore, Protocol):
    """What watching needs of the store."""


class WatchService:
    """Keeps watches and tells of what is new; `most` is how many one person may have in a scope."""

    def __init__(
        self,
        store: WatchingStore,
        lexicon: Callable[[], Lexicon],
        threshold: float,
        clock: Clock,
        *,
        most: int,
        poke: Callable[[], None],
    ) -> None:
        self._store = store
        self._lexicon = lexicon
        self._threshold = threshold
        self._clock = clock
        self._most = most
        self._poke = poke
        self._running = asyncio.Lock()
        self._questions: dict[str, Question] = {}  # by text: to understand one takes a millisecond

    async def add(self, watch: Watch, quiet: str = "") -> Watch:
        """Keep a watch. Raises UsageError or QuestionError for what cannot be watched, and for too many."""
        if not self._most:
            raise UsageError("Nothing is watched for here", "it is switched off (watches.per_person)")
        text = " ".join(watch.text.split())
        if len(text) > LONGEST:
            raise UsageError("That is too long to watch for", f"at most {LONGEST} characters are read")
        await self._prepare(watch.scope, text)
        since, until = read_quiet(quiet)
        kept = await self._store.save_watch(
            replace(
                watch,
                text=text,
                question=is_question(text),
                quiet_from=since,
                quiet_to=until,
                added_at=_text(self._clock.now()),
            ),
            self._most,
        )
        if kept is None:
            raise UsageError(f"There are {self._most} watches already", todo="remove one first")
        return kept

    async def watches(self, scope: Scope | None, person: int | None = None) -> list[Watch]:
        """The watches of `scope` (None: of all), and of one person where given, the oldest first."""
        return await self._store.watches(scope, person)

    async def one(self, person: int, watch_id: int) -> Watch:
        """A watch of a person. Raises NotFound."""
        found = await self._store.watch(watch_id)
        if found is None or found.person != person:
            raise NotFound(f"There is no watch {watch_id}", todo="the list shows their numbers")
        return found

    async def remove(self, person: int, watch_id: int) -> Watch:
        """Forget it. Raises NotFound."""
        found = await self.one(person, watch_id)
        await self._store.remove_watch(watch_id)
        return found

    async def pause(self, person: int, watch_id: int, *, paused: bool = True) -> Watch:
        """Let it rest, or go on; what is new meanwhile is not told of later. Raises NotFound."""
        changed = replace(await self.one(person, watch_id), paused=paused)
        await self._store.save_watch(changed, self._most)
        return changed

    async def recent(self, watch: Watch, since: str = "", limit: int = _SHOWN) -> list[Hit]:
        """What a watch would have told of among the newest articles of its scope, those `since` a time.

        Raises as `add`.
        """
        articles = await self._store.articles(watch.scope, limit=_TRIED)
        chosen = [one for one in articles if max(one.published_at, one.added_at) >= since]
        batch = await self._batch({one.id: watch.scope for one in chosen})
        prepared = await self._prepare(watch.scope, watch.text)
        found = await asyncio.to_thread(matches, prepared, batch, self._threshold)
        best: dict[int, Hit] = {}
        for one in found:
            best.setdefault(one.candidate.article.id, _hit(watch, 0, one))
        return list(best.values())[:limit]

    async def tick(self, _: datetime) -> int:
        """Look at what is new; how many alerts there are. Only one at a time, the others do nothing."""
        if self._running.locked():
            return 0
        async with self._running:
            told, prepared = 0, dict[int, Prepared]()
            cursor = await self._store.looked_at()
            if cursor is None:
                cursor = await self._begin()
            while news := await self._store.news(cursor, _BATCH):
                hits = await self._hits(news, prepared)
                cursor = news[-1].number
                told += await self._store.save_hits(await self._posts(hits), cursor, _text(self._clock.now()))
            if told:
                self._poke()
            return told

    async def _begin(self) -> int:
        """Where to look from for the first time: from the first watch on, else from now."""
        watches = await self._store.watches(None)
        last = await self._store.news(None, 1)
        now = last[0].number if last else 0
        cursor = min([one.after for one in watches], default=now)
        await self._store.save_hits([], cursor, _text(self._clock.now()))
        return cursor

    async def _hits(self, news: Sequence[News], prepared: dict[int, Prepared]) -> list[Hit]:
        """The best hit of each watch in each story of these articles, if it has not told of that story.

        `prepared` are the watches that were understood before, to which others are added.
        """
        # What is watched for at a terminal has no place: it is looked for when somebody asks.
        watches = [one for one in await self._store.watches(None) if one.place and not one.paused]
        if not watches:
            return []
        scopes = list(dict.fromkeys(one.scope for one in watches))
        seen = await self._store.seen_by([one.article_id for one in news], scopes)
        reader = {article: scope for scope, articles in seen.items() for article in articles}
        candidates = {
            article: await self._store.candidates_of(scope, article) for article, scope in reader.items()
        }
        known = {one.article_id: one for one in news}
        before = await self._store.hit_before([one.id for one in watches], [one.story_id for one in news])
        hits: list[Hit] = []
        batches: dict[tuple[int, ...], Batch] = {}  # servers that follow the same feeds see the same
        for scope, articles in seen.items():
            if (key := tuple(articles)) not in batches:
                every = [one for article in articles for one in candidates[article]]
                batches[key] = await asyncio.to_thread(Batch, every)
            batch = batches[key]
            own = [one for one in watches if one.scope == scope]
            await self._prepare_all(scope, [one for one in own if one.id not in prepared], prepared)
            for first in range(0, len(own), _SLICE):
                part = [(one, prepared[one.id]) for one in own[first : first + _SLICE] if one.id in prepared]
                found = await asyncio.to_thread(_matched, part, batch, self._threshold)
                hits += _folded(found, known, before)
        return hits

    async def _prepare_all(
        self, scope: Scope, watches: Sequence[Watch], prepared: dict[int, Prepared]
    ) -> None:
        vocabulary = Remembered(self._store)
        total = (await self._store.counts(scope)).sentences
        for one in watches:
            # It could be read when it was added, perhaps by another version.
            with suppress(QuestionError):
                prepared[one.id] = await self._understood(vocabulary, one.text, total)

    async def _prepare(self, scope: Scope, text: str) -> Prepared:
        total = (await self._store.counts(scope)).sentences
        return await self._understood(Remembered(self._store), text, total)

    async def _understood(self, vocabulary: Remembered, text: str, total: int) -> Prepared:
        question = self._questions.get(text)
        if question is None:
            question = await asyncio.to_thread(lambda: analyse(text, self._lexicon(), None))
            if len(self._questions) >= _REMEMBERED:
                self._questions.clear()
            self._questions[text] = question
        if not question.terms:
            raise QuestionError("That holds no word to watch for", todo="name a person, a place or a thing")
        question = await expand(vocabulary, question)
        weighed = await weigh(vocabulary, question, total)
        return Prepared(question, tuple(weighed), phrases_in(text), is_question(text))

    async def _batch(self, articles: Mapping[int, Scope]) -> Batch:
        candidates: list[Candidate] = []
        for article, scope in articles.items():
            candidates += await self._store.candidates_of(scope, article)
        return await asyncio.to_thread(Batch, candidates)

    async def _posts(self, hits: Sequence[Hit]) -> list[tuple[int, int, Post]]:
        """What is posted of hits: what is too much in an hour, and what falls into quiet hours, waits."""
        now, told = self._clock.now(), Counter[int]()
        posts = []
        for one in hits:
            person = one.watch.person
            if person not in told:
                told[person] = await self._store.hits_since(person, _text(now - _HOUR))
            posts.append((one.watch.id, one.story_id, _post(one, now, told[person])))
            told[person] += 1
        return posts


def told_in(watch: Watch) -> Scope:
    """Whose place the alerts of a watch are posted to: direct messages are the person's own."""
    return Scope(f"discord:dm:{watch.person}") if watch.direct else watch.scope


def _matched(
    watches: Sequence[tuple[Watch, Prepared]], batch: Batch, threshold: float
) -> list[tuple[Watch, Match]]:
    return [(watch, one) for watch, prepared in watches for one in matches(prepared, batch, threshold)]


def _folded(
    found: Sequence[tuple[Watch, Match]], known: Mapping[int, News], before: set[tuple[int, int]]
) -> list[Hit]:
    """The best of each watch and story; not what it told of before, nor what is not new to it."""
    hits: dict[tuple[int, int], Hit] = {}
    for watch, one in found:
        news = known[one.candidate.article.id]
        key = (watch.id, news.story_id)
        if news.number > watch.after and key not in before:
            hits.setdefault(key, _hit(watch, news.story_id, one))
    return list(hits.values())


def _hit(watch: Watch, story: int, one: Match) -> Hit:
    sentence = one.candidate.sentence
    return Hit(
        watch, story, one.candidate.article, sentence.position, sentence.text, one.span, one.confidence
    )


def _post(hit: Hit, now: datetime, told: int) -> Post:
    """The alert, which needs nothing else: in direct messages the article could not be looked up.

    `told` is how many alerts the person has had within the hour.
    """
    watch = hit.watch
    article = asdict(hit.article)
    payload = {
        "watch": watch.id,
        "text": watch.text,
        "asks": watch.question,
        "language": watch.language,
        "ping": "" if watch.direct or not watch.person else f"<@{watch.person}>",
        "article": article,
        "position": hit.position,
        "quote": hit.text,
        "span": [hit.span.start, len(hit.span.text)] if hit.span is not None else [0, 0],
        "confidence": round(hit.confidence, 4),
        "direct": watch.direct,
        "scope": watch.scope.name,
    }
    due = now + _HOUR * (told // MOST_AN_HOUR)
    due = quiet_until(due, watch.quiet_from, watch.quiet_to, watch.zone) or due
    return Post(
        f"alert:{watch.id}:{hit.story_id}",
        PostKind.ALERT,
        told_in(watch),
        watch.place,
        json.dumps(payload, ensure_ascii=False),
        not_before=_text(due) if due > now else "",
    )


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds")
