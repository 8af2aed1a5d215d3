"""When a feed is asked next."""

import random
from datetime import timedelta

from bot.ingest import rhythm
from tests.clock import NOON


def every(minutes: float, count: int = 10, *, quiet: float = 0) -> list[str]:
    """Times of entries, so many minutes apart; the newest `quiet` minutes ago."""
    return [(NOON - timedelta(minutes=quiet + minutes * place)).isoformat() for place in range(count)]


def test_half_the_usual_gap_within_bounds() -> None:
    assert rhythm.interval(every(60), NOON, 99, news=True) == 1800
    assert rhythm.interval(every(2), NOON, 99, news=True) == rhythm.SHORTEST
    assert rhythm.interval(every(60 * 24 * 30), NOON, 99, news=True) == rhythm.LONGEST


def test_silence_doubles_but_never_past_a_quarter_of_it() -> None:
    assert rhythm.interval(every(60, quiet=600), NOON, 1800, news=False) == 3600
    assert rhythm.interval(every(60, quiet=600), NOON, 7200, news=False) == 9000
    assert rhythm.interval(every(60, quiet=60 * 24 * 30), NOON, 60_000, news=False) == rhythm.LONGEST


def test_without_times_it_is_found_by_trying() -> None:
    assert rhythm.interval(["", ""], NOON, 1800, news=True) == 900
    assert rhythm.interval(["", "nonsense"], NOON, 1800, news=False) == 3600


def test_what_the_site_wishes_is_a_bound_up_to_a_day() -> None:
    assert rhythm.wished(300, None, 900) == 900
    assert rhythm.wished(300, 10**9) == rhythm.LONGEST
    assert rhythm.wished(300) == 300


def test_failures_wait_ever_longer_and_not_together() -> None:
    chance = random.Random(1)
    waits = [rhythm.pause(failures, chance) for failures in range(1, 30)]
    assert 225 <= waits[0] <= 375
    assert all(wait <= rhythm.LONGEST for wait in waits)
    assert min(waits[10:]) >= 0.75 * rhythm.LONGEST
    assert len({round(rhythm.pause(4, chance)) for _ in range(20)}) > 10
    assert rhythm.pause(1, chance, 200_000.0) == 200_000
