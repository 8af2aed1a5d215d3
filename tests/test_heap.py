"""Setting aside what stays, so that full collections have little to look at."""

import gc

from bot import heap


def test_what_has_come_to_stay_is_set_aside_once_it_is_much() -> None:
    gc.collect()
    gc.freeze()
    try:
        assert not heap.set_aside()
        kept = [[number] for number in range(100_000)]
        gc.collect()
        before = gc.get_freeze_count()
        assert heap.set_aside()
        assert gc.get_freeze_count() >= before + len(kept)
        assert not heap.set_aside()
    finally:
        heap.take_back()
    assert gc.get_freeze_count() == 0


def test_nothing_is_collected_while_it_is_made() -> None:
    before = gc.get_threshold()
    try:
        with heap.settling():
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] > before[0]
    finally:
        heap.take_back()
    assert gc.get_threshold() == before
