"""How much each scope holds, counted anew only after the database has changed."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import aiosqlite

from bot.domain import Counts, Period, Scope
from bot.storage.sqlite import rows

_TOTAL = "SELECT count(*), coalesce(sum(a.sentences), 0) FROM articles a"
# The two halves of OF_SCOPE apart, so that the first is read from an index alone, as it always was.
_COUNT = """
    SELECT sum(articles), sum(sentences) FROM (
        SELECT count(*) AS articles, coalesce(sum(a.sentences), 0) AS sentences FROM articles a
        WHERE a.source_id IN (SELECT source_id FROM scope_sources WHERE scope = ?1)
        UNION ALL
        SELECT count(*), coalesce(sum(a.sentences), 0) FROM articles a WHERE a.id IN
            (SELECT c.article_id FROM scope_sources q CROSS JOIN carried c ON c.source_id = q.source_id
            WHERE q.scope = ?1)
        AND a.source_id NOT IN (SELECT source_id FROM scope_sources WHERE scope = ?1)
    )
"""


@dataclass(slots=True)
class _Version:
    """What a connection has counted since another one last committed."""

    number: int
    counts: dict[Scope, Counts] = field(default_factory=dict)


class Counted:
    """The counts of scopes, kept for as long as they are true.

    To count reads an entry of an index for every article: 6 ms of every question to 66,000 articles.
    `PRAGMA data_version` tells in 0.1 ms whether another connection, of any process, has committed
    since; its numbers mean something only to the connection that reads them.
    """

    def __init__(self) -> None:
        self._versions: WeakKeyDictionary[aiosqlite.Connection, _Version] = WeakKeyDictionary()

    async def of(
        self, reader: aiosqlite.Connection, scope: Scope, period: Period | None, outlet: str = ""
    ) -> Counts:
        """How many articles and current sentences `scope` may see, of `period` and `outlet` where given.

        The connection `reader` must be one that never writes: its own commits it would not notice.
        """
        if period is not None or outlet:
            condition, values = rows.chosen(scope, period, outlet)
            (found,) = await reader.execute_fetchall(f"{_TOTAL} WHERE {condition}", values)
            return Counts(*found)
        # Read before counting: a commit in between makes the version older than the counts, never newer.
        ((number,),) = await reader.execute_fetchall("PRAGMA data_version")
        version = self._versions.get(reader)
        if version is None or version.number != number:
            version = self._versions[reader] = _Version(int(number))
        if scope not in version.counts:
            (found,) = await reader.execute_fetchall(_COUNT, (scope.name,))
            version.counts[scope] = Counts(*found)
        return version.counts[scope]
