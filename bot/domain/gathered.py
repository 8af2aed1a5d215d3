"""What a digest is made of, as the store gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.news import Article


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article that came in, the story it tells, and when it was published, or else added (`at`)."""

    story_id: int
    at: str
    article: Article


@dataclass(frozen=True, slots=True)
class Revised:
    """An article that its outlet changed: its sentences as they were, and as they are, headline first."""

    article: Article
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interest:
    """What a scope wants to know: its last questions (text, language, names) and what answered them.

    `shown` is in how many answers each article was quoted; `words` are names and words that somebody watches.
    """

    questions: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    shown: Mapping[int, int] = field(default_factory=dict, hash=False)
    words: tuple[str, ...] = ()
