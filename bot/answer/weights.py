"""The weights of ranking and confidence, as `python -m benchmarks.fit` writes them.

What each feature is: `bot.answer.features`, `bot.answer.span` and docs/answering.md.
"""

from collections.abc import Mapping

# Fitted on 2026-11-25 to the development questions of the evaluation. Right
# sentence first, on what was fitted and, cross-validated over articles, on what was not:
#   seed closed        0.923   0.915
#   seed open          0.885   0.831
#   facqa closed       0.930   0.922
#   facqa open         0.775   0.777
#   facqa-en open      0.755   0.735
#   tydi-id closed     0.709   0.714
#   squad open         0.778   0.762
#   xquad-en open      0.875   0.875
#   xling-en-id open   0.799   0.773
#   xling-id-en open   0.808   0.773
WEIGHTS: Mapping[str, float] = {
    "agent": 0.8,
    "article": 3.2,
    "before": 1.4,
    "context": 1.1,
    "contrary": 0.6,
    "counted": 1.4,
    "definition": 2.3,
    "denied": -0.7,
    "headline": -7.4,
    "long": -0.5,
    "manner": 0.4,
    "names": 1.2,
    "near": 0.8,
    "number": 2.7,
    "numbers": 0.1,
    "order": 0.2,
    "pairs": 1.0,
    "person": 0.9,
    "place": 1.2,
    "position": -1.0,
    "reason": 1.4,
    "share": 8.2,
    "short": 0.7,
    "soft": 7.7,
    "sought": 2.0,
    "subject": 0.7,
    "taken up": 2.6,
    "time": 3.3,
    "together": 1.0,
    "unnamed": 2.8,
}
# Confidence, the chance that the sentence answers, is the logistic of this sum.
CONFIDENCE: Mapping[str, float] = {
    "known": 1.77,
    "unknown": 0.82,
    "most unknown": -2.66,
    "numbers": 0.49,
    "near": 0.18,
    "untyped": -0.59,
    "denied": -1.19,
    "contrary": -1.48,
    "gainsaid": -0.29,
    "told": 2.25,
    "bias": -2.8,
}
