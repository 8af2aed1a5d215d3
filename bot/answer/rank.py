"""How well a sentence answers a question: its features, added up with fixed weights.

What needs the words of a sentence, and not only their stems, is looked at for the most promising ones alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.candidates import Weighed
from bot.answer.features import Asked, measure
from bot.answer.span import Finder
from bot.domain import Candidate, Question, Span

WEIGHTS: Mapping[str, float] = {
    # How much of the question is there.
    "share": 6.9,  # share of the question's rarity that the sentence or its context covers
    "context": 2.4,  # the same in nats: what is rare in this library decides more
    "numbers": 0.9,  # share of the question's numbers in the sentence
    "order": 0.2,  # neighbouring terms of the question that stand together, in order
    "pairs": 0.9,  # share of the question's neighbouring terms that are neighbours there
    # Whether the kind of thing asked for is there.
    "time": 3.4,
    "number": 2.4,
    "reason": 1.1,
    "place": 0.7,
    "definition": 0.4,
    "agent": 0.9,  # somebody who does what the question asks about
    "near": 0.8,  # … close to the question's words
    "subject": 0.3,  # the sentence begins with what the question is about
    # What kind of sentence it is.
    "headline": -2.8,  # a headline announces, the text says
    "position": -0.7,  # news says the important first
    "short": 0.7,  # a short sentence says less else
    "long": -0.5,  # a long one covers words by chance
}
# Confidence, the chance that the sentence answers, is the logistic of this sum. What is missing decides it,
# not what else is there: questions on the library's own topics that it cannot answer look like the others.
CONFIDENCE: Mapping[str, float] = {
    "told": 4.1,  # share of the question's information that the sentence or its context covers
    "missing": -0.9,  # share of the one word that is missed most
    "context": 0.7,
    "numbers": 1.0,
    "found": 0.2,  # the kind of thing asked for is there
    "not found": -0.4,  # it was asked for and is not
    "bias": -4.3,
}
_PROMISING = 20  # candidates whose words are read


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its features, their weighted sum, and the words that answer."""

    candidate: Candidate
    features: Mapping[str, float]
    score: float
    span: Span | None

    @property
    def confidence(self) -> float:
        """The chance, 0 … 1, that the sentence answers the question."""
        total = sum(weight * self.features.get(name, 0.0) for name, weight in CONFIDENCE.items())
        return 1 / (1 + math.exp(-total - CONFIDENCE["bias"]))


def rank(question: Question, weighed: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[Ranked]:
    """The candidates, best first."""
    asked, finder = Asked.of(question, weighed), Finder(question)
    measured = [(candidate, measure(asked, candidate)) for candidate in candidates]
    measured.sort(key=lambda pair: -score(pair[1]))
    ranked = []
    for place, (candidate, features) in enumerate(measured):
        span = None
        if place < _PROMISING:
            found, span = finder.find(candidate.sentence.text, candidate.article.language)
            features |= found
        ranked.append(Ranked(candidate, features, score(features), span))
    ranked.sort(key=lambda one: (-one.score, one.candidate.article.id, one.candidate.sentence.position))
    return ranked


def score(features: Mapping[str, float]) -> float:
    """The weighted sum of features."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())
