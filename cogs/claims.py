"""Holding what somebody wrote against what was published."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.answer.check import CheckService
from bot.answer.question import MAX_LENGTH
from bot.client import WartaBot
from cogs import cards
from cogs.messages import words_of
from cogs.replies import answering, setting_of


class Claims(commands.Cog):
    """The command of a message's menu that checks it."""

    def __init__(self, claims: CheckService) -> None:
        self._claims = claims

    async def check(self, interaction: discord.Interaction[WartaBot], message: discord.Message) -> None:
        """Show whoever asked the sentences nearest to a message, and what differs."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            claim = " ".join(words_of(message).split())[:MAX_LENGTH]
            found = await self._claims.check(claim, place.scope)
            await reply.show(cards.check(found, place.says(found.language), place.zone))


async def setup(bot: WartaBot) -> None:
    """Add the command."""
    cog = Claims(bot.app.claims)
    await bot.add_cog(cog)
    menu = app_commands.ContextMenu(name="Check against sources", callback=cog.check)
    bot.tree.add_command(menu)
