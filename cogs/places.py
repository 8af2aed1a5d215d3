"""Where posts go: channels, threads and forums as an option, and whether the bot may write there."""

from typing import Any

import discord
from discord import app_commands

from cogs.phrases import Says

Place = discord.TextChannel | discord.ForumChannel | discord.Thread
# What a post needs where it is sent, as Discord calls it.
_NEEDED = {
    "view_channel": ("View Channel", "Lihat Saluran"),
    "send_messages": ("Send Messages", "Kirim Pesan"),
    "send_messages_in_threads": ("Send Messages in Threads", "Kirim Pesan di Utas"),
}


class PlaceOption(app_commands.Transformer):
    """A channel, thread or forum as an option. discord.py would name media channels as well, as of now."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Where there can be posts."""
        kinds = discord.ChannelType
        return [
            kinds.text,
            kinds.news,
            kinds.forum,
            kinds.news_thread,
            kinds.public_thread,
            kinds.private_thread,
        ]

    async def transform(self, _: discord.Interaction[Any], value: Any, /) -> Place:
        """The channel itself. Raises TransformerError where the bot does not see it."""
        found = value.resolve() if hasattr(value, "resolve") else value
        if not isinstance(found, Place):
            raise app_commands.TransformerError(value, self.type, self)
        return found


def missing_in(target: object, guild: discord.Guild | None, says: Says) -> str:
    """What the bot may not do in a channel though it would have to, in words; "" where it may write."""
    me = guild.me if guild is not None else None
    if me is None or not isinstance(target, discord.abc.GuildChannel | discord.Thread):
        return ""
    has = target.permissions_for(me)
    writing = "send_messages_in_threads" if isinstance(target, discord.Thread) else "send_messages"
    place = 1 if says.language == "id" else 0
    return ", ".join(_NEEDED[one][place] for one in ("view_channel", writing) if not getattr(has, one))
