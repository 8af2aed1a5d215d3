"""What any back-end of the port ScheduleStore keeps to."""

from dataclasses import replace
from datetime import time

from bot.domain import Post, PostKind, Schedule, Scope
from bot.ports import Store
from tests.contract.steps import GUILD

OTHER = Scope("guild:2")
AT, LATER = "2025-03-14T00:30:00+00:00", "2025-03-15T00:30:00+00:00"
DAILY = Schedule(
    0,
    GUILD,
    "Asia/Jakarta",
    (time(7, 30), time(18, 0)),
    (0, 1, 2, 3, 4),
    20,
    "id",
    4,
    own_day=True,
    added_by=7,
    added_at="2025-03-13T00:00:00+00:00",
    dealt_at="2025-03-13T00:00:00+00:00",
    next_at=AT,
)
POST = Post("digest:1:run:1", PostKind.DIGEST, GUILD, 20, "{}")


async def kept(store: Store, schedule: Schedule = DAILY) -> Schedule:
    """A schedule that is stored."""
    found = await store.save_schedule(schedule, 9)
    assert found is not None
    return found


async def test_a_schedule_is_kept_as_it_was_written(store: Store) -> None:
    one = await kept(store)
    assert one == replace(DAILY, id=one.id)
    assert await store.schedule(GUILD, one.id) == await store.schedule(None, one.id) == one
    assert await store.schedule(OTHER, one.id) is None
    changed = replace(one, paused=True, times=(time(6),), next_at="")
    assert await store.save_schedule(changed, 0) == changed
    assert await store.schedules(GUILD) == await store.schedules(None) == [changed]
    assert await store.schedules(OTHER) == []
    assert await store.save_schedule(replace(one, id=99), 9) is None
    assert await store.save_schedule(replace(one, scope=OTHER), 9) is None
    assert await store.save_schedule(DAILY, 1) is None


async def test_changing_it_does_not_undo_what_a_digest_has_told_meanwhile(store: Store) -> None:
    one = await kept(store)
    assert await store.claim_run(replace(one, dealt_at=AT, told_until=AT), "run", "sent", [], AT)
    await store.save_schedule(replace(one, paused=True, next_at=""), 9)  # as it was read before
    found = await store.schedule(GUILD, one.id)
    assert found is not None
    assert (found.paused, found.told_until) == (True, AT)


async def test_what_is_due(store: Store) -> None:
    later = await kept(store, replace(DAILY, next_at=LATER))
    first = await kept(store)
    await kept(store, replace(DAILY, paused=True))
    await kept(store, replace(DAILY, next_at=""))
    assert await store.due_schedules("2025-03-14T00:29:59+00:00", 9) == []
    assert await store.due_schedules(AT, 9) == [first]
    assert await store.due_schedules(LATER, 9) == [first, later]
    assert await store.due_schedules(LATER, 1) == [first]
    await store.put_off(replace(first, next_at=LATER))
    assert await store.due_schedules(AT, 9) == []


async def test_a_run_is_claimed_once_and_with_its_posts(store: Store) -> None:
    one = await kept(store)
    dealt = replace(one, dealt_at=AT, next_at=LATER, told_until=AT)
    assert await store.claim_run(dealt, "2025-03-14 07:30", "sent", [POST], AT)
    assert await store.schedule(GUILD, one.id) == dealt
    again = replace(dealt, next_at="2025-03-16T00:30:00+00:00", told_until="x")
    second = replace(POST, key="another")
    assert not await store.claim_run(again, "2025-03-14 07:30", "sent", [second], AT)
    assert await store.schedule(GUILD, one.id) == replace(dealt, next_at=again.next_at)
    assert [post.key for post in await store.due_posts(LATER, 9)] == [POST.key]
    assert await store.post(POST.key) == (await store.due_posts(LATER, 9))[0]
    assert await store.post("another") is None
    assert await store.claim_run(dealt, "2025-03-15 07:30", "skipped", [second], LATER)


async def test_nothing_is_claimed_for_what_is_paused_or_gone(store: Store) -> None:
    one = await kept(store)
    await store.save_schedule(replace(one, paused=True, next_at=""), 9)
    assert not await store.claim_run(one, "run", "sent", [POST], AT)
    await store.put_off(one)
    assert await store.due_schedules(LATER, 9) == []
    assert not await store.remove_schedule(OTHER, one.id)
    assert await store.remove_schedule(GUILD, one.id)
    assert not await store.remove_schedule(GUILD, one.id)
    assert not await store.claim_run(one, "run", "sent", [POST], AT)
    assert await store.due_posts(LATER, 9) == []


async def test_forgotten_with_its_scope_and_its_maker(store: Store) -> None:
    one, theirs = await kept(store), await kept(store, replace(DAILY, scope=OTHER))
    await store.claim_run(one, "run", "sent", [POST], AT)
    await store.forget_person(GUILD, 7)
    found = await store.schedule(GUILD, one.id)
    assert found is not None
    assert found.added_by == 0
    await store.forget_scope(GUILD)
    assert await store.schedules(None) == [theirs]
    assert await store.due_posts(LATER, 9) == []
