"""What comes in: once, not too much, and finished."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.traffic import Buckets, Seen, Work


def test_what_is_repeated_is_seen_again() -> None:
    seen = Seen()
    assert [seen.first(one) for one in (1, 2, 1, 3, 2)] == [True, True, False, True, False]


def test_what_is_seen_is_bounded() -> None:
    seen = Seen(most=100)
    assert all(seen.first(one) for one in range(10_000))
    assert len(seen._ids) == 100
    assert not seen.first(9_999)
    assert seen.first(0)


def test_a_bucket_empties_and_fills() -> None:
    now = 0.0
    buckets = Buckets(60, 3, lambda: now)
    assert [buckets.wait(1) for _ in range(3)] == [0, 0, 0]
    assert buckets.wait(1) == 1
    assert buckets.wait(2) == 0
    now = 0.5
    assert buckets.wait(1) == 0.5
    now = 1.0
    assert buckets.wait(1) == 0
    now = 100.0
    assert [buckets.wait(1) for _ in range(4)] == [0, 0, 0, 1]


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_no_more_is_let_through_than_a_bucket_holds(pauses: list[float]) -> None:
    now = 0.0
    buckets = Buckets(60, 5, lambda: now)
    passed = 0
    for pause in pauses:
        now += pause
        passed += buckets.wait(1) == 0
    assert passed <= 5 + now + 1e-6


def test_buckets_are_bounded() -> None:
    buckets = Buckets(60, 3, lambda: 0.0, most=10)
    for key in range(1_000):
        buckets.wait(key)
    assert len(buckets._levels) == 10


async def test_a_stop_waits_for_what_is_under_way() -> None:
    work = Work()
    assert await work.finish(0.01) == 0
    work = Work()
    done: list[int] = []

    async def job(number: int) -> None:
        with work.one():
            await asyncio.sleep(0.01 * number)
            done.append(number)

    jobs = [asyncio.create_task(job(number)) for number in (1, 2)]
    await asyncio.sleep(0)
    assert await work.finish(5) == 0
    assert done == [1, 2]
    assert work.stopping
    await asyncio.gather(*jobs)


async def test_a_stop_does_not_wait_for_ever() -> None:
    work = Work()
    with work.one():
        assert await work.finish(0.01) == 1
