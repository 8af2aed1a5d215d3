"""Every card is within Discord's limits, and holds nothing but text, whatever the articles hold."""

from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.dialogue import Put, Told
from bot.domain import (
    Answer,
    AnswerKind,
    Article,
    Candidate,
    Check,
    Counts,
    Difference,
    DifferenceKind,
    Evidence,
    Ingested,
    Nearest,
    Outcome,
    Period,
    Question,
    Scope,
    Sentence,
    Span,
)
from bot.errors import DocumentError
from bot.library import Page
from cogs import cards
from cogs.phrases import EN, ID, says
from tests.cogs.hostile import PIECES, components, payload_of, sound

SCOPE = Scope("discord:1")
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(st.characters(), max_size=400)
LONG = HOSTILE | HOSTILE.map(lambda text: text * 40)
ARTICLES = st.builds(
    Article,
    id=st.integers(1, 2**53),
    source_id=st.just(1),
    title=LONG,
    url=st.just("https://kabar.example/a") | HOSTILE | HOSTILE.map("https://{}".format),
    outlet=LONG,
    author=HOSTILE,
    published_at=st.sampled_from(["", "2025-01-30", "2025-01-30T09:15:00+00:00", "garbage"]),
    language=st.sampled_from(["id", "en", "und"]),
    added_at=st.just("2025-01-01T00:00:00+00:00"),
    revision=st.integers(1, 10**9),
    sentences=st.integers(0, 10**6),
)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    article, text = draw(ARTICLES), draw(LONG)
    start = draw(st.integers(0, max(0, len(text))))
    span = Span(start, text[start : start + draw(st.integers(0, 50))]) if draw(st.booleans()) else None
    sentence = Sentence(1, article.id, draw(st.integers(0, 10**6)), text)
    also = draw(st.lists(ARTICLES, max_size=7))
    return Evidence(Candidate(sentence, article), draw(st.floats(0, 1)), span, tuple(also))


@st.composite
def tolds(draw: st.DrawFn) -> Told:
    found = tuple(draw(st.lists(evidences(), max_size=8)))
    period = Period("", None, None) if draw(st.booleans()) else None
    asked = draw(LONG)
    question = Question(asked, "en", AnswerKind.THING, (), (), (), period, draw(HOSTILE))
    nearest = () if found else tuple(draw(st.lists(ARTICLES, max_size=7)))
    names = tuple(draw(st.lists(HOSTILE, max_size=6)))
    answer = Answer(question, not found, 0.5, Counts(draw(st.integers(0, 9)), 9), found, nearest, names)
    return Told(Put(asked, SCOPE, 1, 1), answer, draw(st.booleans()))


@settings(max_examples=100, deadline=None)
@given(tolds(), st.sampled_from([EN, ID]), st.booleans())
def test_answers_fit(told: Told, words: Any, with_question: bool) -> None:
    sound(cards.answer(told, words, UTC, with_question=with_question))
    sound(cards.more(told.answer, words, None))


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.lists(LONG, max_size=60), st.integers(0, 70), st.booleans(), st.sampled_from([EN, ID]))
def test_articles_and_contexts_fit(
    article: Article, texts: list[str], position: int, revised: bool, words: Any
) -> None:
    sentences = [Sentence(number, article.id, number, text) for number, text in enumerate(texts)]
    sound(cards.article(article, sentences, words, UTC))
    sound(cards.context(article, sentences, position, words, UTC, revised=revised))


@settings(max_examples=50, deadline=None)
@given(st.lists(ARTICLES, max_size=12), st.integers(1, 10**8), st.sampled_from([EN, ID]))
def test_lists_fit(articles: list[Article], number: int, words: Any) -> None:
    sound(cards.library(Page(articles, number, 10**8, Counts(10**9, 10**9)), words, UTC))
    fates = [Ingested(one.title, Outcome.ADDED, one) for one in articles]
    fates += [
        Ingested(one.title, Outcome.FAILED, error=DocumentError(one.title, one.outlet)) for one in articles
    ]
    sound(cards.ingested(fates, words, UTC)) if fates else None


@settings(max_examples=60, deadline=None)
@given(LONG, st.lists(evidences(), max_size=4), st.lists(HOSTILE, max_size=8), st.lists(ARTICLES, max_size=7))
def test_checks_fit(claim: str, found: list[Evidence], words: list[str], headlines: list[Article]) -> None:
    differences = tuple(Difference(DifferenceKind.NAME, one, one[::-1]) for one in words)
    nearest = tuple(
        Nearest(one.candidate, one.score, tuple(words), differences, one.also_in) for one in found
    )
    sound(cards.check(Check(claim, "en", Counts(1, 2), nearest, tuple(headlines)), EN, UTC))


def article(**fields: Any) -> Article:
    one = Article(3, 1, "Judul", "https://kabar.example/a", "Kabar", "", "2025-01-30", "id", "", 2, 4)
    return replace(one, **fields)


def told(*found: Evidence, **fields: Any) -> Told:
    question = Question("who opened it?", "en", AnswerKind.PERSON, (), (), (), fields.get("period"))
    searched = fields.get("searched", Counts(2, 30))
    answer = Answer(
        question, not found, 0.9, searched, found, fields.get("nearest", ()), fields.get("suggestions", ())
    )
    return Told(Put(question.text, SCOPE, 1, 1), answer, fields.get("carried", False))


EVIDENCE = Evidence(
    Candidate(Sentence(1, 3, 5, "Pasar dibuka Rahma Yuni."), article()),
    0.81,
    Span(13, "Rahma Yuni"),
    (article(outlet="Harian"),),
)


def texts(view: ui.LayoutView) -> list[str]:
    return [one.content for one in view.walk_children() if isinstance(one, ui.TextDisplay)]


def labels(view: ui.LayoutView) -> list[str]:
    return [one["label"] for one in components(payload_of(view)) if one["type"] == 2]


def test_an_answer_shows_sentence_outlet_date_and_match() -> None:
    view = cards.answer(told(EVIDENCE, EVIDENCE), EN, UTC, with_question=True)
    assert texts(view) == [
        "-# who opened it?",
        "“Pasar dibuka **Rahma Yuni**.”",
        "-# Kabar · 30 January 2025 · match 81 %",
        "-# also in: Harian",
    ]
    assert labels(view) == ["Open article", "Context", "More (1)", "Not helpful"]


def test_an_abstention_is_clearly_none() -> None:
    nearest = (article(title="Pasar dibuka"),)
    view = cards.answer(told(nearest=nearest, suggestions=("Rahma",)), EN, UTC, with_question=False)
    assert texts(view) == [
        "### Not in your sources.",
        "-# Searched 30 sentences of 2 articles; none of them answers this.",
        "Did you mean Rahma?",
        "-# Nearest headlines, which are not an answer:",
        "- Pasar dibuka · Kabar · 30 January 2025",
    ]
    assert labels(view) == ["Not helpful"]
    answered = cards.answer(told(EVIDENCE), EN, UTC, with_question=False)
    colours = [payload_of(one)[0]["accent_color"] for one in (view, answered)]
    assert colours[0] != colours[1]


def test_an_empty_library_says_how_to_fill_it() -> None:
    view = cards.answer(told(searched=Counts(0, 0)), EN, UTC, with_question=False)
    assert EN.empty_library in texts(view)[1]


def test_what_a_follow_up_was_taken_for_is_said() -> None:
    view = cards.answer(told(EVIDENCE, carried=True), ID, UTC, with_question=True)
    assert texts(view)[0] == "-# (dipahami sebagai: who opened it?)"


def test_without_an_address_there_is_no_link() -> None:
    bare = replace(EVIDENCE, candidate=replace(EVIDENCE.candidate, article=article(url="javascript:x")))
    assert "Open article" not in labels(cards.answer(told(bare), EN, UTC, with_question=False))


def test_pages_can_be_turned_where_there_are_more() -> None:
    one = Page([article()], 1, 1, Counts(1, 4))
    assert labels(cards.library(one, EN, UTC)) == []
    middle = cards.library(replace(one, number=2, pages=3), EN, UTC)
    assert [item["custom_id"] for item in components(payload_of(middle)) if item["type"] == 2] == [
        "warta:list:back:1",
        "warta:list:on:3",
    ]


@pytest.mark.parametrize("language", ["id", "ms", "en", "und", ""])
def test_there_are_phrases_for_every_language(language: str) -> None:
    assert says(language) is (ID if language in ("id", "ms") else EN)
