"""SIGKILL at any moment of ingest: every batch that was reported is there, and none by half."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain import LOCAL, Article, Query
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.drafts import any_of
from tests.storage.crash_child import BATCH, RUNNING, batch

KILLS = 30
LONGEST = 0.3  # seconds between the first batch, or the start, and the kill
ROOT = Path(__file__).parents[2]


@dataclass
class Killed:
    """What a killed child left: the batches it had reported, and how it ended."""

    reported: list[int]
    status: int


def ingest_and_kill(path: Path, first: int, delay: float, *, after_first_batch: bool) -> Killed:
    """Let a child ingest into `path` and kill it `delay` seconds after its first batch, or its start."""
    command = [sys.executable, "-m", "tests.storage.crash_child", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline()] if after_first_batch else []
        time.sleep(delay)
        os.kill(child.pid, signal.SIGKILL)
        # A line cut short by the kill was not reported.
        lines += child.stdout.read().splitlines(keepends=True)
        status = child.wait(timeout=10)
    return Killed([int(line) for line in lines if line.endswith("\n")], status)


async def check_article(store: SqliteStore, article: Article) -> None:
    """Every part of an article is there: its sentences, its raw text, and the index of its last sentence."""
    sentences = await store.sentences(LOCAL, article.id)
    assert len(sentences) == article.sentences
    assert [one.position for one in sentences] == list(range(len(sentences)))
    async with store._database.reader() as reader:
        revisions = await reader.execute_fetchall(
            "SELECT revision FROM revisions WHERE article_id = ? ORDER BY revision", (article.id,)
        )
    assert [row[0] for row in revisions] == list(range(1, article.revision + 1))
    last = sentences[-1]
    query = Query((tuple((stem,) for stem in last.stems),))
    assert last.id in {hit.sentence.id for hit in await store.search(query, LOCAL, 10_000)}


async def check(path: Path, reported: set[int], seen: set[int]) -> int:
    """Check the whole store; articles in `seen` were looked at before. The first batch not in it."""
    store = await SqliteStore.open(path, FrozenClock())
    try:
        async with store._database.reader() as reader:
            assert [row[0] for row in await reader.execute_fetchall("PRAGMA integrity_check")] == ["ok"]
        assert [finding.detail for finding in await store.check() if not finding.ok] == []
        articles = {one.url: one for one in await store.articles(LOCAL, limit=1_000_000)}
        for article in articles.values():
            if article.id not in seen or article.url == RUNNING:
                await check_article(store, article)
                seen.add(article.id)
        batches = {int(url.split("/")[-2]) for url in articles if url != RUNNING}
        assert reported <= batches
        # Only what was under way when the child was killed may be there without having been reported.
        assert len(articles) == (len(batches) * BATCH + 1 if batches else 0)
        for number in batches:
            assert all(document.url in articles for document in batch(number))
        if batches:
            newest = f"ke{max(batches)}x"
            (hit,) = await store.search(any_of(newest), LOCAL, 5)
            assert hit.article.revision == len(batches)
        return max(batches, default=-1) + 1
    finally:
        await store.close()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
async def test_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "warta.db"
    chance = random.Random(19451110)
    reported: set[int] = set()
    seen: set[int] = set()
    following = unreported = 0
    for turn in range(KILLS):
        # Every third child is killed at some moment from its very start, so as to hit the opening too.
        killed = ingest_and_kill(path, following, chance.uniform(0, LONGEST), after_first_batch=turn % 3 != 0)
        assert killed.status == -signal.SIGKILL
        reported.update(killed.reported)
        former, following = following, await check(path, reported, seen)
        unreported += following - former - len(killed.reported)
    # The test means something only when children were killed in the midst of their work.
    assert len(reported) > KILLS, f"{len(reported)} batches reported, {unreported} more stored"
    assert following == len(reported) + unreported
