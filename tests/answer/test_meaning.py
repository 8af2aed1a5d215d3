"""Meanings: what a term is said to be, or what its letters stand for."""

import time

import pytest

from tests.answer.finding import look, words

STAND, MEAN, KEPANJANGAN = "What does OPB stand for?", "What does OPB mean?", "Apa kepanjangan KPK?"


@pytest.mark.parametrize(
    ("question", "sentence", "meaning"),
    [
        (STAND, "The Office of Pearl and Bay (OPB) guides ships.", "Office of Pearl and Bay"),
        (STAND, "Yesterday the “Office of Pearl Bays” (“OPB”) met.", None),
        (STAND, "OPB stands for Office of Pearl and Bay.", "Office of Pearl and Bay"),
        (MEAN, "OPB means Office of Pearl and Bay.", "Office of Pearl and Bay"),
        (KEPANJANGAN, "KPK adalah singkatan dari Kantor Pelabuhan Kelor.", "Kantor Pelabuhan Kelor"),
        (KEPANJANGAN, "Kantor Pelabuhan Kelor (KPK) tutup.", "Kantor Pelabuhan Kelor"),
        ("Apa arti sangkara?", "Kata sangkara berarti pemberi kebahagiaan.", "pemberi kebahagiaan"),
        (
            "What is a sangkar?",
            "A sangkar (a basket woven of palm leaves) fell.",
            "a basket woven of palm leaves",
        ),
    ],
)
def test_what_a_word_means_and_letters_stand_for(question: str, sentence: str, meaning: str | None) -> None:
    assert words(question, sentence) == meaning
    assert look(question, sentence)[0].get("definition") == (1 if meaning else None)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (MEAN, "OPB is a large body."),  # being is not meaning
        (STAND, "The Office of Pearl and Bay (OPD) guides ships."),
        (STAND, "Rahma Yuni (OPB) left."),  # a member
        (KEPANJANGAN, "Rahma Yuni (KPK) pulang."),
        ("What is OPB?", "The Kelor Office of Pearls (OPB) left."),
    ],
)
def test_what_is_no_meaning(question: str, sentence: str) -> None:
    assert words(question, sentence) is None
    assert look(question, sentence)[0]["not found"] == 1


@pytest.mark.parametrize("piece", ["OPB ", "(OPB ", "Office of Bay (OPB ", "x, OPB, ", "means "])
def test_a_term_that_is_repeated_takes_no_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    began = time.perf_counter()
    look(STAND, text)
    assert time.perf_counter() - began < 2
