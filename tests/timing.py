"""How long something may take: for tests of what must not grow faster than its input."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the body takes this thread more than `seconds` of processor time.

    To be set far above what a slow machine takes and far below what quadratic growth would cost: it tells
    one from the other, and measures nothing. What other tests left behind is not cleared up meanwhile.
    """
    gc.disable()
    try:
        started = time.thread_time()
        yield
        took = time.thread_time() - started
    finally:
        gc.enable()
    assert took < seconds, f"took {took:.1f} s of processor time, of {seconds:g} s"
