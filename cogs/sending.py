"""Sending a card into a channel: what Discord's errors mean for a post, and what may be written in.

A message in a channel or thread has a nonce, by which Discord knows it again for some minutes.
"""

import contextlib
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import discord

from bot.client import TROUBLE, patiently
from bot.domain import Scope
from bot.outbox import PlaceClosed, PostUnfit, Trouble
from cogs.replies import scope_of

_THREADS = 50  # archived threads of a forum, the newest first
_ARCHIVED, _NEEDS_TAG = 50083, 40067  # Discord's codes

Channel = (
    discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread | discord.DMChannel
)


@contextlib.contextmanager
def judged() -> Iterator[None]:
    """What Discord's errors mean for a post."""
    try:
        yield
    except discord.RateLimited as error:
        raise Trouble("Discord asks to wait", error.retry_after) from error
    except discord.HTTPException as error:
        said = " ".join(error.text.split())[:200] or str(error.status)
        if error.status in (403, 404) or error.code == _NEEDS_TAG:
            raise PlaceClosed(f"Discord says “{said}” ({error.code})") from error
        if error.status == 400:
            raise PostUnfit(f"Discord refuses it: {said}") from error
        raise Trouble(f"Discord says “{said}” ({error.status})") from error
    except TROUBLE as error:
        raise Trouble(f"no way to Discord: {str(error) or type(error).__name__}") from error


async def send_card(
    channel: Channel, view: discord.ui.LayoutView, nonce: str, pings: discord.AllowedMentions
) -> int:
    """Post a card; the number of its message."""

    async def send() -> int:
        sent = await channel.send(view=view, nonce=nonce, allowed_mentions=pings)
        return sent.id

    try:
        return await patiently(send)
    except discord.HTTPException as error:
        # A message wakes a thread by itself, but for one that was locked as well.
        if error.code != _ARCHIVED or not isinstance(channel, discord.Thread):
            raise
        await channel.edit(archived=False)
        return await patiently(send)


async def threads_since(forum: discord.ForumChannel, since: datetime) -> AsyncIterator[discord.Thread]:
    """The threads of a forum since an instant, those archived meanwhile too."""
    for thread in await forum.guild.active_threads():
        if thread.parent_id == forum.id and discord.utils.snowflake_time(thread.id) >= since:
            yield thread
    async for thread in forum.archived_threads(limit=_THREADS):
        if discord.utils.snowflake_time(thread.id) >= since:
            yield thread


def marked(message: discord.Message, mark: int) -> bool:
    """Whether a message is the post with a mark: see `cogs.posts.mark_of`."""
    return any(getattr(one, "id", None) == mark for one in message.components)


def may_write(channel: discord.abc.GuildChannel | discord.Thread, may: discord.Permissions) -> bool:
    """Whether a place can be posted to, as far as its permissions and settings tell."""
    if isinstance(channel, discord.Thread):
        writable = may.send_messages_in_threads and (may.manage_threads or not channel.locked)
    elif isinstance(channel, discord.ForumChannel):
        writable = may.send_messages and not channel.flags.require_tag
    else:
        writable = may.send_messages
    return may.view_channel and writable


def owner_of(channel: Channel | discord.ForumChannel) -> Scope | None:
    """Whose channel it is."""
    if isinstance(channel, discord.DMChannel):
        return scope_of(None, channel.recipient.id) if channel.recipient is not None else None
    return scope_of(channel.guild.id, 0)


def guild_id(scope: Scope) -> int:
    """The server of a scope; 0 where it is none of Discord's."""
    kind, _, rest = scope.name.partition(":")
    return int(rest) if kind == "discord" and rest.isdecimal() else 0
