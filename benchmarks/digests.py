"""`python -m benchmarks.digests`: fit the weights of digests, and write `bot/digest/weights.py`.

Logistic regression on whether a word of a sentence stands in the summary somebody wrote, held back by an L2
penalty; judged by cross-validation over stories as well. Needs the group `fit`; `--dry-run` writes nothing.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.protocols.digest import accounts_of
from bot.digest import weights
from bot.digest.features import Reading, read_story
from bot.digest.select import choose
from bot.text.words import stem, tokens

ITEMS = Path(__file__).parents[2] / "shared" / "ingest-eval" / "dev" / "digest" / "items.jsonl"
# How much a set counts: the third is small, and its summaries hold little of the texts' own words.
_SETS: Mapping[str, float] = {"indosum": 1.0, "neus": 0.7, "summeval": 0.2}
_PENALTY, _FOLDS, _MOST = 10.0, 5, 12


@dataclass
class Story:
    """A story with the words of its summaries, its sentences, and how often each word was worth telling."""

    request: dict[str, Any]
    summaries: list[Counter[str]]
    readings: list[Reading]
    told: list[list[float]]


def main() -> None:
    """Fit, judge and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.digests", description=__doc__)
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    write = not parser.parse_args().dry_run
    if not ITEMS.exists():
        raise SystemExit("The evaluation data is looked for in ../shared/ingest-eval, and is not there.")
    with ITEMS.open(encoding="utf-8") as lines:
        stories = [_story(json.loads(line)) for line in lines if line.strip()]
    names = sorted({name for one in stories for reading in one.readings for name in _names(reading)})
    fitted = fit(stories, names)
    unseen: dict[str, list[float]] = {name: [] for name in _SETS}
    for fold in range(_FOLDS):
        other = fit([one for place, one in enumerate(stories) if place % _FOLDS != fold], names)
        for one in stories[fold::_FOLDS]:
            unseen[one.request["set"]].append(judge(one, other))
    seen = {
        name: np.mean([judge(one, fitted) for one in stories if one.request["set"] == name]) for name in _SETS
    }
    scores = [f"{name:10} {seen[name]:.3f}   {np.mean(unseen[name]):.3f}" for name in _SETS]
    print("words of summaries (F1): on what was fitted, on unseen folds", *scores, sep="\n")
    if write:
        Path(weights.__file__).write_text(_source(fitted, scores), encoding="utf-8")


def _story(request: dict[str, Any]) -> Story:
    language = request["lang"]
    summaries = [Counter(_words(one, language)) for one in request["refs"]]
    readings = read_story(accounts_of(request))
    told = []
    for one in readings:
        before: Counter[str] = Counter()
        row = []
        for word in _words(one.text, language):
            before[word] += 1
            row.append(sum(before[word] <= each[word] for each in summaries) / len(summaries))
        told.append(row)
    return Story(request, summaries, readings, told)


def _words(text: str, language: str) -> list[str]:
    return [stem(one.folded, language) if language == "en" else one.folded for one in tokens(text)]


def _names(one: Reading) -> set[str]:
    return set(one.features).union(*one.words)


def fit(stories: Sequence[Story], names: Sequence[str]) -> dict[str, float]:
    """The weights under which the summaries are most probable, less the penalty."""
    column = {name: place for place, name in enumerate(names)}
    sizes = Counter(one.request["set"] for one in stories)
    rows, told, mass = [], [], []
    for story in stories:
        whole = max(1, sum(map(len, story.told)))
        for one, row in zip(story.readings, story.told, strict=True):
            for word, share in zip(one.words, row, strict=True):
                values = np.zeros(len(names))
                for name, value in (*one.features.items(), *word.items()):
                    values[column[name]] = value
                rows.append(values)
                told.append(share)
                mass.append(_SETS[story.request["set"]] / whole / sizes[story.request["set"]])
    features, wanted, weight = np.array(rows), np.array(told), np.array(mass)
    weight /= weight.mean()
    spread = features.std(0) + 1e-9
    scaled = np.hstack([features / spread, np.ones((len(features), 1))])
    held = np.append(np.full(len(names), _PENALTY), 0.0)

    def loss(guess: np.ndarray) -> tuple[float, np.ndarray]:
        chance = 1 / (1 + np.exp(-scaled @ guess))
        likely = wanted * np.log(chance + 1e-12) + (1 - wanted) * np.log(1 - chance + 1e-12)
        value = -(weight * likely).sum() + (held * guess * guess).sum() / 2
        return value, scaled.T @ (weight * (chance - wanted)) + held * guess

    best = minimize(loss, np.zeros(len(held)), jac=True, method="L-BFGS-B").x
    found = {name: round(float(one), 2) for name, one in zip(names, best[:-1] / spread, strict=True)}
    return found | {"bias": round(float(best[-1]), 2)}


def judge(story: Story, fitted: Mapping[str, float]) -> float:
    """How much of the words of its summaries a digest holds, and how little else (F1), cut at its budget."""
    request = story.request
    chosen = choose(
        accounts_of(request), request["lang"], words=request["max_words"], most=_MOST, weights=fitted
    )
    text = " ".join(" ".join(one.text for one in chosen).split()[: request["max_words"]])
    words = Counter(_words(re.sub(r"\s+", " ", text), request["lang"]))
    scores = [2 * (words & one).total() / max(1, words.total() + one.total()) for one in story.summaries]
    return float(np.mean(scores))


def _source(fitted: Mapping[str, float], scores: Sequence[str]) -> str:
    return "\n".join(
        (
            '"""The weights of digests, as `python -m benchmarks.digests` writes them.',
            "",
            "What each feature is: `bot.digest.features` and docs/digests.md.",
            '"""',
            "",
            "from collections.abc import Mapping",
            "",
            "# Words of the development summaries (F1), on what was fitted and on folds that were not:",
            *(f"#   {one}" for one in scores),
            "WEIGHTS: Mapping[str, float] = {",
            *(f'    "{name}": {value},' for name, value in fitted.items()),
            "}",
            "",
        )
    )


if __name__ == "__main__":
    main()
