"""Asking, from the question to the quoted sentence, over the invented library in a real database."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.fold import fold
from bot.answer.rank import Ranked
from bot.answer.service import NEAREST, AnswerService
from bot.domain import LOCAL, Answer, Document, Scope
from bot.errors import NotFound
from bot.storage.sqlite.store import SqliteStore
from bot.text.lexicon import Lexicon
from tests.answer.library import (
    ARTICLES,
    FERRY,
    MINE,
    SHARED,
    VOLCANO,
    add,
    candidate,
    open_library,
    service,
)
from tests.clock import FrozenClock

ELSEWHERE = Scope("server 7")


def best(answer: Answer) -> str:
    """The sentence that came first."""
    assert not answer.abstained, answer.question.text
    return answer.evidence[0].candidate.sentence.text


def titles(answer: Answer) -> set[str]:
    """The headlines of every article that was quoted."""
    return {one.candidate.article.title for one in answer.evidence}


# -- the right sentence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # English, from English news
        ("When did the ferry Marina Teduh sink?", "on 4 March 2024 with 118 people"),
        ("Why did the ferry capsize?", "because its cargo of cement had shifted"),
        ("How many people were on board the ferry?", "with 118 people on board"),
        ("Who is the harbour master?", "Harbour master Piet Lontoh"),
        ("how deep is the wreck", "at a depth of 52 metres"),
        ("When does the shipping museum reopen?", "will reopen on 2 May 2025"),
        ("How did the thieves enter the museum?", "entered through the roof"),
        ("How many workers does the mine employ?", "employs 1,300 workers"),
        ("WHO IS THE HARBOUR MASTER?", "Harbour master Piet Lontoh"),
        # Indonesian, from Indonesian news
        ("Siapa yang menuduh PT Logam Arunika?", "Dewi Larasmi, menuduh PT Logam Arunika"),
        ("Siapa guru pembimbing tim robot?", "Guru pembimbing mereka, Yohana Pattinasarany"),
        ("Apa itu robotika?", "Robotika adalah ilmu"),
        ("Siapa yang menyumbang untuk klinik terapung?", "Yayasan Lentera Timur menyumbang"),
        ("Bagaimana vaksin disimpan?", "lemari pendingin bertenaga surya"),
        ("Seberapa tinggi abu Gunung Tirawani?", "setinggi 3.200 meter"),
        ("Berapa lama Bandara Sangkara ditutup?", "selama enam jam"),
        # across the languages
        ("Kapan feri Marina Teduh tenggelam?", "on 4 March 2024"),
        ("Bagaimana pencuri masuk ke museum?", "entered through the roof"),
        ("What is robotics?", "Robotika adalah ilmu"),
        ("How much did the robot cost?", "biaya robot itu hanya Rp 3,4 juta"),
        ("How many doctors are on the clinic ship?", "tiga dokter"),
        ("How are vaccines stored?", "Vaksin disimpan dalam lemari pendingin"),
        # mistyped
        ("who acused Logam Arunka", "accused by regent Dewi Larasmi"),
        ("when did the marrina tedhu sink", "4 March 2024"),
    ],
)
async def test_the_sentence_that_answers_comes_first(
    answers: AnswerService, question: str, said: str
) -> None:
    assert said in best(await answers.ask(question, LOCAL))


async def test_every_quotation_is_a_stored_sentence_to_the_letter(
    store: SqliteStore, answers: AnswerService
) -> None:
    stored = {
        (article.id, one.position): one.text
        for article in await store.articles(LOCAL, limit=99)
        for one in await store.sentences(LOCAL, article.id)
    }
    texts = {document.text for document in ARTICLES} | {document.title for document in ARTICLES}
    for question in ("Who accused Logam Arunika?", "Berapa biaya robot?", "ferry", "limbah sungai"):
        answer = await answers.ask(question, LOCAL, limit=10)
        assert answer.evidence
        for evidence in answer.evidence:
            sentence = evidence.candidate.sentence
            assert stored[evidence.candidate.article.id, sentence.position] == sentence.text
            assert any(sentence.text in text for text in texts)
            if evidence.span:
                at = evidence.span.start
                assert sentence.text[at : at + len(evidence.span.text)] == evidence.span.text


async def test_an_answer_says_where_it_looked_and_how_sure_it_is(
    store: SqliteStore, answers: AnswerService
) -> None:
    answer = await answers.ask("Who is the harbour master?", LOCAL)
    assert answer.searched == await store.counts(LOCAL)
    assert answer.searched.articles == len(ARTICLES)
    first = answer.evidence[0]
    assert first.candidate.article.outlet == "Islands Review"
    assert first.span is not None
    assert first.span.text == "Piet Lontoh"
    assert answer.confidence == pytest.approx(first.score, abs=1e-4)
    assert 0 < answer.confidence < 1
    assert answer.nearest == ()


# -- no answer --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "Who won the chess championship in Reykjavik?",
        "Berapa harga tiket konser Bandung?",
        "What is the capital of Mongolia?",
        "Siapa penemu telepon?",
        "Who is the pilot of the helicopter?",
        "Kapan kereta cepat diresmikan?",
        "How many elephants live in the zoo?",
        "Siapa presiden Prancis?",
        "zxqvw jkhgf",
        "who is it?",
    ],
)
async def test_what_the_library_does_not_hold_is_not_answered(answers: AnswerService, question: str) -> None:
    answer = await answers.ask(question, LOCAL)
    assert answer.abstained
    assert answer.evidence == ()
    assert len(answer.nearest) <= NEAREST


async def test_the_nearest_headlines_come_with_an_abstention_only(store: SqliteStore) -> None:
    question = "Who accused Logam Arunika?"
    refused = await service(store, threshold=1.0).ask(question, LOCAL)
    assert refused.abstained
    assert refused.evidence == ()
    assert [one.title for one in refused.nearest[:2]] == [
        "Regent says nickel mine poisoned river",
        MINE.title,
    ]
    given_ = await service(store, threshold=0.0).ask(question, LOCAL)
    assert not given_.abstained
    assert given_.nearest == ()
    assert given_.confidence == refused.confidence


async def test_nothing_is_near_to_what_nothing_resembles(answers: AnswerService) -> None:
    assert (await answers.ask("zxqvw jkhgf", LOCAL)).nearest == ()


async def test_an_empty_library_answers_nothing(tmp_path: Path) -> None:
    async with open_library(tmp_path, ()) as empty:
        answer = await service(empty).ask("Who accused Logam Arunika?", LOCAL)
    assert answer.abstained
    assert (answer.searched.articles, answer.searched.sentences, answer.confidence) == (0, 0, 0.0)


# -- what is asked of -------------------------------------------------------------------------------------


async def test_the_same_sentence_of_two_outlets_is_quoted_once(answers: AnswerService) -> None:
    answer = await answers.ask("Seberapa tinggi abu Gunung Tirawani?", LOCAL, limit=10)
    quoted = [one.candidate.sentence.text for one in answer.evidence]
    assert quoted.count(SHARED) == 1
    first = answer.evidence[quoted.index(SHARED)]
    assert len(first.also_in) == 1
    outlets = {first.candidate.article.outlet, first.also_in[0].outlet}
    assert outlets == {"Warta Sangkara", "Kabar Cendana"}
    assert all(not one.also_in for one in answer.evidence if one is not first)


async def test_a_sentence_repeated_in_one_article_is_quoted_once(tmp_path: Path) -> None:
    twice = "Kapal Sri Ombak kandas di karang.\nNakhoda Ulfa selamat.\nKapal Sri Ombak  kandas di karang."
    async with open_library(tmp_path, [Document(twice, title="Kapal kandas")]) as store:
        answer = await service(store).ask("Di mana Sri Ombak kandas?", LOCAL, limit=10)
    quoted = [" ".join(one.candidate.sentence.text.split()) for one in answer.evidence]
    assert quoted.count("Kapal Sri Ombak kandas di karang.") == 1
    assert all(not one.also_in for one in answer.evidence)


@pytest.mark.parametrize("limit", [1, 2, 4])
async def test_no_more_than_the_limit_is_quoted(answers: AnswerService, limit: int) -> None:
    answer = await answers.ask("Where is the ferry?", LOCAL, limit=limit)
    more = await answers.ask("Where is the ferry?", LOCAL, limit=10)
    assert len(answer.evidence) == limit
    assert answer.evidence == more.evidence[:limit]


async def test_the_evidence_comes_best_first_each_sentence_once(answers: AnswerService) -> None:
    answer = await answers.ask("When did the ferry Marina Teduh sink?", LOCAL, limit=10)
    ids = [one.candidate.sentence.id for one in answer.evidence]
    assert len(set(ids)) == len(ids) > 3


async def test_one_article_can_be_asked(store: SqliteStore, answers: AnswerService) -> None:
    named = {one.title: one.id for one in await store.articles(LOCAL, limit=99)}
    answer = await answers.ask("Siapa Dewi Larasmi?", LOCAL, article_id=named[MINE.title], limit=10)
    assert titles(answer) == {MINE.title}
    elsewhere = await answers.ask("Siapa Dewi Larasmi?", LOCAL, article_id=named[FERRY.title])
    assert elsewhere.abstained


async def test_an_unknown_article_is_said_to_be_unknown(answers: AnswerService) -> None:
    for unknown in (0, -1, 999, 2**63, 10**30):
        with pytest.raises(NotFound, match=f"There is no article {unknown}"):
            await answers.ask("Who accused Logam Arunika?", LOCAL, article_id=unknown)


async def test_nobody_sees_what_another_scope_keeps(store: SqliteStore, answers: AnswerService) -> None:
    sold = "The regent sold the golden compass to Otto Varga."
    secret = replace(FERRY, text=sold, title="Compass sold", url="")
    (hidden,) = await add(store, [secret], ELSEWHERE)
    question = "Who bought the golden compass from the regent?"
    here, there = await answers.ask(question, LOCAL), await answers.ask(question, ELSEWHERE)
    assert "Compass sold" not in titles(here) | {one.title for one in here.nearest}
    assert titles(there) == {"Compass sold"}
    assert (there.searched.articles, here.searched.articles) == (1, len(ARTICLES))
    with pytest.raises(NotFound):
        await answers.ask(question, LOCAL, article_id=hidden)


async def test_the_lexicon_is_fetched_when_it_is_needed(store: SqliteStore) -> None:
    asked: list[int] = []

    def lexicon() -> Lexicon:
        asked.append(1)
        return Lexicon(["volcano\tgunung"])

    answers = AnswerService(store, lexicon, 0.0, FrozenClock())
    assert asked == []
    answer = await answers.ask("volcano Tirawani", LOCAL)
    assert asked == [1]
    assert VOLCANO.title in titles(answer)


def test_a_runner_up_is_shown_as_no_surer_than_the_one_before_it() -> None:
    def ranked(number: int, features: dict[str, float]) -> Ranked:
        return Ranked(candidate(f"Kalimat nomor {number}."), features, 5.0 - number, None)

    best, surer, last = ranked(1, {"told": 0.5}), ranked(2, {"told": 0.9}), ranked(3, {"told": 0.2})
    assert surer.confidence > best.confidence > last.confidence
    shown = [one.score for one in fold([best, surer, last], 3)]
    assert shown == [round(best.confidence, 4), round(best.confidence, 4), round(last.confidence, 4)]
