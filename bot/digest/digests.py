"""Digests: the news of a scope between two instants, told in a few quoted sentences a story.

    catch up | arrivals | rank | tell, story by story | corrections | questions answered since

What is heavy runs on a thread in slices, a story at a time, so that the event loop gets its turns.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from bot.digest import concepts
from bot.digest.compose import heard, tell, told_by
from bot.digest.corrections import corrections
from bot.digest.ranking import Gathered, language_of, rank
from bot.domain import Answer, Arrival, Digest, DigestAnswer, DigestQuote, DigestStory, Scope
from bot.errors import QuestionError
from bot.ports import ArticleStore, DigestStore, ScopeStore

MOST_STORIES = 25  # of a digest
MOST_ARRIVALS = 5_000  # articles that one is made of, the newest
_REVISED = 40  # articles that are looked at for corrections, the last changed
_ASKED = timedelta(days=30)  # how long a scope is taken to be interested, and a question to be open
_QUESTIONS = 200  # that tell what a scope is interested in
_OPEN = 12  # questions that are asked again
_ANSWERED = 3  # that are told of
_SECONDS = 3.0  # for all of them together
_NEWEST = 50  # articles by whose language a digest of a day without any is written


class ComposingStore(DigestStore, ArticleStore, ScopeStore, Protocol):
    """What composing digests needs of the store."""


class CatchUp(Protocol):
    """Puts what has no story yet into one: `bot.digest.service.StoryService.catch_up`."""

    def __call__(self) -> Awaitable[object]:
        """Do it."""


class Ask(Protocol):
    """Answers a question: `bot.answer.service.AnswerService.ask`."""

    def __call__(self, text: str, scope: Scope, *, limit: int) -> Awaitable[Answer]:
        """The answer. Raises QuestionError."""


class DigestService:
    """Composes digests, one at a time."""

    def __init__(self, store: ComposingStore, catch_up: CatchUp, ask: Ask) -> None:
        self._store = store
        self._catch_up = catch_up
        self._ask = ask
        self._turn = asyncio.Lock()  # many may be due in one minute, and each holds its articles in memory

    async def make(
        self,
        scope: Scope,
        *,
        since: str,
        until: str,
        language: str = "",
        stories: int = 5,
        words: Sequence[str] = (),
    ) -> Digest:
        """The news of `scope` that came in after the instant `since` ("": ever) and by `until`.

        Instants are in UTC, to the second; `until` is to be over, else what comes in within its second is in
        no digest. A `language` of "" is the one that the scope has set, or that of most articles. `stories`
        is how many are told at most; `words` are names and words of interest beside what was asked.
        """
        async with self._turn:
            await self._catch_up()
            found = await self._store.arrivals(scope, since, until, MOST_ARRIVALS)
            language = language or await self._language(scope, found)
            ranked = await self._ranked(scope, found, language, (since, until), words)
            told = await self._tell(scope, ranked[: max(0, min(stories, MOST_STORIES))], language)
            changed = await self._store.revised(scope, since, until, _REVISED)
            return Digest(
                scope,
                language,
                since,
                until,
                tuple(told),
                await asyncio.to_thread(corrections, changed),
                await self._answered(scope, since, until) if found else (),
                len(found),
                len(ranked) - len(told),
            )

    async def _language(self, scope: Scope, found: Sequence[Arrival]) -> str:
        if chosen := (await self._store.preferences(scope)).language:
            return chosen
        articles = [one.article for one in found] or await self._store.articles(scope, limit=_NEWEST)
        return language_of(articles)

    async def _ranked(
        self,
        scope: Scope,
        found: Sequence[Arrival],
        language: str,
        period: tuple[str, str],
        words: Sequence[str],
    ) -> list[Gathered]:
        if not found:
            return []
        since, until = period
        interest = await self._store.interest(scope, _before(until, _ASKED), _QUESTIONS)
        interest = replace(interest, words=tuple(words))
        return await asyncio.to_thread(
            rank, found, language, interest, concepts.load, since=since, until=until
        )

    async def _tell(self, scope: Scope, ranked: Sequence[Gathered], language: str) -> list[DigestStory]:
        stories: list[DigestStory] = []
        told: set[str] = set()
        for one in ranked:
            articles = told_by(one, language)
            read, sentences = heard(articles, language)
            openings = await self._store.openings(scope, [each.id for each in read], sentences)
            story = await asyncio.to_thread(tell, one.story_id, articles, language, openings, told)
            told.update(quote.text for quote in story.quotes)
            stories.append(story)
        return stories

    async def _answered(self, scope: Scope, since: str, until: str) -> tuple[DigestAnswer, ...]:
        """Questions that had no answer, and that an article of the period answers."""
        answers: list[DigestAnswer] = []
        loop = asyncio.get_running_loop()
        end = loop.time() + _SECONDS
        for question, asked_at in await self._store.unanswered(scope, _before(until, _ASKED), until, _OPEN):
            if len(answers) == _ANSWERED or loop.time() > end:
                break
            quote = await self._answer(question, scope, max(since, asked_at), until)
            if quote is not None:
                answers.append(DigestAnswer(question, quote))
        return tuple(answers)

    async def _answer(self, question: str, scope: Scope, since: str, until: str) -> DigestQuote | None:
        """What answers a question, if that was added after `since` and by `until`."""
        try:
            answer = await self._ask(question, scope, limit=1)
        except QuestionError:
            return None
        if answer.abstained or not answer.evidence:
            return None
        best = answer.evidence[0].candidate
        if not since < best.article.added_at <= until:
            return None
        return DigestQuote(best.article, best.sentence.position, best.sentence.text)


def _before(instant: str, span: timedelta) -> str:
    moment = datetime.fromisoformat(instant).astimezone(UTC) - span
    return moment.isoformat(timespec="seconds")
