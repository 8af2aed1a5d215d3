"""What any back-end of the port PostStore keeps to."""

from dataclasses import replace

import pytest

from bot.domain import PausedPlace, Post, PostKind, PostState, Scope, Standing
from bot.ports import Store
from tests.clock import FrozenClock
from tests.contract.steps import GUILD

OTHER = Scope("guild:2")
FIRST = Post("article:1:20", PostKind.ARTICLE, GUILD, 20, '{"article_id": 1, "feed": "Kabar “Uji” 🦀"}')
SECOND = replace(FIRST, key="article:2:20", kind=PostKind.CORRECTION)
ELSEWHERE = replace(FIRST, key="article:1:21", place=21)


def at(clock: FrozenClock, seconds: float = 0) -> str:
    """So many seconds from now, as it is stored."""
    clock.move(seconds=seconds)
    instant = clock.now().isoformat(timespec="seconds")
    clock.move(seconds=-seconds)
    return instant


async def due(store: Store, clock: FrozenClock, limit: int = 99) -> list[str]:
    """The keys of what is due."""
    return [one.key for one in await store.due_posts(at(clock), limit)]


async def test_a_post_is_kept_as_it_was_written(store: Store, clock: FrozenClock) -> None:
    assert await store.put_posts([FIRST]) == 1
    (kept,) = await store.due_posts(at(clock), 9)
    assert kept == replace(FIRST, id=kept.id, created_at=at(clock))
    assert kept.id > 0


async def test_a_key_is_one_post_also_after_it_was_sent(store: Store, clock: FrozenClock) -> None:
    assert await store.put_posts([FIRST, FIRST, SECOND]) == 2
    await store.post_sent(FIRST, 7)
    await store.post_dropped(SECOND, "gone")
    assert await store.put_posts([FIRST, SECOND, ELSEWHERE]) == 1
    assert await due(store, clock) == [ELSEWHERE.key]


async def test_posts_of_a_place_come_in_order_and_places_in_turn(store: Store, clock: FrozenClock) -> None:
    many = [replace(FIRST, key=f"many:{number}") for number in range(30)]
    await store.put_posts([*many, ELSEWHERE])
    keys = await due(store, clock)
    assert ELSEWHERE.key in keys[:2]
    mine = [key for key in keys if key != ELSEWHERE.key]
    assert mine == [one.key for one in many[: len(mine)]]
    assert len(mine) > 1
    assert set(await due(store, clock, 2)) == {many[0].key, ELSEWHERE.key}


async def test_a_post_that_is_tried_again_keeps_its_place_in_order(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([FIRST, SECOND, ELSEWHERE])
    await store.post_attempted(FIRST, at(clock))
    await store.post_postponed(FIRST, at(clock, 60), "reset")
    assert await due(store, clock) == [ELSEWHERE.key]
    clock.move(seconds=60)
    assert await due(store, clock) == [FIRST.key, ELSEWHERE.key, SECOND.key]
    kept = (await store.due_posts(at(clock), 1))[0]
    assert (kept.attempts, kept.tried_at, kept.error) == (1, at(clock, -60), "reset")


async def test_a_post_for_later_keeps_nobody_waiting(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([replace(FIRST, not_before=at(clock, 60)), SECOND])
    assert await due(store, clock) == [SECOND.key]
    clock.move(seconds=60)
    assert await due(store, clock) == [FIRST.key, SECOND.key]


async def test_what_is_over_stays_so(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([FIRST])
    await store.post_sent(FIRST, 7)
    await store.post_dropped(FIRST, "late")
    await store.post_postponed(FIRST, at(clock), "late")
    await store.post_attempted(FIRST, at(clock))
    assert await due(store, clock) == []
    assert await store.standing(GUILD) == Standing()


async def test_what_waits_too_long_is_given_up_with_its_last_error(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([FIRST, SECOND])
    await store.post_postponed(FIRST, at(clock), "no answer")
    clock.move(days=1)
    await store.put_posts([ELSEWHERE])
    assert await store.drop_posts_before(at(clock, -60), "too old") == 2
    assert await store.drop_posts_before(at(clock, -60), "too old") == 0
    assert await due(store, clock) == [ELSEWHERE.key]
    assert await store.standing(GUILD) == Standing(waiting=1, dropped=2, reason="too old")
    await store.put_posts([replace(FIRST, key="new")])
    await store.post_postponed(replace(FIRST, key="new"), at(clock), "no answer")
    await store.drop_posts_before(at(clock, 1), "too old")
    assert (await store.standing(GUILD)).reason == "too old: no answer"


async def test_a_paused_place_gets_nothing_until_it_is_resumed(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([FIRST, ELSEWHERE])
    assert await store.pause_place(20, GUILD, "gone")
    assert not await store.pause_place(20, GUILD, "gone again")
    assert await due(store, clock) == [ELSEWHERE.key]
    paused = PausedPlace(20, GUILD, "gone", at(clock))
    assert await store.paused_places(GUILD) == await store.paused_places(None) == [paused]
    assert await store.paused_places(OTHER) == []
    assert (await store.standing(GUILD)).paused == (paused,)
    await store.paused_place_told(20)
    assert await store.paused_places(GUILD) == [replace(paused, told=True)]
    assert not await store.resume_place(OTHER, 20)
    assert not await store.resume_place(GUILD, 10**40)
    assert await store.resume_place(GUILD, 20)
    assert not await store.resume_place(GUILD, 20)
    assert await due(store, clock) == [FIRST.key, ELSEWHERE.key]


async def test_a_place_where_nothing_waits_is_not_paused(store: Store) -> None:
    await store.put_posts([FIRST])
    assert not await store.pause_place(20, OTHER, "gone")
    await store.post_sent(FIRST, 7)
    assert not await store.pause_place(20, GUILD, "gone")


async def test_posts_are_forgotten_with_their_scope(store: Store, clock: FrozenClock) -> None:
    await store.put_posts([FIRST, replace(ELSEWHERE, scope=OTHER)])
    await store.pause_place(20, GUILD, "gone")
    await store.forget_scope(GUILD)
    assert await store.standing(GUILD) == Standing()
    assert await due(store, clock) == [ELSEWHERE.key]
    assert all(one.ok for one in await store.check())


@pytest.mark.parametrize("state", [PostState.SENT, PostState.DROPPED])
async def test_old_posts_are_forgotten_when_they_are_over(
    store: Store, clock: FrozenClock, state: PostState
) -> None:
    await store.put_posts([FIRST, SECOND])
    await (store.post_sent(FIRST, 7) if state is PostState.SENT else store.post_dropped(FIRST, "gone"))
    assert await store.forget_posts(at(clock)) == 0
    assert await store.forget_posts(at(clock, 1)) == 1
    assert await due(store, clock) == [SECOND.key]
    assert await store.put_posts([FIRST]) == 1
