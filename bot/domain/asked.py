"""What a place where many people ask remembers: questions, what was thought of answers, what was set."""

from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.news import Scope


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was answered, by the number of the message that shows the answer.

    `question` is as it was understood; `names` are those in it, `answered` is who it was where a person was
    asked for; `shown` is the first sentence of the answer, "" of an abstention. A `private` one was asked for
    nobody else to see. `outlet`, `since` and `until` (ISO 8601 days) are what it was confined to. `place` is
    where the message stands, `put_in` the message that asked it (0: a command did), and `quoted` what it
    shows, as article and sentence: to be told of corrections, and in the channel's own day; none of them is
    read back.
    """

    message_id: int
    scope: Scope
    person: int
    question: str
    language: str
    names: tuple[str, ...] = ()
    answered: str = ""
    shown: str = ""
    private: bool = False
    outlet: str = ""
    since: str = ""
    until: str = ""
    asked_at: str = ""
    place: int = field(default=0, compare=False)
    put_in: int = field(default=0, compare=False)
    quoted: tuple[tuple[int, str], ...] = field(default=(), compare=False)


class Verdict(StrEnum):
    """What somebody thought of an answer."""

    NOT_HELPFUL = "not helpful"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person thought of one answer, with the question and the sentence that was shown."""

    message_id: int
    scope: Scope
    person: int
    question: str
    shown: str
    verdict: Verdict
    given_at: str = ""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a scope has set: the language of replies ("": the asker's) and an IANA time zone ("": none)."""

    language: str = ""
    zone: str = ""
