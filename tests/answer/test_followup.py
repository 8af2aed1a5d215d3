"""Questions that lean on the one before are completed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.conversation import Turn
from bot.answer.followup import MAX_FOLLOWUP, Followup, resolve
from bot.answer.question import MAX_LENGTH, analyse
from bot.domain import AnswerKind, Question
from bot.text.lexicon import load
from tests.answer.followups import (
    ACCUSED,
    CAPITAL,
    COST,
    FIRE,
    FLOODED,
    JAILED,
    NOW,
    OPENED,
    PASSIVE,
    REGENT,
    SAID,
    SQUID,
    YEAR,
    after,
    turn,
)
from tests.timing import within

PIECES = tuple("and dan what about who siapa it itu his dia there -nya Microsoft 2024 in di ?".split())  # noqa: SIM905 - reads better as words


def understood(*texts: str) -> Question:
    """The last of `texts` as the analysis sees it, completed from those before it."""
    followup = after(*texts)
    assert followup.carried, texts
    return analyse(followup.text, load())


def words(question: Question) -> set[str]:
    """The words that are looked for."""
    return {one for term in question.terms for one in term.word.split()}


# -- a question word, and nothing that it asks about -------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("when?", AnswerKind.TIME),
        ("When", AnswerKind.TIME),
        ("kapan?", AnswerKind.TIME),
        ("why?", AnswerKind.REASON),
        ("but why?", AnswerKind.REASON),
        ("how come?", AnswerKind.REASON),
        ("lalu kenapa?", AnswerKind.REASON),
        ("apa alasannya?", AnswerKind.REASON),
        ("apa penyebabnya?", AnswerKind.REASON),
        ("dan alasannya?", AnswerKind.REASON),
        ("and the reason?", AnswerKind.REASON),
        ("what was the reason?", AnswerKind.REASON),
        ("why did they do it?", AnswerKind.REASON),
        ("mengapa mereka melakukannya?", AnswerKind.REASON),
        ("when did it happen?", AnswerKind.TIME),
        ("kapan itu terjadi?", AnswerKind.TIME),
        ("what year was that?", AnswerKind.TIME),
        ("tahun berapa?", AnswerKind.TIME),
        ("di mana?", AnswerKind.PLACE),
        ("di mana itu?", AnswerKind.PLACE),
        ("where did this happen?", AnswerKind.PLACE),
        ("in which country?", AnswerKind.PLACE),
        ("how many?", AnswerKind.NUMBER),
        ("how many people?", AnswerKind.NUMBER),
        ("berapa orang?", AnswerKind.NUMBER),
        ("who else?", AnswerKind.PERSON),
        ("siapa saja?", AnswerKind.PERSON),
        ("oleh siapa?", AnswerKind.PERSON),
        ("benarkah?", AnswerKind.YES_NO),
        ("is that true?", AnswerKind.YES_NO),
        ("did they?", AnswerKind.YES_NO),
        ("how?", AnswerKind.MANNER),
        ("bagaimana caranya?", AnswerKind.MANNER),
    ],
)
def test_a_bare_question_asks_about_what_was_asked(said: str, kind: AnswerKind) -> None:
    question = understood(ACCUSED, said)
    assert question.kind is kind
    assert words(question) == {"accused", "deepseek"}


@pytest.mark.parametrize("before", [OPENED, FLOODED, JAILED, COST, PASSIVE, "kapan DeepSeek dituduh?"])
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("who?", AnswerKind.PERSON),
        ("siapa?", AnswerKind.PERSON),
        ("kapan?", AnswerKind.TIME),
        ("where?", AnswerKind.PLACE),
        ("why?", AnswerKind.REASON),
        ("berapa?", AnswerKind.NUMBER),
    ],
)
def test_the_kind_is_the_new_one_and_the_words_the_old_ones(before: str, said: str, kind: AnswerKind) -> None:
    question = understood(before, said)
    assert question.kind is kind
    assert words(question) >= {name.casefold() for one in turn(before).names for name in one.split()}


@pytest.mark.parametrize(
    ("before", "said", "meant"),
    [
        # Another name, number or date in the place of one.
        (ACCUSED, "and Microsoft?", "who accused Microsoft?"),
        (ACCUSED, "And Microsoft", "who accused Microsoft?"),
        (ACCUSED, "dan Microsoft?", "who accused Microsoft?"),
        (ACCUSED, "what about Japan?", "who accused Japan?"),
        (ACCUSED, "how about Bank of England?", "who accused Bank of England?"),
        (ACCUSED, "bagaimana dengan Jepang?", "who accused Jepang?"),
        (ACCUSED, "kalau Microsoft?", "who accused Microsoft?"),
        (ACCUSED, "kalau Microsoft gimana?", "who accused Microsoft?"),
        (ACCUSED, "and Microsoft too?", "who accused Microsoft?"),
        (ACCUSED, "what about the government?", "who accused the government?"),
        (ACCUSED, "and DeepSeek?", "who accused DeepSeek?"),
        (ACCUSED, "and in Japan?", "who accused DeepSeek in Japan?"),
        (ACCUSED, "and in 2024?", "who accused DeepSeek in 2024?"),
        ("who accused deepseek?", "and microsoft?", "who accused microsoft?"),
        (PASSIVE, "dan Microsoft?", "DeepSeek dituduh melakukan apa oleh Microsoft?"),
        (JAILED, "and Joko Prabangkara?", "When was Joko Prabangkara sentenced in Randusegara?"),
        (JAILED, "and his wife?", "When was Surya Adiraksa's wife sentenced in Randusegara?"),
        (FLOODED, "and in Pasirlor?", "How many houses were flooded in Pasirlor?"),
        (FLOODED, "dan di Pasirlor?", "How many houses were flooded in Pasirlor?"),
        (FLOODED, "in Pasirlor?", "How many houses were flooded in Pasirlor?"),
        (FLOODED, "and schools?", "How many schools were flooded in Tambakreja?"),
        (SQUID, "kalau bandeng?", "berapa harga bandeng per kilogram?"),
        (YEAR, "and in 2025?", "What happened in Jakarta in 2025?"),
        (YEAR, "and 2025?", "What happened in Jakarta in 2025?"),
        (YEAR, "and on Monday?", "What happened in Jakarta on Monday?"),
        (YEAR, "dan tahun 2023?", "What happened in Jakarta in 2023?"),
        (YEAR, "and in Bandung?", "What happened in Bandung in 2024?"),
        # Words that point back.
        (ACCUSED, "who is he?", "who is DeepSeek?"),
        (ACCUSED, "siapa dia?", "siapa DeepSeek?"),
        (ACCUSED, "what is it?", "what is DeepSeek?"),
        (ACCUSED, "apa itu?", "apa itu DeepSeek?"),
        (ACCUSED, "siapa pemimpinnya?", "siapa pemimpin DeepSeek?"),
        (ACCUSED, "who is its lawyer?", "who is DeepSeek's lawyer?"),
        (ACCUSED, "where is it based?", "where is DeepSeek based?"),
        (ACCUSED, "who founded it?", "who founded DeepSeek?"),
        (ACCUSED, "what did they say?", "what did DeepSeek say?"),
        (ACCUSED, "apa katanya?", "apa kata DeepSeek?"),
        (ACCUSED, "apa katanya soal klaim itu?", "apa kata DeepSeek soal klaim itu?"),
        (REGENT, "bagaimana tanggapannya?", "bagaimana tanggapan Randusegara?"),
        (SAID, "and about the road?", "What did Rini Halim say about the road?"),
        (SAID, "dan soal jalan?", "What did Rini Halim say soal jalan?"),
        (SAID, "and Surya Adiraksa?", "What did Surya Adiraksa say about the bridge?"),
        (SAID, "when?", "when did Rini Halim say about the bridge?"),
        (ACCUSED, "when was that company founded?", "when was DeepSeek company founded?"),
        (ACCUSED, "kapan perusahaan itu didirikan?", "kapan perusahaan DeepSeek didirikan?"),
        (ACCUSED, "siapa yang mendirikan perusahaan tersebut?", "siapa yang mendirikan perusahaan DeepSeek?"),
        (ACCUSED, "did Microsoft do it?", "did Microsoft accused DeepSeek?"),
        (ACCUSED, "tell me more about it", "tell me more about DeepSeek?"),
        (OPENED, "berapa biayanya?", "berapa biaya Jembatan Cirandu Baru?"),
        (OPENED, "how long is it?", "how long is Jembatan Cirandu Baru?"),
        (COST, "how long is it?", "how long is the Cirandu bridge?"),
        (COST, "kapan itu dibangun?", "kapan the Cirandu bridge dibangun?"),
        (OPENED, "kapan jembatan itu dibuka?", "kapan Jembatan Cirandu Baru dibuka?"),
        (CAPITAL, "how many people live there?", "how many people live in France?"),
        (CAPITAL, "and of Spain?", "What is the capital of Spain?"),
        (CAPITAL, "dan Jepang?", "What is the capital of Jepang?"),
        (REGENT, "dan Tambakreja?", "Siapa bupati Tambakreja?"),
        (REGENT, "kapan dia dilantik?", "kapan bupati Randusegara dilantik?"),
        (REGENT, "where was she born?", "where was bupati Randusegara born?"),
        (JAILED, "how old is he?", "how old is Surya Adiraksa?"),
        (JAILED, "siapa istrinya?", "siapa istri Surya Adiraksa?"),
        (JAILED, "how many goals did he score?", "how many goals did Surya Adiraksa score?"),
        (FLOODED, "how many people died there?", "how many people died in Tambakreja?"),
        (FLOODED, "berapa korban di sana?", "berapa korban di Tambakreja?"),
        (FLOODED, "when did it start?", "when did houses flooded Tambakreja start?"),
        (FIRE, "when did it start?", "when did market fire start?"),
        (FLOODED, "how many schools?", "how many schools flooded in Tambakreja?"),
    ],
)
def test_what_is_left_out_is_filled_in(before: str, said: str, meant: str) -> None:
    assert after(before, said) == Followup(meant, carried=True)


def test_a_person_is_the_one_who_was_found() -> None:
    before = [turn(OPENED, "Retno Wahyudini")]
    for said, meant in (
        ("siapa dia?", "siapa Retno Wahyudini?"),
        ("who is she?", "who is Retno Wahyudini?"),
        ("when was she elected?", "when was Retno Wahyudini elected?"),
        ("what is it?", "what is Jembatan Cirandu Baru?"),
    ):
        assert resolve(said, before, load()).text == meant


def test_a_chain_carries_from_what_was_understood() -> None:
    second = after(ACCUSED, "when?").text
    third = after(ACCUSED, second, "and Microsoft?").text
    assert third == "when accused Microsoft?"
    assert understood(ACCUSED, second, third, "dan di mana?").kind is AnswerKind.PLACE


def test_the_last_question_is_the_topic_unless_it_says_nothing() -> None:
    assert after(ACCUSED, FLOODED, "when?").text == "when houses were flooded in Tambakreja?"
    assert after(ACCUSED, "so?", "when?").text == "when accused DeepSeek?"
    assert after("so?", "when?") == Followup("when?", carried=False)


def test_a_first_question_is_left_as_it_was_typed() -> None:
    assert resolve("  and   Microsoft? ", [], load()) == Followup("  and   Microsoft? ", carried=False)


# -- bounds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["", " ", "?", "...", "and?", "dan", "?!?", "-", "what about", "and his?"])
def test_nothing_is_made_of_nothing(said: str) -> None:
    assert after(ACCUSED, said) == Followup(said, carried=False)


def test_what_is_long_is_left_alone_and_nothing_too_long_is_made() -> None:
    assert not after(ACCUSED, "why " + "so " * MAX_FOLLOWUP + "?").carried
    long = "who accused " + "Sidarandu " * ((MAX_LENGTH - 20) // 10)
    assert not resolve("how many people?", [Turn(long + "X" * 8, (), NOW)], load()).carried


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(PIECES),
        max_size=12,
    ).map(" ".join),
    st.sampled_from([ACCUSED, FLOODED, OPENED, PASSIVE, YEAR, "?", "2024?", "apa?"]),
)
def test_any_text_is_answered_with_a_text_of_bounded_length(said: str, before: str) -> None:
    followup = resolve(said, [Turn(before, (), NOW)], load())
    assert followup.carried or followup.text == said
    assert len(followup.text) <= max(len(said), MAX_LENGTH)


def test_no_text_takes_long() -> None:
    load()
    before = [Turn("in " * 600 + "X", ("X",), NOW)]
    with within(10):
        for piece in ("a ", "that ", "1.", "X ", "and ", "di mana ", "what about ", "'s", "\u0130"):
            resolve((piece * MAX_FOLLOWUP)[:MAX_FOLLOWUP], before, load())
