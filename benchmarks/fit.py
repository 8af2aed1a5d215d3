"""`python -m benchmarks.fit`: fit ranking and confidence, and write `bot/answer/weights.py`.

Ranking: a softmax over the scores of a question's candidates, whose probability for the right ones is
maximised (ListNet with one list a question: Cao et al. 2007, "Learning to rank: from pairwise approach to
listwise approach"), held back by an L2 penalty. Confidence: logistic regression (scikit-learn) on whether the
first sentence is right. Both are fitted on the development questions alone, and judged as well by
cross-validation over articles: what a fold is judged on was not fitted on. With
`--dry-run` nothing is written.
"""

import argparse
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from benchmarks.development import EVALUATION, Case, cases
from benchmarks.reliability import BINS, reliability
from bot.answer import weights
from bot.answer.rank import Ranked

# How much a table counts. A question counts for less the more of its kind there are, and for more where the
# figures of this project ask for it.
_TABLES: Mapping[str, float] = {
    "seed closed": 0.7,
    "seed open": 0.4,
    "facqa closed": 1.5,
    "facqa open": 2.0,
    "facqa-en open": 0.6,
    "tydi-id closed": 1.0,
    "squad open": 2.5,
    "xquad-en open": 1.5,
    "xling-en-id open": 1.0,
    "xling-id-en open": 1.0,
}
_COMPARED = 40  # candidates a question
_PENALTY = 10.0  # of the squared weights of standardised features; from 3 to 30 it is much the same
_FOLDS = 5
# In fitting confidence, a wrong sentence where a right one exists counts less than an unanswerable question:
# it is the latter that Warta must not answer.
_WRONG_SENTENCE = 0.1
_UNANSWERABLE = 3.0  # weight of the set that holds most unanswerable questions


@dataclass
class Table:
    """Questions of one table: features (questions x candidates x features), right ones, real ones."""

    features: np.ndarray
    right: np.ndarray
    real: np.ndarray
    asked: int  # questions, with those for which no right sentence was a candidate

    def take(self, chosen: np.ndarray, share: float) -> "Table":
        """Some of the questions."""
        return Table(
            self.features[chosen], self.right[chosen], self.real[chosen], max(1, int(self.asked * share))
        )


def main() -> None:
    """Fit, judge and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    write = not parser.parse_args().dry_run
    if not (EVALUATION / "evaluate.py").exists():
        raise SystemExit("The evaluation data is looked for in ../shared/eval, and is not there.")
    print("answering the development questions ...", flush=True)
    answered = cases()
    names = sorted(weights.WEIGHTS)
    former = np.array([weights.WEIGHTS[name] for name in names])
    tables = {name: _table(answered, name, names) for name in _TABLES}
    groups = {name: _groups(answered, name) for name in _TABLES}
    print("fitting ranking ...", flush=True)
    fitted = fit_ranking(tables)
    judged = _cross_validated(tables, groups)
    before, after = first_right(tables, former), first_right(tables, fitted)
    print(f"\n{'right sentence first':20} {'before':>8} {'fitted':>8} {'unseen folds':>13}")
    for name in _TABLES:
        print(f"{name:20} {before[name]:8.3f} {after[name]:8.3f} {judged[name]:13.3f}")
    ranking = {name: round(float(weight), 2) for name, weight in zip(names, fitted, strict=True)}
    confidence, chances, right = _fit_confidence(answered, ranking)
    print(f"\n{'confidence':>12} {'questions':>10} {'right':>7}")
    for (low, high), (number, share) in zip(BINS, reliability(chances, right), strict=True):
        print(f"{low:5.1f} … {high:3.1f} {number:11,} {share:7.2f}")
    if write:
        target = Path(weights.__file__)
        target.write_text(_source(ranking, confidence, after, judged), encoding="utf-8")
        print(f"\nwritten: {target.name}")


def _table(answered: Sequence[Case], name: str, names: Sequence[str]) -> Table:
    asked = [one for one in answered if one.table == name and one.answerable]
    useful = [one for one in asked if any(one.hits[:_COMPARED])]
    shape = len(useful), _COMPARED
    table = Table(np.zeros((*shape, len(names))), np.zeros(shape, bool), np.zeros(shape, bool), len(asked))
    for row, case in enumerate(useful):
        for column, (one, hit) in enumerate(zip(case.ranked[:_COMPARED], case.hits, strict=False)):
            table.features[row, column] = [one.features.get(name, 0.0) for name in names]
            table.right[row, column], table.real[row, column] = hit, True
    return table


def _groups(answered: Sequence[Case], name: str) -> np.ndarray:
    """The article of each question of a table, as a number."""
    return np.array(
        [
            zlib.crc32(one.question["doc_id"].encode())
            for one in answered
            if one.table == name and one.answerable and any(one.hits[:_COMPARED])
        ]
    )


def first_right(tables: Mapping[str, Table], weight: np.ndarray) -> dict[str, float]:
    """Share of the questions of each table for which a right sentence comes first."""
    shares = {}
    for name, table in tables.items():
        scores = np.where(table.real, table.features @ weight, -np.inf)
        top = scores.argmax(1)
        shares[name] = float(table.right[np.arange(len(top)), top].sum() / table.asked)
    return shares


def fit_ranking(tables: Mapping[str, Table]) -> np.ndarray:
    """The weights under which the right sentences are most probable, less the penalty."""
    features = np.concatenate([table.features for table in tables.values()])
    right = np.concatenate([table.right for table in tables.values()])
    real = np.concatenate([table.real for table in tables.values()])
    mass = np.concatenate(
        [np.full(len(table.right), _TABLES[name] / len(table.right)) for name, table in tables.items()]
    )
    mass *= len(mass) / mass.sum()
    spread = features[real].std(0) + 1e-9
    scaled = features / spread
    unreal = np.where(real, 0.0, -1e9)

    def loss(weight: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scaled @ weight + unreal
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        hit = (chances * right).sum(1, keepdims=True) + 1e-12
        slope = np.tensordot(mass[:, None] * (chances - chances * right / hit), scaled, axes=2)
        value = -(mass * np.log(hit[:, 0])).sum() + _PENALTY * (weight @ weight) / 2
        return value, slope + _PENALTY * weight

    return minimize(loss, np.zeros(features.shape[2]), jac=True, method="L-BFGS-B").x / spread


def _cross_validated(tables: Mapping[str, Table], groups: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Share of right first sentences on folds of articles that the weights were not fitted on."""
    right = dict.fromkeys(tables, 0.0)
    splits = {
        name: list(GroupKFold(_FOLDS).split(table.features, groups=groups[name]))
        if len(set(groups[name])) >= _FOLDS
        else None
        for name, table in tables.items()
    }
    for fold in range(_FOLDS):
        fit, judge = {}, {}
        for name, table in tables.items():
            split = splits[name]
            if split is None:  # one article: its set is judged on what others teach
                judge[name] = table.take(np.arange(len(table.right)), 1.0)
                continue
            inside, outside = split[fold]
            fit[name] = table.take(inside, len(inside) / len(table.right))
            judge[name] = table.take(outside, len(outside) / len(table.right))
        weight = fit_ranking(fit)
        for name, share in first_right(judge, weight).items():
            right[name] += (
                share * judge[name].asked / tables[name].asked / (_FOLDS if splits[name] is None else 1)
            )
    return right


def _fit_confidence(
    answered: Sequence[Case], ranking: Mapping[str, float]
) -> tuple[dict[str, float], np.ndarray, np.ndarray]:
    """The weights of confidence; every question's chance (cross-validated) and whether it was right."""
    names = [name for name in weights.CONFIDENCE if name != "bias"]
    first = [(case, *_first(case, ranking)) for case in answered if case.ranked]
    features = np.array([[top.features.get(name, 0.0) for name in names] for _, top, _ in first])
    right = np.array([hit for *_, hit in first])
    answerable = np.array([case.answerable for case, *_ in first])
    table = np.array([case.table for case, *_ in first])
    article = np.array([zlib.crc32(case.question["doc_id"].encode()) for case, *_ in first])
    mass = np.zeros(len(first))
    for name, share in _TABLES.items():
        mass[table == name] = (_UNANSWERABLE if name == "tydi-id closed" else share) / (table == name).sum()
    mass *= len(first) / mass.sum()
    stern = mass * np.where(~right & answerable, _WRONG_SENTENCE, 1.0)
    chances = np.zeros(len(first))
    for inside, outside in GroupKFold(_FOLDS).split(features, groups=article):
        coefficients, bias = _logistic(features[inside], right[inside], stern[inside], mass[inside])
        chances[outside] = 1 / (1 + np.exp(-features[outside] @ coefficients - bias))
    coefficients, bias = _logistic(features, right, stern, mass)
    for name in ("seed closed", "tydi-id closed"):
        chosen = table == name
        area = roc_auc_score(answerable[chosen], chances[chosen])
        print(f"\n{name}: answerable or not, area under the curve (unseen folds) {area:.3f}", end="")
    fitted = {name: round(float(one), 2) for name, one in zip(names, coefficients, strict=True)}
    print()
    return fitted | {"bias": round(float(bias), 2)}, chances, right


def _logistic(
    features: np.ndarray, right: np.ndarray, stern: np.ndarray, mass: np.ndarray
) -> tuple[np.ndarray, float]:
    """Fitted with one mass, then calibrated with the other (Platt scaling), which keeps the order."""
    model = LogisticRegression(C=1.0, max_iter=3_000).fit(features, right, sample_weight=stern)
    told = model.decision_function(features)[:, None]
    scaled = LogisticRegression(C=100.0).fit(told, right, sample_weight=mass)
    slope = float(scaled.coef_[0, 0])
    return slope * model.coef_[0], float(slope * model.intercept_[0] + scaled.intercept_[0])


def _first(case: Case, ranking: Mapping[str, float]) -> tuple[Ranked, bool]:
    scores = [
        sum(weight * one.features.get(name, 0.0) for name, weight in ranking.items()) for one in case.ranked
    ]
    place = int(np.argmax(scores))
    return case.ranked[place], case.hits[place]


def _source(
    ranking: Mapping[str, float],
    confidence: Mapping[str, float],
    reached: Mapping[str, float],
    judged: Mapping[str, float],
) -> str:
    """`bot/answer/weights.py`, whole."""
    scores = [f"#   {name:18} {reached[name]:.3f}   {judged[name]:.3f}" for name in _TABLES]
    return "\n".join(
        (
            '"""The weights of ranking and confidence, as `python -m benchmarks.fit` writes them.',
            "",
            "What each feature is: `bot.answer.features`, `bot.answer.span` and docs/answering.md.",
            '"""',
            "",
            "from collections.abc import Mapping",
            "",
            f"# Fitted on {datetime.now(UTC):%Y-%m-%d} to the development questions of the evaluation. Right",
            "# sentence first, on what was fitted and, cross-validated over articles, on what was not:",
            *scores,
            "WEIGHTS: Mapping[str, float] = {",
            *(f'    "{name}": {weight},' for name, weight in ranking.items()),
            "}",
            "# Confidence, the chance that the sentence answers, is the logistic of this sum.",
            "CONFIDENCE: Mapping[str, float] = {",
            *(f'    "{name}": {weight},' for name, weight in confidence.items()),
            "}",
            "",
        )
    )


if __name__ == "__main__":
    main()
