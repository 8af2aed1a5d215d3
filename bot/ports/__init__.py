"""What the core asks of the world: a store, a network, a clock. Only `bot.app` names who provides them."""

from bot.ports.channels import ChannelStore
from bot.ports.digests import DigestStore
from bot.ports.feeds import FeedStore
from bot.ports.posts import PostStore
from bot.ports.schedules import ScheduleStore
from bot.ports.stores import (
    ArticleStore,
    AskedStore,
    AttributionStore,
    MaintenanceStore,
    ScopeStore,
    SearchStore,
    SourceStore,
    Store,
)
from bot.ports.stories import StoryStore
from bot.ports.watches import WatchStore
from bot.ports.world import Clock, Fetcher, Network, Page, Polled, Poller, PollStatus

__all__ = [
    "ArticleStore",
    "AskedStore",
    "AttributionStore",
    "ChannelStore",
    "Clock",
    "DigestStore",
    "FeedStore",
    "Fetcher",
    "MaintenanceStore",
    "Network",
    "Page",
    "PollStatus",
    "Polled",
    "Poller",
    "PostStore",
    "ScheduleStore",
    "ScopeStore",
    "SearchStore",
    "SourceStore",
    "Store",
    "StoryStore",
    "WatchStore",
]
