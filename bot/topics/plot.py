"""Draws a trend: JSON on standard input, a PNG on standard output. A process of `bot.topics.chart`."""

import io
import json
import sys
import warnings
from contextlib import suppress
from typing import Any

# Okabe and Ito's colours, which colour-blind people can tell apart.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#999999")
_SIZE, _DPI = (9.0, 4.2), 110  # inches: about 990 by 460 pixels
_LABELS = 10  # days that are named
_NAME = 30  # letters of an outlet
_MEMORY = 2**30  # bytes of addresses; matplotlib's libraries take a third of it


def plot(record: dict[str, Any]) -> bytes:
    """The chart of a trend as `bot.topics.chart` writes it."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams["text.usetex"] = False
    mpl.rcParams["text.parse_math"] = False  # an outlet may hold a dollar sign
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
    axes = figure.add_subplot()
    days, base = record["days"], [0] * len(record["days"])
    places = range(len(days))
    for number, (outlet, counts) in enumerate(record["outlets"]):
        name = _short(outlet) or record["others"]
        axes.bar(places, counts, bottom=base, label=name, color=COLOURS[number % len(COLOURS)], width=0.85)
        base = [low + count for low, count in zip(base, counts, strict=True)]
    step = max(1, -(-len(days) // _LABELS))
    axes.set_xticks(list(places)[::step], [day[5:] for day in days[::step]])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("artikel" if record["language"] in ("id", "ms") else "articles")
    axes.set_title(_short(record["topic"], 2 * _NAME), loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    if record["outlets"]:
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def _short(text: str, most: int = _NAME) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    # A label that begins so is left out of the legend.
    line = line.lstrip("_")
    return line if len(line) <= most else line[: most - 1] + "…"


def _limit_memory() -> None:
    """Let this process have no more than some memory, where the system can see to that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def main() -> None:
    """Read, draw, write."""
    _limit_memory()
    warnings.simplefilter("ignore")  # of letters that the font has not
    sys.stdout.buffer.write(plot(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
