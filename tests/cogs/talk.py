"""What people write in a channel whose own day is on, and what is kept of it."""

from typing import Any
from unittest.mock import Mock

import discord

from bot.app import App
from bot.domain import Line
from cogs.replies import scope_of
from tests.cogs.conftest import CHANNEL, GUILD, PERSON, written

SCOPE = scope_of(GUILD, PERSON)
NOW = discord.utils.time_snowflake(discord.utils.utcnow())  # the time of a message is in its number


def heard(content: str, number: int = 1, *, program: bool = False, **more: Any) -> discord.Message:
    """A message of the channel, written now."""
    message = written(content, id=str(NOW + number), **more)
    message.author = Mock(id=PERSON, bot=program)
    message.channel.id, message.guild = CHANNEL, Mock(id=GUILD)
    return message


async def kept(app: App) -> list[Line]:
    await app.recaps.flush()
    return await app.store.lines_of_person(SCOPE, PERSON)
