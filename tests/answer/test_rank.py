"""The order of sentences, and how sure the first of them is."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.candidates import Weighed, weigh_within
from bot.answer.question import analyse
from bot.answer.rank import Ranked, rank, score
from bot.answer.weights import CONFIDENCE, WEIGHTS
from bot.domain import AnswerKind, Candidate, Question, Sentence, Term
from bot.text.lexicon import load
from tests.answer.library import article, candidate

WORDS = ("kelor", "feri", "semen", "pulau")


def ranked(text: str, candidates: list[Candidate]) -> list[Ranked]:
    """`candidates` ranked for a question, its words weighed among them."""
    question = analyse(text, load())
    weighed = weigh_within([Weighed(term, 1.0, 5.0, 1) for term in question.terms], candidates)
    return rank(question, weighed, candidates)


def texts(found: list[Ranked]) -> list[str]:
    """The sentences, best first."""
    return [one.candidate.sentence.text for one in found]


def bare(stems: tuple[str, ...], position: int = 1, number: int = 1) -> Candidate:
    """A candidate of stems alone: no kind of answer is found in its text."""
    sentence = Sentence(1000 * number + position, number, position, " ".join(stems), stems)
    return Candidate(sentence, article(number))


def thing(*words: str) -> tuple[Question, list[Weighed]]:
    """A question for a thing, every word of it as rare as the others."""
    terms = tuple(Term(word, {word: 1.0}) for word in words)
    question = Question(" ".join(words), "id", AnswerKind.THING, terms, (), ())
    return question, [Weighed(term, 3.0, 5.0, 1) for term in terms]


def test_nothing_to_rank_is_nothing() -> None:
    assert rank(*thing("kelor"), []) == []


@given(st.permutations(range(8)), st.lists(st.sampled_from(WORDS), max_size=3))
def test_of_equal_sentences_the_newest_article_comes_first(order: list[int], stems: list[str]) -> None:
    # The headline and what stands lower down are worth less, so all of these stand at one place.
    found = [bare(tuple(stems), number=number) for number in order]
    first = rank(*thing("kelor"), found)
    assert [one.candidate.article.id for one in first] == list(range(7, -1, -1))


def test_a_tie_within_an_article_goes_to_the_earlier_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answer.rank.RANKING", {"share": 1.0})
    found = [bare(("kelor",), position, number) for number in (2, 1) for position in (3, 1, 2)]
    places = [
        (one.candidate.article.id, one.candidate.sentence.position) for one in rank(*thing("kelor"), found)
    ]
    assert places == [(2, 1), (2, 2), (2, 3), (1, 1), (1, 2), (1, 3)]


def test_the_order_of_the_candidates_does_not_matter() -> None:
    found = [
        candidate(text, position=place, number=1 + place % 3)
        for place, text in enumerate(
            (
                "The ferry sank off Kelor.",
                "Divers found the ferry.",
                "The ferry carried cement.",
                "A new ferry will sail in June.",
                "Kelor is an island.",
                "The ferry sank on 4 March 2024.",
            )
        )
    ]
    expected = texts(ranked("When did the ferry sink?", found))
    for seed in range(20):
        random.Random(seed).shuffle(found)
        assert texts(ranked("When did the ferry sink?", found)) == expected


@given(
    st.lists(st.sampled_from(WORDS), max_size=4, unique=True),
    st.sampled_from(WORDS),
    st.lists(st.floats(0.1, 12), min_size=4, max_size=4),
    st.integers(1, 30),
)
def test_covering_more_of_the_question_never_ranks_lower(
    held: list[str], more: str, rarity: list[float], position: int
) -> None:
    question, weighed = thing(*WORDS)
    weighed = [Weighed(one.term, idf, idf, 1) for one, idf in zip(weighed, rarity, strict=True)]
    # Behind the question's words, in its order, so that length and order are the same.
    less = tuple(word if word in held else "x" for word in WORDS)
    full = tuple(word if word in held or word == more else "x" for word in WORDS)
    found = {
        one.candidate.sentence.stems: one
        for one in rank(question, weighed, [bare(less, position), bare(full, position)])
    }
    assert found[full].score >= found[less].score
    assert found[full].confidence >= found[less].confidence


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.floats(0, 2)))
def test_a_score_is_the_weighted_sum_of_what_is_known(features: dict[str, float]) -> None:
    expected = sum(WEIGHTS[name] * value for name, value in features.items())
    assert score({**features, "unheard of": 9.0}) == pytest.approx(expected)


@given(st.dictionaries(st.sampled_from(sorted(CONFIDENCE)), st.floats(0, 5)))
def test_confidence_is_a_chance(features: dict[str, float]) -> None:
    assert 0 < Ranked(bare(("x",)), features, 0.0, None).confidence < 1


def test_confidence_rises_with_what_is_told_and_falls_with_what_is_missing() -> None:
    def sure(**features: float) -> float:
        return Ranked(bare(("x",)), features, 0.0, None).confidence

    assert sure(told=0.9) > sure(told=0.5) > sure(told=0.1)
    assert sure(known=0.9) > sure(known=0.9, **{"most unknown": 0.4})
    assert sure(known=0.9) > sure(known=0.9, untyped=1)
    assert sure(known=0.9) > sure(known=0.9, denied=1)


# -- what wins over what ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        # The kind of answer that is asked for.
        ("When did the ferry sink?", "The ferry sank on 4 March 2024.", "The ferry sank in rough weather."),
        ("Kapan feri tenggelam?", "Feri tenggelam pada Senin pagi.", "Feri tenggelam di laut lepas."),
        ("How many crates fell?", "Some 40 crates fell overboard.", "The crates fell overboard."),
        ("Berapa peti jatuh?", "Sebanyak 40 peti jatuh ke laut.", "Semua peti jatuh ke laut."),
        ("Why did it close?", "It closed because the roof leaked.", "It closed with a loud bang."),
        ("Mengapa pasar tutup?", "Pasar tutup karena atapnya bocor.", "Pasar tutup dengan tenang."),
        ("Where did Ilse live?", "Ilse lived in Lindhaven.", "Ilse lived well."),
        # Who did it, not to whom it was done.
        (
            "Who accused Joko Sandela?",
            "Astrid Fennimore accused Joko Sandela of theft.",
            "Joko Sandela was accused of theft on Monday.",
        ),
        (
            "Who accused Joko Sandela?",
            "Joko Sandela was accused of theft by Astrid Fennimore.",
            "Joko Sandela was accused of theft in the town hall.",
        ),
        (
            "Who accused Joko Sandela?",
            "Astrid Fennimore accused Joko Sandela of theft.",
            "Joko Sandela accused the whole of the council of theft.",
        ),
        (
            "Siapa yang menuduh Joko Sandela?",
            "Astrid Fennimore menuduh Joko Sandela mencuri.",
            "Joko Sandela dituduh mencuri kapal itu.",
        ),
        (
            "Siapa yang menuduh Joko Sandela?",
            "Astrid Fennimore menuduh Joko Sandela mencuri.",
            "Joko Sandela menuduh para nelayan mencuri.",
        ),
        # The number that is asked about.
        ("What does Article 12 forbid?", "Article 12 forbids nets.", "Article 14 forbids nets."),
    ],
)
def test_the_sentence_that_answers_wins(question: str, better: str, worse: str) -> None:
    language = analyse(question, load()).language
    for first, second in ((better, worse), (worse, better)):
        found = [
            candidate(first, number=1, language=language),
            candidate(second, number=2, language=language),
            candidate("Something else was said there.", number=3),
        ]
        assert texts(ranked(question, found))[0] == better


@pytest.mark.parametrize(
    ("question", "headline", "answer", "language"),
    [
        (
            "Who accused Joko Sandela?",
            "Joko Sandela accused of theft",
            "Astrid Fennimore accused Joko Sandela of stealing a compass.",
            "en",
        ),
        (
            "Siapa yang menuduh Joko Sandela?",
            "Joko Sandela Dituduh Mencuri Kompas",
            "Astrid Fennimore menuduh Joko Sandela mencuri kompas emas.",
            "id",
        ),
        ("When did the ferry sink?", "Ferry sinks in storm", "The ferry sank on 4 March 2024.", "en"),
        ("Kapan feri tenggelam?", "Feri Tenggelam", "Feri itu tenggelam pada Senin pagi.", "id"),
    ],
)
def test_the_headline_does_not_win_over_the_answer(
    question: str, headline: str, answer: str, language: str
) -> None:
    found = [
        candidate(headline, position=0, language=language, headline=headline),
        candidate(answer, position=1, language=language, headline=headline),
    ]
    assert texts(ranked(question, found)) == [answer, headline]


def test_only_the_promising_sentences_are_read() -> None:
    found = [bare(("kelor",), number=number) for number in range(30)]
    best = rank(*thing("kelor"), found)
    assert sum("subject" in one.features for one in best) == 20
    assert "subject" in best[0].features
