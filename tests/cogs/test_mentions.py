"""Asking by message: mentions, replies and direct messages."""

from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App
from bot.errors import StorageBusy
from cogs.ask import Ask, asked_in
from cogs.messages import greeted_in, greets
from cogs.phrases import ID
from cogs.replies import scope_of
from tests.cogs.conftest import (
    CHANNEL,
    GUILD,
    MESSAGE,
    PERSON,
    WHO,
    words,
)
from tests.cogs.test_ask import fixture_cog

__all__ = ["fixture_cog"]


def message_of(
    content: str,
    *,
    guild: int | None = GUILD,
    mentions: bool = True,
    number: int = 500,
    replied: int | None = None,
) -> Mock:
    one = create_autospec(discord.Message, instance=True)
    one.id, one.content = number, content
    one.author = Mock(id=PERSON, bot=False)
    one.author.send = AsyncMock()
    one.guild = Mock(id=guild, preferred_locale=discord.Locale.indonesian) if guild is not None else None
    one.mentions = [Mock(id=99)] if mentions else []
    one.is_system.return_value = False
    one.channel = Mock(id=CHANNEL)
    one.channel.send, one.channel.typing = AsyncMock(return_value=Mock(id=MESSAGE)), AsyncMock()
    one.reference = Mock(message_id=replied, resolved=None) if replied is not None else None
    return one  # type: ignore[no-any-return]


def answered(one: Mock) -> str:
    return words(one.channel.send.await_args.kwargs["view"])


async def test_a_mention_is_answered_in_its_place(cog: Ask, bot: Mock) -> None:
    one = message_of(f"<@99> {WHO}")
    await cog.on_message(one)
    assert "**Rahma Yuni**" in answered(one)
    sent = one.channel.send.await_args.kwargs
    assert sent["nonce"] == "re500"
    assert len(str(sent["nonce"])) <= 25
    assert sent["mention_author"] is False


async def test_what_is_repeated_is_answered_once(cog: Ask, bot: Mock) -> None:
    one = message_of(f"<@99> {WHO}")
    await cog.on_message(one)
    await cog.on_message(one)
    assert one.channel.send.await_count == 1


async def test_a_reply_is_about_the_answer(cog: Ask, bot: Mock) -> None:
    await cog.on_message(message_of(f"<@99> {WHO}"))
    one = message_of("<@99> kapan?", number=501, replied=MESSAGE)
    one.author = Mock(id=PERSON + 1, bot=False)
    await cog.on_message(one)
    assert "dipahami sebagai" in answered(one)


async def test_a_direct_message_asks_the_person_s_own_library(cog: Ask, bot: Mock, app: App) -> None:
    one = message_of(WHO, guild=None, mentions=False)
    await cog.on_message(one)
    assert ID.empty_library in answered(one)


async def test_a_mention_alone_is_told_how_to_ask(cog: Ask, bot: Mock) -> None:
    one = message_of("<@99> ")
    await cog.on_message(one)
    assert answered(one).startswith(ID.hello)
    assert "Muara Teduh" in answered(one)


@pytest.mark.parametrize(
    "hello", ["hi", "Halo Warta!", "👋", "selamat pagi", "Thanks!", "hello there :)", "apa kabar?"]
)
async def test_a_greeting_is_greeted(cog: Ask, hello: str) -> None:
    one = message_of(f"<@99> {hello}")
    await cog.on_message(one)
    assert answered(one).startswith(ID.hello)
    assert await cog._library.export(scope_of(GUILD, PERSON), PERSON, whole=False) == {
        "questions": [],
        "feedback": [],
        "feeds": [],
        "digests": [],
        "watches": [],
    }


def test_a_question_is_no_greeting() -> None:
    for text in ("hi, who won?", "halo siapa yang menang", "pagi ini hujan?", "help desk Muara Teduh?"):
        assert not greets(text)
    assert greeted_in("halo") == "id"
    assert greeted_in("hello") == ""


async def test_a_flood_is_told_once_to_wait(cog: Ask, bot: Mock) -> None:
    flood = [message_of(f"<@99> {WHO}", number=number) for number in range(600, 640)]
    for one in flood:
        await cog.on_message(one)
    assert sum(one.channel.send.await_count for one in flood) == 11
    assert "Terlalu banyak" in answered(flood[10])


@pytest.mark.parametrize(
    ("kind", "status", "code"), [(discord.Forbidden, 403, 50013), (discord.HTTPException, 400, 160002)]
)
async def test_where_it_may_not_write_the_asker_is_told(
    cog: Ask, bot: Mock, kind: type[discord.HTTPException], status: int, code: int
) -> None:
    one = message_of(f"<@99> {WHO}")
    response = Mock(status=status, reason="x")
    one.channel.send.side_effect = kind(response, {"code": code, "message": "x"})
    await cog.on_message(one)
    assert f"<#{CHANNEL}>" in words(one.author.send.await_args.kwargs["view"])


async def test_a_bug_is_not_the_end(cog: Ask, bot: Mock, caplog: pytest.LogCaptureFixture) -> None:
    one = message_of(f"<@99> {WHO}")
    cog._dialogues = Mock(ask=AsyncMock(side_effect=ZeroDivisionError))
    await cog.on_message(one)
    (record,) = [record for record in caplog.records if record.exc_info]
    assert record.args
    assert str(record.args[1]) in answered(one)  # type: ignore[index]


async def test_a_database_in_trouble_is_a_line(cog: Ask, bot: Mock) -> None:
    one = message_of(f"<@99> {WHO}")
    cog._library = Mock(
        preferences=AsyncMock(side_effect=StorageBusy("The database is busy", todo="try again"))
    )
    await cog.on_message(one)
    assert answered(one) == ID.storage


async def test_during_a_stop_nothing_is_begun(cog: Ask, bot: Mock) -> None:
    bot.work.stopping = True
    one = message_of(f"<@99> {WHO}")
    await cog.on_message(one)
    assert answered(one) == ID.stopping


def test_who_is_meant() -> None:
    me = Mock(id=99)
    assert asked_in(message_of("<@99>  who?\n<@!99>"), me) == "who?"
    assert asked_in(message_of("who?", mentions=False), me) is None
    assert asked_in(message_of("who?", mentions=False, guild=None), me) == "who?"
    assert asked_in(message_of("<@99> who?"), None) is None
    robot = message_of("<@99> who?")
    robot.author.bot = True
    assert asked_in(robot, me) is None
    joined = message_of("<@99>")
    joined.is_system.return_value = True
    assert asked_in(joined, me) is None
