"""Watches: what a person wants to be told of as soon as it is published."""

from dataclasses import dataclass

from bot.domain.answers import Span
from bot.domain.news import Article, Scope


@dataclass(frozen=True, slots=True)
class Watch:
    """Words or a standing question of a person, and where to tell of what is new.

    `question`: it is to be answered, not only mentioned. `place` is a channel, a thread or the direct
    messages of the person (`direct`), 0 for none. Between `quiet_from` and `quiet_to` (HH:MM in `zone`; ""
    for never) it waits. Nothing up to story article number `after` is new to it.
    """

    id: int
    scope: Scope
    person: int
    text: str
    question: bool = False
    place: int = 0
    direct: bool = False
    language: str = ""
    quiet_from: str = ""
    quiet_to: str = ""
    zone: str = ""
    paused: bool = False
    added_at: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """An article that was put into a story: the `number` of that, and which story."""

    number: int
    article_id: int
    story_id: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A new sentence that a watch waits for: the words that answer or match, and how sure that is, 0 … 1."""

    watch: Watch
    story_id: int
    article: Article
    position: int
    text: str
    span: Span | None
    confidence: float
