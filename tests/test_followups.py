"""Follow-ups in a conversation with the sample newsroom, piped through the whole app."""

import io
import json
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from bot import chat
from bot.answer.conversation import MAX_AGE
from bot.app import App, open_app
from bot.config import Settings
from bot.terminal.commands import ask
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from tests.clock import FrozenClock
from tests.test_chat import converse


@pytest.fixture(name="clock")
def fixture_clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[App]:
    """An empty library, so that the sample newsroom is asked."""
    async with open_app(Settings(tmp_path / "data"), clock=clock) as app:
        yield app


Say = Callable[..., Coroutine[Any, Any, list[list[str]]]]


@pytest.fixture(name="say")
def fixture_say(app: App, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Says lines; for each what was printed behind its echo."""

    async def say(*lines: str) -> list[list[str]]:
        _, out = await converse(app, monkeypatch, *lines)
        return [block.splitlines()[1:] for block in out.split("\n\n")[: len(lines)]]

    return say


async def test_an_english_conversation(say: Say) -> None:
    first, when, where, standalone = await say(
        "How many houses were flooded in Tambakreja?", "when?", "and in Wanalumbung?", "who accused DeepSeek?"
    )
    assert "312 houses" in first[0]
    assert when[0] == "(understood as: when houses were flooded in Tambakreja?)"
    assert "late on Tuesday" in when[1]
    assert where[0] == "(understood as: when houses were flooded in Wanalumbung?)"
    assert "OpenAI" in standalone[0]
    assert "understood" not in standalone[0]


async def test_an_indonesian_conversation(say: Say) -> None:
    first, cost, who = await say(
        "Siapa yang meresmikan Jembatan Cirandu Baru?", "berapa biayanya?", "siapa yang meresmikannya?"
    )
    assert "Retno Wahyudini" in first[0]
    assert cost[0] == "(dipahami sebagai: berapa biaya Jembatan Cirandu Baru?)"
    assert "96" in cost[1]
    assert "Retno Wahyudini" in " ".join(who)


async def test_the_person_who_was_found_is_meant_by_a_pronoun(say: Say) -> None:
    _, who = await say("Siapa yang meresmikan Jembatan Cirandu Baru?", "siapa dia?")
    assert who[0] == "(dipahami sebagai: siapa Retno Wahyudini?)"
    assert "Bupati Randusegara" in who[1]


async def test_the_languages_may_change_within_a_conversation(say: Say) -> None:
    _, when, microsoft = await say("who accused DeepSeek?", "kapan?", "dan Microsoft?")
    assert when[0].endswith(": kapan accused DeepSeek?)")
    assert "January 2025" in when[1]
    assert microsoft[0].endswith(": kapan accused Microsoft?)")


async def test_a_question_without_an_answer_and_a_command_leave_the_topic(say: Say) -> None:
    *_, when = await say(
        "When was OpenAI founded?", "/articles list --limit 1", "/nonsense", "/help", "?!", "where?"
    )
    assert when[0] == "(understood as: where was OpenAI founded?)"


async def test_a_question_with_options_belongs_to_the_conversation(say: Say) -> None:
    _, why, when = await say("/ask who accused DeepSeek? --limit 1", "/ask why? --limit 1", "when?")
    assert why[0] == "(understood as: why accused DeepSeek?)"
    assert when[0] == "(understood as: when accused DeepSeek?)"


async def test_json_tells_what_was_typed_and_what_was_understood(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out = await converse(
        app, monkeypatch, "who accused DeepSeek?", "and   Microsoft?", "What is distillation?", as_json=True
    )
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert list(second)[:3] == ["question", "understood_as", "language"]
    assert (second["question"], second["understood_as"]) == ("and Microsoft?", "who accused Microsoft?")
    assert "understood_as" not in first
    assert "understood_as" not in third


class Slow:
    """Lines that are said `pause` seconds after one another."""

    def __init__(self, clock: FrozenClock, pause: float, *lines: str) -> None:
        self._clock, self._pause, self._lines = clock, pause, iter(lines)

    async def next(self) -> str | None:
        """The next line, after the pause."""
        self._clock.move(seconds=self._pause)
        return next(self._lines, None)


@pytest.mark.parametrize(("late", "carried"), [(0, True), (1, False)])
async def test_after_a_pause_a_question_stands_by_itself(
    app: App, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, late: float, carried: bool
) -> None:
    lines = Slow(clock, MAX_AGE.total_seconds() + late, "who accused DeepSeek?", "when?")
    monkeypatch.setattr(chat, "Stdin", lambda: lines)
    out = io.StringIO()
    await chat.converse(Session(app, Screen(file=out)))
    assert ("understood as" in out.getvalue()) is carried


async def test_one_question_from_the_shell_leans_on_nothing(app: App) -> None:
    out = io.StringIO()
    session = Session(app, Screen(file=out))
    for text in ("who accused DeepSeek?", "when?"):
        await ask(session, Namespace(question=[text], limit=None, article=None))
    assert "understood as" not in out.getvalue()
