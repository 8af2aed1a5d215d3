"""The outbox: what is posted, and the places that are paused."""

from collections.abc import Sequence

import aiosqlite

from bot.domain import PausedPlace, Post, PostKind, PostState, Scope, Standing
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

POST = (
    "key, kind, scope, place, payload, id, state, not_before, attempts, message_id, error, created_at,"
    " tried_at"
)
_WRITTEN = (
    "key, kind, scope, place, payload, state, not_before, attempts, message_id, error, created_at, tried_at"
)
# What people wrote to each other is kept no longer than it takes to be posted.
_DONE = "payload = iif(kind = 'recap', '{}', payload)"
_EACH = 10  # posts of one place that are due at once: one that has thousands does not keep others waiting

_DUE = f"""
    WITH due AS (
        SELECT *, row_number() OVER (PARTITION BY place ORDER BY id) AS turn FROM outbox
        WHERE state = 'pending' AND not_before <= :now
            AND place NOT IN (SELECT place FROM paused_places)
            AND place NOT IN (
                SELECT place FROM outbox WHERE state = 'pending' AND attempts > 0 AND not_before > :now
            )
    )
    SELECT {POST} FROM due WHERE turn <= {_EACH} ORDER BY turn, id LIMIT :limit
"""


async def write_posts(writer: aiosqlite.Connection, posts: Sequence[Post], now: str) -> int:
    """Add posts within a transaction of somebody else's; how many are new. `now` is when they are made.

    What is posted about something is written together with it: either both are there, or neither.
    """
    new = 0
    for post in posts:
        values = (
            post.key,
            post.kind.value,
            post.scope.name,
            rows.bounded(post.place),
            post.payload,
            PostState.PENDING.value,
            post.not_before,
            0,
            0,
            "",
            post.created_at or now,
            "",
        )
        written = await writer.execute(
            f"INSERT INTO outbox ({_WRITTEN}) VALUES ({rows.marks(len(values))})"
            " ON CONFLICT (key) DO NOTHING",
            values,
        )
        new += written.rowcount
    return new


class PostTables:
    """The port's PostStore over SQLite."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put_posts(self, posts: Sequence[Post]) -> int:
        """Add posts, in this order; how many are new."""
        async with self._database.transaction() as writer:
            return await write_posts(writer, posts, self._instant())

    async def post(self, key: str) -> Post | None:
        """The post with a key."""
        async with self._database.reader() as reader:
            found = list(await reader.execute_fetchall(f"SELECT {POST} FROM outbox WHERE key = ?", (key,)))
        return post_of(found[0]) if found else None

    async def due_posts(self, now: str, limit: int) -> list[Post]:
        """Posts that may be sent: a few of each place, the oldest of each place first."""
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(_DUE, {"now": now, "limit": limit})
        return [post_of(row) for row in found]

    async def post_attempted(self, post: Post, tried_at: str) -> None:
        """Count an attempt, before it is made."""
        await self._change("attempts = attempts + 1, tried_at = ?", post, tried_at)

    async def post_sent(self, post: Post, message_id: int) -> None:
        """It has arrived, as that message."""
        await self._change(f"state = 'sent', {_DONE}, error = '', message_id = ?", post, message_id)

    async def post_dropped(self, post: Post, reason: str) -> None:
        """It is given up."""
        await self._change(f"state = 'dropped', {_DONE}, error = ?", post, reason)

    async def post_postponed(self, post: Post, until: str, error: str) -> None:
        """It is tried again, not before `until`."""
        await self._change("not_before = ?, error = ?", post, until, error)

    async def drop_posts_before(self, instant: str, reason: str) -> int:
        """Give up what waits since before an instant; how many. The last error stands after the reason."""
        old = "state = 'pending' AND created_at < ?"
        async with self._database.reader() as reader:
            # Nearly always there is nothing, and reading keeps nobody waiting.
            if not list(
                await reader.execute_fetchall(f"SELECT 1 FROM outbox WHERE {old} LIMIT 1", (instant,))
            ):
                return 0
        async with self._database.transaction() as writer:
            changed = await writer.execute(
                f"UPDATE outbox SET state = 'dropped', {_DONE},"
                " error = ? || iif(error = '', '', ': ' || error)"
                f" WHERE {old}",
                (reason, instant),
            )
            return changed.rowcount

    async def pause_place(self, place: int, scope: Scope, reason: str) -> bool:
        """Post nothing to a place any more; False where it is paused, or nothing waits for it."""
        async with self._database.transaction() as writer:
            # Of a scope that was forgotten meanwhile nothing may be left.
            written = await writer.execute(
                "INSERT INTO paused_places SELECT ?, ?, ?, ?, 0"
                " WHERE EXISTS (SELECT 1 FROM outbox WHERE state = 'pending' AND place = ? AND scope = ?)"
                " ON CONFLICT (place) DO NOTHING",
                (place, scope.name, reason, self._instant(), place, scope.name),
            )
            return written.rowcount > 0

    async def resume_place(self, scope: Scope, place: int) -> bool:
        """Post to a place of `scope` again; False if it was not paused."""
        async with self._database.transaction() as writer:
            gone = await writer.execute(
                "DELETE FROM paused_places WHERE place = ? AND scope = ?", (rows.bounded(place), scope.name)
            )
            return gone.rowcount > 0

    async def paused_places(self, scope: Scope | None) -> list[PausedPlace]:
        """The paused places of `scope` (None: of all), the oldest first."""
        where, values = ("WHERE scope = ?", (scope.name,)) if scope else ("", ())
        query = f"SELECT place, scope, reason, since, told FROM paused_places {where} ORDER BY since, place"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, values)
        return [
            PausedPlace(place, Scope(name), reason, since, bool(told))
            for place, name, reason, since, told in found
        ]

    async def paused_place_told(self, place: int) -> None:
        """Somebody was told that a place is paused."""
        async with self._database.transaction() as writer:
            await writer.execute("UPDATE paused_places SET told = 1 WHERE place = ?", (place,))

    async def standing(self, scope: Scope) -> Standing:
        """How the posts of `scope` stand."""
        count = "SELECT state, count(*) FROM outbox WHERE scope = ? GROUP BY state"
        why = "SELECT error FROM outbox WHERE scope = ? AND state = 'dropped' ORDER BY id DESC LIMIT 1"
        async with self._database.reader() as reader:
            counts = dict(map(tuple, await reader.execute_fetchall(count, (scope.name,))))
            reasons = list(await reader.execute_fetchall(why, (scope.name,)))
        return Standing(
            waiting=counts.get(PostState.PENDING.value, 0),
            dropped=counts.get(PostState.DROPPED.value, 0),
            reason=str(reasons[0][0]) if reasons else "",
            paused=tuple(await self.paused_places(scope)),
        )

    async def forget_posts(self, before: str) -> int:
        """Forget what was made before an instant and is sent or given up; how many."""
        async with self._database.transaction() as writer:
            gone = await writer.execute(
                "DELETE FROM outbox WHERE state <> 'pending' AND created_at < ?", (before,)
            )
            return gone.rowcount

    async def _change(self, what: str, post: Post, *values: object) -> None:
        # What is sent or given up stays so, whoever comes late.
        async with self._database.transaction() as writer:
            await writer.execute(
                f"UPDATE outbox SET {what} WHERE key = ? AND state = 'pending'", (*values, post.key)
            )

    def _instant(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def post_of(row: rows.Row) -> Post:
    """A Post from the columns of POST."""
    key, kind, scope, place, payload, identity, state, *how = row
    return Post(key, PostKind(kind), Scope(scope), place, payload, identity, PostState(state), *how)
