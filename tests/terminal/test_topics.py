"""`warta timeline` and `warta trend`, from their arguments to what they print."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import run_command

NEWS = "Pasar Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025)."


@pytest.fixture(name="data")
def fixture_data(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert run_command(["--data", str(tmp_path / "d"), "ingest", str(tmp_path / "a.txt")], {}) == 0
    today = datetime.now(UTC).date().isoformat()
    (tmp_path / "b.txt").write_text("Pasar ramai\nPasar Muara Teduh ramai.", encoding="utf-8")
    assert (
        run_command(["--data", str(tmp_path / "d"), "ingest", str(tmp_path / "b.txt"), "--date", today], {})
        == 0
    )
    return tmp_path / "d"


def warta(data: Path, *arguments: str) -> int:
    return run_command(["--data", str(data), *arguments], {})


def test_a_timeline(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert warta(data, "timeline", "Muara", "Teduh") == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("3 March 2025  Pasar ikan Muara Teduh")
    assert warta(data, "timeline", "Muara Teduh", "--until", "2025-03-03", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert [one["day"] for one in record["events"]] == ["2025-03-03"]
    assert warta(data, "timeline", "kereta") == 0
    assert "say nothing about kereta" in capsys.readouterr().out
    assert warta(data, "timeline", "Muara", "--since", "someday") == 2


def test_a_trend(data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    capsys.readouterr()
    picture = tmp_path / "x.png"
    assert warta(data, "trend", "Muara Teduh", "--days", "3", "--out", str(picture)) == 0
    out = capsys.readouterr().out
    assert out.count(" ·") == 2
    assert "█ 1" in out
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert warta(data, "trend", "Muara Teduh", "--days", "2", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert sum(record["outlets"][0]["articles"]) == 1
    assert warta(data, "trend", "kereta", "--days", "2") == 0
    assert "say nothing about kereta" in capsys.readouterr().out
