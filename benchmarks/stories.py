"""The same story told twice: `python -m benchmarks.stories fit FILE …` and `… cost`.

`fit` reads streams of articles as JSON lines ({"lang", "source", "time", "title", "text", "cluster"}, in the
order of time), fits the weights of `bot/digest/likeness.py` by logistic regression (scikit-learn, extra
`fit`) over every article beside the stories nearest to it, and prints them with what they reach: on what they
were fitted on, on halves of each stream that they were not, and on streams that they were not. `cost` invents
a stream and prints what placing an article takes the more of them there are.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus
from bot.digest import concepts
from bot.digest.clusterer import Clusterer
from bot.digest.likeness import MODEL, NAMES, Likeness, Model
from bot.digest.profile import Profile, packed, profile
from bot.digest.stories import Stories
from bot.domain import Document, Telling
from bot.errors import DocumentError
from bot.ingest.prepare import prepare
from bot.text.dates import parse_date
from bot.text.words import content_stems

_COSTS = (1_000, 10_000, 50_000)
_PLACED = 300
_PENALTY = 1.0  # scikit-learn's C, of standardised features
_RIVALS = 4  # stories beside each article that the model learns from


def telling(number: int, request: Mapping[str, Any]) -> Telling:
    """An article as it would be stored."""
    title, language = str(request["title"]), str(request.get("lang") or "en")
    at = parse_date(str(request["time"])) or "1970-01-01"
    document = Document(
        str(request.get("text") or title), title=title, outlet=str(request["source"]), language=language
    )
    try:
        sentences = [one for one in prepare(document).sentences if one.position][:16]
    except DocumentError:  # a headline alone
        sentences = []
    return Telling(
        number,
        0,
        False,
        frozenset(),
        document.outlet,
        language,
        at,
        title,
        content_stems(title, language),
        tuple((one.text, one.stems) for one in sentences),
    )


class Stream:
    """A stream of articles, placed as the product places them."""

    def __init__(self) -> None:
        self._stories = Stories(concepts.load())
        self._count = 0

    def place(self, request: Mapping[str, Any]) -> int:
        """The story of the next article."""
        self._count += 1
        one = telling(self._count, request)
        return self._stories.place(one, one.at).story_id


# -- fit -----------------------------------------------------------------------------------------------------


class Learned:
    """A stream with the likeness of every article to the stories nearest to it, rightly placed so far."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        self.profiles = [profile(telling(place, row), concepts.load()) for place, row in enumerate(rows)]
        numbers = {name: place for place, name in enumerate(dict.fromkeys(row["cluster"] for row in rows))}
        self.gold = [numbers[row["cluster"]] for row in rows]
        self.rows: list[list[tuple[tuple[float, ...], bool]]] = []
        group = Clusterer()
        for one, story in zip(self.profiles, self.gold, strict=True):
            compared = list(group.compare(one).items())[:_RIVALS]
            self.rows.append([(astuple(found), number == story) for number, found in compared])
            group.add(one, story=story)

    def placed(self, model: Model) -> list[int]:
        """The stories by a model."""
        group = Clusterer(model)
        stories: list[int] = []
        for place, one in enumerate(self.profiles):
            best = group.best(one)
            stories.append(place if best is None else best[1])
            group.add(one, story=stories[-1])
        return stories


def fit(paths: Sequence[Path]) -> None:
    """Print the weights and what they reach."""
    streams = [Learned(path) for path in paths]
    judged: dict[str, dict[str, tuple[float, ...]]] = {
        "as it is": {one.name: _figures(one.gold, one.placed(MODEL)) for one in streams}
    }
    halves: dict[str, list[tuple[float, ...]]] = {one.name: [] for one in streams}
    for half in (0, 1):
        model = _learn([_half(one.rows, 1 - half) for one in streams])
        for one in streams:
            # The whole stream is placed, since the later half follows upon the earlier; one half is judged.
            halves[one.name].append(_figures(_half(one.gold, half), _half(one.placed(model), half)))
    judged["the other half"] = {
        name: tuple(map(statistics.fmean, zip(*found, strict=True))) for name, found in halves.items()
    }
    judged["other streams"] = {}
    for one in streams:
        if len(streams) > 1:
            model = _learn([other.rows for other in streams if other is not one])
            judged["other streams"][one.name] = _figures(one.gold, one.placed(model))
    model = _learn([one.rows for one in streams])
    judged["fitted on all"] = {one.name: _figures(one.gold, one.placed(model)) for one in streams}
    for name, figures in judged.items():
        print(f"\n{name:16} {'pair F1':>8} {'BCubed':>8} {'repeats':>8} {'lost':>8}")
        for stream, found in (
            *figures.items(),
            ("mean", map(statistics.fmean, zip(*figures.values(), strict=True))),
        ):
            print(f"  {stream:14} " + " ".join(f"{value:8.3f}" for value in found))
    print()
    for name, weight in zip(NAMES, astuple(model.weights), strict=True):
        print(f"{name}={weight:.2f},")
    print(f"bias={model.bias:.2f},")


def _half(rows: Sequence[Any], half: int) -> Sequence[Any]:
    middle = len(rows) // 2
    return rows[middle:] if half else rows[:middle]


def _learn(streams: Sequence[Sequence[Sequence[tuple[tuple[float, ...], bool]]]]) -> Model:
    """Fit a model; each stream counts by the root of how many of its articles tell a story again."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = [[one for found in stream for one in found] for stream in streams]
    features = np.array([one for stream in rows for one, _ in stream])
    same = np.array([right for stream in rows for _, right in stream])
    counts = np.concatenate(
        [np.full(len(stream), (100 / max(sum(right for _, right in stream), 1)) ** 0.5) for stream in rows]
    )
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=_PENALTY, max_iter=3_000)
    model.fit(scaler.transform(features), same, sample_weight=counts)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return Model(Likeness(*map(float, weights)), bias)


def _figures(gold: Sequence[int], placed: Sequence[int]) -> tuple[float, float, float, float]:
    """Pair F1, BCubed F1 (Bagga and Baldwin 1998), retellings found, new stories taken for old ones."""
    told = list(zip(gold, placed, strict=True))
    rights = {
        place: {at for at, story in enumerate(gold) if story == gold[place]} for place in range(len(gold))
    }
    given = {
        place: {at for at, story in enumerate(placed) if story == placed[place]} for place in range(len(gold))
    }
    both = [len(rights[place] & given[place]) for place in range(len(gold))]
    pairs = sum(both) - len(gold)
    right, found = (sum(map(len, one.values())) - len(gold) for one in (rights, given))
    precision = statistics.fmean(n / len(given[place]) for place, n in enumerate(both))
    recall = statistics.fmean(n / len(rights[place]) for place, n in enumerate(both))
    seen: dict[int, set[int]] = {}
    used: set[int] = set()
    repeats, lost = [], []
    for story, number in told:
        if story in seen:
            repeats.append(number in seen[story])
        else:
            lost.append(number in used)
        seen.setdefault(story, set()).add(number)
        used.add(number)
    return (
        2 * pairs / ((right + found) or 1),
        2 * precision * recall / (precision + recall),
        statistics.fmean(repeats) if repeats else 1.0,
        statistics.fmean(lost) if lost else 0.0,
    )


# -- cost ----------------------------------------------------------------------------------------------------


def cost() -> None:
    """Print what placing an article takes among so many of two weeks."""
    rng = random.Random(5)
    group = Clusterer()
    shapes = list(_invented())
    print(f"{'articles':>9} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'RSS MB':>8} {'kB stored':>10}")
    for count in _COSTS:
        while len(group) < count:
            group.add(_mixed(rng, shapes, len(group)), story=len(group))
        times = []
        for number in range(_PLACED):
            one = _mixed(rng, shapes, count + number)
            start = time.perf_counter()
            group.best(one)
            times.append((time.perf_counter() - start) * 1e3)
        times.sort()
        size = statistics.fmean(len(packed(one).encode()) for one in shapes[:200]) / 1e3
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{count:>9,} {statistics.median(times):>8.1f} {times[int(_PLACED * 0.95)]:>8.1f}"
            f" {times[-1]:>8.1f} {memory:>8,.0f} {size:>10.1f}",
            flush=True,
        )


def _invented() -> list[Profile]:
    articles = Corpus(seed=5).articles(2_000, sentences=11, words=(24, 58))
    found = []
    for number, one in enumerate(articles):
        lines = one.text.splitlines()
        request = {"lang": "en", "source": "x", "time": "2025-01-01", "title": lines[0], "text": one.text}
        found.append(profile(telling(number, request), concepts.load()))
    return found


def _mixed(rng: random.Random, shapes: Sequence[Profile], number: int) -> Profile:
    """An article of half the words of one and half of another, twelve thousand a week."""
    left, right = rng.sample(shapes, 2)
    half = len(left.terms) // 2
    terms = dict([*list(left.terms.items())[:half], *list(right.terms.items())[half:]])
    headline = tuple(term for term in left.headline if term in terms)
    return Profile(number / 150, f"outlet {number % 40}", "en", left.title, headline, terms)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, or print the table of costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    fitting = actions.add_parser("fit")
    fitting.add_argument("streams", nargs="+", type=Path, metavar="FILE")
    actions.add_parser("cost")
    args = parser.parse_args(arguments)
    if args.action == "fit":
        fit(args.streams)
    else:
        cost()


if __name__ == "__main__":
    main()
