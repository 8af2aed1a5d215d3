"""Sentences that say the same are one answer; those that differ in a fact are not."""

import pytest

from bot.answer.fold import fold
from bot.answer.rank import Ranked
from tests.answer.library import candidate

SAID = "The harbour of Cendana lost 12 fishing boats in the storm on Monday night."


def told(*sentences: str) -> list[Ranked]:
    """Each sentence ranked after the one before it, each from its own article."""
    return [
        Ranked(candidate(text, number=number), {"told": 1.0}, 10.0 - number, None)
        for number, text in enumerate(sentences, start=1)
    ]


@pytest.mark.parametrize(
    "other",
    [
        SAID.upper().lower().capitalize().replace("cendana", "Cendana").replace("monday", "Monday"),
        "On Monday night the harbour of Cendana lost 12 fishing boats in the storm.",
        "The harbour of Cendana lost 12 fishing boats in a storm on Monday night.",
    ],
)
def test_the_same_in_nearly_the_same_words_is_also_in(other: str) -> None:
    folded = fold(told(SAID, other), 5)
    assert [one.candidate.sentence.text for one in folded] == [SAID]
    assert [one.id for one in folded[0].also_in] == [2]


@pytest.mark.parametrize(
    "other",
    [
        SAID.replace("12", "14"),
        SAID.replace("Cendana", "Sandela"),
        SAID.replace("lost", "never lost"),
        "The harbour of Cendana will be rebuilt with 12 new cranes after the storm.",
    ],
)
def test_another_fact_is_another_answer(other: str) -> None:
    assert len(fold(told(SAID, other), 5)) == 2


def test_no_more_than_asked_for_but_all_who_say_it() -> None:
    folded = fold(told(SAID, "Cendana has a new mayor.", SAID), 1)
    assert len(folded) == 1
    assert [one.id for one in folded[0].also_in] == [3]
