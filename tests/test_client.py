"""The connection: what is asked of Discord, which troubles pass, and what is told once."""

from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import aiohttp
import discord
import pytest

from bot.app import open_app
from bot.client import EXTENSIONS, WartaBot, _judged, commands_hash, intents, patiently
from bot.config import Settings
from bot.errors import ServiceRefused


def http(kind: type[discord.HTTPException], status: int) -> discord.HTTPException:
    return kind(Mock(status=status, reason="x"), {"code": 0, "message": "x"})


def test_no_privileged_intent_is_asked_for() -> None:
    wanted = intents()
    assert not any((wanted.message_content, wanted.members, wanted.presences))
    assert wanted.guilds
    assert wanted.guild_messages
    assert wanted.dm_messages
    assert not wanted.guild_reactions


def test_what_people_write_to_each_other_is_asked_for_where_that_is_set() -> None:
    wanted = intents(content=True)
    assert wanted.message_content
    assert wanted.guild_reactions
    assert not any((wanted.members, wanted.presences))


async def test_the_bot_pings_nobody_and_keeps_nobody(tmp_path: Path) -> None:
    async with open_app(Settings(tmp_path)) as app:
        bot = WartaBot(app)
        assert bot.allowed_mentions is not None
        mentions: Any = bot.allowed_mentions.to_dict()
        assert mentions == {"parse": []}
        assert bot._connection.max_messages is None
        assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()


async def test_every_cog_loads_and_the_commands_have_one_hash(tmp_path: Path) -> None:
    hashes = []
    async with open_app(Settings(tmp_path)) as app:
        for _ in range(2):
            bot = WartaBot(app)
            for extension in EXTENSIONS:
                await bot.load_extension(extension)
            hashes.append(await commands_hash(bot.tree))
            bot.tree.remove_command("help")
            assert await commands_hash(bot.tree) != hashes[-1]
            names = "ask-about context data feed form list more not-helpful recap resume retry stop-watch"
            assert set(bot.presses) == set(names.split())
            for extension in EXTENSIONS:
                await bot.unload_extension(extension)
    assert hashes[0] == hashes[1]


async def test_commands_are_told_when_they_change(tmp_path: Path) -> None:
    async with open_app(Settings(tmp_path)) as app:
        synced = AsyncMock()
        for _ in range(2):
            bot = WartaBot(app)
            bot._connection.application_id = 5
            bot.tree.sync = synced  # type: ignore[method-assign]
            await bot.setup_hook()
            assert bot._upkeep is not None
            bot._upkeep.cancel()
        assert synced.await_count == 1
        synced.side_effect = http(discord.HTTPException, 400)
        bot = WartaBot(app)
        bot._connection.application_id = 6
        bot.tree.sync = synced  # type: ignore[method-assign]
        await bot._tell_commands()
        assert await app.store.note("discord commands of 6") == ""


@pytest.mark.parametrize(
    "trouble",
    [
        http(discord.DiscordServerError, 503),
        http(discord.DiscordServerError, 520),
        ConnectionResetError(104, "reset"),
        aiohttp.ServerDisconnectedError(),
        discord.RateLimited(0.01),
    ],
)
async def test_a_request_is_made_again(trouble: Exception) -> None:
    call = AsyncMock(side_effect=[trouble, trouble, "done"])
    assert await patiently(call) == "done"
    assert call.await_count == 3


async def test_a_refusal_is_not_asked_for_again() -> None:
    for error in (http(discord.Forbidden, 403), discord.RateLimited(3_600.0)):
        call = AsyncMock(side_effect=error)
        with pytest.raises(type(error)):
            await patiently(call)
        assert call.await_count == 1


async def test_an_end_comes_to_every_patience() -> None:
    call = AsyncMock(side_effect=ConnectionResetError(104, "reset"))
    with pytest.raises(ConnectionResetError):
        await patiently(call, attempts=2)
    assert call.await_count == 2


def closed(code: int) -> discord.ConnectionClosed:
    socket = create_autospec(aiohttp.ClientWebSocketResponse, instance=True)
    return discord.ConnectionClosed(socket, shard_id=0, code=code)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (discord.LoginFailure("x"), "Discord does not know this token"),
        (closed(4004), "Discord does not know this token"),
        (discord.PrivilegedIntentsRequired(0), "Discord does not grant the intents"),
        (closed(4014), "Discord does not grant the intents: discord.message_content asks for one of them."),
        (closed(4012), "Discord refuses the version"),
        (closed(4010), "Discord refuses the shards"),
    ],
)
def test_what_does_not_pass_is_one_line(error: Exception, line: str) -> None:
    with pytest.raises(ServiceRefused, match=line):
        _judged(error)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(111, "refused"),
        http(discord.HTTPException, 429),
        http(discord.DiscordServerError, 500),
        discord.GatewayNotFound(),  # type: ignore[no-untyped-call]
        closed(4000),
        TimeoutError(),
    ],
)
def test_what_passes_is_tried_again(error: Exception) -> None:
    assert _judged(error) is error


def test_a_bug_keeps_its_type() -> None:
    with pytest.raises(ZeroDivisionError):
        _judged(ZeroDivisionError())


async def test_what_is_repeated_or_too_late_is_not_carried_out(tmp_path: Path) -> None:
    async with open_app(Settings(tmp_path)) as app:
        bot = WartaBot(app)
        refused = AsyncMock()
        bot.refusal = refused
        one: Any = Mock(id=1)
        assert await bot.admits(one)
        assert not await bot.admits(one)
        refused.assert_not_awaited()
        bot.work.stopping = True
        assert not await bot.admits(Mock(id=2))
        refused.assert_awaited_once()
