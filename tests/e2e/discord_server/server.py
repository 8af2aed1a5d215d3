"""The server: everything together, listening on a free port of 127.0.0.1."""

from types import TracebackType
from typing import Self

from aiohttp import web

from tests.e2e.discord_server.applications import Applications
from tests.e2e.discord_server.callbacks import Callbacks
from tests.e2e.discord_server.channels import Channels
from tests.e2e.discord_server.constants import ChannelType, Intent, InteractionType, Json, Op
from tests.e2e.discord_server.faults import Faults
from tests.e2e.discord_server.gateway import Gateway
from tests.e2e.discord_server.inspection import Inspection, Rejected
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.notices import Disguise, Ping
from tests.e2e.discord_server.nouns import Channel, Guild, User
from tests.e2e.discord_server.people import People
from tests.e2e.discord_server.posting import Posting
from tests.e2e.discord_server.rest import Rest
from tests.e2e.discord_server.routes import add_routes
from tests.e2e.discord_server.schema import Schema
from tests.e2e.discord_server.threads import Threads
from tests.e2e.discord_server.world import World

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.local0.not_a_real_token_of_anybody"


class DiscordServer(People):
    """A Discord of one's own: `async with DiscordServer() as server`."""

    def __init__(self, *, token: str = TOKEN, seed: int = 0, privileged: int = 0) -> None:
        self.token = token
        self.faults = Faults(seed)
        self.world = World()
        self.gateway = Gateway(self.world, self.faults, token)
        self.gateway.privileged = Intent(privileged)
        self.posting = Posting(self.world, self.gateway)
        self.inspection = Inspection(self.world, Schema())
        self.rest = Rest(self.faults, token, self.inspection)
        self.channels = Channels(self.world, self.posting, self.inspection)
        self.threads = Threads(self.world, self.channels)
        self.callbacks = Callbacks(self.world, self.posting, self.channels, self.inspection)
        self.applications = Applications(self.world, self.gateway, self.inspection)
        self.bot = self.world.bot
        self.url = ""  # what WARTA_DISCORD_API is set to
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()
        if error is None and self.rest.failures:
            raise self.rest.failures[0]

    async def start(self) -> None:
        """Listens; on the port it had before if it was stopped."""
        app = web.Application(client_max_size=64 << 20)
        add_routes(app, self)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.gateway.url = f"ws://127.0.0.1:{self._port}"
        self.posting.files_url = f"{self.url}/attachments"

    async def stop(self) -> None:
        """Is gone: connections are dropped, new ones refused. What was, is still there after `start`."""
        self.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # What there is

    def user(self, name: str, *, locale: str = "en-US", dms_closed: bool = False) -> User:
        """A new account."""
        return self.world.user(name, locale=locale, dms_closed=dms_closed)

    def guild(
        self,
        name: str = "Kabar",
        *,
        channels: list[str] | None = None,
        locale: str = "en-US",
        owner: User | None = None,
    ) -> Guild:
        """A new guild with the bot in it; clients that are connected hear that it was added."""
        guild = self.world.guild(name, channels=channels or ["general"], locale=locale, owner=owner)
        self.gateway.dispatch("GUILD_CREATE", self.gateway.created(guild), guild=guild, needs=Intent.GUILDS)
        return guild

    def channel(self, guild: Guild, name: str, type: ChannelType = ChannelType.TEXT) -> Channel:  # noqa: A002
        """A new channel."""
        channel = self.world.channel(guild, name, type)
        payload = channel.payload(self.world.bot)
        self.gateway.dispatch("CHANNEL_CREATE", payload, guild=guild, needs=Intent.GUILDS)
        return channel

    def dm(self, user: User) -> Channel:
        """The direct channel of `user` and the bot."""
        return self.world.dm(user)

    def member(self, guild: Guild, user: User, permissions: int = 0) -> None:
        """Lets `user` join with these permissions beside everybody's."""
        self.world.join(guild, user, permissions)

    def deny(self, channel: Channel, permissions: int) -> None:
        """Takes permissions in `channel` from the bot: VIEW_CHANNEL gives 50001, others 50013."""
        channel.denied |= permissions
        assert channel.guild is not None
        payload = channel.payload(self.world.bot)
        self.gateway.dispatch("CHANNEL_UPDATE", payload, guild=channel.guild, needs=Intent.GUILDS)

    def delete_channel(self, channel: Channel) -> None:
        assert channel.guild is not None
        del self.world.channels[channel.id], channel.guild.channels[channel.id]
        payload = channel.payload(self.world.bot)
        self.gateway.dispatch("CHANNEL_DELETE", payload, guild=channel.guild, needs=Intent.GUILDS)

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out."""
        del self.world.guilds[guild.id]
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild=guild, needs=Intent.GUILDS)

    def outage(self, guild: Guild) -> None:
        """The guild is unavailable; nothing of it is lost."""
        guild.unavailable = True
        data: Json = {"id": str(guild.id), "unavailable": True}
        self.gateway.dispatch("GUILD_DELETE", data, guild=guild, needs=Intent.GUILDS)

    def recover(self, guild: Guild) -> None:
        """The guild is back."""
        guild.unavailable = False
        data = self.gateway.created(guild) | {"unavailable": False}
        self.gateway.dispatch("GUILD_CREATE", data, guild=guild, needs=Intent.GUILDS)

    # What the bot did

    async def ready(self, timeout: float = 20.0, *, sessions: int = 1) -> None:  # noqa: ASYNC109
        """Waits until so many sessions are connected. Raises TimeoutError."""
        await self.world.signal.wait(
            lambda: len(self.gateway.connected()) >= sessions, timeout, f"{sessions} sessions on the gateway"
        )

    async def identified(self, count: int, timeout: float = 20.0) -> None:  # noqa: ASYNC109
        """Waits for that many IDENTIFYs in all, as after a restart. Raises TimeoutError."""
        await self.world.signal.wait(lambda: self.gateway.identifies >= count, timeout, f"{count} IDENTIFYs")

    async def synced(self, timeout: float = 20.0) -> None:  # noqa: ASYNC109
        """Waits until commands are there. Raises TimeoutError."""
        await self.world.signal.wait(lambda: self.commands, timeout, "commands synced")

    async def resumed(self, count: int = 1, timeout: float = 20.0) -> None:  # noqa: ASYNC109
        """Waits for that many RESUMEs in all. Raises TimeoutError."""
        await self.world.signal.wait(lambda: self.gateway.resumes >= count, timeout, f"{count} RESUMEs")

    @property
    def commands(self) -> list[Json]:
        """The global commands."""
        return list(self.world.commands[None].values())

    @property
    def interactions(self) -> list[Interaction]:
        return self.world.interactions

    @property
    def unanswered(self) -> list[Interaction]:
        """Uses of commands, components and forms that people still wait on, or were told had failed."""
        completions = InteractionType.AUTOCOMPLETE
        return [one for one in self.interactions if one.answered_at is None and one.type is not completions]

    @property
    def pings(self) -> list[Ping]:
        """Messages that would have notified somebody."""
        return self.inspection.pings

    @property
    def disguised(self) -> list[Disguise]:
        """Links whose text names another address than they lead to."""
        return self.inspection.disguised

    @property
    def rejected(self) -> list[Rejected]:
        """Bodies that Discord would not have taken."""
        return self.inspection.bad

    # What goes wrong

    def drop(self, code: int | None = None) -> None:
        """Ends every gateway connection: without a word, or with a close code."""
        for session in self.gateway.connected():
            assert session.connection is not None
            if code is None:
                session.connection.abort()
            else:
                session.connection.end(code)

    def ask_to_reconnect(self) -> None:
        """Sends RECONNECT."""
        for session in self.gateway.connected():
            assert session.connection is not None
            session.connection.send(Op.RECONNECT)

    def invalidate(self) -> None:
        """Forgets every session and says so."""
        for session in self.gateway.connected():
            assert session.connection is not None
            session.connection.send(Op.INVALID_SESSION, False)
        self.gateway.sessions.clear()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The content network: files that were uploaded."""
        stored = self.world.files.get(int(request.match_info["file_id"]))
        if stored is None or stored.upload.name != request.match_info["name"]:
            return web.Response(status=404)
        kind = stored.upload.kind or "application/octet-stream"
        return web.Response(body=stored.upload.data, headers={"Content-Type": kind})
