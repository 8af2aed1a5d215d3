"""What any back-end of the port WatchStore keeps to."""

from dataclasses import replace

from bot.domain import News, Post, PostKind, Scope, Told, Watch
from bot.ports import Store
from tests.contract.steps import GUILD, add
from tests.drafts import article

OTHER = Scope("guild:2")
AT, LATER = "2025-03-14T12:00:00+00:00", "2025-03-14T13:00:00+00:00"
WATCH = Watch(
    0,
    GUILD,
    7,
    "Muara Teduh",
    question=True,
    place=20,
    direct=True,
    language="id",
    quiet_from="22:00",
    quiet_to="06:00",
    zone="Asia/Jakarta",
    added_at=AT,
)


async def kept(store: Store, watch: Watch = WATCH) -> Watch:
    """A watch that is stored."""
    found = await store.save_watch(watch, 9)
    assert found is not None
    return found


async def story(store: Store, *titles: str, scope: Scope = GUILD) -> list[News]:
    """Articles, each put into a story of its own."""
    before = (await store.news(None, 1) or [News(0, 0, 0)])[0].number
    for title in titles:
        (number,) = await add(store, article(title), scope=scope)
        source = (await store.library(scope)).id
        await store.save_told([Told(number, source, True, -1, AT, "", AT)])
    return await store.news(before, 99)


def post(watch: Watch, story_id: int) -> Post:
    """The alert of a watch about a story."""
    return Post(f"alert:{watch.id}:{story_id}", PostKind.ALERT, GUILD, 20, "{}")


async def test_a_watch_is_kept_as_it_was_written(store: Store) -> None:
    one = await kept(store)
    assert one == replace(WATCH, id=one.id)
    assert await store.watch(one.id) == one
    assert await store.watches(GUILD) == await store.watches(None) == await store.watches(GUILD, 7) == [one]
    assert await store.watches(OTHER) == await store.watches(GUILD, 8) == []
    changed = replace(one, paused=True)
    assert await store.save_watch(changed, 0) == changed
    assert await store.watch(one.id) == changed
    assert await store.save_watch(replace(one, id=99), 9) is None
    assert await store.save_watch(WATCH, 1) is None
    assert await store.save_watch(replace(WATCH, person=8), 1) is not None
    assert await store.remove_watch(one.id)
    assert not await store.remove_watch(one.id)
    assert await store.watch(one.id) is None


async def test_what_is_new(store: Store) -> None:
    assert await store.news(None, 9) == await store.news(0, 9) == []
    first, second = await story(store, "Pasar", "Sekolah")
    assert await store.news(0, 9) == [first, second]
    assert await store.news(first.number, 9) == await store.news(None, 9) == [second]
    assert await store.news(0, 1) == [first]
    assert (await kept(store)).after == second.number


async def test_who_sees_what(store: Store) -> None:
    (ours,) = await story(store, "Pasar")
    (theirs,) = await story(store, "Sekolah", scope=OTHER)
    articles = [ours.article_id, theirs.article_id, 999]
    assert await store.seen_by(articles, [GUILD, OTHER, Scope("guild:3")]) == {
        GUILD: [ours.article_id],
        OTHER: [theirs.article_id],
    }
    assert await store.seen_by(articles, []) == await store.seen_by([], [GUILD]) == {}


async def test_a_story_is_told_once_with_its_post(store: Store) -> None:
    one, resting = await kept(store), await kept(store, replace(WATCH, person=8))
    await store.save_watch(replace(resting, paused=True), 9)
    assert await store.looked_at() is None
    hits = [(one.id, 5, post(one, 5)), (resting.id, 5, post(resting, 5)), (99, 5, post(one, 99))]
    assert await store.save_hits(hits, 3, AT) == 1
    assert await store.save_hits([*hits, (one.id, 6, post(one, 6))], 2, LATER) == 1
    assert await store.looked_at() == 3
    assert [found.key for found in await store.due_posts(LATER, 9)] == [f"alert:{one.id}:{n}" for n in (5, 6)]
    assert await store.hit_before([one.id, resting.id], [5, 6, 7]) == {(one.id, 5), (one.id, 6)}
    assert (await store.hits_since(7, AT), await store.hits_since(7, LATER)) == (2, 1)
    assert await store.hits_since(8, AT) == 0
    await store.remove_watch(one.id)
    assert await store.due_posts(LATER, 9) == []


async def test_what_waits_of_one_watch_is_not_anothers(store: Store) -> None:
    for _ in range(11):
        one = await kept(store, replace(WATCH, person=_))
        await store.save_hits([(one.id, 5, post(one, 5))], 1, AT)
    await store.remove_watch(1)
    assert len(await store.due_posts(LATER, 99)) == 10
    await store.forget_person(GUILD, 1)
    assert len(await store.due_posts(LATER, 99)) == 9
    await store.forget_scope(GUILD)
    assert await store.due_posts(LATER, 99) == []
    assert await store.watches(None) == []
