"""The index: sentences by stems, vocabulary by letter trigrams."""

import json
from collections.abc import Mapping, Sequence

from bot.domain import Candidate, Clause, Query, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

TRIGRAM = 3
# Only a few of a word's trigrams need to be looked for to meet every word that resembles it closely.
MAX_TRIGRAMS = 12

# How many sentences are looked up in the scope, and compared in length, for each that is wanted: a few first,
# and all that match where too few of those are in sight.
_POOL = 4
_POOL_OF_PERIOD = 40  # most are of another time
_ALL = -1

# FTS5's own rank, BM25, reads the places of every term in every sentence that matches, and its length: 3.5 µs
# a sentence, where to read which ones match takes 0.2, and to add up what the clauses are worth 0.8. Length,
# by BM25's rule for a term that stands once, is compared among the best alone.
_ARM = "SELECT rowid, ? AS worth FROM sentence_index WHERE sentence_index MATCH ?"
_K1, _B, _USUAL_WORDS = 1.2, 0.75, 14
_LENGTH = (
    f"({1 + _K1 * (1 - _B)} + {_K1 * _B / _USUAL_WORDS}"
    " * (1 + length(s.stems) - length(replace(s.stems, ' ', ''))))"
)
# The same for the trigrams of the vocabulary, by Dice's coefficient: twice those that are shared, over all.
_TRIGRAM = "SELECT rowid FROM term_trigrams WHERE term_trigrams MATCH ?"
_SIMILAR = """
    WITH best (id, shared) AS MATERIALIZED (
        SELECT rowid, count(*) FROM ({arms}) GROUP BY rowid ORDER BY 2 DESC, 1 LIMIT ?
    )
    SELECT t.term FROM best CROSS JOIN terms t ON t.id = best.id
    ORDER BY 1.0 * best.shared / (length(t.term) + ?) DESC, t.id LIMIT ?
"""
# CROSS JOIN keeps what was found outermost.
_BEST = f"""
    WITH best (id, worth) AS MATERIALIZED (
        SELECT rowid, sum(worth) FROM ({{arms}}) GROUP BY rowid ORDER BY 2 DESC, 1 DESC LIMIT ?
    ),
    chosen (id, worth) AS MATERIALIZED (
        SELECT s.id, best.worth / {_LENGTH}
        FROM best
        CROSS JOIN sentences s ON s.id = best.id
        CROSS JOIN articles a ON a.id = s.article_id
        WHERE {rows.IN_SCOPE} AND {{within}}
        ORDER BY 2 DESC, 1 DESC LIMIT ?
    )
    SELECT {rows.CANDIDATE}, (SELECT count(*) FROM best)
    FROM chosen
    CROSS JOIN sentences s ON s.id = chosen.id
    CROSS JOIN articles a ON a.id = s.article_id
    {rows.CONTEXT}
    ORDER BY chosen.worth DESC, chosen.id DESC
"""


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
        looked_for = [quote(one) for one in trigrams[:MAX_TRIGRAMS]]
        statement = _SIMILAR.format(arms=" UNION ALL ".join([_TRIGRAM] * len(looked_for)))
        async with self._database.reader() as reader:
            values = (*looked_for, limit * _POOL, len(word) - 2 * (TRIGRAM - 1), limit)
            found = await reader.execute_fetchall(statement, values)
        return [str(term) for (term,) in found]

    async def search(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """The best sentences of `scope` for which some clause holds; at most 500 clauses may have a worth."""
        if query.newest:
            find = self._newest_then if query.period is not None else self._newest
            return await find(query, scope, limit)
        arms = _arms(query)
        if not arms or limit <= 0:
            return []
        within, days = rows.published(query.period)
        by_outlet, names = rows.published_by(query.outlet)
        confined = f"{within} AND {by_outlet}"
        statement = _BEST.format(arms=" UNION ALL ".join([_ARM] * len(arms)), within=confined)
        asked = [value for arm in arms for value in arm]
        found: list[rows.Row] = []
        for pool in (limit * (_POOL_OF_PERIOD if query.period or query.outlet else _POOL), _ALL):
            async with self._database.reader() as reader:
                values = (*asked, pool, scope.name, *days, *names, limit)
                found = list(await reader.execute_fetchall(statement, values))
            # Fewer than the limit are all there are, unless others of the pool were out of the scope's sight.
            if len(found) == limit or (found and found[0][-1] < pool):
                break
        return [rows.candidate(row) for row in found]

    async def _newest(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """The newest sentences for which some clause holds: the index is read backwards, as far as needed."""
        match = expression(query)
        if not match:
            return []
        # CROSS JOIN keeps the index outermost.
        by_outlet, names = rows.published_by(query.outlet)
        statement = f"""
            SELECT {rows.CANDIDATE}
            FROM sentence_index
            CROSS JOIN sentences s ON s.id = sentence_index.rowid
            CROSS JOIN articles a ON a.id = s.article_id
            {rows.CONTEXT}
            WHERE sentence_index MATCH ? AND {rows.IN_SCOPE} AND {by_outlet}
            ORDER BY sentence_index.rowid DESC LIMIT ?
        """
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(statement, (match, scope.name, *names, limit))
        return [rows.candidate(row) for row in found]

    async def _newest_then(self, query: Query, scope: Scope, limit: int) -> list[Candidate]:
        """The newest sentences of a period, for a query of frequent terms.

        The index would be read back from today, past all that is newer; here a few articles of that time
        are read, as nearly every one of them has the terms.
        """
        has = (
            "EXISTS (SELECT 1 FROM json_each(?) t WHERE instr(' ' || s.stems || ' ', ' ' || t.value || ' '))"
        )
        clauses = [clause for clause in query.clauses if clause]
        holds = " OR ".join(" AND ".join([has] * len(clause)) for clause in clauses) or "FALSE"
        condition, values = rows.chosen(scope, query.period, query.outlet)
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
    return " OR ".join(f"({one})" for one in map(_conjunction, query.clauses) if one)


def _conjunction(clause: Clause) -> str:
    if not all(clause):
        return ""
    return " AND ".join(f"({' OR '.join(map(quote, group))})" for group in clause)


def _arms(query: Query) -> list[tuple[float, str]]:
    """What is added up: the worth of each clause, and its expression."""
    if not query.worths:
        match = expression(query)
        return [(1.0, match)] if match else []
    clauses = zip(query.worths, map(_conjunction, query.clauses), strict=True)
    return [(worth, match) for worth, match in clauses if match]
