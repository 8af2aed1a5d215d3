"""What speaks for a sentence as the answer to a question, as numbers from 0 to about 1.

The features are those that were measured to matter (docs/answering.md). All of them look at stems that are at
hand; none reads the sentence itself.
"""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from bot.answer.candidates import Weighed
from bot.answer.cues import DENIES
from bot.domain import Candidate, Question, Term
from bot.text.opposites import opposites

# What the context of a sentence counts for, against the sentence itself.
HEADLINE = 0.5
NEIGHBOUR = 0.4
_USUAL_LENGTH = 14  # content words
_SHORTEST = 6  # content words; below that a sentence says too little to gain by it
_ROOT = 5  # letters
_LATE = 20  # sentences into an article, from where on it is all the same
_WINDOW = 10  # content words within which terms stand together
_OPENING = 300  # characters of a sentence in which it may take up the one before
_SURE = 0.85  # an alternative below this weight may have opposites that are not the word's
_MUCH = 10.0  # nats of rarity: about a rare word's

# A sentence that takes up the one before it: "itu", "tersebut", "warnanya"; "This …", "It …", "The …".
_TAKES_UP = re.compile(
    r"\b(?:itu|ini|tersebut|tadi|ia|dia|mereka|beliau)\b|\b\w{3,20}nya\b"
    r"|^\W{0,3}(?:this|these|that|those|it|its|he|his|she|her|they|their|the|such|both)\b",
    re.IGNORECASE,
)
# "How old" says of nobody that he is: the young have an age too.
_MEASURED = re.compile(r"\b(?:how|berapa|seberapa)\s(\w{1,25})")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, with all that can be worked out before the first sentence is looked at."""

    question: Question
    weighed: tuple[Weighed, ...]
    mass: float
    information: float
    heads: Mapping[str, Sequence[int]]  # which terms an index term may begin, by their place in the question
    parts: Mapping[str, Sequence[tuple[int, float]]]  # which terms it is part of, and what that is worth
    opposites: Mapping[str, frozenset[str]]  # by term: the stems of words that exclude it
    stems: frozenset[str]  # all of a sentence that need be looked at
    denies: bool

    @classmethod
    def of(cls, question: Question, weighed: Sequence[Weighed]) -> "Asked":
        """Prepare a question whose terms have been weighed."""
        heads: dict[str, list[int]] = {}
        for place, term in enumerate(question.terms):
            for head in {form.split()[0] for form in term.alternatives}:
                heads.setdefault(head, []).append(place)
        parts: dict[str, list[tuple[int, float]]] = {}
        for place, one in enumerate(weighed):
            for form, weight in one.term.alternatives.items():
                for part in form.split():
                    parts.setdefault(part, []).append((place, weight * one.idf))
        said = {form for term in question.terms for form, sure in term.alternatives.items() if sure >= _SURE}
        measured = set(_MEASURED.findall(question.text.casefold()))
        excluded = {
            term.word: frozenset() if term.word in measured else _opposites(term) - said
            for term in question.terms
        }
        mass = sum(one.idf for one in weighed) or 1.0
        information = sum(one.information for one in weighed) or 1.0
        return cls(
            question,
            tuple(weighed),
            mass,
            information,
            heads,
            parts,
            excluded,
            frozenset((*heads, *parts, *question.numbers)).union(*excluded.values()),
            DENIES.search(question.text) is not None,
        )


def _opposites(term: Term) -> frozenset[str]:
    own = [form for form, sure in term.alternatives.items() if sure >= _SURE]
    return frozenset().union(*map(opposites, own))


def measure(asked: Asked, candidate: Candidate) -> dict[str, float]:
    """The features of one candidate, but for those that need its words (`bot.answer.span`)."""
    stems = candidate.sentence.stems
    here = asked.stems.intersection(stems)
    headline, before, after = map(
        asked.stems.intersection, (candidate.headline, candidate.before, candidate.after)
    )
    around = before | after
    context = told = missing = taken = soft = unnamed = contrary = 0.0
    roots = {stem[:_ROOT] for stem in stems if len(stem) >= _ROOT}
    for one in asked.weighed:
        wider = presence(one.term.alternatives, here)
        if not wider:
            unnamed += one.idf * one.term.is_name
            contrary = contrary or float(not here.isdisjoint(asked.opposites[one.term.word]))
        if headline and wider < HEADLINE:
            wider = max(wider, HEADLINE * presence(one.term.alternatives, headline))
        if around and wider < NEIGHBOUR:
            wider = max(wider, NEIGHBOUR * presence(one.term.alternatives, around))
        if not wider and not one.term.is_name:
            soft += one.idf * _kin(one.term.alternatives, roots)
        context += one.idf * wider
        if before:
            taken += one.idf * max(0.0, presence(one.term.alternatives, before) - wider)
        told += one.information * wider
        if not wider:
            missing = max(missing, one.information)
    # "Not hot" and "cold" say the same.
    denied = asked.denies and not contrary and not DENIES.search(candidate.sentence.text)
    numbers = asked.question.numbers
    return {
        "context": context / _MUCH,
        "told": told / asked.information,
        "missing": missing / asked.information,
        "share": context / asked.mass,
        "soft": soft / asked.mass,
        "contrary": 0.0 if asked.denies else contrary,
        "unnamed": unnamed / asked.mass,
        "denied": float(denied),
        "before": taken / asked.mass,
        "taken up": taken / asked.mass
        if taken and _TAKES_UP.search(candidate.sentence.text[:_OPENING])
        else 0.0,
        "together": _together(asked, stems),
        "pairs": _pairs(asked, stems),
        "order": _order(asked, stems),
        "numbers": sum(1.0 if number in here else NEIGHBOUR * (number in around) for number in numbers)
        / len(numbers)
        if numbers
        else 1.0,
        "headline": float(candidate.sentence.position == 0),
        "short": max(0.0, math.log(_USUAL_LENGTH / max(_SHORTEST, len(stems) + 1))),
        "long": max(0.0, math.log((len(stems) + 1) / _USUAL_LENGTH)),
        "position": math.log1p(min(_LATE, candidate.sentence.position)) / 3,
    }


def by_article(asked: Asked, candidates: Sequence[Candidate]) -> dict[int, dict[str, float]]:
    """What the candidates of each article cover of the question together: features by article id.

    "named" is 1 where that is one of its names at least: only there may a sentence say "he" for it.
    """
    stems: dict[int, set[str]] = {}
    for one in candidates:
        every = itertools.chain(one.sentence.stems, one.headline, one.before, one.after)
        stems.setdefault(one.article.id, set()).update(asked.stems.intersection(every))
    return {article: _whole(asked, here) for article, here in stems.items()}


def _whole(asked: Asked, stems: set[str]) -> dict[str, float]:
    covered = [presence(one.term.alternatives, stems) for one in asked.weighed]
    lost = [one.information * (1 - sure) for one, sure in zip(asked.weighed, covered, strict=True)]
    return {
        "article": sum(one.idf * sure for one, sure in zip(asked.weighed, covered, strict=True)) / asked.mass,
        "named": float(
            any(sure for one, sure in zip(asked.weighed, covered, strict=True) if one.term.is_name)
        ),
        "known": 1 - sum(lost) / asked.information,
        "most unknown": max(lost, default=0.0) / asked.information,
    }


def presence(alternatives: Mapping[str, float], stems: set[str] | frozenset[str]) -> float:
    """How surely one of the alternatives stands among `stems`."""
    best = 0.0
    if not stems:
        return best
    for form, weight in alternatives.items():
        if weight > best and (form in stems if " " not in form else stems.issuperset(form.split())):
            best = weight
    return best


def _kin(alternatives: Mapping[str, float], roots: set[str]) -> float:
    """How surely a word of one of the alternatives' family stands there: one that begins alike."""
    return max(
        (weight for form, weight in alternatives.items() if len(form) >= _ROOT and form[:_ROOT] in roots),
        default=0.0,
    )


def _order(asked: Asked, stems: Sequence[str]) -> float:
    """How far the question's terms stand in the question's order, not counting how many there are.

    The longest common subsequence (rapidfuzz's LCSseq) of the terms as asked and as they stand, over what it
    would be were they in order.
    """
    standing = [term for stem in stems for term in asked.heads.get(stem, ())]
    present = len(set(standing))
    if present < 2:
        return 0.0
    return LCSseq.similarity(range(len(asked.question.terms)), standing) / present


def _together(asked: Asked, stems: Sequence[str]) -> float:
    """The largest share of the question's rarity that stands within a few words of the sentence."""
    hits = [(at, place, worth) for at, stem in enumerate(stems) for place, worth in asked.parts.get(stem, ())]
    best = 0.0
    for first, (start, _, _) in enumerate(hits):
        within: dict[int, float] = {}
        for at, place, worth in hits[first:]:
            if at >= start + _WINDOW:
                break
            within[place] = max(worth, within.get(place, 0.0))
        best = max(best, sum(within.values()))
    return best / asked.mass


def _pairs(asked: Asked, stems: Sequence[str]) -> float:
    """Share of the question's neighbouring terms that are neighbours in the sentence, either way round."""
    if len(asked.question.terms) < 2:
        return 0.0
    joined = {
        min(left, right)
        for former, latter in itertools.pairwise(stems)
        for left in asked.heads.get(former, ())
        for right in asked.heads.get(latter, ())
        if abs(left - right) == 1
    }
    return len(joined) / (len(asked.question.terms) - 1)
