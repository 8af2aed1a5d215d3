"""What a question is made of: its words and what stands for them, its names, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.question import MAX_LENGTH, MAX_TERMS, SAME_STEM, SYNONYM, TRANSLATION, analyse
from bot.domain import AnswerKind, Question, Term
from bot.errors import QuestionError
from bot.text.lexicon import Lexicon, load


def asked(text: str) -> Question:
    """`text` understood with the lexicon of the package."""
    return analyse(text, load())


def term(text: str, word: str) -> Term:
    """The term `word` of a question."""
    return next(one for one in asked(text).terms if one.word == word)


def words(text: str) -> list[str]:
    """The words of a question's terms."""
    return [one.word for one in asked(text).terms]


# -- the terms --------------------------------------------------------------------------------------------


def test_a_question_is_its_content_words() -> None:
    question = asked("  Who   accused the mining company\tof dumping waste? ")
    assert question.text == "Who accused the mining company of dumping waste?"
    assert question.language == "en"
    assert [one.word for one in question.terms] == ["accused", "mining", "dumping", "waste"]


def test_the_words_that_say_the_kind_are_kept_where_there_is_nothing_else() -> None:
    assert words("In which year did it happen?") == ["year", "happen"]
    assert words("In which year did the lighthouse fall?") == ["lighthouse", "fall"]


def test_a_word_stands_for_its_translations_less_surely_than_for_itself() -> None:
    alternatives = term("Who accused the captain?", "accused").alternatives
    assert alternatives["accus"] == 1.0
    assert alternatives["accused"] == 1.0
    assert alternatives["tuduh"] == pytest.approx(TRANSLATION * SAME_STEM)
    assert all(0 < weight <= 1 for weight in alternatives.values())


def test_a_written_form_is_surer_than_one_of_the_same_stem() -> None:
    lexicon = Lexicon(["accuse; blame\ttuduh"])
    (exact,) = analyse("accuse", lexicon).terms
    (inflected,) = analyse("accused", lexicon).terms
    assert (exact.alternatives["tuduh"], exact.alternatives["blame"]) == (TRANSLATION, SYNONYM)
    assert inflected.alternatives["tuduh"] == pytest.approx(TRANSLATION * SAME_STEM)
    assert inflected.alternatives["blame"] == pytest.approx(SYNONYM * SAME_STEM)


@pytest.mark.parametrize(
    ("text", "phrase", "form"),
    [
        ("What did the White House say?", "white house", "gedung putih"),
        ("Apa kata Gedung Putih?", "gedung putih", "white hous"),
        ("Where is the nearest hospital?", "hospital", "rumah sakit"),
        ("Di mana rumah sakit terdekat?", "rumah sakit", "hospit"),
        ("What is artificial intelligence?", "artificial intelligence", "cerdas buat"),
        ("Apa itu ketentuan layanan?", "ketentuan layanan", "term servic"),
    ],
)
def test_a_phrase_of_the_lexicon_is_one_term(text: str, phrase: str, form: str) -> None:
    assert form in term(text, phrase).alternatives


def test_without_a_lexicon_every_word_stands_for_itself() -> None:
    question = analyse("Who poisoned the river?", Lexicon([]))
    assert [dict(one.alternatives) for one in question.terms] == [
        {"poison": 1.0, "poisoned": 1.0},
        {"river": 1.0},
    ]


def test_a_word_that_comes_twice_is_one_term() -> None:
    assert words("Ferry, ferry, FERRY?") == ["ferry"]


def test_of_a_long_question_the_first_words_are_looked_for() -> None:
    many = " ".join(f"vuzel{number}" for number in range(60))
    question = asked(f"Who saw {many}?")
    assert [one.word for one in question.terms][:1] == ["saw"]
    assert len(question.terms) == MAX_TERMS


# -- names and numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did Astrid Fennimore say?", ("Astrid Fennimore",)),
        ("Kapan PT Logam Arunika membuka tambang di Sangkara?", ("PT Logam Arunika", "Sangkara")),
        ("Who is the director of Bank of Lindhaven?", ("Bank of Lindhaven",)),
        ("Did OpenSea buy the museum?", ("OpenSea",)),
        ("why was the mine closed?", ()),
        ("WHO CLOSED THE MINE IN SANGKARA?", ()),
        ("Explain", ()),
    ],
)
def test_names_are_runs_of_capitals(text: str, names: tuple[str, ...]) -> None:
    assert asked(text).names == names


def test_a_term_knows_whether_it_is_a_name() -> None:
    question = asked("What did Astrid Fennimore steal?")
    assert {one.word: one.is_name for one in question.terms} == {
        "astrid": True,
        "fennimore": True,
        "steal": False,
    }


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Who paid Rp 1.500.000 for 3 boats?", ("1500000", "3")),
        ("Who paid 1,500,000 rupiah?", ("1500000",)),
        ("Siapa yang membayar 7,5 juta?", ("7.5",)),
        ("Is 12 more than 12?", ("12",)),
        ("Who rode bus K9?", ()),
        ("Article 102?", ("102",)),
    ],
)
def test_numbers_are_found_however_they_are_written(text: str, numbers: tuple[str, ...]) -> None:
    assert asked(text).numbers == numbers


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When did the old lighthouse burn down?", "en"),
        ("Kapan mercusuar tua itu terbakar?", "id"),
        ("siapa yang menyelamatkan penumpang", "id"),
        ("who rescued the passengers", "en"),
    ],
)
def test_the_language_is_that_of_the_question(text: str, language: str) -> None:
    assert asked(text).language == language


# -- what cannot be understood ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The question is empty. Ask"),
        (" \t\r\n\u00a0 ", "The question is empty. Ask"),
        ("x" * (MAX_LENGTH + 1), "The question is too long: 2,001 characters"),
        ("tambang " * 1300, "The question is too long: 10,399 characters"),
        ("?!… — ,,,", "The question holds no words"),
        ("?" * 200, "The question holds no words"),
        ("🙂🚢🔥", "The question holds no words"),
        ("\x00\x01\x1b\x7f", "The question holds no words"),
        ("\ud800", "The question holds no words"),
        ("q" * MAX_LENGTH, "The question holds no words"),
        ("\u037a \ufe70", "The question holds no words"),
    ],
)
def test_what_holds_nothing_is_refused_with_one_line(text: str, said: str) -> None:
    with pytest.raises(QuestionError) as refused:
        asked(text)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('NEAR("ferry" wreck, 3) OR title:ferry*', "wreck"),
        ("'; DROP TABLE articles; --", "drop"),
        ("ferry\x00\x1b[31mwreck", "ferry"),
        ("ferry\u202e\u200bwreck", "ferry"),
        ("\ud800 ferry", "ferry"),
        ("🚢 ferry 🔥", "ferry"),
        ("WHO SANK THE FERRY???", "ferry"),
        ("whosanktheferry", "whosanktheferry"),
        ("{ferry} %s $1 ../../etc", "ferry"),
        ("The ferry sank. " * 120, "ferry"),
        ("x" * 40 + " ferry", "ferry"),
    ],
)
def test_anything_with_words_is_a_question(text: str, found: str) -> None:
    assert found in words(text)


def test_only_function_words_make_a_question_without_terms() -> None:
    assert asked("who is it and why?").terms == ()


def test_the_longest_question_is_still_read() -> None:
    text = "kapal " * (MAX_LENGTH // 6) + "."
    assert words(text) == ["kapal"]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.text("apitusdkwhoen 0123.,’'\u037a\ufdfa²½-?", max_size=120),
        st.lists(st.sampled_from(["siapa", "itu", "apa", "Who", "what's", "PT", "1.5", "OR", '"', "*"])).map(
            " ".join
        ),
    )
)
def test_any_text_is_a_question_or_refused(text: str) -> None:
    try:
        question = asked(text)
    except QuestionError:
        return
    assert question.kind in AnswerKind
    for one in question.terms:
        assert one.word.strip() == one.word != ""
        assert one.alternatives
        assert all(form.split() and 0 < weight <= 1 for form, weight in one.alternatives.items())
