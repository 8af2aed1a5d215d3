"""What a check looks at, over a connection of its own: the file, both indexes, every stored word.

Each takes the connection and returns what was seen and whether it is well. A changed letter leaves every page
sound, so that SQLite passes over most damage to texts: every text is compared with its hash, and every count
with what it counts.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from bot.domain import content_hash
from bot.storage.sqlite import schema

_SHOWN = 10  # articles or objects named

# Articles that are not what their first and their newest revision say.
_ODD_ARTICLES = """
    SELECT a.id FROM articles a
    LEFT JOIN revisions f ON f.article_id = a.id AND f.revision = 1
    LEFT JOIN revisions r ON r.article_id = a.id AND r.revision = a.revision
    WHERE f.added_at IS NOT a.added_at OR r.title IS NOT a.title OR r.content_hash IS NOT a.content_hash
        OR a.revision <> (SELECT max(revision) FROM revisions WHERE article_id = a.id)
        OR a.sentences <> (
            SELECT count(*) FROM sentences s
            WHERE s.article_id = a.id AND s.revision = a.revision AND s.superseded_at IS NULL
        )
"""
# Sentences that were not superseded just when the next revision came.
_ODD_SENTENCES = """
    SELECT s.article_id FROM sentences s
    LEFT JOIN revisions n ON n.article_id = s.article_id AND n.revision = s.revision + 1
    WHERE s.superseded_at IS NOT n.added_at OR (s.superseded_at IS NOT NULL AND s.stems <> '')
"""


def check_file(connection: sqlite3.Connection) -> tuple[str, bool]:
    """The pages, the constraints and the references."""
    problems = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    if problems != ["ok"]:
        return f"damaged ({' '.join(str(problems[0]).split())})", False
    shape, intended = _shape(connection), _intended_shape()
    if intended - shape:
        return "damaged (its tables are not as they were made)", False
    orphans = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    if orphans:
        return f"{orphans} rows refer to nothing", False
    ((pages, size),) = connection.execute(
        "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size"
    )
    # What another tool added is no damage; SQLite's own (sqlite_stat1, after ANALYZE) is not even news.
    others = {(kind, str(name)) for kind, name, *_ in shape - intended}
    added = sorted(
        f"{kind} {' '.join(name.split())}" for kind, name in others if not name.startswith("sqlite_")
    )
    note = f"; not Warta's: {', '.join(added[:_SHOWN])}" if added else ""
    return f"sound ({pages * size / 1e6:,.1f} MB){note}", True


def _shape(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def _intended_shape() -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as model:
        for migration in schema.MIGRATIONS:
            model.executescript(migration)
        return _shape(model)


def check_index(connection: sqlite3.Connection) -> tuple[str, bool]:
    """Both indexes against what they index. Raises sqlite3.DatabaseError when they disagree."""
    # Of FTS5's own checks only this form, rank 1, compares the index with the content it indexes.
    for table in ("sentence_index", "term_trigrams"):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    return "agrees with the sentences", True


def check_contents(connection: sqlite3.Connection) -> tuple[str, bool]:
    """Every revision's hash, every sentence against the text it was taken from, and every count."""
    # A damaged text must be seen as one, not end the check.
    connection.text_factory = _lenient
    # One snapshot: what others write meanwhile would look like damage.
    connection.execute("BEGIN")
    bad = {int(row[0]) for query in (_ODD_ARTICLES, _ODD_SENTENCES) for row in connection.execute(query)}
    counted: Counter[str] = Counter()
    checked = 0
    for article_id, revision, title, text, expected in connection.execute(
        "SELECT article_id, revision, title, text, content_hash FROM revisions"
    ):
        checked += 1
        if content_hash(title, text) != expected or not _sentences_agree(
            _sentences(connection, article_id, revision), title, text, counted
        ):
            bad.add(article_id)
    if bad:
        return f"articles {', '.join(map(str, sorted(bad)[:_SHOWN]))} are not what was stored", False
    vocabulary = dict(connection.execute("SELECT term, sentences FROM terms").fetchall())
    if vocabulary != dict(counted):
        return "the vocabulary does not agree with the sentences", False
    return f"what was stored is unchanged ({checked} revisions)", True


def _sentences(
    connection: sqlite3.Connection, article_id: int, revision: int
) -> Iterator[tuple[object, object, object, object]]:
    """Start, text, stems and time of superseding of the sentences of a revision; of any type when damaged."""
    yield from connection.execute(
        "SELECT start, text, stems, superseded_at FROM sentences WHERE article_id = ? AND revision = ?",
        (article_id, revision),
    )


def _sentences_agree(
    sentences: Iterator[tuple[object, object, object, object]], title: str, text: str, counted: Counter[str]
) -> bool:
    for start, words, stems, superseded_at in sentences:
        if not isinstance(start, int) or not isinstance(words, str) or not isinstance(stems, str):
            return False
        if start < -1 or words != (text[start : start + len(words)] if start >= 0 else title):
            return False
        if superseded_at is None:
            counted.update(set(stems.split()))
    return True


def _lenient(stored: bytes) -> str:
    return stored.decode("utf-8", "replace")
