"""From a claim to the sentences nearest to it, and in what they differ."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.answers import Candidate, Counts
from bot.domain.news import Article


class DifferenceKind(StrEnum):
    """What a claim and a sentence can differ in."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the claim says and what the sentence says, as written; "" on the side that does not mention it."""

    kind: DifferenceKind
    claimed: str
    published: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A sentence near a claim: how near (0 … 1), in which names, numbers and dates they agree or differ.

    `also_in` are other articles with the same sentence.
    """

    candidate: Candidate
    similarity: float
    agrees: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    also_in: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """The sentences nearest to a claim, best first; none where the sources are silent.

    Then `headlines` are the articles that come nearest to its words.
    """

    text: str
    language: str
    searched: Counts
    nearest: tuple[Nearest, ...] = ()
    headlines: tuple[Article, ...] = ()
