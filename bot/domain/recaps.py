"""A channel's own day: what is kept of it for a while, and what is told of it."""

import json
from dataclasses import asdict, dataclass

from bot.domain.news import Scope
from bot.domain.posts import Post, PostKind


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """That the own day of a channel is switched on, by whom and when; and whether links are indexed."""

    scope: Scope
    channel: int
    index_links: bool = False
    on_by: int = 0
    on_at: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A message of a channel whose own day is on: who wrote what, and when.

    `reply_to` is the message that it replies to, 0 for none; `reactions` how many there are. `links` are the
    addresses in it.
    """

    message_id: int
    scope: Scope
    channel: int
    person: int
    text: str
    at: str
    reply_to: int = 0
    reactions: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineEdited:
    """A message says something else now."""

    channel: int
    message_id: int
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinesGone:
    """Messages were deleted, one or many at once."""

    channel: int
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reacted:
    """So many more reactions to a message, or fewer; None: all of them were taken away."""

    channel: int
    message_id: int
    more: int | None


LineChange = Line | LineEdited | LinesGone | Reacted


@dataclass(frozen=True, slots=True)
class SharedLink:
    """An address that was shared, by how many people, and the first message that did."""

    url: str
    people: int
    message_id: int


@dataclass(frozen=True, slots=True)
class AskedThere:
    """A question that was asked in the channel, and the sentence that answered it ("": none did).

    `message_id` is the message that answers it, `put_in` the one that asked it, 0 where a command did.
    """

    question: str
    answer: str
    message_id: int
    put_in: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of somebody, to the letter but for an ellipsis where they are cut, and their message."""

    message_id: int
    person: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages that belong together: when they were written, how many, by how many, and a few of them."""

    since: str
    until: str
    lines: int
    people: int
    replies: int
    reactions: int
    quotes: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True)
class Recap:
    """The own day of a channel between two instants, `until` exclusive.

    `lines` and `people` count what was written. `links` begin with what most people shared, `stretches` with
    what was talked about most, `questions` with the first.
    """

    scope: Scope
    channel: int
    since: str
    until: str
    lines: int = 0
    people: int = 0
    links: tuple[SharedLink, ...] = ()
    questions: tuple[AskedThere, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    @property
    def quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.links or self.questions or self.stretches)


def recap_post(key: str, recap: Recap, place: int = 0) -> Post:
    """A recap as a post, in its own channel or in another `place` of its scope."""
    payload = asdict(recap)
    del payload["scope"]
    return Post(key, PostKind.RECAP, recap.scope, place or recap.channel, json.dumps(payload))
