"""Checking claims against a real library: what is near, what is silent, and what cannot be checked."""

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answer.check import FLOOR, CheckService
from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Check, Scope
from bot.errors import QuestionError, WartaError
from bot.storage.sqlite.store import SqliteStore
from bot.terminal.commands import load_sample
from bot.terminal.session import SAMPLE
from bot.text import lexicon
from tests.answer.library import MUSEUM, SHARED, add


@pytest.fixture(name="claims")
def fixture_claims(store: SqliteStore) -> CheckService:
    """The service over the invented library."""
    return CheckService(store, lexicon.load)


@pytest.fixture(name="sample")
async def fixture_sample(tmp_path: Path) -> AsyncIterator[App]:
    """The sample newsroom."""
    async with open_app(Settings(tmp_path / "data")) as app:
        await load_sample(app)
        yield app


def said(check: Check) -> list[tuple[str, str, str]]:
    """What the nearest sentence differs in."""
    return [(one.kind.value, one.claimed, one.published) for one in check.nearest[0].differences]


@pytest.mark.parametrize(
    ("claim", "sentence", "differences"),
    [
        ("The ferry sank with 118 people on board", "The ferry Marina Teduh sank", []),
        (
            "The ferry sank with 181 people on board",
            "The ferry Marina Teduh sank",
            [("number", "181", "118")],
        ),
        (
            "Feri Marina Teduh tenggelam pada 2023",
            "The ferry Marina Teduh sank",
            [("date", "2023", "4 March 2024")],
        ),
        ("Museum di Port Lindhaven dibuka 2 Mei 2025", "The shipping museum in Port", []),
        (
            "The robot team of SMK Cendana won in Jakarta",
            "Tim robot SMK Cendana",
            [("name", "Jakarta", "Surabaya")],
        ),
        ("Biaya robot itu Rp 3.400.000", "Guru pembimbing mereka", []),
        (
            "The robot cost 4.3 million rupiah",
            "Guru pembimbing",
            [("number", "4.3 million rupiah", "Rp 3,4 juta")],
        ),
        ("Warga akan diam sampai sungai jernih", "“Kami tidak akan diam", [("negation", "", "tidak")]),
        ("Yayasan Lentera Timur menyumbang Rp 12 miliar", "Yayasan Lentera Timur", []),
        ("Did the mine employ 1,300 workers?", "The mine employs", []),
        (
            "Apakah benar bahwa klinik itu membawa lima dokter?",
            "Kapal klinik itu",
            [("number", "lima", "tiga")],
        ),
    ],
)
async def test_the_nearest_sentence_and_what_differs(
    claims: CheckService, claim: str, sentence: str, differences: list[tuple[str, str, str]]
) -> None:
    check = await claims.check(claim, LOCAL)
    assert check.nearest[0].candidate.sentence.text.startswith(sentence)
    assert said(check) == differences
    assert check.headlines == ()


@pytest.mark.parametrize(
    "claim",
    [
        "The parliament passed a new tax on sugar",
        "Harga beras naik di seluruh Indonesia",
        "Thieves stole a painting by Vermeer from a bank",
        "Presiden Prancis mengunjungi Jakarta pada 2023",
        "Vaccines cause headaches in astronauts",
    ],
)
async def test_silence(claims: CheckService, claim: str) -> None:
    check = await claims.check(claim, LOCAL)
    assert check.nearest == ()
    assert len(check.headlines) <= 3


@pytest.mark.parametrize(
    ("claim", "sentence", "differences"),
    [
        (
            "Microsoft accused DeepSeek of using its models in 2023",
            "OpenAI has accused",
            [("name", "Microsoft", "OpenAI"), ("date", "2023", "January 2025")],
        ),
        ("OpenAI has published the details of its evidence", "OpenAI had not", [("negation", "", "had not")]),
        ("banjir merendam 300 rumah di Tambakreja", "The Cirandu river", [("number", "300", "312")]),
        ("Persetam won the cup 2-0", "Persetam Tambakreja won", [("number", "2-0", "3-1")]),
        ("Klinik Yayasan Melati mengobati 36 pengungsi", "A mobile clinic", [("number", "36", "63")]),
        ("The central government paid Rp 70 miliar for the Cirandu bridge", "It cost 96.4 billion", []),
        ("Nobody died in the flood in Tambakreja", "One man", [("negation", "Nobody", "")]),
    ],
)
async def test_the_sample_newsroom(
    sample: App, claim: str, sentence: str, differences: list[tuple[str, str, str]]
) -> None:
    check = await sample.claims.check(claim, SAMPLE)
    assert check.nearest[0].candidate.sentence.text.startswith(sentence)
    assert said(check) == differences


@pytest.mark.parametrize(
    "claim",
    [
        "DeepSeek was founded in 2022 in Beijing",
        "Indonesia won the World Cup",
        "Gempa mengguncang Padang pada 2009",
    ],
)
async def test_the_sample_newsroom_is_silent(sample: App, claim: str) -> None:
    assert (await sample.claims.check(claim, SAMPLE)).nearest == ()


async def test_the_best_comes_first_and_there_are_no_more_than_asked_for(claims: CheckService) -> None:
    check = await claims.check("Gunung Tirawani memuntahkan abu setinggi 3.200 meter", LOCAL, limit=2)
    similarities = [one.similarity for one in check.nearest]
    assert similarities == sorted(similarities, reverse=True)
    assert 1 <= len(similarities) <= 2
    assert min(similarities) >= FLOOR
    best = check.nearest[0]
    assert best.candidate.sentence.text == SHARED
    assert len(best.also_in) == 1  # the other outlet with the same sentence


async def test_a_scope_sees_its_own_sentences_only(store: SqliteStore, claims: CheckService) -> None:
    other = Scope("elsewhere")
    claim = "The shipping museum will reopen after a fire"
    assert (await claims.check(claim, other)).nearest == ()
    await add(store, [MUSEUM], other)
    assert (await claims.check(claim, other)).nearest


@pytest.mark.parametrize(
    ("claim", "what"),
    [
        ("", "The claim is empty"),
        (" \n\t ", "The claim is empty"),
        ("x" * 50_000, "The claim is too long: 50,000 characters"),
        ("a ferry sank " * 4_000, "The claim is too long"),
        ("the and of", "no word that can be looked up"),
        ("yang dan di", "no word that can be looked up"),
        ("?!… — ()", "The claim holds no words"),
    ],
)
async def test_what_cannot_be_checked_is_one_line(claims: CheckService, claim: str, what: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(what)) as raised:
        await claims.check(claim, LOCAL)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 200


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
async def test_any_text_is_checked_or_refused(claims: CheckService, text: str) -> None:
    try:
        check = await claims.check(text, LOCAL)
    except WartaError:
        return
    assert all(0 <= one.similarity <= 1 for one in check.nearest)


@pytest.mark.parametrize("unit", ["ferry ", "2024 ", "Aa ", "not ", "1.5 juta ", "a-", "Feri Marina "])
async def test_the_longest_claims_take_no_time(claims: CheckService, unit: str) -> None:
    await claims.check("ferry", LOCAL)
    began = time.perf_counter()
    await claims.check("ferry " + unit * (1_950 // len(unit)), LOCAL)
    assert time.perf_counter() - began < 3
