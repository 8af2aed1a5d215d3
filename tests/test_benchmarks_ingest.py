"""The benchmark of following: a small world is followed through kills, and every article is stored once."""

import re

import pytest

from benchmarks.ingest import main
from benchmarks.sites import FAILURES


def test_half_a_day_of_a_small_world(capfd: pytest.CaptureFixture[str]) -> None:
    main(["days", "--simulated", "1", "--days", "0.5", "--kills", "1"])
    out = capfd.readouterr().out
    assert re.search(
        r"killed \d times: \d+ polls, \d+ articles published, \d+ listed; 0 missing, 0 twice, 0 of none", out
    )


def test_feeds_fail_in_forty_ways() -> None:
    assert len({name for name, _ in FAILURES}) == len(FAILURES) == 40
