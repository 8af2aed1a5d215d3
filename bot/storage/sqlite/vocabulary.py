"""The vocabulary: in how many current sentences each term stands, which every change to articles changes."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import aiosqlite


async def count_terms(writer: aiosqlite.Connection, counts: Iterable[tuple[str, int]]) -> None:
    await writer.executemany(
        "INSERT INTO terms (term, sentences) VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET sentences = sentences + excluded.sentences",
        list(counts),
    )


async def forget_terms(writer: aiosqlite.Connection, article_ids: Sequence[int]) -> None:
    """Take the current sentences of articles out of the vocabulary's counts; empty terms stay until swept."""
    found = await writer.execute_fetchall(
        "SELECT stems FROM sentences WHERE superseded_at IS NULL"
        " AND article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(article_ids)),),
    )
    gone: Counter[str] = Counter()
    for (stems,) in found:
        gone.update(set(stems.split()))
    await count_terms(writer, [(term, -count) for term, count in gone.items()])


async def forget_articles(writer: aiosqlite.Connection, article_ids: Sequence[int]) -> None:
    """Forget articles in all their revisions, within a transaction."""
    await forget_terms(writer, article_ids)
    gone = "DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    await writer.execute(gone, (json.dumps(list(article_ids)),))
    await writer.execute("DELETE FROM terms WHERE sentences <= 0")
