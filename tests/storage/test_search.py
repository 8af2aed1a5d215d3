"""The expression that the index is asked, and how much of the index one question may cost."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import LOCAL, Add, Query, Scope, Update
from bot.storage.sqlite.search import expression, quote
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import all_of, any_of, article, ferry


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """A store with twenty articles."""
    opened = await SqliteStore.open(tmp_path / "warta.db", FrozenClock())
    source = await opened.library(LOCAL)
    await opened.save_intents(source, [Add(ferry(number).draft()) for number in range(20)])
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (any_of("banjir"), '(("banjir"))'),
        (any_of("banjir", "air bah"), '(("banjir" OR "air bah"))'),
        (all_of("banjir", "jakarta"), '(("banjir") AND ("jakarta"))'),
        (Query(((("a",), ("b", "c")), (("d",),))), '(("a") AND ("b" OR "c")) OR (("d"))'),
        (Query(()), ""),
        (Query(((),)), ""),
        (Query(((("a",), ()), (("b",),))), '(("b"))'),
    ],
)
def test_clauses_become_an_expression(query: Query, expected: str) -> None:
    assert expression(query) == expected


@pytest.mark.parametrize(
    ("term", "expected"),
    [('say "hi"', '"say ""hi"""'), ("a\x00b", '"ab"'), ("\ud800x", '"?x"'), ("", '""'), ("a*", '"a*"')],
)
def test_a_term_becomes_a_string(term: str, expected: str) -> None:
    assert quote(term) == expected


@given(term=st.text(st.characters()))
def test_any_term_is_one_string_of_fts5(term: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
        connection.execute("SELECT * FROM t WHERE t MATCH ?", (quote(term),)).fetchall()


async def test_superseded_sentences_leave_the_index_and_keep_their_text(store: SqliteStore) -> None:
    (number,) = await store.save_intents(
        await store.library(LOCAL), [Add(article("Harga cabai").saying("Cabai rawit mahal.").draft())]
    )
    edited = article("Harga cabai").saying("Cabai rawit murah.")
    await store.save_intents(await store.library(LOCAL), [Update(number, edited.draft())])
    async with store._database.reader() as reader:
        rows = await reader.execute_fetchall(
            "SELECT text, stems, superseded_at IS NULL FROM sentences WHERE article_id = ? ORDER BY id",
            (number,),
        )
        indexed = await reader.execute_fetchall(
            "SELECT rowid FROM sentence_index WHERE sentence_index MATCH 'rawit'"
        )
    assert [tuple(row) for row in rows] == [
        ("Harga cabai", "", 0),
        ("Cabai rawit mahal.", "", 0),
        ("Harga cabai", "harga cabai", 1),
        ("Cabai rawit murah.", "cabai rawit murah", 1),
    ]
    assert len(list(indexed)) == 1


async def test_the_index_leads_and_the_rest_is_looked_up(store: SqliteStore) -> None:
    # Looking up every hit of a frequent word costs too much: only the best of the index are.
    seen: list[str] = []
    async with store._database.reader() as reader:
        await reader.set_trace_callback(seen.append)
    async with store._database.reader() as other:
        await other.set_trace_callback(seen.append)
    assert len(await store.search(any_of("kapal"), LOCAL, 5)) == 5
    statement = next(text for text in seen if "sentence_index MATCH" in text)
    async with store._database.reader() as reader:
        plan = [row[3] for row in await reader.execute_fetchall(f"EXPLAIN QUERY PLAN {statement}")]
    scanned = [step for step in plan if step.startswith("SCAN")]
    assert scanned[0].startswith("SCAN sentence_index VIRTUAL TABLE")
    # The constant row is an article's own source, beside those that carry it too.
    assert [one for one in scanned[1:] if one != "SCAN CONSTANT ROW"] == [
        "SCAN best",
        "SCAN chosen",
        "SCAN best",
    ]
    steps = [step for step in plan if step.startswith("SEARCH")]
    rule = [step for step in steps if step.split()[1] in {"q", "c"}]  # which articles the scope sees
    assert all(" COVERING INDEX " in step or " PRIMARY KEY " in step for step in rule)
    looked_up = [step for step in steps if step.split()[1] not in {"q", "c"}]
    assert [step.split()[1] for step in looked_up] == ["s", "a", "s", "a", "h", "b", "n"]
    assert all("USING INTEGER PRIMARY KEY" in step for step in looked_up)


async def test_each_look_up_of_what_is_known_uses_an_index(store: SqliteStore) -> None:
    seen: list[str] = []
    for _ in range(2):
        async with store._database.reader() as reader:
            await reader.set_trace_callback(seen.append)
    await store.known(await store.library(LOCAL), [ferry(1).handed_over_from("/a").draft()])
    statement = next(text for text in seen if " UNION " in text)
    async with store._database.reader() as reader:
        plan = [row[3] for row in await reader.execute_fetchall(f"EXPLAIN QUERY PLAN {statement}")]
    assert not any(step.startswith("SCAN articles") for step in plan)


async def test_removing_leaves_no_row_behind(store: SqliteStore) -> None:
    for one in await store.articles(LOCAL, limit=100):
        assert await store.remove_article(LOCAL, one.id)
    async with store._database.reader() as reader:
        for table in ("articles", "revisions", "sentences", "terms", "sentence_index", "term_trigrams"):
            ((rows,),) = await reader.execute_fetchall(f"SELECT count(*) FROM {table}")
            assert rows == 0, table
    assert await store.search(any_of("kapal"), Scope("guild:1"), 5) == []
