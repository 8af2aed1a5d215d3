"""What is to be posted, kept until it was."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain import PausedPlace, Post, Scope, Standing


class PostStore(Protocol):
    """The outbox. Instants are UTC, written as `bot.domain` says; what a method has done is kept."""

    async def put_posts(self, posts: Sequence[Post]) -> int:
        """Add posts, in this order; how many are new. One whose key is known, also as sent, is left out."""

    async def post(self, key: str) -> Post | None:
        """The post with a key."""

    async def due_posts(self, now: str, limit: int) -> list[Post]:
        """Posts that may be sent: a few of each place, the oldest of each place first.

        None of a place that is paused, nor of one where a post that was tried has to wait: what comes
        after it waits too.
        """

    async def post_attempted(self, post: Post, tried_at: str) -> None:
        """Count an attempt, before it is made; `tried_at`: since when the post may have arrived."""

    async def post_sent(self, post: Post, message_id: int) -> None:
        """It has arrived, as that message."""

    async def post_dropped(self, post: Post, reason: str) -> None:
        """It is given up."""

    async def post_postponed(self, post: Post, until: str, error: str) -> None:
        """It is tried again, not before `until`."""

    async def drop_posts_before(self, instant: str, reason: str) -> int:
        """Give up what waits since before an instant; how many. The last error stands after the reason."""

    async def pause_place(self, place: int, scope: Scope, reason: str) -> bool:
        """Post nothing to a place any more; False where it is paused, or nothing waits for it."""

    async def resume_place(self, scope: Scope, place: int) -> bool:
        """Post to a place of `scope` again; False if it was not paused."""

    async def paused_places(self, scope: Scope | None) -> list[PausedPlace]:
        """The paused places of `scope` (None: of all), the oldest first."""

    async def paused_place_told(self, place: int) -> None:
        """Somebody was told that a place is paused."""

    async def standing(self, scope: Scope) -> Standing:
        """How the posts of `scope` stand."""

    async def forget_posts(self, before: str) -> int:
        """Forget what was made before an instant and is sent or given up; how many."""
