"""A topic over time: what was published about it, in order, and how much."""

from dataclasses import dataclass

from bot.domain.news import Article, Sentence


@dataclass(frozen=True, slots=True)
class Event:
    """A dated sentence about a topic.

    `day` is the ISO day that the sentence names, else that of its article. `article` was the first to tell
    it, `also_in` are others that say nearly the same.
    """

    day: str
    sentence: Sentence
    article: Article
    also_in: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of a topic in order; `first` is the outlet that told of it before any other, where known."""

    topic: str
    events: tuple[Event, ...]
    first: str = ""


@dataclass(frozen=True, slots=True)
class Trend:
    """How many articles told of a topic: on each of `days` (ISO), by outlet, those with most first.

    An outlet of "" stands for all others.
    """

    topic: str
    days: tuple[str, ...]
    outlets: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def totals(self) -> list[int]:
        """All articles of each day."""
        return [sum(counts[place] for _, counts in self.outlets) for place in range(len(self.days))]

    @property
    def total(self) -> int:
        """All articles."""
        return sum(self.totals)
