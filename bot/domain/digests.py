"""Digests: when they are due, and where and how they appear."""

from dataclasses import dataclass
from datetime import time

from bot.domain.news import Article, Scope

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a scope's digest appears, where, and what it holds.

    `times` are wall clock times in `zone` (IANA), to the minute, on the weekdays `days` (0 is Monday).
    `place` is the channel, thread or forum of a Discord server, 0 for none. `language` is the digest's ("":
    that of the scope), `stories` how many it tells at most, `own_day` whether the channel's own day is part
    of it. Runs up to the instant `dealt_at` are dealt with, the next is at `next_at` ("": none), and its
    digests have told the news up to `told_until` ("": none has appeared).
    """

    id: int
    scope: Scope
    zone: str
    times: tuple[time, ...]
    days: tuple[int, ...] = EVERY_DAY
    place: int = 0
    language: str = ""
    stories: int = 5
    own_day: bool = False
    paused: bool = False
    added_by: int = 0
    added_at: str = ""
    dealt_at: str = ""
    next_at: str = ""
    told_until: str = ""


@dataclass(frozen=True, slots=True)
class DigestQuote:
    """A sentence that a digest quotes, to the letter, and the article and position that it stands at."""

    article: Article
    position: int
    text: str


@dataclass(frozen=True, slots=True)
class DigestStory:
    """What a digest tells of one story.

    `articles` are the newest of each outlet, the outlet that told it first first; `headline` is the one of
    them whose title heads it, in the digest's language where one is. `quotes` are in reading order.
    """

    story_id: int
    headline: Article
    quotes: tuple[DigestQuote, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class DigestCorrection:
    """That an outlet changed what it had published: a sentence as it was, and as it is ("": it is gone)."""

    article: Article
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DigestAnswer:
    """A question that had no answer when it was asked, and the sentence that answers it since."""

    question: str
    quote: DigestQuote


@dataclass(frozen=True, slots=True)
class Digest:
    """The news of a scope between two instants, `since` exclusive, in the order in which it is told.

    `articles` and `further` count what came in and the stories that there was no room for. No stories: a
    quiet day.
    """

    scope: Scope
    language: str
    since: str
    until: str
    stories: tuple[DigestStory, ...] = ()
    corrections: tuple[DigestCorrection, ...] = ()
    answered: tuple[DigestAnswer, ...] = ()
    articles: int = 0
    further: int = 0
