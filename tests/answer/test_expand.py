"""Other spellings of words that nobody knows, and words that are none."""

from pathlib import Path

import pytest

from bot.answer.candidates import expand, gather, weigh
from bot.answer.question import analyse
from bot.domain import LOCAL
from bot.text.lexicon import Lexicon
from tests.answer.index import Index
from tests.answer.library import open_library

NO_LEXICON = Lexicon([])


async def test_an_unknown_word_gets_the_words_it_resembles() -> None:
    index = Index({"deepseek": 4}, similar=["deepseek", "deepfreeze"])
    (one,) = (await expand(index, analyse("depseek", NO_LEXICON))).terms
    assert one.alternatives["depseek"] == 1.0
    assert 0.5 <= one.alternatives["deepseek"] < 1
    assert "deepfreeze" not in one.alternatives


async def test_a_word_is_also_looked_for_as_a_loanword() -> None:
    index = Index({}, similar=["distilasi"])
    (one,) = (await expand(index, analyse("distillation", NO_LEXICON))).terms
    assert index.compared == ["distillation", "distilasi"]
    assert one.alternatives["distilasi"] > 0.8


@pytest.mark.parametrize(
    ("text", "lexicon", "known"),
    [
        ("beras", [], {"beras": 3}),  # the library has it: rice, not "berat"
        ("houses", [], {"hous": 3}),  # … under its stem
        ("rice", ["rice\tberas"], {}),  # the lexicon has it
        ("abu", [], {}),  # too short
        ("white house", ["white house\tgedung putih"], {}),  # a phrase
    ],
)
async def test_a_known_word_is_left_as_it_is(text: str, lexicon: list[str], known: dict[str, int]) -> None:
    before = analyse(text, Lexicon(lexicon))
    index = Index(known, similar=["berat", "nice", "abut"])
    assert await expand(index, before) == before
    assert index.compared == []


async def test_a_misspelt_function_word_is_looked_for_no_longer() -> None:
    index = Index({"feri": 3}, similar=["dengar"])
    left = await expand(index, analyse("feri denga", NO_LEXICON))
    assert [one.word for one in left.terms] == ["feri"]
    assert index.compared == []
    # … unless the library has that very word.
    known = await expand(Index({"feri": 3, "denga": 1}), analyse("feri denga", NO_LEXICON))
    assert [one.word for one in known.terms] == ["feri", "denga"]


async def test_where_every_word_is_a_slip_the_question_keeps_them() -> None:
    before = analyse("denga untukk", NO_LEXICON)
    assert (await expand(Index(), before)).terms == before.terms
    assert [one.word for one in before.terms] == ["denga", "untukk"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("marrina", "marina"), ("lindhavn", "lindhaven"), ("tirawnai", "tirawan"), ("vulcanic", "vulkanik")],
)
async def test_typos_find_what_the_library_holds(tmp_path: Path, typed: str, meant: str) -> None:
    async with open_library(tmp_path) as store:
        asked = await expand(store, analyse(typed, NO_LEXICON))
        (one,) = asked.terms
        assert one.alternatives.get(meant, 0) > 0.5
        found = await gather(store, await weigh(store, asked, 60), LOCAL)
    assert found
    assert all(meant in each.sentence.stems for each in found)
