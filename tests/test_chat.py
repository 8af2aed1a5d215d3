"""The conversation: piped, and typed at a prompt."""

import asyncio
import io
import json
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot import chat
from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL
from bot.ingest.files import Handed
from bot.terminal.prompt import Names
from bot.terminal.screen import Screen
from bot.terminal.session import SAMPLE, Session
from bot.terminal.stdin import MAX_LINE, Stdin

PASAR = (
    "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025)."
)


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    """A library of one article, so that the sample newsroom is left alone."""
    async with open_app(Settings(tmp_path / "data")) as app:
        assert [one async for one in app.ingest.ingest(LOCAL, [Handed("pasar", data=PASAR.encode())])]
        yield app


@contextmanager
def piped(data: bytes) -> Iterator[Stdin]:
    """A standard input that holds `data`."""
    reading, writing = os.pipe()
    try:
        os.write(writing, data)
        os.close(writing)
        yield Stdin(reading)
    finally:
        os.close(reading)


async def converse(
    app: App, monkeypatch: pytest.MonkeyPatch, *lines: str, as_json: bool = False
) -> tuple[Session, str]:
    """Say `lines` through a pipe; the session afterwards and what was printed."""
    out = io.StringIO()
    session = Session(app, Screen(file=out, as_json=as_json))
    with piped("\n".join(lines).encode() + b"\n") as stdin:
        monkeypatch.setattr(chat, "Stdin", lambda: stdin)
        assert await chat.converse(session) == 0
    return session, out.getvalue()


async def test_every_line_is_answered_behind_its_echo(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = await converse(
        app, monkeypatch, "siapa yang membuka pasar ikan?", "", "who is the king of Mars?"
    )
    first, second, rest = out.split("\n\n")
    assert first.splitlines()[0] == "> siapa yang membuka pasar ikan?"
    assert "Rahma Yuni" in first.splitlines()[1]
    assert second.splitlines()[:2] == ["> who is the king of Mars?", "Not in your sources."]
    assert rest == ""


async def test_a_mistake_is_one_line_and_the_conversation_goes_on(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {
        "/artikles list": "/artikles is unknown (did you mean /articles?). /help lists the commands.",
        "/": "/ is unknown. /help lists the commands.",
        "/xyzzy": "/xyzzy is unknown. /help lists the commands.",
        "/restore x": "/restore does not work within a conversation. "
        "Leave with /quit, then run `warta restore`.",
        "/ingest 'a": "/ingest 'a cannot be read: no closing quotation. Close every quotation mark.",
        "/ingest -": "- is the conversation itself. Name a file or an address.",
        "/ingest nowhere.txt": "nowhere.txt cannot be read: there is no such file. Check the name.",
        "/articles show 99": "There is no article 99. `articles list` shows the numbers.",
        "/articles show x": "argument id: invalid number value: 'x'. `/articles show --help` explains.",
        "/ask": "the following arguments are required: question. `/ask --help` explains.",
        "?!": "The question holds no words. Ask in words, in English or Indonesian.",
    }
    _, out = await converse(app, monkeypatch, *said, "siapa yang membuka pasar ikan?")
    blocks = [block.splitlines() for block in out.split("\n\n")]
    assert [block[1:] for block in blocks[: len(said)]] == [[line] for line in said.values()]
    assert "Rahma Yuni" in out
    assert capsys.readouterr().err == ""


async def test_help_explains_and_never_leaves(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = await converse(app, monkeypatch, "/help", "/ask --help", "/help articles", "/articles list")
    for command in chat.COMMANDS:
        assert f"/{command}" in out
    explained = capsys.readouterr().out
    assert "usage: /ask" in explained
    assert "usage: /articles" in explained
    assert "1 article, 2 sentences" in out


async def test_questions_may_hold_apostrophes(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = await converse(app, monkeypatch, "/ask who's Rahma Yuni? --limit 1", "/ask 'siapa Rahma Yuni?'")
    assert "cannot be read" not in out
    assert "is unknown" not in out


async def test_commands_of_the_shell_work(app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    file = tmp_path / "kapal.txt"
    file.write_text(
        "Kapal Berhenti\nDua kapal ke Cirandu berhenti karena gelombang tinggi.", encoding="utf-8"
    )
    _, out = await converse(
        app,
        monkeypatch,
        f"/ingest {file}",
        "/doctor",
        f"/backup {copy}",
        "/articles remove 1",
        "/quit",
        "siapa?",
    )
    assert "added 2  Kapal Berhenti" in out
    assert "ok    database" in out
    assert copy.is_file()
    assert "removed 1" in out
    assert "> /quit" not in out
    assert "siapa" not in out


async def test_json_for_one_command_or_for_all(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out = await converse(app, monkeypatch, "/ask --json siapa yang membuka pasar?", "/articles list")
    assert json.loads(out.splitlines()[1])["question"] == "siapa yang membuka pasar?"
    assert "1 article" in out
    _, out = await converse(
        app, monkeypatch, "siapa Rahma Yuni?", "/nonsense", "", "/articles show 9", as_json=True
    )
    records = [json.loads(line) for line in out.splitlines()]
    assert [next(iter(one)) for one in records] == ["question", "error", "error"]


async def test_the_sample_until_the_library_holds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pasar.txt"
    file.write_text(PASAR, encoding="utf-8")
    async with open_app(Settings(tmp_path / "data")) as empty:
        session, out = await converse(empty, monkeypatch, "/articles list")
        assert session.scope == SAMPLE
        assert "Persetam" in out
        session, out = await converse(empty, monkeypatch, f"/ingest {file}", "/articles list")
        assert session.scope == LOCAL
        assert "From here on you are asking your own library" in out
        assert "1 article, 2 sentences" in out
        session, out = await converse(empty, monkeypatch, "/articles list")
        assert session.scope == LOCAL
        session, out = await converse(empty, monkeypatch, "/articles remove 13", "/articles list")
        assert session.scope == SAMPLE
        assert "asking the sample newsroom" in out


# -- standard input ---------------------------------------------------------------------------------------


async def test_lines_of_any_kind() -> None:
    data = b"\xef\xbb\xbfsatu\r\n\n\xff dua\ntanpa akhir"
    with piped(data) as stdin:
        lines = [await stdin.next() for _ in range(6)]
    assert lines == ["satu", "", "\ufffd dua", "tanpa akhir", None, None]


async def test_an_endless_line_is_cut() -> None:
    reading, writing = os.pipe()
    stdin = Stdin(reading)

    def pour() -> None:
        with open(writing, "wb") as pipe:  # noqa: PTH123
            pipe.writelines(b"x" * (MAX_LINE // 20) for _ in range(40))
            pipe.write(b"\nakhir\n")

    pouring = asyncio.create_task(asyncio.to_thread(pour))
    first, second = await stdin.next(), await stdin.next()
    await pouring
    os.close(reading)
    assert first == "x" * MAX_LINE
    assert second == "akhir"


async def test_reading_does_not_hold_up_the_loop_and_can_be_given_up() -> None:
    reading, writing = os.pipe()
    waiting = asyncio.create_task(Stdin(reading).next())
    await asyncio.sleep(0.02)
    assert not waiting.done()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    os.close(writing)
    await asyncio.sleep(0.02)
    os.close(reading)


async def test_no_more_is_read_than_is_of_use() -> None:
    with piped(b"x" * 1000) as stdin:
        assert await stdin.read(10) == b"x" * 11
    with piped(b"x" * 10) as stdin:
        assert await stdin.read(10) == b"x" * 10


# -- a person at a prompt -----------------------------------------------------------------------------------


@pytest.fixture(name="keys")
def fixture_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    """Keys to press at a prompt that believes in a terminal."""
    monkeypatch.setattr(chat, "is_interactive", lambda: True)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


async def test_a_person_asks_pastes_and_leaves(app: App, keys: PipeInput) -> None:
    out = io.StringIO()
    keys.send_text("siapa yang membuka pasar ikan?\r")
    keys.send_text("\x1b[200~/articles list\nwho is the king of Mars?\x1b[201~\r")
    keys.send_text("half a question\x03")
    keys.send_text("\x04")
    assert await asyncio.wait_for(chat.converse(Session(app, Screen(file=out))), 20) == 0
    text = out.getvalue()
    assert "You are asking your library: 1 article, 2 sentences." in text
    assert "Rahma Yuni" in text
    assert "1 article, 2 sentences\n" in text
    assert "Not in your sources." in text
    assert "> siapa" not in text
    history = (app.settings.data_dir / "history").read_text(encoding="utf-8")
    assert "siapa yang membuka pasar ikan?" in history
    assert "half a question" not in history


async def test_history_that_cannot_be_kept_is_no_obstacle(
    app: App, keys: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    (app.settings.data_dir / "history").mkdir()
    keys.send_text("/help\r\x04")
    assert await asyncio.wait_for(chat.converse(Session(app, Screen(file=io.StringIO()))), 20) == 0
    monkeypatch.setattr("bot.terminal.prompt.os.access", lambda *_: False)
    keys.send_text("/help\r\x04")
    assert await asyncio.wait_for(chat.converse(Session(app, Screen(file=io.StringIO()))), 20) == 0


async def test_ctrl_c_ends_the_command_and_not_the_conversation(
    app: App, keys: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless(*_: object) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(30)
        return 0

    out = io.StringIO()
    monkeypatch.setattr("bot.terminal.commands.list_articles", endless)
    before = signal.getsignal(signal.SIGINT)
    keys.send_text("/articles list\r/help\r\x04")
    assert await asyncio.wait_for(chat.converse(Session(app, Screen(file=out))), 20) == 0
    assert "interrupted\nAsk in English or Indonesian" in out.getvalue()
    assert signal.getsignal(signal.SIGINT) is before


async def test_completion(app: App) -> None:
    names = Names()
    await names.refresh(Session(app, Screen(file=io.StringIO())))

    def completed(text: str) -> list[str]:
        return [one.text for one in names.get_completions(Document(text), CompleteEvent())]

    assert completed("/ar") == ["articles", "article"]
    assert completed("/feed a") == ["add"]
    assert completed("/articles sh") == ["show"]
    assert completed("/articles show ") == ["1"]
    assert completed("siapa di pas") == ["Pasar Muara Teduh Dibuka"]
    assert completed("siapa p") == []
    assert completed("siapa zz") == []


async def test_a_claim_is_checked_in_the_conversation(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    _, said = await converse(app, monkeypatch, "/check Rahma Yuni didn't open the market in 2024")
    assert "Pasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni" in said
    assert "differs: date — you said 2024, the sentence says Senin (3/3/2025)" in said
    assert "differs: negation — you said “didn't”" in said
