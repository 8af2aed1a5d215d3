"""The command that composes a digest, over a real library."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Asked, Document, Preferences
from bot.errors import UsageError
from bot.terminal.arguments import build_parser
from bot.terminal.commands import handler
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from bot.terminal.since import since
from tests.clock import NOON, FrozenClock
from tests.digest.test_digests import FERRY, add, document
from tests.digest.test_stories import AGAIN, BRIDGE, CHESS, JEMBATAN


class Shell:
    """Carries out command lines and keeps what they print."""

    def __init__(self, app: App, clock: FrozenClock) -> None:
        self.app, self.clock = app, clock

    async def run(self, *words: str, watched: bool = False) -> str:
        args = build_parser().parse_args(["digest", *words])
        out = io.StringIO()
        console = Console(file=out, width=80, force_terminal=True) if watched else None
        screen = Screen(as_json=getattr(args, "json", False), file=out, console=console)
        assert await handler(args)(Session(self.app, screen), args) == 0
        return out.getvalue()

    async def json(self, *words: str) -> Any:
        return json.loads(await self.run(*words, "--json"))


@pytest.fixture(name="shell")
async def fixture_shell(tmp_path: Path) -> AsyncIterator[Shell]:
    clock = FrozenClock()
    async with open_app(Settings(tmp_path / "data"), clock=clock) as app:
        yield Shell(app, clock)


def bridge(outlet: str = "Kabar A") -> Document:
    """What one outlet tells of the bridge."""
    return document(BRIDGE, outlet, url="https://a.example/bridge", published_at="2025-03-14")


async def test_stories_with_their_quotes_and_outlets(shell: Shell) -> None:
    await add(shell.app, bridge(), document(AGAIN, "Kabar B"), document(JEMBATAN, "Kabar D", "id"))
    await add(shell.app, document(CHESS, "Kabar C"))
    said = await shell.run()
    assert said == await shell.run("now") == await shell.run("--since", "24h", "now", "--stories", "5")
    lines = said.splitlines()
    assert lines[1] == "2 stories out of 4 articles"
    assert lines[3] in (BRIDGE[0], AGAIN[0])
    assert {f"“{text}”" for text in (*BRIDGE, *AGAIN)} & set(lines)
    assert "  Kabar A · 14 March 2025 · https://a.example/bridge" in lines
    assert "also in: Kabar D" in lines
    assert said.index("Kabar D") < said.index(CHESS[0])
    cards = await shell.run(watched=True)
    assert "╭" in cards
    assert CHESS[0] in cards


async def test_in_a_language_others_are_marked(shell: Shell) -> None:
    await add(shell.app, document(JEMBATAN, "Kabar D", "id"), document(CHESS, "Kabar C"))
    said = await shell.run("--lang", "ID")
    assert said.splitlines()[1] == "2 berita dari 2 artikel"
    assert f"{CHESS[0]} (dalam bahasa Inggris)" in said
    assert said.index(JEMBATAN[0]) < said.index(CHESS[0])
    one = await shell.run("--lang", "id", "--stories", "1")
    assert "1 berita dari 2 artikel · 1 berita lagi" in one


async def test_a_quiet_day_is_one_line(shell: Shell) -> None:
    assert (await shell.run()).splitlines()[1:] == ["A quiet day: your sources brought nothing new."]
    await shell.app.store.save_preferences(LOCAL, Preferences("id"))
    assert (await shell.run()).splitlines()[1:] == ["Hari yang tenang: tidak ada yang baru dari sumber Anda."]


async def test_corrections_and_answers(shell: Shell) -> None:
    await add(shell.app, bridge(), document(CHESS, "Kabar C"))
    asked = Asked(1, LOCAL, 5, "who said the ferry to Cirandu runs again?", "en")
    await shell.app.store.save_asked(asked)
    shell.clock.move(days=1)
    kept = bridge()
    await add(shell.app, replace(kept, text=kept.text.replace("14 people", "12 people")))
    await add(shell.app, document(FERRY, "Kabar B"))
    lines = (await shell.run("--since", "6h")).splitlines()
    assert lines[lines.index("Corrected") + 1] == f"was: “{BRIDGE[1]}”"
    assert lines[lines.index("Corrected") + 2].startswith("now: “A bridge")
    assert lines[lines.index("Answered since") + 1 :][:2] == [asked.question, f"“{FERRY[1]}”"]
    record = await shell.json("--since", "6h")
    assert record["corrections"][0]["before"] == BRIDGE[1]
    assert record["answered"][0]["question"] == asked.question


async def test_as_json(shell: Shell) -> None:
    await add(shell.app, bridge(), document(CHESS, "Kabar C"))
    record = await shell.json("--since", "2025-03-01", "--stories", "1")
    assert (record["told_of"], record["further"], record["language"]) == (2, 1, "en")
    assert record["until"] == NOON.isoformat()
    (story,) = record["stories"]
    quotes = [quote["text"] for quote in story["quotes"]]
    assert quotes
    assert set(quotes) <= {*BRIDGE, *CHESS}
    assert story["headline"] == story["articles"][0]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--since", "soon"], "--since 'soon' is no stretch of time. Write it like"),
        (["--since", "2025-03-15"], "--since '2025-03-15' is not over yet. "),
        (["--stories", "26"], "A digest tells at most 25 stories. Ask for fewer."),
        (["--lang", "Indonesian"], "--lang 'Indonesian' is no language code. "),
    ],
)
async def test_wrong_use(shell: Shell, words: list[str], line: str) -> None:
    with pytest.raises(UsageError) as caught:
        await shell.run(*words)
    assert str(caught.value).startswith(line)


def test_no_such_action() -> None:
    for words in (["digest", "nwo"], ["digest", "--stories", "0"], ["digest", "now", "later"]):
        with pytest.raises(UsageError):
            build_parser().parse_args(words)


def test_since_when() -> None:
    assert since("36h", NOON) == "2025-03-13T00:00:00+00:00"
    assert since(" 2W ", NOON) == "2025-02-28T12:00:00+00:00"
    assert since("2025-03-01T10:00:00+07:00", NOON) == "2025-03-01T03:00:00+00:00"
    day = since("1 Maret 2025", NOON)
    assert day == since("2025-03-01", NOON)
    assert "2025-02-28T10" <= day <= "2025-03-01T12"
