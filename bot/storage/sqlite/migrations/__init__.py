"""The tables, one numbered migration after the other: the schema of today is all of them, applied in order.

Migration n takes a database from `user_version` n-1 to n. One that has been released is never edited; a later
table arrives as the next entry of MIGRATIONS.
"""

from bot.storage.sqlite.migrations import (
    articles,
    asked,
    attributions,
    channels,
    following,
    outbox,
    revised,
    schedules,
    stories,
    watches,
)

MIGRATIONS: tuple[str, ...] = (
    articles.SQL,
    attributions.SQL,
    asked.SQL,
    outbox.SQL,
    following.SQL,
    stories.SQL,
    revised.SQL,
    schedules.SQL,
    channels.SQL,
    watches.SQL,
)
