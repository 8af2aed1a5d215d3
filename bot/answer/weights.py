"""The weights of ranking and confidence, as `python -m benchmarks.fit` writes them.

What each feature is: `bot.answer.features`, `bot.answer.span` and docs/answering.md.
"""

from collections.abc import Mapping

# Fitted on 2026-11-25 to the development questions of the evaluation. Right
# sentence first, on what was fitted and, cross-validated over articles, on what was not:
#   seed closed        0.923   0.915
#   seed open          0.885   0.838
#   facqa closed       0.928   0.923
#   facqa open         0.775   0.773
#   facqa-en open      0.755   0.735
#   tydi-id closed     0.711   0.722
#   squad open         0.781   0.762
#   xquad-en open      0.872   0.869
#   xling-en-id open   0.803   0.782
#   xling-id-en open   0.808   0.777
WEIGHTS: Mapping[str, float] = {
    "agent": 0.73,
    "article": 3.08,
    "before": 1.38,
    "context": 1.06,
    "contrary": 0.84,
    "counted": 1.43,
    "definition": 2.32,
    "denied": -0.66,
    "headline": -7.28,
    "long": -0.52,
    "manner": 0.43,
    "names": 1.07,
    "near": 0.81,
    "number": 2.75,
    "numbers": -0.01,
    "order": 0.27,
    "pairs": 1.0,
    "person": 0.91,
    "place": 1.17,
    "position": -1.05,
    "reason": 1.47,
    "share": 8.11,
    "short": 0.72,
    "soft": 7.72,
    "sought": 2.06,
    "subject": 0.77,
    "taken up": 3.0,
    "time": 3.29,
    "together": 1.24,
    "unnamed": 2.81,
}
# Confidence, the chance that the sentence answers, is the logistic of this sum.
CONFIDENCE: Mapping[str, float] = {
    "known": -0.25,
    "most unknown": -3.75,
    "numbers": 0.11,
    "near": 0.17,
    "untyped": -0.45,
    "denied": -0.82,
    "contrary": -1.1,
    "gainsaid": -0.11,
    "told": 1.76,
    "bias": 0.31,
}
