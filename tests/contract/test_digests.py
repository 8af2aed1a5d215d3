"""The contract of what digests are made of."""

from dataclasses import replace

from bot.domain import LOCAL, Asked, Told
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.steps import GUILD, MARKET, MARKET_EDITED, add, update
from tests.drafts import Piece, article

NOON, LATER = "2025-03-14T12:00:00+00:00", "2025-03-14T13:00:00+00:00"
BEFORE, AFTER = "2025-03-14T11:00:00+00:00", "2025-03-14T14:00:00+00:00"
ASKED = Asked(1, LOCAL, 5, "berapa harga ikan?", "id", ("Muara Teduh",), asked_at=NOON)


async def tell(store: Store, *pieces: Piece) -> list[int]:
    """Store articles, each a story of its own, told when it was published."""
    ids = await add(store, *pieces)
    told = [
        Told(number, 1, True, -1 - place, one.published_at or NOON, "{}", NOON)
        for place, (number, one) in enumerate(zip(ids, pieces, strict=True))
    ]
    await store.save_told(told)
    return ids


def ship(day: str) -> Piece:
    """An article published at some time."""
    return article(f"Kapal {day}").saying("Kapal kayu karam di teluk.").on(day)


async def arrived(store: Store, since: str, until: str) -> list[int]:
    """The articles that came in."""
    return [one.article.id for one in await store.arrivals(LOCAL, since, until, 10)]


async def test_arrivals_are_those_added_after_one_instant_and_by_another(store: Store) -> None:
    (first,) = await tell(store, MARKET)
    (one,) = await store.arrivals(LOCAL, BEFORE, NOON, 10)
    assert (one.at, one.article.id, one.story_id) == (NOON, first, 1)
    assert await arrived(store, NOON, LATER) == []
    assert await arrived(store, BEFORE, BEFORE) == []
    assert await arrived(store, "", LATER) == [first]
    assert await store.arrivals(GUILD, BEFORE, LATER, 10) == []


async def test_arrivals_are_news(store: Store) -> None:
    old, yesterday, today, instant, early = await tell(
        store,
        ship("2025-03-10"),
        ship("2025-03-13"),
        ship("2025-03-14"),
        ship("2025-03-14T11:30:00+00:00"),
        ship("2025-03-13T18:00:00+00:00"),
    )
    assert await arrived(store, BEFORE, NOON) == [instant, today, early, yesterday]
    assert await arrived(store, "2025-03-10T09:00:00+00:00", NOON) == [instant, today, early, yesterday, old]
    assert await arrived(store, "2025-03-11T00:00:00+00:00", NOON) == [instant, today, early, yesterday]
    assert len(await store.arrivals(LOCAL, "", NOON, 2)) == 2
    assert await arrived(store, "0001-01-01T00:00:00+00:00", NOON) == [instant, today, early, yesterday, old]


async def test_openings_are_of_articles_that_the_scope_sees(store: Store) -> None:
    (mine,) = await add(store, MARKET_EDITED)
    (theirs,) = await add(store, ship("2025-03-10"), scope=GUILD)
    found = await store.openings(LOCAL, [theirs, mine, 99], 2)
    assert found == {mine: ((0, MARKET_EDITED.title), (1, MARKET_EDITED.body[0]), (2, MARKET_EDITED.body[1]))}
    assert await store.openings(LOCAL, [], 2) == {}


async def test_revised_is_what_was_changed_beside_what_it_was(store: Store, clock: FrozenClock) -> None:
    (number,) = await add(store, MARKET)
    assert await store.revised(LOCAL, "", LATER, 10) == []
    clock.move(seconds=3_600)
    await update(store, number, MARKET_EDITED)
    (found,) = await store.revised(LOCAL, NOON, LATER, 10)
    assert (found.article.id, found.article.revision) == (number, 2)
    assert found.before == (MARKET.title, *MARKET.body)
    assert found.after == (MARKET.title, *MARKET_EDITED.body)
    assert await store.revised(LOCAL, LATER, AFTER, 10) == []
    assert await store.revised(GUILD, NOON, LATER, 10) == []
    clock.move(seconds=3_600)
    again = MARKET_EDITED.saying(*MARKET_EDITED.body, "Pasar tutup pukul 10.")
    await update(store, number, again)
    (found,) = await store.revised(LOCAL, LATER, AFTER, 10)
    assert found.before == (MARKET.title, *MARKET_EDITED.body)
    (found,) = await store.revised(LOCAL, BEFORE, AFTER, 10)
    assert (found.before[1:], found.after[1:]) == (MARKET.body, again.body)


async def test_interest_is_what_was_asked_in_public_and_shown(store: Store) -> None:
    (number,) = await add(store, MARKET)
    shown = ((number, MARKET.body[0]),)
    await store.save_asked(replace(ASKED, shown=MARKET.body[0], place=7, quoted=shown))
    await store.save_asked(replace(ASKED, message_id=2, private=True, question="rahasia?"))
    await store.save_asked(replace(ASKED, message_id=3, scope=GUILD, question="di sana?"))
    found = await store.interest(LOCAL, BEFORE, 10)
    assert found.questions == (("berapa harga ikan?", "id", ("Muara Teduh",)),)
    assert found.shown == {number: 1}
    assert found.words == ()
    later = await store.interest(LOCAL, NOON, 10)
    assert (later.questions, later.shown) == ((), {})


async def test_unanswered_are_questions_that_never_had_an_answer(store: Store) -> None:
    await store.save_asked(ASKED)
    await store.save_asked(replace(ASKED, message_id=2, asked_at=LATER))
    for number, other in enumerate(
        (
            replace(ASKED, question="siapa?", private=True),
            replace(ASKED, question="kapan?", outlet="Kabar Uji"),
            replace(ASKED, question="di mana?", since="2025-03-01"),
            replace(ASKED, question="sudah?", shown="Sudah."),
            replace(ASKED, question="sana?", scope=GUILD),
        ),
        start=3,
    ):
        await store.save_asked(replace(other, message_id=number))
    await store.save_asked(replace(ASKED, message_id=20, question="sudah?", shown=""))
    assert list(await store.unanswered(LOCAL, BEFORE, AFTER, 10)) == [("berapa harga ikan?", LATER)]
    assert list(await store.unanswered(LOCAL, LATER, AFTER, 10)) == []
