"""The servers the bot is on: what one had is forgotten when it removes the bot, also while that was off.

Which they are is noted whenever they are known, so that the next start can tell who is missing. A server that
is only out of order is not: Discord lists it all the same, and is asked again before anything is forgotten.
"""

import asyncio
import json
import logging

import discord
from discord.ext import commands

from bot.answer.dialogue import Dialogues
from bot.answer.offers import Offers
from bot.client import TROUBLE, WartaBot, patiently
from bot.errors import WartaError
from bot.library import Library
from bot.ports import ScopeStore
from cogs.replies import scope_of

_REMOVED = {10004, 50001}  # Discord's codes for a server that is no more, and one the bot is not on

_log = logging.getLogger("warta.discord")


class Servers(commands.Cog):
    """Notes which servers there are, and forgets those that are left."""

    def __init__(
        self, bot: WartaBot, store: ScopeStore, library: Library, dialogues: Dialogues, offers: Offers
    ) -> None:
        self._bot = bot
        self._store = store
        self._library = library
        self._dialogues = dialogues
        self._offers = offers
        self._noting = asyncio.Lock()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget what a server had when the bot is removed from it; an outage is another event."""
        await self._forget(guild.id)

    @commands.Cog.listener("on_ready")
    @commands.Cog.listener("on_guild_join")
    async def note(self, *_: discord.Guild) -> None:
        """Note which servers there are, and forget those that were noted before and have removed the bot."""
        name = f"discord servers of {self._bot.application_id}"
        try:
            async with self._noting:
                present = {guild.id for guild in self._bot.guilds}
                missing = set(json.loads(await self._store.note(name) or "[]")) - present
                for server in sorted(missing):
                    if await self._has_removed_us(server):
                        await self._forget(server)
                    else:
                        present.add(server)
                await self._store.save_note(name, json.dumps(sorted(present)))
        except WartaError as error:
            _log.warning("which servers there are could not be noted: %s", error)

    async def _has_removed_us(self, server: int) -> bool:
        try:
            await patiently(lambda: self._bot.fetch_guild(server, with_counts=False))
        except discord.HTTPException as error:
            return error.code in _REMOVED
        except TROUBLE:
            pass
        return False

    async def _forget(self, server: int) -> None:
        scope = scope_of(server, 0)
        with self._bot.work.one():
            articles = await self._library.forget_scope(scope)
            self._bot.app.recaps.forget(scope)
            self._dialogues.forget(scope)
            self._offers.forget(scope)
        _log.info("removed from server %d; forgotten: %d articles and all else of it", server, articles)


async def setup(bot: WartaBot) -> None:
    """Begin to listen."""
    app = bot.app
    await bot.add_cog(Servers(bot, app.store, app.library, app.dialogues, app.offers))
