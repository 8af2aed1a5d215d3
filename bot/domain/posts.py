"""What is posted, once: a row of the outbox from its writing to its arrival."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.news import Scope


class PostKind(StrEnum):
    """What a post is about; the front end knows how each looks."""

    ARTICLE = "article"  # a new article of a feed
    FEED_FAILING = "feed failing"
    FEED_RECOVERED = "feed recovered"
    CORRECTION = "correction"  # a sentence that was quoted here is gone or changed
    ALERT = "alert"  # a new sentence that somebody watches for
    DIGEST = "digest"  # a part of one; what does not fit into a card is in the next
    DIGEST_SKIPPED = "digest skipped"  # nothing ran for too long after it was due
    RECAP = "recap"  # the channel's own day


class PostState(StrEnum):
    """How far a post has come."""

    PENDING = "pending"
    SENT = "sent"
    DROPPED = "dropped"  # given up, with a reason


@dataclass(frozen=True, slots=True)
class Post:
    """Something to be posted in a `place` of a `scope`.

    `key` makes it one: a second post with the same key is the same post. `payload` is what the front end
    makes a message of, as JSON: ids and plain text, nothing that is rendered yet. `tried_at` is since when it
    may have arrived without our knowing: its first attempt, or the first since it was seen not to be there.
    """

    key: str
    kind: PostKind
    scope: Scope
    place: int
    payload: str
    id: int = 0
    state: PostState = PostState.PENDING
    not_before: str = ""
    attempts: int = 0
    message_id: int = 0
    error: str = ""
    created_at: str = ""
    tried_at: str = ""


@dataclass(frozen=True, slots=True)
class PausedPlace:
    """A place that nothing is posted to until it is resumed, since it is gone or may not be written in.

    `told`: whether somebody who can mend it was told.
    """

    place: int
    scope: Scope
    reason: str
    since: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How the posts of a scope stand: how many wait, how many were given up, why the newest of those was."""

    waiting: int = 0
    dropped: int = 0
    reason: str = ""
    paused: tuple[PausedPlace, ...] = ()
