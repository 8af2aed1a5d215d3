"""Posting once: what the outbox does with what becomes of its posts, over a real store."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain import PausedPlace, Post, PostKind, Scope, Standing
from bot.errors import StorageReadOnly
from bot.outbox import KEPT, LATEST, NONCE, Outbox, PlaceClosed, PostUnfit, Trouble, nonce_of
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

GUILD = Scope("discord:1")


def posts(*keys: str, place: int = 20) -> list[Post]:
    """Posts of one place."""
    return [Post(key, PostKind.FEED_RECOVERED, GUILD, place, "{}") for key in keys]


@dataclass
class Carrier:
    """A courier whose places are lists; what goes wrong next is in `failures`, by key.

    With `loses`, a failure strikes after the post has arrived.
    """

    clock: FrozenClock
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    loses: bool = False
    arrived: dict[int, list[str]] = field(default_factory=dict)
    nonces: dict[str, int] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)
    told: list[PausedPlace] = field(default_factory=list)
    takes: float = 0.0
    at_once: int = 0
    most_at_once: int = 0

    async def send(self, post: Post, nonce: str) -> int:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.takes)
        self.at_once -= 1
        failure = self.failures[post.key].pop(0) if self.failures.get(post.key) else None
        if failure is not None and not self.loses:
            raise failure
        if nonce not in self.nonces:
            self.arrived.setdefault(post.place, []).append(post.key)
            self.nonces[nonce] = len(self.nonces) + 100
        if failure is not None:
            raise failure
        return self.nonces[nonce]

    async def find(self, post: Post) -> int | None:
        self.looked.append(post.key)
        return 99 if post.key in self.arrived.get(post.place, []) else None

    async def tell(self, paused: PausedPlace) -> None:
        if self.failures.get("tell"):
            raise self.failures["tell"].pop(0)
        self.told.append(paused)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
async def store(tmp_path: Path, clock: FrozenClock) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "warta.db", clock)
    yield store
    await store.close()


@pytest.fixture
def outbox(store: SqliteStore, clock: FrozenClock) -> Outbox:
    return Outbox(store, clock, jitter=lambda: 1.0)


@pytest.fixture
def carrier(clock: FrozenClock) -> Carrier:
    return Carrier(clock)


def test_a_nonce_is_that_of_its_key_and_as_long_as_discord_takes() -> None:
    assert nonce_of("article:1:20") == "whi4x6bj2k3d47o7d7jeo5wfu"  # of any process, for ever
    assert nonce_of("a") == nonce_of("a") != nonce_of("b")
    assert len({nonce_of(f"article:{number}:20") for number in range(10_000)}) == 10_000
    assert all(len(nonce_of(key)) <= 25 for key in ("", "x" * 500, "🦀"))


async def test_posts_arrive_in_order_in_each_place(outbox: Outbox, carrier: Carrier) -> None:
    keys = [f"{number:03}" for number in range(25)]
    await outbox.put(posts(*keys))
    await outbox.put(posts("else", place=21))
    assert await outbox.drain(carrier) == 26
    assert carrier.arrived == {20: keys, 21: ["else"]}
    assert await outbox.put(posts(*keys)) == 0
    assert await outbox.drain(carrier) == 0


async def test_some_places_are_posted_to_at_a_time(outbox: Outbox, carrier: Carrier) -> None:
    carrier.takes = 0.01
    for place in range(40):
        await outbox.put(posts(f"a{place}", f"b{place}", place=place))
    assert await outbox.drain(carrier) == 80
    assert 1 < carrier.most_at_once <= 8


async def test_trouble_delays_a_place_and_no_other(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put([*posts("a", "b"), *posts("c", place=21)])
    carrier.failures["a"] = [Trouble("reset"), Trouble("rate limited", 40.0)]
    assert await outbox.drain(carrier) == 1
    assert carrier.arrived == {21: ["c"]}
    clock.move(seconds=1)
    assert await outbox.drain(carrier) == 0
    clock.move(seconds=1)
    await outbox.drain(carrier)  # fails again, and longer: as long as was asked for
    clock.move(seconds=39)
    assert await outbox.drain(carrier) == 0
    clock.move(seconds=1)
    assert await outbox.drain(carrier) == 2
    assert carrier.arrived[20] == ["a", "b"]


async def test_what_arrived_though_the_answer_was_lost_comes_once(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [Trouble("reset")]
    carrier.loses = True
    await outbox.drain(carrier)
    clock.move(seconds=10)
    assert await outbox.drain(carrier) == 1
    assert (carrier.arrived, carrier.looked) == ({20: ["a"]}, [])


@pytest.mark.parametrize("arrived", [True, False])
async def test_after_a_gap_it_is_looked_for_first(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock, arrived: bool
) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [Trouble("reset")]
    carrier.loses = arrived
    await outbox.drain(carrier)
    clock.move(seconds=NONCE.total_seconds())
    carrier.nonces.clear()  # the place has forgotten them
    assert await outbox.drain(carrier) == 1
    assert (carrier.arrived, carrier.looked) == ({20: ["a"]}, ["a"])


async def test_attempts_shortly_one_after_the_other_do_not_hide_the_gap(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [Trouble("reset")]
    carrier.loses = True
    await outbox.drain(carrier)
    carrier.loses = False
    carrier.failures["a"] = [Trouble("down")] * 4
    for _ in range(20):
        clock.move(seconds=30)
        if clock.now().minute >= 3:
            carrier.nonces.clear()
        await outbox.drain(carrier)
    assert carrier.arrived == {20: ["a"]}
    assert carrier.looked


async def test_a_clock_that_went_back_is_a_gap_too(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock, store: SqliteStore
) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [Trouble("reset")]
    await outbox.drain(carrier)
    clock.move(seconds=-3600)
    (post,) = posts("a")
    await store.post_postponed(post, "", "")
    assert await outbox.drain(carrier) == 1
    assert carrier.looked == ["a"]


async def test_a_closed_place_is_paused_and_told_of_once(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put([*posts("a", "b"), *posts("c", place=21)])
    carrier.failures["a"] = [PlaceClosed("gone")]
    carrier.failures["tell"] = [Trouble("down")]
    for _ in range(3):
        await outbox.drain(carrier)
    assert carrier.arrived == {21: ["c"]}
    assert [(one.place, one.reason) for one in carrier.told] == [(20, "gone")]
    paused = await outbox.paused(GUILD)
    assert [(one.place, one.told) for one in paused] == [(20, True)]
    assert await outbox.standing(GUILD) == Standing(waiting=2, paused=tuple(paused))
    assert await outbox.resume(GUILD, 20)
    assert await outbox.drain(carrier) == 2
    assert carrier.arrived[20] == ["a", "b"]


async def test_what_is_unfit_is_given_up_and_the_next_one_sent(outbox: Outbox, carrier: Carrier) -> None:
    await outbox.put(posts("a", "b"))
    carrier.failures["a"] = [PostUnfit("the article is gone")]
    assert await outbox.drain(carrier) == 2
    assert carrier.arrived == {20: ["b"]}
    assert await outbox.standing(GUILD) == Standing(dropped=1, reason="the article is gone")


async def test_a_mistake_keeps_others_waiting_for_a_while_only(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put([*posts("a", "b"), *posts("c", place=21)])
    carrier.failures["a"] = [ValueError("a bug")] * 99
    for _ in range(5):
        await outbox.drain(carrier)
        clock.move(seconds=900)
    assert carrier.arrived == {21: ["c"], 20: ["b"]}
    assert "mistake" in (await outbox.standing(GUILD)).reason


async def test_attempts_end_when_a_post_is_no_news_any_more(
    outbox: Outbox, carrier: Carrier, clock: FrozenClock
) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [Trouble("no answer")] * 999
    hours = 0
    while (standing := await outbox.standing(GUILD)).waiting:
        await outbox.drain(carrier)
        clock.move(seconds=3600)
        hours += 1
    assert timedelta(hours=hours - 2) <= LATEST < timedelta(hours=hours)
    assert standing.reason == "not posted within a day: no answer"
    assert carrier.arrived == {}
    clock.move(days=KEPT.days + 1)
    assert await outbox.forget_old() == 1


async def test_a_stop_ends_after_what_is_on_its_way(outbox: Outbox, carrier: Carrier) -> None:
    await outbox.put(posts("a", "b", "c"))
    assert await outbox.run_once(carrier, stopping=lambda: bool(carrier.arrived)) == 1
    assert carrier.arrived == {20: ["a"]}


async def test_trouble_with_the_store_is_nobodys_fault_here(outbox: Outbox, carrier: Carrier) -> None:
    await outbox.put(posts("a"))
    carrier.failures["a"] = [StorageReadOnly("the database may not be written")]
    with pytest.raises(StorageReadOnly):
        await outbox.drain(carrier)
    assert await outbox.drain(carrier) == 1


async def test_it_waits_until_somebody_pokes(outbox: Outbox) -> None:
    waiting = asyncio.create_task(outbox.wait(60))
    await asyncio.sleep(0)
    await outbox.put(posts("a"))
    await asyncio.wait_for(waiting, 5)
    await outbox.wait(0.001)
