"""Following the news: `/feed`, over `bot.ingest.following`."""

import io

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import TROUBLE, WartaBot, patiently
from bot.complaints import retold
from bot.domain import Filter, Where
from bot.errors import DocumentError, UsageError
from bot.ingest.files import MIB
from bot.ingest.filters import checked
from bot.ingest.following import FeedService
from bot.outbox import Outbox
from bot.ports import Clock
from bot.traffic import Buckets
from cogs import feed_cards
from cogs.articles import MANAGES
from cogs.buttons import FEED, RETRY
from cogs.escape import label, plain
from cogs.feed_cards import Wish, title_of
from cogs.feed_options import WHERE, Id, Words, mention, offers, split
from cogs.feed_previews import Previews
from cogs.notices import AMBER, GREEN, notice
from cogs.places import Place, PlaceOption, missing_in
from cogs.replies import (
    Interaction,
    answering,
    may_type,
    require_manager,
    scope_of,
    setting_of,
)

_LARGEST = 1 * MIB  # of a list of feeds
_POLLS = 1  # a minute, of one feed


class Feeds(commands.Cog):
    """`/feed`, and the buttons of a preview and of feeds that fail."""

    feed = app_commands.Group(
        name="feed",
        description="The feeds this server follows",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, feeds: FeedService, clock: Clock, outbox: Outbox) -> None:
        self._feeds = feeds
        self._clock = clock
        self._previews = Previews(feeds, outbox)
        self._polls = Buckets(_POLLS, burst=1)  # a feed, whoever asks for it

    @feed.command(name="add", description="Follow a feed, or the feed of any page", extras=MANAGES)
    @app_commands.describe(
        url="The address of a feed, or of any page of a site",
        channel="Where new articles are posted; the one you are in by default",
        post="Whether new articles are posted, or can only be asked about",
        any="Only with one of these words, separated by commas",
        all="Only with all of these words",
        none="Only without these words",
        where="Where the words are looked for",
        ping="Who is called with each post; nobody by default",
    )
    @app_commands.choices(where=WHERE)
    async def add(
        self,
        interaction: discord.Interaction[WartaBot],
        url: app_commands.Range[str, 1, 2_000],
        channel: app_commands.Transform[Place, PlaceOption] | None = None,
        post: bool = True,
        any: Words | None = None,  # noqa: A002 - as people know these options
        all: Words | None = None,  # noqa: A002
        none: Words | None = None,
        where: str = "both",
        ping: discord.Role | discord.Member | None = None,
    ) -> None:
        """Show what a feed lists, with a button to follow it."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            wanted = checked(Filter(split(any), split(all), split(none), Where(where)))
            target = channel or interaction.channel
            if post and (missing := missing_in(target, interaction.guild, words)):
                name = f"<#{target.id}>" if target is not None else "…"
                await reply.show(notice(words.feed_may_not.format(place=name, missing=missing), AMBER))
                return
            number = target.id if target is not None else 0
            wish = Wish(await self._feeds.preview(url), number, post, mention(ping), wanted)
            await self._previews.offer(reply, place, wish, interaction.user.id)

    async def step(self, interaction: Interaction, what: str, key: str, other: str = "0") -> None:
        """One step after a preview, or another page of the list, in the place of what is shown."""
        if what in ("back", "on"):
            await self._turn(interaction, int(key))
        else:
            await self._previews.step(interaction, what, key, other)

    @feed.command(name="list", description="List the feeds, and how they do")
    async def list_feeds(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show the first page."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            follows = await self._feeds.follows(place.scope)
            await reply.show(feed_cards.listed(follows, 1, place.says(), self._clock.now()))

    async def _turn(self, interaction: Interaction, number: int) -> None:
        async with answering(interaction, in_place=True) as reply:
            place = await setting_of(interaction)
            follows = await self._feeds.follows(place.scope)
            await reply.show(feed_cards.listed(follows, number, place.says(), self._clock.now()))

    @feed.command(name="remove", description="Follow a feed no more", extras=MANAGES)
    @app_commands.describe(feed="Its number or name")
    async def remove(self, interaction: discord.Interaction[WartaBot], feed: Id) -> None:
        """Follow it no more."""
        await self._change(interaction, "remove", feed)

    @feed.command(name="pause", description="Leave a feed alone for now", extras=MANAGES)
    @app_commands.describe(feed="Its number or name")
    async def pause(self, interaction: discord.Interaction[WartaBot], feed: Id) -> None:
        """Neither read nor post it until it is resumed."""
        await self._change(interaction, "pause", feed)

    @feed.command(name="resume", description="Go on with a feed", extras=MANAGES)
    @app_commands.describe(feed="Its number or name")
    async def resume(self, interaction: discord.Interaction[WartaBot], feed: Id) -> None:
        """Go on with it."""
        await self._change(interaction, "resume", feed)

    async def _change(self, interaction: Interaction, what: str, number: int) -> None:
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            change, line = {
                "remove": (self._feeds.unfollow, words.feed_removed),
                "pause": (self._feeds.pause, words.feed_now_paused),
                "resume": (self._feeds.resume, words.feed_resumed),
            }[what]
            follow = await change(place.scope, number)
            await reply.show(notice(line.format(title=title_of(follow)), GREEN))

    @feed.command(name="poll", description="Ask a feed now, or all of them", extras=MANAGES)
    @app_commands.describe(feed="Its number or name; without one, all of them")
    async def poll(self, interaction: discord.Interaction[WartaBot], feed: Id | None = None) -> None:
        """Ask them whether or not it is time, each once a minute at most."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            named = [await self._feeds.one(place.scope, feed)] if feed is not None else None
            follows = await self._feeds.follows(place.scope) if named is None else named
            if not follows:
                await reply.show(notice(words.feeds_none))
                return
            feeds = {one.feed.source.id for one in follows if not one.paused}
            if not feeds:
                await reply.show(notice(words.feed_poll_paused, AMBER))
                return
            waits = {one: self._polls.wait(one) for one in sorted(feeds)}
            free = [one for one, wait in waits.items() if not wait]
            left = [wait for wait in waits.values() if wait]
            if free:
                await reply.show(notice(words.feed_polling.format(count=len(free))))
            reports = await self._feeds.poll_some(place.scope, free)
            await reply.show(feed_cards.polled(reports, len(free) - len(reports), left, words))

    @feed.command(name="filter", description="Choose which entries of a feed are wanted", extras=MANAGES)
    @app_commands.describe(
        feed="Its number or name",
        any="Only with one of these words, separated by commas",
        all="Only with all of these words",
        none="Only without these words",
        where="Where the words are looked for",
    )
    @app_commands.choices(where=WHERE)
    async def choose(
        self,
        interaction: discord.Interaction[WartaBot],
        feed: Id,
        any: Words | None = None,  # noqa: A002
        all: Words | None = None,  # noqa: A002
        none: Words | None = None,
        where: str = "both",
    ) -> None:
        """Set other words from now on, none for everything, and tell how the last entries fare with them."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            wanted = Filter(split(any), split(all), split(none), Where(where))
            trial = await self._feeds.try_filter(place.scope, feed, wanted)
            follow = await self._feeds.set_filter(place.scope, feed, wanted)
            await reply.show(feed_cards.tried(follow, trial, place.says()))

    @feed.command(
        name="test", description="What would become of a feed's newest entries, and why", extras=MANAGES
    )
    @app_commands.describe(feed="Its number or name")
    async def test(self, interaction: discord.Interaction[WartaBot], feed: Id) -> None:
        """Take the newest entries through the gates; nothing is kept or posted."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            found = await self._feeds.test(place.scope, feed)
            await reply.show(feed_cards.judged(found, place.says()))

    @feed.command(name="import", description="Follow the feeds of a list (OPML)", extras=MANAGES)
    @app_commands.describe(file="The list, as other readers export it: .opml")
    async def import_list(self, interaction: discord.Interaction[WartaBot], file: discord.Attachment) -> None:
        """Follow what a file lists, posting nothing of it: that is chosen feed by feed."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            if missing := missing_in(interaction.channel, interaction.guild, words):
                name = f"<#{interaction.channel_id}>"
                await reply.show(notice(words.feed_may_not.format(place=name, missing=missing), AMBER))
                return
            if file.size > _LARGEST:
                name, size = label(file.filename, 80), f"{file.size / MIB:,.1f}"
                raise UsageError(words.too_large.format(name=name, size=size, most=_LARGEST // MIB))
            try:
                data = await patiently(file.read)
            except (discord.HTTPException, *TROUBLE) as error:
                what = f"{label(file.filename, 80) or 'file'} cannot be read"
                raise DocumentError(what, "Discord did not hand it over") from error
            follows = await self._feeds.import_opml(
                place.scope, data, place=interaction.channel_id or 0, added_by=interaction.user.id
            )
            await reply.show(notice(words.feed_imported.format(count=len(follows)), GREEN))

    @feed.command(name="export", description="Have the feeds as a list (OPML)", extras=MANAGES)
    async def export_list(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Hand over what is followed as a file."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            data = await self._feeds.export_opml(place.scope)
            view = notice(place.says().feed_exported)
            view.add_item(ui.File("attachment://feeds.opml"))
            await reply.show(view, lambda: discord.File(io.BytesIO(data), "feeds.opml"))

    async def retry(self, interaction: Interaction, source: str) -> None:
        """Ask a feed that fails again at once."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            report = await self._feeds.retry(place.scope, int(source))
            title = plain(report.feed.source.name or report.feed.url, 200)
            if report.error:
                why = plain(retold(report.error, words.language), 400)
                await reply.show(notice(words.feed_still_fails.format(title=title, why=why), AMBER))
            else:
                await reply.show(notice(words.feed_retried.format(title=title), GREEN))

    @remove.autocomplete("feed")
    @pause.autocomplete("feed")
    @resume.autocomplete("feed")
    @poll.autocomplete("feed")
    @choose.autocomplete("feed")
    @test.autocomplete("feed")
    async def offered(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[int]]:
        """The feeds whose number, name or address goes on from what is typed."""
        if not may_type(interaction):
            return []
        scope = scope_of(interaction.guild_id, interaction.user.id)
        return offers(await self._feeds.follows(scope), str(current))


async def setup(bot: WartaBot) -> None:
    """Add the commands and buttons of feeds."""
    cog = Feeds(bot.app.feeds, bot.app.clock, bot.app.outbox)
    bot.on_press(FEED, cog.step)
    bot.on_press(RETRY, cog.retry)
    await bot.add_cog(cog)
