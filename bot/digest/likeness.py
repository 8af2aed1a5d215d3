"""How much speaks for two articles telling of the same event, as a few numbers and one score.

The weights are those of a logistic model: `python -m benchmarks.stories fit` fits them, docs/ingest.md has
its figures.
"""

import math
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article beside a story: the one of its articles that it shares most with, unless said otherwise.

    `text`: cosine of the terms, each by its rarity, as a mean over the articles of the story; `within`: the
    part of either headline's terms that stands anywhere in the other article, the smaller one; `wording`:
    rapidfuzz's token_set_ratio of the headlines, 0 … 1; `rare`: how many rare terms both have, a logarithm;
    `days` between them; `outlet`: 1 where it is the same, which seldom tells a thing twice; `pace`: how many
    articles a day come in at that time, as a logarithm. The more there are, the more are alike by chance.
    """

    text: float
    within: float
    wording: float
    rare: float
    days: float
    outlet: float
    pace: float


NAMES = tuple(one.name for one in fields(Likeness))


@dataclass(frozen=True, slots=True)
class Model:
    """What each part of a likeness is worth, and the odds from which two articles tell the same."""

    weights: Likeness
    bias: float
    threshold: float = math.log(0.4 / 0.6)

    def score(self, likeness: Likeness) -> float:
        """The odds that both tell the same, as a logarithm, above the threshold: below zero they do not."""
        parts = zip(astuple(self.weights), astuple(likeness), strict=True)
        return self.bias - self.threshold + math.fsum(weight * value for weight, value in parts)


MODEL = Model(
    Likeness(
        text=4.91,
        within=4.23,
        wording=8.45,
        rare=1.15,
        days=-1.08,
        outlet=-1.95,
        pace=-1.49,
    ),
    bias=-3.96,
)
