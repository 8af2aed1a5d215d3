"""Asking where many ask: each person has a conversation in each place, and a reply leans on its message.

    put | resolve | ask | keep

An answer is kept by the number of the message that shows it, so that a reply to it and its buttons know what
it was about, also after a restart.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Protocol
from weakref import WeakValueDictionary

from bot.answer.conversation import Conversation, Turn, turn_of
from bot.answer.followup import Followup, resolve
from bot.answer.service import AnswerService
from bot.domain import ANYWHERE, Answer, Asked, Feedback, Period, Scope, Verdict, Within
from bot.ports import AskedStore, Clock
from bot.text.lexicon import Lexicon

MOST = 10  # sentences of an answer: what is shown at once and what "more" shows
KEPT = timedelta(days=90)  # how long a question is kept
_CONVERSATIONS = 5_000  # held in memory; whoever has not asked for the longest time is forgotten
# Half of asking is the database's work, half Python's, which runs in one thread at a time: while one question
# is looked up, another can be ranked. Of 20 at once the last ones are answered some 15 % sooner so; a third
# at once gains nothing, and the event loop would wait for its turn among them.
_AT_ONCE = 2
_RECENT = 1_000  # answers that are known before they are saved
_ARRIVING = 2.0  # seconds after an answer in which a press may come before the number of its message
_MOMENT = 0.3


class DialogueStore(AskedStore, Protocol):
    """What dialogues need of the store."""


@dataclass(frozen=True, slots=True)
class Put:
    """A question as `person` put it in a `place` of `scope`, perhaps in reply to a message.

    `message` is the message that asks it, 0 for a command.
    """

    text: str
    scope: Scope
    person: int
    place: int
    reply_to: int | None = None
    within: Within = ANYWHERE
    private: bool = False
    message: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to what was put; `carried`: the question leaned on one before it."""

    put: Put
    answer: Answer
    carried: bool


class Dialogues:
    """Answers people in turn, and remembers what is talked about."""

    def __init__(
        self, store: DialogueStore, answers: AnswerService, lexicon: Callable[[], Lexicon], clock: Clock
    ) -> None:
        self._store = store
        self._answers = answers
        self._lexicon = lexicon
        self._clock = clock
        self._conversations: OrderedDict[tuple[str, int, int, bool], Conversation] = OrderedDict()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._queues: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._recent: OrderedDict[int, Asked] = OrderedDict()  # whose saving may be under way
        self._told_at = -_ARRIVING

    async def ask(self, put: Put) -> Told:
        """Answer a question, which may lean on the last ones of the same person and place.

        Raises QuestionError where nothing can be looked up.
        """
        # One after the other of each person: a question may lean on the one before, and whoever asks many is
        # in the way of nobody else.
        async with self._queues.setdefault(put.person, asyncio.Lock()), self._turns:
            meant = await self._meant(put)
            answer = await self._answer(meant.text, put)
            self._conversation(put).add(turn_of(answer, self._clock.now()))
        self._told_at = asyncio.get_running_loop().time()
        return Told(put, answer, meant.carried)

    async def _answer(self, text: str, put: Put) -> Answer:
        answer, _ = await self._answers.explain(text, put.scope, limit=MOST, within=put.within)
        return answer

    async def _meant(self, put: Put) -> Followup:
        """The question as it stands by itself."""
        previous = self._conversation(put).previous(self._clock.now())
        if put.reply_to is not None and (asked := await self._asked(put.scope, put.reply_to)):
            # A reply is about what it replies to, however long ago that was.
            previous = (Turn(asked.question, asked.names, self._clock.now(), asked.answered),)
        if not previous:
            return Followup(put.text, carried=False)
        return await asyncio.to_thread(lambda: resolve(put.text, previous, self._lexicon()))

    def _conversation(self, put: Put) -> Conversation:
        # What was asked in private is not what a question that all see leans on.
        key = (put.scope.name, put.place, put.person, put.private)
        conversation = self._conversations.setdefault(key, Conversation())
        self._conversations.move_to_end(key)
        if len(self._conversations) > _CONVERSATIONS:
            self._conversations.popitem(last=False)
        return conversation

    async def keep(self, told: Told, message_id: int) -> None:
        """Remember that a message shows this answer."""
        answer, put = told.answer, told.put
        turn = turn_of(answer, self._clock.now())
        asked = Asked(
            message_id,
            put.scope,
            put.person,
            turn.question_text,
            answer.question.language,
            turn.names,
            turn.answered,
            answer.evidence[0].candidate.sentence.text if answer.evidence else "",
            put.private,
            put.within.outlet,
            *_days(answer.question.period),
            place=put.place,
            put_in=put.message,
            quoted=tuple((one.candidate.article.id, one.candidate.sentence.text) for one in answer.evidence),
        )
        self._recent[message_id] = asked
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        await self._store.save_asked(asked)

    async def _asked(self, scope: Scope, message_id: int) -> Asked | None:
        """What a message answered, also in the moments before it is saved, or even known to be shown."""
        just_told = asyncio.get_running_loop().time() - self._told_at < _ARRIVING
        for pause in (0.0, _MOMENT) if just_told else (0.0,):
            if pause:
                await asyncio.sleep(pause)
            recent = self._recent.get(message_id)
            if recent is not None and recent.scope == scope:
                return recent
            if (stored := await self._store.asked(scope, message_id)) is not None:
                return stored
        return None

    async def again(self, scope: Scope, message_id: int, zone: tzinfo | None = None) -> Answer | None:
        """The answer to the question that a message answered, as it is today; None where it is not known."""
        asked = await self._asked(scope, message_id)
        if asked is None:
            return None
        period = None
        if asked.since or asked.until:
            since, until = (date.fromisoformat(day) if day else None for day in (asked.since, asked.until))
            period = Period("", since, until, zone)
        within = Within(period, asked.outlet, zone)
        async with self._turns:
            return await self._answer(
                asked.question, Put(asked.question, scope, asked.person, 0, within=within)
            )

    async def judge(self, scope: Scope, message_id: int, person: int, verdict: Verdict) -> bool | None:
        """Keep what a person thought of an answer.

        False where that person has said so before, None where the answer is not known any more. Of what was
        asked in private only the opinion is kept, without the question and what answered it.
        """
        asked = await self._asked(scope, message_id)
        if asked is None:
            return None
        question, shown = ("", "") if asked.private else (asked.question, asked.shown)
        opinion = Feedback(message_id, scope, person, question, shown, verdict)
        return await self._store.save_feedback(opinion)

    async def forget_old(self) -> int:
        """Forget questions older than KEPT; how many those were."""
        before = self._clock.now() - KEPT
        return await self._store.forget_asked(before.isoformat(timespec="seconds"))

    def forget(self, scope: Scope, person: int | None = None) -> None:
        """Forget what is talked about in a scope, or by one person in it."""
        for key in [one for one in self._conversations if one[0] == scope.name and person in (None, one[2])]:
            del self._conversations[key]
        for number, asked in list(self._recent.items()):
            if asked.scope == scope and person in (None, asked.person):
                del self._recent[number]

    async def warm_up(self) -> None:
        """Load what the first question would have to wait for."""
        await asyncio.to_thread(self._lexicon)


def _days(period: Period | None) -> tuple[str, str]:
    if period is None:
        return "", ""
    return period.since.isoformat() if period.since else "", period.until.isoformat() if period.until else ""
