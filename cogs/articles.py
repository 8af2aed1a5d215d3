"""The server's library: what is added to it, what it holds, what is removed."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.answer.offers import Offers
from bot.client import TROUBLE, WartaBot, patiently
from bot.domain import Ingested, Outcome
from bot.errors import DocumentError, NotFound, UsageError
from bot.ingest.address import canonical
from bot.ingest.files import MIB, Handed
from bot.library import Library
from bot.text.dates import parse_date
from cogs import cards
from cogs.buttons import TURN
from cogs.escape import label, plain
from cogs.forms import Values, open_form, paste_form
from cogs.messages import files_of, links_of, only_media, words_of
from cogs.notices import GREEN, notice
from cogs.phrases import Says
from cogs.replies import Interaction, answering, may_type, require_manager, scope_of, setting_of

MANAGES = {"manages": True}  # marks commands that need Manage Server
_MOST = 5  # links or files of one message
_CHOICES = 25
_OFFERED = 200  # of the newest articles, among which the choices are

Id = app_commands.Range[int, 1, 2**53 - 1]


class Articles(commands.Cog):
    """`/article`, and the command of a message's menu that adds it."""

    article = app_commands.Group(name="article", description="What this server's library holds")

    def __init__(self, library: Library, offers: Offers, max_bytes: int) -> None:
        self._library = library
        self._offers = offers
        self._max_bytes = max_bytes

    @article.command(
        name="add", description="Add an article: an address, a file, or pasted text", extras=MANAGES
    )
    @app_commands.describe(
        url="The address of the article", file="A file: .txt, .md or .html (neither: a form to paste into)"
    )
    async def add(
        self,
        interaction: discord.Interaction[WartaBot],
        url: app_commands.Range[str, 1, 2_000] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Add what is named, or open the form."""
        require_manager(interaction)
        if url is None and file is None:
            place = await setting_of(interaction)
            await open_form(interaction, paste_form(place.says(), self._pasted))
            return
        addresses = [url.strip()] if url is not None else []
        await self._add(interaction, addresses, [file] if file is not None else [])

    async def add_message(self, interaction: discord.Interaction[WartaBot], message: discord.Message) -> None:
        """Add the links of a message, its files, or else its text."""
        require_manager(interaction)
        text, addresses, files = words_of(message), links_of(message), files_of(message)
        if text and only_media(files):
            files = []  # of a picture with a text, the text is what can be added
        left = max(0, len(addresses) - _MOST) + max(0, len(files) - _MOST)
        await self._add(interaction, addresses[:_MOST], files[:_MOST], text, left)

    async def _add(
        self,
        interaction: Interaction,
        addresses: Sequence[str],
        files: Sequence[discord.Attachment],
        text: str = "",
        left: int = 0,
    ) -> None:
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            fates = [fate for one in files if (fate := self._too_large(one, words)) is not None]
            handed = [Handed(one, url=one) for one in addresses]
            handed += [self._handed(one) for one in files if one.size <= self._max_bytes]
            if not handed and not fates and text.strip():
                handed = [Handed("message", data=text.encode())]
            if not handed and not fates:
                raise UsageError(words.nothing_to_add)
            fates += [fate async for fate in self._library.add(place.scope, handed)]
            self._offers.forget(place.scope)
            last = words.left_out.format(most=_MOST, count=left) if left else ""
            await reply.show(cards.ingested(fates, words, place.zone, last=last))

    def _too_large(self, file: discord.Attachment, words: Says) -> Ingested | None:
        """The fate of a file that is not even downloaded."""
        if file.size <= self._max_bytes:
            return None
        name = label(file.filename, 80)
        size, most = f"{file.size / MIB:,.1f}", f"{self._max_bytes / MIB:,.0f}"
        error = DocumentError(words.too_large.format(name=name, size=size, most=most))
        return Ingested(name, Outcome.FAILED, error=error)

    def _handed(self, file: discord.Attachment) -> Handed:
        name = label(file.filename, 80) or "file"

        async def read(_: int) -> bytes:
            try:
                return await patiently(file.read)
            except (discord.HTTPException, *TROUBLE) as error:
                raise DocumentError(f"{name} cannot be read", "Discord did not hand it over") from error

        return Handed(name, read=read)

    async def _pasted(self, interaction: discord.Interaction[WartaBot], values: Values) -> None:
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            stated = {name: values[name] for name in ("title", "outlet", "url")}
            if (day := values["published_at"]) and not (published := parse_date(day)):
                raise UsageError(words.bad_date.format(text=day))
            stated["published_at"] = published if day else ""
            if stated["url"] and not canonical(stated["url"]):
                raise UsageError(f"{stated['url']} is not an address", todo="write it like https://…")
            handed = [Handed(values["title"] or "message", data=values["text"].encode())]
            fates = [fate async for fate in self._library.add(place.scope, handed, stated)]
            for fate in fates:
                if fate.error is not None:
                    raise fate.error  # with which the form can be opened again
            self._offers.forget(place.scope)
            await reply.show(cards.ingested(fates, words, place.zone))

    @article.command(name="list", description="List the articles, the newest first")
    async def list_articles(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show the first page."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            page = await self._library.page(place.scope, 1, cards.PAGE)
            await reply.show(cards.library(page, place.says(), place.zone))

    async def turn(self, interaction: Interaction, _: str, number: str) -> None:
        """Show another page in the place of the one that is shown."""
        async with answering(interaction, in_place=True) as reply:
            place = await setting_of(interaction)
            page = await self._library.page(place.scope, int(number), cards.PAGE)
            await reply.show(cards.library(page, place.says(), place.zone))

    @article.command(name="show", description="Show one article")
    @app_commands.describe(article="Its number or headline")
    async def show_article(self, interaction: discord.Interaction[WartaBot], article: Id) -> None:
        """Show an article, as far as it fits."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            try:
                found, sentences = await self._library.article(place.scope, article)
            except NotFound as error:
                raise NotFound(place.says().no_article.format(number=article)) from error
            await reply.show(cards.article(found, sentences, place.says(), place.zone))

    @article.command(name="remove", description="Remove one article", extras=MANAGES)
    @app_commands.describe(article="Its number or headline")
    async def remove_article(self, interaction: discord.Interaction[WartaBot], article: Id) -> None:
        """Forget an article."""
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            try:
                removed = await self._library.remove(place.scope, article)
            except NotFound as error:
                raise NotFound(place.says().no_article.format(number=article)) from error
            self._offers.forget(place.scope)
            line = place.says().removed.format(title=plain(removed.title, 200))
            await reply.show(notice(line, GREEN))

    @show_article.autocomplete("article")
    @remove_article.autocomplete("article")
    async def articles(
        self, interaction: discord.Interaction[WartaBot], current: str
    ) -> list[app_commands.Choice[int]]:
        """The newest articles whose number or headline goes on from what is typed."""
        if not may_type(interaction):
            return []
        scope = scope_of(interaction.guild_id, interaction.user.id)
        page = await self._library.page(scope, 1, _OFFERED)
        wanted = str(current).casefold().strip()
        return [
            app_commands.Choice(name=label(f"{one.id} · {one.title}", 100), value=one.id)
            for one in page.articles
            if not wanted or str(one.id).startswith(wanted) or wanted in one.title.casefold()
        ][:_CHOICES]


async def setup(bot: WartaBot) -> None:
    """Add the commands and buttons of the library."""
    app = bot.app
    cog = Articles(app.library, app.offers, app.settings.ingest.max_megabytes * MIB)
    bot.on_press(TURN, cog.turn)
    await bot.add_cog(cog)
    menu = app_commands.ContextMenu(name="Add to library", callback=cog.add_message, extras=MANAGES)
    menu.default_permissions = discord.Permissions(manage_guild=True)
    bot.tree.add_command(menu)
