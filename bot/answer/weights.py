"""The weights of ranking and confidence, as `python -m benchmarks.fit` writes them.

What each feature is: `bot.answer.features`, `bot.answer.span` and docs/answering.md.
"""

from collections.abc import Mapping

# Fitted on 2026-11-24 to the development questions of the evaluation. Right
# sentence first, on what was fitted and, cross-validated over articles, on what was not:
#   seed closed        0.923   0.900
#   seed open          0.923   0.815
#   facqa closed       0.927   0.913
#   facqa open         0.762   0.748
#   facqa-en open      0.776   0.755
#   tydi-id closed     0.693   0.685
#   squad open         0.767   0.747
#   xquad-en open      0.856   0.853
#   xling-en-id open   0.769   0.764
#   xling-id-en open   0.795   0.790
WEIGHTS: Mapping[str, float] = {
    "agent": 0.8,
    "article": 3.6,
    "before": 2.8,
    "context": 1.2,
    "definition": 1.3,
    "headline": -7.2,
    "long": -0.5,
    "manner": 0.6,
    "near": 0.2,
    "number": 3.0,
    "numbers": 0.5,
    "order": 0.2,
    "pairs": 0.9,
    "person": 0.5,
    "place": 1.1,
    "position": -1.3,
    "reason": 1.1,
    "share": 7.3,
    "short": 1.0,
    "soft": 5.8,
    "sought": 2.3,
    "subject": 0.3,
    "taken up": 3.0,
    "time": 3.5,
    "together": 1.2,
}
# Confidence, the chance that the sentence answers, is the logistic of this sum.
CONFIDENCE: Mapping[str, float] = {
    "known": 1.81,
    "unknown": 0.96,
    "most unknown": -1.97,
    "numbers": 0.57,
    "near": 0.16,
    "untyped": -0.5,
    "denied": -0.93,
    "told": 2.78,
    "bias": -3.28,
}
