"""When a feed is asked next: by the rhythm of its entries, by what the site wishes, and after failures.

Pure functions; everything is in seconds.
"""

import random
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

SHORTEST, LONGEST = 300, 86_400
USUAL = 1_800  # before anything is known
_NEWEST = 20  # entries whose times make the rhythm
_SILENCE = 4  # a feed that has been quiet is asked this often in a silence of the same length again
_FIRST_PAUSE = 300.0
_MOST_DOUBLINGS = 12
_SCATTER = 0.1  # of an interval, so that feeds that were added together are not asked together for ever


def interval(
    instants: Sequence[str], now: datetime, former: int, *, news: bool, shortest: int = SHORTEST
) -> int:
    """How long to leave a feed alone that has just answered.

    `instants` are the times of its entries (ISO 8601, "" for none), `former` is the interval up to now, and
    `news` whether there was anything new. Half the usual gap between two entries; while nothing comes, twice
    as long each time, but no longer than a quarter of the silence so far.
    """
    times = sorted((found for one in instants if (found := _instant(one, now)) is not None), reverse=True)
    times = times[:_NEWEST]
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(times)]
    if not gaps:
        return _between(former / 2 if news else former * 2, shortest)
    usual = median(gaps) / 2
    if news:
        return _between(usual, shortest)
    silence = (now - times[0]).total_seconds()
    return _between(min(former * 2, max(usual, silence / _SILENCE)), shortest)


def quiet(former: int, silence: float, shortest: int = SHORTEST) -> int:
    """How long to leave a feed alone that is as it was, after so long without anything new."""
    return _between(min(former * 2, max(former, silence / _SILENCE)), shortest)


def wished(seconds: float, *wishes: float | None) -> float:
    """`seconds`, or longer where the site wishes so, up to a day."""
    return max(seconds, min(LONGEST, max((one for one in wishes if one is not None), default=0.0)))


def pause(failures: int, chance: random.Random, retry_after: float | None = None) -> float:
    """How long to wait after so many failures in a row (1 …): 5 minutes, doubling up to a day.

    A quarter more or less by chance, so that those that failed together do not come back together. What the
    site wishes is honoured in full.
    """
    longest = _FIRST_PAUSE * 2.0 ** min(failures - 1, _MOST_DOUBLINGS)
    scattered = min(LONGEST, longest) * chance.uniform(0.75, 1.25)
    return max(min(LONGEST, scattered), retry_after or 0.0)


def scattered(seconds: float, chance: random.Random) -> float:
    """`seconds`, or up to a tenth longer."""
    return seconds * chance.uniform(1.0, 1.0 + _SCATTER)


def _instant(text: str, now: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=now.tzinfo)
    return min(found, now)


def _between(seconds: float, shortest: int) -> int:
    return int(max(shortest, min(LONGEST, seconds)))
