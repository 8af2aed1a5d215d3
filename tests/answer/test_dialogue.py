"""Dialogues: follow-ups of each person in each place, replies to messages, and what is remembered."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answer.dialogue import KEPT, Dialogues, Put
from bot.domain import LOCAL, Period, Scope, Verdict, Within
from bot.storage.sqlite.store import SqliteStore
from bot.text import lexicon
from tests.answer.library import open_library, service
from tests.clock import FrozenClock

WHO = "who is the harbour master?"
ELSEWHERE = Scope("discord:2")


@pytest.fixture(name="clock")
def fixture_clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(name="store")
async def fixture_store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with open_library(tmp_path) as store:
        yield store


@pytest.fixture(name="dialogues")
def fixture_dialogues(store: SqliteStore, clock: FrozenClock) -> Dialogues:
    return Dialogues(store, service(store), lexicon.load, clock)


def put(text: str, *, person: int = 1, place: int = 1, reply_to: int | None = None) -> Put:
    return Put(text, LOCAL, person, place, reply_to)


async def test_each_person_has_a_conversation_in_each_place(dialogues: Dialogues) -> None:
    await dialogues.ask(put("when did the ferry Marina Teduh sink?"))
    for other in (put("and why?", person=2), put("and why?", place=2)):
        assert not (await dialogues.ask(other)).carried
    told = await dialogues.ask(put("and why?"))
    assert told.carried
    assert "Marina Teduh" in told.answer.question.text


async def test_what_was_asked_in_private_is_not_leaned_on_in_public(dialogues: Dialogues) -> None:
    private = replace(put("when did the ferry Marina Teduh sink?"), private=True)
    await dialogues.ask(private)
    assert not (await dialogues.ask(put("and why?"))).carried
    assert (await dialogues.ask(replace(private, text="and why?"))).carried
    dialogues.forget(LOCAL, 1)
    assert not (await dialogues.ask(replace(private, text="and why?"))).carried


async def test_a_reply_is_about_its_message_however_old(
    dialogues: Dialogues, store: SqliteStore, clock: FrozenClock
) -> None:
    told = await dialogues.ask(put("when did the ferry Marina Teduh sink?"))
    await dialogues.keep(told, 77)
    await dialogues.ask(put("when does the shipping museum reopen?"))
    clock.move(days=3)
    # After a restart, by somebody else.
    later = Dialogues(store, service(store), lexicon.load, clock)
    again = await later.ask(put("why?", person=9, reply_to=77))
    assert again.carried
    assert "ferry" in again.answer.question.text
    assert not (await later.ask(put("why?", person=8, reply_to=78))).carried


async def test_what_a_message_answered_is_answered_again(dialogues: Dialogues) -> None:
    told = await dialogues.ask(put(WHO))
    await dialogues.keep(told, 5)
    answer = await dialogues.again(LOCAL, 5)
    assert answer is not None
    assert answer.evidence == told.answer.evidence
    assert await dialogues.again(LOCAL, 6) is None
    assert await dialogues.again(ELSEWHERE, 5) is None


async def test_an_opinion_repeats_question_and_sentence(dialogues: Dialogues, store: SqliteStore) -> None:
    told = await dialogues.ask(put(WHO))
    await dialogues.keep(told, 5)
    assert await dialogues.judge(LOCAL, 5, 3, Verdict.NOT_HELPFUL) is True
    assert await dialogues.judge(LOCAL, 5, 3, Verdict.NOT_HELPFUL) is False
    assert await dialogues.judge(LOCAL, 6, 3, Verdict.NOT_HELPFUL) is None
    assert await dialogues.judge(ELSEWHERE, 5, 3, Verdict.NOT_HELPFUL) is None
    (opinion,) = await store.feedback(LOCAL, 9)
    assert (opinion.question, opinion.person) == (WHO, 3)
    assert opinion.shown == told.answer.evidence[0].candidate.sentence.text


async def test_an_opinion_of_a_private_answer_does_not_tell_the_question(
    dialogues: Dialogues, store: SqliteStore
) -> None:
    await dialogues.keep(await dialogues.ask(replace(put(WHO), private=True)), 5)
    assert await dialogues.judge(LOCAL, 5, 3, Verdict.NOT_HELPFUL) is True
    (opinion,) = await store.feedback(LOCAL, 9)
    assert (opinion.question, opinion.shown, opinion.verdict) == ("", "", Verdict.NOT_HELPFUL)


async def test_what_is_talked_about_is_forgotten_on_request(dialogues: Dialogues) -> None:
    for person in (1, 2):
        await dialogues.ask(put("when did the ferry Marina Teduh sink?", person=person))
    dialogues.forget(LOCAL, 1)
    assert not (await dialogues.ask(put("and why?", person=1))).carried
    assert (await dialogues.ask(put("and why?", person=2))).carried
    dialogues.forget(LOCAL)
    assert not (await dialogues.ask(put("and why?", person=2))).carried


async def test_questions_are_kept_for_a_while(
    dialogues: Dialogues, store: SqliteStore, clock: FrozenClock
) -> None:
    await dialogues.keep(await dialogues.ask(put(WHO)), 5)
    # The library's own clock stamps what is kept; this one says what is old.
    clock.move(days=KEPT.days - 1)
    assert await dialogues.forget_old() == 0
    clock.move(days=2)
    assert await dialogues.forget_old() == 1
    assert await store.asked(LOCAL, 5) is None


async def test_many_questions_of_one_are_in_nobody_s_way(dialogues: Dialogues) -> None:
    told: list[int] = []

    async def ask(person: int) -> None:
        await dialogues.ask(put(WHO, person=person))
        told.append(person)

    flood = [asyncio.create_task(ask(1)) for _ in range(8)]
    await asyncio.sleep(0)
    await ask(2)
    await asyncio.gather(*flood)
    assert told.index(2) <= 2


async def test_questions_of_one_are_answered_in_order(dialogues: Dialogues) -> None:
    first, second = await asyncio.gather(
        dialogues.ask(put("when did the ferry Marina Teduh sink?")), dialogues.ask(put("and why?"))
    )
    assert not first.carried
    assert second.carried


async def test_what_a_question_was_confined_to_confines_it_again(dialogues: Dialogues) -> None:
    period = Period("", date(2025, 1, 1), None)
    for within in (Within(outlet="Islands Review"), Within(period)):
        told = await dialogues.ask(replace(put("who spoke of the river?"), within=within))
        await dialogues.keep(told, 5)
        again = await dialogues.again(LOCAL, 5)
        assert again is not None
        assert again.searched == told.answer.searched
        assert again.question.outlet == within.outlet
        assert again.question.period == within.period
