"""Charts: in letters, in words, and drawn by the real matplotlib in its own process."""

import struct
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.domain import Trend
from bot.errors import WartaError
from bot.topics import chart
from bot.topics.chart import bars, described, draw, drawn
from bot.topics.plot import plot

DAYS = ("2025-03-13", "2025-03-14", "2025-03-15")
TREND = Trend("Cirandu", DAYS, (("Harian Muara", (4, 0, 1)), ("", (0, 0, 1))))


def test_in_letters() -> None:
    assert list(bars(TREND, "en", width=4)) == [
        "2025-03-13 ████ 4",
        "2025-03-14 ·",
        "2025-03-15 ██ 2",
        "Harian Muara 5, others 1",
    ]
    assert list(bars(Trend("x", DAYS[:1], ()), "id")) == ["2025-03-13 ·", ""]


def test_in_words() -> None:
    assert described(TREND, "en") == (
        "6 articles about Cirandu from 2025-03-13 to 2025-03-15; most of them, 4, on 2025-03-13."
        " Harian Muara 5, others 1."
    )
    assert "lainnya 1" in described(TREND, "id")


async def test_drawn_whatever_the_outlets_are_called(tmp_path: Path) -> None:
    names = ("الجزيرة", "人民日报", "_hidden", "$x^$", "a" * 500, "line\nbreak")
    strange = Trend("$\\frac{", DAYS, tuple((name, (1, 2, 3)) for name in names))
    assert struct.unpack(">II", (await drawn(strange, "id"))[16:24]) == (990, 462)
    for few in (Trend("none", DAYS, ()), Trend("x", DAYS[:1], (("A", (10**6,)),))):
        # In this process: to load matplotlib takes longer than to draw.
        record = asdict(few) | {"others": "others", "language": "en"}
        assert struct.unpack(">II", plot(record)[16:24]) == (990, 462)
    await draw(TREND, str(tmp_path / "x.png"), "en")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(WartaError, match="cannot be written"):
        await draw(TREND, str(tmp_path / "no" / "x.png"), "en")


async def test_without_matplotlib_or_in_time_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart, "_SECONDS", 0.01)
    with pytest.raises(WartaError, match="takes too long"):
        await drawn(TREND, "en")
    monkeypatch.setattr(chart, "can_draw", lambda: False)
    with pytest.raises(WartaError, match="matplotlib is not installed"):
        await drawn(TREND, "en")
