"""What is kept of watches."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain import News, Post, Scope, Watch


class WatchStore(Protocol):
    """What people want to be told of. Every method that writes does so in one transaction."""

    async def save_watch(self, watch: Watch, most: int) -> Watch | None:
        """Keep a watch, as it is now where it has a number; with its number.

        Nothing that is there already is new to it. None, and nothing is kept, where its person has `most` in
        its scope already, or none of that number.
        """

    async def watches(self, scope: Scope | None, person: int | None = None) -> list[Watch]:
        """The watches of `scope` (None: of all), and of one person where given, the oldest first."""

    async def watch(self, watch_id: int) -> Watch | None:
        """One of them."""

    async def remove_watch(self, watch_id: int) -> bool:
        """Forget a watch and its alerts, with those that wait to be posted."""

    async def news(self, after: int | None, limit: int) -> list[News]:
        """The articles put into stories later than number `after`, in order; None: only the last one."""

    async def seen_by(
        self, article_ids: Sequence[int], scopes: Sequence[Scope]
    ) -> Mapping[Scope, Sequence[int]]:
        """Which of these articles each of `scopes` may see; scopes that see none are left out."""

    async def hit_before(self, watch_ids: Sequence[int], story_ids: Sequence[int]) -> set[tuple[int, int]]:
        """Which of these watches have told of which of these stories."""

    async def hits_since(self, person: int, instant: str) -> int:
        """How often a person was told of anything since an instant."""

    async def save_hits(self, hits: Sequence[tuple[int, int, Post]], cursor: int, at: str) -> int:
        """Note which watch tells of which story, with its post: both or neither; how many are new.

        And that everything up to number `cursor` was looked at, unless somebody is further.
        """

    async def looked_at(self) -> int | None:
        """Up to which number everything was looked at; None: nothing ever was."""
