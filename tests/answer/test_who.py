"""Who: the name beside a role, of who does what is asked about, or who has no name."""

import pytest

from tests.answer.finding import look, words

REPAIRED, MEMPERBAIKI = "Who repaired the lighthouse?", "Siapa yang memperbaiki mercusuar?"
MASTER, KEPALA = "Who is the harbour master?", "Siapa kepala pelabuhan Kelor?"
MENUDUH = "Siapa yang menuduh Joko Sandela?"


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        (
            REPAIRED,
            "The lighthouse was repaired by the fishers of the bay in 1970.",
            "the fishers of the bay",
        ),
        (REPAIRED, "The lighthouse was repaired by pupils, who sang.", "pupils"),
        (MEMPERBAIKI, "Mercusuar diperbaiki oleh para nelayan teluk pada 1970.", "para nelayan teluk"),
        (MEMPERBAIKI, "Mercusuar diperbaiki oleh nelayan yang sabar.", "nelayan"),
    ],
)
def test_who_did_it_need_not_have_a_name(question: str, sentence: str, who: str) -> None:
    found, _ = look(question, sentence)
    assert words(question, sentence) == who
    assert found["agent"] == found["found"] == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The lighthouse was repaired by Friday.",
        "The lighthouse was repaired by the end of May.",
        "The lighthouse was repaired by early May.",
        "The lighthouse was repaired by 1970.",
        "The lighthouse was repaired by hand.",
        "The lighthouse was repaired.",
        "The lighthouse repaired by the fishers stood.",  # it may have been the lighthouse that repaired
        "The lighthouse was repaired again, and in the end a feast was given by the fishers.",  # too far
    ],
)
def test_nobody_is_said_to_have_done_it(sentence: str) -> None:
    found, _ = look(REPAIRED, sentence)
    assert found["not found"] == 1
    assert "agent" not in found


def test_those_whom_the_question_names_are_no_answer() -> None:
    found, _ = look("Who thanked the fishers?", "The fishers were thanked by the fishers.")
    assert "agent" not in found


@pytest.mark.parametrize(
    ("question", "sentence", "who"),
    [
        (MASTER, "In Kelor, harbour master Rahma Yuni met Piet Lontoh.", "Rahma Yuni"),
        (MASTER, "Piet Lontoh, said Astrid Fennimore, is harbour master.", "Astrid Fennimore"),
        (KEPALA, "Kemarin kepala pelabuhan Kelor Rahma Yuni datang dan menemui Piet Lontoh.", "Rahma Yuni"),
        (KEPALA, "Piet Lontoh menemui kepala pelabuhan Rahma Yuni.", "Rahma Yuni"),
        ("Siapa peraih piala itu?", "Piet Lontoh memuji peraih piala Rahma Yuni.", "Rahma Yuni"),
    ],
)
def test_a_name_stands_beside_its_role(question: str, sentence: str, who: str) -> None:
    assert words(question, sentence) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Rahma Yuni dari Kelor menuduh Joko Sandela.", "Rahma Yuni"),
        ("Menurut warga, wali kota Rahma Yuni menuduh Joko Sandela.", "Rahma Yuni"),
        ("Menurut warga, kepala desa Rahma Yuni menuduh Joko Sandela.", "Rahma Yuni"),
        ("Rahma Yuni di kota Kelor menuduh Joko Sandela.", "Rahma Yuni"),
    ],
)
def test_a_place_does_nothing(sentence: str, who: str) -> None:
    found, span = look(MENUDUH, sentence)
    assert span is not None
    assert (span.text, found["agent"], found["person"]) == (who, 1, 1)


def test_a_place_is_worth_less_than_a_person() -> None:
    found, _ = look("Who saw the whale?", "In Kelor they saw the whale.")
    assert found["person"] == 0.5
    assert "agent" not in found
    assert look("Who saw the whale?", "In Kelor, Piet Lontoh saw the whale.")[0]["person"] == 1


def test_who_does_it_comes_before_who_stands_beside_a_name() -> None:
    sentence = "Of Joko Sandela, Piet Lontoh heard that Rahma Yuni accused him."
    assert words("Who accused Joko Sandela?", sentence) == "Rahma Yuni"
