"""What any back-end of the port Store keeps to: articles and their revisions."""

from dataclasses import replace

import pytest

from bot.domain import LOCAL, Add, Article, Counts, Draft, Intent, Known, Skip, Update
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.steps import GUILD, MARKET, MARKET_EDITED, add, found, texts, update
from tests.drafts import ferry

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
    intents: list[Intent] = [
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
    intents: list[Intent] = [
        Add(ferry(1).draft()),
        Update(old, MARKET_EDITED.draft()),
        Add(twice),
        Add(ferry(3).draft()),
    ]
    with pytest.raises(Exception, match=r"UNIQUE|duplicate"):
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
