"""What people want to be told of, and what they were told of."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import aiosqlite

from bot.domain import News, Post, Scope, Watch
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.posts import write_posts

_COLUMNS = (
    "scope, person, text, question, place, direct, language, quiet_from, quiet_to, zone, paused,"
    " added_at, after"
)
_LAST = "(SELECT coalesce(max(number), 0) FROM story_articles)"
_CURSOR = "watches have looked at"
# What was posted of a watch, or waits to be: it says what a person watches for.
_ALERTS = "DELETE FROM outbox WHERE kind = 'alert' AND key GLOB 'alert:' || ? || ':*'"
_SEEN = """
    SELECT q.scope, a.value FROM json_each(?) s
    CROSS JOIN scope_sources q ON q.scope = s.value
    CROSS JOIN json_each(?) a
    WHERE q.source_id IN (SELECT source_id FROM articles WHERE id = a.value
        UNION ALL SELECT source_id FROM carried WHERE article_id = a.value)
    GROUP BY 1, 2 ORDER BY 1, 2
"""


class WatchTables:
    """The port's WatchStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_watch(self, watch: Watch, most: int) -> Watch | None:
        """Keep a watch, as it is now where it has a number; with its number."""
        async with self._database.transaction() as writer:
            if watch.id:
                changed = await writer.execute(
                    "UPDATE watches SET paused = ?, place = ?, direct = ? WHERE id = ?",
                    (watch.paused, watch.place, watch.direct, watch.id),
                )
                return watch if changed.rowcount else None
            values = _values(watch)[:-1]
            written = await writer.execute(
                f"INSERT INTO watches ({_COLUMNS}) SELECT {rows.marks(len(values))}, {_LAST}"
                " WHERE (SELECT count(*) FROM watches WHERE scope = ? AND person = ?) < ?"
                f" RETURNING id, {_COLUMNS}",
                (*values, watch.scope.name, watch.person, most),
            )
            found = await written.fetchone()
            return _watch(found) if found else None

    async def watches(self, scope: Scope | None, person: int | None = None) -> list[Watch]:
        """The watches of `scope` (None: of all), and of one person where given, the oldest first."""
        where, values = [], []
        if scope is not None:
            where.append("scope = ?")
            values.append(scope.name)
        if person is not None:
            where.append("person = ?")
            values.append(str(person))
        clause = f"WHERE {' AND '.join(where)}" if where else ""
        return await self._read(f"{clause} ORDER BY id", tuple(values))

    async def watch(self, watch_id: int) -> Watch | None:
        """One of them."""
        found = await self._read("WHERE id = ?", (rows.bounded(watch_id),))
        return found[0] if found else None

    async def remove_watch(self, watch_id: int) -> bool:
        """Forget a watch and its alerts, with those that wait to be posted."""
        async with self._database.transaction() as writer:
            await writer.execute(_ALERTS, (str(watch_id),))
            gone = await writer.execute("DELETE FROM watches WHERE id = ?", (rows.bounded(watch_id),))
            return gone.rowcount > 0

    async def news(self, after: int | None, limit: int) -> list[News]:
        """The articles put into stories later than number `after`, in order; None: only the last one."""
        columns = "SELECT number, article_id, story_id FROM story_articles"
        async with self._database.reader() as reader:
            if after is None:
                found = await reader.execute_fetchall(f"{columns} ORDER BY number DESC LIMIT 1")
            else:
                found = await reader.execute_fetchall(
                    f"{columns} WHERE number > ? ORDER BY number LIMIT ?", (after, limit)
                )
        return [News(*row) for row in found]

    async def seen_by(
        self, article_ids: Sequence[int], scopes: Sequence[Scope]
    ) -> Mapping[Scope, Sequence[int]]:
        """Which of these articles each of `scopes` may see; scopes that see none are left out."""
        names = json.dumps([one.name for one in scopes])
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(_SEEN, (names, json.dumps(list(article_ids))))
        seen: dict[Scope, list[int]] = {}
        for name, article in found:
            seen.setdefault(Scope(name), []).append(article)
        return seen

    async def hit_before(self, watch_ids: Sequence[int], story_ids: Sequence[int]) -> set[tuple[int, int]]:
        """Which of these watches have told of which of these stories."""
        query = (
            "SELECT h.watch_id, h.story_id FROM json_each(?) w"
            " CROSS JOIN watch_hits h ON h.watch_id = w.value"
            " WHERE h.story_id IN (SELECT value FROM json_each(?))"
        )
        values = (json.dumps(list(watch_ids)), json.dumps(list(story_ids)))
        async with self._database.reader() as reader:
            return {(watch, story) for watch, story in await reader.execute_fetchall(query, values)}

    async def hits_since(self, person: int, instant: str) -> int:
        """How often a person was told of anything since an instant."""
        query = (
            "SELECT count(*) FROM watch_hits h JOIN watches w ON w.id = h.watch_id"
            " WHERE w.person = ? AND h.at >= ?"
        )
        async with self._database.reader() as reader:
            ((count,),) = await reader.execute_fetchall(query, (person, instant))
        return int(count)

    async def save_hits(self, hits: Sequence[tuple[int, int, Post]], cursor: int, at: str) -> int:
        """Note which watch tells of which story, with its post: both or neither; how many are new."""
        new = 0
        async with self._database.transaction() as writer:
            for watch, story, post in hits:
                written = await writer.execute(
                    "INSERT INTO watch_hits SELECT ?, ?, ? FROM watches WHERE id = ? AND paused = 0"
                    " ON CONFLICT DO NOTHING",
                    (watch, story, at, watch),
                )
                if written.rowcount:
                    new += await write_posts(writer, [post], at)
            await writer.execute(
                "INSERT INTO remembered VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                " WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)",
                (_CURSOR, str(cursor)),
            )
        return new

    async def looked_at(self) -> int | None:
        """Up to which number everything was looked at; None: nothing ever was."""
        async with self._database.reader() as reader:
            found = list(
                await reader.execute_fetchall("SELECT value FROM remembered WHERE name = ?", (_CURSOR,))
            )
        return int(found[0][0]) if found else None

    async def _read(self, where: str, values: tuple[object, ...]) -> list[Watch]:
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(f"SELECT id, {_COLUMNS} FROM watches {where}", values)
        return [_watch(row) for row in found]


async def forget_watches(writer: aiosqlite.Connection, scope: Scope, person: int | None = None) -> None:
    """Forget the watches of a scope, or of one person there, with their alerts."""
    whose, values = "scope = ?", [scope.name]
    if person is not None:
        whose += " AND person = ?"
        values.append(str(person))
    for (number,) in await writer.execute_fetchall(f"SELECT id FROM watches WHERE {whose}", values):
        await writer.execute(_ALERTS, (str(number),))
    await writer.execute(f"DELETE FROM watches WHERE {whose}", values)


def _values(one: Watch) -> tuple[Any, ...]:
    return (
        one.scope.name,
        one.person,
        one.text,
        int(one.question),
        rows.bounded(one.place),
        int(one.direct),
        one.language,
        one.quiet_from,
        one.quiet_to,
        one.zone,
        int(one.paused),
        one.added_at,
        one.after,
    )


def _watch(row: rows.Row) -> Watch:
    """A Watch from its number and _COLUMNS."""
    number, scope, person, text, question, place, direct, language, since, until, zone, paused, *rest = row
    return Watch(
        number,
        Scope(scope),
        person,
        text,
        bool(question),
        place,
        bool(direct),
        language,
        since,
        until,
        zone,
        bool(paused),
        *rest,
    )
