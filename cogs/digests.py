"""Digests and when they come: `/digest`, over `bot.digest.schedules`."""

from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.answer.dialogue import Put, Told
from bot.answer.service import AnswerService
from bot.client import WartaBot
from bot.digest.parts import parts
from bot.digest.schedules import MOST_STORIES, ScheduleService, Wanted
from bot.domain import Digest, Schedule
from bot.errors import NotFound, StorageError
from bot.outbox import Outbox
from bot.ports import Clock
from bot.traffic import Buckets
from cogs import cards, digest_cards
from cogs.articles import MANAGES
from cogs.buttons import ASK
from cogs.errors import logged
from cogs.forms import Values, ask_form, open_form
from cogs.notices import AMBER, GREEN, notice
from cogs.phrases import Says, says
from cogs.places import Place, PlaceOption, missing_in
from cogs.replies import (
    Interaction,
    Limited,
    Reply,
    Setting,
    answering,
    may_type,
    require_manager,
    setting_of,
)

_CHOICES = 25
_ANSWERS = 5
_WHEN = 200  # letters
_COMPOSED = 4  # digests a minute, of one person
Id = app_commands.Range[int, 1, 2**53 - 1]
LANGUAGES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Bahasa Indonesia", value="id"),
]


class Digests(commands.Cog):
    """`/digest`, and the button by which a story is asked about."""

    digest = app_commands.Group(
        name="digest", description="The news of this server, summed up in sentences", guild_only=True
    )

    def __init__(
        self, schedules: ScheduleService, answers: AnswerService, outbox: Outbox, clock: Clock
    ) -> None:
        self._schedules = schedules
        self._answers = answers
        self._outbox = outbox
        self._clock = clock
        self._composed = Buckets(_COMPOSED, burst=2)  # a person

    @digest.command(name="now", description="A digest of the last hours")
    @app_commands.describe(
        hours="Of how many hours; 24 by default",
        language="Its language; stories in it come first",
        stories="How many stories at most",
        private="Show the digest to nobody but you",
    )
    @app_commands.choices(language=LANGUAGES)
    async def now(
        self,
        interaction: discord.Interaction[WartaBot],
        hours: app_commands.Range[int, 1, 24 * 31] = 24,
        language: str = "",
        stories: app_commands.Range[int, 1, MOST_STORIES] = 5,
        private: bool = True,
    ) -> None:
        """Compose one and show it."""
        self._take(interaction)
        async with answering(interaction, private=private) as reply:
            place = await setting_of(interaction)
            since = (self._clock.now() - timedelta(hours=hours)).astimezone(UTC)
            made = await self._schedules.now(
                place.scope, since.isoformat(timespec="seconds"), language, stories
            )
            await _show(interaction, reply, made, place, private=private)

    @digest.command(
        name="schedule", description="Have a digest posted every day, or when you say", extras=MANAGES
    )
    @app_commands.describe(
        when="Such as 07:30, weekdays 7am, Mon 08:00 and 18:00",
        zone="The time zone or a city: Asia/Jakarta, Makassar; the server's by default",
        channel="Where it is posted; the one you are in by default",
        language="Its language; stories in it come first",
        stories="How many stories at most",
        own_day="Whether the channel's own day is part of it",
    )
    @app_commands.choices(language=LANGUAGES)
    async def schedule(
        self,
        interaction: discord.Interaction[WartaBot],
        when: app_commands.Range[str, 1, _WHEN],
        zone: app_commands.Range[str, 1, 100] | None = None,
        channel: app_commands.Transform[Place, PlaceOption] | None = None,
        language: str = "",
        stories: app_commands.Range[int, 1, MOST_STORIES] = 5,
        own_day: bool = False,
    ) -> None:
        """Keep a schedule, where the bot may post."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            target = channel or interaction.channel
            name = f"<#{target.id}>" if target is not None else "…"
            if missing := missing_in(target, interaction.guild, words):
                await reply.show(notice(words.digest_may_not.format(place=name, missing=missing), AMBER))
                return
            number = target.id if target is not None else 0
            wanted = Wanted(
                when,
                zone or place.preferences.zone,
                number,
                language,
                stories,
                own_day,
                interaction.user.id,
            )
            kept = await self._schedules.add(place.scope, wanted, words.language)
            await self._outbox.resume(place.scope, number)
            await reply.show(notice(digest_cards.added(kept, words), GREEN))

    @digest.command(name="list", description="List the digests, and when each comes next")
    async def list_schedules(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show them all."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            found = await self._schedules.schedules(place.scope)
            await reply.show(digest_cards.listed(found, place.says()))

    @digest.command(name="next", description="When a digest comes the next times")
    @app_commands.describe(digest="Its number")
    async def next_runs(self, interaction: discord.Interaction[WartaBot], digest: Id) -> None:
        """Show the next five runs."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            found = await self._schedules.one(place.scope, digest)
            runs = self._schedules.next_runs(found)
            await reply.show(digest_cards.runs(found, runs, place.says()))

    @digest.command(name="preview", description="What a digest would tell if it came now")
    @app_commands.describe(digest="Its number")
    async def preview(self, interaction: discord.Interaction[WartaBot], digest: Id) -> None:
        """Show it to who asks; nothing is posted, and its next run tells all of it."""
        self._take(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            made = await self._schedules.preview(place.scope, digest)
            await _show(interaction, reply, made, place, private=True)

    @digest.command(name="pause", description="Post a digest no more for now", extras=MANAGES)
    @app_commands.describe(digest="Its number")
    async def pause(self, interaction: discord.Interaction[WartaBot], digest: Id) -> None:
        """Let it rest."""
        await self._change(interaction, self._schedules.pause, digest, lambda words: words.digest_paused)

    @digest.command(name="resume", description="Go on with a digest", extras=MANAGES)
    @app_commands.describe(digest="Its number")
    async def resume(self, interaction: discord.Interaction[WartaBot], digest: Id) -> None:
        """Go on with its next run."""
        await self._change(interaction, self._schedules.resume, digest, lambda words: words.digest_resumed)

    @digest.command(name="remove", description="Remove a digest", extras=MANAGES)
    @app_commands.describe(digest="Its number")
    async def remove(self, interaction: discord.Interaction[WartaBot], digest: Id) -> None:
        """Forget it."""
        await self._change(interaction, self._schedules.remove, digest, lambda words: words.digest_removed)

    def _take(self, interaction: Interaction) -> None:
        """Raise Limited where somebody has one digest after the other composed: those that are due wait."""
        if wait := self._composed.wait(interaction.user.id):
            raise Limited(wait)

    async def _change(
        self,
        interaction: Interaction,
        change: Callable[..., Awaitable[Schedule]],
        number: int,
        line: Callable[[Says], str],
    ) -> None:
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            found = await change(place.scope, number)
            text = line(words).format(
                id=found.id,
                when=digest_cards.when(found, words),
                next=digest_cards.upcoming(found.next_at, words),
            )
            await reply.show(notice(text, GREEN))

    @next_runs.autocomplete("digest")
    @preview.autocomplete("digest")
    @pause.autocomplete("digest")
    @resume.autocomplete("digest")
    @remove.autocomplete("digest")
    async def numbers(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[int]]:
        """The schedules there are."""
        if not may_type(interaction):
            return []
        place = await setting_of(interaction)
        found = [
            app_commands.Choice(name=digest_cards.choice(one, place.says()), value=one.id)
            for one in await self._schedules.schedules(place.scope)
        ]
        return [one for one in found if current.casefold().strip() in one.name.casefold()][:_CHOICES]

    # -- asking about a story -------------------------------------------------------------------------------

    async def ask(self, interaction: Interaction, article: str, _: str = "") -> None:
        """Open the form in which a story is asked about."""
        place = await setting_of(interaction)
        number = int(article) if article.isdecimal() else 0

        async def sent(answered: Interaction, values: Values) -> None:
            await self._answer(answered, number, values)

        await open_form(interaction, ask_form(place.says(), sent))

    async def _answer(self, interaction: Interaction, article: int, values: Values) -> None:
        """Answer from the article, or else from everything."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            question = values["question"]
            put = Put(question, place.scope, interaction.user.id, interaction.channel_id or 0, private=True)
            try:
                found = await self._answers.ask(question, place.scope, article_id=article, limit=_ANSWERS)
                told = Told(put, found, carried=False)
            except NotFound:  # it was removed since
                told = None
            if told is None or told.answer.abstained:
                told = await interaction.client.app.dialogues.ask(put)
            words = place.says(told.answer.question.language)
            number = await reply.show(cards.answer(told, words, place.zone, with_question=True))
            try:
                await interaction.client.app.dialogues.keep(told, number)
            except StorageError as error:  # an answer that is shown stays
                logged(error, "keeping a question")


async def _show(
    interaction: Interaction, reply: Reply, made: Digest, place: Setting, *, private: bool
) -> None:
    """Show a digest in as many messages as it needs."""
    words = says(made.language) if made.language in ("en", "id", "ms") else place.says()
    first, *others = (digest_cards.part(one, words, place.zone).view() for one in parts(made))
    await reply.show(first)
    for view in others:
        # Not again where the way breaks: Discord knows no nonce here, and it could come twice.
        await interaction.followup.send(view=view, ephemeral=private)


async def setup(bot: WartaBot) -> None:
    """Add the commands and the button."""
    app = bot.app
    cog = Digests(app.schedules, app.answers, app.outbox, app.clock)
    bot.on_press(ASK, cog.ask)
    await bot.add_cog(cog)
