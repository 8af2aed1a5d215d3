"""What a question wants, worked out before the first sentence."""

import pytest

from bot.answer import cues
from bot.answer.question import analyse
from bot.answer.wanted import Wanted
from bot.text.lexicon import load


def wanted(question: str) -> Wanted:
    """What `question` wants, with the lexicon of the package."""
    return Wanted.of(analyse(question, load()))


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Which airline cut the route?", "airline"),
        ("What kind of bridge is it?", "bridge"),
        ("What proportion of voters came?", "proportion"),
        ("Which coastal fishing village was flooded?", "village"),
        ("Di selat apa kapal itu karam?", "selat"),
        ("Selat apa yang dilintasi kapal?", "selat"),
        ("Di kapal penumpang apa ia bekerja?", "kapal penumpang"),  # a phrase of the lexicon
        ("Apa nama feri itu?", "feri"),
        ("What did the divers find?", None),
        ("In which year did it happen?", None),  # it says only of what kind
        ("Siapa yang menutup tambang?", None),
        ("Apa yang ditemukan penyelam?", None),
    ],
)
def test_the_noun_that_says_what_is_sought(question: str, noun: str | None) -> None:
    sought = wanted(question).sought
    assert (sought.words if sought else None) == ({noun} if noun else None)


@pytest.mark.parametrize(
    ("question", "counted", "measured"),
    [
        ("How many votes did she win?", {"votes"}, None),
        ("How many of the wooden crates sank?", {"wooden", "crates"}, None),
        ("Berapa banyak rumah yang hilang?", {"rumah"}, None),
        ("Berapa harga cumi?", {"harga"}, {"harga"}),
        ("What was the height of the tower?", None, {"height"}),
        ("When did she win the votes?", None, None),
    ],
)
def test_what_is_counted_or_measured(
    question: str, counted: set[str] | None, measured: set[str] | None
) -> None:
    one = wanted(question)
    assert (one.counted.words if one.counted else None) == counted
    assert (one.measured.words if one.measured else None) == measured


@pytest.mark.parametrize(
    ("question", "held", "other"),
    [
        ("What year did it open?", "1998", "Monday"),
        ("Tahun berapa dibuka?", "tahun 98", "4 Maret"),
        ("What century is it of?", "9th century", "1998"),
        ("Jam berapa dibuka?", "pukul 7", "Senin"),
        ("Hari apa dibuka?", "Senin", "4 Maret"),
        ("On which date did it open?", "4 March", "1998"),
        ("Bulan apa panen?", "Maret", "1998"),
    ],
)
def test_the_unit_of_time(question: str, held: str, other: str) -> None:
    unit = wanted(question).unit
    assert unit is not None
    assert unit.search(held)
    assert not unit.search(other)


def test_without_a_unit_any_time_will_do() -> None:
    assert wanted("When did it open?").unit is None
    assert wanted("Who opened it, and in what year?").unit is None  # it asks for a person


@pytest.mark.parametrize(
    ("question", "name", "meaning", "role", "denies"),
    [
        ("What is the name of the ferry?", True, False, False, False),
        ("What does OPB stand for?", False, True, False, False),
        ("Apa arti sangkara?", False, True, False, False),
        ("Who is the harbour master?", False, False, True, False),
        ("Siapa kepala pelabuhan?", False, False, True, False),
        ("Siapa yang tidak hadir?", False, False, False, True),
        ("Who didn’t come?", False, False, False, True),
        ("Who came?", False, False, False, False),
    ],
)
def test_what_else_it_asks(question: str, name: bool, meaning: bool, role: bool, denies: bool) -> None:
    one = wanted(question)
    assert (one.asks_name, one.asks_meaning, one.asks_role, one.denies) == (name, meaning, role, denies)


def test_what_is_done_is_no_name_and_a_question_is_about_its_names() -> None:
    one = wanted("Who accused Joko Sandela?")
    assert one.action.words == {"accused"}
    assert one.topic.words == {"joko", "sandela"}
    assert wanted("Who closed the mine?").topic.words == {"closed"}


def test_what_a_question_says_itself_is_no_match() -> None:
    one = wanted("What happened after the mine closed in 1998?")
    found = list(one.unsaid(cues.TIME, "Closed in 1998, the mine opened in 2004."))
    assert [(span.text, span.start) for span in found] == [("in 2004", 32)]
