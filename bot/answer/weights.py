"""The weights of ranking and confidence, as `python -m benchmarks.fit` writes them.

What each feature is: `bot.answer.features`, `bot.answer.span` and docs/answering.md.
"""

from collections.abc import Mapping

# Fitted on 2026-11-25 to the development questions of the evaluation. Right
# sentence first, on what was fitted and, cross-validated over articles, on what was not:
#   seed closed        0.923   0.923
#   seed open          0.923   0.885
#   facqa closed       0.933   0.928
#   facqa open         0.773   0.777
#   facqa-en open      0.735   0.755
#   tydi-id closed     0.711   0.724
#   squad open         0.781   0.764
#   xquad-en open      0.872   0.872
#   xling-en-id open   0.799   0.773
#   xling-id-en open   0.808   0.782
WEIGHTS: Mapping[str, float] = {
    "agent": 0.84,
    "article": 2.28,
    "before": 0.94,
    "context": 1.05,
    "contrary": 0.61,
    "counted": 1.34,
    "definition": 2.4,
    "denied": -0.79,
    "headline": -7.54,
    "long": -0.49,
    "manner": 0.48,
    "names": 1.11,
    "near": 0.83,
    "number": 2.84,
    "numbers": 0.01,
    "order": 0.28,
    "pairs": 1.04,
    "person": 0.92,
    "place": 1.15,
    "position": -1.1,
    "reason": 1.45,
    "share": 8.3,
    "short": 0.75,
    "soft": 7.45,
    "sought": 2.11,
    "subject": 0.75,
    "taken up": 3.02,
    "time": 3.32,
    "together": 1.27,
    "unnamed": 3.52,
}
# Confidence, the chance that the sentence answers, is the logistic of this sum.
CONFIDENCE: Mapping[str, float] = {
    "known": -0.16,
    "most unknown": -3.64,
    "numbers": 0.08,
    "near": 0.13,
    "untyped": -0.49,
    "denied": -0.77,
    "contrary": -1.15,
    "gainsaid": -0.08,
    "told": 1.77,
    "bias": 0.27,
}
