"""Feeds and who follows them."""

import json
from collections.abc import Sequence
from dataclasses import replace

import aiosqlite

from bot.domain import Feed, FeedState, Filter, Follow, Scope, Source, SourceKind, Where
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.vocabulary import forget_articles

FEED = (
    "o.id, o.name, o.locator, e.site, e.state, e.next_check_at, e.interval, e.etag, e.last_modified,"
    " e.checked_at, e.succeeded_at, e.failures, e.error, e.told, e.news_at"
)
FEEDS = "feeds e JOIN sources o ON o.id = e.id"
_FEED_WIDTH = 15
_FOLLOW = (
    "f.id, f.scope, f.place, f.post, f.ping, f.any_of, f.all_of, f.none_of, f.looked_in, f.paused,"
    f" f.added_by, f.added_at, {FEED}"
)
_FOLLOWS = "follows f JOIN feeds e ON e.id = f.feed_id JOIN sources o ON o.id = e.id"
_BATCH = 200  # articles forgotten in one transaction: others write in between


class FeedTables:
    """The port's FeedStore over SQLite, as far as it is about feeds and follows."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save_follow(self, follow: Follow) -> Follow:
        """Keep a follow, with its feed where nobody followed that yet; change one that has a number."""
        async with self._database.transaction() as writer:
            if follow.id:
                await self._alter(writer, follow)
                feed_id, identity = follow.feed.source.id, follow.id
            else:
                feed_id = await self._feed_of(writer, follow.feed)
                identity = await self._add(writer, follow, feed_id)
            await _settle_state(writer, feed_id, self._now())
            (found,) = await writer.execute_fetchall(
                f"SELECT {_FOLLOW} FROM {_FOLLOWS} WHERE f.id = ?", (identity,)
            )
        return follow_of(found)

    async def _feed_of(self, writer: aiosqlite.Connection, feed: Feed) -> int:
        """The number of the feed at an address, made where there is none."""
        await writer.execute(
            "INSERT INTO sources (kind, locator, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (SourceKind.FEED.value, feed.url, feed.source.name),
        )
        ((identity,),) = await writer.execute_fetchall(
            "SELECT id FROM sources WHERE kind = ? AND locator = ?", (SourceKind.FEED.value, feed.url)
        )
        await writer.execute(
            "INSERT INTO feeds VALUES (?, ?, 'active', ?, ?, '', '', '', '', 0, '', 0, '', '')"
            " ON CONFLICT DO NOTHING",
            (identity, feed.site, self._now(), feed.interval),
        )
        return int(identity)

    async def _add(self, writer: aiosqlite.Connection, follow: Follow, feed_id: int) -> int:
        await writer.execute(
            f"INSERT INTO follows VALUES (NULL, {rows.marks(12)}) ON CONFLICT DO NOTHING",
            (
                follow.scope.name,
                feed_id,
                rows.bounded(follow.place),
                *_settings(follow),
                follow.added_by,
                follow.added_at or self._now(),
            ),
        )
        await writer.execute(
            "INSERT INTO scope_sources VALUES (?, ?) ON CONFLICT DO NOTHING", (follow.scope.name, feed_id)
        )
        ((identity,),) = await writer.execute_fetchall(
            "SELECT id FROM follows WHERE feed_id = ? AND scope = ? AND place = ?",
            (feed_id, follow.scope.name, rows.bounded(follow.place)),
        )
        return int(identity)

    async def _alter(self, writer: aiosqlite.Connection, follow: Follow) -> None:
        await writer.execute(
            "UPDATE follows SET (post, ping, any_of, all_of, none_of, looked_in, paused) ="
            f" ({rows.marks(7)}) WHERE id = ? AND scope = ?",
            (*_settings(follow), follow.id, follow.scope.name),
        )

    async def follows(self, scope: Scope | None) -> list[Follow]:
        """What `scope` follows (None: what anybody does), the oldest first."""
        where, values = ("WHERE f.scope = ?", (scope.name,)) if scope else ("", ())
        return await self._select(f"{where} ORDER BY f.id", values)

    async def follow(self, scope: Scope, follow_id: int) -> Follow | None:
        """One of them."""
        found = await self._select("WHERE f.id = ? AND f.scope = ?", (rows.bounded(follow_id), scope.name))
        return found[0] if found else None

    async def followers(self, source: Source) -> list[Follow]:
        """Who follows a feed and has not paused it."""
        return await self._select("WHERE f.feed_id = ? AND NOT f.paused ORDER BY f.id", (source.id,))

    async def _select(self, where: str, values: Sequence[object]) -> list[Follow]:
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(f"SELECT {_FOLLOW} FROM {_FOLLOWS} {where}", values)
        return [follow_of(row) for row in found]

    async def unfollow(self, scope: Scope, follow_id: int) -> bool:
        """Forget a follow; the last one of a scope takes the articles out of its sight."""
        async with self._database.transaction() as writer:
            gone = list(
                await writer.execute_fetchall(
                    "DELETE FROM follows WHERE id = ? AND scope = ? RETURNING feed_id",
                    (rows.bounded(follow_id), scope.name),
                )
            )
            for (feed_id,) in gone:
                await writer.execute(
                    "DELETE FROM scope_sources WHERE scope = ? AND source_id = ?"
                    " AND NOT EXISTS (SELECT 1 FROM follows WHERE scope = ? AND feed_id = ?)",
                    (scope.name, feed_id, scope.name, feed_id),
                )
                await _settle_state(writer, int(feed_id), self._now())
        return bool(gone)

    async def forget_unfollowed(self, before: str) -> int:
        """Forget feeds that nobody follows since before an instant, with their articles; how many feeds."""
        old = "SELECT id FROM feeds WHERE unfollowed_at <> '' AND unfollowed_at < ?"
        forgotten = 0
        while True:
            async with self._database.transaction() as writer:
                found = list(await writer.execute_fetchall(f"{old} ORDER BY id LIMIT 1", (before,)))
                if not found:
                    return forgotten
                feed_id = int(found[0][0])
                # Whoever follows its address from now on follows another feed, which begins anew: of this one
                # some articles are gone by then, and its entries would say that they are known.
                await writer.execute(
                    "UPDATE sources SET locator = ? WHERE id = ?", (f"forgotten:{feed_id}", feed_id)
                )
                if not await _forget_some(writer, feed_id):
                    await writer.execute("DELETE FROM sources WHERE id = ?", (feed_id,))
                    forgotten += 1

    async def feed(self, source_id: int) -> Feed | None:
        """A feed."""
        found = await self._feeds("WHERE e.id = ?", (rows.bounded(source_id),))
        return found[0] if found else None

    async def feed_at(self, url: str) -> Feed | None:
        """The feed at an address."""
        found = await self._feeds("WHERE o.kind = ? AND o.locator = ?", (SourceKind.FEED.value, url))
        return found[0] if found else None

    async def feeds(self, scope: Scope | None) -> list[Feed]:
        """The feeds that `scope` follows (None: all that anybody does)."""
        whose, values = ("WHERE scope = ?", (scope.name,)) if scope else ("", ())
        return await self._feeds(f"WHERE e.id IN (SELECT feed_id FROM follows {whose}) ORDER BY e.id", values)

    async def due_feeds(self, now: str, limit: int) -> list[Feed]:
        """The feeds to be asked by now: those that work before those that fail, the longest due first."""
        return await self._feeds(
            "WHERE e.state = 'active' AND e.next_check_at <= ?"
            " ORDER BY e.failures > 0, e.next_check_at, e.id LIMIT ?",
            (now, limit),
        )

    async def check_soon(self, source_id: int, at: str) -> None:
        """Ask a feed at an instant, also one that is gone or that fails, but none that all have paused."""
        async with self._database.transaction() as writer:
            await writer.execute(
                "UPDATE feeds SET state = iif(EXISTS (SELECT 1 FROM follows WHERE feed_id = feeds.id"
                " AND NOT paused), 'active', 'paused'), next_check_at = ? WHERE id = ?",
                (at, rows.bounded(source_id)),
            )

    async def _feeds(self, where: str, values: Sequence[object]) -> list[Feed]:
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(f"SELECT {FEED} FROM {FEEDS} {where}", values)
        return [feed_of(row) for row in found]

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


async def active_follows(writer: aiosqlite.Connection, feed_id: int) -> dict[int, Follow]:
    """Who follows a feed and has not paused it, by number, within a transaction."""
    query = f"SELECT {_FOLLOW} FROM {_FOLLOWS} WHERE f.feed_id = ? AND NOT f.paused"
    follows = map(follow_of, await writer.execute_fetchall(query, (feed_id,)))
    return {one.id: one for one in follows}


async def forget_follows(writer: aiosqlite.Connection, scope: Scope, now: str) -> None:
    """Forget everything that a scope follows, within a transaction."""
    gone = await writer.execute_fetchall(
        "DELETE FROM follows WHERE scope = ? RETURNING feed_id", (scope.name,)
    )
    for feed_id in {int(row[0]) for row in gone}:
        await _settle_state(writer, feed_id, now)


async def _settle_state(writer: aiosqlite.Connection, feed_id: int, now: str) -> None:
    """A feed is asked for as long as somebody follows it who has not paused it; one that is gone is not.

    What it lists when somebody wants it again is no news, as with a feed that was never read. Nor is it news
    to who follows it anew that it works again.
    """
    ((followed, wanted),) = await writer.execute_fetchall(
        "SELECT count(*), coalesce(sum(NOT paused), 0) FROM follows WHERE feed_id = ?", (feed_id,)
    )
    await writer.execute(
        "UPDATE feeds SET unfollowed_at = iif(:followed, '', iif(unfollowed_at = '', :now, unfollowed_at)),"
        " succeeded_at = iif(:wanted AND (state = 'paused' OR unfollowed_at <> ''), '', succeeded_at),"
        " told = told AND NOT (:followed AND unfollowed_at <> ''),"
        " next_check_at = iif(state = 'paused' AND :wanted, :now, next_check_at),"
        " state = CASE WHEN state = 'gone' THEN 'gone' WHEN :wanted THEN 'active' ELSE 'paused' END"
        " WHERE id = :feed",
        {"followed": followed, "wanted": wanted, "now": now, "feed": feed_id},
    )


async def _forget_some(writer: aiosqlite.Connection, feed_id: int) -> int:
    """Forget some articles of a feed, or hand them to a feed that carries them too; how many there were."""
    found = await writer.execute_fetchall(
        "SELECT a.id, (SELECT min(c.source_id) FROM carried c WHERE c.article_id = a.id AND c.source_id <> ?)"
        " FROM articles a WHERE a.source_id = ? LIMIT ?",
        (feed_id, feed_id, _BATCH),
    )
    alone = [int(article_id) for article_id, heir in found if heir is None]
    shared = [(int(heir), int(article_id)) for article_id, heir in found if heir is not None]
    for heir, article_id in shared:
        moved = await writer.execute(
            "UPDATE OR IGNORE articles SET source_id = ? WHERE id = ?", (heir, article_id)
        )
        if not moved.rowcount:
            alone.append(article_id)
        await writer.execute("DELETE FROM carried WHERE article_id = ? AND source_id = ?", (article_id, heir))
    await forget_articles(writer, alone)
    return len(alone) + len(shared)


def _settings(follow: Follow) -> tuple[object, ...]:
    wanted = follow.filter
    return (
        int(follow.post),
        follow.ping,
        json.dumps(wanted.any_of),
        json.dumps(wanted.all_of),
        json.dumps(wanted.none_of),
        wanted.where.value,
        int(follow.paused),
    )


def feed_of(row: rows.Row) -> Feed:
    """A Feed from the columns of FEED."""
    identity, name, url, site, state, next_check_at, interval, *rest = row[:_FEED_WIDTH]
    feed = Feed(Source(identity, SourceKind.FEED, name), url, site, FeedState(state), next_check_at, interval)
    etag, last_modified, checked_at, succeeded_at, failures, error, told, news_at = rest
    return replace(
        feed,
        etag=etag,
        last_modified=last_modified,
        checked_at=checked_at,
        succeeded_at=succeeded_at,
        failures=failures,
        error=error,
        told=bool(told),
        news_at=news_at,
    )


def follow_of(row: rows.Row) -> Follow:
    """A Follow from its columns."""
    identity, scope, place, post, ping, any_of, all_of, none_of, where, paused, by, at = row[:12]
    any_of, all_of, none_of = (tuple(json.loads(one)) for one in (any_of, all_of, none_of))
    wanted = Filter(any_of, all_of, none_of, Where(where))
    feed = feed_of(row[12:])
    return Follow(identity, Scope(scope), feed, place, bool(post), ping, wanted, bool(paused), by, at)
