"""The options of `timeline` and `trend`."""

import argparse
from collections.abc import Callable

EVENTS, DAYS = 20, 30


def add_topics(add: Callable[[str, str], argparse.ArgumentParser], number: Callable[[str], int]) -> None:
    """The parsers of `timeline` and `trend`."""
    line = add("timeline", "show what was published about a topic, in order")
    line.add_argument("topic", nargs="+", help="its words; behind -- when they begin with a hyphen")
    line.add_argument("--since", metavar="DATE", help="what was published from this day on")
    line.add_argument("--until", metavar="DATE", help="what was published up to this day")
    line.add_argument("--limit", type=number, metavar="N", default=EVENTS, help="how many at most")
    trend = add("trend", "show how many articles told of a topic a day")
    trend.add_argument("topic", nargs="+", help="its words; behind -- when they begin with a hyphen")
    trend.add_argument("--days", type=number, metavar="N", default=DAYS, help="of how many days, up to today")
    trend.add_argument("--out", metavar="FILE", help="draw it into a PNG file")
