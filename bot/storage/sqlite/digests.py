"""What a digest is made of: what came in, what was changed, what was asked."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain import Arrival, Interest, Revised, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

_COMPARED = 80  # sentences of a revision
_SHOWN = 1_000  # articles that were quoted in answers

# `at` is a day or an instant, and is compared with as much of an instant as it has itself.
_ARRIVALS = f"""
    SELECT t.story_id, t.at, {rows.ARTICLE} FROM story_articles t
    JOIN articles a ON a.id = t.article_id
    WHERE t.at >= ? AND a.added_at > ? AND a.added_at <= ?
        AND (t.at >= substr(?, 1, length(t.at))
            OR t.at >= substr(strftime('%Y-%m-%dT%H:%M:%S', a.added_at, '-1 day'), 1, length(t.at)))
        AND {rows.IN_SCOPE}
    ORDER BY t.at DESC, t.article_id DESC LIMIT ?
"""
_OPENINGS = f"""
    SELECT a.id, s.position, s.text FROM json_each(?) w
    CROSS JOIN articles a ON a.id = w.value
    CROSS JOIN sentences s ON s.article_id = a.id AND s.revision = a.revision AND s.position <= ?
    WHERE {rows.IN_SCOPE} ORDER BY w.key, s.position
"""
_REVISED = f"""
    SELECT {rows.ARTICLE}, (
        SELECT coalesce(max(b.revision), 1) FROM revisions b WHERE b.article_id = a.id AND b.added_at <= ?
    ) FROM revisions r
    CROSS JOIN articles a ON a.id = r.article_id AND a.revision = r.revision
    WHERE r.revision > 1 AND r.added_at > ? AND r.added_at <= ? AND {rows.IN_SCOPE}
    ORDER BY r.added_at DESC, a.id DESC LIMIT ?
"""
_SENTENCES = """
    SELECT s.article_id, s.revision, s.text FROM json_each(?) w
    CROSS JOIN sentences s ON s.article_id = json_extract(w.value, '$[0]')
        AND s.revision = json_extract(w.value, '$[1]') AND s.position <= ?
    ORDER BY w.key, s.position
"""
_SHOWN_IN = """
    SELECT u.article_id, count(*) FROM asked q JOIN quoted u ON u.message_id = q.message_id
    WHERE q.scope = ? AND q.asked_at > ? GROUP BY u.article_id ORDER BY count(*) DESC, u.article_id LIMIT ?
"""
_UNANSWERED = """
    SELECT question, max(asked_at) FROM asked
    WHERE scope = ? AND NOT private AND outlet = '' AND since = '' AND until = ''
        AND asked_at > ? AND asked_at <= ?
    GROUP BY question HAVING max(shown <> '') = 0
    ORDER BY max(asked_at) DESC, max(message_id) DESC LIMIT ?
"""


class DigestTables:
    """The port's DigestStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def arrivals(self, scope: Scope, since: str, until: str, limit: int) -> list[Arrival]:
        """The articles of `scope` that came in after `since` and by `until`, the newest first."""
        values = (_days_before(since, 2), since, until, since, scope.name, rows.bounded(limit))
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(_ARRIVALS, values)
        return [Arrival(int(row[0]), str(row[1]), rows.article(row[2:])) for row in found]

    async def openings(
        self, scope: Scope, article_ids: Sequence[int], sentences: int
    ) -> Mapping[int, tuple[tuple[int, str], ...]]:
        """The first sentences of articles that `scope` may see, as (position, text)."""
        read: dict[int, list[tuple[int, str]]] = defaultdict(list)
        values = (json.dumps(list(article_ids)), rows.bounded(sentences), scope.name)
        async with self._database.reader() as reader:
            for article_id, position, text in await reader.execute_fetchall(_OPENINGS, values):
                read[int(article_id)].append((int(position), str(text)))
        return {article_id: tuple(found) for article_id, found in read.items()}

    async def revised(self, scope: Scope, since: str, until: str, limit: int) -> list[Revised]:
        """The articles of `scope` that were changed after `since` and by `until`, the last changed first."""
        async with self._database.reader() as reader:
            found = list(
                await reader.execute_fetchall(
                    _REVISED, (since, since, until, scope.name, rows.bounded(limit))
                )
            )
            articles = [(rows.article(row), int(row[-1])) for row in found]
            wanted = [(one.id, number) for one, before in articles for number in (before, one.revision)]
            said: dict[tuple[int, int], list[str]] = defaultdict(list)
            for article_id, revision, text in await reader.execute_fetchall(
                _SENTENCES, (json.dumps(wanted), _COMPARED)
            ):
                said[article_id, revision].append(str(text))
        return [
            Revised(one, tuple(said[one.id, before]), tuple(said[one.id, one.revision]))
            for one, before in articles
        ]

    async def interest(self, scope: Scope, since: str, limit: int) -> Interest:
        """What was asked in `scope` since an instant and not in private, the newest first, and shown."""
        asked = (
            "SELECT question, language, names FROM asked WHERE scope = ? AND NOT private AND asked_at > ?"
            " ORDER BY asked_at DESC, message_id DESC LIMIT ?"
        )
        async with self._database.reader() as reader:
            questions = await reader.execute_fetchall(asked, (scope.name, since, rows.bounded(limit)))
            shown = await reader.execute_fetchall(_SHOWN_IN, (scope.name, since, _SHOWN))
        return Interest(
            tuple(
                (str(text), str(language), tuple(json.loads(names))) for text, language, names in questions
            ),
            {int(article_id): int(count) for article_id, count in shown},
        )

    async def unanswered(self, scope: Scope, since: str, until: str, limit: int) -> Sequence[tuple[str, str]]:
        """The questions asked in `scope` in that time that were never answered, the newest first."""
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(
                _UNANSWERED, (scope.name, since, until, rows.bounded(limit))
            )
        return [(str(question), str(asked_at)) for question, asked_at in found]


def _days_before(instant: str, days: int) -> str:
    """The day so many days before an instant; "" of the beginning, or near it."""
    try:
        return (date.fromisoformat(instant[:10]) - timedelta(days=days)).isoformat() if instant else ""
    except OverflowError:
        return ""
