"""`warta watch`, from its arguments to what it prints."""

import json
from pathlib import Path

import pytest

from bot.cli import run_command

NEWS = "Pasar Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025)."


@pytest.fixture(name="data")
def fixture_data(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    assert run_command(["--data", str(tmp_path / "d"), "ingest", str(tmp_path / "a.txt")], {}) == 0
    return tmp_path / "d"


def warta(data: Path, *arguments: str) -> int:
    return run_command(["--data", str(data), "watch", *arguments], {})


def test_words_and_questions_are_kept_and_looked_for(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert warta(data, "check") == 0
    assert "You watch for nothing" in capsys.readouterr().out
    assert warta(data, "add", "pasar", "ikan") == 0
    assert warta(data, "add", "siapa yang membuka pasar ikan Muara Teduh?") == 0
    assert "Watching for new sentences about pasar ikan as 1" in capsys.readouterr().out
    assert warta(data, "list") == 0
    assert capsys.readouterr().out.split("\n")[0] == "   1  pasar ikan"
    assert warta(data, "check", "--since", "1h") == 0
    out = capsys.readouterr().out
    assert out.count("Rahma Yuni") == 2
    assert "watched for: pasar ikan" in out
    assert warta(data, "remove", "1") == 0
    assert warta(data, "remove", "1") == 1
    assert "There is no watch 1" in capsys.readouterr().err


def test_anything_can_be_tried(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert warta(data, "check", "fish market", "--json") == 0
    (record,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (record["watch"], record["text"]) == (0, "fish market")
    assert record["quote"].startswith("Pasar ikan")
    assert record["article"]["title"] == "Pasar Dibuka"
    assert warta(data, "check", "kereta") == 0
    assert "Nothing of it was published since 24h." in capsys.readouterr().out
    assert warta(data, "add", "yang") == 1
    assert warta(data, "add", "kereta", "--json") == 0
    assert warta(data, "list", "--json") == 0
    added, listed = map(json.loads, capsys.readouterr().out.splitlines())
    assert added == listed
    assert (added["text"], added["question"]) == ("kereta", False)
