"""The program that `benchmarks.ingest` measures and kills, a process of its own: it follows feeds by a clock
that is told to it, a line at a time, and reaches nothing but 127.0.0.1.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.sites import LocalResolver
from bot import heap
from bot.app import open_app
from bot.config import Feeds, Settings
from bot.domain import LOCAL
from bot.ingest.fetch import HttpFetcher
from bot.ingest.opml import write_opml


class _Clock:
    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        """The moment that was told last."""
        return self.at


async def follow(data: Path, begin: datetime, first: int) -> None:
    """The program: `enter URL …` and `tick TIME` on standard input, an answer in JSON on standard output.

    It takes the `first` newest articles of a feed that is new to it.
    """
    sys.setswitchinterval(0.0005)  # as the bot
    clock = _Clock(begin)
    late = 0.0

    async def watch() -> None:
        nonlocal late
        breath = 0.0
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            if before > breath:
                breath = before + 10.0
                heap.set_aside()
            late = max(late, time.perf_counter() - before - 0.005)

    settings = Settings(data, feeds=Feeds(first_articles=first))
    network = HttpFetcher(
        allow=lambda address: address == "127.0.0.1",
        resolver=LocalResolver(),
        timeout_seconds=settings.fetch.timeout_seconds,
    )
    async with network, open_app(settings, clock=clock, fetcher=network) as app:
        with heap.settling():  # as the bot does
            await app.stories.warm_up()
        watching = asyncio.create_task(watch())
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            command, *words = line.split()
            began = time.perf_counter()
            late = 0.0
            told: dict[str, Any] = {}
            if command == "enter":
                opml = write_opml([(url, url) for url in words], "Invented", begin)
                await app.feeds.import_opml(LOCAL, opml.encode())
            else:
                clock.at = datetime.fromisoformat(words[0])
                reports = await app.feeds.tick(clock.at)
                fates = Counter[str]()
                for report in reports:
                    fates.update(dict(report.fates))
                told = {"asked": len(reports), "failed": sum(bool(one.error) for one in reports)}
                told |= {"changed": sum(one.changed for one in reports), "added": fates["added"]}
            told |= {"seconds": time.perf_counter() - began, "late": late}
            print(json.dumps(told), flush=True)
        watching.cancel()


if __name__ == "__main__":
    asyncio.run(follow(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]), int(sys.argv[3])))
