"""Following the news: feeds, what they list, who follows them, and what became of each entry."""

import json
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.news import Intent, Scope, Source
from bot.domain.posts import Post, PostKind


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
    news_at: str = ""  # when it last brought anything new


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

    WAITING = "waiting"  # it is known, and its article is fetched next
    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # an article of another feed, which is carried by this one too
    FILTERED = "filtered"  # nobody who follows the feed wants it
    OLD = "old"  # it was there before anybody followed the feed, and others were newer
    REFUSED = "refused"  # not an article: a wall, a page without text
    FAILED = "failed"  # the page could not be had; tried again


class GateName(StrEnum):
    """What an entry is asked on its way, in this order."""

    READ = "feed read"
    NEW = "new"
    RECENT = "recent"
    WANTED = "wanted"  # by one follow, or by any
    PAGE = "page fetched"
    ARTICLE = "article read"
    ORIGINAL = "no copy"
    STORED = "stored"
    POSTED = "posted"  # for one follow, or for any


@dataclass(frozen=True, slots=True)
class Gate:
    """One question that an entry had to answer on its way, and how it did: `passed`, and in words why.

    `follow` is the number of the one follow that asked it, 0 where it is the same for all.
    """

    name: str
    passed: bool
    reason: str = ""
    follow: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The way of one entry of a feed through the gates, in order, and where it ended."""

    entry: Entry
    feed_url: str
    fate: Fate
    gates: tuple[Gate, ...]
    article_id: int | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of an entry that a feed has listed, and what became of it.

    `key` names it within its feed, for ever; `marks` are digests of its id, address and headline as they were
    last, by which it is recognised, and `first_seen` an instant. `entry` is whole while it waits (`next_try`:
    an instant), and else without what it said, of which `said` is a hash. `address` is the link without what
    differs from visit to visit. A `quiet` one is never posted. `attempts` are those at its page.
    """

    key: str
    marks: tuple[str, str, str]
    first_seen: str
    entry: Entry
    said: str
    fate: Fate
    article_id: int | None = None
    attempts: int = 0
    next_try: str = ""
    quiet: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose article is to be fetched, and of which feed; `article_id` of one that has changed."""

    source: Source
    memory: Memory


@dataclass(frozen=True, slots=True)
class Twin:
    """A stored article of some feed that an entry's may be a second copy of."""

    article_id: int
    source_id: int
    url: str
    content_hash: str
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of one attempt at an entry: everything that is stored about it, in one step.

    `intent` is carried out unless `twin` names the article of another feed that it is a copy of; `prints` are
    what later copies are found by. `posts_to` are told of an article that is new to them. A `next_try` (an
    instant) keeps the entry waiting. `follows` are those it was judged for, as they were then.
    """

    waiting: Waiting
    fate: Fate
    gates: tuple[Gate, ...]
    intent: Intent | None = None
    twin: int | None = None
    prints: tuple[str, ...] = ()
    posts_to: tuple[Follow, ...] = ()
    posts: tuple[Post, ...] = ()
    next_try: str = ""
    follows: tuple[Follow, ...] = ()


def copy_gates(article_id: int) -> tuple[Gate, Gate]:
    """What is told of a copy of an article of another feed."""
    return (
        Gate(GateName.ORIGINAL, False, f"article {article_id} of another feed is the same"),
        Gate(GateName.STORED, True, f"as article {article_id}, which this feed carries too"),
    )


def article_post(follow: Follow, article_id: int) -> Post:
    """The post of an article that is new to who follows a feed."""
    payload = {"article_id": article_id, "feed": follow.feed.source.name, "ping": follow.ping}
    key = f"article:{follow.id}:{article_id}"
    return Post(key, PostKind.ARTICLE, follow.scope, follow.place, json.dumps(payload, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as it was published at one time."""

    number: int
    title: str
    text: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came of asking one feed: how many entries met which fate, or why the feed could not be read."""

    feed: Feed
    changed: bool = False  # something of its listing is new or has changed
    fates: tuple[tuple[Fate, int], ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filter makes of the last entries of a feed, the newest first.

    Those that would be `wanted`, those that would not, and those of which only their articles could tell.
    """

    wanted: tuple[Entry, ...] = ()
    unwanted: tuple[Entry, ...] = ()
    untold: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The feed at an address, or the first one that the page there names: all of those are `candidates`.

    `entries` are its newest, of `total` that it lists.
    """

    url: str
    title: str = ""
    site: str = ""
    entries: tuple[Entry, ...] = ()
    total: int = 0
    candidates: tuple[str, ...] = ()
