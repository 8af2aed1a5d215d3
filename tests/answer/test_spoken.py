"""Questions about what somebody said, over a real database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.answer.question import analyse
from bot.answer.sayings import speaker_of
from bot.answer.service import AnswerService
from bot.domain import LOCAL, AnswerKind, Document, Scope
from bot.storage.sqlite.store import SqliteStore
from bot.terminal.explain import explanation, explanation_record
from bot.text.lexicon import load
from tests.answer.library import ARTICLES, add, make_older, open_library, service

CLINIC = Document(
    "Rini Halim, the head of the floating clinic, visited Pulau Enam on Monday.\n"
    "“We need two more doctors before the rains,” said Halim.\n"
    "She said the freezer for vaccines had failed twice.\n"
    "Islanders had waited for the boat since dawn.\n"
    "Shipyard owner Bram Toruan promised to repair the engine free of charge.",
    title="Clinic boat returns to Pulau Enam",
    published_at="2025-02-03",
    language="en",
    url="https://islands.example.org/clinic-boat",
)
KLINIK = Document(
    "Klinik terapung itu berlayar lagi pekan ini.\n"
    "“Bahan bakar kami cukup sampai Juni,” kata Rini Halim.\n"
    "Ia menambahkan bahwa dua perawat baru akan bergabung.",
    title="Klinik terapung berlayar lagi",
    published_at="2025-04-20",
    language="id",
    url="https://sangkara.example.org/klinik-lagi",
)
FLOOD = Document(
    "Banjir merendam pasar Sangkara selama dua hari.\n"
    "Wali Kota Tri Handayani meninjau tanggul yang jebol.\n"
    "“Tanggul baru akan selesai pada Desember,” ujar Tri.\n"
    "Pedagang pasar, Joko Lamun, mengatakan kerugiannya mencapai 40 juta rupiah.",
    title="Banjir rendam pasar Sangkara",
    published_at="2025-03-11",
    language="id",
    url="https://sangkara.example.org/banjir",
)
MARKET = Document(
    "The market of Port Lindhaven burned down on Friday night.\n"
    "Mayor Odile Vantour said nobody had been hurt.\n"
    "She added that stalls would be rebuilt in stone.\n"
    "Traders met Odile Vantour behind the ruins.\n"
    "Kestrel Bay Ltd denied that its cables had started the blaze.",
    title="Fire destroys market in Port Lindhaven",
    published_at="2025-01-17",
    language="en",
    url="https://lindhaven.example.org/market-fire",
)
SPOKEN = (CLINIC, KLINIK, FLOOD, MARKET)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """The invented library, with articles in which people speak."""
    async with open_library(tmp_path, [*ARTICLES, *SPOKEN]) as opened:
        yield opened


@pytest.fixture
def answers(store: SqliteStore) -> AnswerService:
    """The service over it."""
    return service(store)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # by name, by a part of it, with a slip
        ("What did Rini Halim say about doctors?", "We need two more doctors before the rains"),
        ("what did halim say about doctors", "We need two more doctors before the rains"),
        ("What did Rini Halym say about doctors?", "We need two more doctors before the rains"),
        ("What did Kestrel Bay deny?", "its cables had started the blaze"),
        # where a pronoun stands for the name
        ("What did Rini Halim say about the freezer?", "the freezer for vaccines had failed twice"),
        ("Apa kata Rini Halim tentang perawat?", "dua perawat baru akan bergabung"),
        ("What did Odile Vantour say about the stalls?", "stalls would be rebuilt in stone"),
        # across the languages
        ("What did Rini Halim say about fuel?", "Bahan bakar kami cukup sampai Juni"),
        ("What did Rini Halim say about nurses?", "dua perawat baru akan bergabung"),
        ("Apa yang dikatakan Rini Halim soal dokter?", "We need two more doctors before the rains"),
        ("Menurut Rini Halim, apa yang cukup sampai Juni?", "Bahan bakar kami cukup sampai Juni"),
        # by a role that stands beside the name, there or elsewhere in the article
        ("How did the mayor of Sangkara respond to the flood?", "Tanggul baru akan selesai pada Desember"),
        ("Bagaimana tanggapan wali kota soal tanggul?", "Tanggul baru akan selesai pada Desember"),
        ("What did the mayor say about the stalls?", "stalls would be rebuilt in stone"),
        ("Apa kata wali kota Port Lindhaven soal pasar?", "nobody had been hurt"),
        ("What did the head of the clinic say about vaccines?", "the freezer for vaccines had failed twice"),
        ("What did the shipyard owner promise?", "to repair the engine free of charge"),
        ("Apa kata pedagang pasar?", "kerugiannya mencapai 40 juta rupiah"),
        # the newest where nothing else is asked for
        ("What did Rini Halim say?", "Bahan bakar kami cukup sampai Juni"),
        ("Rini Halim bilang apa?", "Bahan bakar kami cukup sampai Juni"),
        # nobody in particular
        ("What was said about the freezer?", "the freezer for vaccines had failed twice"),
        ("Apa kata Dewi Larasmi?", "PT Logam Arunika membuang limbah ke Sungai Watu"),
    ],
)
async def test_what_somebody_said_comes_first(answers: AnswerService, question: str, said: str) -> None:
    answer = await answers.ask(question, LOCAL)
    assert answer.question.kind is AnswerKind.QUOTATION
    assert answer.evidence
    span = answer.evidence[0].span
    assert span is not None
    assert span.text == said


@pytest.mark.parametrize(
    "question",
    [
        "What did Zorvald Brimble say?",
        "What did Zorvald Brimble say about the clinic?",
        "Apa kata Zorvald Brimble soal banjir?",
        "What did Rini Wijaya say about doctors?",
        "What did the police say about the fire?",
        "Apa kata polisi soal banjir?",
        # they speak, but of nothing of the kind
        "What did Rini Halim say about nickel?",
        "Apa kata Rini Halim tentang gunung berapi?",
    ],
)
async def test_what_nobody_said_is_not_answered(answers: AnswerService, question: str) -> None:
    answer = await answers.ask(question, LOCAL)
    assert answer.question.kind is AnswerKind.QUOTATION
    assert answer.abstained


async def test_a_misspelt_speaker_may_have_been_meant(answers: AnswerService) -> None:
    answer = await answers.ask("What did Torinan say about the engine?", LOCAL)
    assert answer.abstained
    assert answer.suggestions == ("Bram Toruan",)


async def test_where_nothing_is_said_another_sentence_is_less_sure(answers: AnswerService) -> None:
    said = await answers.ask("What did Bram Toruan say?", LOCAL)
    unsaid, considered = await answers.explain("What did Marina Teduh say?", LOCAL)
    assert "Marina Teduh" in considered.ranked[0].candidate.sentence.text
    assert "spoken" not in considered.ranked[0].features
    assert considered.ranked[0].features["untyped"] == 2.0
    assert unsaid.confidence < said.confidence - 0.1


async def test_what_another_said_of_somebody_is_not_theirs(answers: AnswerService) -> None:
    _, considered = await answers.explain("What did Odile Vantour say about the blaze?", LOCAL)
    spoken = {one.candidate.sentence.text for one in considered.ranked if "spoken" in one.features}
    assert spoken == {
        "Mayor Odile Vantour said nobody had been hurt.",
        "She added that stalls would be rebuilt in stone.",
    }


async def test_the_sentence_is_quoted_as_it_is_stored(answers: AnswerService) -> None:
    answer = await answers.ask("What did Rini Halim say about the freezer?", LOCAL)
    (article,) = {one.candidate.article.title for one in answer.evidence[:1]}
    assert article == "Clinic boat returns to Pulau Enam"
    sentence = answer.evidence[0].candidate.sentence
    assert sentence.text == "She said the freezer for vaccines had failed twice."
    assert "halim" not in sentence.stems


async def test_one_article_can_be_asked_what_was_said(store: SqliteStore, answers: AnswerService) -> None:
    clinic = next(one for one in await store.articles(LOCAL, limit=99) if one.title == CLINIC.title)
    answer = await answers.ask("Apa kata Rini Halim?", LOCAL, article_id=clinic.id)
    assert {one.candidate.article.id for one in answer.evidence} == {clinic.id}
    assert {one.candidate.sentence.position for one in answer.evidence[:2]} == {2, 3}


async def test_nobody_hears_what_was_said_elsewhere(store: SqliteStore, answers: AnswerService) -> None:
    there = Scope("server 7")
    await add(store, [CLINIC], there)
    answer = await answers.ask("What did Rini Halim say about fuel?", there)
    assert all(one.candidate.article.title == CLINIC.title for one in answer.evidence)
    _, considered = await answers.explain("What did Tri Handayani say?", there)
    assert considered.ranked == ()


async def test_articles_of_an_older_database_are_looked_through_when_asked(tmp_path: Path) -> None:
    async with open_library(tmp_path, SPOKEN):
        pass
    (path,) = tmp_path.rglob("*.db")
    make_older(path, 1)
    async with open_library(tmp_path, []) as store:
        await service(store).ask("Where did the boat go?", LOCAL)
        assert len(await store.unattributed(9)) == len(SPOKEN)
        answer = await service(store).ask("What did Rini Halim say about the freezer?", LOCAL)
        assert answer.evidence[0].candidate.sentence.text.startswith("She said the freezer")
        assert await store.unattributed(9) == {}


@pytest.mark.parametrize("question", ["Who promised to repair the engine?", "When did Rini Halim say that?"])
async def test_no_other_question_looks_for_speakers(
    store: SqliteStore, answers: AnswerService, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    async def unwanted(*_: object) -> None:
        raise AssertionError

    for name in ("said_in", "unattributed", "speakers"):
        monkeypatch.setattr(store, name, unwanted)
    _, considered = await answers.explain(question, LOCAL)
    assert all("spoken" not in one.features for one in considered.ranked)


async def test_an_explanation_names_the_kind_and_what_decided(answers: AnswerService) -> None:
    answer, considered = await answers.explain("What did Bram Toruan say about the engine?", LOCAL)
    lines = [line for line, _ in explanation(considered, answer, 0.5)]
    assert any(line.endswith("asks for: quotation") for line in lines)
    assert any("spoken +2.70" in line for line in lines)
    record = explanation_record(considered, 0.5)
    assert record["kind"] == "quotation"
    assert record["candidates"][0]["features"]["spoken"] == 0.9


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("What did Rini Halim say about the clinic?", "Rini Halim"),
        ("what was the reaction of the mayor to the flood?", "the mayor"),
        ("What is the curator’s official position on the theft?", "the curator"),
        ("apa yang disampaikan oleh wali kota Sangkara mengenai banjir?", "wali kota Sangkara"),
        ("Menurut Rini Halim, apa yang kurang?", "Rini Halim"),
        ("Apa yang kurang menurut Rini Halim?", "Rini Halim"),
        ("Rini Halim bilang apa soal klinik?", "Rini Halim"),
        ("What was said about the clinic?", ""),
        ("Who opened the clinic?", ""),
    ],
)
def test_a_question_says_whose_words_it_wants(text: str, speaker: str) -> None:
    assert speaker_of(text) == speaker


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("What did Rini Halim say about the company?", ["rini", "halim", "company"]),
        ("Apa komentar Rini Halim soal pernyataan itu?", ["rini", "halim", "pernyataan"]),
        ("How did the mayor respond to the statement?", ["mayor", "statement"]),
        ("What did the mine deny?", ["mine", "deny"]),
        ("Apa bantahan tambang itu?", ["bantahan", "tambang"]),
        ("Apa kata wali kota?", ["wali kota"]),
        ("Who said that the clinic is closed?", ["said", "clinic", "closed"]),
    ],
)
def test_words_that_only_ask_what_was_said_are_not_looked_for(text: str, terms: list[str]) -> None:
    assert [one.word for one in analyse(text, load()).terms] == terms
