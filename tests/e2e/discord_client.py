"""Clients of the local Discord: a real discord.py, and bare requests for what it would never send."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.e2e.discord_server import DiscordServer, Json

READY_SECONDS = 0.05  # discord.py waits that long for another guild before it says that it is ready
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Client(commands.AutoShardedBot):
    """An unmodified client; a test gives it commands and handlers before it runs."""

    def __init__(self, *, intents: discord.Intents = INTENTS, shards: int | None = 1) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shards,
            guild_ready_timeout=READY_SECONDS,
            max_messages=None,
        )
        self.heard: list[discord.Message] = []
        self.events: list[str] = []  # of guilds and channels
        self.got_ready = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Does not wait the five seconds that Discord wants between two IDENTIFYs."""

    async def setup_hook(self) -> None:
        if self.tree.get_commands():
            await self.tree.sync()

    async def on_ready(self) -> None:
        self.got_ready.set()

    async def on_message(self, message: discord.Message, /) -> None:
        self.heard.append(message)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.events.append(f"joined {guild.name}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.events.append(f"left {guild.name}")

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.events.append(f"lost {guild.name}")

    async def on_guild_available(self, guild: discord.Guild) -> None:
        self.events.append(f"has {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.events.append(f"deleted {channel.name}")


@contextlib.asynccontextmanager
async def running(
    server: DiscordServer, client: Client, *, token: str | None = None
) -> AsyncIterator[Client]:
    """The client on the server until the block ends; raises what ended it before it was ready."""
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


@dataclass(frozen=True)
class Said:
    """What the server answered."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> int:
        return int(self.body["code"])


async def request(server: DiscordServer, method: str, path: str, body: Json | None = None) -> Said:
    """One bare request with the bot's token."""
    headers = {"Authorization": f"Bot {server.token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(method, f"{server.url}/api/v10{path}", json=body) as response,
    ):
        data = await response.json() if response.content_type == "application/json" else await response.read()
        return Said(response.status, data, dict(response.headers))


@contextlib.asynccontextmanager
async def socket(server: DiscordServer, query: str = "?v=10&encoding=json") -> AsyncIterator[Any]:
    """A bare connection to the gateway that has read HELLO."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.url}/{query}") as plain:
        hello = await plain.receive_json()
        assert hello["op"] == 10
        yield plain


def identify(server: DiscordServer, **fields: Any) -> Json:
    """What a client sends first."""
    properties = {"os": "linux", "browser": "test", "device": "test"}
    return {"op": 2, "d": {"token": server.token, "intents": 1, "properties": properties} | fields}
