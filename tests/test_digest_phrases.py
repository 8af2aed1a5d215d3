"""What is said around a digest, in both languages."""

from dataclasses import fields, replace
from datetime import UTC

import pytest

from bot.digest_phrases import (
    ENGLISH,
    INDONESIAN,
    elsewhere,
    facts,
    foreign_language,
    headline,
    moment,
    period,
    quoted,
    summary,
)
from bot.domain import LOCAL, Digest, DigestStory
from bot.phrases import phrases
from tests.digest.pieces import SINCE, UNTIL, piece

ARTICLE = piece(1, "Bridge collapses", "Kabar A")
STORY = DigestStory(1, ARTICLE, (), (ARTICLE,))
DIGEST = Digest(LOCAL, "en", SINCE, UNTIL, (STORY,), articles=3, further=2)


def test_both_languages_fill_in_the_same() -> None:
    for one in fields(ENGLISH):
        here, there = getattr(ENGLISH, one.name), getattr(INDONESIAN, one.name)
        if isinstance(here, str):
            assert here != there
            assert here.count("{") == there.count("{")
        else:
            assert here.keys() == there.keys()


def test_how_much_is_told() -> None:
    assert summary(DIGEST) == "1 story out of 3 articles · 2 stories more"
    assert summary(replace(DIGEST, language="id", further=0)) == "1 berita dari 3 artikel"
    assert summary(replace(DIGEST, stories=())) == ENGLISH.quiet


def test_of_when_it_is() -> None:
    assert period(DIGEST, UTC) == "13 March 2025, 12:00 – 14 March 2025, 12:00"
    assert period(replace(DIGEST, since=""), UTC) == "the beginning – 14 March 2025, 12:00"
    assert moment("nonsense", phrases("en"), UTC) == "undated"


def test_who_else_tells_it() -> None:
    words = phrases("en")
    assert elsewhere([], words, ENGLISH) == ""
    assert elsewhere(["A", "B"], words, ENGLISH) == "also in: A, B"
    many = elsewhere([f"Kabar {number}" for number in range(300)], words, ENGLISH)
    assert many.endswith("Kabar 7, 292 more")


@pytest.mark.parametrize(
    ("text", "shown"), [("A b.", "“A b.”"), ("“A b.”", "“A b.”"), ("“A,” b, “c.”", "““A,” b, “c.””")]
)
def test_a_quotation_keeps_its_own_marks(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_another_language_is_named() -> None:
    assert foreign_language(ARTICLE, "en", ENGLISH) == ""
    assert foreign_language(ARTICLE, "id", INDONESIAN) == "dalam bahasa Inggris"
    assert foreign_language(replace(ARTICLE, language="ar"), "en", ENGLISH) == "in another language (ar)"
    assert foreign_language(replace(ARTICLE, language="und"), "en", ENGLISH) == ""
    assert facts(replace(ARTICLE, outlet=""), phrases("en")) == "14 March 2025"


def test_an_endless_title_is_cut_between_words() -> None:
    assert headline(ARTICLE) == ARTICLE.title
    shown = headline(replace(ARTICLE, title="Jembatan " * 600))
    assert len(shown) < 250
    assert shown.endswith("Jembatan …")
