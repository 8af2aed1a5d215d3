"""`warta check` and /check: cards, plain lines and JSON, in the language of the claim."""

import io
import json
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.console import Console

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL
from bot.errors import QuestionError
from bot.ingest.files import Handed
from bot.phrases import ENGLISH, INDONESIAN, Phrases
from bot.terminal.arguments import build_parser
from bot.terminal.check import check
from bot.terminal.commands import handler
from bot.terminal.screen import Screen
from bot.terminal.session import Session

FERRY = (
    "title: Feri Baru Berlayar ke Kelor\nsource: Kabar Uji\ndate: 2025-03-03\n"
    "url: https://uji.example.org/feri\n\n"
    "Feri Samudra Biru berlayar ke Pulau Kelor dengan 118 penumpang pada 1 Maret 2025. "
    "Kapal itu belum diasuransikan oleh pemiliknya."
)


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path / "data")) as app:
        assert [one async for one in app.ingest.ingest(LOCAL, [Handed("feri", data=FERRY.encode())])]
        yield app


async def shown(app: App, claim: str, *options: str, cards: bool = False) -> str:
    """What `warta check` prints."""
    out = io.StringIO()
    args = build_parser().parse_args(["check", *options, *claim.split()])
    console = Console(file=out, force_terminal=True, width=90, color_system=None) if cards else None
    screen = Screen(as_json=getattr(args, "json", False), file=out, console=console)
    assert handler(args) is check
    assert await handler(args)(Session(app, screen), args) == 0
    return out.getvalue()


async def test_a_sentence_its_source_and_what_differs(app: App) -> None:
    lines = (
        await shown(app, "Feri Samudra Biru berlayar dengan 181 penumpang pada 2024", "--limit", "1")
    ).splitlines()
    assert lines[0] == "“Feri Samudra Biru berlayar ke Pulau Kelor dengan 118 penumpang pada 1 Maret 2025.”"
    assert lines[1].startswith("Kabar Uji · 3 Maret 2025 · dekat ")
    assert lines[2:] == [
        "sama: Samudra Biru",
        "beda: tanggal — Anda menyebut 2024, kalimat itu menyebut 1 Maret 2025",
        "beda: angka — Anda menyebut 181, kalimat itu menyebut 118",
        "https://uji.example.org/feri",
    ]


async def test_english_claims_are_answered_in_english(app: App) -> None:
    text = await shown(app, "the ferry has been insured by its owner", "--limit", "1")
    assert "Kapal itu belum diasuransikan" in text
    assert "differs: negation — the sentence says “belum”, you did not" in text


async def test_cards(app: App) -> None:
    text = await shown(app, "Feri Samudra Biru berlayar dengan 118 penumpang", cards=True)
    assert text.startswith("╭")
    assert "sama: Samudra Biru, 118" in text


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("the parliament passed a new law", ENGLISH),
        ("parlemen mengesahkan undang-undang yang baru", INDONESIAN),
    ],
)
async def test_silence_is_said_plainly(app: App, claim: str, words: Phrases) -> None:
    text = await shown(app, claim)
    assert text.startswith(words.silent)
    assert "“" not in text


async def test_json(app: App) -> None:
    record = json.loads(await shown(app, "Feri Samudra Biru membawa 181 penumpang", "--json"))
    assert (record["silent"], record["language"], record["nearest"]) == (False, "id", [])
    (best, *_) = record["sentences"]
    assert best["differences"] == [{"kind": "number", "claimed": "181", "published": "118"}]
    assert best["article"]["source"] == "Kabar Uji"
    silent = json.loads(await shown(app, "the parliament passed a new law", "--json"))
    assert (silent["silent"], silent["sentences"]) == (True, [])


@pytest.mark.parametrize(
    "claim", ["Feri berlayar dengan 181 penumpang", "The ferry was not insured", "Did it sink?"]
)
async def test_nothing_is_judged(app: App, claim: str) -> None:
    text = (await shown(app, claim) + await shown(app, claim, "--json", "--limit", "1")).lower()
    text = text.replace('"silent": true', "").replace('"silent": false', "")
    for word in ("true", "false", "benar", "salah", "hoax", "hoaks"):
        assert word not in text


async def test_an_empty_claim_is_an_error(app: App) -> None:
    with pytest.raises(QuestionError):
        await check(Session(app, Screen(file=io.StringIO())), Namespace(claim=[" "], limit=None))
