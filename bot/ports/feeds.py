"""What is kept of feeds: who follows them, what they listed, and what became of it."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain import (
    Feed,
    Follow,
    Judged,
    Memory,
    Post,
    Revision,
    Scope,
    Settled,
    Source,
    Twin,
    Waiting,
)


class FeedStore(Protocol):
    """Feeds. Instants are UTC; every method that writes does so in one transaction, or not at all."""

    async def save_follow(self, follow: Follow) -> Follow:
        """Keep a follow, with its feed where nobody followed that yet, and let its scope see the articles.

        A follow of the same feed in the same scope and place is the same one: it is kept as it was, and
        returned. One with a number is changed instead. The feed is asked at once if it was not asked.
        """

    async def follows(self, scope: Scope | None) -> list[Follow]:
        """What `scope` follows (None: what anybody does), the oldest first."""

    async def follow(self, scope: Scope, follow_id: int) -> Follow | None:
        """One of them."""

    async def followers(self, source: Source) -> list[Follow]:
        """Who follows a feed and has not paused it."""

    async def unfollow(self, scope: Scope, follow_id: int) -> bool:
        """Forget a follow; with a scope's last one it sees the articles no more. False if there is none."""

    async def forget_unfollowed(self, before: str) -> int:
        """Forget feeds that nobody follows since before an instant, with their articles; how many feeds."""

    async def feed(self, source_id: int) -> Feed | None:
        """A feed."""

    async def feed_at(self, url: str) -> Feed | None:
        """The feed at an address."""

    async def feeds(self, scope: Scope | None) -> list[Feed]:
        """The feeds that `scope` follows (None: all that anybody does)."""

    async def due_feeds(self, now: str, limit: int) -> list[Feed]:
        """The feeds to be asked by now: those that work before those that fail, the longest due first."""

    async def check_soon(self, source_id: int, at: str) -> None:
        """Ask a feed at an instant, also one that is gone or that fails."""

    async def memories(self, source: Source) -> list[Memory]:
        """What is remembered of a feed's entries."""

    async def save_checked(
        self, was: Feed, feed: Feed, memories: Sequence[Memory], posts: Sequence[Post]
    ) -> bool:
        """Keep how asking went, the entries that are new or have changed, and what is to be posted of it.

        False, and nothing is kept, where another has asked since `was` was read. A feed whose address is now
        that of another one becomes part of that other.
        """

    async def forget_entries(self, kept: int) -> int:
        """Forget what is remembered of a feed's entries beyond so many, the oldest; how many it was."""

    async def waiting(self, now: str, limit: int, source: Source | None = None) -> list[Waiting]:
        """Entries whose articles are to be fetched by now, the oldest first; of one feed or of all."""

    async def twins(self, prints: Sequence[str]) -> list[Twin]:
        """The articles of feeds that have any of these prints."""

    async def quoted(self, article_id: int) -> list[tuple[Scope, int, int, str]]:
        """Where sentences of an article were shown: scope, place, message and sentence."""

    async def settle(self, settled: Sequence[Settled]) -> list[int | None]:
        """Keep what came of entries of one feed: articles, judgements, what is posted; the article of each.

        What is settled already, by another process, is left as it is, and so is what was judged by a filter
        that has been changed meanwhile. Nothing is posted for a follow that was paused or given up. A draft
        to be added whose address another feed's article has got meanwhile becomes that article.
        """

    async def judgements(self, scope: Scope, url: str, limit: int) -> list[Judged]:
        """The last judgements of an address in the feeds of `scope`; "": of all, the newest first."""

    async def also_in(self, scope: Scope, article_id: int) -> Sequence[str]:
        """The names of further feeds of `scope` that carry an article."""

    async def revisions(self, scope: Scope, article_id: int) -> list[Revision]:
        """An article in all its revisions, the first one first; none if `scope` may not see it."""
