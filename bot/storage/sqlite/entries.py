"""What feeds have listed: what is remembered of it, what waits, and the last judgement of each entry."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import aiosqlite

from bot.domain import (
    Entry,
    Fate,
    Feed,
    Gate,
    Judged,
    Memory,
    Post,
    Revision,
    Scope,
    Source,
    SourceKind,
    Twin,
    Waiting,
)
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.moving import move_feed
from bot.storage.sqlite.posts import write_posts
from bot.storage.sqlite.together import Together

_MEMORY = (
    "n.key, n.id_mark, n.link_mark, n.title_mark, n.first_seen, n.id, n.title, n.link, n.published_at,"
    " n.updated_at, n.said, n.fate, n.article_id, n.attempts, n.next_try, n.quiet, n.address, n.held"
)
_MEMORY_WIDTH = 18
_TWINS = 8  # articles a print


class EntryTables:
    """The port's FeedStore over SQLite, as far as it is about entries."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._unchanged = Together[bool](database)

    async def memories(self, source: Source) -> list[Memory]:
        """What is remembered of a feed's entries."""
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(
                f"SELECT {_MEMORY} FROM entries n WHERE n.feed_id = ?", (source.id,)
            )
        return [_memory_of(row) for row in found]

    async def save_checked(
        self, was: Feed, feed: Feed, memories: Sequence[Memory], posts: Sequence[Post]
    ) -> bool:
        """Keep how asking a feed went, the entries to remember, and what is posted of it."""
        if not (memories or posts) and feed.url == was.url:
            # As it was, which is the most frequent answer: kept together with that of others.
            return await self._unchanged.make(lambda writer: _save_feed(writer, was, feed))
        now = self._now()
        async with self._database.transaction() as writer:
            if not await _save_feed(writer, was, feed):
                return False
            await _remember(writer, feed.source.id, memories)
            await write_posts(writer, posts, now)
            if feed.url != was.url:
                await move_feed(writer, feed.source.id, feed.url, now)
        return True

    async def forget_entries(self, kept: int) -> int:
        """Forget what is remembered of a feed's entries beyond so many, the oldest; how many it was."""
        full = "SELECT feed_id FROM entries GROUP BY feed_id HAVING count(*) > ?"
        beyond = "SELECT key FROM entries WHERE feed_id = ?1 ORDER BY first_seen DESC, key LIMIT -1 OFFSET ?2"
        async with self._database.reader() as reader:
            feeds = [int(row[0]) for row in await reader.execute_fetchall(full, (kept,))]
        forgotten = 0
        for feed_id in feeds:
            async with self._database.transaction() as writer:
                gone = await writer.execute(
                    f"DELETE FROM entries WHERE feed_id = ?1 AND next_try = '' AND key IN ({beyond})",
                    (feed_id, kept),
                )
                forgotten += gone.rowcount
        return forgotten

    async def waiting(self, now: str, limit: int, source: Source | None = None) -> list[Waiting]:
        """Entries whose articles are to be fetched by now, the oldest first; of one feed or of all wanted."""
        wanted = "AND EXISTS (SELECT 1 FROM follows f WHERE f.feed_id = n.feed_id AND NOT f.paused)"
        of_feed, values = ("AND n.feed_id = ?", (source.id,)) if source else (wanted, ())
        query = (
            f"SELECT {_MEMORY}, o.id, o.name FROM entries n JOIN sources o ON o.id = n.feed_id"
            f" WHERE n.next_try <> '' AND n.next_try <= ? {of_feed}"
            " ORDER BY n.next_try, n.published_at, n.key LIMIT ?"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (now, *values, limit))
        return [
            Waiting(Source(row[_MEMORY_WIDTH], SourceKind.FEED, row[_MEMORY_WIDTH + 1]), _memory_of(row))
            for row in found
        ]

    async def twins(self, prints: Sequence[str]) -> list[Twin]:
        """The articles of feeds that have any of these prints, the newest first."""
        query = (
            "SELECT a.id, a.source_id, a.url, a.content_hash, r.text FROM articles a"
            " JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision"
            " WHERE a.id IN"
            " (SELECT p.article_id FROM json_each(?) j CROSS JOIN prints p ON p.print = j.value)"
            " ORDER BY a.id DESC LIMIT ?"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(
                query, (json.dumps(list(prints)), _TWINS * max(1, len(prints)))
            )
        return [Twin(*row) for row in found]

    async def quoted(self, article_id: int) -> list[tuple[Scope, int, int, str]]:
        """Where sentences of an article were shown: scope, place, message and sentence."""
        query = (
            "SELECT k.scope, q.place, q.message_id, q.sentence FROM quoted q"
            " JOIN asked k ON k.message_id = q.message_id WHERE q.article_id = ? ORDER BY q.message_id"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (article_id,))
        return [(Scope(scope), place, message, sentence) for scope, place, message, sentence in found]

    async def judgements(self, scope: Scope, url: str, limit: int) -> list[Judged]:
        """The last judgements of an address in the feeds of `scope`; "": of all, the newest first."""
        where = "AND ?2 = ?2"
        if url:
            where = (
                "AND (n.address = ?2 OR n.link = ?2"
                " OR n.article_id IN (SELECT p.article_id FROM prints p WHERE p.print = 'u ' || ?2))"
            )
        query = (
            f"SELECT {_MEMORY}, n.gates, n.judged_at, o.locator FROM entries n"
            " JOIN sources o ON o.id = n.feed_id"
            " WHERE n.feed_id IN (SELECT feed_id FROM follows WHERE scope = ?1)"
            f" {where} ORDER BY n.judged_at DESC, n.published_at DESC, n.key LIMIT ?3"
        )
        async with self._database.reader() as reader:
            found = list(await reader.execute_fetchall(query, (scope.name, url, limit)))
            mine = {
                int(row[0])
                for row in await reader.execute_fetchall(
                    "SELECT id FROM follows WHERE scope = ?", (scope.name,)
                )
            }
        return [_judged_of(row, mine) for row in found]

    async def also_in(self, scope: Scope, article_id: int) -> Sequence[str]:
        """The names of further feeds of `scope` that carry an article."""
        query = (
            "SELECT o.name FROM carried c JOIN sources o ON o.id = c.source_id"
            " JOIN scope_sources f ON f.source_id = o.id AND f.scope = ?"
            " WHERE c.article_id = ? ORDER BY o.name"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (scope.name, rows.bounded(article_id)))
        return [str(name) for (name,) in found]

    async def revisions(self, scope: Scope, article_id: int) -> list[Revision]:
        """An article in all its revisions, the first one first; none if `scope` may not see it."""
        query = (
            "SELECT r.revision, r.title, r.text, r.added_at FROM articles a"
            f" JOIN revisions r ON r.article_id = a.id WHERE a.id = ? AND {rows.IN_SCOPE} ORDER BY r.revision"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (rows.bounded(article_id), scope.name))
        return [Revision(*row) for row in found]

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


async def _save_feed(writer: aiosqlite.Connection, was: Feed, feed: Feed) -> bool:
    """Keep how asking went, unless another has asked since `was`.

    Whether it is paused is decided by those who follow it, meanwhile too.
    """
    written = await writer.execute(
        "UPDATE feeds SET (site, next_check_at, interval, etag, last_modified, checked_at, succeeded_at,"
        f" failures, error, told, news_at) = ({rows.marks(11)}),"
        " state = iif(state = 'paused', state, ?) WHERE id = ? AND checked_at = ?",
        (
            feed.site,
            feed.next_check_at,
            feed.interval,
            feed.etag,
            feed.last_modified,
            feed.checked_at,
            feed.succeeded_at,
            feed.failures,
            feed.error,
            int(feed.told),
            feed.news_at,
            feed.state.value,
            feed.source.id,
            was.checked_at,
        ),
    )
    if written.rowcount and feed.source.name != was.source.name:
        await writer.execute("UPDATE sources SET name = ? WHERE id = ?", (feed.source.name, feed.source.id))
    return written.rowcount > 0


async def _remember(writer: aiosqlite.Connection, feed_id: int, memories: Sequence[Memory]) -> None:
    if not memories:
        return
    columns = (
        "id_mark, link_mark, title_mark, id, title, link, published_at, updated_at, said, fate, article_id,"
        " attempts, next_try, address, held"
    )
    excluded = ", ".join(f"excluded.{one.strip()}" for one in columns.split(","))
    await writer.executemany(
        f"INSERT INTO entries (feed_id, key, first_seen, quiet, {columns}, gates, judged_at)"
        f" VALUES ({rows.marks(19)}, '[]', '') ON CONFLICT (feed_id, key) DO UPDATE SET"
        f" ({columns}) = ({excluded})",
        [
            (
                feed_id,
                one.key,
                one.first_seen,
                int(one.quiet),
                *one.marks,
                one.entry.id,
                one.entry.title,
                one.entry.link,
                one.entry.published_at,
                one.entry.updated_at,
                one.said,
                one.fate.value,
                one.article_id,
                one.attempts,
                one.next_try,
                one.address,
                json.dumps(asdict(one.entry)) if one.next_try else "",
            )
            for one in memories
        ],
    )


def _memory_of(row: rows.Row) -> Memory:
    """A Memory from the columns of _MEMORY."""
    key, *marks, first_seen = row[:5]
    entry = Entry(row[5], row[6], row[7], published_at=row[8], updated_at=row[9])
    said, fate, article_id, attempts, next_try, quiet, address, held = row[10:_MEMORY_WIDTH]
    if held:
        values = json.loads(held)
        entry = Entry(**{**values, "categories": tuple(values["categories"])})
    known = (str(marks[0]), str(marks[1]), str(marks[2]))
    return Memory(
        key, known, first_seen, entry, said, Fate(fate), article_id, attempts, next_try, bool(quiet), address
    )


def _judged_of(row: rows.Row, mine: set[int]) -> Judged:
    """A Judged; of what each follow has decided, only what those of one scope have."""
    memory = _memory_of(row)
    gates, judged_at, url = row[_MEMORY_WIDTH:]
    found = tuple(Gate(*one) for one in json.loads(gates) if not one[3] or one[3] in mine)
    return Judged(memory.entry, url, memory.fate, found, memory.article_id, judged_at)
