"""Asking: by command, by mentioning the bot, by writing to it directly, by replying to one of its answers."""

import re
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.answer.calendar import spoken_day
from bot.answer.dialogue import Dialogues, Put, Told
from bot.answer.offers import Offers
from bot.answer.period import find_period
from bot.client import WartaBot
from bot.domain import Period, Preferences, Within
from bot.errors import NotFound, QuestionError, StorageError, UsageError
from bot.library import Library
from bot.text.dates import parse_date
from bot.text.days import find_days
from cogs import cards
from cogs.buttons import CONTEXT, MORE, Button
from cogs.errors import MessageErrors, logged
from cogs.escape import label, plain
from cogs.messages import greeted_in, greets
from cogs.notices import notice
from cogs.phrases import Says
from cogs.replies import (
    Interaction,
    Reply,
    Setting,
    answering,
    may_type,
    reply_to,
    scope_of,
    setting_of,
    take,
    typing_if_slow,
)

_LONGEST = 2_000  # letters of a question
_CHOICE = 100  # letters of a choice
_DAY = 10  # letters of an ISO day
_TOPICS, _TOPIC = 3, 80  # named in a greeting, and letters of each
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-/.](?P<month>0?[1-9]|1[0-2]))?")


class Ask(commands.Cog):
    """Questions and their answers."""

    def __init__(self, bot: WartaBot, dialogues: Dialogues, offers: Offers, library: Library) -> None:
        self._bot = bot
        self._dialogues = dialogues
        self._offers = offers
        self._library = library
        self._errors = MessageErrors()

    @app_commands.command(name="ask", description="Ask; the answer is a sentence somebody published")
    @app_commands.describe(
        question="What you want to know",
        source="Only what this outlet published",
        since="Only articles from this day on, such as 2025-01-30 or last week",
        until="Only articles up to this day",
        private="Show the answer to nobody but you",
    )
    async def ask(
        self,
        interaction: discord.Interaction[WartaBot],
        question: app_commands.Range[str, 1, _LONGEST],
        source: app_commands.Range[str, 1, 200] | None = None,
        since: app_commands.Range[str, 1, 50] | None = None,
        until: app_commands.Range[str, 1, 50] | None = None,
        private: bool = False,
    ) -> None:
        """Answer one question."""
        async with answering(interaction, private=private) as reply:
            place = await setting_of(interaction)
            now = interaction.created_at.astimezone(place.zone)
            within = Within(period_of(since, until, now, place.says()), source or "", place.zone)
            told = await self._dialogues.ask(
                Put(
                    question,
                    place.scope,
                    interaction.user.id,
                    interaction.channel_id or 0,
                    within=within,
                    private=private,
                )
            )
            await self._show(reply, told, place)

    async def _show(self, reply: Reply, told: Told, place: Setting) -> None:
        words = place.says(told.answer.question.language)
        message_id = await reply.show(cards.answer(told, words, place.zone, with_question=True))
        await self._keep(told, message_id)
        self._offers.forget(place.scope)

    async def _keep(self, told: Told, message_id: int) -> None:
        """Remember what a message answers; an answer that is shown stays where that fails."""
        try:
            await self._dialogues.keep(told, message_id)
        except StorageError as error:
            logged(error, "keeping a question")

    @ask.autocomplete("question")
    async def questions(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[str]]:
        """What may be asked: recent questions here, names, headlines."""
        if not may_type(interaction):
            return []
        scope = scope_of(interaction.guild_id, interaction.user.id)
        return choices(await self._offers.questions(scope, current))

    @ask.autocomplete("source")
    async def sources(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[str]]:
        """The outlets there are."""
        if not may_type(interaction):
            return []
        scope = scope_of(interaction.guild_id, interaction.user.id)
        return choices(await self._offers.outlets(scope, current))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        asked = asked_in(message, self._bot.user)
        if asked is None or not self._bot.seen.first(message.id):
            return
        guild_id = message.guild.id if message.guild is not None else None
        scope = scope_of(guild_id, message.author.id)
        with self._bot.work.one():
            place = Setting(scope, Preferences(), _locale(message))
            try:
                place = replace(place, preferences=await self._library.preferences(scope))
                if self._bot.work.stopping:
                    await reply_to(message, notice(place.says().stopping))
                    return
                take(self._bot, message.author.id, guild_id)
                await self._answer(message, asked, place)
            except Exception as error:  # noqa: BLE001 - where the errors of messages end
                await self._errors.report(message, error, place)

    async def _answer(self, message: discord.Message, asked: str, place: Setting) -> None:
        if greets(asked):
            await reply_to(message, await self._hello(asked, place))
            return
        reference = message.reference
        replied = reference.message_id if reference is not None else None
        put = Put(
            asked[:_LONGEST],
            place.scope,
            message.author.id,
            message.channel.id,
            replied,
            Within(zone=place.zone),
            message=message.id,
        )
        async with typing_if_slow(message.channel):
            told = await self._dialogues.ask(put)
        words = place.says(told.answer.question.language)
        number = await reply_to(message, cards.answer(told, words, place.zone, with_question=False))
        await self._keep(told, number)

    async def _hello(self, asked: str, place: Setting) -> ui.LayoutView:
        """A short word to who says no more than hello, with what can be asked about."""
        words = place.says("" if place.preferences.language else greeted_in(asked))
        topics = [plain(one, _TOPIC) for one in await self._offers.topics(place.scope, _TOPICS)]
        more = words.asked_of.format(topics=", ".join(topics)) if topics else words.empty_library
        return notice(f"{words.hello}\n{more}")

    async def context(self, interaction: Interaction, article: str, revision: str, position: str) -> None:
        """Show whoever pressed what stands around a sentence."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            try:
                found, sentences = await self._library.article(place.scope, int(article))
            except NotFound:
                await reply.show(notice(words.gone))
                return
            revised = found.revision != int(revision)
            card = cards.context(found, sentences, int(position), words, place.zone, revised=revised)
            await reply.show(card)

    async def more(self, interaction: Interaction) -> None:
        """Show whoever pressed the other sentences that answer."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            number = interaction.message.id if interaction.message is not None else 0
            found = await self._dialogues.again(place.scope, number, place.zone)
            if found is None:
                await reply.show(notice(place.says().forgotten))
                return
            await reply.show(cards.more(found, place.says(found.question.language), place.zone))


def choices(texts: list[str]) -> list[app_commands.Choice[str]]:
    """Texts as choices, each once."""
    fitting = dict.fromkeys(label(one, _CHOICE) for one in texts)
    return [app_commands.Choice(name=one, value=one) for one in fitting if one]


def asked_in(message: discord.Message, me: discord.ClientUser | None) -> str | None:
    """What a message asks the bot; None where it is not meant for it.

    Without a privileged intent the words come along only where the bot is mentioned, as a reply does unless
    its writer has turned that off, and in direct messages.
    """
    if me is None or message.author.bot or message.is_system():
        return None
    meant = message.guild is None or any(one.id == me.id for one in message.mentions)
    resolved: Any = message.reference.resolved if message.reference is not None else None
    if isinstance(resolved, discord.Message) and resolved.author.id == me.id and message.content:
        meant = True
    if not meant:
        return None
    return " ".join(re.sub(rf"<@!?{me.id}>", " ", message.content).split())


def _locale(message: discord.Message) -> str:
    """The language of a server, as far as Discord knows it; of a direct message nothing is known."""
    if message.guild is None:
        return ""
    return message.guild.preferred_locale.value.partition("-")[0]


def period_of(since: str | None, until: str | None, now: datetime, words: Says) -> Period | None:
    """The stretch of days that two options name. Raises UsageError for what is no day."""
    if not since and not until:
        return None
    first = _days(since, now, words)[0] if since else None
    last = _days(until, now, words)[1] if until else None
    if first and last and first > last:
        raise UsageError(
            words.turned_round.format(
                since=words.common.date(first.isoformat()), until=words.common.date(last.isoformat())
            )
        )
    zone: tzinfo | None = now.tzinfo
    return Period("", first, last, zone)


def _days(text: str, now: datetime, words: Says) -> tuple[date | None, date | None]:
    if day := parse_date(text):
        one = date.fromisoformat(day[:_DAY])
        return one, one
    if written := _MONTH.fullmatch(text.strip()):
        days = spoken_day(int(written["year"]), int(written["month"] or 0), 0, now.date())
        return days.since, days.until
    line = " ".join(text.split())
    for said in find_days(line):
        if (said.start, said.end) == (0, len(line)):
            days = spoken_day(said.year, said.month, said.day, now.date())
            return days.since, days.until
    try:
        found = find_period(f"news {text}", now)
    except QuestionError:
        found = None
    if found is None:
        raise UsageError(words.bad_date.format(text=text))
    return found.period.since, found.period.until


async def setup(bot: WartaBot) -> None:
    """Add the commands and buttons of asking."""
    app = bot.app
    cog = Ask(bot, app.dialogues, app.offers, app.library)
    bot.on_press(CONTEXT, cog.context)
    bot.on_press(MORE, cog.more)
    bot.add_dynamic_items(Button)
    await bot.add_cog(cog)
