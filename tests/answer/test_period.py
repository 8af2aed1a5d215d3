"""When the articles were published that a question is about. Now is noon of Friday, 14 March 2025."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.answer.period import find_period
from bot.answer.question import analyse
from bot.answer.service import AnswerService
from bot.domain import LOCAL, Counts, Document, Period, Query
from bot.errors import QuestionError
from bot.storage.sqlite.store import SqliteStore
from bot.terminal.explain import explanation
from bot.terminal.records import answer_record
from bot.text.lexicon import load
from tests.answer.library import open_library, service

JAKARTA = timezone(timedelta(hours=7))
NOW = datetime(2025, 3, 14, 12, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("question", "words", "since", "until"),
    [
        ("What did the mine announce yesterday?", "yesterday", "2025-03-13", ""),
        ("Apa yang terjadi kemarin di Sangkara?", "kemarin", "2025-03-13", ""),
        ("Who was arrested last night?", "last night", "2025-03-13", ""),
        ("siapa yang ditangkap tadi malam", "tadi malam", "2025-03-13", ""),
        ("What happened the day before yesterday?", "the day before yesterday", "2025-03-12", "2025-03-13"),
        ("Apa kata bupati kemarin lusa?", "kemarin lusa", "2025-03-12", "2025-03-13"),
        ("Who resigned today?", "today", "2025-03-14", ""),
        ("What is the price of squid today?", "today", "2025-03-14", ""),
        ("what's new today", "today", "2025-03-14", ""),
        ("Berapa harga cumi hari ini?", "hari ini", "2025-03-14", ""),
        ("apa yang terbakar tadi pagi?", "tadi pagi", "2025-03-14", ""),
        ("What did the regent say this week?", "this week", "2025-03-10", ""),
        ("Apa kata bupati pekan ini?", "pekan ini", "2025-03-10", ""),
        ("What did the regent say last week?", "last week", "2025-03-03", "2025-03-10"),
        ("Who was in last week's match?", "last week", "2025-03-03", "2025-03-10"),
        ("Siapa yang ditangkap minggu lalu?", "minggu lalu", "2025-03-03", "2025-03-10"),
        ("Who died last month?", "last month", "2025-02-01", "2025-03-01"),
        ("Apa yang dibuka bulan lalu?", "bulan lalu", "2025-02-01", "2025-03-01"),
        ("Who died in the past three days?", "past three days", "2025-03-11", ""),
        ("Who died in the last 2 weeks?", "last 2 weeks", "2025-02-28", ""),
        ("gempa dalam 24 jam terakhir", "24 jam terakhir", "2025-03-13", ""),
        ("gempa seminggu terakhir", "seminggu terakhir", "2025-03-07", ""),
        ("What sank two days ago?", "two days ago", "2025-03-12", "2025-03-13"),
        ("Apa yang tenggelam dua hari yang lalu?", "dua hari yang lalu", "2025-03-12", "2025-03-13"),
        ("What sank three weeks ago?", "three weeks ago", "2025-02-18", "2025-02-25"),
        ("How many fled since Monday?", "since Monday", "2025-03-10", ""),
        ("How many fled since Friday?", "since Friday", "2025-03-07", ""),
        ("Berapa yang mengungsi sejak Senin?", "sejak Senin", "2025-03-10", ""),
        ("Berapa yang mengungsi sejak hari Senin?", "sejak hari Senin", "2025-03-10", ""),
        ("Berapa yang mengungsi sejak kemarin?", "sejak kemarin", "2025-03-13", ""),
        ("Who resigned last Tuesday?", "last Tuesday", "2025-03-11", "2025-03-12"),
        ("Siapa yang mundur Selasa lalu?", "Selasa lalu", "2025-03-11", "2025-03-12"),
        # A Sunday is not a week.
        ("Siapa yang mundur hari Minggu lalu?", "hari Minggu lalu", "2025-03-09", "2025-03-10"),
        ("Siapa yang mundur Minggu lalu?", "Minggu lalu", "2025-03-09", "2025-03-10"),
        ("Berapa yang mengungsi sejak Minggu?", "sejak Minggu", "2025-03-09", ""),
        ("Minggu lalu siapa yang mundur?", "Minggu lalu", "2025-03-03", "2025-03-10"),
        ("Berapa yang mengungsi sejak minggu lalu?", "sejak minggu lalu", "2025-03-03", ""),
        # Of the news, dates too, and to the day.
        ("Any news about the mine last week?", "last week", "2025-03-03", "2025-03-09"),
        ("berita tambang pekan lalu", "pekan lalu", "2025-03-03", "2025-03-09"),
        ("articles about the mine from January 2025", "from January 2025", "2025-01-01", "2025-01-31"),
        ("articles from early January 2025", "from early January 2025", "2025-01-01", "2025-01-10"),
        ("articles about the mine in late 2024", "in late 2024", "2024-09-01", "2024-12-31"),
        ("berita tambang akhir 2024", "akhir 2024", "2024-09-01", "2024-12-31"),
        ("berita pada pertengahan tahun 2024", "pada pertengahan tahun 2024", "2024-05-01", "2024-08-31"),
        ("berita sebelum 3 Maret 2025 soal tambang", "sebelum 3 Maret 2025", "", "2025-03-02"),
        ("news after 3 March 2025", "after 3 March 2025", "2025-03-04", ""),
        ("news until 3 March 2025", "until 3 March 2025", "", "2025-03-03"),
        ("news since 2023 about nickel", "since 2023", "2023-01-01", ""),
        ("2024 news about nickel", "2024", "2024-01-01", "2024-12-31"),
        ("news in May about nickel", "in May", "2024-05-01", "2024-05-31"),
        ("news between May 2023 and 2024", "between May 2023 and 2024", "2023-05-01", "2024-12-31"),
        ("berita dari 2022 sampai 2023", "dari 2022 sampai 2023", "2022-01-01", "2023-12-31"),
        ("berita tambang tahun lalu", "tahun lalu", "2024-01-01", "2024-12-31"),
        ("berita hari Rabu soal tambang", "hari Rabu", "2025-03-12", "2025-03-12"),
        ("Apa yang diberitakan pada Januari 2025?", "pada Januari 2025", "2025-01-01", "2025-01-31"),
    ],
)  # fmt: skip
def test_a_question_says_when(question: str, words: str, since: str, until: str) -> None:
    found = find_period(question, NOW)
    assert found is not None
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    assert found.period == Period(words, first, last, JAKARTA)


@pytest.mark.parametrize(
    "question",
    [
        # what a sentence says, not when it was published
        "Who was chairman since 2003?",
        "Apa yang terjadi pada akhir 2024?",
        "Which minister resigned on Friday?",
        "Apa yang ditandatangani lima tahun lalu?",
        "What was signed five years ago?",
        "Kapan tambang ditutup tahun ini?",
        "Who won last year?",
        "What happened in the last week of May?",
        "Who ruled this month in 1998?",
        # nowadays
        "How is nickel used today?",
        "Whose fragments are visible even today?",
        "Apa yang tersisa hingga hari ini?",
        # another time
        "Is the river lower than yesterday?",
        "Who was regent before last month?",
        "Apakah besok libur?",
        # the last of many, news that are none
        "Siapa raja terakhir Majapahit?",
        "Which articles of the treaty of 1957 were changed?",
        "Siapa pendiri Kabar Cendana pada 1998?",
        "Apa judul buku yang ditulis Larasmi pada tahun 1989?",
        "",
    ],
)
def test_it_does_not_say_when(question: str) -> None:
    assert find_period(question, NOW) is None


@pytest.mark.parametrize(
    ("question", "terms", "numbers"),
    [
        ("What did Logam Arunika announce last week?", ["logam", "arunika", "announce"], ()),
        ("Any news about nickel from 12 January 2025?", ["nickel"], ()),
        ("berita tambang nikel akhir 2024", ["tambang", "nikel"], ()),
        ("Who found 26 tonnes of fish in the past 3 days?", ["found", "26", "tonnes", "fish"], ("26",)),
        ("What happened yesterday?", [], ()),
    ],
)
def test_words_that_say_when_are_not_looked_for(
    question: str, terms: list[str], numbers: tuple[str, ...]
) -> None:
    understood = analyse(question, load(), NOW)
    assert [one.word for one in understood.terms] == terms
    assert understood.numbers == numbers
    assert understood.period


def _mine(day: str, said: str) -> Document:
    return Document(
        f"{said}\nWarga tiga desa berhenti memakai air sungai.",
        title=f"Tambang Arunika pada {day[:10] or 'suatu hari'}",
        language="id",
        published_at=day,
        url=f"https://sangkara.example.org/{day[:10]}",
    )


# The clock of the library stands at 12:00 UTC of 14 March 2025, also the day on which what has no date came.
OLD = _mine("2024-11-20", "PT Logam Arunika menutup tambang nikel di Watu selama sepekan.")
WEEK = _mine("2025-03-05", "PT Logam Arunika membuka tambang nikel di Kelor.")
LATE = _mine("2025-03-12T18:30:00+00:00", "PT Logam Arunika memecat direktur tambang nikel.")
UNDATED = _mine("", "PT Logam Arunika menyewa tiga kapal tambang nikel.")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A library of one story over some months."""
    async with open_library(tmp_path, [OLD, WEEK, LATE, UNDATED]) as opened:
        yield opened


@pytest.fixture
def answers(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> AnswerService:
    """The service over it, where the machine's day is the one of UTC."""
    monkeypatch.setattr(AnswerService, "_now", lambda self: self._clock.now())
    return service(store, 0.0)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Apa yang dilakukan Logam Arunika?", {OLD, WEEK, LATE, UNDATED}),
        ("Apa yang dilakukan Logam Arunika pekan lalu?", {WEEK}),
        ("What did Logam Arunika open last week?", {WEEK}),
        ("Apa yang dilakukan Logam Arunika dua hari lalu?", {LATE}),
        ("Apa yang dilakukan Logam Arunika hari ini?", {UNDATED}),
        ("Apa kata Logam Arunika kemarin?", {UNDATED}),
        ("news about Logam Arunika since 2025", {WEEK, LATE, UNDATED}),
        ("berita Logam Arunika sebelum Januari 2025", {OLD}),
        ("news about Logam Arunika in late 2024", {OLD}),
    ],
)
async def test_only_what_was_published_then_is_compared(
    answers: AnswerService, question: str, days: set[Document]
) -> None:
    _, considered = await answers.explain(question, LOCAL)
    assert {one.candidate.article.title for one in considered.ranked} == {one.title for one in days}
    assert considered.searched == Counts(len(days), 3 * len(days))


async def test_an_instant_is_of_the_day_it_has_where_one_asks(store: SqliteStore) -> None:
    day = date(2025, 3, 13)
    in_london = await store.articles(LOCAL, limit=9, period=Period("", day, day, UTC))
    in_jakarta = await store.articles(LOCAL, limit=9, period=Period("", day, day, JAKARTA))
    assert not in_london
    assert [one.title for one in in_jakarta] == [LATE.title]


@pytest.mark.parametrize(
    ("group", "newest"), [(("kelor", "pecat"), [LATE, WEEK]), (("tambang nikel",), [LATE, WEEK])]
)
async def test_of_a_frequent_word_the_newest_of_the_time(
    store: SqliteStore, group: tuple[str, ...], newest: list[Document]
) -> None:
    period = Period("", None, date(2025, 3, 13), UTC)
    found = await store.search(Query(((group,),), newest=True, period=period), LOCAL, 2)
    assert [one.sentence.text for one in found] == [one.text.split("\n")[0] for one in newest]
    assert not await store.search(Query(((("feri",),),), newest=True, period=period), LOCAL, 2)
    assert not await store.search(Query((), newest=True, period=period), LOCAL, 2)


async def test_where_nothing_was_published_then_that_is_told(answers: AnswerService) -> None:
    answer = await answers.ask("berita Logam Arunika pada Mei 2023", LOCAL)
    assert answer.abstained
    assert answer.searched == Counts(0, 0)
    assert answer.nearest == ()


async def test_a_time_alone_gets_the_headlines_of_it(answers: AnswerService) -> None:
    answer = await answers.ask("What happened this week?", LOCAL)
    assert answer.abstained
    assert [one.title for one in answer.nearest] == [LATE.title, UNDATED.title]


async def test_one_article_is_not_asked_when_it_was_published(
    store: SqliteStore, answers: AnswerService
) -> None:
    (old,) = await store.articles(LOCAL, limit=1, period=Period("", None, date(2024, 12, 1)))
    answer = await answers.ask("Apa yang ditutup Logam Arunika kemarin?", LOCAL, article_id=old.id)
    assert answer.question.period is None
    assert answer.evidence


async def test_an_empty_library_is_empty_at_any_time(tmp_path: Path) -> None:
    async with open_library(tmp_path, []) as empty:
        answer = await service(empty).ask("What happened yesterday?", LOCAL)
    assert answer.question.period is None
    assert answer.searched == Counts(0, 0)


async def test_json_and_the_explanation_tell_the_time(answers: AnswerService) -> None:
    answer, considered = await answers.explain("Apa yang dibuka Logam Arunika pekan lalu?", LOCAL)
    assert answer_record(answer)["period"] == {
        "words": "pekan lalu",
        "since": "2025-03-03",
        "until": "2025-03-10",
    }
    lines = [line for line, _ in explanation(considered, answer, 0.5)]
    assert "period      “pekan lalu”: only what was published 3 March 2025 to 10 March 2025" in lines
    answer = await answers.ask("Apa yang dibuka Logam Arunika sejak Senin?", LOCAL)
    assert answer_record(answer)["period"] == {"words": "sejak Senin", "since": "2025-03-10", "until": None}
    answer = await answers.ask("Apa yang dibuka Logam Arunika?", LOCAL)
    assert answer_record(answer)["period"] is None


async def test_only_a_time_is_still_a_question(answers: AnswerService) -> None:
    with pytest.raises(QuestionError):
        await answers.ask("…", LOCAL)
    assert (await answers.ask("kemarin?", LOCAL)).abstained


def test_a_period_is_only_read_where_it_is_asked_for() -> None:
    asked = analyse("What sank yesterday?", load())
    assert asked.period is None
    assert [one.word for one in asked.terms] == ["sank", "yesterday"]
