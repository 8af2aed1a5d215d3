"""From rows to nouns: the columns each noun is read from, and how."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from bot.domain import Article, Candidate, Period, Scope, Sentence

Row = Sequence[Any]

ARTICLE = (
    "a.id, a.source_id, a.title, a.url, a.outlet, a.author, a.published_at, a.language, a.added_at,"
    " a.revision, a.sentences"
)
_ARTICLE_WIDTH = 11
_MAX_INTEGER = 2**63 - 1  # the driver refuses what SQLite cannot hold
SENTENCE = "s.id, s.article_id, s.position, s.text, s.stems"
_SENTENCE_WIDTH = 5
CANDIDATE = f"{SENTENCE}, coalesce(h.stems, ''), coalesce(b.stems, ''), coalesce(n.stems, ''), {ARTICLE}"

# The scope rule, which every query over articles joins through: an article of a source that the scope may
# see, or one that such a source carries too. Takes the scope's name. For each article it looks up its few
# sources, which costs the same however many the scope has; where all articles of a scope are wanted, OF_SCOPE
# begins with its sources instead.
IN_SCOPE = """EXISTS (SELECT 1 FROM scope_sources q WHERE q.scope = ? AND q.source_id IN
    (SELECT a.source_id UNION ALL SELECT c.source_id FROM carried c WHERE c.article_id = a.id))"""

# The same rule the other way round. Takes the scope's name twice.
OF_SCOPE = """(a.source_id IN (SELECT source_id FROM scope_sources WHERE scope = ?) OR a.id IN
    (SELECT c.article_id FROM scope_sources q CROSS JOIN carried c ON c.source_id = q.source_id
    WHERE q.scope = ?))"""

# Articles of a period. The first two values are bounds for the index, wide enough for days and instants; then
# days are compared as days and instants as instants. What has no date is of when it was added.
_DATED = """published_at BETWEEN ? AND ? AND
    iif(length(published_at) = 10, published_at BETWEEN ? AND ?, published_at >= ? AND published_at < ?)"""
_UNDATED = "published_at = '' AND added_at >= ? AND added_at < ?"
_OF_PERIOD = f"SELECT id FROM articles WHERE {_DATED} UNION ALL SELECT id FROM articles WHERE {_UNDATED}"
_DAY = timedelta(days=1)
_EARLIEST, _LATEST = date(1, 2, 1), date(9999, 12, 1)  # where there is no bound

# The headline above s and the sentences around it. Position 0 is the headline, which is nobody's neighbour.
CONTEXT = """
    LEFT JOIN sentences h ON h.id = s.id - s.position AND h.article_id = s.article_id
        AND h.revision = s.revision AND h.position = 0 AND s.position > 0
    LEFT JOIN sentences b ON b.id = s.id - 1 AND b.article_id = s.article_id
        AND b.revision = s.revision AND b.position > 0
    LEFT JOIN sentences n ON n.id = s.id + 1 AND n.article_id = s.article_id
        AND n.revision = s.revision AND s.position > 0
"""


def bounded(number: int) -> int:
    """`number`, which may be whatever a person typed, as the nearest integer that SQLite can hold."""
    return max(-_MAX_INTEGER, min(number, _MAX_INTEGER))


def marks(count: int) -> str:
    """As many placeholders."""
    return ", ".join("?" * count)


def within(period: Period | None) -> tuple[str, tuple[str, ...]]:
    """The condition for articles published in a period, and its values: by a list of all of them."""
    return ("TRUE", ()) if period is None else (f"a.id IN ({_OF_PERIOD})", _bounds(period))


def published(period: Period | None) -> tuple[str, tuple[str, ...]]:
    """The same by the columns of each article: better where few are looked at, as the list may be long.

    The only table with these columns must be `articles`.
    """
    return ("TRUE", ()) if period is None else (f"({_DATED} OR {_UNDATED})", _bounds(period))


def _bounds(period: Period) -> tuple[str, ...]:
    since, until = period.since or _EARLIEST, period.until or _LATEST
    bounds = (since - _DAY).isoformat(), (until + 2 * _DAY).isoformat()
    instants = _midnight(since, period.zone), _midnight(until + _DAY, period.zone)
    return (*bounds, since.isoformat(), until.isoformat(), *instants, *instants)


def chosen(scope: Scope, period: Period | None, outlet: str) -> tuple[str, tuple[str, ...]]:
    """The condition on articles `a` that `scope` may see, of a period and an outlet, and its values."""
    within_period, days = within(period)
    by_outlet, names = published_by(outlet)
    return f"{IN_SCOPE} AND {within_period} AND {by_outlet}", (scope.name, *days, *names)


def published_by(outlet: str) -> tuple[str, tuple[str, ...]]:
    """The condition on articles `a` for what an outlet published, in whatever case, and its values."""
    return ("a.outlet = ? COLLATE NOCASE", (outlet,)) if outlet else ("TRUE", ())


def _midnight(day: date, zone: tzinfo | None) -> str:
    """The instant at which a day begins, as instants are stored."""
    return datetime.combine(day, time.min, zone).astimezone(UTC).isoformat(timespec="seconds")


def article(row: Row) -> Article:
    """An Article from the columns of ARTICLE."""
    return Article(*row[:_ARTICLE_WIDTH])


def sentence(row: Row) -> Sentence:
    """A Sentence from the columns of SENTENCE."""
    identity, article_id, position, text, stems = row[:_SENTENCE_WIDTH]
    return Sentence(identity, article_id, position, text, tuple(stems.split()))


def candidate(row: Row) -> Candidate:
    """A Candidate from the columns of CANDIDATE."""
    headline, before, after = (tuple(stems.split()) for stems in row[_SENTENCE_WIDTH : _SENTENCE_WIDTH + 3])
    return Candidate(sentence(row), article(row[_SENTENCE_WIDTH + 3 :]), headline, before, after)
