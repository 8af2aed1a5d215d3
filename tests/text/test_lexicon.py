"""The lexicon: which concepts a word or phrase belongs to."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.text.lexicon import LANGUAGES, MAX_FORM, Concept, Form, Lexicon, load

LINES = [
    "# a comment\tand no concept",
    "",
    "accuse; allege\ttuduh; dakwa",
    "fine\tdenda",
    "fine; well\tbaik",
    "White House\tGedung Putih",
    "ministry of the interior\tkementerian dalam negeri",
    "import\timpor",
    "important\tpenting",
]


def forms(found: list[tuple[Concept, bool]], language: str) -> set[str]:
    """The stems of every form in `language`."""
    return {
        " ".join(form.stems) for concept, _ in found for form in concept.forms if form.language == language
    }


@pytest.fixture(name="lexicon")
def fixture_lexicon() -> Lexicon:
    """A lexicon of a few lines."""
    return Lexicon(LINES)


def test_a_line_is_one_concept_english_first(lexicon: Lexicon) -> None:
    ((concept, exact),) = lexicon.concepts(["accuse"], "en")
    assert exact
    assert concept.forms == (
        Form("en", ("accus",)),
        Form("en", ("alleg",)),
        Form("id", ("tuduh",)),
        Form("id", ("dakwa",)),
    )


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        (["accuse"], "en", [True]),
        (["accused"], "en", [False]),
        (["dituduh"], "id", [False]),
        (["tuduh"], "id", [True]),
        (["fine"], "en", [True, True]),  # two senses, two lines
        (["white", "house"], "en", [True]),
        (["white", "houses"], "en", [False]),
        (["gedung", "putih"], "id", [True]),
        (["ministry", "interior"], "en", [True]),  # function words are left out of a phrase too
        (["house", "white"], "en", []),
        (["white"], "en", []),
        (["accuse"], "id", []),
        (["accuse"], "de", []),
        (["comment"], "en", []),
        ([], "en", []),
    ],
)
def test_words_and_phrases_find_their_concepts(
    lexicon: Lexicon, words: list[str], language: str, expected: list[bool]
) -> None:
    assert [exact for _, exact in lexicon.concepts(words, language)] == expected


def test_what_is_written_so_comes_before_what_shares_the_stem(lexicon: Lexicon) -> None:
    # Snowball makes "import" of both.
    found = list(lexicon.concepts(["important"], "en"))
    assert [exact for _, exact in found] == [True, False]
    assert forms(found[:1], "id") == {"penting"}
    assert forms(found[1:], "id") == {"impor"}


def test_a_line_without_two_cells_is_a_mistake() -> None:
    for line in ("accuse", "accuse\ttuduh\tdakwa"):
        with pytest.raises(ValueError, match="zip"):
            Lexicon([line])


def test_a_cell_may_say_nothing() -> None:
    (only, _) = next(Lexicon(["accuse\t;"]).concepts(["accuse"], "en"))
    assert only.forms == (Form("en", ("accus",)),)


def test_the_lexicon_of_the_package_is_read_once() -> None:
    assert load() is load()


@pytest.mark.parametrize(
    ("words", "language", "other", "form"),
    [
        (["white", "house"], "en", "id", "gedung putih"),
        (["rumah", "sakit"], "id", "en", "hospit"),
        (["menuduh"], "id", "en", "accus"),
        (["flooded"], "en", "id", "banjir"),
        (["kecerdasan", "buatan"], "id", "en", "artifici intellig"),
    ],
)
def test_news_words_are_known_in_both_languages(
    words: list[str], language: str, other: str, form: str
) -> None:
    assert form in forms(list(load().concepts(words, language)), other)


def test_no_form_of_the_package_is_longer_than_what_is_looked_for() -> None:
    lengths = {
        len(form.stems) for language in LANGUAGES for form in _every_form() if form.language == language
    }
    assert max(lengths) <= MAX_FORM


def _every_form() -> set[Form]:
    return {form for found in load()._by_words.values() for concept in found for form in concept.forms}


def test_threads_see_one_whole_lexicon() -> None:
    load.cache_clear()
    barrier = threading.Barrier(4)

    def look(_: int) -> int:
        barrier.wait()
        return len(list(load().concepts(["accuse"], "en")))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(look, range(4)))
    assert len(set(found)) == 1
    assert found[0] >= 1
