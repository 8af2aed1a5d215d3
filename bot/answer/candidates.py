"""Which sentences may answer: rare words first, within a budget.

A search compares every sentence in which a term stands, so a frequent word costs as much as it is common. The
rarest words of the question are looked for alone until the budget is spent; frequent ones beside these, and
where they offer too few, together.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Protocol

from bot.answer.spelling import MIN_LENGTH, cognate_key, likeness, slip_of_function_word
from bot.domain import Candidate, Clause, Period, Query, Question, Scope, Term
from bot.ports import SearchStore

LIMIT = 60  # candidates ranked; the right sentence is outside the first sixty for very few questions
# How many sentences may be compared for words looked for alone. Of a million, three times as many find the
# sentence asked for no more often (0.98 of 300 questions), and take half as long again.
BUDGET = 5_000
_GUESSES = 6  # unknown words of a question that are compared with the vocabulary; more is no question
_SIMILAR = 30  # index terms compared with a word, best by shared trigrams
_PAIRED = 3  # frequent words that are looked for two by two
# … unless the rare words alone offer this many sentences: to pair two words is to read both lists whole.
_ENOUGH = 5 * LIMIT
# In a library of a dozen sentences no word is rare; how much it says is judged as in a library of this size.
_SMALL_LIBRARY = 300
_SURE = 0.8  # an alternative above this weight means the word; what is rarer about it is its own business


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question's term, with those of its alternatives that stand anywhere, and how rare it is.

    `idf` (nats, ≥ 0) is its rarity among the sentences that are compared; `information` its rarity in the
    whole library, taken to be of some size at least; `sentences` in how many sentences it may stand.
    """

    term: Term
    idf: float
    information: float
    sentences: int


class Vocabulary(Protocol):
    """What expanding and weighing ask of the index."""

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many current sentences each index term stands; absent terms are left out."""

    async def similar_terms(self, word: str, limit: int) -> Sequence[str]:
        """Index terms that share the most letter trigrams with `word`, best first."""


class Remembered:
    """The vocabulary for one question, asked about each term once: a call is a way to a thread and back."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, int] = {}

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many current sentences each index term stands; absent terms are left out."""
        if new := [term for term in terms if term not in self._known]:
            self._known |= dict.fromkeys(new, 0) | dict(await self._vocabulary.frequencies(new))
        return {term: count for term in terms if (count := self._known[term])}

    async def similar_terms(self, word: str, limit: int) -> Sequence[str]:
        """Index terms that share the most letter trigrams with `word`, best first."""
        return await self._vocabulary.similar_terms(word, limit)


async def expand(store: Vocabulary, question: Question) -> Question:
    """The question with index terms added that spell its words differently (typos, cognates)."""
    known = await store.frequencies(sorted({part for term in question.terms for part in _parts(term)}))
    terms: list[Term] = []
    guessed = 0
    for term in question.terms:
        own = [part for part, weight in term.alternatives.items() if weight == 1.0]
        # A word that the library or the lexicon knows is spelt rightly and has its translation.
        familiar = any(part in known for part in own) or len(own) < len(term.alternatives)
        if familiar or guessed == _GUESSES or " " in term.word or len(term.word) < MIN_LENGTH:
            terms.append(term)
        elif not slip_of_function_word(term.word):
            guessed += 1
            terms.append(await _with_similar(store, term))
    return replace(question, terms=tuple(terms) or question.terms)


async def _with_similar(store: Vocabulary, term: Term) -> Term:
    alternatives = dict(term.alternatives)
    for spelling in dict.fromkeys((term.word, cognate_key(term.word))):
        for similar in await store.similar_terms(spelling, _SIMILAR):
            weight = likeness(term.word, similar)
            if weight > alternatives.get(similar, 0.0):
                alternatives[similar] = weight
    return replace(term, alternatives=alternatives)


async def weigh(store: Vocabulary, question: Question, total: int) -> list[Weighed]:
    """The question's terms with their rarity among `total` sentences, rarest first."""
    known = await store.frequencies(sorted({part for term in question.terms for part in _parts(term)}))
    return sorted((_weigh(term, known, total) for term in question.terms), key=lambda one: -one.idf)


def _weigh(term: Term, known: Mapping[str, int], total: int) -> Weighed:
    frequency = min(total, _frequency(term, known))
    information = _idf(frequency, max(total, _SMALL_LIBRARY))
    counts = {alternative: _count(alternative, known) for alternative in term.alternatives}
    # What stands nowhere cannot match, and every alternative looked for costs.
    present = {one: weight for one, weight in term.alternatives.items() if counts[one]}
    standing = replace(term, alternatives=present)
    return Weighed(standing, _idf(frequency, total), information, sum(counts.values()))


def _idf(frequency: int, total: int) -> float:
    """Inverse document frequency as in BM25, kept positive."""
    return math.log(1 + (max(0, total - frequency) + 0.5) / (frequency + 0.5))


def _frequency(term: Term, known: Mapping[str, int]) -> int:
    """In how many sentences a term stands: by its sure alternatives, or by any where those are absent."""
    sure = sum(_count(one, known) for one, weight in term.alternatives.items() if weight >= _SURE)
    return sure or sum(_count(one, known) for one in term.alternatives)


def _count(alternative: str, known: Mapping[str, int]) -> int:
    return min((known.get(part, 0) for part in alternative.split()), default=0)


def weigh_within(weighed: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[Weighed]:
    """The terms with their rarity among the sentences of one article.

    Within an article its own topic says little: the name it is about stands in every other sentence.
    """
    counts: Counter[str] = Counter()
    for candidate in candidates:
        counts.update(set(candidate.sentence.stems))
    return [replace(one, idf=_idf(_frequency(one.term, counts), len(candidates))) for one in weighed]


def plan(weighed: Sequence[Weighed], allowed: int = BUDGET) -> Query:
    """What to ask the index: rare terms alone, frequent ones beside them, or else two by two.

    A term is looked for alone while the budget lasts, and while a sentence that has none of the rarer ones
    could be among the best. It cannot where there are enough that have, and any of these is worth more than
    all that is left together (max_score: Turtle and Flood 1995, "Query evaluation: strategies and
    optimizations"). What is left only tells those apart. Where there is nothing but one frequent word, the
    newest of its sentences stand for all.
    """
    standing = sorted((one for one in weighed if one.sentences), key=lambda one: one.sentences)
    spent, left = 0, sum(one.idf for one in standing)
    alone: list[Weighed] = []
    for one in standing:
        if spent >= _ENOUGH and left <= min(other.idf for other in alone):
            break
        if spent + one.sentences > allowed:
            break
        alone.append(one)
        spent, left = spent + one.sentences, left - one.idf
    frequent = standing[len(alone) :]
    if len(frequent) == 1 and not alone:
        return Query(((_forms(frequent[0]),),), newest=True)
    rare = tuple(form for one in alone for form in _forms(one))
    clauses: list[tuple[Clause, float]] = [((_forms(one),), one.idf) for one in alone]
    clauses += [((rare, _forms(one)), one.idf) for one in frequent if rare]
    if spent < _ENOUGH:
        pairs = combinations(frequent[:_PAIRED], 2)
        clauses += [((_forms(one), _forms(other)), one.idf + other.idf) for one, other in pairs]
    return Query(tuple(clause for clause, _ in clauses), tuple(worth for _, worth in clauses))


def _forms(one: Weighed) -> tuple[str, ...]:
    return tuple(one.term.alternatives)


async def gather(
    store: SearchStore,
    weighed: Sequence[Weighed],
    scope: Scope,
    article_id: int | None = None,
    period: Period | None = None,
    outlet: str = "",
) -> list[Candidate]:
    """The candidates: the best of the index, or every sentence of one article."""
    if article_id is not None:
        return await store.candidates_of(scope, article_id)
    query = replace(plan(weighed), period=period, outlet=outlet)
    return await store.search(query, scope, LIMIT)


def _parts(term: Term) -> list[str]:
    return [part for alternative in term.alternatives for part in alternative.split()]
