"""A channel's own day: `/recap`, and whether somebody may be quoted in it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TROUBLE, WartaBot, patiently
from bot.digest.own_day import RecapService
from cogs.articles import MANAGES
from cogs.buttons import RECAP
from cogs.listening import Listening
from cogs.notices import AMBER, GREEN, notice
from cogs.recap_cards import recap_sheet
from cogs.replies import Interaction, answering, require_manager, setting_of

_HOURS = 24

Talked = discord.TextChannel | discord.Thread


class Recaps(commands.Cog):
    """`/recap`, and the button of `/privacy` about it."""

    recap = app_commands.Group(name="recap", description="The own day of a channel", guild_only=True)

    def __init__(self, recaps: RecapService) -> None:
        self._recaps = recaps

    @recap.command(name="show", description="What was shared, asked and talked about here")
    @app_commands.describe(hours="How many hours back; 24 by default")
    async def show(
        self, interaction: discord.Interaction[WartaBot], hours: app_commands.Range[int, 1, 168] = _HOURS
    ) -> None:
        """Show whoever asks the own day of the channel in which it is asked: all can see that."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words, channel = place.says(), interaction.channel_id or 0
            day = self._recaps.heard_in(channel)
            if not self._recaps.listens:
                await reply.show(notice(words.recap_intent, AMBER))
            elif day is None or day.scope != place.scope:
                await reply.show(notice(words.recap_off.format(channel=f"<#{channel}>"), AMBER))
            elif not _reads(interaction.channel, interaction.guild):  # nor would deletions be told
                await reply.show(notice(words.recap_cannot_read.format(channel=f"<#{channel}>"), AMBER))
            else:
                recap = await self._recaps.recap(place.scope, channel, *self._recaps.since(hours))
                await reply.show(recap_sheet(recap, words, interaction.guild_id or 0).view())

    @recap.command(name="on", description="Keep the own day of a channel from now on", extras=MANAGES)
    @app_commands.describe(
        channel="The channel; the one you are in by default",
        index_links="Add links that are shared there to the library",
    )
    async def on(
        self,
        interaction: discord.Interaction[WartaBot],
        channel: Talked | None = None,
        index_links: bool = False,
    ) -> None:
        """Switch it on, and say so where everybody reads it whom it is about."""
        require_manager(interaction)
        target: Any = channel or interaction.channel
        elsewhere = target is None or target.id != interaction.channel_id
        async with answering(interaction, private=elsewhere or not self._recaps.listens) as reply:
            place = await setting_of(interaction)
            words = place.says()
            name = f"<#{target.id}>" if target is not None else "…"
            if not self._recaps.listens:
                await reply.show(notice(words.recap_intent, AMBER))
                return
            if target is None or not _reads(target, interaction.guild):
                await reply.show(notice(words.recap_cannot_read.format(channel=name), AMBER))
                return
            await self._recaps.switch_on(
                place.scope,
                target.id,
                interaction.user.id,
                index_links=index_links,
                at=interaction.created_at,
            )
            line = words.recap_now_on.format(channel=name, hours=self._recaps.hours)
            line += f" {words.recap_indexed}" if index_links else ""
            if elsewhere and not await _told_there(target, line):
                line += f" {words.recap_untold}"
            await reply.show(notice(line, GREEN))

    @recap.command(name="off", description="Keep it no more, and delete what was kept", extras=MANAGES)
    @app_commands.describe(channel="The channel; the one you are in by default")
    async def off(self, interaction: discord.Interaction[WartaBot], channel: Talked | None = None) -> None:
        """Switch it off; also where nothing can be heard any more."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            number = channel.id if channel is not None else interaction.channel_id or 0
            was_on = await self._recaps.switch_off(place.scope, number)
            line = words.recap_now_off if was_on else words.recap_was_off
            await reply.show(notice(line.format(channel=f"<#{number}>"), GREEN if was_on else AMBER))

    async def quoting(self, interaction: Interaction, what: str) -> None:
        """Quote whoever pressed no more, or again."""
        async with answering(interaction, private=True) as reply:
            words = (await setting_of(interaction)).says()
            if what == "out":
                count = await self._recaps.opt_out(interaction.user.id)
                await reply.show(notice(words.recap_opted_out.format(count=count), GREEN))
            else:
                await self._recaps.opt_in(interaction.user.id)
                await reply.show(notice(words.recap_opted_in, GREEN))


async def _told_there(channel: Any, line: str) -> bool:
    """Tell people in a channel what is kept of it from now on; whether that was possible."""
    try:
        await patiently(lambda: channel.send(view=notice(line, GREEN)))
    except (discord.HTTPException, *TROUBLE):
        return False
    return True


def _reads(channel: Any, guild: discord.Guild | None) -> bool:
    """Whether the bot may read a channel, as far as its permissions tell."""
    me = guild.me if guild is not None else None
    if me is None or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return True
    may = channel.permissions_for(me)
    return may.view_channel and may.read_message_history


async def setup(bot: WartaBot) -> None:
    """Add the commands and the button, and begin to listen."""
    app = bot.app
    cog = Recaps(app.recaps)
    bot.on_press(RECAP, cog.quoting)
    await bot.add_cog(cog)
    await bot.add_cog(Listening(bot, app.recaps, app.library, app.offers, app.clock))
