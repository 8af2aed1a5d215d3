"""Why an article of a feed was posted, or was not: `/why`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import WartaBot
from bot.ingest.following import FeedService
from cogs import feed_cards
from cogs.replies import answering, setting_of


class Why(commands.Cog):
    """`/why`."""

    def __init__(self, feeds: FeedService) -> None:
        self._feeds = feeds

    @app_commands.command(name="why", description="Why an article of a feed was posted, or was not")
    @app_commands.describe(url="The address of the article; the newest entries without one")
    @app_commands.guild_only()
    async def why(
        self,
        interaction: discord.Interaction[WartaBot],
        url: app_commands.Range[str, 1, 2_000] | None = None,
    ) -> None:
        """Show the gates that an address has passed."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            found = await self._feeds.why(place.scope, url or "")
            await reply.show(feed_cards.judged(found, place.says()))


async def setup(bot: WartaBot) -> None:
    """Add the command."""
    await bot.add_cog(Why(bot.app.feeds))
