"""Names: where they begin and end, and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.names import names
from bot.text.words import tokens
from tests.timing import within


def named(text: str) -> list[str]:
    """The names in `text`, as written."""
    return [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # People, with and without titles
        ("Then Astrid Fennimore spoke.", ["Astrid Fennimore"]),
        ("Astrid Fennimore spoke.", ["Astrid Fennimore"]),
        ("We met President Otto Varga there.", ["Otto Varga"]),
        ("Menurut Bupati Dewi Larasmi, air surut.", ["Dewi Larasmi"]),
        ("Pak Camat Raka Sandela datang.", ["Camat Raka Sandela"]),
        ("kata Dr. Ilse Maran kemarin", ["Ilse Maran"]),
        ("The President spoke.", []),
        ("Muhammad bin Harun sings.", ["Muhammad bin Harun"]),
        ("J. K. Rowan wrote it.", ["J. K. Rowan"]),
        ("so said Hara-Smith", ["Hara-Smith"]),
        # Organisations and places
        ("the Bank of Lindhaven lends", ["Bank of Lindhaven"]),
        ("kata PT Logam Arunika.", ["PT Logam Arunika"]),
        ("di Kota Sangkara dan Tanjung Bira", ["Kota Sangkara", "Tanjung Bira"]),
        ("the US and the UN agree", ["US", "UN"]),
        ("use OpenSea or iPhone here", ["OpenSea", "iPhone"]),
        ("in Kelor of the south", ["Kelor"]),
        ("klub Liga 1 itu", ["Liga 1"]),
        ("di Sangkara 2025 lalu", ["Sangkara"]),
        # Separate names
        ("from Kelor, Sangkara and Bira", ["Kelor", "Sangkara", "Bira"]),
        ("Astrid (Fennimore) spoke", ["Astrid", "Fennimore"]),
        ("by Kelor. Then Bira", ["Kelor", "Bira"]),
        # No names
        ("", []),
        ("nothing here", []),
        ("The ferry sank. It was old.", []),
        ("Siapa yang datang? Dia tidak tahu.", []),
        ("on Monday, 4 March", []),
        ("pada Senin (3/3/2025) di Januari", []),
        ("EVERYTHING IS SHOUTED IN KELOR", []),
        ("42 and 1.500", []),
        ("“The sea,” he said", []),
    ],
)
def test_names_are_runs_of_capitals(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_a_name_stands_where_it_says_in_folded_words() -> None:
    text = "Dia, Ma'ruf Señora, tiba di Sangkara."
    person, place = names(text)
    assert text[person.start : person.end] == person.text == "Ma'ruf Señora"
    assert person.words == ("maruf", "senora")
    assert place.words == ("sangkara",)


def test_tokens_at_hand_need_not_be_found_again() -> None:
    text = "Then Astrid Fennimore of Lindhaven met Raka Sandela."
    assert list(names(text, list(tokens(text)))) == list(names(text))


WORDS = ("Astrid", "of", "the", "Pak", "bin", "7", ",", ". ", "-", "Kelor", "di", "Senin", "É")
PIECES = st.sampled_from(WORDS)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=20).map(" ".join)))
def test_names_are_words_of_the_text_in_order(text: str) -> None:
    end = 0
    for name in names(text):
        assert end <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text
        assert name.words
        assert name.text == name.text.strip()
        end = name.end


@pytest.mark.parametrize(
    "piece", ["Ab ", "A of the ", "Pak ", "( A", "“", "A. ", "A-", "Presiden Ab, ", "1 "]
)
def test_no_text_takes_long(piece: str) -> None:
    text = "x " + piece * (50_000 // len(piece))
    with within(10):
        for _ in names(text):
            pass
