"""What is kept of stories."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.domain import Scope, Story, Telling, Told


class StoryStore(Protocol):
    """Which articles tell of the same event."""

    async def storyless(self, limit: int, articles: Sequence[int] | None = None) -> list[Telling]:
        """The newest articles that have no story yet, of `articles` where given; the oldest of them first."""

    async def told(self, after: int, since: str, least: int, limit: int) -> list[Told]:
        """Articles that were put into stories later than number `after`, in order.

        Those since an instant, and the last `least` however long ago that was.
        """

    async def save_told(self, told: Sequence[Told]) -> Mapping[int, int]:
        """Keep the stories of articles; the story of each by its article, a new one under its own number.

        An article that has a story already, or is gone, is left out.
        """

    async def forget_profiles(self, before: str) -> None:
        """Forget the profiles of articles that were put into stories before an instant."""

    async def story_of(self, scope: Scope, article_id: int) -> Story | None:
        """The story of an article that `scope` may see, with those of its articles that it may see too."""

    async def stories(self, scope: Scope, since: str, limit: int) -> list[Story]:
        """The stories with an article of `scope` since an instant or day, those told last first."""
