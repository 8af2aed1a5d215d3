"""What any back-end of the port FeedStore keeps to."""

from dataclasses import replace

from bot.domain import (
    Add,
    Asked,
    Entry,
    Fate,
    Feed,
    FeedState,
    Filter,
    Follow,
    Gate,
    GateName,
    Memory,
    Scope,
    Settled,
    Source,
    SourceKind,
    Waiting,
    Where,
)
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.steps import GUILD
from tests.drafts import ferry

OTHER = Scope("guild:2")
NEW = Feed(Source(0, SourceKind.FEED, "Kabar"), "https://kabar.example/umpan")
WANTED = Filter(("banjir", "harga beras"), (), ("iklan",), Where.TITLE)
DUE, LATER = "2025-03-14T12:00:00+00:00", "2025-03-15T12:00:00+00:00"


async def follow(store: Store, scope: Scope = GUILD, place: int = 5, feed: Feed = NEW) -> Follow:
    return await store.save_follow(Follow(0, scope, feed, place, post=True, filter=WANTED, added_by=3))


def memory(number: int) -> Memory:
    """An entry that waits."""
    entry = Entry(f"g{number}", f"Kapal {number}", f"https://kabar.example/{number}", summary="Isi.")
    marks = (f"i{number}", f"l{number}", f"t{number}")
    return Memory(f"k{number}", marks, DUE, entry, "said", Fate.WAITING, next_try=DUE, address=entry.link)


async def waiting(store: Store, *numbers: int) -> tuple[Feed, list[Waiting]]:
    """A feed that was asked and listed these entries."""
    feed = (await follow(store)).feed
    after = replace(feed, checked_at=f"{DUE}/{len(numbers)}", succeeded_at=DUE, next_check_at=LATER)
    assert await store.save_checked(feed, after, [memory(number) for number in numbers], [])
    return after, await store.waiting(DUE, 99, feed.source)


def added(one: Waiting, number: int, *to: Follow) -> Settled:
    draft = ferry(number).at(one.memory.entry.link).draft()
    gates = (Gate(GateName.STORED, True, "as a new article"),)
    return Settled(one, Fate.ADDED, gates, Add(draft), prints=(f"u {draft.url}",), posts_to=to)


async def test_a_follow_is_kept_as_it_is_and_once_a_place(store: Store, clock: FrozenClock) -> None:
    first = await follow(store)
    assert first == replace(first, filter=WANTED, place=5, post=True, added_by=3, added_at=DUE)
    assert (await follow(store)).id == first.id
    assert (await follow(store, place=6)).id != first.id
    theirs = await follow(store, scope=OTHER)
    assert theirs.feed.source == first.feed.source
    assert len(await store.follows(None)) == 3
    assert [one.id for one in await store.follows(OTHER)] == [theirs.id]
    assert await store.follow(OTHER, first.id) is None
    assert not await store.unfollow(OTHER, first.id)
    await store.save_follow(replace(theirs, scope=GUILD, paused=True))  # nobody changes what is another's
    assert await store.follow(OTHER, theirs.id) == theirs


async def test_a_feed_is_asked_while_somebody_wants_it(store: Store, clock: FrozenClock) -> None:
    one, two = await follow(store), await follow(store, scope=OTHER)
    assert [feed.url for feed in await store.due_feeds(DUE, 9)] == [NEW.url]
    await store.save_follow(replace(one, paused=True))
    assert [other.id for other in await store.followers(one.feed.source)] == [two.id]
    assert len(await store.due_feeds(DUE, 9)) == 1
    await store.unfollow(OTHER, two.id)
    assert await store.due_feeds(DUE, 9) == []
    feed = await store.feed(one.feed.source.id)
    assert feed is not None
    assert feed.state is FeedState.PAUSED
    await store.save_follow(replace(one, paused=False))
    assert len(await store.due_feeds(DUE, 9)) == 1
    assert await store.forget_unfollowed("9999") == 0


async def test_entries_of_long_ago_are_forgotten_but_none_that_waits(store: Store) -> None:
    feed = (await follow(store)).feed
    seen = [replace(memory(day), next_try="", first_seen=f"2025-03-0{day}") for day in range(1, 8)]
    seen[0] = replace(seen[0], next_try=DUE)
    assert await store.save_checked(feed, replace(feed, checked_at=DUE), seen, [])
    assert await store.forget_entries(7) == 0
    assert await store.forget_entries(3) == 3
    assert [one.key for one in await store.memories(feed.source)] == ["k1", "k5", "k6", "k7"]


async def test_only_the_first_of_two_who_asked_counts(store: Store) -> None:
    feed = (await follow(store)).feed
    first, second = (replace(feed, checked_at=at, next_check_at=LATER, etag=at) for at in ("1", "2"))
    assert await store.save_checked(feed, first, [memory(1)], [])
    assert not await store.save_checked(feed, second, [memory(2)], [])
    kept = await store.feed(feed.source.id)
    assert kept is not None
    assert kept.etag == "1"
    assert [one.key for one in await store.memories(feed.source)] == ["k1"]
    assert await store.due_feeds(DUE, 9) == []


async def test_what_waits_is_whole_and_what_is_settled_is_not_settled_twice(store: Store) -> None:
    feed, (one, two) = await waiting(store, 1, 2)
    assert one.memory == memory(1)
    (to,) = await store.follows(GUILD)
    settled = [added(one, 1, to), replace(added(two, 2), fate=Fate.FAILED, intent=None, next_try=LATER)]
    first, second = await store.settle(settled)
    assert first is not None
    assert second is None
    assert await store.settle(settled) == [None, None]
    assert (await store.counts(GUILD)).articles == 1
    assert [post.key for post in await store.due_posts(LATER, 9)] == [f"article:{to.id}:{first}"]
    assert await store.waiting(DUE, 9) == []
    (again,) = await store.waiting(LATER, 9, feed.source)
    assert (again.memory.attempts, again.memory.entry) == (1, memory(2).entry)
    kept = {one.key: one for one in await store.memories(feed.source)}
    assert (kept["k1"].fate, kept["k1"].article_id, kept["k1"].next_try) == (Fate.ADDED, first, "")
    assert kept["k1"].marks == memory(1).marks


async def test_what_another_feed_has_stored_meanwhile_is_carried(store: Store) -> None:
    _, (one,) = await waiting(store, 1)
    theirs = await follow(store, OTHER, feed=replace(NEW, url="https://lain.example/umpan"))
    asked = replace(theirs.feed, checked_at="1", next_check_at=LATER)
    await store.save_checked(theirs.feed, asked, [memory(1)], [])
    (same,) = await store.waiting(DUE, 9, theirs.feed.source)
    (first,) = await store.settle([added(one, 1)])
    assert await store.settle([added(same, 1)]) == [first]
    assert first is not None
    for scope in (GUILD, OTHER):
        counts = await store.counts(scope)
        assert (counts.articles, counts.sentences) == (1, 4)
        assert [article.id for article in await store.articles(scope, limit=9)] == [first]
        assert len(await store.sentences(scope, first)) == 4
        assert await store.outlets(scope, 9) == ["Kabar Uji"]
        (judged,) = await store.judgements(scope, memory(1).address, 9)
        assert judged.article_id == first
    assert await store.article(Scope("guild:3"), first) is None
    assert await store.judgements(Scope("guild:3"), memory(1).address, 9) == []
    assert [twin.article_id for twin in await store.twins([f"u {memory(1).address}"])] == [first]


async def test_where_a_sentence_was_shown_is_known_until_it_is_forgotten(store: Store) -> None:
    _, (one,) = await waiting(store, 1)
    (number,) = await store.settle([added(one, 1)])
    assert number is not None
    asked = Asked(7, GUILD, 1, "apa?", "id", place=5, quoted=((number, "Satu."), (99, "Dua.")))
    await store.save_asked(asked)
    await store.save_asked(replace(asked, quoted=((number, "Tiga."),)))
    await store.save_asked(replace(asked, message_id=8, private=True))
    assert await store.quoted(number) == [(GUILD, 5, 7, "Tiga.")]
    await store.forget_person(GUILD, 1)
    assert await store.quoted(number) == []


async def test_what_nobody_follows_is_forgotten_with_its_articles(store: Store, clock: FrozenClock) -> None:
    _, (one,) = await waiting(store, 1)
    await store.settle([added(one, 1)])
    (mine,) = await store.follows(GUILD)
    assert await store.unfollow(GUILD, mine.id)
    assert (await store.counts(GUILD)).articles == 0
    assert await store.forget_unfollowed(DUE) == 0
    assert await store.forget_unfollowed(LATER) == 1
    assert await store.feed_at(NEW.url) is None
    await follow(store)
    assert (await store.counts(GUILD)).articles == 0
