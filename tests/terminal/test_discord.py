"""The invite link, and what people thought, in the terminal."""

import csv
import io
import json
from pathlib import Path

import pytest

from bot.cli import run_command
from bot.domain import Feedback, Scope, Verdict
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.not-a-real-token-of-anybody-000"
OPINION = Feedback(1, Scope("discord:7"), 5, "who, “really”?", "Ratna,\u202e said.", Verdict.NOT_HELPFUL)


def run(capsys: pytest.CaptureFixture[str], *words: str, **environment: str) -> tuple[int, str, str]:
    code = run_command(list(words), environment)
    out, error = capsys.readouterr()
    return code, out, error


def test_the_link_is_that_of_the_token_s_application(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "invite", "--data", str(tmp_path), WARTA_TOKEN=TOKEN)
    assert code == 0
    assert out.strip() == (
        "https://discord.com/oauth2/authorize?client_id=123456789012345678&scope=bot+applications.commands"
        "&permissions=274877975552"
    )
    assert TOKEN not in out
    assert not list(tmp_path.iterdir())


def test_the_application_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "invite", "--data", str(tmp_path), "--id", "1575053034952589313", "--json")
    assert code == 0
    assert json.loads(out)["application"] == "1575053034952589313"


@pytest.mark.parametrize("token", ["", "garbage", "bm90IGEgbnVtYmVy.x.y", "é.x.y"])
def test_a_token_that_says_nothing_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], token: str
) -> None:
    code, out, error = run(capsys, "invite", "--data", str(tmp_path), WARTA_TOKEN=token)
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert "--id NUMBER" in error


async def save(path: Path) -> None:
    store = await SqliteStore.open(path / "warta.db", FrozenClock())
    await store.save_feedback(OPINION)
    await store.close()


async def test_opinions_are_json_lines_or_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import asyncio

    await save(tmp_path)
    words = ("feedback", "export", "--data", str(tmp_path))
    code, out, _ = await asyncio.to_thread(run, capsys, *words)
    assert code == 0
    assert json.loads(out) == {
        "question": OPINION.question,
        "shown": OPINION.shown,
        "verdict": "not helpful",
        "given_at": "2025-03-14T12:00:00+00:00",
        "scope": "discord:7",
    }
    code, out, _ = await asyncio.to_thread(run, capsys, *words, "--csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert row["question"] == OPINION.question
    assert row["shown"] == "Ratna, said."
