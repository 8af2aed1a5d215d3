"""Listening in channels whose own day is on, and in no other: messages, edits, deletions, reactions.

Nothing is heard at all unless `discord.message_content` is set. What happened while the bot was away is read
from the channel itself when it is back, so that nothing is told of what was deleted meanwhile.
"""

import asyncio
import contextlib
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import discord
from discord.ext import commands

from bot.answer.offers import Offers
from bot.client import TROUBLE, WartaBot, patiently
from bot.digest.own_day import RecapService
from bot.domain import ChannelDay, Line, LineEdited, LinesGone, Reacted, Scope
from bot.errors import WartaError
from bot.ingest.files import Handed
from bot.library import Library
from bot.ports import Clock
from bot.traffic import Seen
from cogs.ask import asked_in
from cogs.messages import links_of
from cogs.replies import scope_of

_LOOKED_THROUGH = 2_000  # messages of a channel, the newest; what is older is forgotten then
_AGAIN = 60.0  # seconds after which what could not be read is read again
_QUEUE = 200  # links that wait to be indexed; more than that at once are left out
_REMEMBERED = 20_000  # reactions, so that one that is told again does not count twice
_EMOJI = re.compile(r"<a?(:\w{1,32}:)\d{1,20}>")
# Discord's own addresses, and pictures that people answer with: nothing to read there.
_NO_LINKS = re.compile(
    r"(?:[\w-]+\.)*(?:discord(?:app)?\.(?:com|net|gg)|discord\.gg|tenor\.com|giphy\.com)", re.IGNORECASE
)

_log = logging.getLogger("warta.recaps")


class Listening(commands.Cog):
    """Hears what people write to each other where that is wanted."""

    def __init__(
        self, bot: WartaBot, recaps: RecapService, library: Library, offers: Offers, clock: Clock
    ) -> None:
        self._bot = bot
        self._recaps = recaps
        self._library = library
        self._offers = offers
        self._clock = clock
        self._seen = Seen()
        self._reacted: OrderedDict[tuple[int, int, str], bool] = OrderedDict()
        self._indexed = Seen()
        self._links: asyncio.Queue[tuple[Scope, str]] = asyncio.Queue(_QUEUE)
        self._catching_up = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    async def cog_load(self) -> None:
        """Learn where to listen, and begin to store."""
        await self._recaps.load()
        self._tasks = [asyncio.create_task(self._recaps.run()), asyncio.create_task(self._index())]
        self._tasks.append(asyncio.create_task(self._keep_reading()))

    async def cog_unload(self) -> None:
        """End, and store what was heard last."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            await self._recaps.flush()
        except WartaError as error:
            _log.warning("what was heard last could not be stored: %s", error)

    # -- what happens in a channel --------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        day = self._day(message.channel.id, message.guild.id if message.guild else None)
        if day is None or not self._seen.first(message.id):
            return
        if (line := self._line(message, day)) is None:
            return
        self._recaps.take(line)
        for url in line.links if day.index_links else ():
            if self._indexed.first(hash((day.scope, url))):
                with contextlib.suppress(asyncio.QueueFull):
                    self._links.put_nowait((day.scope, url))

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message says something else; or Discord has added a preview to it, which changes nothing."""
        if self._day(payload.channel_id, payload.guild_id) is not None and not payload.message.author.bot:
            said, links = said_in(payload.message), shared_in(payload.message)
            self._recaps.take(LineEdited(payload.channel_id, payload.message_id, said, links))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was taken back."""
        self._gone(payload.channel_id, payload.guild_id, (payload.message_id,))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were."""
        self._gone(payload.channel_id, payload.guild_id, tuple(payload.message_ids))

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody reacted."""
        if payload.member is None or not payload.member.bot:
            self._react(payload, added=True)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody does so no more."""
        self._react(payload, added=False)

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        """All reactions to a message were taken away."""
        if self._day(payload.channel_id, payload.guild_id) is not None:
            self._recaps.take(Reacted(payload.channel_id, payload.message_id, None))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel is gone, and with it its day."""
        await self._channel_gone(channel.id, channel.guild.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A thread is."""
        await self._channel_gone(payload.thread_id, payload.guild_id)

    def _day(self, channel: int, guild: int | None) -> ChannelDay | None:
        """How the own day of a channel is on, if it is and may be heard."""
        day = self._recaps.heard_in(channel) if self._recaps.listens and guild is not None else None
        return day if day is not None and day.scope == scope_of(guild, 0) else None

    def _line(self, message: discord.Message, day: ChannelDay) -> Line | None:
        """A message as it is kept; None of what is not: programs', questions to Warta, who opted out."""
        if message.author.bot or message.webhook_id or message.is_system():
            return None
        if not self._recaps.keeps(message.author.id) or asked_in(message, self._bot.user) is not None:
            return None
        said, links = said_in(message), shared_in(message)
        if not said and not links:
            return None
        replied = message.reference if message.type is discord.MessageType.reply else None
        return Line(
            message.id,
            day.scope,
            day.channel,
            message.author.id,
            said,
            message.created_at.isoformat(timespec="seconds"),
            (replied.message_id or 0) if replied is not None else 0,
            sum(one.count - one.me for one in message.reactions),
            links,
        )

    def _gone(self, channel: int, guild: int | None, messages: tuple[int, ...]) -> None:
        if self._day(channel, guild) is not None:
            self._recaps.take(LinesGone(channel, messages))

    def _react(self, payload: discord.RawReactionActionEvent, *, added: bool) -> None:
        if self._day(payload.channel_id, payload.guild_id) is None:
            return
        key = (payload.message_id, payload.user_id, str(payload.emoji))
        if self._reacted.get(key) is added:
            return  # told again
        self._reacted[key] = added
        self._reacted.move_to_end(key)
        if len(self._reacted) > _REMEMBERED:
            self._reacted.popitem(last=False)
        self._recaps.take(Reacted(payload.channel_id, payload.message_id, 1 if added else -1))

    async def _channel_gone(self, channel: int, guild: int) -> None:
        if (day := self._day(channel, guild)) is not None:
            try:
                await self._recaps.switch_off(day.scope, channel)
            except WartaError as error:
                _log.warning("the day of a channel that is gone could not be forgotten: %s", error)

    # -- what happened meanwhile ----------------------------------------------------------------------------

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """A new session: nobody tells what happened since the last one."""
        if not self._recaps.listens:
            return
        days = await self._recaps.days()
        self._recaps.reads_again(one.channel for one in days)
        for day in days:
            await self._read_again(day)

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: object, after: discord.abc.GuildChannel) -> None:
        """A channel may be seen again that was hidden for a while."""
        if (day := self._day(after.id, after.guild.id)) is not None:
            await self._read_again(day)

    async def _keep_reading(self) -> None:
        """Read what could not be read while Discord or the way to it was in trouble."""
        while True:
            await asyncio.sleep(_AGAIN)
            if self._bot.is_ready():
                with contextlib.suppress(WartaError):
                    for day in await self._recaps.days():
                        if self._recaps.unread(day.channel):
                            await self._read_again(day)

    async def _read_again(self, day: ChannelDay) -> None:
        async with self._catching_up:
            try:
                await patiently(lambda: self._catch_up(day))
            except (discord.HTTPException, WartaError, *TROUBLE) as error:
                _log.warning("a channel could not be read again: %s", " ".join(str(error).split())[:200])

    async def _catch_up(self, day: ChannelDay) -> None:
        on_at = datetime.fromisoformat(day.on_at)
        since = max(on_at, self._clock.now() - timedelta(hours=self._recaps.hours))
        before = await self._recaps.kept_since(day, since.isoformat(timespec="seconds"))
        known, begun = set(before), on_at + timedelta(seconds=1)  # instants are kept in whole seconds
        lines: list[Line] = []
        standing: set[int] = set()
        try:
            async for message in self._history(day.channel, since):
                standing.add(message.id)
                self._seen.first(message.id)
                if message.id not in known and message.created_at < begun:
                    continue  # it was written before the day was switched on
                if (line := self._line(message, day)) is not None:
                    lines.append(line)
        except (discord.Forbidden, discord.NotFound):
            lines, standing = [], set()  # of what may not be read any more nothing is told
        await self._recaps.catch_up(day, lines, standing, before)

    async def _history(self, number: int, since: datetime) -> AsyncIterator[discord.Message]:
        channel = self._bot.get_channel(number) or await self._bot.fetch_channel(number)
        if isinstance(channel, discord.abc.Messageable):
            async for message in channel.history(limit=_LOOKED_THROUGH, after=since, oldest_first=False):
                yield message

    # -- links ----------------------------------------------------------------------------------------------

    async def _index(self) -> None:
        """Add shared links to the library one by one, as politely as feeds are read: nobody asked for it."""
        while True:
            scope, url = await self._links.get()
            try:
                handed = [Handed(url, url=url, asked=False)]
                async for fate in self._library.add(scope, handed):
                    if fate.article is not None:
                        self._offers.forget(scope)
            except WartaError as error:
                _log.warning("a shared link could not be added: %s", type(error).__name__)
            except Exception:  # noqa: BLE001 - the next link is another one
                _log.exception("a shared link could not be added")


def said_in(message: discord.Message) -> str:
    """The words of a message as people read them: names in the place of mentions."""
    return _EMOJI.sub(r"\1", message.clean_content.replace("\u200b", "")).strip()


def shared_in(message: discord.Message) -> tuple[str, ...]:
    """The addresses in a message that lead to something to read."""
    return tuple(url for url in links_of(message) if not _NO_LINKS.fullmatch(_host(url)))


def _host(url: str) -> str:
    with contextlib.suppress(ValueError):
        return urlsplit(url).hostname or ""
    return ""
