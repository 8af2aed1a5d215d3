"""Keeping garbage collections short: a full one stops everything for as long as it has objects to look at.

With a library open those are some 400,000, and a collection took up to 240 ms. What stays anyway is set
aside, where none looks at it again. What has become garbage in a circle by then is never freed, so it is done
only after much has come to stay: at the start, and when caches and stories have filled. In between, young
objects get more time to go by themselves before they count as old: nearly all of an article's do, and with
Python's own thresholds reading 5,400 articles made a full collection every ten seconds.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 50_000  # objects that a full collection looks at in some 25 ms
_THRESHOLDS = 5_000, 10, 50
_PYTHONS = 700, 10, 10


@contextmanager
def settling() -> Iterator[None]:
    """A block that makes what is to stay: no collection meanwhile, and it is set aside afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()


def set_aside() -> bool:
    """Set aside what has come to stay, if that is much by now; to be called every few seconds."""
    many = len(gc.get_objects(generation=2)) > _MANY
    if many:
        gc.collect(generation=1)
        gc.freeze()
    return many


def take_back() -> None:
    """Let collections look at everything again, and as often as ever, since what was to stay is closed."""
    gc.unfreeze()
    gc.set_threshold(*_PYTHONS)
