"""Ask: from a question to a quoted sentence, or to an honest "not in your sources".

text | analyse | expand | weigh | candidates | rank | fold | keep or abstain
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.answer.candidates import Remembered, Weighed, expand, gather, weigh, weigh_within
from bot.answer.fold import fold
from bot.answer.question import analyse
from bot.answer.rank import Ranked, rank
from bot.answer.spoken import gather_spoken
from bot.answer.suggest import suggest
from bot.domain import ANYWHERE, Answer, AnswerKind, Article, Counts, Question, Scope, Within
from bot.errors import NotFound
from bot.ports import ArticleStore, AttributionStore, Clock, SearchStore
from bot.text.lexicon import Lexicon

DEFAULT_LIMIT = 5
NEAREST = 3


class AnswerStore(ArticleStore, SearchStore, AttributionStore, Protocol):
    """What answering needs of the store."""


@dataclass(frozen=True, slots=True)
class Considered:
    """A question as understood, with the sentences compared for it, best first, and out of how much.

    `newest` are articles of the time asked about, where it is all that was asked about.
    """

    question: Question
    weighed: tuple[Weighed, ...]
    ranked: tuple[Ranked, ...]
    searched: Counts
    newest: tuple[Article, ...] = ()


class AnswerService:
    """Answers questions out of a scope's articles."""

    def __init__(
        self, store: AnswerStore, lexicon: Callable[[], Lexicon], threshold: float, clock: Clock
    ) -> None:
        self._store = store
        self._clock = clock
        self._lexicon = lexicon
        self._threshold = threshold

    async def ask(
        self, text: str, scope: Scope, *, limit: int = DEFAULT_LIMIT, article_id: int | None = None
    ) -> Answer:
        """Answer a question from what `scope` may see, or from one article of it.

        Raises QuestionError where nothing can be looked up, NotFound for an unknown article.
        """
        answer, _ = await self.explain(text, scope, limit=limit, article_id=article_id)
        return answer

    async def explain(
        self,
        text: str,
        scope: Scope,
        *,
        limit: int = DEFAULT_LIMIT,
        article_id: int | None = None,
        within: Within = ANYWHERE,
    ) -> tuple[Answer, Considered]:
        """As `ask`, of what was published `within` a time and by an outlet, with what led to the answer."""
        considered = await self.consider(text, scope, article_id, within)
        answer = await asyncio.to_thread(self._conclude, considered, limit)
        if answer.abstained and answer.searched.sentences:
            names = await suggest(self._store, considered.weighed, scope)
            answer = replace(answer, suggestions=names)
        return answer, considered

    async def consider(
        self, text: str, scope: Scope, article_id: int | None = None, within: Within = ANYWHERE
    ) -> Considered:
        """Everything up to the decision: the question understood, and the sentences compared.

        Raises as `ask`.
        """
        # What was published when is nothing to ask one article.
        now = self._now() if article_id is None else None
        if now is not None and within.zone is not None:
            now = now.astimezone(within.zone)
        question = await asyncio.to_thread(lambda: analyse(text, self._lexicon(), now))
        question = replace(question, period=within.period or question.period, outlet=within.outlet)
        whole = await self._store.counts(scope)
        if article_id is not None and await self._store.article(scope, article_id) is None:
            raise NotFound(f"There is no article {article_id}", todo="`articles list` shows the numbers")
        vocabulary = Remembered(self._store)
        question = await expand(vocabulary, question)
        weighed = await weigh(vocabulary, question, whole.sentences)
        place = scope, article_id
        if question.kind is AnswerKind.QUOTATION:
            candidates = await gather_spoken(self._store, question, weighed, *place)
        else:
            candidates = await gather(self._store, weighed, *place, question.period, question.outlet)
        if article_id is not None:
            weighed = weigh_within(weighed, candidates)
        ranked = await asyncio.to_thread(rank, question, weighed, candidates)
        if not (question.period or question.outlet) or not whole.articles:
            return Considered(replace(question, period=None), tuple(weighed), tuple(ranked), whole)
        searched = await self._store.counts(scope, question.period, question.outlet)
        newest: Sequence[Article] = ()
        if not question.terms:
            newest = await self._store.articles(
                scope, limit=NEAREST, period=question.period, outlet=question.outlet
            )
        return Considered(question, tuple(weighed), tuple(ranked), searched, tuple(newest))

    def _now(self) -> datetime:
        """The present, in the machine's zone: that of whoever asks is not known."""
        return self._clock.now().astimezone()

    def _conclude(self, considered: Considered, limit: int) -> Answer:
        """The decision: the best sentences, or none where the best is not sure enough."""
        question, ranked, searched = considered.question, considered.ranked, considered.searched
        confidence = ranked[0].confidence if ranked else 0.0
        if not ranked or confidence < self._threshold:
            return Answer(question, True, confidence, searched, (), _headlines(ranked) or considered.newest)
        return Answer(question, False, confidence, searched, fold(ranked, limit), ())


def _headlines(ranked: Sequence[Ranked]) -> tuple[Article, ...]:
    """The articles nearest to a question that none of them answers."""
    nearest: dict[int, Article] = {}
    for one in ranked:
        if one.features["context"] > 0:
            nearest.setdefault(one.candidate.article.id, one.candidate.article)
    return tuple(nearest.values())[:NEAREST]
