"""The tick."""

import asyncio
from datetime import datetime

from bot.errors import StorageBusy
from bot.scheduler import running
from tests.clock import NOON, FrozenClock


async def test_ticks_come_at_once_and_again_whatever_happens_in_them() -> None:
    times: list[datetime] = []
    enough = asyncio.Event()

    async def tick(now: datetime) -> None:
        times.append(now)
        if len(times) >= 4:
            enough.set()
        if len(times) == 1:
            raise ValueError("a mistake")
        if len(times) == 2:
            raise StorageBusy("The database is busy")

    async with running(FrozenClock(), tick, seconds=0.02):
        await asyncio.wait_for(enough.wait(), 10)
    assert set(times) == {NOON}
    count = len(times)
    await asyncio.sleep(0.06)
    assert len(times) == count


async def test_a_tick_that_takes_long_keeps_neither_others_nor_the_end_waiting() -> None:
    begun: list[str] = []
    ended: list[str] = []
    enough = asyncio.Event()

    async def slow(_: datetime) -> None:
        begun.append("slow")
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("slow")

    async def quick(_: datetime) -> None:
        begun.append("quick")
        if begun.count("quick") >= 8:
            enough.set()

    async with running(FrozenClock(), slow, quick, seconds=0.02):
        await asyncio.wait_for(enough.wait(), 10)
    assert 1 < begun.count("slow") <= 4
    assert len(ended) == begun.count("slow")
