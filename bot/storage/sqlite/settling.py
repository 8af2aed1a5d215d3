"""What came of entries: articles, judgements, traces and posts, in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import aiosqlite

from bot.domain import (
    Add,
    Fate,
    Follow,
    Gate,
    GateName,
    Settled,
    Skip,
    Waiting,
    article_post,
    copy_gates,
)
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.batch import Batch
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.feeds import active_follows
from bot.storage.sqlite.posts import write_posts


class SettlingTables:
    """The port's FeedStore over SQLite, as far as it is about what came of entries."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def settle(self, settled: Sequence[Settled]) -> list[int | None]:
        """Keep what came of entries of one feed; the article of each."""
        if not settled:
            return []
        now, source = self._clock.now().isoformat(timespec="seconds"), settled[0].waiting.source
        articles: list[int | None] = [None] * len(settled)
        async with self._database.transaction() as writer:
            follows = await active_follows(writer, source.id)
            live = [
                (place, await _without_twin(writer, one))
                for place, one in enumerate(settled)
                if _still_meant(one, follows) and await _still_waits(writer, one.waiting)
            ]
            batch = await Batch.begin(writer, source, now)
            numbers: dict[int, int] = {}
            for place, one in live:
                if one.intent is not None and one.twin is None:
                    numbers[place] = len(batch.article_ids)
                    await batch.take(one.intent)
            await batch.write()
            for place, one in live:
                stored = batch.article_ids[numbers[place]] if place in numbers else one.twin
                articles[place] = stored or one.waiting.memory.article_id
                await _save_settled(writer, one, articles[place], follows, now)
        return articles


def _still_meant(one: Settled, follows: Mapping[int, Follow]) -> bool:
    """Whether nobody it was judged for has asked for other words meanwhile: then it is judged anew."""
    return all(was.filter == follows[was.id].filter for was in one.follows if was.id in follows)


async def _still_waits(writer: aiosqlite.Connection, waiting: Waiting) -> bool:
    """Whether nobody else has settled it, and the feed is still there."""
    found = await writer.execute_fetchall(
        "SELECT 1 FROM entries WHERE feed_id = ? AND key = ? AND next_try = ? AND attempts = ?",
        (waiting.source.id, waiting.memory.key, waiting.memory.next_try, waiting.memory.attempts),
    )
    return bool(list(found))


async def _without_twin(writer: aiosqlite.Connection, one: Settled) -> Settled:
    """As it is, or as a copy of what another process has stored since it was decided."""
    if not isinstance(one.intent, Add) or one.twin is not None or not one.intent.draft.url:
        return one
    found = list(
        await writer.execute_fetchall(
            "SELECT p.article_id FROM prints p JOIN articles a ON a.id = p.article_id"
            " WHERE p.print = ? AND a.source_id <> ? LIMIT 1",
            (f"u {one.intent.draft.url}", one.waiting.source.id),
        )
    )
    if not found:
        return one
    twin = int(found[0][0])
    told = {gate.name: gate for gate in copy_gates(twin)}
    gates = tuple(told.get(gate.name, gate) for gate in one.gates)
    return replace(one, twin=twin, fate=Fate.DUPLICATE, gates=gates)


async def _save_settled(
    writer: aiosqlite.Connection,
    one: Settled,
    article_id: int | None,
    follows: Mapping[int, Follow],
    now: str,
) -> None:
    feed_id, memory = one.waiting.source.id, one.waiting.memory
    gates = list(one.gates)
    if article_id is not None and one.next_try == "":
        gates = await _publish(writer, one, article_id, follows, now)
    await writer.execute(
        "UPDATE entries SET (fate, article_id, attempts, next_try, held, gates, judged_at) ="
        f" ({rows.marks(7)}) WHERE feed_id = ? AND key = ?",
        (
            one.fate.value,
            article_id,
            memory.attempts + 1 if one.next_try else 0,
            one.next_try,
            json.dumps(asdict(memory.entry)) if one.next_try else "",
            json.dumps([[gate.name, gate.passed, gate.reason, gate.follow] for gate in gates]),
            now,
            feed_id,
            memory.key,
        ),
    )
    await write_posts(writer, one.posts, now)


async def _publish(
    writer: aiosqlite.Connection, one: Settled, article_id: int, follows: Mapping[int, Follow], now: str
) -> list[Gate]:
    """What follows from a stored article: prints, carriers, posts; the gates, with those of posts."""
    if one.twin is not None:
        await writer.execute(
            "INSERT INTO carried SELECT ?, ? WHERE NOT EXISTS"
            " (SELECT 1 FROM articles WHERE id = ? AND source_id = ?) ON CONFLICT DO NOTHING",
            (article_id, one.waiting.source.id, article_id, one.waiting.source.id),
        )
    if one.prints and not isinstance(one.intent, Skip):
        await writer.executemany(
            "INSERT INTO prints VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(print_, article_id) for print_ in one.prints],
        )
    gates = list(one.gates)
    for was in one.posts_to:
        follow = follows.get(was.id)
        if follow is None or not follow.post or not follow.place:
            why = "it was paused or given up meanwhile" if follow is None else "this follow only indexes"
            gates.append(Gate(GateName.POSTED, False, why, was.id))
            continue
        # Who follows several feeds that carry it is told of it once in each place.
        told = await writer.execute_fetchall(
            "SELECT 1 FROM follows f JOIN outbox x ON x.key = 'article:' || f.id || ':' || ?"
            " WHERE f.place = ? AND f.scope = ?",
            (article_id, rows.bounded(follow.place), follow.scope.name),
        )
        if list(told):
            gates.append(Gate(GateName.POSTED, False, "it was posted there before", follow.id))
            continue
        written = await write_posts(writer, [article_post(follow, article_id)], now)
        reason = "in the outbox" if written else "it was posted there before"
        gates.append(Gate(GateName.POSTED, bool(written), reason, follow.id))
    return gates
