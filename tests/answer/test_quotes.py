"""Who said what, over a real database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.quotes import QuoteService
from bot.domain import LOCAL, Document, Said, Scope
from bot.errors import UsageError
from bot.storage.sqlite.store import SqliteStore
from tests.answer.library import add, make_older, open_library

BRIDGE = Document(
    "“The bridge will open in May,” said Rini Halim.\nShe said tolls would not rise.\n"
    "According to Kestrel Bay Ltd, the steel came late.",
    title="Bridge to open in May",
    published_at="2025-02-01",
    language="en",
    url="https://news.example/bridge",
)
JEMBATAN = Document(
    "“Jembatan itu aman,” kata Rini Halim, kepala dinas.\nWarga menunggu sejak pagi di tepi sungai.",
    title="Jembatan dinyatakan aman",
    published_at="2025-03-01",
    language="id",
    url="https://news.example/jembatan",
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """Both articles, stored."""
    async with open_library(tmp_path, [BRIDGE, JEMBATAN]) as opened:
        yield opened


async def said(store: SqliteStore, name: str, scope: Scope = LOCAL) -> list[str]:
    """What `name` said."""
    return [one.said.text for one in (await QuoteService(store).by(name, scope, limit=9)).found]


@pytest.mark.parametrize("name", ["Rini Halim", "halim", "RINI", "Rini Halym"])
async def test_part_of_a_name_or_a_slip_finds_all_newest_first(store: SqliteStore, name: str) -> None:
    assert await said(store, name) == [
        "Jembatan itu aman,",
        "The bridge will open in May,",
        "tolls would not rise",
    ]


async def test_a_quote_knows_its_sentence_and_article(store: SqliteStore) -> None:
    (quote,) = (await QuoteService(store).by("Kestrel Bay", LOCAL, limit=9)).found
    assert quote.sentence.text == "According to Kestrel Bay Ltd, the steel came late."
    assert quote.article.title == "Bridge to open in May"
    assert quote.attribution.kind is Said.CLAIM


async def test_no_more_than_asked_for(store: SqliteStore) -> None:
    assert len((await QuoteService(store).by("Rini", LOCAL, limit=2)).found) == 2


async def test_nobody_of_that_name(store: SqliteStore) -> None:
    found = await QuoteService(store).by("Rinaldi Halimeh", LOCAL, limit=9)
    assert found.found == ()
    assert "Rini Halim" in found.suggestions
    assert (await QuoteService(store).by("Zxqvw", LOCAL, limit=9)).suggestions == ()
    with pytest.raises(UsageError, match="no name"):
        await QuoteService(store).by(" ?! ", LOCAL, limit=9)


async def test_another_scope_sees_none_of_it(store: SqliteStore) -> None:
    found = await QuoteService(store).by("Rini Halim", Scope("server 7"), limit=9)
    assert (found.found, found.suggestions) == ((), ())


async def test_a_revision_replaces_and_a_removal_takes_along(store: SqliteStore) -> None:
    await add(store, [replace(BRIDGE, text="“It will not,” said Rini Halim.\nThe mayor is away.")])
    assert await said(store, "Rini") == ["Jembatan itu aman,", "It will not,"]
    for article in await store.articles(LOCAL, limit=9):
        await store.remove_article(LOCAL, article.id)
    assert await store.speakers(LOCAL) == []


async def test_articles_of_an_older_database_are_looked_through_when_asked(tmp_path: Path) -> None:
    async with open_library(tmp_path, [BRIDGE, JEMBATAN]):
        pass
    (path,) = tmp_path.rglob("*.db")
    make_older(path, 1)
    async with open_library(tmp_path, []) as store:
        assert await store.speakers(LOCAL) == []
        assert len(await store.unattributed(9)) == 2
        assert len(await said(store, "Rini Halim")) == 3
        assert await store.unattributed(9) == {}


async def test_what_is_said_in_articles_comes_as_candidates(store: SqliteStore) -> None:
    articles = {one.language: one.id for one in await store.articles(LOCAL, limit=9)}
    found = await store.said_in(LOCAL, list(articles.values()), 9)
    assert [
        (one.article.id, one.sentence.position, one.attribution and one.attribution.speaker) for one in found
    ] == [
        (articles["id"], 1, "Rini Halim"),
        (articles["en"], 1, "Rini Halim"),
        (articles["en"], 2, "Rini Halim"),
        (articles["en"], 3, "Kestrel Bay Ltd"),
    ]
    assert found[2].before == found[1].sentence.stems
    assert len(await store.said_in(LOCAL, list(articles.values()), 2)) == 2
    assert await store.said_in(LOCAL, [], 9) == []
    assert await store.said_in(Scope("server 7"), list(articles.values()), 9) == []
