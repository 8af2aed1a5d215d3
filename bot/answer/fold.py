"""Sentences that say the same become one answer with an "also in"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from rapidfuzz import fuzz

from bot.answer.patterns import DENIES
from bot.answer.rank import Ranked
from bot.domain import Article, Evidence
from bot.text.names import names
from bot.text.words import tokens

_AS_LONG = 0.75  # how much shorter one of them may be; at less they cannot be that much alike
_ALIKE = 88.0  # rapidfuzz's ratio of the sorted words, 0 … 100, from which two sentences say the same


@dataclass(slots=True)
class _Kept:
    """A sentence that is shown, and who else says it."""

    best: Ranked
    folded: str
    ordered: str  # its words in alphabetical order; token_sort_ratio would sort them for each comparison
    also: dict[int, Article] = field(default_factory=dict)


def fold(ranked: Sequence[Ranked], limit: int) -> tuple[Evidence, ...]:
    """The best sentences, at most `limit`; one that says the same as a better one becomes its "also in".

    Agencies' news is printed by many with small changes. Two sentences say the same where their words are
    nearly the same and their numbers, their names and whether they deny are the same altogether.

    Order and confidence are two sums, so a runner-up may look surer than the one before it: it is shown as no
    surer, since what is shown first is what Warta holds to be the answer.
    """
    kept: list[_Kept] = []
    for one in ranked:
        text = one.candidate.sentence.text
        words = text.casefold().split()
        new = _Kept(one, " ".join(words), " ".join(sorted(words)))
        article = one.candidate.article
        same = next((former for former in kept if _same(former, new)), None)
        if same is None:
            if len(kept) < limit:
                kept.append(new)
        elif article.id != same.best.candidate.article.id:
            same.also.setdefault(article.id, article)
    ceilings = accumulate((one.best.confidence for one in kept), min)
    return tuple(
        Evidence(one.best.candidate, round(confidence, 4), one.best.span, tuple(one.also.values()))
        for one, confidence in zip(kept, ceilings, strict=True)
    )


def _facts(text: str) -> tuple[object, ...]:
    """What must be equal in two sentences that say the same."""
    named = frozenset(word for name in names(text) for word in name.words)
    numbers = sorted(one.folded for one in tokens(text) if one.folded[0].isdigit())
    return named, tuple(numbers), DENIES.search(text) is not None


def _same(former: _Kept, new: _Kept) -> bool:
    if former.folded == new.folded:
        return True
    one, other = former.best.candidate, new.best.candidate
    if one.article.id == other.article.id:
        return False
    short, long = sorted((len(former.folded), len(new.folded)))
    if short < _AS_LONG * long:
        return False
    if not fuzz.ratio(former.ordered, new.ordered, score_cutoff=_ALIKE):
        return False
    return _facts(one.sentence.text) == _facts(other.sentence.text)
