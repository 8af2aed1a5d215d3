"""What a scope has set, and the forgetting of scopes and persons."""

from dataclasses import fields

from bot.domain import Asked, Feedback, Preferences, Scope, SourceKind
from bot.ports import Clock
from bot.storage.sqlite.asked import ASKED, FEEDBACK, asked_of, feedback_of
from bot.storage.sqlite.channels import give_up
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.feeds import forget_follows
from bot.storage.sqlite.vocabulary import forget_articles
from bot.storage.sqlite.watches import forget_watches

_BATCH = 200  # articles forgotten in one transaction: others write in between
_TABLES = (
    "asked",
    "feedback",
    "preferences",
    "scope_sources",
    "schedules",
    "outbox",
    "paused_places",
    "channel_days",
)
_OWN = """
    SELECT a.id FROM articles a JOIN sources o ON o.id = a.source_id
    WHERE o.kind = ? AND o.locator = ? LIMIT ?
"""


class ScopeTables:
    """The port's ScopeStore over SQLite."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def preferences(self, scope: Scope) -> Preferences:
        """What `scope` has set."""
        query = "SELECT name, value FROM preferences WHERE scope = ?"
        async with self._database.reader() as reader:
            found = dict(map(tuple, await reader.execute_fetchall(query, (scope.name,))))
        return Preferences(**{one.name: str(found.get(one.name, "")) for one in fields(Preferences)})

    async def save_preferences(self, scope: Scope, preferences: Preferences) -> None:
        """Set it."""
        values = [(scope.name, one.name, getattr(preferences, one.name)) for one in fields(preferences)]
        async with self._database.transaction() as writer:
            await writer.executemany("INSERT OR REPLACE INTO preferences VALUES (?, ?, ?)", values)

    async def of_person(self, scope: Scope, person: int) -> tuple[list[Asked], list[Feedback]]:
        """What is kept of what a person asked and thought in `scope`, the oldest first."""
        whose = "WHERE scope = ? AND person = ?"
        async with self._database.reader() as reader:
            asked = await reader.execute_fetchall(
                f"SELECT {ASKED} FROM asked {whose} ORDER BY asked_at, message_id", (scope.name, person)
            )
            thought = await reader.execute_fetchall(
                f"SELECT {FEEDBACK} FROM feedback {whose} ORDER BY given_at, message_id", (scope.name, person)
            )
        return [asked_of(row) for row in asked], [feedback_of(row) for row in thought]

    async def forget_person(self, scope: Scope, person: int) -> int:
        """Forget that, the person's watches and lines, and who added feeds and digests and the like.

        How many questions and opinions it was.
        """
        async with self._database.transaction() as writer:
            for table, who in (("follows", "added_by"), ("schedules", "added_by"), ("channel_days", "on_by")):
                await writer.execute(
                    f"UPDATE {table} SET {who} = 0 WHERE scope = ? AND {who} = ?", (scope.name, person)
                )
            await writer.execute("DELETE FROM lines WHERE scope = ? AND person = ?", (scope.name, person))
            await give_up(writer, person, scope)
            await forget_watches(writer, scope, person)
            gone = [
                await writer.execute(
                    f"DELETE FROM {table} WHERE scope = ? AND person = ?", (scope.name, person)
                )
                for table in ("asked", "feedback")
            ]
            return sum(one.rowcount for one in gone)

    async def forget_scope(self, scope: Scope) -> int:
        """Forget everything that is the scope's own, a batch of articles at a time; how many it was."""
        own = (SourceKind.LIBRARY.value, scope.name)
        forgotten = 0
        while True:
            async with self._database.transaction() as writer:
                found = await writer.execute_fetchall(_OWN, (*own, _BATCH))
                articles = [int(row[0]) for row in found]
                await forget_articles(writer, articles)
                forgotten += len(articles)
                if articles:
                    continue
                await forget_follows(writer, scope, self._clock.now().isoformat(timespec="seconds"))
                await forget_watches(writer, scope)
                for table in _TABLES:
                    await writer.execute(f"DELETE FROM {table} WHERE scope = ?", (scope.name,))
                await writer.execute("DELETE FROM sources WHERE kind = ? AND locator = ?", own)
            return forgotten

    async def note(self, name: str) -> str:
        """What was noted under a name; "" where nothing was."""
        async with self._database.reader() as reader:
            found = list(
                await reader.execute_fetchall("SELECT value FROM remembered WHERE name = ?", (name,))
            )
        return str(found[0][0]) if found else ""

    async def save_note(self, name: str, value: str) -> None:
        """Note it, in the place of what was noted before."""
        async with self._database.transaction() as writer:
            await writer.execute("INSERT OR REPLACE INTO remembered VALUES (?, ?)", (name, value))
