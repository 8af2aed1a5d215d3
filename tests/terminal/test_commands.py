"""The commands over a real library, as text and as JSON."""

import io
import json
import os
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL
from bot.errors import NotFound, QuestionError, StorageError, UsageError
from bot.terminal import commands, upkeep
from bot.terminal.arguments import build_parser
from bot.terminal.commands import handler, load_sample
from bot.terminal.screen import Screen
from bot.terminal.session import SAMPLE, Session

PASAR = (
    "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025)."
)


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path / "data", token="never shown")) as app:
        yield app


class Shell:
    """Carries out command lines over an app and keeps what they print."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.out = io.StringIO()

    async def run(self, *words: str) -> int:
        args = build_parser().parse_args(list(words))
        screen = Screen(as_json=getattr(args, "json", False), file=self.out)
        if args.command in ("doctor", "restore"):
            return int(await getattr(upkeep, args.command)(self.app.settings, screen, args))
        return await handler(args)(Session(self.app, screen), args)

    def said(self) -> str:
        text = self.out.getvalue()
        self.out.seek(0)
        self.out.truncate()
        return text

    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.said().splitlines()]


@pytest.fixture(name="shell")
def fixture_shell(app: App) -> Shell:
    return Shell(app)


@pytest.fixture(name="file")
def fixture_file(tmp_path: Path) -> str:
    file = tmp_path / "pasar.txt"
    file.write_text(PASAR, encoding="utf-8")
    return str(file)


async def test_ingest_tells_the_fate_of_each(
    shell: Shell, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await shell.run("ingest", file) == 0
    assert shell.said() == "added 1  Pasar Muara Teduh Dibuka · 3 March 2025 · 2 sentences\n"
    assert await shell.run("ingest", file, str(tmp_path), "nowhere.txt") == 1
    assert shell.said().splitlines()[1] == "1 unchanged, 2 failed"
    errors = capsys.readouterr().err.splitlines()
    advice = f"Name the files in it, such as {tmp_path}/*.txt."
    assert errors[0] == f"warta: {tmp_path} cannot be read: it is a directory. {advice}"
    assert errors[1] == "warta: nowhere.txt cannot be read: there is no such file. Check the name."
    assert await shell.run("--json", "ingest", file, "nowhere.txt") == 1
    first, second = shell.records()
    assert (first["outcome"], first["article"]["id"], first["error"]) == ("unchanged", 1, None)
    assert (second["outcome"], second["article"], second["origin"]) == ("failed", None, "nowhere.txt")
    assert "no such file" in second["error"]


async def test_what_a_person_says_about_a_document(shell: Shell, file: str) -> None:
    options = ["--source", "Kabar Pesisir", "--date", "30/1/2025", "--language", "ID", "--author", "Wulan"]
    assert (
        await shell.run("ingest", file, *options, "--title", "Pasar Buka", "--url", "https://a.example/b/")
        == 0
    )
    shell.said()
    await shell.run("articles", "show", "1", "--json")
    (shown,) = shell.records()
    assert (shown["title"], shown["source"], shown["author"]) == ("Pasar Buka", "Kabar Pesisir", "Wulan")
    assert (shown["url"], shown["published_at"], shown["language"]) == (
        "https://a.example/b",
        "2025-01-30",
        "id",
    )
    assert await shell.run("ingest", file, "--source", "Harbour Wire", "--title", "Pasar Buka") == 0
    assert shell.said().startswith("updated 1  Pasar Buka · Harbour Wire")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--date", "kemarin dulu"], "--date 'kemarin dulu' is not a date. Write it like \"2025-01-30\"."),
        (["--date", ""], "--date '' is not a date. Write it like \"2025-01-30\"."),
        (
            ["--language", "Indonesian"],
            "--language 'Indonesian' is no language code. Write it like id or en.",
        ),
        (["--url", "a.example"], "--url 'a.example' is not an address. Write it like https://…."),
        (
            ["b", "--title", "x"],
            "--title is given for 2 documents: only one can have it. Add that one by itself.",
        ),
        (["b", "--url", "https://a.example"], "--url is given for 2 documents: only one can have it. "),
        (["-", "-"], "- is named more than once: there is one standard input. Name it once."),
    ],
)
async def test_wrong_use_of_ingest(shell: Shell, words: list[str], line: str) -> None:
    with pytest.raises(UsageError) as caught:
        await shell.run("ingest", "a", *words)
    assert str(caught.value).startswith(line)
    assert (await shell.app.store.counts(LOCAL)).articles == 0


async def test_standard_input_is_read_to_its_end(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, PASAR.encode())
    os.close(writing)
    monkeypatch.setattr(commands, "Stdin", lambda: commands_stdin(reading))
    assert await shell.run("ingest", "-") == 0
    os.close(reading)
    assert shell.said().startswith("added 1  Pasar Muara Teduh Dibuka")


def commands_stdin(descriptor: int) -> object:
    from bot.terminal.stdin import Stdin

    return Stdin(descriptor)


async def test_ask(shell: Shell, file: str) -> None:
    await shell.run("ingest", file)
    shell.said()
    assert await shell.run("ask", "siapa", "yang", "membuka", "pasar", "ikan?", "--json") == 0
    (record,) = shell.records()
    assert list(record) == [
        "question", "language", "period", "abstained", "confidence", "searched", "answers", "nearest",
        "suggestions",
    ]  # fmt: skip
    assert record["question"] == "siapa yang membuka pasar ikan?"
    assert record["searched"] == {"articles": 1, "sentences": 2}
    for one in record["answers"]:
        assert list(one) == ["text", "span", "span_start", "score", "article", "position", "also_in"]
        assert one["text"] in PASAR
        if one["span"] is not None:
            assert one["text"][one["span_start"] :].startswith(one["span"])
    with pytest.raises(NotFound):
        await shell.run("ask", "siapa?", "--article", "9")
    with pytest.raises(QuestionError):
        await shell.run("ask", "")


async def test_articles(shell: Shell, tmp_path: Path) -> None:
    assert await shell.run("articles", "list") == 0
    assert shell.said() == "0 articles, 0 sentences\n"
    for number in range(5):
        file = tmp_path / f"{number}.txt"
        file.write_text(PASAR.replace("Dibuka\n", f"Dibuka {number}\n"), encoding="utf-8")
        await shell.run("ingest", str(file))
    shell.said()
    assert await shell.run("articles", "list", "--limit", "2", "--page", "2") == 0
    first, second, rest = shell.said().splitlines()
    assert "Dibuka 2" in first
    assert "Dibuka 1" in second
    assert rest == "3 to 4 of 5 articles, 10 sentences"
    await shell.run("articles", "list", "--json", "--limit", "2", "--page", "3")
    (listed,) = shell.records()
    assert (listed["page"], listed["total"], len(listed["articles"])) == (3, 5, 1)
    with pytest.raises(NotFound, match="There is no page 9"):
        await shell.run("articles", "list", "--page", "9")
    assert await shell.run("articles", "show", "1") == 0
    assert "  1  Pasar ikan Muara Teduh dibuka" in shell.said()
    assert await shell.run("articles", "remove", "1") == 0
    assert shell.said() == "removed 1  Pasar Muara Teduh Dibuka 0\n"
    assert await shell.run("articles", "remove", "2", "--json") == 0
    (removed,) = shell.records()
    assert removed["removed"] is True
    for words in (["show", "1"], ["remove", "1"], ["remove", "99"]):
        with pytest.raises(NotFound, match="There is no article"):
            await shell.run("articles", *words)


async def test_backup_and_restore(shell: Shell, file: str, tmp_path: Path) -> None:
    await shell.run("ingest", file)
    shell.said()
    copy = tmp_path / "copy.db"
    assert await shell.run("backup", str(copy), "--json") == 0
    assert shell.records()[-1] == {"file": str(copy), "bytes": copy.stat().st_size}
    with pytest.raises(StorageError, match="exists already"):
        await shell.run("backup", str(copy))
    with pytest.raises(NotFound):
        await shell.run("restore", str(tmp_path / "nowhere.db"))


async def test_doctor_finds_everything_well_and_shows_no_token(shell: Shell, file: str) -> None:
    await shell.run("ingest", file)
    shell.said()
    assert await shell.run("doctor") == 0
    said = shell.said()
    assert "library: 1 article" in said
    assert "never shown" not in said
    assert await shell.run("doctor", "--json") == 0
    (findings,) = shell.records()
    assert all(one["ok"] for one in findings)
    assert {"Python", "data directory", "database", "index", "contents", "library"} <= {
        one["name"] for one in findings
    }


async def test_doctor_tells_of_a_database_that_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "warta.db").write_text("this is a shopping list, not a database", encoding="utf-8")
    out = io.StringIO()
    assert await upkeep.doctor(Settings(tmp_path), Screen(file=out), Namespace()) == 1
    assert "FAIL  database: " in out.getvalue()


async def test_explain_tells_why(shell: Shell, file: str) -> None:
    await shell.run("ingest", file)
    shell.said()
    assert await shell.run("ask", "--explain", "siapa yang membuka pasar ikan?") == 0
    said = shell.said()
    for word in ("question", "understood", "term", "searched", "compared", "decided"):
        assert f"\n{word}" in said
    assert await shell.run("ask", "--explain", "--json", "siapa yang membuka pasar ikan?") == 0
    (record,) = shell.records()
    assert record["explanation"]["kind"] == "person"
    assert {one["word"] for one in record["explanation"]["terms"]} >= {"pasar", "ikan"}


async def test_little_room_is_a_finding(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 5 * 1024 * 1024

    monkeypatch.setattr("bot.terminal.upkeep.shutil.disk_usage", lambda _: Usage)
    assert await shell.run("doctor") == 1
    assert "5 MiB free; free some space" in shell.said()


async def test_the_sample_newsroom_is_beside_the_library(app: App) -> None:
    await load_sample(app)
    sample = await app.store.counts(SAMPLE)
    assert sample.articles >= 8
    assert (await app.store.counts(LOCAL)).articles == 0
    await load_sample(app)
    assert await app.store.counts(SAMPLE) == sample


async def test_quotes_shows_who_said_what(app: App, shell: Shell, tmp_path: Path) -> None:
    story = tmp_path / "bridge.txt"
    story.write_text(
        "Bridge to open\n\n“We are ready,” said Rini Halim.\nIt rained all day.\n", encoding="utf-8"
    )
    await shell.run("ingest", str(story))
    shell.said()
    assert await shell.run("quotes", "halim") == 0
    assert "Rini Halim (said) · quotation" in shell.said()
    assert await shell.run("quotes", "halim", "--json") == 0
    (record,) = shell.records()
    assert record["quotes"][0]["said"] == "We are ready,"
    assert await shell.run("quotes", "Rinaldi", "Halimeh") == 0
    assert "Did you mean Rini Halim?" in shell.said()


async def test_stories_shows_who_told_it(app: App, shell: Shell, tmp_path: Path) -> None:
    text = "Bridge to open\n\nThe new bridge at Muara Teduh opens on Sunday, Rini Halim said.\n"
    (tmp_path / "bridge.txt").write_text(text, encoding="utf-8")
    await shell.run("ingest", str(tmp_path / "bridge.txt"), "--source", "Kabar A")
    shell.said()
    assert await shell.run("stories", "--since", "24h") == 0
    assert "1 article · Kabar A" in shell.said()
    assert await shell.run("stories", "--json") == 0
    (record,) = shell.records()
    assert record["stories"][0]["articles"][0]["title"] == "Bridge to open"
