"""How well a sentence answers a question: a few features, added up with fixed weights.

The features are those that were measured to matter (docs/answering.md): how much of the question's rare words
the sentence covers, itself or through its headline and neighbours; whether the names asked about are there;
whether the kind of thing asked for is there; and whether words stand in the question's order.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from bot.answer.candidates import Weighed
from bot.answer.span import find
from bot.domain import AnswerKind, Candidate, Question, Span
from bot.text.words import stem

# What the context of a sentence counts for, against the sentence itself.
HEADLINE = 0.5
NEIGHBOUR = 0.4

WEIGHTS: Mapping[str, float] = {
    "coverage": 5.0,  # rarity-weighted share of the question's terms in the sentence
    "context": 2.0,  # … counting headline and neighbours, discounted
    "names": 1.5,  # share of the question's names in the sentence or its context
    "kind": 0.8,  # the kind of thing asked for is there
    "order": 0.8,  # pairs of neighbouring question terms that stand close together, in order
    "fuzzy": 0.6,  # rapidfuzz's token_set_ratio of question and sentence stems
    "numbers": 1.0,  # share of the question's numbers in the sentence
    "headline": -0.9,  # it is the headline: it announces, the text says
    "brevity": -0.25,  # log of its length over a usual sentence's: long ones cover words by chance
    "position": -0.15,  # log of its place: news says the important first
}
# Confidence is the logistic of the score: these two put it near the share of right answers on the
# development questions.
SLOPE = 1.1
MIDDLE = 5.4
_USUAL_LENGTH = 20  # content words and others
_NEAR = 3  # stems apart that still count as standing together


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
        return 1 / (1 + math.exp(-SLOPE * (self.score - MIDDLE)))


def rank(question: Question, weighed: Sequence[Weighed], candidates: Sequence[Candidate]) -> list[Ranked]:
    """The candidates, best first."""
    ranked = [_score(question, weighed, candidate) for candidate in candidates]
    ranked.sort(key=lambda one: (-one.score, one.candidate.article.id, one.candidate.sentence.position))
    return ranked


def _score(question: Question, weighed: Sequence[Weighed], candidate: Candidate) -> Ranked:
    sentence = candidate.sentence
    stems = sentence.stems
    here = set(stems)
    headline, around = set(candidate.headline), {*candidate.before, *candidate.after}
    mass = sum(one.idf for one in weighed) or 1.0
    covered = context = 0.0
    named = asked_names = 0.0
    for one in weighed:
        direct = _presence(one.term.alternatives, here)
        wider = max(
            direct,
            HEADLINE * _presence(one.term.alternatives, headline),
            NEIGHBOUR * _presence(one.term.alternatives, around),
        )
        covered += one.idf * direct
        context += one.idf * wider
        if one.term.is_name:
            asked_names += 1
            named += max(direct, wider)
    present, span = find(question, sentence.text)
    features = {
        "coverage": covered / mass,
        "context": context / mass,
        "names": named / asked_names if asked_names else 1.0,
        "kind": float(present and question.kind not in (AnswerKind.THING, AnswerKind.YES_NO)),
        "order": _order(question, stems),
        "fuzzy": _fuzzy(question, candidate),
        "numbers": sum(number in here for number in question.numbers) / len(question.numbers)
        if question.numbers
        else 1.0,
        "headline": float(sentence.position == 0),
        "brevity": abs(math.log(max(1, len(sentence.text.split())) / _USUAL_LENGTH)),
        "position": math.log1p(sentence.position),
    }
    score = sum(WEIGHTS[name] * value for name, value in features.items())
    return Ranked(candidate, features, score, span)


def _presence(alternatives: Mapping[str, float], stems: set[str]) -> float:
    """How surely one of the alternatives stands among `stems`."""
    best = 0.0
    for form, weight in alternatives.items():
        if weight > best and (form in stems if " " not in form else stems.issuperset(form.split())):
            best = weight
    return best


def _order(question: Question, stems: Sequence[str]) -> float:
    """Share of the question's neighbouring terms that stand close together, in the same order."""
    if len(question.terms) < 2:
        return 0.0
    places = [_places(term.alternatives, stems) for term in question.terms]
    pairs = sum(
        any(0 < right - left <= _NEAR for left in first for right in second)
        for first, second in pairwise(places)
    )
    return pairs / (len(places) - 1)


def _places(alternatives: Mapping[str, float], stems: Sequence[str]) -> list[int]:
    heads = {form.split()[0] for form in alternatives}
    return [place for place, one in enumerate(stems) if one in heads]


def _fuzzy(question: Question, candidate: Candidate) -> float:
    """rapidfuzz's token_set_ratio (0 … 1) of the stems on both sides."""
    language = candidate.article.language
    asked = [stem(word, language) for term in question.terms for word in term.word.split()]
    return fuzz.token_set_ratio(" ".join(asked), " ".join(candidate.sentence.stems)) / 100
