"""The words inside a sentence that answer, and who does what is asked about."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import Span
from tests.answer.finding import look

SINK, KARAM = "When did it sink?", "Kapan kapal itu karam?"
LOST, COST = "How many crates?", "How much did it cost?"
BIAYA, IKUT = "Berapa biayanya?", "Berapa orang ikut?"
CLOSE, TUTUP = "Why did it close?", "Mengapa pasar tutup?"
ENTER, MASUK = "How did they get in?", "Bagaimana mereka masuk?"
BORN, LAHIR = "Where was he born?", "Di mana ia lahir?"
ACCUSED, MENUDUH = "Who accused Joko Sandela?", "Siapa yang menuduh Joko Sandela?"


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (SINK, "The ship went down on 4 March 2024 near the reef.", "4 March 2024"),
        (SINK, "The ship went down on March 4, 2024, near the reef.", "March 4, 2024"),
        (SINK, "It went down in 1998.", "in 1998"),
        (SINK, "It went down late on Thursday night.", "Thursday night"),
        (SINK, "It went down yesterday.", "yesterday"),
        (SINK, "It went down three years ago.", "three years ago"),
        (SINK, "It went down in the 17th century.", "17th century"),
        (SINK, "It went down at 9.15 pm, before dawn.", "9.15 pm"),
        (SINK, "It went down in May 2020.", "May 2020"),
        (SINK, "It just went down.", None),
        (SINK, "It may march on.", None),
        (KARAM, "Kapal karam pada Senin (3/3/2025) dini hari.", "Senin (3/3/2025)"),
        (KARAM, "Kapal karam pukul 02.15 WIB di karang.", "pukul 02.15 WIB"),
        (KARAM, "Kapal karam pekan lalu.", "pekan lalu"),
        (KARAM, "Kapal karam pada awal 2025.", "awal 2025"),
        (KARAM, "Kapal karam pada 17 Agustus 1945.", "17 Agustus 1945"),
        (KARAM, "Kapal karam pada abad ke-17.", "abad ke-17"),
        (KARAM, "Kapal itu memuat 2.000 peti.", None),
        (LOST, "Some 1,300 crates fell into the sea.", "1,300 crates"),
        (LOST, "More than 40 crates fell into the sea.", "More than 40 crates"),
        (LOST, "Twelve crates fell into the sea.", "Twelve crates"),
        (LOST, "Every crate fell into the sea.", None),
        (COST, "It cost $4.5 million to build.", "$4.5 million"),
        (COST, "It cost about 60 million rupiah.", "about 60 million rupiah"),
        (BIAYA, "Biayanya Rp 3,4 juta.", "Rp 3,4 juta"),
        (BIAYA, "Biayanya mahal.", None),
        (IKUT, "Sebanyak dua puluh orang ikut.", "dua puluh orang"),
        (IKUT, "Ratusan nelayan ikut.", "Ratusan nelayan"),
        ("Berapa luas lahannya?", "Luasnya 12,5 hektare.", "12,5 hektare"),
        (CLOSE, "It closed because the roof leaked.", "because the roof leaked"),
        (CLOSE, "It closed due to heavy rain; repairs follow.", "due to heavy rain"),
        (CLOSE, "It closed on Monday.", None),
        (TUTUP, "Pasar tutup karena atapnya bocor.", "karena atapnya bocor"),
        (TUTUP, "Pasar tutup akibat hujan deras.", "akibat hujan deras"),
        (TUTUP, "Pasar tutup hari ini.", None),
        (ENTER, "They got in through a broken window.", "through a broken window"),
        (ENTER, "They got in.", None),
        (MASUK, "Mereka masuk lewat jendela yang pecah.", "lewat jendela yang pecah"),
        (MASUK, "Mereka masuk dengan cara memecah kaca.", "dengan cara memecah kaca"),
        (BORN, "He was born in Port Lindhaven.", "Port Lindhaven"),
        (BORN, "He was born near Kelor.", "Kelor"),
        (BORN, "He was born poor.", None),
        (LAHIR, "Ia lahir di Kota Sangkara pada 1970.", "Kota Sangkara"),
        (LAHIR, "Ia lahir miskin.", None),
        ("What is robotics?", "Robotics is the study of robots.", "study of robots"),
        ("What is robotics?", "She likes robotics.", None),
        ("Apa itu robotika?", "Robotika adalah ilmu tentang robot.", "ilmu tentang robot"),
        ("Apa itu robotika?", "Robotika, ilmu tentang robot.", "ilmu tentang robot"),
        ("Siapa Piet Lontoh?", "Piet Lontoh adalah kepala pelabuhan.", "kepala pelabuhan"),
        ("What did he say?", "He said no on 4 March 2024.", None),
        ("Did he resign?", "He resigned on 4 March 2024.", None),
    ],
)
def test_the_words_that_answer(question: str, sentence: str, words: str | None) -> None:
    _, span = look(question, sentence)
    assert (span.text if span else None) == words
    if span:
        assert sentence[span.start : span.start + len(span.text)] == words


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("Who retired in 1998?", "She retired in 1998.", None),
        ("What happened when the mine closed in 1998?", "In 1998 the mine closed.", None),
        ("Kapan setelah 1998 tambang dibuka?", "Sesudah 1998, tambang dibuka pada 2004.", "2004"),
        ("Berapa dari 40 peti yang hilang?", "Dari 40 peti, 12 peti hilang.", "12 peti"),
    ],
)
def test_what_the_question_says_itself_is_no_answer(question: str, sentence: str, words: str | None) -> None:
    _, span = look(question, sentence)
    assert (span.text if span else None) == words


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        (SINK, "time", "The ship sank in 1998."),
        ("How many crates were in the sea?", "number", "The sea took 40 crates."),
        (TUTUP, "reason", "Pasar tutup karena atapnya bocor."),
        (MASUK, "manner", "Mereka masuk lewat atap."),
        (LAHIR, "place", "Ia lahir di Sangkara."),
        ("Apa itu robotika?", "definition", "Robotika adalah ilmu tentang robot."),
        (ACCUSED, "person", "Astrid Fennimore accused Joko Sandela of theft."),
    ],
)
def test_the_feature_is_named_after_the_kind(question: str, kind: str, sentence: str) -> None:
    found, _ = look(question, sentence)
    assert found["found"] == found[kind] == 1
    assert 0 < found["near"] <= 1
    missed, span = look(question, "nothing of that here")
    assert missed["not found"] == 1
    assert span is None
    assert missed.keys().isdisjoint(("found", "near", kind))


def test_a_question_for_a_thing_neither_finds_nor_misses() -> None:
    for question in ("What did the divers find?", "Did the divers find gold?"):
        found, _ = look(question, "The divers found gold in 1998.")
        assert found.keys() == {"subject"}


def test_a_thing_is_what_the_question_leaves_open() -> None:
    _, span = look("What did the divers find in the wreck?", "The divers found gold coins in the wreck.")
    assert span is not None
    assert span.text == "gold coins"
    assert look("Did the divers find gold in the wreck?", "The divers found gold in the wreck.")[1] is None
    assert look("What did he say?", "He said no on 4 March 2024.")[1] is None


def test_the_nearer_the_better() -> None:
    near, _ = look(SINK, "The ship sank in 1998.")
    far, _ = look(SINK, "The ship sank with all of its golden compasses and maps in 1998.")
    assert near["near"] > far["near"] > 0


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Fennimore accused the regent.", 1.0),
        ("Curator Fennimore accused the regent.", 0.75),
        ("Now the old Fennimore spoke.", 0.25),
        ("At the very end came Fennimore.", 0.0),
        ("", 0.0),
    ],
)
def test_a_sentence_begins_with_what_it_is_about(sentence: str, subject: float) -> None:
    assert look("What did Fennimore say?", sentence)[0]["subject"] == subject


@pytest.mark.parametrize(
    ("question", "sentence", "agent"),
    [
        (ACCUSED, "Astrid Fennimore accused Joko Sandela of theft.", "Astrid Fennimore"),
        (ACCUSED, "Joko Sandela was accused of theft by Astrid Fennimore.", "Astrid Fennimore"),
        (ACCUSED, "Joko Sandela was accused by curator Astrid Fennimore.", "Astrid Fennimore"),
        (ACCUSED, "In Lindhaven, Joko Sandela was accused of theft.", None),
        (ACCUSED, "Joko Sandela accused Astrid Fennimore of theft.", None),
        (ACCUSED, "Joko Sandela is accused.", None),
        (MENUDUH, "Astrid Fennimore menuduh Joko Sandela mencuri.", "Astrid Fennimore"),
        (MENUDUH, "Joko Sandela dituduh mencuri di Lindhaven.", None),
        (MENUDUH, "Joko Sandela menuduh Astrid Fennimore mencuri.", None),
        (MENUDUH, "Astrid Fennimore accused Joko Sandela of theft.", "Astrid Fennimore"),
        (
            "Who founded the museum?",
            "The museum was founded by Astrid Fennimore in 1970.",
            "Astrid Fennimore",
        ),
        ("Who won the cup?", "Bintang Kelor won the cup in Sangkara.", "Bintang Kelor"),
        ("Siapa yang memenangkan piala?", "Bintang Kelor memenangkan piala di Sangkara.", "Bintang Kelor"),
        ("Siapa yang menutup tambang?", "Pada Senin Dewi Larasmi menutup tambang.", "Dewi Larasmi"),
    ],
)
def test_who_does_what_is_asked_about(question: str, sentence: str, agent: str | None) -> None:
    found, span = look(question, sentence)
    assert found.get("agent") == (1.0 if agent else None)
    if agent:
        assert span == Span(sentence.index(agent), agent)


def test_of_several_names_the_nearest_is_taken() -> None:
    found, span = look("Who saw the wreck?", "In Cendana, said Raka Sandela, Piet Lontoh saw the wreck.")
    assert found["person"] == 1
    assert span is not None
    assert span.text == "Piet Lontoh"


@pytest.mark.parametrize(
    ("question", "sentence", "gainsaid"),
    [
        ("Who left the council?", "She did not leave the council.", True),
        ("Who left the council?", "She left, and nobody wept.", False),
        ("Who left the council?", "He was not sad, but she left the council.", False),
        ("Who never left the council?", "She did not leave the council.", False),
        ("Siapa yang menutup tambang?", "Dewi tidak menutup tambang.", True),
        ("Siapa yang menutup tambang?", "Dewi menutup tambang, bukan pasar.", False),
        ("Siapa yang tidak menutup tambang?", "Dewi tidak menutup tambang.", False),
    ],
)
def test_a_sentence_may_deny_what_is_taken_for_granted(question: str, sentence: str, gainsaid: bool) -> None:
    assert look(question, sentence)[0].get("gainsaid") == (1.0 if gainsaid else None)


# -- any text ---------------------------------------------------------------------------------------------

OF_EVERY_KIND = [SINK, LOST, TUTUP, MASUK, LAHIR, MENUDUH, "What is robotics?", "Did it sink?", "Siapa?"]
OF_EVERY_KIND += [
    "Which airline sank?",
    "What year did it sink?",
    "What does GPS mean?",
    "Apa nama kapal itu?",
]
OF_EVERY_KIND += [
    "Berapa harga kapal?",
    "Di selat apa kapal karam?",
    "Who is the captain?",
    "What did she say?",
]
NAMED = ["Astrid Fennimore", "accused", "robotics", "dituduh", "oleh", "by", "is", ",", "–", "(", ")", "."]
TOLD = [
    "4 March 2024",
    "Rp 3,4 juta",
    "karena",
    "lewat",
    "di",
    "in",
    "Sangkara",
    "17",
    "dua puluh",
    "dua",
    "of",
]
TOLD += [
    "airline",
    "GPS",
    "(GPS)",
    "not",
    "Sandela Air",
    "kapal",
    "Selat",
    "after",
    "means",
    "named",
    "harga",
]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(OF_EVERY_KIND),
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(NAMED + TOLD), max_size=40).map(" ".join)),
)
def test_a_span_is_always_words_of_the_sentence(question: str, sentence: str) -> None:
    found, span = look(question, sentence)
    assert all(0 <= value <= 1 for value in found.values())
    if span is not None:
        assert span.text.strip()
        assert sentence[span.start : span.start + len(span.text)] == span.text


@pytest.mark.parametrize(
    ("question", "sentence", "role"),
    [
        (
            "Who is Rahma Yuni?",
            "Kepala pelabuhan Kelor, Rahma Yuni, membuka dermaga baru pada Senin.",
            "Kepala pelabuhan Kelor",
        ),
        (
            "Siapa itu Piet Lontoh?",
            "On Monday the master of the harbour, Piet Lontoh, closed the pier.",
            "On Monday the master of the harbour",
        ),
        ("Who is Rahma Yuni?", "Menurut warga, Rahma Yuni membuka dermaga baru.", None),
    ],
)
def test_a_role_before_a_name_between_commas_defines_it(
    question: str, sentence: str, role: str | None
) -> None:
    _, span = look(question, sentence)
    assert (span.text if span else None) == role
