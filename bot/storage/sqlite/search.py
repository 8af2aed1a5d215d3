"""The index: sentences by stems, vocabulary by letter trigrams."""

import json
from collections.abc import Mapping, Sequence

from bot.domain import Candidate, Period, Query, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

TRIGRAM = 3
# Only a few of a word's trigrams need to be looked for to meet every word that resembles it closely.
MAX_TRIGRAMS = 12


class SearchTables:
    """The port's SearchStore over FTS5."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many current sentences each term stands; absent terms are left out."""
        query = "SELECT term, sentences FROM terms WHERE term IN (SELECT value FROM json_each(?))"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (json.dumps(list(terms)),))
        return {str(term): int(count) for term, count in found}

    async def similar_terms(self, word: str, limit: int) -> Sequence[str]:
        """The terms that share the most letter trigrams with `word`, best first."""
        trigrams = list(dict.fromkeys(word[i : i + TRIGRAM] for i in range(len(word) - TRIGRAM + 1)))
        if not trigrams:
            return ()
        match = " OR ".join(map(quote, trigrams[:MAX_TRIGRAMS]))
        query = "SELECT term FROM term_trigrams WHERE term_trigrams MATCH ? ORDER BY rank LIMIT ?"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (match, limit))
        return [str(term) for (term,) in found]

    async def search(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """The best sentences of `scope` by BM25 for which some clause holds."""
        if query.newest and query.period is not None:
            return await self._newest_then(query, query.period, scope, limit)
        match = expression(query)
        if not match:
            return []
        # By rowid the index is read backwards and only as far as the limit; by rank it is read whole.
        order = "sentence_index.rowid DESC" if query.newest else "sentence_index.rank"
        # CROSS JOIN keeps the index outermost, so that the scope is checked, and text read, only for as
        # many rows in rank order as the limit asks for.
        within, days = rows.within(query.period, "s.article_id")
        by_outlet, names = rows.published_by(query.outlet)
        statement = f"""
            SELECT {rows.CANDIDATE}
            FROM sentence_index
            CROSS JOIN sentences s ON s.id = sentence_index.rowid
            CROSS JOIN articles a ON a.id = s.article_id
            {rows.CONTEXT}
            WHERE sentence_index MATCH ? AND {rows.IN_SCOPE} AND {within} AND {by_outlet}
            ORDER BY {order} LIMIT ?
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(statement, (match, scope.name, *days, *names, limit))
        return [rows.candidate(row) for row in found]

    async def _newest_then(self, query: Query, period: Period, scope: Scope, limit: int) -> list[Candidate]:
        """The newest sentences of a period, for a query of frequent terms.

        The index would be read back from today, past all that is newer; here a few articles of that time
        are read, as nearly every one of them has the terms.
        """
        has = (
            "EXISTS (SELECT 1 FROM json_each(?) t WHERE instr(' ' || s.stems || ' ', ' ' || t.value || ' '))"
        )
        clauses = [clause for clause in query.clauses if clause]
        holds = " OR ".join(" AND ".join([has] * len(clause)) for clause in clauses) or "FALSE"
        condition, values = rows.chosen(scope, period, query.outlet)
        statement = f"""
            SELECT {rows.CANDIDATE}
            FROM articles a
            CROSS JOIN sentences s ON s.article_id = a.id AND s.revision = a.revision
            {rows.CONTEXT}
            WHERE {condition} AND ({holds})
            ORDER BY a.published_at DESC, a.id DESC LIMIT ?
        """
        groups = [json.dumps(group) for clause in clauses for group in clause]
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(statement, (*values, *groups, limit))
        return [rows.candidate(row) for row in found]

    async def candidates_of(self, scope: Scope, article_id: int) -> list[Candidate]:
        """Every current sentence of one article as a candidate, in order."""
        statement = f"""
            SELECT {rows.CANDIDATE}
            FROM articles a
            JOIN sentences s ON s.article_id = a.id AND s.revision = a.revision
            {rows.CONTEXT}
            WHERE a.id = ? AND {rows.IN_SCOPE}
            ORDER BY s.position
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(statement, (rows.bounded(article_id), scope.name))
        return [rows.candidate(row) for row in found]


def quote(term: str) -> str:
    """`term` as an FTS5 string: nothing a person types is ever read as query syntax.

    NUL would end the expression; half a surrogate pair, as JSON can bring, has no UTF-8.
    """
    writable = term.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return '"' + writable.replace('"', '""') + '"'


def expression(query: Query) -> str:
    """The FTS5 expression of a query; "" when it asks for nothing.

    A group without terms can have none present, so its clause holds for no sentence.
    """
    clauses = [
        " AND ".join(f"({' OR '.join(map(quote, group))})" for group in clause)
        for clause in query.clauses
        if clause and all(clause)
    ]
    return " OR ".join(f"({clause})" for clause in clauses)
