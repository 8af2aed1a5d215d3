"""What speaks for a sentence as the answer to a question, as numbers from 0 to about 1.

The features are those that were measured to matter (docs/answering.md). All of them look at stems that are at
hand; none reads the sentence itself.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from bot.answer.candidates import Weighed
from bot.domain import Candidate, Question

# What the context of a sentence counts for, against the sentence itself.
HEADLINE = 0.5
NEIGHBOUR = 0.4
_USUAL_LENGTH = 14  # content words
_MUCH = 10.0  # nats of rarity: about a rare word's


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with all that can be worked out before the first sentence is looked at."""

    question: Question
    weighed: tuple[Weighed, ...]
    mass: float
    information: float
    heads: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, question: Question, weighed: Sequence[Weighed]) -> "Asked":
        """Prepare a question whose terms have been weighed."""
        heads = tuple(frozenset(form.split()[0] for form in term.alternatives) for term in question.terms)
        mass = sum(one.idf for one in weighed) or 1.0
        information = sum(one.information for one in weighed) or 1.0
        return cls(question, tuple(weighed), mass, information, heads)


def measure(asked: Asked, candidate: Candidate) -> dict[str, float]:
    """The features of one candidate, but for those that need its words (`bot.answer.span`)."""
    stems = candidate.sentence.stems
    here = set(stems)
    headline, around = set(candidate.headline), {*candidate.before, *candidate.after}
    context = told = missing = 0.0
    for one in asked.weighed:
        direct = presence(one.term.alternatives, here)
        wider = direct
        if direct < HEADLINE:
            wider = max(direct, HEADLINE * presence(one.term.alternatives, headline))
        if wider < NEIGHBOUR:
            wider = max(wider, NEIGHBOUR * presence(one.term.alternatives, around))
        context += one.idf * wider
        told += one.information * wider
        if not wider:
            missing = max(missing, one.information)
    numbers = asked.question.numbers
    return {
        "context": context / _MUCH,
        "told": told / asked.information,
        "missing": missing / asked.information,
        "share": context / asked.mass,
        "pairs": _pairs(asked.heads, stems),
        "order": _order(asked.heads, stems),
        "numbers": sum(number in here for number in numbers) / len(numbers) if numbers else 1.0,
        "headline": float(candidate.sentence.position == 0),
        "short": max(0.0, math.log(_USUAL_LENGTH / (len(stems) + 1))),
        "long": max(0.0, math.log((len(stems) + 1) / _USUAL_LENGTH)),
        "position": math.log1p(candidate.sentence.position) / 3,
    }


def presence(alternatives: Mapping[str, float], stems: set[str]) -> float:
    """How surely one of the alternatives stands among `stems`."""
    best = 0.0
    for form, weight in alternatives.items():
        if weight > best and (form in stems if " " not in form else stems.issuperset(form.split())):
            best = weight
    return best


def _order(heads: Sequence[frozenset[str]], stems: Sequence[str]) -> float:
    """How far the question's terms stand in the question's order, not counting how many there are.

    The longest common subsequence (rapidfuzz's LCSseq) of the terms as asked and as they stand, over what it
    would be were they in order.
    """
    standing = [term for one in stems for term, forms in enumerate(heads) if one in forms]
    present = len(set(standing))
    if present < 2:
        return 0.0
    return LCSseq.similarity(range(len(heads)), standing) / present


def _pairs(heads: Sequence[frozenset[str]], stems: Sequence[str]) -> float:
    """Share of the question's neighbouring terms that are neighbours in the sentence, either way round."""
    if len(heads) < 2:
        return 0.0
    beside = set(itertools.pairwise(stems)) | set(zip(stems[1:], stems, strict=False))
    joined = sum(
        any((left, right) in beside for left in former for right in latter)
        for former, latter in itertools.pairwise(heads)
    )
    return joined / (len(heads) - 1)
