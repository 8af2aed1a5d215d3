"""Who said what, as found when an article was stored."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain import Attribution, Candidate, Quote, Said, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

_ATTRIBUTION = "s.position, t.speaker, t.verb, t.kind, t.start, t.length"


class AttributionTables:
    """The port's AttributionStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def speakers(self, scope: Scope) -> Sequence[str]:
        """Everybody of whom an article of `scope` says that they said something, each once."""
        query = (
            "SELECT DISTINCT t.speaker FROM attributions t JOIN articles a ON a.id = t.article_id"
            f" WHERE {rows.OF_SCOPE}"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (scope.name, scope.name))
        return [str(speaker) for (speaker,) in found]

    async def quotes_by(self, scope: Scope, speakers: Sequence[str], limit: int) -> list[Quote]:
        """What any of `speakers`, as written, said; the newest article first."""
        query = f"""
            SELECT {_ATTRIBUTION}, {rows.SENTENCE}, {rows.ARTICLE}
            FROM attributions t
            JOIN sentences s ON s.id = t.sentence_id
            JOIN articles a ON a.id = t.article_id
            WHERE t.speaker IN (SELECT value FROM json_each(?)) AND {rows.IN_SCOPE}
            ORDER BY a.published_at DESC, a.id DESC, s.position LIMIT ?
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(
                query, (json.dumps(list(speakers)), scope.name, rows.bounded(limit))
            )
        return [Quote(_attribution(row), rows.sentence(row[6:]), rows.article(row[11:])) for row in found]

    async def said_in(self, scope: Scope, article_ids: Sequence[int], limit: int) -> list[Candidate]:
        """The sentences of these articles that are somebody's words, with who said them; the newest first."""
        query = f"""
            SELECT {_ATTRIBUTION}, {rows.CANDIDATE}
            FROM json_each(?) wanted
            CROSS JOIN articles a ON a.id = wanted.value
            CROSS JOIN attributions t ON t.article_id = a.id
            CROSS JOIN sentences s ON s.id = t.sentence_id
            {rows.CONTEXT}
            WHERE {rows.IN_SCOPE}
            ORDER BY a.published_at DESC, a.id DESC, s.position LIMIT ?
        """
        values = (json.dumps(list(article_ids)), scope.name, rows.bounded(limit))
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, values)
        return [replace(rows.candidate(row[6:]), attribution=_attribution(row)) for row in found]

    async def unattributed(self, limit: int) -> Mapping[int, Sequence[tuple[int, str]]]:
        """Articles stored before attributions were, at most `limit`: (position, text) of their sentences."""
        query = """
            SELECT s.article_id, s.position, s.text FROM sentences s
            WHERE s.superseded_at IS NULL
                AND s.article_id IN (SELECT article_id FROM unattributed ORDER BY article_id LIMIT ?)
            ORDER BY s.article_id, s.position
        """
        texts: dict[int, list[tuple[int, str]]] = {}
        async with self._database.reader() as reader:
            for article_id, position, text in await reader.execute_fetchall(query, (limit,)):
                texts.setdefault(int(article_id), []).append((int(position), str(text)))
        return texts

    async def save_attributions(self, found: Mapping[int, Sequence[Attribution]]) -> None:
        """Keep what was found in articles that were `unattributed`; those revised since are left alone."""
        statement = """
            INSERT INTO attributions SELECT NULL, s.article_id, s.id, ?, ?, ?, ?, ? FROM sentences s
            WHERE s.article_id = ? AND s.position = ? AND s.superseded_at IS NULL
                AND s.article_id IN (SELECT article_id FROM unattributed)
        """
        values = [
            (one.speaker, one.verb, one.kind.value, one.start, one.length, article_id, one.position)
            for article_id, attributions in found.items()
            for one in attributions
        ]
        async with self._database.transaction() as writer:
            await writer.executemany(statement, values)
            await writer.executemany(
                "DELETE FROM unattributed WHERE article_id = ?", [(one,) for one in found]
            )


def _attribution(row: rows.Row) -> Attribution:
    position, speaker, verb, kind, start, length = row[:6]
    return Attribution(position, speaker, verb, Said(kind), start, length)
