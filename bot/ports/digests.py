"""What a digest is made of."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain import Arrival, Interest, Revised, Scope


class DigestStore(Protocol):
    """What came in, what was changed, and what was asked between two instants."""

    async def arrivals(self, scope: Scope, since: str, until: str, limit: int) -> list[Arrival]:
        """The articles of `scope` that were added after `since` and by `until`, the newest first.

        Only news: what was published after `since` too, or less than a day before it was added. Only what
        has a story already. A `since` of "" is the beginning.
        """

    async def openings(
        self, scope: Scope, article_ids: Sequence[int], sentences: int
    ) -> Mapping[int, tuple[tuple[int, str], ...]]:
        """The first sentences of articles that `scope` may see, as (position, text): up to that position."""

    async def revised(self, scope: Scope, since: str, until: str, limit: int) -> list[Revised]:
        """The articles of `scope` whose present revision was stored after `since` and by `until`.

        The last changed first, each beside what it said at `since`, or at first where it is newer.
        """

    async def interest(self, scope: Scope, since: str, limit: int) -> Interest:
        """What was asked in `scope` since an instant and not in private, the newest first, and shown."""

    async def unanswered(self, scope: Scope, since: str, until: str, limit: int) -> Sequence[tuple[str, str]]:
        """The questions asked in `scope` after `since` and by `until` that were never answered.

        Each once, as text and when it was last asked, the newest first; none asked in private, nor of an
        outlet or a time alone.
        """
