"""The gateway, version 10: IDENTIFY, READY, RESUME, and the events that sessions get."""

import asyncio
import uuid
from collections.abc import Callable

from aiohttp import web

from tests.e2e.discord_server.connection import Connection, Refused
from tests.e2e.discord_server.constants import (
    ALL_INTENTS,
    API_VERSION,
    PRIVILEGED,
    Close,
    Intent,
    Json,
    Op,
)
from tests.e2e.discord_server.faults import Faults
from tests.e2e.discord_server.nouns import Channel, Guild
from tests.e2e.discord_server.session import Session
from tests.e2e.discord_server.world import World

IGNORED = (Op.PRESENCE_UPDATE, Op.VOICE_STATE_UPDATE, Op.REQUEST_SOUNDBOARD_SOUNDS)


class Gateway:
    """Sessions of clients, and what is sent to them."""

    def __init__(self, world: World, faults: Faults, token: str) -> None:
        self.world = world
        self.faults = faults
        self.token = token
        self.url = ""  # known once the server listens
        self.privileged = Intent(0)  # those enabled in the portal
        self.heartbeat_interval = 41.25  # seconds
        self.acknowledge_heartbeats = True
        self.resumable = True  # False: every RESUME is answered with INVALID_SESSION
        self.sessions: dict[str, Session] = {}
        self.identifies = 0
        self.resumes = 0
        self.replayed = 0
        self.heartbeats = 0
        self.missed_heartbeats = 0
        self.closed: list[tuple[int, str]] = []  # what the server ended connections with

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serves one connection to its end."""
        connection = Connection(request, self.faults, self.heartbeat_interval, self._received, self._refusing)
        response = await connection.serve()
        session = self._session_on(connection)
        if session is not None:
            session.connection = None
            if connection.close_code in (1000, 1001) and not connection.ours:
                del self.sessions[session.id]  # a client that says goodbye cannot resume
        self.world.signal.changed()
        return response

    def _refusing(self, refused: Refused) -> None:
        self.closed.append((int(refused.code), str(refused)))
        self.missed_heartbeats += refused.code is Close.SESSION_TIMED_OUT

    # What clients send

    def _received(self, connection: Connection, op: int, data: Json) -> None:
        session = self._session_on(connection)
        if op == Op.HEARTBEAT:
            self.heartbeats += 1
            connection.heard = asyncio.get_running_loop().time()
            if self.acknowledge_heartbeats:
                connection.send(Op.HEARTBEAT_ACK)
        elif op in (Op.IDENTIFY, Op.RESUME):
            if session is not None:
                raise Refused(Close.ALREADY_AUTHENTICATED, "Already authenticated.")
            (self._identify if op == Op.IDENTIFY else self._resume)(connection, data)
        elif op not in (*IGNORED, Op.REQUEST_GUILD_MEMBERS):
            raise Refused(Close.UNKNOWN_OPCODE, "Unknown opcode.")
        elif session is None:
            raise Refused(Close.NOT_AUTHENTICATED, "Not authenticated.")
        elif op == Op.REQUEST_GUILD_MEMBERS:
            self._members(session, data)
        self.world.signal.changed()

    def _identify(self, connection: Connection, data: Json) -> None:
        self.identifies += 1
        if connection.version != API_VERSION:
            raise Refused(Close.INVALID_API_VERSION, "Invalid API version.")
        if data.get("token") != self.token:
            raise Refused(Close.AUTHENTICATION_FAILED, "Authentication failed.")
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~ALL_INTENTS:
            raise Refused(Close.INVALID_INTENTS, "Invalid intent(s).")
        if intents & PRIVILEGED & ~self.privileged:
            raise Refused(Close.DISALLOWED_INTENTS, "Disallowed intent(s).")
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            raise Refused(Close.INVALID_SHARD, "Invalid shard.")
        session = Session(uuid.uuid4().hex, intents, (number, count), connection)
        self.sessions[session.id] = session
        self.world.intents = intents
        guilds = [one for one in self.world.guilds.values() if self._shard(one, session)]
        session.dispatch("READY", self._ready(session, guilds))
        if intents & Intent.GUILDS:
            for guild in guilds:
                if not guild.unavailable:
                    session.dispatch("GUILD_CREATE", self.created(guild) | {"unavailable": False})

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        bot = self.world.bot
        return {
            "v": int(API_VERSION),
            "user": bot.payload() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "session_type": "normal",
            "shard": list(session.shard),
            "application": {"id": str(bot.id), "flags": self.application_flags},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "user_settings": {},
            "geo_ordered_rtc_regions": [],
            "_trace": [],
        }

    @property
    def application_flags(self) -> int:
        """Which privileged intents the portal has enabled, in the bits for a bot in under 100 guilds."""
        bits = {
            Intent.GUILD_PRESENCES: 1 << 13,
            Intent.GUILD_MEMBERS: 1 << 15,
            Intent.MESSAGE_CONTENT: 1 << 19,
        }
        return sum(bit for intent, bit in bits.items() if intent & self.privileged)

    def _resume(self, connection: Connection, data: Json) -> None:
        if data.get("token") != self.token:
            raise Refused(Close.AUTHENTICATION_FAILED, "Authentication failed.")
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or not self.resumable:
            if session is not None:
                del self.sessions[session.id]
            connection.send(Op.INVALID_SESSION, False)
            return
        if not isinstance(data.get("seq"), int) or data["seq"] > session.sequence:
            raise Refused(Close.INVALID_SEQUENCE, "Invalid seq.")
        if session.connection is not None:
            session.connection.abort()
        session.connection = connection
        self.resumes += 1
        self.replayed += session.replay(data["seq"] - self.faults.duplicates_after_resume)
        session.dispatch("RESUMED", {"_trace": []})

    def _members(self, session: Session, data: Json) -> None:
        guild = self.world.guilds.get(int(data["guild_id"]))
        if guild is None:
            return
        members = list(guild.members.values())
        if (wanted := data.get("user_ids")) is not None:
            ids = {wanted} if isinstance(wanted, str) else set(wanted)
            members = [one for one in members if str(one.user.id) in ids]
        else:
            members = [one for one in members if one.user.name.startswith(data.get("query") or "")]
        chunk: Json = {
            "guild_id": str(guild.id),
            "members": [one.payload() for one in members],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": data.get("nonce"),
        }
        session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    # What clients get

    def dispatch(
        self,
        event: str,
        data: Json | Callable[[int], Json],
        *,
        guild: Guild | None = None,
        needs: Intent | None = None,
    ) -> int:
        """Sends an event to the sessions of that shard which subscribed; how many.

        A function is given the intents. A session that is not connected gets it when it resumes.
        """
        count = 0
        for session in self.sessions.values():
            if self._shard(guild, session) and (needs is None or session.intents & needs):
                session.dispatch(event, data if isinstance(data, dict) else data(session.intents))
                count += 1
        return count

    def created(self, guild: Guild) -> Json:
        return guild.create_payload(self.world.bot)

    def channel_needs(self, channel: Channel) -> Intent:
        """The intent for messages of that channel."""
        return Intent.DIRECT_MESSAGES if channel.guild is None else Intent.GUILD_MESSAGES

    def connected(self) -> list[Session]:
        return [one for one in self.sessions.values() if one.connected]

    def _shard(self, guild: Guild | None, session: Session) -> bool:
        number, count = session.shard
        return (guild.id >> 22) % count == number if guild is not None else number == 0

    def _session_on(self, connection: Connection) -> Session | None:
        return next((one for one in self.sessions.values() if one.connection is connection), None)
