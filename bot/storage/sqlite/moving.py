"""A feed that has moved: a new address, or one more name of a feed that is known."""

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


async def move_feed(writer: aiosqlite.Connection, feed_id: int, url: str) -> None:
    """Give a feed another address, within a transaction; if another feed has that, hand all over to it."""
    found = list(
        await writer.execute_fetchall(
            "SELECT o.id FROM sources o JOIN feeds e ON e.id = o.id WHERE o.kind = ? AND o.locator = ?",
            (SourceKind.FEED.value, url),
        )
    )
    if not found:
        await writer.execute("UPDATE OR IGNORE sources SET locator = ? WHERE id = ?", (url, feed_id))
        return
    heir = int(found[0][0])
    if heir == feed_id:
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
    await writer.execute(
        "UPDATE feeds SET unfollowed_at = '', state = 'active'"
        " WHERE id = ? AND EXISTS (SELECT 1 FROM follows WHERE feed_id = ? AND NOT paused)",
        (heir, heir),
    )
