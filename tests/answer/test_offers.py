"""What is offered while a question is typed."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.offers import FRESH, LONGEST, MOST, Offers, _fitting, _usable
from bot.domain import LOCAL, Asked, Scope
from bot.storage.sqlite.store import SqliteStore
from tests.answer.library import open_library


@pytest.fixture(name="store")
async def fixture_store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_library(tmp_path) as store:
        yield store


async def test_questions_names_and_headlines_are_offered(store: SqliteStore) -> None:
    await store.save_asked(Asked(1, LOCAL, 1, "who owns the ferry?", "en"))
    await store.save_asked(Asked(2, LOCAL, 1, "who is secret?", "en", private=True))
    offers = Offers(store)
    offered = await offers.questions(LOCAL, "")
    assert offered[0] == "who owns the ferry?"
    assert "who is secret?" not in offered
    assert len(offered) <= MOST
    assert await offers.questions(LOCAL, "FERRY si") == ["Ferry sinks off Kelor island"]
    assert "Kelor" in await offers.questions(LOCAL, "kelor")
    assert await offers.questions(Scope("discord:1"), "") == []


async def test_outlets_are_offered(store: SqliteStore) -> None:
    assert "Islands Review" in await Offers(store).outlets(LOCAL, "isl")


async def test_offers_are_read_anew_after_a_while_or_a_change(store: SqliteStore) -> None:
    now = 0.0
    offers = Offers(store, lambda: now)
    assert "new?" not in await offers.questions(LOCAL, "")
    await store.save_asked(Asked(1, LOCAL, 1, "new?", "en"))
    assert "new?" not in await offers.questions(LOCAL, "")
    now = FRESH
    assert "new?" in await offers.questions(LOCAL, "")
    await store.save_asked(Asked(2, LOCAL, 1, "newer?", "en"))
    offers.forget(LOCAL)
    assert "newer?" in await offers.questions(LOCAL, "")


async def test_what_changes_while_it_is_read_is_read_anew(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = Offers(store)
    read = store.articles

    async def slowly(*given: Any, **options: Any) -> Any:
        await store.save_asked(Asked(1, LOCAL, 1, "new?", "en"))
        offers.forget(LOCAL)
        return await read(*given, **options)

    monkeypatch.setattr(store, "articles", slowly)
    assert "new?" not in await offers.questions(LOCAL, "")
    assert "new?" in await offers.questions(LOCAL, "")
    assert not offers._reading


def test_what_begins_as_typed_comes_first() -> None:
    offered = ["the red bus", "red bus", "scarred", "a blue bus"]
    assert _fitting(offered, " RED ") == ["red bus", "the red bus", "scarred"]


@given(st.lists(st.text(max_size=300), max_size=40), st.text(max_size=20))
def test_offers_fit_whatever_is_stored(texts: list[str], typed: str) -> None:
    for one in (usable := _usable(texts)):
        assert 1 <= len(one) <= LONGEST
        assert one.isprintable()
    assert len({one.casefold() for one in usable}) == len(usable)
    assert len(_fitting(usable, typed)) <= MOST
