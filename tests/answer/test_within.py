"""Asking of one outlet and of one time."""

from datetime import date
from pathlib import Path

from bot.domain import LOCAL, Document, Period, Within
from bot.storage.sqlite.store import SqliteStore
from tests.answer.library import add, service
from tests.clock import FrozenClock

RIVER = "The river Watu flooded {} houses on Monday. Mayor Dewi Larasmi asked everybody to leave."
FIRST = Document(RIVER.format(312), title="Watu floods the town", outlet="Islands Review", language="en")
SECOND = Document(
    RIVER.format(298),
    title="Flood in the old town",
    outlet="Harbour Post",
    language="en",
    published_at="2025-01-20",
)
QUESTION = "how many houses did the river Watu flood?"


async def said(tmp_path: Path, within: Within, question: str = QUESTION) -> tuple[set[str], int]:
    """The outlets quoted, and how many articles were searched."""
    clock = FrozenClock()
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    try:
        await add(store, [FIRST, SECOND])
        answer, _ = await service(store).explain(question, LOCAL, within=within)
    finally:
        await store.close()
    return {one.candidate.article.outlet for one in answer.evidence}, answer.searched.articles


async def test_an_outlet_is_asked_alone(tmp_path: Path) -> None:
    assert await said(tmp_path, Within(outlet="harbour post")) == ({"Harbour Post"}, 1)
    assert await said(tmp_path, Within(outlet="Nobody's")) == (set(), 0)


async def test_an_outlet_is_asked_for_what_somebody_said(tmp_path: Path) -> None:
    outlets, searched = await said(
        tmp_path, Within(outlet="Islands Review"), "what did Dewi Larasmi ask of everybody?"
    )
    assert outlets == {"Islands Review"}
    assert searched == 1


async def test_a_time_may_be_given_beside_the_words(tmp_path: Path) -> None:
    january = Period("", date(2025, 1, 1), date(2025, 1, 31))
    assert await said(tmp_path, Within(january)) == ({"Harbour Post"}, 1)
    assert await said(tmp_path, Within(january), QUESTION[:-1] + " last week?") == ({"Harbour Post"}, 1)
    assert await said(tmp_path, Within(Period("", date(2024, 1, 1), date(2024, 1, 2)))) == (set(), 0)
