"""How an answer gets to Discord: acknowledged at once, made again where the way is broken, and sent once.

An interaction is deferred first and its message edited later: both may be repeated. A message in a channel
carries a nonce that is made of what it answers, by which Discord knows it again.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import discord
from discord import ui

from bot.client import TROUBLE, WartaBot, patiently
from bot.domain import Preferences, Scope
from bot.errors import WartaError
from cogs.phrases import Says, says

Interaction = discord.Interaction[WartaBot]

ACKNOWLEDGED = 40060  # Discord's code for an interaction that was acknowledged before
_SLOW = 0.7  # seconds after which "is typing" is shown


class Limited(WartaError):
    """Too much was asked at once; `seconds` until there may be more."""

    def __init__(self, seconds: float) -> None:
        super().__init__("too many questions at once")
        self.seconds = seconds


class NotManager(WartaError):
    """What needs Manage Server was asked for by somebody who does not have it."""

    def __init__(self) -> None:
        super().__init__("this needs the permission Manage Server")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an answer is given: the scope's preferences, and the language of whoever asks."""

    scope: Scope
    preferences: Preferences
    locale: str = ""

    @property
    def zone(self) -> tzinfo | None:
        """The scope's time zone, None for the machine's."""
        if not self.preferences.zone:
            return None
        try:
            return ZoneInfo(self.preferences.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # of another machine's list of zones
            return None

    def says(self, language: str = "") -> Says:
        """The phrases: in the language of the question, else as the scope has set, else as the asker's."""
        spoken = language if language in ("en", "id", "ms") else ""
        return says(spoken or self.preferences.language or self.locale)


def scope_of(guild_id: int | None, user_id: int) -> Scope:
    """A server's own scope, or of a direct conversation the person's."""
    return Scope(f"discord:{guild_id}" if guild_id is not None else f"discord:dm:{user_id}")


async def setting_of(interaction: Interaction) -> Setting:
    """Where an interaction takes place."""
    scope = scope_of(interaction.guild_id, interaction.user.id)
    preferences = await interaction.client.app.library.preferences(scope)
    return Setting(scope, preferences, interaction.locale.value.partition("-")[0])


def require_manager(interaction: Interaction) -> None:
    """Raise NotManager unless the person manages the server, or talks to the bot alone."""
    if interaction.guild_id is not None and not interaction.permissions.manage_guild:
        raise NotManager


def take(bot: WartaBot, user_id: int, guild_id: int | None) -> None:
    """Count a request. Raises Limited where it is one too many of a person or a server."""
    if wait := bot.limits.wait(user_id, guild_id):
        raise Limited(wait)


def may_type(interaction: Interaction) -> bool:
    """Whether something is to be offered while somebody types: not to who lets a program type."""
    return interaction.client.limits.may_type(interaction.user.id)


class Reply:
    """What an interaction that was acknowledged is answered with."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction

    async def show(self, view: ui.LayoutView, file: Callable[[], discord.File] | None = None) -> int:
        """Put a card, and perhaps a file, in the place of what is shown; the number of the message."""

        async def edit() -> int:
            files = [] if file is None else [file()]  # a new one for every attempt: it is read to its end
            message = await self._interaction.edit_original_response(view=view, attachments=files)
            return message.id

        return await patiently(edit)


@asynccontextmanager
async def answering(
    interaction: Interaction, *, private: bool = False, in_place: bool = False
) -> AsyncIterator[Reply]:
    """Acknowledge an interaction, and count it as under way until the block ends.

    `in_place`: the answer takes the place of the message whose button was pressed. Raises Limited.
    """
    take(interaction.client, interaction.user.id, interaction.guild_id)
    with interaction.client.work.one():
        await acknowledge(interaction, private=private, in_place=in_place)
        yield Reply(interaction)


async def acknowledge(interaction: Interaction, *, private: bool = False, in_place: bool = False) -> None:
    """Tell Discord that an answer will come."""
    if interaction.response.is_done():
        return

    async def defer() -> None:
        try:
            await interaction.response.defer(ephemeral=private, thinking=not in_place)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:  # an attempt whose answer was lost has arrived
                raise

    await patiently(defer)


async def tell_privately(interaction: Interaction, view: ui.LayoutView) -> None:
    """Answer so that nobody else sees it, if nothing was answered yet; else in the place of that."""
    if interaction.response.is_done():
        await Reply(interaction).show(view)
        return

    async def send() -> None:
        try:
            await interaction.response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:
                raise

    await patiently(send)


async def reply_to(message: discord.Message, view: ui.LayoutView) -> int:
    """Answer a message in its channel; the number of the answer."""
    reference = message.to_reference(fail_if_not_exists=False)

    async def send() -> int:
        sent = await message.channel.send(
            view=view, reference=reference, mention_author=False, nonce=f"re{message.id}"
        )
        return sent.id

    return await patiently(send)


@asynccontextmanager
async def typing_if_slow(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that the bot is typing when the block takes long enough for somebody to wonder."""

    async def type_later() -> None:
        await asyncio.sleep(_SLOW)
        with contextlib.suppress(discord.HTTPException, *TROUBLE):
            await channel.typing()

    task: asyncio.Task[Any] = asyncio.create_task(type_later())
    try:
        yield
    finally:
        task.cancel()
