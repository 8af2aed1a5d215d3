"""Places: what they lie in, what lies in them, and what has no name."""

import pytest

from tests.answer.finding import look, words

FAIR, RAPAT = "Where was the fair?", "Di mana rapat digelar?"


@pytest.mark.parametrize(
    ("question", "sentence", "place"),
    [
        ("Di mana Kelor?", "Kelor, Sangkara Barat, dilanda hujan.", "Sangkara Barat"),
        ("Where is Kelor?", "Kelor, Sangkara, lies under water.", "Sangkara"),
        (FAIR, "The fair opened in Benua, Cendana, Sangkara, on Monday.", "Benua, Cendana, Sangkara"),
        (RAPAT, "Rapat digelar di Desa Watu, Cendana.", "Desa Watu, Cendana"),
        (FAIR, "The fair opened in Benua and Sangkara.", "Benua"),
    ],
)
def test_a_place_is_told_with_what_it_lies_in(question: str, sentence: str, place: str) -> None:
    assert words(question, sentence) == place
    assert look(question, sentence)[0]["place"] == 1


@pytest.mark.parametrize(
    ("question", "sentence", "phrase"),
    [
        (RAPAT, "Rapat digelar di halaman balai desa.", "di halaman balai desa"),
        (FAIR, "The fair was held in the old market on Monday.", "in the old market"),
        (FAIR, "The fair was held in the old market in 1998.", "in the old market"),
        (FAIR, "The fair was held on Monday in May.", None),
        (FAIR, "The fair was held in 1998.", None),
        (FAIR, "The fair was held at 9 pm.", None),
        (RAPAT, "Rapat digelar.", None),
        ("Was it in the old market?", "It was in the old market.", None),
    ],
)
def test_a_place_without_a_name_is_shown_and_speaks_for_nothing(
    question: str, sentence: str, phrase: str | None
) -> None:
    assert words(question, sentence) == phrase
    assert "place" not in look(question, sentence)[0]


def test_a_mayor_is_no_place() -> None:
    assert look(RAPAT, "Menurut warga, wali kota Rahma Yuni absen.")[0]["not found"] == 1
    assert look(RAPAT, "Menurut warga, kepala desa Rahma Yuni absen.")[0]["not found"] == 1
    assert look(RAPAT, "Menurut warga, kota Cendana ramai.")[0]["place"] == 1
