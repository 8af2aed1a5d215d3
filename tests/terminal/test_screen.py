"""How answers look: as cards, as plain lines, without Unicode; and that nothing foreign steers."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.domain import (
    Answer,
    AnswerKind,
    Article,
    Candidate,
    Counts,
    Evidence,
    Finding,
    Ingested,
    Outcome,
    Period,
    Question,
    Sentence,
    Span,
)
from bot.phrases import ENGLISH, INDONESIAN, phrases
from bot.terminal.screen import Screen, error_line, safe

ARTICLE = Article(
    7,
    1,
    "Pasar Muara Teduh Dibuka",
    "https://pesisir.example/pasar-muara-teduh-dibuka-kembali",
    "Kabar Pesisir",
    "Wulan",
    "2025-01-30",
    "id",
    "2025-02-01T00:00:00+00:00",
    1,
    3,
)
OTHER = Article(8, 1, "Market opens", "", "Harbour Wire", "", "", "en", "2025-02-01T00:00:00+00:00", 1, 2)
TEXT = "Pasar ikan dibuka oleh Rahma Yuni setelah tiga bulan, dan para pedagang menyambutnya dengan gembira."


def evidence(text: str = TEXT, span: Span | None = None, **fields: object) -> Evidence:
    candidate = Candidate(Sentence(1, 7, 1, text), ARTICLE)
    return Evidence(candidate, 0.876, span, **fields)  # type: ignore[arg-type]


def answer(
    *found: Evidence, language: str = "en", nearest: tuple[Article, ...] = (), searched: int = 2
) -> Answer:
    question = Question("who?", language, AnswerKind.PERSON, (), (), ())
    return Answer(question, not found, 0.9, Counts(searched, 1234 if searched else 0), found, nearest)


def terminal(width: int = 80, *, colour: bool = False, encoding: str = "utf-8") -> tuple[Screen, io.BytesIO]:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, errors="replace", write_through=True)
    console = Console(
        file=file,
        force_terminal=True,
        width=width,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    return Screen(file=file, console=console), raw


def shown(raw: io.BytesIO, encoding: str = "utf-8") -> list[str]:
    return raw.getvalue().decode(encoding).splitlines()


def plain() -> tuple[Screen, io.StringIO]:
    out = io.StringIO()
    return Screen(file=out), out


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_card_an_answer_that_fits_the_terminal(width: int) -> None:
    screen, raw = terminal(width)
    screen.answer(answer(evidence(also_in=(OTHER,)), evidence("Rahma Yuni membuka pasar.")))
    lines = shown(raw)
    assert max(map(len, lines)) <= min(width, 100)
    assert sum(line.startswith("╭") for line in lines) == 2
    assert lines[1].startswith("│ “Pasar ikan dibuka")
    assert "│ Kabar Pesisir · 30 January 2025 · match 88 %" in "\n".join(lines)
    assert sum("also in: Harbour Wire" in line for line in lines) == 1


def test_the_words_that_answer_are_bold() -> None:
    screen, raw = terminal(colour=True)
    screen.answer(answer(evidence(span=Span(TEXT.index("Rahma"), "Rahma Yuni"))))
    assert "\x1b[1mRahma Yuni\x1b[0m" in raw.getvalue().decode()


def test_an_abstention_looks_different_and_names_what_is_near() -> None:
    screen, raw = terminal()
    screen.answer(answer(nearest=(ARTICLE,)))
    lines = shown(raw)
    assert lines[0].startswith("╭╌")
    assert "Not in your sources." in lines[1]
    assert "Searched 1,234 sentences of 2 articles" in lines[2]
    assert "which are not an answer" in lines[3]
    assert "Pasar Muara Teduh Dibuka · Kabar Pesisir" in lines[4]


def test_an_asker_is_answered_in_the_language_of_the_question() -> None:
    screen, out = plain()
    screen.answer(answer(language="id"))
    assert out.getvalue().startswith(
        "Tidak ada di sumber Anda.\nSudah dicari dalam 1.234 kalimat dari 2 artikel"
    )
    assert phrases("ms") is INDONESIAN
    assert phrases("und") is ENGLISH


@pytest.mark.parametrize(
    ("since", "until", "articles", "language", "line"),
    [
        (1, 7, 2, "en", "Searched 1,234 sentences of 2 articles, 1 May 2025 to 7 May 2025; none of them"),
        (1, 1, 2, "en", "Searched 1,234 sentences of 2 articles, 1 May 2025; none of them answers this."),
        (1, 0, 2, "id", "Sudah dicari dalam 1.234 kalimat dari 2 artikel, sejak 1 Mei 2025; tidak ada"),
        (0, 7, 0, "en", "Your sources hold no article of that time: up to 7 May 2025."),
        (1, 7, 0, "id", "Di sumber Anda tidak ada artikel dari waktu itu: 1 Mei 2025 sampai 7 Mei 2025."),
    ],
)
def test_an_abstention_names_the_days_that_were_searched(
    since: int, until: int, articles: int, language: str, line: str
) -> None:
    screen, raw = terminal(200)
    first, last = (date(2025, 5, day) if day else None for day in (since, until))
    asked = answer(language=language, searched=articles)
    question = replace(asked.question, period=Period("then", first, last))
    screen.answer(replace(asked, question=question))
    assert line in raw.getvalue().decode()


def test_an_empty_library_is_told() -> None:
    screen, out = plain()
    screen.answer(answer(searched=0))
    assert "The library is empty" in out.getvalue()


def test_elsewhere_the_first_answer_stands_in_whole_lines() -> None:
    long = TEXT * 5
    screen, out = plain()
    screen.answer(answer(evidence(long), evidence()))
    quote, facts, address = out.getvalue().splitlines()
    assert (quote, facts) == (f"“{long}”", "Kabar Pesisir · 30 January 2025 · match 88 %")
    assert address.startswith("https://")


def test_a_terminal_without_unicode_gets_what_it_can_show() -> None:
    screen, raw = terminal(encoding="latin-1")
    screen.answer(answer(evidence("“Kami lega” — katanya 東")))
    screen.json({"a": "東"})
    text = raw.getvalue().decode("latin-1")
    assert '""Kami lega" - katanya ?"' in text
    assert "Kabar Pesisir | 30 January 2025" in text
    assert '{"a": "\\u6771"}' in text
    assert "+-" in text


def test_a_sentence_that_is_a_quotation_is_not_quoted_twice() -> None:
    screen, out = plain()
    screen.answer(answer(evidence("“Kami lega sekali.”")))
    assert out.getvalue().startswith("“Kami lega sekali.”\n")


def test_articles_are_a_line_each_or_a_table() -> None:
    screen, out = plain()
    screen.articles([ARTICLE, OTHER])
    assert out.getvalue().splitlines() == [
        "   7  Pasar Muara Teduh Dibuka · Kabar Pesisir · 30 January 2025 · id",
        "   8  Market opens · Harbour Wire · undated · en",
    ]
    tall, raw = terminal(60)
    tall.articles([ARTICLE, OTHER])
    assert max(map(len, shown(raw))) <= 60


@pytest.mark.parametrize("watched", [True, False])
def test_an_article_is_shown_sentence_by_sentence(watched: bool) -> None:
    screen, raw = terminal(100) if watched else (Screen(file=(text := io.StringIO())), None)
    screen.article(
        ARTICLE, [Sentence(1, 7, 0, ARTICLE.title), Sentence(2, 7, 1, "Satu."), Sentence(3, 7, 2, "Dua.")]
    )
    lines = shown(raw) if raw is not None else text.getvalue().splitlines()
    assert lines[0].strip() == ARTICLE.title
    assert "Kabar Pesisir · 30 January 2025 · Wulan · https://" in lines[1]
    assert [line.strip() for line in lines[2:]] == ["1  Satu.", "2  Dua."]


def test_what_became_of_a_document_and_what_a_check_saw() -> None:
    screen, out = plain()
    screen.ingested(Ingested("a", Outcome.ADDED, ARTICLE))
    screen.ingested(Ingested("a", Outcome.FAILED, error=ValueError()))
    screen.findings([Finding("disk", True, "well"), Finding("index", False, "bad")])
    assert out.getvalue().splitlines() == [
        "added 7  Pasar Muara Teduh Dibuka · Kabar Pesisir · 30 January 2025 · 3 sentences",
        "ok    disk: well",
        "FAIL  index: bad",
    ]


def test_a_bar_is_shown_for_many_documents_to_somebody_who_watches() -> None:
    for (screen, raw), total, wanted in ((terminal(), 21, True), (terminal(), 20, False)):
        with screen.progress(total) as advance:
            advance()
        assert ("1/21" in raw.getvalue().decode()) is wanted
    screen, out = plain()
    with screen.progress(1000) as advance:
        advance()
    assert out.getvalue() == ""


HOSTILE = "[bold]\x1b[31mmerah\x07\u202eterbalik\u200b[/bold]\nbaru [link=x]"


def test_foreign_text_neither_steers_the_terminal_nor_is_markup() -> None:
    assert safe(HOSTILE) == "[bold][31mmerahterbalik[/bold] baru [link=x]"
    for screen, raw in (terminal(), terminal(colour=True)):
        screen.answer(answer(evidence(HOSTILE)))
        text = raw.getvalue().decode()
        assert "[bold][31mmerahterbalik[/bold] baru [link=x]" in text
        assert "\x1b[31m" not in text
        assert "\u202e" not in text
    assert error_line(ValueError(HOSTILE)) == safe(HOSTILE)


@given(st.text())
def test_safe_is_one_line_that_can_be_printed(text: str) -> None:
    assert len(safe(text).splitlines()) <= 1
    safe(text).encode()
    assert safe(safe(text)) == safe(text)


def test_json_is_one_line_to_the_letter() -> None:
    screen, out = plain()
    screen.json({"text": HOSTILE})
    assert out.getvalue().count("\n") == 1
    assert json.loads(out.getvalue()) == {"text": HOSTILE}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2025-01-30", "30 January 2025"),
        ("2025-12-01T23:00:00+00:00", "1 December 2025"),
        ("", "undated"),
        ("soon", "undated"),
        ("2025-13-01", "undated"),
    ],
)
def test_a_date_as_a_person_reads_it(moment: str, said: str) -> None:
    assert ENGLISH.date(moment) == said
