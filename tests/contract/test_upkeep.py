"""What any back-end of the port Store keeps to: scopes, paging, two stores on one place, backups."""

import asyncio
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add, Candidate, Counts, Scope, Source
from bot.ports import Store
from tests.contract.conftest import Opener
from tests.contract.steps import GUILD, MARKET, MARKET_EDITED, add, found, texts, update
from tests.drafts import any_of, ferry

# -- scopes -------------------------------------------------------------------------------------------


async def test_what_one_scope_holds_no_other_sees(store: Store) -> None:
    (ours,) = await add(store, MARKET)
    (theirs,) = await add(store, ferry(1), scope=GUILD)
    for scope, own, foreign in ((LOCAL, ours, theirs), (GUILD, theirs, ours)):
        assert await store.article(scope, foreign) is None
        assert await store.sentences(scope, foreign) == []
        assert await store.candidates_of(scope, foreign) == []
        assert [one.id for one in await store.articles(scope, limit=10)] == [own]
        hits = await store.search(any_of("ikan", "kapal1x", "pasar", "kapal"), scope, 50)
        assert {one.article.id for one in hits} == {own}
        assert len(await store.candidates_of(scope, own)) == len(await store.sentences(scope, own)) > 0
    assert await store.counts(LOCAL) == Counts(1, 3)
    assert await store.counts(GUILD) == Counts(1, 4)
    assert await store.counts(Scope("guild:2")) == Counts(0, 0)


async def test_two_scopes_keep_the_same_article_each_for_itself(store: Store) -> None:
    (ours,) = await add(store, MARKET)
    (theirs,) = await add(store, MARKET, scope=GUILD)
    assert ours != theirs
    await update(store, ours, MARKET_EDITED)
    assert await texts(store, theirs, GUILD) == [MARKET.title, *MARKET.body]
    assert await found(store, "ikan", scope=GUILD) == ["Harga ikan turun."]


async def test_a_library_is_made_once(store: Store) -> None:
    libraries = await asyncio.gather(*(store.library(GUILD) for _ in range(20)))
    assert len(set(libraries)) == 1
    assert await store.library(GUILD) == libraries[0]
    assert await store.library(LOCAL) != libraries[0]


async def test_two_stores_agree_on_a_library(open_store: Opener) -> None:
    stores = [await open_store(), await open_store()]
    libraries = await asyncio.gather(*(store.library(GUILD) for store in stores * 5))
    assert len({library.id for library in libraries}) == 1


# -- order, paging and numbers -------------------------------------------------------------------------


async def test_articles_come_newest_first_and_undated_last(store: Store) -> None:
    days = ["2025-01-30", "", "2025-02-01T08:00:00+00:00", "2024-12-31", "2025-01-30", ""]
    numbers = await add(store, *(ferry(place).on(day) for place, day in enumerate(days)))
    order = [numbers[place] for place in (2, 4, 0, 3, 5, 1)]
    assert [one.id for one in await store.articles(LOCAL, limit=10)] == order
    pages = [await store.articles(LOCAL, limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [[one.id for one in page] for page in pages] == [order[:4], order[4:], []]
    assert await store.articles(LOCAL, limit=0) == []


@pytest.mark.parametrize("number", [0, -1, 2**63 - 1, 2**63, -(2**63) - 1, 10**40])
async def test_a_number_that_nobody_gave_is_no_article(store: Store, number: int) -> None:
    await add(store, MARKET)
    assert await store.article(LOCAL, number) is None
    assert await store.sentences(LOCAL, number) == []
    assert await store.candidates_of(LOCAL, number) == []
    assert not await store.remove_article(LOCAL, number)


async def test_a_page_beyond_all_pages_is_empty(store: Store) -> None:
    await add(store, MARKET)
    assert await store.articles(LOCAL, limit=10**30, offset=10**30) == []


# -- two stores on one place -----------------------------------------------------------------------------


async def test_two_stores_that_add_the_same_key_make_one_article(open_store: Opener) -> None:
    here, there = await open_store(), await open_store()
    library: Source = await here.library(LOCAL)
    (first,), (second,) = await asyncio.gather(
        here.save_intents(library, [Add(MARKET.draft())]),
        there.save_intents(library, [Add(MARKET_EDITED.draft())]),
    )
    assert first == second
    for store in (here, there):
        (stored,) = await store.articles(LOCAL, limit=10)
        assert stored.revision == 2
        said = await texts(store, first)
        assert said in ([MARKET.title, *MARKET.body], [MARKET.title, *MARKET_EDITED.body])
        # Whoever came last is what is searched.
        assert await found(store, "ikan", "udang") == [one for one in said if "Harga" in one]
        assert all(finding.ok for finding in await store.check())


async def test_two_stores_that_add_different_articles_lose_none(open_store: Opener) -> None:
    stores = [await open_store(), await open_store()]
    batches = [add(stores[number % 2], ferry(number), ferry(number + 100)) for number in range(20)]
    numbers = [number for batch in await asyncio.gather(*batches) for number in batch]
    assert len(set(numbers)) == 40
    for number in numbers:
        assert len(await stores[0].sentences(LOCAL, number)) == 4
    assert all(finding.ok for finding in await stores[1].check())


# -- upkeep -------------------------------------------------------------------------------------------


async def everything(store: Store) -> tuple[object, ...]:
    """All that the port shows of the local scope and of another."""
    shown: list[object] = []
    for scope in (LOCAL, GUILD):
        articles = await store.articles(scope, limit=100)
        candidates: list[Candidate] = []
        for one in articles:
            candidates += await store.candidates_of(scope, one.id)
        hits = await store.search(any_of("kapal", "penumpang", "udang"), scope, 100)
        shown += [articles, candidates, [hit.sentence.id for hit in hits], await store.counts(scope)]
    words = ["kapal", "udang", "penumpang", "ikan"]
    return (*shown, await store.frequencies(words), await store.similar_terms("penumpng", 5))


async def test_a_backup_is_complete_and_answers_the_same(
    store: Store, open_store: Opener, tmp_path: Path
) -> None:
    numbers = await add(store, MARKET, *(ferry(number) for number in range(20)))
    await add(store, ferry(30), scope=GUILD)
    await update(store, numbers[0], MARKET_EDITED)
    await store.remove_article(LOCAL, numbers[5])
    copy = tmp_path / "copy"
    copy.mkdir()
    await store.backup(copy / "warta.db")
    expected = await everything(store)
    await add(store, ferry(40))
    restored = await open_store(copy)
    assert await everything(restored) == expected
    assert all(finding.ok for finding in await restored.check())
    # Numbers that were given are not given again by the copy either.
    assert await add(restored, ferry(41)) == await add(store, ferry(40))


async def test_a_healthy_store_has_nothing_to_report(store: Store) -> None:
    assert all(finding.ok for finding in await store.check())
    (number, *_) = await add(store, MARKET, *(ferry(number) for number in range(5)))
    await update(store, number, MARKET_EDITED)
    findings = await store.check()
    assert [finding.detail for finding in findings if not finding.ok] == []
    assert {"database", "index", "contents"} <= {finding.name for finding in findings}


async def test_what_was_stored_is_there_when_opened_again(open_store: Opener) -> None:
    first = await open_store()
    (number,) = await add(first, MARKET)
    await first.close()
    second = await open_store()
    assert await texts(second, number) == [MARKET.title, *MARKET.body]
