"""What speaks for a sentence, each feature alone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.candidates import Weighed
from bot.answer.features import HEADLINE, NEIGHBOUR, Asked, measure, presence
from bot.domain import AnswerKind, Candidate, Question, Sentence, Term
from tests.answer.library import article

FERRY = Term("ferry", {"ferri": 1.0, "feri": 0.9, "kapal penyeberangan": 0.9, "ship": 0.5})
CEMENT = Term("cement", {"cement": 1.0, "semen": 0.9})
ISLAND = Term("island", {"island": 1.0, "pulau": 0.9})


def asked(*weights: tuple[Term, float], numbers: tuple[str, ...] = (), text: str = "?") -> Asked:
    """A question of terms with their rarity."""
    question = Question(text, "en", AnswerKind.THING, tuple(term for term, _ in weights), (), numbers)
    return Asked.of(question, [Weighed(term, idf, idf, 1) for term, idf in weights])


def offered(
    stems: str, *, position: int = 1, headline: str = "", before: str = "", after: str = ""
) -> Candidate:
    """A candidate of which only the stems matter."""
    sentence = Sentence(1, 1, position, stems, tuple(stems.split()))
    around = (tuple(one.split()) for one in (headline, before, after))
    return Candidate(sentence, article(), *around)


def test_the_surest_form_that_stands_counts() -> None:
    assert presence(FERRY.alternatives, {"ferri", "ship"}) == 1.0
    assert presence(FERRY.alternatives, {"ship", "feri"}) == 0.9
    assert presence(FERRY.alternatives, {"ship"}) == 0.5
    assert presence(FERRY.alternatives, {"boat"}) == 0.0
    assert presence({}, {"boat"}) == 0.0


def test_a_phrase_stands_where_all_its_words_do() -> None:
    assert presence(FERRY.alternatives, {"kapal", "penyeberangan"}) == 0.9
    assert presence(FERRY.alternatives, {"kapal"}) == 0.0


def test_coverage_is_weighed_by_rarity() -> None:
    question = asked((FERRY, 1.0), (CEMENT, 3.0))
    assert measure(question, offered("cement"))["share"] == pytest.approx(0.75)
    assert measure(question, offered("ferri"))["share"] == pytest.approx(0.25)
    assert measure(question, offered("ferri cement"))["share"] == pytest.approx(1)
    assert measure(question, offered("ferri cement"))["context"] == pytest.approx(0.4)
    assert measure(question, offered("gold"))["share"] == 0


def test_what_is_missed_most_is_known() -> None:
    question = asked((FERRY, 1.0), (CEMENT, 3.0), (ISLAND, 4.0))
    assert measure(question, offered("ferri cement island"))["missing"] == 0
    assert measure(question, offered("cement"))["missing"] == pytest.approx(0.5)
    assert measure(question, offered("gold"))["missing"] == pytest.approx(0.5)
    assert measure(question, offered("ferri island"))["missing"] == pytest.approx(0.375)


@pytest.mark.parametrize(
    ("place", "share"),
    [
        ({}, 0.0),
        ({"headline": "cement"}, HEADLINE),
        ({"before": "cement"}, NEIGHBOUR),
        ({"after": "cement"}, NEIGHBOUR),
        ({"headline": "cement", "before": "cement"}, HEADLINE),
        ({"headline": "semen"}, HEADLINE * 0.9),
    ],
)
def test_what_stands_around_a_sentence_counts_less(place: dict[str, str], share: float) -> None:
    measured = measure(asked((CEMENT, 2.0)), offered("gold", **place))  # type: ignore[arg-type]
    assert measured["share"] == pytest.approx(share)
    assert measured["told"] == pytest.approx(share)


def test_what_the_sentence_says_itself_is_not_counted_twice() -> None:
    measured = measure(asked((CEMENT, 2.0)), offered("cement", headline="cement", before="cement"))
    assert measured["share"] == pytest.approx(1)


def test_a_doubtful_word_may_be_surer_in_the_headline() -> None:
    doubtful = Term("cement", {"cement": 1.0, "ciment": 0.3})
    assert measure(asked((doubtful, 1.0)), offered("ciment"))["share"] == pytest.approx(0.3)
    measured = measure(asked((doubtful, 1.0)), offered("ciment", headline="cement"))
    assert measured["share"] == pytest.approx(HEADLINE)


@pytest.mark.parametrize(
    ("stems", "order"),
    [
        ("ferri cement island", 1.0),
        ("ferri sank x cement y island", 1.0),
        ("island cement ferri", 1 / 3),
        ("cement ferri island", 2 / 3),
        ("ferri cement", 1.0),
        ("cement ferri", 0.5),
        ("ferri", 0.0),  # one word is in no order
        ("ferri ferri ferri", 0.0),
        ("gold", 0.0),
        ("", 0.0),
    ],
)
def test_the_order_of_the_question_counts(stems: str, order: float) -> None:
    question = asked((FERRY, 1.0), (CEMENT, 1.0), (ISLAND, 1.0))
    assert measure(question, offered(stems))["order"] == pytest.approx(order)


@pytest.mark.parametrize(
    ("numbers", "share"), [((), 1.0), (("118",), 1.0), (("118", "52"), 0.5), (("52",), 0.0), (("11",), 0.0)]
)
def test_a_number_stands_exactly_or_not_at_all(numbers: tuple[str, ...], share: float) -> None:
    measured = measure(asked((FERRY, 1.0), numbers=numbers), offered("ferri 118 people"))
    assert measured["numbers"] == share


def test_the_headline_is_known_as_one() -> None:
    assert measure(asked((FERRY, 1.0)), offered("ferri", position=0))["headline"] == 1
    assert measure(asked((FERRY, 1.0)), offered("ferri", position=1))["headline"] == 0


def test_sentences_further_down_are_further_down() -> None:
    places = [measure(asked((FERRY, 1.0)), offered("ferri", position=at))["position"] for at in range(9)]
    assert places[0] == 0
    assert places == sorted(set(places))


def test_a_sentence_is_short_or_long_or_usual() -> None:
    short, usual, long = (
        measure(asked((FERRY, 1.0)), offered(" ".join("w" * count))) for count in (3, 13, 27)
    )
    assert short["short"] == pytest.approx(math.log(14 / 6))
    assert short["long"] == usual["short"] == usual["long"] == long["short"] == 0
    assert long["long"] == pytest.approx(math.log(2))


def test_a_question_without_terms_measures_everything_alike() -> None:
    measured = measure(asked(), offered("ferri cement"))
    assert measured["share"] == measured["context"] == measured["told"] == measured["missing"] == 0


LARGEST = Term("largest", {"largest": 1.0, "besar": 0.9})
OPENED = Term("opened", {"open": 1.0, "opened": 1.0})
KELOR = Term("kelor", {"kelor": 1.0}, is_name=True)


@pytest.mark.parametrize(
    ("stems", "contrary"),
    [
        ("smallest island", 1.0),
        ("kecil pulau", 1.0),
        ("largest smallest", 0.0),  # it says what is asked as well
        ("island", 0.0),
        ("old island", 0.0),  # the opposite of another word
    ],
)
def test_a_word_may_exclude_what_is_asked(stems: str, contrary: float) -> None:
    assert measure(asked((LARGEST, 1.0), (ISLAND, 1.0)), offered(stems))["contrary"] == contrary


def test_only_what_surely_means_a_word_has_its_opposites() -> None:
    unsure = Term("grand", {"grand": 1.0, "big": 0.6})
    assert measure(asked((unsure, 1.0)), offered("small"))["contrary"] == 0


def test_what_the_question_says_itself_excludes_nothing() -> None:
    small = Term("smallest", {"smallest": 1.0})
    assert measure(asked((LARGEST, 1.0), (small, 1.0)), offered("smallest"))["contrary"] == 0


@pytest.mark.parametrize("text", ["How large is it?", "Seberapa large?", "Berapa large?"])
def test_a_measure_excludes_nothing(text: str) -> None:
    large = Term("large", {"large": 1.0})
    assert measure(asked((large, 1.0), text=text), offered("small"))["contrary"] == 0
    assert measure(asked((large, 1.0), text="Which large one?"), offered("small"))["contrary"] == 1


@pytest.mark.parametrize(
    ("text", "stems", "denied", "contrary"),
    [
        ("What is not open?", "shut", 0.0, 0.0),  # "not open" and "shut" say the same
        ("What is not open?", "not open", 0.0, 0.0),
        ("What is not open?", "open", 1.0, 0.0),
        ("What is open?", "open", 0.0, 0.0),
        ("What is open?", "shut", 0.0, 1.0),
    ],
)
def test_a_denial_agrees_with_a_denial_or_an_opposite(
    text: str, stems: str, denied: float, contrary: float
) -> None:
    measured = measure(asked((OPENED, 1.0), text=text), offered(stems))
    assert (measured["denied"], measured["contrary"]) == (denied, contrary)


def test_the_names_that_a_sentence_leaves_out_are_counted_by_rarity() -> None:
    question = asked((KELOR, 3.0), (FERRY, 1.0))
    assert measure(question, offered("ferri"))["unnamed"] == pytest.approx(0.75)
    assert measure(question, offered("ferri", headline="kelor", before="kelor"))["unnamed"] == 0.75
    assert measure(question, offered("kelor"))["unnamed"] == 0


WORDS = ("ferri", "feri", "cement", "island", "pulau", "gold", "118", "kapal")
STEMS = st.lists(st.sampled_from(WORDS), max_size=30)


@given(STEMS, STEMS, STEMS, STEMS, st.lists(st.floats(0, 20), min_size=3, max_size=3), st.integers(0, 200))
def test_every_feature_is_in_its_bounds(
    stems: list[str],
    headline: list[str],
    before: list[str],
    after: list[str],
    weights: list[float],
    position: int,
) -> None:
    question = asked(*zip((FERRY, CEMENT, ISLAND), weights, strict=True), numbers=("118",))
    sentence = Sentence(1, 1, position, "x", tuple(stems))
    found = Candidate(sentence, article(), tuple(headline), tuple(before), tuple(after))
    measured = measure(question, found)
    for name in ("share", "told", "missing", "order", "numbers", "headline"):
        assert 0 <= measured[name] <= 1 + 1e-9, name
    assert all(math.isfinite(value) and value >= 0 for value in measured.values())
