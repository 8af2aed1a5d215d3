"""What watching takes: `python -m benchmarks.watches`.

Standing questions of many people over a library of invented news, half of them about sentences that are added
then, and half about older ones; how long it takes to look through what is new, and how late the event loop is
meanwhile.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import SENTENCES_AN_ARTICLE, Corpus
from bot import heap
from bot.app import App, open_app
from bot.config import Settings, Watches
from bot.domain import Document, Scope, Watch

QUESTIONS, NEW, OLD = 1_000, 10_000, 10_000
_PEOPLE = 50
_BATCH = 100
_TURN = 0.0005  # seconds, as in the bot
_SCOPE = Scope("discord:1")


async def _add(app: App, documents: Sequence[Document]) -> None:
    for start in range(0, len(documents), _BATCH):
        await app.ingest.ingest_documents(_SCOPE, documents[start : start + _BATCH])
    while await app.stories.catch_up():
        pass


async def _late(worst: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        worst[0] = max(worst[0], time.perf_counter() - before - 0.005)


async def measure(directory: Path, questions: int, new: int, old: int) -> None:
    """Ask, add, and look."""
    corpus = Corpus()
    articles = list(corpus.articles((new + old) // (SENTENCES_AN_ARTICLE + 1)))
    settled, fresh = (
        articles[: len(articles) * old // (new + old)],
        articles[len(articles) * old // (new + old) :],
    )
    async with open_app(Settings(directory, watches=Watches(per_person=questions))) as app:
        await _add(app, settled)
        await app.watches.tick(app.clock.now())
        lines = [line for one in (*fresh, *settled) for line in one.text.split("\n")]
        step = max(1, len(lines) // questions)
        for number, line in enumerate(lines[::step][:questions]):
            text = corpus.question(line).text
            await app.watches.add(Watch(0, _SCOPE, 1 + number % _PEOPLE, text[:300], place=1, language="en"))
        await _add(app, fresh)
        with heap.settling():  # as the bot does
            await app.stories.warm_up()
        worst = [0.0]
        watching = asyncio.create_task(_late(worst))
        sys.setswitchinterval(_TURN)
        began, cpu = time.perf_counter(), time.process_time()
        told = await app.watches.tick(app.clock.now())
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        watching.cancel()
    print(
        f"{questions:,} standing questions, {new:,} new sentences beside {old:,}: {seconds:.1f} s,"
        f" {cpu:.1f} s of CPU, {told:,} alerts; event loop late by {worst[0] * 1e3:.0f} ms at most"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watches", description=__doc__)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--new", type=int, default=NEW, help="sentences that are looked through")
    parser.add_argument("--old", type=int, default=OLD, help="sentences that are there before")
    args = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(measure(Path(directory), args.questions, args.new, args.old))


if __name__ == "__main__":
    main()
