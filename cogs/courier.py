"""Carrying posts to Discord: the loop over the outbox, and what becomes of what Discord says.

A post in a channel or thread has a nonce, which discord.py sends with `enforce_nonce`. A post in a forum is a
thread, for which Discord takes no nonce: there the forum is looked through before every further attempt.
"""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.client import TROUBLE, WartaBot, patiently
from bot.domain import PausedPlace, Post, PostKind, Scope
from bot.errors import WartaError
from bot.library import Library
from bot.outbox import Outbox, PlaceClosed, PostUnfit, Trouble
from bot.ports import Store
from cogs.buttons import RESUME
from cogs.notices import AMBER, GREEN, notice
from cogs.phrases.posts import post_says
from cogs.posts import Look, look_of, mark_of, number, paused_card, payload_of
from cogs.replies import Interaction, Setting, answering, require_manager, scope_of, setting_of
from cogs.sending import Channel, guild_id, judged, marked, may_write, owner_of, send_card, threads_since

_WAKE = 5.0  # seconds between two looks at what is due, unless somebody pokes
_SKEW = timedelta(minutes=5)  # by which this machine's clock may be ahead of Discord's
_LOOKED_THROUGH = 5_000  # messages of a channel since a post was first tried
_UNKNOWN_MEMBER = 10007  # Discord's code
_DAY = timedelta(days=1)

_log = logging.getLogger("warta.discord")


class Courier(commands.Cog):
    """Takes what is due to Discord, for as long as the connection lives."""

    def __init__(self, bot: WartaBot, outbox: Outbox, library: Library, articles: Store) -> None:
        self._bot = bot
        self._outbox = outbox
        self._library = library
        self._articles = articles
        self._loop: asyncio.Task[None] | None = None

    async def cog_load(self) -> None:
        """Begin, where Discord has said what there is."""
        await self.on_ready()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin, unless it is begun: Discord says so after every new session."""
        if self._bot.is_ready() and (self._loop is None or self._loop.done()):
            self._loop = asyncio.create_task(self._run())

    async def cog_unload(self) -> None:
        """End; what is on its way may be cut off, and is known again next time."""
        if self._loop is not None:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        forget_at = loop.time()
        while not self._bot.work.stopping:
            over = 0
            try:
                with self._bot.work.one():
                    over = await self._outbox.run_once(self, lambda: self._bot.work.stopping)
                if loop.time() >= forget_at:
                    await self._outbox.forget_old()
                    forget_at = loop.time() + _DAY.total_seconds()
            except WartaError as error:
                _log.warning("nothing could be posted: %s", error)
            except Exception:  # noqa: BLE001 - the loop outlives a mistake of ours
                _log.exception("nothing could be posted")
            if not over:
                await self._outbox.wait(_WAKE)

    # -- what the outbox asks for ---------------------------------------------------------------------------

    async def send(self, post: Post, nonce: str) -> int:
        """Post it; see `bot.outbox.Courier`."""
        with judged():
            channel = await self._channel(post)
            await self._may_know(post)
            look = await self._look(post, channel)
            if isinstance(channel, discord.ForumChannel):
                if post.tried_at and (found := await self._find(post, channel, look.name)) is not None:
                    return found
                made = await channel.create_thread(
                    name=look.name, view=look.view, allowed_mentions=look.pings
                )
                return made.message.id
            return await send_card(channel, look.view, nonce, look.pings)

    async def find(self, post: Post) -> int | None:
        """Look whether it is there; see `bot.outbox.Courier`."""
        with judged():
            channel = await self._channel(post)
            return await self._find(post, channel, (await self._look(post, channel)).name)

    async def tell(self, paused: PausedPlace) -> None:
        """Write to the owner of the server, or else where its own news are; see `bot.outbox.Courier`."""
        guild = self._bot.get_guild(guild_id(paused.scope))
        if guild is None or guild.owner_id is None:
            return
        place = await self._setting(paused.scope, guild)
        nonce = f"p{paused.place}"[:25]
        owner = discord.Object(guild.owner_id)
        for target in (owner, guild.system_channel):
            if target is None or target.id == paused.place:
                continue
            view = paused_card(paused.place, paused.reason, place.says())
            try:
                channel = await self._bot.create_dm(owner) if target is owner else guild.system_channel
                if channel is not None:
                    await send_card(channel, view, nonce, discord.AllowedMentions.none())
            except TROUBLE as error:
                raise Trouble(str(error)) from error
            except discord.HTTPException:
                continue
            return
        _log.warning("nobody could be told that nothing is posted to %d any more", paused.place)

    async def _channel(self, post: Post) -> Channel | discord.ForumChannel:
        guild = self._bot.get_guild(guild_id(post.scope))
        if guild is not None and guild.unavailable:
            raise Trouble("the server is out of order")
        channel = self._bot.get_channel(post.place) or await self._bot.fetch_channel(post.place)
        if not isinstance(channel, Channel | discord.ForumChannel):
            raise PlaceClosed("it is no channel that can be written in")
        if owner_of(channel) != post.scope:
            raise PostUnfit("the channel is of another server")
        if isinstance(channel, discord.ForumChannel) and (thread := await self._begun(post)) is not None:
            return thread
        return channel

    async def _may_know(self, post: Post) -> None:
        """Raise PostUnfit for an alert about a server's articles by message to who is not there any more.

        Who is a member is known of nobody (it takes a privileged intent), so that is asked before each.
        """
        payload = payload_of(post)
        if post.kind is not PostKind.ALERT or not payload.get("direct"):
            return
        guild = self._bot.get_guild(guild_id(Scope(str(payload.get("scope", "")))))
        person = int(post.scope.name.rpartition(":")[2])
        try:
            if guild is not None:
                await patiently(lambda: guild.fetch_member(person))
                return
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MEMBER:
                return
        raise PostUnfit("who watched for it is not on the server any more")

    async def _begun(self, post: Post) -> discord.Thread | None:
        """The thread of a forum that a post goes into, which another post began; None: it begins its own."""
        key = payload_of(post).get("into")
        first = await self._articles.post(key) if isinstance(key, str) else None
        if first is None or not first.message_id:
            return None
        try:
            # The message that begins a thread of a forum has the number of the thread.
            found = self._bot.get_channel(first.message_id) or await self._bot.fetch_channel(first.message_id)
        except discord.NotFound as error:
            raise PostUnfit("what it goes on from was deleted") from error
        return found if isinstance(found, discord.Thread) else None

    async def _look(self, post: Post, channel: Channel | discord.ForumChannel) -> Look:
        place = await self._setting(post.scope, channel.guild)
        article_id = number(payload_of(post), "article_id")
        article = await self._articles.article(post.scope, article_id) if article_id else None
        sentences = await self._articles.sentences(post.scope, article_id) if article else []
        also = await self._articles.also_in(post.scope, article_id) if article else []
        guild = channel.guild.id if channel.guild else 0
        look = look_of(post, article, sentences, place.says(), place.zone, guild, also)
        look.view.stop()  # its buttons are known by their ids: nothing of it is kept in memory
        return look

    async def _setting(self, scope: Scope, guild: discord.Guild | None) -> Setting:
        preferences = await self._library.preferences(scope)
        locale = guild.preferred_locale.value.partition("-")[0] if guild is not None else ""
        return Setting(scope, preferences, locale)

    async def _find(self, post: Post, channel: Channel | discord.ForumChannel, name: str) -> int | None:
        since = datetime.fromisoformat(post.tried_at) - _SKEW
        mark, me = mark_of(post.key), self._bot.application_id
        if isinstance(channel, discord.ForumChannel):
            async for thread in threads_since(channel, since):
                if thread.owner_id != me or thread.name != name:
                    continue
                with contextlib.suppress(discord.NotFound):  # its first message was deleted
                    # The message that begins a thread of a forum has the number of the thread.
                    if marked(await thread.fetch_message(thread.id), mark):
                        return thread.id
            return None
        async for message in channel.history(limit=_LOOKED_THROUGH, after=since, oldest_first=True):
            if message.author.id == me and marked(message, mark):
                return message.id
        return None

    # -- places that are paused -----------------------------------------------------------------------------

    async def resume(self, interaction: Interaction, place: str) -> None:
        """Post to a place again, since somebody who manages the server says so."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            setting = await setting_of(interaction)
            words = post_says(setting.says().language)
            number_ = int(place) if place.isdecimal() else 0
            resumed = await self._outbox.resume(setting.scope, number_)
            line = words.resumed if resumed else words.not_paused
            await reply.show(notice(line.format(place=f"<#{number_}>"), GREEN if resumed else AMBER))

    @commands.Cog.listener()
    async def on_guild_channel_update(self, _: object, after: discord.abc.GuildChannel) -> None:
        """Permissions of a channel may have changed."""
        await self._look_again(after.guild)

    @commands.Cog.listener()
    async def on_thread_update(self, _: object, after: discord.Thread) -> None:
        """A thread may have been unlocked."""
        await self._look_again(after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: object, after: discord.Role) -> None:
        """Permissions of a role may have changed."""
        await self._look_again(after.guild)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Whatever has changed while we did not listen."""
        await self._look_again(guild)

    async def _look_again(self, guild: discord.Guild) -> None:
        """Resume what may be written in by now."""
        scope = scope_of(guild.id, 0)
        try:
            for paused in await self._outbox.paused(scope):
                channel = guild.get_channel_or_thread(paused.place)
                if channel is not None and may_write(channel, channel.permissions_for(guild.me)):
                    await self._outbox.resume(scope, paused.place)
        except WartaError as error:
            _log.warning("paused places could not be looked at: %s", error)


async def setup(bot: WartaBot) -> None:
    """Begin to carry."""
    app = bot.app
    cog = Courier(bot, app.outbox, app.library, app.store)
    bot.on_press(RESUME, cog.resume)
    await bot.add_cog(cog)
