"""Sources and the scopes that may see them."""

from collections.abc import Sequence

from bot.domain import Scope, Source, SourceKind
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

_LIBRARY = """
    SELECT o.id, o.kind, o.name FROM sources o JOIN scope_sources f ON f.source_id = o.id
    WHERE o.kind = ? AND o.locator = ? AND f.scope = ?
"""


class SourceTables:
    """The port's SourceStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def library(self, scope: Scope) -> Source:
        """The scope's own library, made on first use."""
        kind = SourceKind.LIBRARY
        async with self._database.reader() as reader:
            found = list(await reader.execute_fetchall(_LIBRARY, (kind.value, scope.name, scope.name)))
        if not found:
            async with self._database.transaction() as writer:
                await writer.execute(
                    "INSERT INTO sources (kind, locator, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    (kind.value, scope.name, "Library"),
                )
                await writer.execute(
                    "INSERT INTO scope_sources SELECT ?, id FROM sources WHERE kind = ? AND locator = ?"
                    " ON CONFLICT DO NOTHING",
                    (scope.name, kind.value, scope.name),
                )
                found = list(await writer.execute_fetchall(_LIBRARY, (kind.value, scope.name, scope.name)))
        identity, _, name = found[0]
        return Source(int(identity), kind, str(name))

    async def outlets(self, scope: Scope, limit: int) -> Sequence[str]:
        """The outlets whose articles `scope` may see, those with the most articles first."""
        query = (
            f"SELECT a.outlet FROM articles a WHERE {rows.OF_SCOPE} AND a.outlet <> ''"
            " GROUP BY a.outlet COLLATE NOCASE ORDER BY count(*) DESC, a.outlet LIMIT ?"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (scope.name, scope.name, limit))
        return [str(outlet) for (outlet,) in found]
