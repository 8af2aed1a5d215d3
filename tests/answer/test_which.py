"""Which: the name a noun asks for, or the words beside it that say which."""

import pytest

from tests.answer.finding import look, words

SELAT = "Di selat apa kapal itu karam?"
STRAIT, AIRLINE = "Which strait did the ship cross?", "Which airline cut the route?"
RIVER = "Which river flows past the mine?"


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        (SELAT, "Kapal itu karam di Selat Sandela kemarin.", "Selat Sandela"),
        ("Pada selat apa kapal itu karam?", "Kapal itu karam di Selat Sandela.", "Selat Sandela"),
        (STRAIT, "The ship crossed the Kelor Strait at dawn.", "Kelor Strait"),
        (RIVER, "The mine lies on the Tirawan River.", "Tirawan River"),
        ("Which treaty ended the feud?", "The Treaty of Kelor ended the feud.", "Treaty of Kelor"),
        (AIRLINE, "The airline Sandela Air cut the route.", "Sandela Air"),
        (AIRLINE, "On Monday Sandela Air, airline of the poor, cut the route.", "Sandela Air"),
    ],
)
def test_a_noun_is_part_of_a_name_or_stands_beside_it(question: str, sentence: str, name: str) -> None:
    found, _ = look(question, sentence)
    assert words(question, sentence) == name
    assert found["sought"] == found["found"] == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (AIRLINE, "Sandela Air cut the route."),  # nothing says that it is one
        (AIRLINE, "Sandela Air left, and the cheapest airline cut the route."),
        ("Which religion ended the feud?", "The Wars of Religion ended the feud."),
        ("Which strait did the ship cross in Kelor?", "The ship crossed the Kelor Strait."),
        ("Which book did Piet Lontoh write?", "He will book Sandela Air."),  # a verb
        (STRAIT, "The STRAIT was crossed."),
        (STRAIT, "Strait was crossed."),
    ],
)
def test_other_names_are_not_what_is_sought(question: str, sentence: str) -> None:
    assert "sought" not in look(question, sentence)[0]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        (
            "What kind of arches hold the bridge?",
            "The bridge has tall rounded arches.",
            "tall rounded arches",
        ),
        ("Energi apa yang dipakai klinik?", "Klinik memakai energi surya sejak lama.", "energi surya"),
        ("Ikan apa yang ditangkap di karang?", "Nelayan menangkap ikan kerapu di karang.", "ikan kerapu"),
    ],
)
def test_what_stands_beside_a_noun_says_which(question: str, sentence: str, answer: str) -> None:
    assert words(question, sentence) == answer
    assert "sought" not in look(question, sentence)[0]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the name of the ferry?", "The ferry, named Sri Kelana, sails at dawn."),
        ("Apa nama feri itu?", "Feri yang diberi nama Sri Kelana itu berlayar."),
    ],
)
def test_who_asks_for_a_name_wants_one_and_a_word_that_names(question: str, sentence: str) -> None:
    found, _ = look(question, sentence)
    assert words(question, sentence) == "Sri Kelana"
    assert found["names"] == 1
    assert found["near"] > 0


def test_words_that_name_speak_only_for_a_sentence_that_is_asked_for_a_name() -> None:
    assert "names" not in look("What did the ferry carry?", "The ferry, named Sri Kelana, sails.")[0]
    assert "names" not in look("What is the name of the ferry?", "The ferry Sri Kelana sails.")[0]
