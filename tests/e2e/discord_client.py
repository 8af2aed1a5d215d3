"""Real discord.py clients that are pointed at the local Discord."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.e2e.discord_server import DiscordServer

READY_SECONDS = 0.05  # discord.py waits that long for another guild before it says that it is ready


class Client(commands.AutoShardedBot):
    """An unmodified client; a test gives it commands and handlers before it runs."""

    def __init__(self, *, intents: discord.Intents | None = None, shards: int | None = 1) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents or discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shards,
            guild_ready_timeout=READY_SECONDS,
        )
        self.heard: list[discord.Message] = []
        self.sync = True
        self.got_ready = asyncio.Event()

    async def setup_hook(self) -> None:
        if self.sync and self.tree.get_commands():
            await self.tree.sync()

    async def on_ready(self) -> None:
        self.got_ready.set()

    async def on_message(self, message: discord.Message, /) -> None:
        self.heard.append(message)


@contextlib.asynccontextmanager
async def running(
    server: DiscordServer, client: Client, *, token: str | None = None
) -> AsyncIterator[Client]:
    """The client on the server until the block ends."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = f"{server.url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway.url)
    task = asyncio.create_task(client.start(token or server.token))
    ready = asyncio.create_task(client.got_ready.wait())
    try:
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED, timeout=10)
        if task.done():
            task.result()
        assert ready.done(), "not ready within 10 s"
        yield client
    finally:
        ready.cancel()
        await client.close()
        await asyncio.gather(task, ready, return_exceptions=True)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
