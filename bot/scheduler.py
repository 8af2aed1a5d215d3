"""A dumb tick in memory: every half minute something looks whether anything is due.

What is due, and when, stands in the database. The library that ticks keeps no jobs: its triggers lose days or
fire twice where clocks are changed, and its store stalls the loop while the database is locked (measured).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.errors import StorageError
from bot.ports import Clock

SECONDS = 30.0  # between two ticks
_AT_ONCE = 4  # ticks of one thing

Tick = Callable[[datetime], Awaitable[Any]]

_log = logging.getLogger("warta.scheduler")


@asynccontextmanager
async def running(clock: Clock, *ticks: Tick, seconds: float = SECONDS) -> AsyncIterator[None]:
    """Call each of `ticks` with the time, now and every so many seconds, for as long as the block lasts.

    A tick may begin while the one before is at work still. When the block ends they are cancelled, and waited
    for.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    tickers = [_Ticker(clock, tick) for tick in ticks]
    for ticker in tickers:
        scheduler.add_job(ticker.start, "interval", seconds=seconds, next_run_time=datetime.now(UTC))
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await asyncio.gather(*(ticker.stop() for ticker in tickers))


class _Ticker:
    """One thing that is called again and again, in a task of its own that somebody holds."""

    def __init__(self, clock: Clock, tick: Tick) -> None:
        self._clock = clock
        self._tick = tick
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin a tick. The one before may still wait for a slow site: what it is at, it does alone."""
        if len(self._tasks) >= _AT_ONCE:
            return
        task = asyncio.create_task(self._run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Cancel what runs, and wait until it has ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._tick(self._clock.now())
        except StorageError as error:
            _log.warning("a tick was left out: %s", error)
        except Exception:  # noqa: BLE001  the next tick comes all the same
            _log.exception("a tick broke down")
