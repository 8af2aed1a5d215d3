"""A fresh Warta for each test."""

from pathlib import Path

import pytest

from tests.e2e.warta import PASAR, Warta


@pytest.fixture(name="warta")
def fixture_warta(tmp_path: Path) -> Warta:
    return Warta(tmp_path / "data")


@pytest.fixture(name="full")
def fixture_full(warta: Warta) -> Warta:
    """With one article in it."""
    warta.succeed("ingest", "-", said=PASAR)
    return warta
