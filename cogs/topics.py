"""A topic over time, and who said what: `/timeline`, `/trend`, `/quotes`."""

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.answer.quotes import QuoteService
from bot.client import WartaBot
from bot.topics.chart import can_draw, drawn
from bot.topics.service import TopicService
from cogs import topic_cards
from cogs.ask import period_of
from cogs.replies import answering, setting_of

_QUOTES = 20
Topic = app_commands.Range[str, 1, 200]


class Topics(commands.Cog):
    """`/timeline`, `/trend` and `/quotes`."""

    def __init__(self, topics: TopicService, quotes: QuoteService) -> None:
        self._topics = topics
        self._quotes = quotes
        self._drawing = asyncio.Semaphore(1)  # a process at a time

    @app_commands.command(name="timeline", description="What was published about a topic, in order")
    @app_commands.describe(
        topic="Its words: a name, a place, a thing",
        since="Only articles from this day on, such as 2025-01-30 or last week",
        until="Only articles up to this day",
    )
    async def timeline(
        self,
        interaction: discord.Interaction[WartaBot],
        topic: Topic,
        since: app_commands.Range[str, 1, 50] | None = None,
        until: app_commands.Range[str, 1, 50] | None = None,
    ) -> None:
        """Show the dated sentences about it."""
        async with answering(interaction) as reply:
            place = await setting_of(interaction)
            now = interaction.created_at.astimezone(place.zone)
            period = period_of(since, until, now, place.says())
            found = await self._topics.timeline(topic, place.scope, period=period, zone=place.zone)
            await reply.show(topic_cards.timeline(found, place.says(), place.zone))

    @app_commands.command(name="trend", description="How many articles told of a topic, day by day")
    @app_commands.describe(
        topic="Its words: a name, a place, a thing", days="Of how many days, up to today; 30 by default"
    )
    async def trend(
        self,
        interaction: discord.Interaction[WartaBot],
        topic: Topic,
        days: app_commands.Range[int, 1, 366] = 30,
    ) -> None:
        """Draw it, or show it in letters where it cannot be drawn."""
        async with answering(interaction) as reply:
            place = await setting_of(interaction)
            words = place.says()
            found = await self._topics.trend(topic, place.scope, days=days, zone=place.zone)
            if not found.total or not can_draw():
                await reply.show(topic_cards.trend(found, words, picture=False))
                return
            async with self._drawing:
                data = await drawn(found, words.language)
            await reply.show(
                topic_cards.trend(found, words, picture=True),
                lambda: discord.File(io.BytesIO(data), topic_cards.PICTURE),
            )

    @app_commands.command(name="quotes", description="What somebody is published to have said")
    @app_commands.describe(who="A person or an organisation, or a part of the name")
    async def quotes(
        self, interaction: discord.Interaction[WartaBot], who: app_commands.Range[str, 1, 200]
    ) -> None:
        """Show who said what, the newest first."""
        async with answering(interaction) as reply:
            place = await setting_of(interaction)
            found = await self._quotes.by(who, place.scope, limit=_QUOTES)
            await reply.show(topic_cards.quotes(found, place.says(), place.zone))


async def setup(bot: WartaBot) -> None:
    """Add the commands."""
    await bot.add_cog(Topics(bot.app.topics, bot.app.quotes))
