"""Which entries somebody wants."""

import pytest

from bot.domain import Filter, Where
from bot.errors import UsageError
from bot.ingest.filters import checked, refusals

TITLE = "Pasar ikan Muara Teduh dibuka kembali"
TEXT = "Para pedagang menjual ikan tuna. The harbour's fishermen were selling too."


def refusal(wanted: Filter, title: str, text: str, *, whole: bool) -> str | None:
    return refusals({7: wanted}, title, text, whole=whole)[7]


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (Filter(), True),
        (Filter(any_of=("banjir", "PASAR")), True),
        (Filter(any_of=("banjir",)), False),
        (Filter(all_of=("pasar", "dagang")), True),  # pedagang, by its stem
        (Filter(all_of=("pasar", "banjir")), False),
        (Filter(none_of=("tuna",)), False),
        (Filter(none_of=("tuna",), where=Where.TITLE), True),
        (Filter(any_of=("tuna",), where=Where.TITLE), False),
        (Filter(any_of=("pasar",), where=Where.TEXT), False),
        (Filter(any_of=("muara teduh",)), True),
        (Filter(any_of=("teduh muara",)), False),
        (Filter(any_of=("sell",)), True),  # selling
        (Filter(any_of=("pasa",)), False),  # no part of a word
    ],
)
def test_words_decide(wanted: Filter, passes: bool) -> None:
    assert (refusal(wanted, TITLE, TEXT, whole=True) == "") is passes


def test_what_is_not_known_yet_is_left_open() -> None:
    assert refusal(Filter(any_of=("tuna",)), TITLE, "", whole=False) is None
    assert refusal(Filter(none_of=("tuna",)), TITLE, "", whole=False) is None
    assert refusal(Filter(any_of=("pasar",)), TITLE, "", whole=False) == ""
    assert refusal(Filter(any_of=("tuna",), where=Where.TITLE), TITLE, "", whole=False)
    assert refusal(Filter(none_of=("pasar",)), TITLE, "", whole=False)


def test_filters_that_cannot_work_are_refused() -> None:
    assert checked(Filter(any_of=(" pasar  ikan ", "", "pasar ikan"))) == Filter(any_of=("pasar ikan",))
    for wanted in (
        Filter(any_of=("…",)),
        Filter(any_of=("Pasar",), none_of=("pasar",)),
        Filter(any_of=("x" * 200,)),
        Filter(any_of=tuple(map(str, range(100)))),
    ):
        with pytest.raises(UsageError):
            checked(wanted)


def test_what_is_too_long_is_not_told_in_full() -> None:
    with pytest.raises(UsageError) as refused:
        checked(Filter(any_of=("." * 5_000,)))
    assert len(str(refused.value)) < 200
    with pytest.raises(UsageError) as refused:
        checked(Filter(any_of=("x" * 5_000,)))
    assert len(str(refused.value)) < 200
