"""The options of `/feed`: words of a filter, whom a post calls, and which feed."""

from collections.abc import Sequence

import discord
from discord import app_commands

from bot.domain import Follow
from bot.errors import UsageError
from cogs.escape import label

WHERE = [
    app_commands.Choice(name=app_commands.locale_str("Title and text"), value="both"),
    app_commands.Choice(name=app_commands.locale_str("Title"), value="title"),
    app_commands.Choice(name=app_commands.locale_str("Text"), value="text"),
]
Words = app_commands.Range[str, 1, 500]
Id = app_commands.Range[int, 1, 2**53 - 1]
_CHOICES = 25


def split(text: str | None) -> tuple[str, ...]:
    """Words as people type them, with commas between."""
    return tuple(filter(None, (one.strip() for one in (text or "").split(","))))


def mention(whom: discord.Role | discord.Member | None) -> str:
    """Who is called, as a mention. Raises UsageError for everybody, whom Warta never calls."""
    if isinstance(whom, discord.Role) and whom.is_default():
        raise UsageError("@everyone is not called", todo="choose a role or a person")
    return whom.mention if whom is not None else ""


def offers(follows: Sequence[Follow], typed: str) -> list[app_commands.Choice[int]]:
    """The feeds whose number, name or address goes on from what is typed."""
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(
            name=label(f"{one.id} · {one.feed.source.name or one.feed.url}", 100), value=one.id
        )
        for one in follows
        if str(one.id).startswith(wanted) or wanted in f"{one.feed.source.name} {one.feed.url}".casefold()
    ][:_CHOICES]
