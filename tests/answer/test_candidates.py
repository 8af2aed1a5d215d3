"""Which sentences are looked at: how rare words are, what the index is asked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.candidates import (
    LIMIT,
    Weighed,
    gather,
    plan,
    weigh,
    weigh_within,
)
from bot.domain import LOCAL, AnswerKind, Query, Question, Term
from tests.answer.index import Index
from tests.answer.library import candidate

ALLOWED = 20_000  # sentences that a search may touch, in these tests


def question(*terms: Term) -> Question:
    """A question made of `terms`."""
    return Question("?", "en", AnswerKind.THING, terms, (), ())


def term(word: str, **alternatives: float) -> Term:
    """A term that stands for itself and for `alternatives`."""
    return Term(word, {word: 1.0, **alternatives})


def weighed(word: str, sentences: int) -> Weighed:
    """A term that may stand in so many sentences."""
    return Weighed(term(word), 1.0, 1.0, sentences)


def alone(query: Query) -> list[str]:
    """The first form of every group that is looked for alone, in order."""
    return [clause[0][0] for clause in query.clauses if len(clause) == 1]


def together(query: Query) -> list[tuple[str, ...]]:
    """The first forms of the groups that are looked for together."""
    return [tuple(group[0] for group in clause) for clause in query.clauses if len(clause) > 1]


# -- what the index is asked ------------------------------------------------------------------------------


def test_rare_words_are_looked_for_alone_rarest_first() -> None:
    query = plan([weighed("kapal", 900), weighed("kelor", 2), weighed("feri", 40)], ALLOWED)
    assert alone(query) == ["kelor", "feri", "kapal"]
    assert together(query) == []


def test_all_forms_of_a_word_are_one_group() -> None:
    one = Weighed(term("ship", kapal=0.9, vessel=0.7), 1.0, 1.0, 3)
    assert plan([one], ALLOWED).clauses == ((("ship", "kapal", "vessel"),),)


def test_words_that_stand_nowhere_are_left_out() -> None:
    assert alone(plan([weighed("kelor", 0), weighed("feri", 4)], ALLOWED)) == ["feri"]


def test_where_nothing_is_known_nothing_is_asked() -> None:
    assert plan([], ALLOWED).clauses == ()
    assert plan([weighed("kelor", 0), weighed("feri", 0)], ALLOWED).clauses == ()


def test_the_budget_is_spent_on_the_rarest_words() -> None:
    query = plan(
        [weighed("a", ALLOWED - 10), weighed("b", 10), weighed("c", 11), weighed("d", ALLOWED)], ALLOWED
    )
    assert alone(query) == ["b", "c"]
    assert together(query) == [("b", "a"), ("b", "d"), ("a", "d")]


def test_a_word_may_cost_the_whole_budget_and_not_one_sentence_more() -> None:
    assert alone(plan([weighed("a", ALLOWED)], ALLOWED)) == ["a"]
    assert alone(plan([weighed("a", ALLOWED), weighed("b", ALLOWED + 1)], ALLOWED)) == ["a"]


def test_frequent_words_are_looked_for_two_by_two() -> None:
    many = [weighed(word, ALLOWED + cost) for cost, word in enumerate("abcde", start=1)]
    query = plan(many, ALLOWED)
    assert alone(query) == []
    assert together(query) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_frequent_words_only_tell_apart_where_rare_ones_offer_enough() -> None:
    frequent = [weighed("a", ALLOWED + 1), weighed("b", ALLOWED + 2)]
    few, enough = weighed("kelor", 5 * LIMIT - 1), weighed("kelor", 5 * LIMIT)
    beside = [("kelor", "a"), ("kelor", "b")]
    assert together(plan([few, *frequent], ALLOWED)) == [*beside, ("a", "b")]
    assert together(plan([enough, *frequent], ALLOWED)) == beside


def test_a_word_is_not_looked_for_alone_where_that_could_win_nothing() -> None:
    rare = Weighed(term("kelor"), 5.0, 5.0, 5 * LIMIT)
    some, more = Weighed(term("feri"), 3.0, 3.0, 400), Weighed(term("kapal"), 2.5, 2.5, 500)
    assert alone(plan([rare, some], ALLOWED)) == ["kelor"]
    assert together(plan([rare, some], ALLOWED)) == [("kelor", "feri")]
    assert alone(plan([rare, some, more], ALLOWED)) == ["kelor", "feri"]  # together they are worth more


def test_a_sentence_is_worth_what_its_words_are() -> None:
    rare, frequent = Weighed(term("kelor"), 5.0, 9.0, 7), Weighed(term("feri"), 2.0, 9.0, ALLOWED)
    other = Weighed(term("kapal"), 1.5, 9.0, ALLOWED)
    query = plan([rare, frequent, other], ALLOWED)
    assert together(query) == [("kelor", "feri"), ("kelor", "kapal"), ("feri", "kapal")]
    assert query.worths == (5.0, 2.0, 1.5, 3.5)


def test_of_a_single_frequent_word_the_newest_are_taken() -> None:
    query = plan([weighed("kapal", ALLOWED * 5)], ALLOWED)
    assert alone(query) == ["kapal"]
    assert query.newest
    assert not plan([weighed("kapal", ALLOWED)], ALLOWED).newest


@given(st.lists(st.integers(0, 2 * ALLOWED), max_size=12))
def test_no_plan_spends_more_than_the_budget_on_words_alone(costs: list[int]) -> None:
    terms = [weighed(f"w{place}", cost) for place, cost in enumerate(costs)]
    query = plan(terms, ALLOWED)
    cost = {one.term.word: one.sentences for one in terms}
    assert query.newest or len(query.worths) == len(query.clauses)
    spent = [cost[word] for word in alone(query)]
    assert sum(spent) <= ALLOWED or len(query.clauses) == 1
    assert spent == sorted(spent)
    assert bool(query.clauses) is any(costs)


async def test_the_whole_scope_is_searched_within_the_limit() -> None:
    index = Index()
    assert await gather(index, [weighed("feri", 3)], LOCAL) == []
    assert index.asked == [(Query(((("feri",),),), (1.0,)), LOCAL, LIMIT)]


async def test_of_one_article_every_sentence_is_a_candidate() -> None:
    index = Index()
    (found,) = await gather(index, [], LOCAL, 7)
    assert found.article.id == 7
    assert index.asked == []


# -- how rare words are -----------------------------------------------------------------------------------


async def test_the_rarest_word_comes_first() -> None:
    index = Index({"feri": 40, "kelor": 2})
    found = await weigh(index, question(term("feri"), term("kelor"), term("nowhere")), 1000)
    assert [one.term.word for one in found] == ["nowhere", "kelor", "feri"]
    assert [one.sentences for one in found] == [0, 2, 40]


async def test_rarity_is_the_inverse_document_frequency_of_bm25() -> None:
    (one,) = await weigh(Index({"feri": 10}), question(term("feri")), 1000)
    assert one.idf == pytest.approx(math.log(1 + 990.5 / 10.5))
    assert one.information == one.idf


async def test_in_a_small_library_words_are_judged_as_in_a_larger_one() -> None:
    (one,) = await weigh(Index({"feri": 3}), question(term("feri")), 10)
    assert one.information > one.idf > 0


async def test_a_word_is_as_frequent_as_what_surely_means_it() -> None:
    index = Index({"ship": 5, "kapal": 7, "bark": 200})
    (one,) = await weigh(index, question(term("ship", kapal=0.9, bark=0.6)), 1000)
    assert one.idf == pytest.approx(math.log(1 + 988.5 / 12.5))
    assert one.sentences == 212  # what the search touches is every form


async def test_a_word_the_library_has_only_in_other_words_counts_by_those() -> None:
    (one,) = await weigh(Index({"bark": 20}), question(term("ship", bark=0.6)), 1000)
    assert one.idf == pytest.approx(math.log(1 + 980.5 / 20.5))


async def test_a_phrase_is_as_rare_as_its_rarest_word() -> None:
    phrase = Term("white house", {"white hous": 1.0})
    (one,) = await weigh(Index({"white": 50, "hous": 3}), question(phrase), 1000)
    assert one.sentences == 3


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 5000))
async def test_rarity_never_rises_with_frequency(one: int, other: int, total: int) -> None:
    index = Index({"one": min(one, other), "other": max(one, other)})
    found = {w.term.word: w for w in await weigh(index, question(term("one"), term("other")), total)}
    assert found["one"].idf >= found["other"].idf >= 0
    assert found["one"].information >= found["other"].information >= 0


def test_within_an_article_its_own_topic_says_little() -> None:
    texts = ["The ferry sank", "The ferry was old", "A ferry sails in June", "Divers found gold"]
    terms = Term("ferry", {"ferri": 1.0}), Term("gold", {"gold": 1.0})
    before = [Weighed(one, 9.0, 9.0, 4) for one in terms]
    ferry, gold = weigh_within(before, [candidate(text) for text in texts])
    assert ferry.idf < gold.idf
    assert (ferry.information, ferry.sentences) == (9.0, 4)


@given(st.lists(st.sampled_from(["kelor", "feri", "kelor feri", "other"]), max_size=20))
def test_within_an_article_the_rarer_word_weighs_no_less(texts: list[str]) -> None:
    before = [weighed("kelor", 1), weighed("feri", 1)]
    found = [candidate(text, language="und") for text in texts]
    kelor, feri = weigh_within(before, found)
    often = {word: sum(word in text.split() for text in texts) for word in ("kelor", "feri")}
    assert (kelor.idf >= feri.idf) is (often["kelor"] <= often["feri"])
