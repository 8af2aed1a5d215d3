"""How well a sentence answers a question: its features, added up with the weights of `bot.answer.weights`.

What needs the words of a sentence, and not only their stems, is looked at for the most promising ones alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.candidates import Weighed
from bot.answer.features import Asked, by_article, measure
from bot.answer.span import Finder
from bot.answer.spoken import Hearing
from bot.answer.weights import CONFIDENCE, WEIGHTS
from bot.domain import Candidate, Question, Span

_PROMISING = 20  # candidates whose words are read
# Weights that are set by hand: too few of the development questions ask what somebody said to fit them, and
# `bot.answer.weights` is written anew whenever the others are fitted.
HAND: Mapping[str, float] = {"spoken": 3.0, "latest": 3.0}
RANKING: Mapping[str, float] = {**HAND, **WEIGHTS}  # what each feature counts for


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
    """The candidates, best first; of two as good the one from the newer article."""
    asked, finder = Asked.of(question, weighed), Finder(question)
    hearing = Hearing(question, candidates)
    heard = [hearing.attributed(one) for one in candidates]
    whole = by_article(asked, heard)
    measured = [
        (one, measure(asked, known) | whole[one.article.id] | hearing.features(one))
        for one, known in zip(candidates, heard, strict=True)
    ]
    for _, features in measured:
        features["unnamed"] *= features["named"]
    measured.sort(key=lambda pair: -score(pair[1]))
    spans: list[Span | None] = [None] * len(measured)
    for place, (candidate, features) in enumerate(measured[:_PROMISING]):
        found, spans[place] = finder.find(candidate.sentence.text, candidate.article.language)
        features |= found
        if "sought" not in found:
            spans[place] = hearing.span(candidate) or spans[place]
    _mark_untyped(measured)
    ranked = [
        Ranked(candidate, features, score(features), span)
        for (candidate, features), span in zip(measured, spans, strict=True)
    ]
    ranked.sort(key=lambda one: one.candidate.sentence.position)
    ranked.sort(key=lambda one: (one.candidate.article.published_at, one.candidate.article.id), reverse=True)
    ranked.sort(key=lambda one: -one.score)
    return ranked


def _mark_untyped(measured: Sequence[tuple[Candidate, dict[str, float]]]) -> None:
    """Add "untyped" where a kind was asked for that no promising sentence of the article holds."""
    holding = {one.article.id for one, features in measured if "found" in features}
    for one, features in measured:
        if "not found" in features and one.article.id not in holding:
            features["untyped"] = 1.0


def score(features: Mapping[str, float]) -> float:
    """The weighted sum of features."""
    return sum([RANKING.get(name, 0.0) * value for name, value in features.items() if value])
