"""Watching for what is published: `/watch`, over `bot.watch.service`."""

from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import WartaBot, patiently
from bot.domain import Watch
from bot.outbox import Outbox
from bot.watch.service import LONGEST, WatchService, told_in
from cogs import alert_cards
from cogs.buttons import STOP
from cogs.escape import plain
from cogs.notices import AMBER, GREEN, notice
from cogs.phrases import Says
from cogs.places import missing_in
from cogs.replies import Interaction, answering, may_type, require_manager, setting_of

_CHOICES = 25
Id = app_commands.Range[int, 1, 2**53 - 1]
WHERE = [
    app_commands.Choice(name=app_commands.locale_str("By direct message"), value="direct"),
    app_commands.Choice(name=app_commands.locale_str("In this channel"), value="here"),
]


class Watches(commands.Cog):
    """`/watch`, and the button that ends one."""

    watch = app_commands.Group(
        name="watch", description="Be told as soon as something is published", guild_only=True
    )

    def __init__(self, watches: WatchService, outbox: Outbox) -> None:
        self._watches = watches
        self._outbox = outbox

    @watch.command(name="add", description="Be told of new sentences with these words, or that answer")
    @app_commands.describe(
        text="Words and names, or a question; in quotation marks exactly as written",
        where="Where you are told; by direct message by default",
        quiet="Hours in which you are not told, such as 22:00-06:00",
    )
    @app_commands.choices(where=WHERE)
    async def add(
        self,
        interaction: discord.Interaction[WartaBot],
        text: app_commands.Range[str, 2, LONGEST],
        where: str = "direct",
        quiet: app_commands.Range[str, 1, 50] | None = None,
    ) -> None:
        """Keep a watch, and show what it would have told lately."""
        if where == "here":
            require_manager(interaction)  # others would be told as well
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            missing = missing_in(interaction.channel, interaction.guild, words)
            number = await self._place(interaction, where, missing)
            if number is None:
                name = f"<#{interaction.channel_id}>"
                line = words.digest_may_not.format(place=name, missing=missing)
                await reply.show(notice(words.watch_no_direct if where == "direct" else line, AMBER))
                return
            wanted = Watch(
                0,
                place.scope,
                interaction.user.id,
                text,
                place=number,
                direct=where == "direct",
                language=words.language,
                zone=place.preferences.zone,
            )
            kept = await self._watches.add(wanted, quiet or "")
            await self._outbox.resume(told_in(kept), number)
            recent = await self._watches.recent(kept)
            await reply.show(alert_cards.added(kept, recent, words, place.zone))

    async def _place(self, interaction: Interaction, where: str, missing: str) -> int | None:
        """The channel that alerts go to; None where the bot may not write."""
        if where == "here":
            missing = missing_in(
                interaction.channel, interaction.guild, (await setting_of(interaction)).says()
            )
            return None if missing else interaction.channel_id
        try:
            return (await patiently(interaction.user.create_dm)).id
        except discord.Forbidden:
            return None

    @watch.command(name="list", description="List what you watch for")
    async def list_watches(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show them all, to whoever asks."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            found = await self._watches.watches(place.scope, interaction.user.id)
            whose = {told_in(one) for one in found}
            closed = {one.place for scope in whose for one in await self._outbox.paused(scope)}
            await reply.show(alert_cards.listed(found, closed, place.says()))

    @watch.command(name="remove", description="Watch for something no more")
    @app_commands.describe(watch="Its number")
    async def remove(self, interaction: discord.Interaction[WartaBot], watch: Id) -> None:
        """Forget it."""
        async with answering(interaction, private=True) as reply:
            found = await self._watches.remove(interaction.user.id, watch)
            words = (await setting_of(interaction)).says()
            await reply.show(_said(words.watch_removed, found))

    @watch.command(name="pause", description="Be told nothing of it for now")
    @app_commands.describe(watch="Its number")
    async def pause(self, interaction: discord.Interaction[WartaBot], watch: Id) -> None:
        """Let it rest."""
        await self._rest(interaction, watch, lambda words: words.watch_paused, paused=True)

    @watch.command(name="resume", description="Be told of it again")
    @app_commands.describe(watch="Its number")
    async def resume(self, interaction: discord.Interaction[WartaBot], watch: Id) -> None:
        """Go on."""
        await self._rest(interaction, watch, lambda words: words.watch_resumed, paused=False)

    async def _rest(
        self, interaction: Interaction, number: int, line: Callable[[Says], str], *, paused: bool
    ) -> None:
        async with answering(interaction, private=True) as reply:
            found = await self._watches.pause(interaction.user.id, number, paused=paused)
            await reply.show(_said(line((await setting_of(interaction)).says()), found))

    @remove.autocomplete("watch")
    @pause.autocomplete("watch")
    @resume.autocomplete("watch")
    async def numbers(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[int]]:
        """What the person watches for."""
        if not may_type(interaction):
            return []
        place = await setting_of(interaction)
        found = [
            app_commands.Choice(name=alert_cards.choice(one), value=one.id)
            for one in await self._watches.watches(place.scope, interaction.user.id)
        ]
        return [one for one in found if current.casefold().strip() in one.name.casefold()][:_CHOICES]

    async def stop(self, interaction: Interaction, number: str) -> None:
        """End a watch by the button under its alert; only whose it is may. Raises NotFound."""
        async with answering(interaction, private=True) as reply:
            found = await self._watches.remove(interaction.user.id, int(number))
            words = (await setting_of(interaction)).says()
            await reply.show(_said(words.watch_removed, found))


def _said(line: str, watch: Watch) -> discord.ui.LayoutView:
    return notice(line.format(id=watch.id, text=plain(watch.text, 200)), GREEN)


async def setup(bot: WartaBot) -> None:
    """Add the commands and the button."""
    cog = Watches(bot.app.watches, bot.app.outbox)
    bot.on_press(STOP, cog.stop)
    await bot.add_cog(cog)
