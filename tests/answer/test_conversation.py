"""What a conversation remembers, and for how long."""

from datetime import timedelta

from bot.answer.conversation import MAX_AGE, MAX_TURNS, Conversation, Turn, turn_of
from bot.answer.question import analyse
from bot.domain import Answer, Counts
from bot.text.lexicon import load
from tests.clock import NOON, FrozenClock


def test_only_the_last_turns_are_kept() -> None:
    conversation = Conversation()
    turns = [Turn(f"who won game {number}?", (), NOON) for number in range(MAX_TURNS + 3)]
    for turn in turns:
        conversation.add(turn)
    assert conversation.previous(NOON) == tuple(turns[-MAX_TURNS:])


def test_a_turn_is_forgotten_after_a_while() -> None:
    clock, conversation = FrozenClock(), Conversation()
    first = Turn("who won?", (), clock.now())
    conversation.add(first)
    clock.move(seconds=MAX_AGE.total_seconds() - 1)
    second = Turn("and where?", (), clock.now())
    conversation.add(second)
    assert conversation.previous(clock.now()) == (first, second)
    clock.move(seconds=2)
    assert conversation.previous(clock.now()) == (second,)
    assert conversation.previous(clock.now() + timedelta(days=1)) == ()
    assert conversation.previous(NOON - timedelta(seconds=5)) == (first, second)  # a clock that was put back


def test_a_question_without_an_answer_is_remembered_too() -> None:
    answer = Answer(analyse("who owns Kestrel Bay?", load()), True, 0.0, Counts(0, 0), (), ())
    assert turn_of(answer, NOON) == Turn("who owns Kestrel Bay?", ("Kestrel Bay",), NOON)
