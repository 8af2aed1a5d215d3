"""Times of the unit asked for, clauses that say when, and numbers of what is counted or measured."""

import pytest

from tests.answer.finding import look, words

YEAR, TAHUN = "What year did the mine open?", "Tahun berapa tambang dibuka?"
TANGGAL = "Tanggal berapa tambang dibuka?"
RULES, ATURAN = "When do the rules apply?", "Kapan aturan berlaku?"
VOTES, RUMAH = "How many votes did she win?", "Berapa rumah yang terbakar?"


@pytest.mark.parametrize(
    ("question", "sentence", "time"),
    [
        (YEAR, "The mine opened on Monday, after a permit in 1998.", "in 1998"),
        (TAHUN, "Tambang dibuka pada Senin, izinnya terbit tahun 1998.", "tahun 1998"),
        (TANGGAL, "Tambang dibuka tahun 1998, tepatnya 4 Maret.", "4 Maret"),
        ("Jam berapa pasar dibuka?", "Pasar dibuka Senin pukul 07.00 WIB.", "pukul 07.00 WIB"),
        ("What time does the market open?", "The market opens on Monday at 9.15 pm.", "9.15 pm"),
        ("Hari apa sidang digelar?", "Sidang digelar 4 Maret 2024, hari Senin.", "Senin"),
        ("Which month is the harvest?", "The harvest of 1998 was in May 2001.", "May 2001"),
        (
            "What century is the temple of?",
            "The temple, of 1998, copies one of the 9th century.",
            "9th century",
        ),
        ("Abad berapa candi dibangun?", "Candi dibangun pada abad ke-9, dipugar 1998.", "abad ke-9"),
    ],
)
def test_a_time_is_of_the_unit_asked_for(question: str, sentence: str, time: str) -> None:
    assert words(question, sentence) == time
    assert look(question, sentence)[0]["time"] == 1


@pytest.mark.parametrize(
    ("question", "sentence", "time"),
    [
        (YEAR, "The mine opened on Monday.", "Monday"),
        (TANGGAL, "Tambang dibuka tahun 1998.", "tahun 1998"),
        (RULES, "The rules apply as soon as the council signs.", "as soon as the council signs"),
        (ATURAN, "Aturan berlaku setelah dewan menyetujuinya.", "setelah dewan menyetujuinya"),
    ],
)
def test_another_unit_and_a_clause_are_worth_less(question: str, sentence: str, time: str) -> None:
    assert words(question, sentence) == time
    assert look(question, sentence)[0]["time"] == 0.4


def test_a_clause_gives_way_to_a_time_and_is_of_no_unit() -> None:
    assert words(RULES, "The rules apply after the vote, on 4 March.") == "4 March"
    assert words(YEAR, "The mine opened as soon as the council had signed.") is None


def test_the_stop_of_a_sentence_is_no_part_of_a_month() -> None:
    assert words(RULES, "The rules apply on 4 March.") == "4 March"
    assert words(RULES, "The rules apply on 4 Mar. at last.") == "4 Mar."


@pytest.mark.parametrize(
    ("question", "sentence", "number"),
    [
        (VOTES, "She won 40 seats with 1,200 votes.", "1,200 votes"),
        (RUMAH, "Api melalap 12 kios dan 30 rumah.", "30 rumah"),
        ("Berapa banyak rumah terbakar?", "Api melalap 12 kios dan 30 rumah.", "30 rumah"),
        ("Berapa harga cumi?", "Hanya 5 persen; harga naik ke Rp 60.000.", "Rp 60.000"),
        ("What was the height of the tower?", "It has 40 rooms and a height of 62 metres.", "62 metres"),
    ],
)
def test_what_is_counted_stands_behind_and_what_is_measured_before(
    question: str, sentence: str, number: str
) -> None:
    assert words(question, sentence) == number
    assert look(question, sentence)[0]["counted"] == 1


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (VOTES, "She won with 40 seats."),
        (VOTES, "Her votes were 40 in all."),
        ("Berapa harga cumi?", "Rp 60.000 harganya."),
        ("When did she win votes?", "She won 40 votes on 4 March."),
    ],
)
def test_a_number_of_other_things_counts_nothing(question: str, sentence: str) -> None:
    assert "counted" not in look(question, sentence)[0]


@pytest.mark.parametrize(
    ("question", "sentence", "number"),
    [
        (VOTES, "On 4 March 2024 nobody came.", None),
        (VOTES, "She counted three of them.", "three"),
        ("Berapa kapal karam?", "Yang karam dua.", "dua"),  # a function word elsewhere
        ("How much did it cost?", "The harp 40 years old.", "40 years"),  # no rupiah
    ],
)
def test_what_is_a_number_and_what_is_not(question: str, sentence: str, number: str | None) -> None:
    assert words(question, sentence) == number
