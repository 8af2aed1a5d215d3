"""What a digest takes can be measured."""

import pytest

from benchmarks.daily import main


def test_a_small_day(capfd: pytest.CaptureFixture[str]) -> None:
    main(["40", "--rounds", "1"])
    header, row = capfd.readouterr().out.splitlines()
    assert "MB more" in header
    assert row.split()[0] == "40"
