"""Following the news: feeds, what they list, who follows them, and what became of each entry."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.news import Scope, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed lists: one article, as far as the feed knows it.

    `id` is the guid, else the link, else made of title and date; `title` and `summary` are plain text;
    `link` is an absolute http(s) address or ""; times are UTC instants or "".
    """

    id: str
    title: str
    link: str = ""
    author: str = ""
    published_at: str = ""
    updated_at: str = ""
    summary: str = ""
    content: str = ""  # the whole article as HTML, where the feed carries it
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed as it was fetched; `every`: the seconds it asks to be left alone (TTL), 0 if it does not."""

    title: str
    site: str
    language: str
    entries: tuple[Entry, ...]
    every: int = 0


class FeedState(StrEnum):
    """Whether a feed is asked."""

    ACTIVE = "active"
    PAUSED = "paused"  # by nobody who follows it any more, or by a person
    GONE = "gone"  # the site said so (410)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, fetched once however many follow it, and how the last attempts went; times are UTC instants."""

    source: Source
    url: str
    site: str = ""
    state: FeedState = FeedState.ACTIVE
    next_check_at: str = ""
    interval: int = 1800  # seconds between two checks
    etag: str = ""
    last_modified: str = ""
    checked_at: str = ""
    succeeded_at: str = ""
    failures: int = 0  # in a row
    error: str = ""  # of the last attempt
    told: bool = False  # those who follow it have been told that it fails


class Where(StrEnum):
    """What of an entry a filter reads."""

    BOTH = "both"
    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted: with any of `any_of`, all of `all_of` and none of `none_of`, as words.

    An empty list asks for nothing. Words are compared folded and stemmed; several words are a phrase.
    """

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    where: Where = Where.BOTH


@dataclass(frozen=True, slots=True)
class Follow:
    """That a scope follows a feed, and what is to be done with what comes.

    `place` is the channel, thread or forum of a Discord server to post to, 0 for none: then articles are
    indexed only. `ping` is the mention of who is called with each post ("" for nobody).
    """

    id: int
    scope: Scope
    feed: Feed
    place: int = 0
    post: bool = False
    ping: str = ""
    filter: Filter = field(default_factory=Filter)
    paused: bool = False
    added_by: int = 0
    added_at: str = ""


class Fate(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # an article of another feed, which is carried by this one too
    FILTERED = "filtered"
    REFUSED = "refused"  # not an article: a wall, a page without text
    FAILED = "failed"  # the page could not be had; tried again


@dataclass(frozen=True, slots=True)
class Gate:
    """One question that an entry had to answer on its way, and how it did: `passed`, and in words why."""

    name: str
    passed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The way of one entry of a feed through the gates, in order, and where it ended."""

    entry: Entry
    feed_url: str
    fate: Fate
    gates: tuple[Gate, ...]
    article_id: int | None = None
    at: str = ""
