"""How Warta follows the news of an invented world on 127.0.0.1: `python -m benchmarks.ingest`.

`poll`: 300 feeds of 20 entries, a tenth of which fail in 40 ways, asked for the first time, then again when
nothing has changed; beside it how much longer healthy feeds take for the sick ones. `days`: a week of 100
feeds by a clock of its own, in which feeds shuffle, cut and rename what they list, and the program is killed
now and then; every article that was listed must be stored
once.

The program itself is `benchmarks.follower`.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.newsroom import LISTED, World
from benchmarks.sites import FAILURES, Sites, serving

FEEDS, SICK = 300, 30
SIMULATED, DAYS = 100, 7.0
STEP = timedelta(minutes=5)
KILLED = 40  # times
_BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
_AGAIN = timedelta(hours=25)  # after which every feed is due again
_PAIRS = 5  # polls with and without failing feeds beside, in turn
_TABLES = ("poll", "days")


class _Bot:
    """The program, seen from here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def tell(self, line: str) -> dict[str, Any]:
        """Give it a line and wait for what it says."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n".encode())
        answer = await self.process.stdout.readline()
        if not answer:
            raise BrokenPipeError
        told: dict[str, Any] = json.loads(answer)
        return told

    def memory(self) -> list[float]:
        """What it holds, and each of its workers, in MB."""
        held = []
        for pid in (self.process.pid, *_children(self.process.pid)):
            with contextlib.suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text().splitlines()
                held += [int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")]
        return held


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]


@asynccontextmanager
async def running(data: Path, begin: datetime, first: int = LISTED) -> AsyncIterator[_Bot]:
    """The program over the directory `data`; killed at the end of the block if it has not ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.follower",
        str(data),
        begin.isoformat(),
        str(first),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )
    try:
        yield _Bot(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@dataclass(frozen=True)
class _Round:
    """A poll of feeds that are new, one a day later, and what the program held after both."""

    first: dict[str, Any]
    again: dict[str, Any]
    healthy: tuple[float, float]  # seconds until the last healthy feed was asked, of either poll
    memory: list[float]


async def _polled(healthy: int, sick: int, first: int) -> _Round:
    """Two polls of so many feeds; the `first` newest articles of each are taken in."""
    world = World(healthy, _BEGIN, 0.0)
    async with serving(Sites(world, _BEGIN)) as sites:
        with tempfile.TemporaryDirectory() as directory:
            async with running(Path(directory), _BEGIN, first) as program:
                hosts = [outlet.host for outlet in world.outlets]
                every = [*hosts, *(f"broken{number}.example" for number in range(sick))]
                random.Random(1).shuffle(every)
                await program.tell(f"enter {' '.join(map(sites.url, every))}")
                began = time.perf_counter()
                polled = await program.tell(f"tick {_BEGIN.isoformat()}")
                last = max(sites.asked[host] for host in hosts) - began
                sites.now = _BEGIN + _AGAIN
                began = time.perf_counter()
                again = await program.tell(f"tick {sites.now.isoformat()}")
                later = max(sites.asked[host] for host in hosts) - began
                return _Round(polled, again, (last, later), program.memory())


async def poll(feeds: int, sick: int) -> None:
    """Polls of feeds without their pages, beside failing ones, with their pages, and without news."""
    await _polled(min(feeds, 20), 0, 0)  # the first process of all reads its modules from disk
    well, beside = [], []
    for _ in range(_PAIRS):
        well.append((await _polled(feeds - sick, 0, 0)).healthy)
        beside.append((await _polled(feeds - sick, len(FAILURES), 0)).healthy)
    mixed = await _polled(feeds - sick, sick, 0)
    whole = await _polled(feeds - sick, sick, LISTED)
    still = await _polled(feeds, 0, 0)
    print(
        f"{feeds} feeds of {LISTED} entries, {sick} of them failing, asked and listed:"
        f" {mixed.first['seconds']:.1f} s ({mixed.first['changed']} read, {mixed.first['failed']} failed);"
        f" the last healthy one after {mixed.healthy[0]:.1f} s"
    )
    for which, name in enumerate(("new to it", "a day later")):
        alone, later = (statistics.median(one[which] for one in rounds) for rounds in (well, beside))
        print(
            f"{feeds - sick} healthy feeds {name}: the last asked after {alone:.2f} s alone,"
            f" {later:.2f} s beside {len(FAILURES)} that fail ({later / alone - 1:+.0%}, medians of {_PAIRS})"
        )
    print(
        f"with the pages of all entries: {whole.first['seconds']:.0f} s, {whole.first['added']:,} articles"
        f" ({whole.first['added'] / whole.first['seconds']:.0f} a second)"
    )
    rate = feeds / still.again["seconds"]
    print(f"{feeds} healthy feeds without news: {rate:.0f} a second ({still.again['changed']} changed)")
    rounds = {"listed": mixed, "with pages": whole, "without news": still}
    late = ", ".join(
        f"{name} {max(one.first['late'], one.again['late']) * 1e3:.0f} ms" for name, one in rounds.items()
    )
    memory = ", ".join(
        f"{name} {sum(one.memory):.0f} MB ({' + '.join(f'{held:.0f}' for held in one.memory)})"
        for name, one in rounds.items()
    )
    print(f"event loop late by at most: {late}")
    print(f"memory with its workers afterwards: {memory}")


async def days(feeds: int, count: float, killed: int, seed: int) -> None:
    """So many days; every article that a feed has listed is to be stored once."""
    draw = random.Random(seed)
    world = World(feeds, _BEGIN, count, seed=seed)
    end = _BEGIN + timedelta(days=count)
    began, polls, now, deaths = time.perf_counter(), 0, _BEGIN, 0
    async with serving(Sites(world, _BEGIN, twisted=True)) as sites:
        with tempfile.TemporaryDirectory() as directory:
            data = Path(directory)
            async with running(data, now) as program:
                await program.tell(f"enter {' '.join(sites.url(one.host) for one in world.outlets)}")
            while now < end:
                async with running(data, now) as program:
                    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                        while now < end:
                            sites.now = now
                            telling = asyncio.create_task(program.tell(f"tick {now.isoformat()}"))
                            if deaths < killed * ((now - _BEGIN) / (end - _BEGIN)):
                                await asyncio.sleep(draw.uniform(0.0, 0.3))
                                if not telling.done():  # it was at work: that is when to kill it
                                    deaths += 1
                                    program.process.kill()
                            told = await telling
                            polls += told["asked"]
                            now += STEP
            # Whatever the last hours brought is asked for once more.
            sites.now = end + timedelta(days=1)
            sites.twisted = False
            async with running(data, sites.now) as program:
                polls += (await program.tell(f"tick {sites.now.isoformat()}"))["asked"]
            found = _stored(data / "warta.db")
    published = sum(len(outlet.articles) for outlet in world.outlets)
    expected = sites.listed  # what no feed has shown, nobody can have
    twice = sum(number - 1 for number in found.values())
    missing, strange = len(expected - set(found)), len(set(found) - expected)
    print(
        f"{count:g} days of {feeds} feeds, killed {deaths} times: {polls:,} polls,"
        f" {published:,} articles published, {len(expected):,} listed; {missing} missing, {twice} twice,"
        f" {strange} of none ({time.perf_counter() - began:.0f} s)"
    )


def _stored(database: Path) -> Counter[str]:
    """How often each address is stored, as the sites spell it."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return Counter(str(url) for (url,) in connection.execute("SELECT url FROM articles"))


async def _measure(tables: Sequence[str], args: argparse.Namespace) -> None:
    for name in tables:
        print(f"== {name}", flush=True)
        if name == "poll":
            await poll(args.feeds, args.feeds * SICK // FEEDS)
        else:
            await days(args.simulated, args.days, args.kills, args.seed)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description=__doc__)
    parser.add_argument("tables", nargs="*", choices=[*_TABLES, []], help="both by default")
    parser.add_argument("--feeds", type=int, default=FEEDS, help="that `poll` asks for")
    parser.add_argument("--simulated", type=int, default=SIMULATED, help="feeds of `days`")
    parser.add_argument("--days", type=float, default=DAYS)
    parser.add_argument("--kills", type=int, default=KILLED, help="in those days")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(arguments)
    asyncio.run(_measure(args.tables or _TABLES, args))


if __name__ == "__main__":
    main()
