"""The same word in another spelling: typos, and cognates of English and Indonesian."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.spelling import MIN_LENGTH, cognate_key, likeness, slip_of_function_word

# Few letters, so that words come near each other.
WORD = st.text("abcint", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("deepseak", "deepseek"),
        ("depseek", "deepseek"),
        ("deepsek", "deepseek"),
        ("openia", "openai"),
        ("opneai", "openai"),
        ("micorsoft", "microsoft"),
        ("microsof", "microsoft"),
        ("goverment", "government"),
        ("jembatna", "jembatan"),
        ("pemrintah", "pemerintah"),
        ("perushaan", "perusahaan"),
        ("presiden", "president"),
        ("hte", "the"),
    ],
)
def test_a_slip_of_the_fingers_is_the_same_word(typed: str, meant: str) -> None:
    expected = len(typed) >= MIN_LENGTH  # shorter words have too many neighbours
    assert (likeness(typed, meant) > 0) is expected
    assert likeness(typed, meant) < 1


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("distillation", "distilasi"),
        ("accountability", "akuntabilitas"),
        ("conference", "konferensi"),
        ("crypto", "kripto"),
        ("photography", "fotografi"),
        ("technology", "teknologi"),
        ("university", "universitas"),
        ("action", "aksi"),
        ("vaccination", "vaksinasi"),
        ("economics", "ekonomi"),
        ("democracy", "demokrasi"),
        ("tourism", "turisme"),
        ("robotics", "robotika"),
        ("theory", "teori"),
        ("archipelagic", "arkipelagik"),
        ("modernization", "modernisasi"),
    ],
)
def test_a_loanword_is_its_original(english: str, indonesian: str) -> None:
    assert likeness(english, indonesian) >= 0.5
    assert likeness(indonesian, english) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ferry", "harbour"),
        ("minister", "marine"),
        ("rumah", "sakit"),
        ("menuduh", "menutup"),
        ("river", "liver oil"),
        ("kapal", "kepala"),  # two slips in five letters
        ("banjir", "bandar"),
        ("election", "emotion"),
        ("war", "car"),  # too short to be told apart
        ("rp", "pr"),
        ("2024", "2025"),  # a number matches exactly or not at all
        ("102nd", "101st"),
        ("", ""),
        ("a", "a"),
    ],
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert likeness(one, other) == 0
    assert likeness(other, one) == 0


@pytest.mark.parametrize(("one", "other"), [("rice", "nice"), ("beras", "berat"), ("minister", "miner")])
def test_real_words_that_are_near_cannot_be_told_from_typos(one: str, other: str) -> None:
    # Why `expand` looks for other spellings only of words that neither the library nor the lexicon knows.
    assert 0.5 <= likeness(one, other) < 0.8


def test_long_words_may_slip_twice_short_ones_once() -> None:
    assert likeness("sangkara", "sanqkora") > 0
    assert likeness("kelor", "kilar") == 0


def test_the_first_letter_may_only_be_wrong_when_nothing_else_is() -> None:
    assert likeness("qaboratory", "laboratory") > 0
    assert likeness("qaborotory", "laboratory") == 0


def test_the_fewer_slips_the_surer() -> None:
    assert likeness("lindhaven", "lindhaven") == 1
    assert 1 > likeness("lindhavan", "lindhaven") > likeness("lindhovan", "lindhaven") > 0.5


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("distillation", "distilasi"),
        ("accountability", "akountabilitas"),
        ("philosophy", "filosofi"),
        ("organization", "organisasi"),
        ("chronic", "kronik"),
        ("famous", "famus"),
        ("mass", "mas"),
        ("", ""),
    ],
)
def test_words_are_spelt_by_the_rules_for_loanwords(word: str, key: str) -> None:
    assert cognate_key(word) == key


@settings(max_examples=500, deadline=None)
@given(WORD, WORD)
def test_likeness_is_bounded_and_nearly_the_same_both_ways(one: str, other: str) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert there == 0 or 0.5 <= there <= 1
    assert back == 0 or 0.5 <= back <= 1
    # How many slips are allowed depends on the word that was typed, but only around that length.
    if there and back:
        assert abs(there - back) < 0.1
    elif 8 not in range(min(len(one), len(other)), max(len(one), len(other)) + 1):
        assert there == back == 0


@settings(max_examples=300, deadline=None)
@given(WORD.filter(lambda word: len(word) >= MIN_LENGTH), st.data())
def test_any_word_survives_one_slip(word: str, data: st.DataObject) -> None:
    assert likeness(word, word) == 1
    place = data.draw(st.integers(0, len(word)))
    letter = data.draw(st.sampled_from("abcxyz"))
    assert likeness(word[:place] + letter + word[place:], word) >= 0.5


@given(st.text(max_size=70), st.text(max_size=70))
def test_anything_can_be_compared(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1


@pytest.mark.parametrize(
    "word",
    ["denga", "dnegan", "yangdimaksud", "diantara", "sebaagimana", "whcih", "ofthe", "becuase"],
)
def test_a_function_word_may_be_misspelt_or_written_with_another(word: str) -> None:
    assert slip_of_function_word(word)


@pytest.mark.parametrize("word", ["", "x", "qz", "kelor", "sangkara", "lindhaven", "robot", "2024", "ztheyz"])
def test_other_words_are_no_slips_of_function_words(word: str) -> None:
    assert not slip_of_function_word(word)


@given(st.text(max_size=40))
def test_any_word_is_a_slip_or_not(word: str) -> None:
    assert slip_of_function_word(word) in (True, False)


def test_no_word_takes_long() -> None:
    start = time.perf_counter()
    for word in ("a" * 50_000, "ab" * 25_000, "c" * 50_000, "ation" * 10_000):
        cognate_key(word)
        likeness(word, word[:-1] + "q")
        slip_of_function_word(word[:64])
    assert time.perf_counter() - start < 5
