"""What one conversation remembers: the last few questions, for as long as they are what is talked about.

One a person and place: the terminal has one, a channel has one for each who asks in it.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import Answer, AnswerKind
from bot.text.names import names

MAX_AGE = timedelta(minutes=10)  # after a pause this long a question is not meant any more
MAX_TURNS = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked, as it was understood: standing by itself, whatever was typed.

    `names` are those in the question; `answered` is who it was, where a person was asked for and found.
    """

    question_text: str
    names: tuple[str, ...]
    asked_at: datetime
    answered: str = ""


class Conversation:
    """The last turns, oldest first, at most MAX_TURNS of them."""

    def __init__(self) -> None:
        self._turns: deque[Turn] = deque(maxlen=MAX_TURNS)

    def add(self, turn: Turn) -> None:
        """Remember `turn`; the oldest is forgotten where there are too many."""
        self._turns.append(turn)

    def previous(self, now: datetime) -> tuple[Turn, ...]:
        """The turns not older than MAX_AGE at `now`, oldest first."""
        return tuple(turn for turn in self._turns if now - turn.asked_at <= MAX_AGE)


def turn_of(answer: Answer, asked_at: datetime) -> Turn:
    """What to remember of an answered question, or of one without an answer: its topic is the topic still."""
    question, answered = answer.question, ""
    if question.kind is AnswerKind.PERSON and answer.evidence and (span := answer.evidence[0].span):
        answered = next((name.text for name in names(span.text)), "")
    return Turn(question.text, question.names, asked_at, answered)
