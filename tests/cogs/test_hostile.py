"""5,000 hostile strings through every card: nothing pings, nothing is disguised, nothing is rejected."""

from datetime import UTC
from itertools import islice

import pytest

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
    Question,
    Scope,
    Sentence,
    Span,
)
from bot.errors import DocumentError
from bot.library import Page
from cogs import cards
from cogs.errors import worded
from cogs.notices import notice
from cogs.phrases import EN, ID, Says
from tests.cogs.hostile import sound, strings

COUNT, PARTS = 5_000, 5


def told(text: str, *found: Evidence) -> Told:
    question = Question(text, "en", AnswerKind.THING, (), (), (), None, text)
    nearest = () if found else (found_in(text),) * 3
    answer = Answer(question, not found, 0.5, Counts(len(text) % 2, 9), found, nearest, (text, text))
    return Told(Put(text, Scope("discord:1"), 1, 1), answer, len(text) % 3 == 0)


def found_in(text: str) -> Article:
    url = f"https://kabar.example/{text}" if len(text) % 2 else text
    return Article(7, 1, text, url, text, text, "2025-01-30", "id", "", 1, 3)


def every_card(text: str, words: Says) -> None:
    """Each kind of card with `text` wherever foreign text can stand."""
    article = found_in(text)
    sentences = [Sentence(place, 7, place, text) for place in range(9)]
    start = len(text) // 3
    span = Span(start, text[start : 2 * start])
    evidence = Evidence(Candidate(sentences[1], article), 0.8, span, (article, article))
    for one in (told(text), told(text, evidence, evidence)):
        sound(cards.answer(one, words, UTC, with_question=True))
        sound(cards.more(one.answer, words, UTC))
    sound(cards.context(article, sentences, 4, words, UTC, revised=False))
    sound(cards.article(article, sentences, words, UTC))
    sound(cards.library(Page([article] * 10, 2, 9, Counts(9, 9)), words, UTC))
    failed = Ingested(text, Outcome.FAILED, error=DocumentError(text, text, text))
    sound(cards.ingested([Ingested(text, Outcome.ADDED, article), failed], words, UTC))
    difference = Difference(DifferenceKind.NAME, text, text)
    nearest = Nearest(evidence.candidate, 0.5, (text,) * 7, (difference,) * 6, (article,))
    sound(cards.check(Check(text, "en", Counts(1, 2), (nearest,) * 3), words, UTC))
    sound(cards.check(Check(text, "en", Counts(1, 2), (), (article,) * 4), words, UTC))
    said = worded(DocumentError(text, text), words)
    assert said is not None
    sound(notice(said[0], said[1]))


def test_there_are_as_many() -> None:
    assert len(list(strings(COUNT))) == COUNT


@pytest.mark.parametrize("part", range(PARTS))
def test_no_string_gets_through_any_card(part: int) -> None:
    for text in islice(strings(COUNT), part, None, PARTS):
        every_card(text, ID if part % 2 else EN)
