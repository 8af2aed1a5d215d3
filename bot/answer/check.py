"""Check: from a claim to the sentences nearest to it and in what they differ, or to plain silence.

text | read | expand | weigh | gather | measure | fold | compare

Nothing is judged: a sentence that differs may be the wrong one, and Warta does not know.
"""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answer.candidates import Remembered, Weighed, expand, gather, weigh
from bot.answer.compare import Statement, compare, speaks_of_the_same
from bot.answer.features import HEADLINE, NEIGHBOUR, presence
from bot.answer.question import MAX_LENGTH, analyse
from bot.domain import Article, Candidate, Check, Nearest, Question, Scope
from bot.errors import QuestionError
from bot.ports import ArticleStore, SearchStore
from bot.text.lexicon import Lexicon
from bot.text.negation import ONLY_NEGATE
from bot.text.units import SCALES, WORDS

DEFAULT_LIMIT = 3
_HEADLINES = 3
_TODO = 'say what is claimed, for example "DeepSeek was founded in 2023"'
# Fitted by hand on claims about the sample newsroom, half of which it says nothing about.
FLOOR = 0.45  # of what a claim says, the least a sentence with its context must speak of
_OWN_FLOOR = 0.3  # … and the least the sentence itself must
_WORDS = 2  # of the claim in the sentence itself; one alone may be another word of the same stem
_NAME = 0.6  # what a name counts for: it may be the very thing the claim has wrong
_RAREST = 4.0  # nats; what stands nowhere says no more than what stands once or twice
_IN_HEADLINE = 0.9  # a headline announces, the text says
# What people put before a claim.
_FRAME = re.compile(
    r"^(?:is it true that|it is said that|i heard that|claim:|apakah (?:benar|betul)(?: bahwa)?"
    r"|benarkah(?: bahwa)?|katanya,?|konon,?|klaim:)\s",
    re.IGNORECASE,
)


class ClaimStore(ArticleStore, SearchStore, Protocol):
    """What checking needs of the store."""


@dataclass(frozen=True, slots=True)
class _Measured:
    candidate: Candidate
    own: float
    similarity: float
    about: bool  # two of the claim's words stand in it, or one and what else speaks for it


class CheckService:
    """Finds what a scope's articles say about a claim."""

    def __init__(self, store: ClaimStore, lexicon: Callable[[], Lexicon]) -> None:
        self._store = store
        self._lexicon = lexicon

    async def check(self, text: str, scope: Scope, *, limit: int = DEFAULT_LIMIT) -> Check:
        """The at most `limit` sentences of `scope` nearest to a claim, best first, and in what they differ.

        Raises QuestionError where nothing in the claim can be looked up.
        """
        claim = _claim(text)
        question, statement = await asyncio.to_thread(self._read, claim)
        searched = await self._store.counts(scope)
        vocabulary = Remembered(self._store)
        question = await expand(vocabulary, question)
        weighed = await weigh(vocabulary, question, searched.sentences)
        candidates = await gather(self._store, weighed, scope)
        nearest, headlines = await asyncio.to_thread(self._nearest, statement, weighed, candidates, limit)
        return Check(claim, question.language, searched, nearest, () if nearest else headlines)

    def _read(self, claim: str) -> tuple[Question, Statement]:
        lexicon = self._lexicon()
        question = analyse(claim, lexicon)
        if not question.terms:
            raise QuestionError("The claim holds no word that can be looked up", todo=_TODO)
        return question, Statement.of(claim, question.terms, lexicon)

    def _nearest(
        self, statement: Statement, weighed: Sequence[Weighed], candidates: Sequence[Candidate], limit: int
    ) -> tuple[tuple[Nearest, ...], tuple[Article, ...]]:
        measured = _measure(statement, weighed, candidates)
        headlines = {one.candidate.article.id: one.candidate.article for one in measured if one.similarity}
        found = []
        for one, also in _fold(measured, limit):
            said = compare(statement, one.candidate, self._lexicon())
            found.append(
                Nearest(one.candidate, round(one.similarity, 4), said.agrees, said.differences, also)
            )
        return tuple(found), tuple(headlines.values())[:_HEADLINES]


def _claim(text: str) -> str:
    claim = " ".join(text.split())
    if not claim:
        raise QuestionError("The claim is empty", todo=_TODO)
    if len(claim) > MAX_LENGTH:
        raise QuestionError(
            "The claim is too long",
            f"{len(claim):,} characters, and at most {MAX_LENGTH:,} are read",
            "check one sentence at a time",
        )
    if not any(map(str.isalnum, claim)):
        raise QuestionError("The claim holds no words", todo=_TODO)
    return _FRAME.sub("", claim) or claim


def _measure(
    statement: Statement, weighed: Sequence[Weighed], candidates: Sequence[Candidate]
) -> list[_Measured]:
    """The candidates by how much of the claim they speak of, rare words counting most; the best first.

    Numbers and dates are left out: whether they agree is compared, not presumed.
    """
    names = statement.name_words
    left_out = statement.date_words | ONLY_NEGATE
    rarity = {
        one.term.word: min(_RAREST, one.information) * (_NAME if names & set(one.term.word.split()) else 1.0)
        for one in weighed
        if not (_is_number(one.term.word) or one.term.word in left_out)
    }
    terms = [one.term for one in weighed if one.term.word in rarity]
    mass = sum(rarity.values()) or 1.0
    measured = []
    for candidate in candidates:
        here, headline = set(candidate.sentence.stems), set(candidate.headline)
        around = {*candidate.before, *candidate.after}
        own = total = 0.0
        direct_terms = missing = 0
        for term in terms:
            direct = presence(term.alternatives, here)
            wider = max(
                direct,
                HEADLINE * presence(term.alternatives, headline),
                NEIGHBOUR * presence(term.alternatives, around),
            )
            own += rarity[term.word] * direct
            total += rarity[term.word] * wider
            direct_terms += direct > 0
            missing += wider == 0
        factor = _IN_HEADLINE if candidate.sentence.position == 0 else 1.0
        about = direct_terms >= _WORDS or (direct_terms > 0 and not missing)
        if direct_terms == 1 and not about:
            about = speaks_of_the_same(statement, candidate.sentence.text)
        measured.append(_Measured(candidate, own / mass, factor * total / mass, about))
    measured.sort(
        key=lambda one: (-one.similarity, one.candidate.article.id, one.candidate.sentence.position)
    )
    return measured


def _is_number(word: str) -> bool:
    return all(part[0].isdigit() or part in WORDS or part in SCALES for part in word.split())


def _fold(measured: Sequence[_Measured], limit: int) -> list[tuple[_Measured, tuple[Article, ...]]]:
    """The best sentences above the floor, each with the other articles that say the same."""
    kept: dict[str, tuple[_Measured, dict[int, Article]]] = {}
    for one in measured:
        if one.similarity < FLOOR or one.own < _OWN_FLOOR or not one.about:
            continue
        same = " ".join(one.candidate.sentence.text.casefold().split())
        article = one.candidate.article
        if same in kept and article.id != kept[same][0].candidate.article.id:
            kept[same][1].setdefault(article.id, article)
        elif same not in kept and len(kept) < limit:
            kept[same] = (one, {})
    return [(one, tuple(also.values())) for one, also in kept.values()]
