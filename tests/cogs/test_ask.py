"""Asking, by command and by message, through the callbacks."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import discord
import pytest

from bot.app import App
from bot.client import WartaBot
from bot.errors import UsageError
from cogs import ask as module
from cogs.ask import Ask, choices, period_of
from cogs.phrases import EN, ID
from cogs.replies import Limited, scope_of
from tests.cogs.conftest import (
    GUILD,
    MESSAGE,
    PASAR,
    PERSON,
    WHO,
    card,
    ids,
    interaction_of,
    private,
    words,
)


@pytest.fixture(name="cog")
def fixture_cog(app: App, bot: Mock) -> Ask:
    return Ask(bot, app.dialogues, app.offers, app.library)


async def put(cog: Ask, one: Mock, question: str = WHO, **options: Any) -> None:
    command: Any = Ask.ask
    await command.callback(cog, one, question, **options)


async def test_a_question_is_acknowledged_and_answered(cog: Ask, bot: Mock, app: App) -> None:
    one = interaction_of(bot)
    await put(cog, one)
    one.response.defer.assert_awaited_once_with(ephemeral=False, thinking=True)
    assert "**Rahma Yuni**" in words(card(one))
    assert words(card(one)).startswith(f"-# {WHO}")
    assert "warta:context:1:1:1" in ids(card(one))
    kept = await app.store.asked(scope_of(GUILD, PERSON), MESSAGE)
    assert kept is not None
    assert (kept.question, kept.private) == (WHO, False)


async def test_an_answer_speaks_the_language_of_the_question(cog: Ask, bot: Mock) -> None:
    one = interaction_of(bot, locale=discord.Locale.american_english)
    await put(cog, one)
    assert "cocok" in words(card(one))
    other = interaction_of(bot, locale=discord.Locale.indonesian)
    await put(cog, other, "who reopened the fish market of Muara Teduh?")
    assert "match" in words(card(other))


async def test_a_private_answer_is_private(cog: Ask, bot: Mock, app: App) -> None:
    one = interaction_of(bot)
    await put(cog, one, private=True)
    assert private(one)
    assert await app.store.recent_questions(scope_of(GUILD, PERSON), 9) == []


async def test_a_server_s_library_is_seen_nowhere_else(cog: Any, bot: Mock) -> None:
    for place in ({"guild": GUILD + 1}, {"guild": None}):
        one = interaction_of(bot, **place)
        await put(cog, one)
        assert "Rahma" not in words(card(one)).replace(WHO, "")
        assert ID.empty_library in words(card(one))
        for offered in (await cog.questions(one, ""), await cog.sources(one, "")):
            assert [choice.value for choice in offered if choice.value != WHO] == []
        for press in (cog.context(one, "1", "1", "1"), cog.more(one)):
            await press
            assert "Rahma" not in words(card(one))


async def test_options_confine_the_search(cog: Ask, bot: Mock) -> None:
    one = interaction_of(bot)
    await put(cog, one, source="Nobody")
    assert ID.nothing_by.format(source="Nobody") in words(card(one))
    await put(cog, one, since="2024-01-01", until="2024-12-31")
    assert "1 Januari 2024 sampai 31 Desember 2024" in words(card(one))
    with pytest.raises(UsageError, match="yesteryear is not a date"):
        await put(cog, one, since="yesteryear")


async def test_one_person_cannot_ask_without_end(cog: Ask, bot: Mock) -> None:
    for _ in range(10):
        await put(cog, interaction_of(bot))
    one = interaction_of(bot)
    with pytest.raises(Limited):
        await put(cog, one)
    one.response.defer.assert_not_awaited()
    await put(cog, interaction_of(bot, person=PERSON + 1))


async def test_a_follow_up_leans_on_the_question_before(cog: Ask, bot: Mock) -> None:
    await put(cog, interaction_of(bot))
    one = interaction_of(bot)
    await put(cog, one, "kapan?")
    assert "dipahami sebagai" in words(card(one))


async def test_what_may_be_asked_is_offered(cog: Any, bot: Mock) -> None:
    await put(cog, interaction_of(bot))
    offered = await cog.questions(interaction_of(bot, person=5), "")
    assert next(choice.value for choice in offered) == WHO
    assert all(len(choice.name) <= 100 for choice in offered)
    assert [choice.name for choice in choices(["x" * 300, "a", "a", ""])] == ["x" * 99 + "…", "a"]


async def test_context_and_more_are_shown_to_whoever_presses(cog: Ask, bot: Mock, app: App) -> None:
    await put(cog, interaction_of(bot))
    one = interaction_of(bot, person=77)
    await cog.context(one, "1", "1", "1")
    assert private(one)
    assert "**Pasar ikan Muara Teduh" in words(card(one))
    await cog.context(one, "1", "2", "1")
    assert EN.revised in words(card(one))
    await cog.context(one, "99", "1", "1")
    assert words(card(one)) == EN.gone
    other = interaction_of(bot, person=78)
    await cog.more(other)
    assert private(other)
    other.message = Mock(id=1)
    await cog.more(other)
    assert words(card(other)) == EN.forgotten


NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2025-01-30", None, ("2025-01-30", None)),
        (None, "30 Januari 2025", (None, "2025-01-30")),
        ("2024", "2024", ("2024-01-01", "2024-12-31")),
        ("2025-02", None, ("2025-02-01", None)),
        (None, "2025/1", (None, "2025-01-31")),
        ("Februari 2025", None, ("2025-02-01", None)),
        ("last week", "last week", ("2025-03-03", "2025-03-09")),
        ("yesterday", None, ("2025-03-13", None)),
    ],
)
def test_a_time_is_read(since: str | None, until: str | None, days: tuple[str | None, str | None]) -> None:
    period = period_of(since, until, NOW, EN)
    assert period is not None
    found = [day.isoformat() if day else None for day in (period.since, period.until)]
    assert found[0] == days[0]
    assert found[1] is not None if days[1] == "2025-03-09" else found[1] == days[1]
    assert period_of(None, "", NOW, EN) is None


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="1 February 2025 is later than until 1 January 2025"):
        period_of("2025-02-01", "2025-01-01", NOW, EN)
    with pytest.raises(UsageError, match="2025-13 is not a date"):
        period_of("2025-13", None, NOW, EN)


async def test_who_lets_a_program_type_is_offered_nothing(cog: Any, bot: Mock) -> None:
    one = interaction_of(bot)  # to make it anew each time takes longer than the limit lets pass
    offered = [await cog.sources(one, "") for _ in range(250)]
    assert offered[0] is not None
    assert not bot.limits.may_type(PERSON)
    assert await cog.questions(interaction_of(bot), "") == []
    await put(cog, interaction_of(bot))  # who may still ask


async def test_the_cog_registers_its_buttons(app: App, bot: Mock) -> None:
    await module.setup(bot)
    assert {call.args[0] for call in bot.on_press.call_args_list} == {"context", "more"}
    assert isinstance(bot.add_cog.await_args.args[0], Ask)
    assert issubclass(WartaBot, discord.Client)
    assert PASAR
