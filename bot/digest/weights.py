"""The weights of digests, as `python -m benchmarks.digests` writes them.

What each feature is: `bot.digest.features` and docs/digests.md.
"""

from collections.abc import Mapping

# Words of the development summaries (F1), on what was fitted and on folds that were not:
#   indosum    0.719   0.717
#   neus       0.427   0.428
#   summeval   0.363   0.362
WEIGHTS: Mapping[str, float] = {
    "alone: central": 1.11,
    "alone: first": -0.28,
    "alone: headline": -0.07,
    "alone: later": -0.31,
    "alone: long": 0.13,
    "asking": -0.5,
    "central": -1.12,
    "first": -0.89,
    "function words": -1.91,
    "headline": 0.22,
    "later": -0.74,
    "leaning": 0.0,
    "long": -0.81,
    "own words": 0.01,
    "quotation": -0.15,
    "short": -0.66,
    "support": 2.16,
    "word: accounts": -0.32,
    "word: early": 1.26,
    "word: function": 0.92,
    "word: function, often": 1.25,
    "word: headline": 0.74,
    "word: length": 0.06,
    "word: name": 0.39,
    "word: number": 0.43,
    "word: often": 1.3,
    "bias": 2.13,
}
