"""The words in bold, given a right first sentence: token F1 against the evaluation's answers.

Where nothing is marked the F1 is 0. A question counts by its set, whatever article it is asked of.
"""

import statistics
from collections.abc import Sequence

from benchmarks.development import EVALUATION, Case, cases, judge

_TABLES = ("seed closed", "facqa open", "squad open")


def main() -> None:
    """Print the table."""
    if not (EVALUATION / "evaluate.py").exists():
        print("No table of spans: the evaluation data is looked for in ../shared/eval, and is not there.")
        return
    answered = [one for one in cases() if one.table in _TABLES and one.answerable and one.right]
    print(f"{'set':12} {'right':>6} {'marked':>7} {'F1':>6} {'F1 where marked':>16}")
    for name in (*_TABLES, "all"):
        print(_row(name, [one for one in answered if name in (one.table, "all")]))


def _row(name: str, answered: Sequence[Case]) -> str:
    token_f1 = judge().token_f1
    scores = [
        max(token_f1(span.text, answer["text"]) for answer in one.question["answers"])
        for one in answered
        if (span := one.ranked[0].span) is not None
    ]
    share = len(scores) / len(answered)
    marked = statistics.mean(scores) if scores else 0.0
    return f"{name:12} {len(answered):6} {share:7.2f} {marked * share:6.3f} {marked:16.3f}"


if __name__ == "__main__":
    main()
