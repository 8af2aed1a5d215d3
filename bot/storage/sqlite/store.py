"""The store: every table's class over one database."""

from pathlib import Path

from bot.ports import Clock
from bot.storage.sqlite.articles import ArticleTables
from bot.storage.sqlite.asked import AskedTables
from bot.storage.sqlite.attributions import AttributionTables
from bot.storage.sqlite.channels import ChannelTables
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.digests import DigestTables
from bot.storage.sqlite.entries import EntryTables
from bot.storage.sqlite.feeds import FeedTables
from bot.storage.sqlite.maintenance import Maintenance
from bot.storage.sqlite.posts import PostTables
from bot.storage.sqlite.schedules import ScheduleTables
from bot.storage.sqlite.scopes import ScopeTables
from bot.storage.sqlite.search import SearchTables
from bot.storage.sqlite.settling import SettlingTables
from bot.storage.sqlite.sources import SourceTables
from bot.storage.sqlite.stories import StoryTables
from bot.storage.sqlite.watches import WatchTables


class SqliteStore(
    ArticleTables,
    SearchTables,
    AttributionTables,
    SourceTables,
    AskedTables,
    ScopeTables,
    PostTables,
    FeedTables,
    EntryTables,
    SettlingTables,
    StoryTables,
    DigestTables,
    ScheduleTables,
    ChannelTables,
    WatchTables,
    Maintenance,
):
    """The port's Store over one SQLite file."""

    def __init__(self, database: Database, clock: Clock) -> None:
        ArticleTables.__init__(self, database, clock)
        SearchTables.__init__(self, database)
        AttributionTables.__init__(self, database)
        SourceTables.__init__(self, database)
        AskedTables.__init__(self, database, clock)
        ScopeTables.__init__(self, database, clock)
        PostTables.__init__(self, database, clock)
        FeedTables.__init__(self, database, clock)
        EntryTables.__init__(self, database, clock)
        SettlingTables.__init__(self, database, clock)
        StoryTables.__init__(self, database)
        DigestTables.__init__(self, database)
        ScheduleTables.__init__(self, database)
        ChannelTables.__init__(self, database, clock)
        WatchTables.__init__(self, database)
        Maintenance.__init__(self, database)

    @classmethod
    async def open(cls, path: Path, clock: Clock) -> "SqliteStore":
        """Open or make the database at `path`; raises StorageError."""
        return cls(await Database.open(path), clock)

    async def close(self) -> None:
        """Finish the transaction under way and close the file."""
        await self._database.close()
