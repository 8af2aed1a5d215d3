"""What a digest takes: `python -m benchmarks.daily [ARTICLES] [--rounds N]`.

A library of invented news of one day: stories told by one outlet, by several, one of them by 300, in both
languages; some articles changed since, questions asked and open ones among them. A process of its own makes
digests of it as the bot does, and says what each took: seconds of processor time, how late the event loop was
meanwhile, and how much more memory it held at most.
"""

import argparse
import asyncio
import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.corpus import Corpus
from bot import heap
from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Asked, Document

ARTICLES, ROUNDS = 2_000, 5
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
_OUTLETS, _LARGEST = 40, 300
_OPEN, _ASKED, _CHANGED = 12, 200, 60
_BATCH = 50


class _Clock:
    """A clock that somebody else moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at


def _documents(count: int) -> Iterator[Document]:
    """So many articles of about the length of real ones; a story's share most of their words."""
    draw = random.Random(3)
    made = 0
    for base in Corpus(seed=3).articles(count, sentences=16, words=(14, 34)):
        tellers = _LARGEST if not made else draw.choice((1, 1, 1, 1, 2, 3, 6))
        headline, *lines = base.text.splitlines()
        for teller in range(min(tellers, count - made)):
            words = headline.split()
            draw.shuffle(words)
            kept = [line for line in lines if draw.random() < 0.8]
            outlet = f"Kabar {teller if tellers == _LARGEST else draw.randrange(_OUTLETS)}"
            at = NOW - timedelta(minutes=draw.randrange(60, 1_380))
            yield replace(
                base,
                text="\n".join(kept),
                title=" ".join(words).capitalize(),
                outlet=outlet,
                url=f"https://kabar.example/{made}",
                published_at=at.isoformat(),
                origin=f"{made}",
            )
            made += 1
        if made >= count:
            return


async def _fill(directory: Path, count: int) -> None:
    clock = _Clock(NOW - timedelta(hours=2))
    documents = list(_documents(count))
    async with open_app(Settings(directory), clock=clock) as app:
        for first in range(0, len(documents), _BATCH):
            await app.ingest.ingest_documents(LOCAL, documents[first : first + _BATCH])
        while await app.stories.catch_up():
            pass
        corpus = Corpus(seed=4)
        for number, one in enumerate(documents[-1 :: -max(1, count // (_ASKED + _OPEN))]):
            question = corpus.question(one.text.splitlines()[number % 5]).text
            at = (NOW - timedelta(hours=20)).isoformat()
            shown = one.title if number >= _OPEN else ""
            asked = Asked(number + 1, LOCAL, 1, question, one.language, (), "", shown, asked_at=at)
            await app.store.save_asked(asked)
        clock.at = NOW
        changed = documents[:: max(1, count // _CHANGED)]
        await app.ingest.ingest_documents(
            LOCAL,
            [
                replace(one, text=f"In all {number} came.\n{one.text[40:]}")
                for number, one in enumerate(changed)
            ],
        )


async def _measure(directory: Path, rounds: int) -> None:
    """Make digests as the bot would, and print what each took."""
    sys.setswitchinterval(0.0005)  # as the bot
    clock = _Clock(NOW + timedelta(seconds=1))
    async with open_app(Settings(directory), clock=clock) as app:
        with heap.settling():  # as the bot does
            await app.dialogues.warm_up()
            await app.stories.warm_up()
        for _ in range(rounds):
            await _one(app)


async def _one(app: App) -> None:
    late = 0.0

    async def watch() -> None:
        nonlocal late
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            late = max(late, time.perf_counter() - before - 0.005)

    with contextlib.suppress(OSError):  # forget the peak of before
        await asyncio.to_thread(Path("/proc/self/clear_refs").write_text, "5")
    held, _ = await asyncio.to_thread(_memory)
    watching = asyncio.create_task(watch())
    await asyncio.sleep(0.05)
    late, began, spent = 0.0, time.perf_counter(), time.process_time()
    since, until = (at.isoformat(timespec="seconds") for at in (NOW - timedelta(hours=24), app.clock.now()))
    digest = await app.digests.make(LOCAL, since=since, until=until, stories=10)
    spent, took = time.process_time() - spent, time.perf_counter() - began
    watching.cancel()
    _, peak = await asyncio.to_thread(_memory)
    print(
        f"{digest.articles:>9,} {len(digest.stories):>3} of {len(digest.stories) + digest.further:<6,}"
        f" {len(digest.corrections):>11} {len(digest.answered):>8} {spent:>7.2f} {took:>7.2f}"
        f" {late * 1e3:>8.0f} {peak - held:>8.0f}",
        flush=True,
    )


def _memory() -> tuple[float, float]:
    """What this process holds and has held at most, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return int(found["VmRSS"]) / 1024, int(found["VmHWM"]) / 1024


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.daily", description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--made", type=Path, help=argparse.SUPPRESS)  # by the process that measures
    args = parser.parse_args(arguments)
    if args.made:
        asyncio.run(_measure(args.made, args.rounds))
        return
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(_fill(Path(temporary), args.articles))
        print(
            f"{'articles':>9} {'stories':<13} {'corrections':>11} {'answered':>8} {'CPU s':>7} {'wall s':>7}",
            end="",
        )
        print(f" {'late ms':>8} {'MB more':>8}", flush=True)
        command = [
            sys.executable,
            "-m",
            "benchmarks.daily",
            "--rounds",
            str(args.rounds),
            "--made",
            temporary,
        ]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
