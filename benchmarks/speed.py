"""How fast Warta takes in and answers: `python -m benchmarks.speed [SENTENCES …] [--keep DIR]`.

For each size a library of invented news is ingested through the whole pipeline and then asked, warm and in
process.
"""

import argparse
import asyncio
import resource
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import SENTENCES_AN_ARTICLE, Corpus, Question
from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL, Document, Outcome
from bot.ingest.files import Handed

_BATCH = 100
_QUESTIONS = 300
_ARTICLES = 1_500
_HEADER = (
    f"{'sentences':>10} {'articles/s':>12} {'MB':>8} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8}"
    f" {'RSS MB':>8} {'first':>7}"
)


async def measure(sentences: int, directory: Path) -> str:
    """One row of the table for a library of about `sentences` sentences."""
    corpus = Corpus()
    async with open_app(Settings(directory)) as app:
        held = await app.store.counts(LOCAL)
        rate = "kept"
        if not held.sentences:
            rate = f"{await _ingest(app, corpus, sentences // (SENTENCES_AN_ARTICLE + 1)):,.0f}"
            held = await app.store.counts(LOCAL)
        asked = await _questions(app, corpus, held.articles)
        for question in asked[:20]:
            await app.answers.ask(question.text, LOCAL)
        times, right = [], 0
        for question in asked:
            start = time.perf_counter()
            answer = await app.answers.ask(question.text, LOCAL)
            times.append((time.perf_counter() - start) * 1e3)
            right += any(one.candidate.sentence.text == question.sentence for one in answer.evidence[:1])
    times.sort()
    size = await asyncio.to_thread(lambda: sum(file.stat().st_size for file in directory.iterdir()) / 1e6)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{held.sentences:>10,} {rate:>12} {size:>8,.0f} {statistics.median(times):>8.1f}"
        f" {times[int(len(times) * 0.95)]:>8.1f} {times[-1]:>8.1f} {memory:>8,.0f} {right / len(asked):>7.0%}"
    )


async def ingest_rate(directory: Path) -> str:
    """How many articles of the first article's size (a dozen long sentences, 3.3 kB) are stored a second."""
    documents = list(Corpus(seed=2).articles(_ARTICLES, sentences=11, words=(24, 58)))
    size = statistics.mean(len(document.text.encode()) for document in documents)
    async with open_app(Settings(directory)) as app:
        handed = [Handed(document.origin, data=document.text.encode()) for document in documents]
        start = time.perf_counter()
        stored = [fate.outcome async for fate in app.ingest.ingest(LOCAL, handed)].count(Outcome.ADDED)
        seconds = time.perf_counter() - start
    return f"{stored:,} texts of {size / 1000:.1f} kB in one go: {stored / seconds:,.0f} articles/s"


async def _ingest(app: App, corpus: Corpus, count: int) -> float:
    """Articles a second, over the time ingest takes (not the inventing of them)."""
    spent = 0.0
    batch: list[Document] = []
    for number, document in enumerate(corpus.articles(count), 1):
        batch.append(document)
        if len(batch) == _BATCH or number == count:
            start = time.perf_counter()
            await app.ingest.ingest_documents(LOCAL, batch)
            spent += time.perf_counter() - start
            batch = []
    return count / spent


async def _questions(app: App, corpus: Corpus, articles: int) -> list[Question]:
    found = []
    for number in range(_QUESTIONS):
        sentences = await app.store.sentences(LOCAL, 1 + number * articles // _QUESTIONS)
        found.append(corpus.question(sentences[1 + number % (len(sentences) - 1)].text))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="directory in which the libraries stay for another run")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print(asyncio.run(ingest_rate(Path(temporary))))
    print(_HEADER)
    for sentences in args.sentences:
        with tempfile.TemporaryDirectory() as temporary:
            directory = args.keep / str(sentences) if args.keep else Path(temporary)
            print(asyncio.run(measure(sentences, directory)), flush=True)


if __name__ == "__main__":
    main()
