"""What becomes of an error, wherever in the front end for Discord it ends: the one handler of all commands.

In this order:

1.  `CommandInvokeError` and its like are opened: what counts is the error inside.
2.  Too much at once (`Limited`): when there may be more, in private.
3.  Missing rights (`NotManager`, discord.py's checks): which are needed, in private.
4.  Our own errors (`WartaError`): their one line. That of the database names files and is for the log, with
    a line of its own for whoever asked.
5.  A command or option that Discord knows differently than we do: to reload.
6.  A value that an option cannot have: which.
7.  An interaction that is over, or whose message or channel is gone: nobody is there to be told; a log line.
8.  Something we may not do (Forbidden, a reply without reading the history): what somebody has to allow.
9.  Trouble at Discord's or on the way (5xx, rate limits, resets, time): to try again; a log line.
10. All else is a bug: its traceback goes to the log under a number, and the person is told the number.
"""

import asyncio
import contextlib
import logging
import math
import secrets
import time
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands, ui

from bot.client import TROUBLE, WartaBot
from bot.complaints import in_language
from bot.domain import Preferences
from bot.errors import QuestionError, StorageError, WartaError
from bot.traffic import Buckets
from cogs.escape import plain
from cogs.notices import AMBER, RED, notice
from cogs.phrases import EN, Says
from cogs.replies import (
    Interaction,
    Limited,
    NotManager,
    Setting,
    reply_to,
    scope_of,
    setting_of,
    tell_privately,
)

_GONE = {10003, 10004, 10008, 10015, 10062}  # channel, server, message, webhook, interaction
_NO_HISTORY = 160002  # replying where the history may not be read, which Discord does not call Forbidden
_TAKEN = 1.0  # seconds in which a form or button is taken, if by anybody; Discord waits 3

Offered = Callable[[Says], ui.Item[Any]]

_log = logging.getLogger("warta.discord")


def worded(error: BaseException, says: Says, channel: str = "") -> tuple[str, int] | None:
    """What a person is told of an error, with the card's colour; None where nobody is to be told."""
    match error:
        case Limited():
            return says.wait.format(seconds=max(1, math.ceil(error.seconds))), AMBER
        case NotManager() | app_commands.MissingPermissions():
            return says.manage_server, AMBER
        case app_commands.CheckFailure():
            return says.may_not, AMBER
        case WartaError():
            return _ours(error, says), AMBER
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return says.stale, AMBER
        case app_commands.TransformerError():
            return says.bad_option.format(value=plain(str(error.value), 100), name=error.type.name), AMBER
        case discord.HTTPException() if error.code in _GONE or error.status == 404:
            return None
        case discord.HTTPException() if denied(error):
            return says.no_permission.format(channel=channel or "…"), AMBER
        case discord.HTTPException() if error.status == 429 or error.status >= 500:
            return says.trouble, AMBER
        case _ if isinstance(error, TROUBLE):
            return says.trouble, AMBER
    return says.broken, RED


def _ours(error: WartaError, says: Says) -> str:
    if isinstance(error, StorageError):
        return says.storage
    return (
        says.no_words if isinstance(error, QuestionError) else plain(in_language(error, says.language), 600)
    )


def denied(error: BaseException) -> bool:
    """Whether Discord says that the bot may not do this here."""
    if isinstance(error, discord.Forbidden):
        return True
    return isinstance(error, discord.HTTPException) and error.code == _NO_HISTORY


def opened(error: BaseException) -> BaseException:
    """The error inside of one of discord.py's wrappings."""
    inner = getattr(error, "original", None)
    return inner if isinstance(inner, BaseException) else error


def logged(error: BaseException, where: str) -> str:
    """Write to the log what belongs there; the number under which a bug is found."""
    if worded(error, EN) == (EN.broken, RED):
        reference = secrets.token_hex(3)
        _log.error("%s failed (%s)", where, reference, exc_info=error)
        return reference
    if isinstance(error, WartaError | app_commands.CheckFailure) and not isinstance(error, StorageError):
        _log.debug("%s: %s", where, type(error).__name__)
    else:
        _log.warning("%s: %s", where, " ".join(str(error).split())[:200])
    return ""


async def report(interaction: discord.Interaction[Any], error: BaseException, *buttons: Offered) -> None:
    """Tell whoever asked, in private where nothing was answered yet, and the log.

    `buttons`: what is offered under it, made of the phrases of whoever asked.
    """
    error = opened(error)
    command = interaction.command.qualified_name if interaction.command is not None else "a button or form"
    reference = logged(error, command)
    with contextlib.suppress(WartaError, discord.HTTPException, *TROUBLE):
        place = await _place(interaction)
        channel = f"<#{interaction.channel_id}>" if interaction.channel_id else ""
        if (said := worded(error, place.says(), channel)) is not None:
            line, colour = said
            offered = [make(place.says()) for make in buttons]
            view = notice(line.replace("{reference}", reference), colour, *offered)
            await tell_privately(interaction, view)


async def _place(interaction: Interaction) -> Setting:
    """Where it went wrong, also when the database is what went wrong."""
    try:
        return await setting_of(interaction)
    except WartaError:
        scope = scope_of(interaction.guild_id, interaction.user.id)
        return Setting(scope, Preferences(), interaction.locale.value.partition("-")[0])


class MessageErrors:
    """Reports the errors of answering messages; about the same trouble at most once a minute and place."""

    def __init__(self) -> None:
        self._told = Buckets(1, 1, time.monotonic)

    async def report(self, message: discord.Message, error: BaseException, place: Setting) -> None:
        """Tell whoever wrote the message, where the bot may not write in a direct message, and the log."""
        reference = logged(error, "a message")
        name = f"<#{message.channel.id}>" if message.guild is not None else ""
        said = worded(error, place.says(), name)
        if said is None or self._told.wait(message.author.id):
            return
        line, colour = said
        view = notice(line.replace("{reference}", reference), colour)
        with contextlib.suppress(discord.HTTPException, *TROUBLE):
            if denied(error):
                await message.author.send(view=view)
            else:
                await reply_to(message, view)


async def refuse(interaction: discord.Interaction[WartaBot]) -> None:
    """Say that the bot is being restarted."""
    if interaction.type is discord.InteractionType.autocomplete:
        return
    with contextlib.suppress(discord.HTTPException, asyncio.CancelledError, *TROUBLE):
        place = await _place(interaction)
        await tell_privately(interaction, notice(place.says().stopping, AMBER))


async def too_old(interaction: discord.Interaction[Any]) -> None:
    """Tell whoever sends a form, or presses a button, that nobody here takes: it is from before a restart."""
    if interaction.type not in (discord.InteractionType.modal_submit, discord.InteractionType.component):
        return
    await asyncio.sleep(_TAKEN)
    # Whoever takes an interaction lets it be admitted first, and of those that are repeated the first was.
    if interaction.client.seen.first(interaction.id):
        with contextlib.suppress(discord.HTTPException, *TROUBLE):
            place = await _place(interaction)
            await tell_privately(interaction, notice(place.says().too_old, AMBER))


async def setup(bot: WartaBot) -> None:
    """Make this the handler of every command's errors."""

    async def of_command(
        interaction: discord.Interaction[WartaBot], error: app_commands.AppCommandError
    ) -> None:
        await report(interaction, error)

    bot.refusal = refuse
    bot.tree.error(of_command)
    bot.add_listener(too_old, "on_interaction")
