"""Which servers the bot is on: a removal is noticed, also one of before the start; an outage is none."""

from unittest.mock import AsyncMock, Mock

import discord
import pytest

from bot.app import App
from bot.errors import StorageBusy
from cogs.replies import scope_of
from cogs.servers import Servers
from tests.cogs.conftest import GUILD, PERSON

SCOPE = scope_of(GUILD, PERSON)


def answer(kind: type[discord.HTTPException], status: int, code: int) -> discord.HTTPException:
    return kind(Mock(status=status, reason="x"), {"code": code, "message": "x"})


@pytest.fixture(name="cog")
def fixture_cog(app: App, bot: Mock) -> Servers:
    bot.application_id = 5
    return Servers(bot, app.store, app.library, app.dialogues, app.offers)


async def started(cog: Servers, bot: Mock, *servers: int) -> None:
    bot.guilds = [Mock(id=server) for server in servers]
    await cog.note()


async def held(app: App) -> int:
    return (await app.library.held(SCOPE)).articles


@pytest.mark.parametrize(
    "gone", [answer(discord.NotFound, 404, 10004), answer(discord.Forbidden, 403, 50001)]
)
async def test_a_server_that_removed_the_bot_while_it_was_off(
    cog: Servers, bot: Mock, app: App, gone: Exception
) -> None:
    await started(cog, bot, GUILD, 77)
    assert await held(app) == 1
    bot.fetch_guild = AsyncMock(side_effect=gone)
    await started(cog, bot, 77)
    assert await held(app) == 0
    await started(cog, bot, 77)
    assert bot.fetch_guild.await_count == 1


@pytest.mark.parametrize(
    "said", [None, answer(discord.DiscordServerError, 500, 0), answer(discord.NotFound, 404, 0)]
)
async def test_what_is_not_sure_is_asked_again(
    cog: Servers, bot: Mock, app: App, said: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.asyncio.sleep", AsyncMock())
    await started(cog, bot, GUILD)
    bot.fetch_guild = AsyncMock(side_effect=said)
    await started(cog, bot)
    assert await held(app) == 1
    bot.fetch_guild = AsyncMock(side_effect=answer(discord.NotFound, 404, 10004))
    await started(cog, bot)
    assert await held(app) == 0


async def test_another_application_forgets_nothing(cog: Servers, bot: Mock, app: App) -> None:
    await started(cog, bot, GUILD)
    bot.application_id = 6
    bot.fetch_guild = AsyncMock(side_effect=answer(discord.NotFound, 404, 10004))
    await started(cog, bot)
    assert await held(app) == 1


async def test_a_removal_while_connected(cog: Servers, app: App) -> None:
    await cog.on_guild_remove(Mock(id=GUILD))
    assert await held(app) == 0


async def test_a_database_in_trouble_is_a_line(
    cog: Servers, bot: Mock, caplog: pytest.LogCaptureFixture
) -> None:
    cog._store = Mock(note=AsyncMock(side_effect=StorageBusy("busy")))
    await started(cog, bot, GUILD)
    assert "busy" in caplog.text
