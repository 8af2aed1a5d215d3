"""Stories: the articles that tell of the same event."""

from dataclasses import dataclass

from bot.domain.news import Article


@dataclass(frozen=True, slots=True)
class Telling:
    """A stored article that no story has yet, as far as finding one needs it.

    `at` is when it was published, or added where that is not known or not yet; `own`: whether it is in a
    library; `sees`: the sources of feeds and sites whose articles the library's scope sees beside it.
    `sentences` are the first ones of the text (each with its stems), headline excluded.
    """

    article_id: int
    source_id: int
    own: bool
    sees: frozenset[int]
    outlet: str
    language: str
    at: str
    title: str
    title_stems: tuple[str, ...]
    sentences: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article in its story, with what is needed to compare others with it: its `profile`, as JSON.

    A `story_id` below zero is one that is not stored yet: two with the same tell the same. A profile of "" is
    of an article that others are no longer compared with.
    """

    article_id: int
    source_id: int
    own: bool
    story_id: int
    at: str
    profile: str
    placed_at: str
    number: int = 0  # in the order in which articles were put into stories


@dataclass(frozen=True, slots=True)
class Story:
    """What a scope sees of a story: at least one article, in the order of time.

    `first_at` and `last_at` are of those articles, `outlets` each once, the first to tell it first.
    """

    id: int
    articles: tuple[Article, ...]
    outlets: tuple[str, ...]
    first_at: str
    last_at: str
