import asyncio
from collections.abc import Callable

import pytest

from bot.ingest.turns import Doors, Kept, Turns


class Busy:
    """Work that counts how much of it is done at a time, at each host and in all."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}

    async def work(self, host: str, until: asyncio.Event | None = None) -> None:
        async with self.turns.turn(host):
            for name in (host, "all"):
                self.now[name] = self.now.get(name, 0) + 1
                self.most[name] = max(self.most.get(name, 0), self.now[name])
            await (until.wait() if until is not None else asyncio.sleep(0.001))
            for name in (host, "all"):
                self.now[name] -= 1


async def test_so_many_at_a_time_at_a_host_and_in_all() -> None:
    busy = Busy(Turns(per_host=2, total=16))
    hosts = [f"h{place}.example" for place in range(20)]
    await asyncio.gather(*(busy.work(host) for host in hosts for _ in range(6)))
    assert busy.most.pop("all") == 16
    assert set(busy.most.values()) == {2}
    assert len(busy.turns._hosts) == 0  # nothing stays of hosts that nobody asks


async def test_who_waits_for_a_busy_host_takes_no_place_from_others() -> None:
    busy = Busy(Turns(per_host=2, total=4))
    end = asyncio.Event()
    stuck = [asyncio.create_task(busy.work("slow.example", end)) for _ in range(50)]
    await asyncio.sleep(0)
    await asyncio.wait_for(asyncio.gather(*(busy.work("quick.example") for _ in range(10))), 5)
    assert busy.now["slow.example"] == 2
    end.set()
    await asyncio.gather(*stuck)


async def test_who_gives_up_waiting_leaves_nothing_behind() -> None:
    doors = Doors(1)
    async with doors.through("a"):
        waiting = [asyncio.create_task(doors.through("a").__aenter__()) for _ in range(5)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert len(doors) == 1
    assert len(doors) == 0
    async with asyncio.timeout(5), doors.through("a"):
        pass


@pytest.fixture(name="clock")
def fixture_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], float]:
    """A clock that only sleeping moves."""
    time = [100.0]

    async def sleep(seconds: float) -> None:
        time[0] += seconds

    monkeypatch.setattr("bot.ingest.turns.asyncio.sleep", sleep)
    return lambda: time[0]


async def test_pages_of_a_host_keep_their_distance(clock: Callable[[], float]) -> None:
    turns = Turns(clock=clock)
    times = []
    for _ in range(3):
        await turns.pause("a.example", 10.0)
        times.append(clock())
    await turns.pause("b.example", 10.0)
    times.append(clock())
    assert times == [100.0, 110.0, 120.0, 120.0]
    await turns.pause("a.example", 0.0)  # the site has changed its mind, but the last page still counts
    assert clock() == 130.0


async def test_pauses_that_are_over_are_forgotten(clock: Callable[[], float]) -> None:
    turns = Turns(clock=clock)
    for place in range(3000):
        await turns.pause(f"h{place}.example", 0.001)
        await asyncio.sleep(0.01)
    assert len(turns._next) <= 1001


def test_connections_are_kept_to_as_many_hosts_as_fit() -> None:
    time = [0.0]
    kept = Kept(2, 10.0, lambda: time[0])
    assert [kept.keep(host) for host in ("a", "b", "c", "a")] == [True, True, False, True]
    time[0] = 5.0
    assert kept.keep("a")
    time[0] = 10.0
    assert [kept.keep(host) for host in ("c", "b", "a")] == [True, False, True]
