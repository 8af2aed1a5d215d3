"""Setting a server up, how it stands, what is stored of it, and help."""

import asyncio
import io
import json
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.answer.dialogue import KEPT, Dialogues
from bot.answer.offers import Offers
from bot.client import WartaBot
from bot.digest.schedules import Wanted
from bot.domain import Preferences
from bot.errors import UsageError
from bot.ingest.files import Handed
from bot.library import Library
from cogs import cards, digest_cards
from cogs.articles import MANAGES
from cogs.buttons import DATA, RECAP, Button
from cogs.escape import plain
from cogs.feed_cards import add_failing
from cogs.forms import AUTOMATIC, Values, open_form, setup_form
from cogs.notices import AMBER, GREEN, GREY, RED, notice
from cogs.phrases import Says
from cogs.places import missing_in
from cogs.posts import add_standing
from cogs.replies import Interaction, Reply, Setting, answering, require_manager, setting_of
from cogs.sheets import Sheet
from cogs.translator import translated

_OPINIONS = 5  # shown in /status
_PAGES = 10  # addresses of a form
_ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_LARGEST = 8 * 1024 * 1024  # bytes of a file that any server takes


class Admin(commands.Cog):
    """`/setup`, `/status`, `/privacy`, `/help`."""

    def __init__(self, bot: WartaBot, library: Library, dialogues: Dialogues, offers: Offers) -> None:
        self._bot = bot
        self._library = library
        self._dialogues = dialogues
        self._offers = offers
        self._recaps = bot.app.recaps

    @app_commands.command(
        name="setup", description="Set language and time zone, add first articles", extras=MANAGES
    )
    @app_commands.default_permissions(manage_guild=True)
    async def setup_server(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Open the form."""
        require_manager(interaction)
        place = await setting_of(interaction)
        now = place.preferences
        await open_form(interaction, setup_form(place.says(), now.language, now.zone, self._set_up))

    async def _set_up(self, interaction: discord.Interaction[WartaBot], values: Values) -> None:
        require_manager(interaction)
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            zone = await asyncio.to_thread(_zone, values["zone"], place.says())
            language = "" if values["language"] == AUTOMATIC else values["language"]
            preferences = Preferences(language, zone)
            await self._library.prefer(place.scope, preferences)
            place = Setting(place.scope, preferences, place.locale)
            words = place.says()
            shown = [{"en": "English", "id": "Bahasa Indonesia"}.get(language, words.setup_automatic)]
            shown += [zone] if zone else []
            done = words.setup_done.format(what=plain(" · ".join(shown)))
            if when := values.get("digest", ""):
                done = f"{done}\n{await self._schedule(interaction, place, when)}"
            addresses = values["pages"].split()[:_PAGES]
            if not addresses:
                await reply.show(notice(done, GREEN))
                return
            handed = [Handed(one, url=one if "://" in one else f"https://{one}") for one in addresses]
            fates = [fate async for fate in self._library.add(place.scope, handed)]
            self._offers.forget(place.scope)
            await reply.show(cards.ingested(fates, words, place.zone, done))

    async def _schedule(self, interaction: Interaction, place: Setting, when: str) -> str:
        """Have a digest posted in the channel the form was opened in; a line that says so, or why not."""
        words = place.says()
        name = f"<#{interaction.channel_id}>"
        if missing := missing_in(interaction.channel, interaction.guild, words):
            return words.digest_may_not.format(place=name, missing=missing)
        wanted = Wanted(
            when, place.preferences.zone, interaction.channel_id or 0, added_by=interaction.user.id
        )
        kept = await self._bot.app.schedules.add(place.scope, wanted, words.language)
        return digest_cards.added(kept, words)

    @app_commands.command(name="status", description="How things stand here")
    async def status(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show the library's size, the connection, and to who manages the server the newest opinions."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            held = await self._library.held(place.scope)
            sheet = (
                Sheet(GREEN).text(f"### {words.status}").text(f"{words.healthy}\n{words.common.held(held)}")
            )
            if (latency := self._bot.latency) == latency and latency < float("inf"):
                sheet.small(words.latency.format(milliseconds=round(latency * 1000)))
            standing = await self._bot.app.outbox.standing(place.scope)
            add_standing(sheet, standing, words, manages=_manages(interaction))
            if _manages(interaction):
                add_failing(sheet, await self._bot.app.feeds.health(place.scope), words)
                schedules = await self._bot.app.schedules.schedules(place.scope)
                sheet.small(digest_cards.upcoming_of(schedules, words))
                opinions = await self._library.feedback(place.scope, _OPINIONS)
                lines = [
                    f"- {plain(one.question, 200)} → {plain(one.shown, 200) or '∅'}"
                    if one.question
                    else f"- {words.private_opinion}"
                    for one in opinions
                ]
                if lines:
                    sheet.rule().small(words.opinions).text("\n".join(lines))
            await reply.show(sheet.view())

    @app_commands.command(name="privacy", description="What is stored here; export it or delete it")
    async def privacy(self, interaction: discord.Interaction[WartaBot]) -> None:
        """Show what is stored, with buttons to have it and to have it deleted."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            record = await self._library.export(place.scope, interaction.user.id, whole=False)
            count = str(len(record["questions"]) + len(record["feedback"]))
            sheet = Sheet(GREY).text(f"### {words.privacy}")
            sheet.text(words.privacy_kept.format(days=KEPT.days, count=count))
            held = await self._library.held(place.scope)
            sheet.text(words.privacy_server.format(held=words.common.held(held)))
            days = await self._recaps.days(place.scope)
            out = await self._recaps.has_opted_out(interaction.user.id)
            if out:
                sheet.text(words.recap_privacy_out)
            elif days:
                channels = ", ".join(f"<#{one.channel}>" for one in days)
                kept = await self._recaps.kept_of(place.scope, interaction.user.id)
                hours = self._recaps.hours
                sheet.text(words.recap_privacy.format(channels=channels, hours=hours, count=kept))
            danger = discord.ButtonStyle.danger
            sheet.row(
                Button(words.export, DATA, "export"),
                Button(words.delete_mine, DATA, "ask", "mine"),
                Button(words.delete_all, DATA, "ask", "all", style=danger) if _manages(interaction) else None,
            )
            if out or self._recaps.listens:
                quoting = words.recap_opt_in if out else words.recap_opt_out
                sheet.row(Button(quoting, RECAP, "in" if out else "out"))
            await reply.show(sheet.view())

    async def data(self, interaction: Interaction, step: str, what: str = "") -> None:
        """One step of exporting or deleting; every one but the export stands in the place of the last."""
        if what == "all":
            require_manager(interaction)
        async with answering(interaction, private=True, in_place=step != "export") as reply:
            place = await setting_of(interaction)
            words = place.says()
            if step == "export":
                await self._export(interaction, reply, place)
            elif step == "ask":
                question = words.confirm_all if what == "all" else words.confirm_mine
                yes = Button(words.yes_delete, DATA, "yes", what, style=discord.ButtonStyle.danger)
                await reply.show(notice(question, RED, yes, Button(words.no_keep, DATA, "no")))
            elif step == "yes" and what == "all":
                count = await self._library.forget_scope(place.scope)
                self._recaps.forget(place.scope)
                self._dialogues.forget(place.scope)
                self._offers.forget(place.scope)
                line = words.deleted_all.format(articles=words.common.count(count, "article"))
                await reply.show(notice(line, AMBER))
            elif step == "yes":
                await self._recaps.flush()
                count = await self._library.forget_person(place.scope, interaction.user.id)
                self._dialogues.forget(place.scope, interaction.user.id)
                self._offers.forget(place.scope)
                await reply.show(notice(words.deleted_mine.format(count=count), AMBER))
            else:
                await reply.show(notice(words.kept))

    async def _export(self, interaction: Interaction, reply: Reply, place: Setting) -> None:
        whole = _manages(interaction)
        await self._recaps.flush()
        record = await self._library.export(place.scope, interaction.user.id, whole=whole)
        data = await asyncio.to_thread(_as_json, record)
        words = place.says()
        left = record.get("articles_left_out", 0)
        line = f"{words.exported} {words.exported_part.format(count=left)}" if left else words.exported
        view = notice(line)
        view.add_item(ui.File("attachment://warta.json"))
        await reply.show(view, lambda: discord.File(io.BytesIO(data), "warta.json"))

    @app_commands.command(name="help", description="What you can do here")
    async def help(self, interaction: discord.Interaction[WartaBot]) -> None:
        """List the commands that this person may use."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            words = place.says()
            lines = [
                f"**{name}** {description}".rstrip()
                for name, description, manages in listed(self._bot.tree, words.language, place.locale)
                if not manages or _manages(interaction)
            ]
            sheet = Sheet(GREY).text(f"### {words.help}").text("\n".join(lines)).text(words.help_ask)
            await reply.show(sheet.view())


def listed(
    tree: app_commands.CommandTree[Any], language: str, locale: str
) -> Iterator[tuple[str, str, bool]]:
    """The commands of a tree: name, description, and whether they need Manage Server.

    Names are in the language of a person's Discord (`locale`), which knows a command by no other.
    """
    commands_of = discord.AppCommandType
    for command in sorted(tree.get_commands(type=commands_of.chat_input), key=lambda one: one.name):
        if isinstance(command, app_commands.Group):
            for one in command.commands:
                name = f"/{translated(command.name, locale)} {translated(one.name, locale)}"
                yield name, translated(one.description, language), bool(one.extras.get("manages"))
        elif isinstance(command, app_commands.Command):
            description = translated(command.description, language)
            yield f"/{translated(command.name, locale)}", description, bool(command.extras.get("manages"))
    apps = "Aplikasi" if locale == "id" else "Apps"
    for menu in tree.get_commands(type=commands_of.message):
        yield (
            f"{apps} → {translated(menu.name, locale)}",
            "",
            bool(menu.extras.get("manages")),
        )


def _manages(interaction: Interaction) -> bool:
    return interaction.guild_id is None or interaction.permissions.manage_guild


def _zone(text: str, words: Says) -> str:
    if not text:
        return ""
    known = {one.casefold(): one for one in available_timezones()} | _ZONES
    zone = known.get("_".join(text.casefold().split()), "")
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(words.bad_zone.format(text=text)) from error


def _as_json(record: dict[str, Any]) -> bytes:
    """The record as a file; where it is larger than Discord takes, its articles are taken out."""
    data = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if len(data) > _LARGEST and "articles" in record:
        record["articles_left_out"] += len(record.pop("articles"))
        data = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    return data


async def setup(bot: WartaBot) -> None:
    """Add the commands."""
    app = bot.app
    cog = Admin(bot, app.library, app.dialogues, app.offers)
    bot.on_press(DATA, cog.data)
    await bot.add_cog(cog)
