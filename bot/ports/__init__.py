"""What the core asks of the world: a store, a network, a clock. Only `bot.app` names who provides them."""

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
from bot.ports.world import Clock, Fetcher, Page, Polled, Poller, PollStatus

__all__ = [
    "ArticleStore",
    "AskedStore",
    "AttributionStore",
    "Clock",
    "Fetcher",
    "MaintenanceStore",
    "Page",
    "PollStatus",
    "Polled",
    "Poller",
    "ScopeStore",
    "SearchStore",
    "SourceStore",
    "Store",
    "StoryStore",
]
