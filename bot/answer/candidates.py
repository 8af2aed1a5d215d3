"""Which sentences may answer: rare words first, within a budget.

BM25 touches every sentence in which a term stands, so a frequent word costs as much as it is common. The
rarest words of the question are looked for alone until the budget is spent; frequent ones where nothing else
offers enough, and then together.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.answer.spelling import MIN_LENGTH, cognate_key, likeness
from bot.domain import Candidate, Period, Query, Question, Scope, Term
from bot.ports import SearchStore

LIMIT = 60  # candidates ranked; the right sentence is outside the first sixty for very few questions
# How many sentences BM25 may touch for words looked for alone: a share of the library, within bounds.
BUDGET_SHARE = 1 / 5
BUDGET_LEAST, BUDGET_MOST = 3_000, 20_000
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


async def expand(store: SearchStore, question: Question) -> Question:
    """The question with index terms added that spell its words differently (typos, cognates)."""
    known = await store.frequencies(sorted({part for term in question.terms for part in _parts(term)}))
    terms = []
    guessed = 0
    for term in question.terms:
        own = [part for part, weight in term.alternatives.items() if weight == 1.0]
        # A word that the library or the lexicon knows is spelt rightly and has its translation.
        familiar = any(part in known for part in own) or len(own) < len(term.alternatives)
        if familiar or guessed == _GUESSES or " " in term.word or len(term.word) < MIN_LENGTH:
            terms.append(term)
        else:
            guessed += 1
            terms.append(await _with_similar(store, term))
    return replace(question, terms=tuple(terms))


async def _with_similar(store: SearchStore, term: Term) -> Term:
    alternatives = dict(term.alternatives)
    for spelling in dict.fromkeys((term.word, cognate_key(term.word))):
        for similar in await store.similar_terms(spelling, _SIMILAR):
            weight = likeness(term.word, similar)
            if weight > alternatives.get(similar, 0.0):
                alternatives[similar] = weight
    return replace(term, alternatives=alternatives)


async def weigh(store: SearchStore, question: Question, total: int) -> list[Weighed]:
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


def budget(total: int) -> int:
    """How many of `total` sentences a search may touch for words looked for alone."""
    return max(BUDGET_LEAST, min(BUDGET_MOST, int(total * BUDGET_SHARE)))


def plan(weighed: Sequence[Weighed], allowed: int) -> Query:
    """What to ask the index: rare terms alone while the budget lasts, else the rest two by two.

    Where there is nothing but one frequent word, the newest of its sentences stand for all.
    """
    clauses: list[tuple[tuple[str, ...], ...]] = []
    spent = 0
    frequent: list[tuple[str, ...]] = []
    for one in sorted(weighed, key=lambda one: one.sentences):
        group = tuple(one.term.alternatives)
        if not one.sentences:
            continue
        if spent + one.sentences <= allowed:
            spent += one.sentences
            clauses.append((group,))
        else:
            frequent.append(group)
    if clauses and spent >= _ENOUGH:
        return Query(tuple(clauses))
    if len(frequent) == 1 and not clauses:
        return Query(((frequent[0],),), newest=True)
    clauses.extend(combinations(frequent[:_PAIRED], 2))
    return Query(tuple(clauses))


async def gather(
    store: SearchStore,
    weighed: Sequence[Weighed],
    scope: Scope,
    total: int,
    article_id: int | None = None,
    period: Period | None = None,
    outlet: str = "",
) -> list[Candidate]:
    """The candidates: the best of the index of `total` sentences, or every sentence of one article."""
    if article_id is not None:
        return await store.candidates_of(scope, article_id)
    query = replace(plan(weighed, budget(total)), period=period, outlet=outlet)
    return await store.search(query, scope, LIMIT)


def _parts(term: Term) -> list[str]:
    return [part for alternative in term.alternatives for part in alternative.split()]
