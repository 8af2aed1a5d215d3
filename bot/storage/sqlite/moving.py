"""A feed that has moved: a new address, or one more name of a feed that is known."""

from urllib.parse import urlsplit

import aiosqlite

from bot.domain import SourceKind
from bot.storage.sqlite.vocabulary import forget_articles

# What of one feed becomes the other's, unless the other has its like.
_HANDED_OVER = (
    "UPDATE OR IGNORE follows SET feed_id = ? WHERE feed_id = ?",
    "UPDATE OR IGNORE scope_sources SET source_id = ? WHERE source_id = ?",
    "UPDATE OR IGNORE articles SET source_id = ? WHERE source_id = ?",
    "UPDATE OR IGNORE entries SET feed_id = ? WHERE feed_id = ?",
    "UPDATE OR IGNORE carried SET source_id = ? WHERE source_id = ?",
)


_STANDING = (
    "site, state, next_check_at, interval, etag, last_modified, checked_at, succeeded_at, failures, error,"
    " told, news_at, unfollowed_at"
)


async def move_feed(writer: aiosqlite.Connection, feed_id: int, url: str, now: str) -> None:
    """Give a feed another address, within a transaction; if another feed has that, hand all over to it.

    To another site it takes those who follow it and no articles: else anybody could put into the feed of
    others what their own has listed before it moved there.
    """
    found = list(
        await writer.execute_fetchall(
            "SELECT o.id FROM sources o JOIN feeds e ON e.id = o.id WHERE o.kind = ? AND o.locator = ?",
            (SourceKind.FEED.value, url),
        )
    )
    heir = int(found[0][0]) if found else None
    if heir == feed_id:
        return
    ((was,),) = await writer.execute_fetchall("SELECT locator FROM sources WHERE id = ?", (feed_id,))
    if _site(was) != _site(url):
        await _go_over(writer, feed_id, heir or await _begin(writer, feed_id, url), now)
        return
    if heir is None:
        await writer.execute("UPDATE OR IGNORE sources SET locator = ? WHERE id = ?", (url, feed_id))
        return
    for statement in _HANDED_OVER:
        await writer.execute(statement, (heir, feed_id))
    # The heir carries what it holds itself no more; and copies of its articles are forgotten.
    await writer.execute(
        "DELETE FROM carried WHERE source_id = ?"
        " AND article_id IN (SELECT id FROM articles WHERE source_id = ?)",
        (heir, heir),
    )
    rest = await writer.execute_fetchall("SELECT id FROM articles WHERE source_id = ?", (feed_id,))
    await forget_articles(writer, [int(row[0]) for row in rest])
    await writer.execute("DELETE FROM sources WHERE id = ?", (feed_id,))
    await _awake(writer, heir)


async def _begin(writer: aiosqlite.Connection, feed_id: int, url: str) -> int:
    """A feed at another address that remembers what this one has listed."""
    made = await writer.execute(
        "INSERT INTO sources (kind, locator, name) SELECT kind, ?, name FROM sources WHERE id = ?",
        (url, feed_id),
    )
    heir = int(made.lastrowid or 0)
    await writer.execute(
        f"INSERT INTO feeds (id, {_STANDING}) SELECT ?, {_STANDING} FROM feeds WHERE id = ?", (heir, feed_id)
    )
    await writer.execute("UPDATE entries SET feed_id = ? WHERE feed_id = ?", (heir, feed_id))
    return heir


async def _go_over(writer: aiosqlite.Connection, feed_id: int, heir: int, now: str) -> None:
    """Let all who follow a feed follow another; what they saw of it they see until it is forgotten."""
    await writer.execute(
        "INSERT INTO scope_sources SELECT scope, ? FROM follows WHERE feed_id = ? ON CONFLICT DO NOTHING",
        (heir, feed_id),
    )
    await writer.execute("UPDATE OR IGNORE follows SET feed_id = ? WHERE feed_id = ?", (heir, feed_id))
    await writer.execute("DELETE FROM follows WHERE feed_id = ?", (feed_id,))
    await writer.execute("UPDATE feeds SET unfollowed_at = ?, state = 'paused' WHERE id = ?", (now, feed_id))
    await _awake(writer, heir)


async def _awake(writer: aiosqlite.Connection, feed_id: int) -> None:
    await writer.execute(
        "UPDATE feeds SET unfollowed_at = '', state = 'active'"
        " WHERE id = ? AND EXISTS (SELECT 1 FROM follows WHERE feed_id = ? AND NOT paused)",
        (feed_id, feed_id),
    )


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
