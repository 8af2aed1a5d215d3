"""What any back-end of the port Store keeps to: articles, scopes, revisions and their upkeep."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain import LOCAL, Add, Article, Candidate, Counts, Draft, Known, Scope, Skip, Source, Update
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.conftest import Opener
from tests.drafts import Piece, any_of, article, ferry

GUILD = Scope("guild:1")
MARKET = article("Pasar apung dibuka").saying("Pedagang datang sejak subuh.", "Harga ikan turun.")
MARKET_EDITED = MARKET.saying("Pedagang datang sejak subuh.", "Harga udang naik.", "Pembeli mengeluh.")


async def add(store: Store, *pieces: Piece, scope: Scope = LOCAL) -> list[int]:
    """Store `pieces` as new articles of the scope's library."""
    source = await store.library(scope)
    return await store.save_intents(source, [Add(piece.draft()) for piece in pieces])


async def update(store: Store, article_id: int, piece: Piece) -> int:
    """Store `piece` as the next revision of an article of the local library."""
    (revised,) = await store.save_intents(await store.library(LOCAL), [Update(article_id, piece.draft())])
    return revised


async def texts(store: Store, article_id: int, scope: Scope = LOCAL) -> list[str]:
    """What an article says today, sentence by sentence."""
    return [sentence.text for sentence in await store.sentences(scope, article_id)]


async def found(store: Store, *terms: str, scope: Scope = LOCAL) -> list[str]:
    """The sentences that a search for any of `terms` gives, in alphabetical order."""
    return sorted(one.sentence.text for one in await store.search(any_of(*terms), scope, 50))


# -- intents -------------------------------------------------------------------------------------------


async def test_a_new_article_is_kept_to_the_letter(store: Store, clock: FrozenClock) -> None:
    piece = replace(MARKET, author="Ratna", language="ms").on("2025-03-01").at("https://kabar.test/pasar?a=ü")
    piece = piece.saying("  Spasi  ganda dan “kutip” — 🦀 é.", "Baris dua.")
    (number,) = await add(store, piece)
    (source,) = [await store.library(LOCAL)]
    assert await store.article(LOCAL, number) == Article(
        id=number,
        source_id=source.id,
        title="Pasar apung dibuka",
        url="https://kabar.test/pasar?a=ü",
        outlet="Kabar Uji",
        author="Ratna",
        published_at="2025-03-01",
        language="ms",
        added_at=clock.now().isoformat(timespec="seconds"),
        revision=1,
        sentences=3,
    )
    stored = await store.sentences(LOCAL, number)
    assert [one.text for one in stored] == [piece.title, *piece.body]
    assert [one.position for one in stored] == [0, 1, 2]
    assert stored[2].stems == ("baris", "dua")
    assert {one.article_id for one in stored} == {number}


async def test_ids_come_back_in_the_order_of_the_intents(store: Store) -> None:
    (old,) = await add(store, MARKET)
    source = await store.library(LOCAL)
    intents = [
        Add(ferry(1).draft()),
        Skip(old, "stored already"),
        Update(old, MARKET_EDITED.draft()),
        Add(ferry(2).draft()),
    ]
    first, skipped, updated, second = await store.save_intents(source, intents)
    assert (skipped, updated) == (old, old)
    titles = {one.id: one.title for one in await store.articles(LOCAL, limit=10)}
    assert titles == {old: MARKET.title, first: ferry(1).title, second: ferry(2).title}


async def test_a_skip_changes_nothing(store: Store) -> None:
    (number,) = await add(store, MARKET)
    before = (await store.article(LOCAL, number), await store.sentences(LOCAL, number))
    assert await store.save_intents(await store.library(LOCAL), [Skip(number, "stored already")]) == [number]
    assert (await store.article(LOCAL, number), await store.sentences(LOCAL, number)) == before


async def test_no_intents_are_no_ids(store: Store) -> None:
    assert await store.save_intents(await store.library(LOCAL), []) == []


async def test_a_revision_replaces_what_is_searched_and_shown(store: Store, clock: FrozenClock) -> None:
    (number,) = await add(store, MARKET)
    added_at = clock.now().isoformat(timespec="seconds")
    clock.move(days=1)
    assert await update(store, number, MARKET_EDITED.titled("Pasar apung ramai")) == number
    stored = await store.article(LOCAL, number)
    assert stored is not None
    assert (stored.revision, stored.sentences, stored.title) == (2, 4, "Pasar apung ramai")
    assert stored.added_at == added_at
    assert await texts(store, number) == ["Pasar apung ramai", *MARKET_EDITED.body]
    assert await found(store, "ikan") == []
    assert await found(store, "dibuka") == []
    assert await found(store, "udang") == ["Harga udang naik."]
    assert await found(store, "subuh") == ["Pedagang datang sejak subuh."]
    assert await store.counts(LOCAL) == Counts(1, 4)


async def test_two_updates_of_one_article_in_a_batch_leave_only_the_last(store: Store) -> None:
    (number,) = await add(store, MARKET)
    third = MARKET.saying("Perahu karam di hulu.")
    intents = [Update(number, MARKET_EDITED.draft()), Update(number, third.draft())]
    assert await store.save_intents(await store.library(LOCAL), intents) == [number, number]
    assert await texts(store, number) == [MARKET.title, "Perahu karam di hulu."]
    assert await found(store, "udang", "ikan") == []
    assert await store.frequencies(["udang", "ikan", "perahu"]) == {"perahu": 1}
    stored = await store.article(LOCAL, number)
    assert stored is not None
    assert (stored.revision, stored.sentences) == (3, 2)


async def test_adding_what_has_the_same_key_makes_a_revision(store: Store) -> None:
    (number,) = await add(store, MARKET)
    assert await add(store, MARKET_EDITED) == [number]
    assert await add(store, MARKET_EDITED) == [number]
    stored = await store.article(LOCAL, number)
    assert stored is not None
    assert stored.revision == 2
    assert await found(store, "ikan", "udang") == ["Harga udang naik."]


async def test_adding_the_same_key_twice_in_a_batch_makes_a_revision(store: Store) -> None:
    first, second = await add(store, MARKET, MARKET_EDITED)
    assert first == second
    assert await texts(store, first) == [MARKET.title, *MARKET_EDITED.body]
    assert await found(store, "ikan", "udang") == ["Harga udang naik."]


async def test_updating_what_was_removed_since_adds_it(store: Store) -> None:
    (number,) = await add(store, MARKET)
    assert await store.remove_article(LOCAL, number)
    again = await update(store, number, MARKET_EDITED)
    assert again != number
    assert await texts(store, again) == [MARKET.title, *MARKET_EDITED.body]


async def test_updating_to_the_key_of_another_article_revises_that_one(store: Store) -> None:
    market, boat = await add(store, MARKET, ferry(1))
    assert await update(store, boat, replace(MARKET_EDITED, key=MARKET.title)) == market
    assert await texts(store, market) == [MARKET.title, *MARKET_EDITED.body]
    assert await texts(store, boat) == [ferry(1).title, *ferry(1).body]


async def test_a_failing_intent_in_the_middle_leaves_nothing(store: Store) -> None:
    (old,) = await add(store, MARKET)
    good = ferry(2).draft()
    twice = replace(good, key="dua kalimat di satu tempat", sentences=good.sentences + good.sentences[-1:])
    source = await store.library(LOCAL)
    intents = [Add(ferry(1).draft()), Update(old, MARKET_EDITED.draft()), Add(twice), Add(ferry(3).draft())]
    with pytest.raises(Exception, match="UNIQUE|duplicate"):
        await store.save_intents(source, intents)
    assert await texts(store, old) == [MARKET.title, *MARKET.body]
    assert await store.counts(LOCAL) == Counts(1, 3)
    assert await store.frequencies(["kapal1x", "udang", "ikan"]) == {"ikan": 1}
    assert all(finding.ok for finding in await store.check())
    assert len(await add(store, ferry(1))) == 1


async def test_an_article_of_another_source_is_not_updated(store: Store) -> None:
    (theirs,) = await add(store, MARKET, scope=GUILD)
    assert await update(store, theirs, MARKET_EDITED) != theirs
    assert await texts(store, theirs, GUILD) == [MARKET.title, *MARKET.body]


# -- what is known ------------------------------------------------------------------------------------


async def test_known_finds_by_key_hash_and_origin(store: Store) -> None:
    piece = MARKET.handed_over_from("/berita/pasar.txt")
    (number,) = await add(store, piece)
    await add(store, ferry(1))
    source = await store.library(LOCAL)
    draft = piece.draft()
    expected = [Known(number, draft.key, draft.content_hash, "/berita/pasar.txt", MARKET.title)]
    other = ferry(9).draft()

    async def known(draft: Draft) -> list[Known]:
        return await store.known(source, [draft])

    assert await known(replace(other, key=draft.key)) == expected
    assert await known(replace(other, content_hash=draft.content_hash)) == expected
    assert await known(replace(other, origin="/berita/pasar.txt")) == expected
    assert await known(draft) == expected
    assert await known(other) == []
    assert await store.known(source, []) == []


async def test_having_no_origin_is_nothing_in_common(store: Store) -> None:
    await add(store, ferry(1))
    assert await store.known(await store.library(LOCAL), [ferry(2).draft()]) == []


async def test_known_looks_at_one_source_only(store: Store) -> None:
    await add(store, MARKET, scope=GUILD)
    assert await store.known(await store.library(LOCAL), [MARKET.draft()]) == []


# -- removing -----------------------------------------------------------------------------------------


async def test_a_removed_article_is_gone_in_every_revision(store: Store) -> None:
    (number,) = await add(store, MARKET)
    await update(store, number, MARKET_EDITED)
    assert await store.remove_article(LOCAL, number)
    assert await store.article(LOCAL, number) is None
    assert await store.sentences(LOCAL, number) == []
    assert await found(store, "ikan", "udang", "subuh") == []
    assert await store.counts(LOCAL) == Counts(0, 0)
    assert not await store.remove_article(LOCAL, number)
    assert all(finding.ok for finding in await store.check())


async def test_what_was_removed_can_be_added_again_under_a_new_number(store: Store) -> None:
    (number,) = await add(store, MARKET)
    await store.remove_article(LOCAL, number)
    (again,) = await add(store, MARKET)
    assert again > number
    assert await texts(store, again) == [MARKET.title, *MARKET.body]
    assert await found(store, "ikan") == ["Harga ikan turun."]


async def test_nobody_removes_from_the_library_of_another(store: Store) -> None:
    (number,) = await add(store, MARKET)
    assert not await store.remove_article(GUILD, number)
    assert await texts(store, number) == [MARKET.title, *MARKET.body]


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
