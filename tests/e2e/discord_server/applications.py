"""Routes of the application: itself, the gateway's address, its commands."""

from tests.e2e.discord_server.call import Answer, Call
from tests.e2e.discord_server.constants import Code, Json
from tests.e2e.discord_server.errors import ApiError, missing_access
from tests.e2e.discord_server.gateway import Gateway
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.world import World

CREATIONS_A_DAY = 200
DEFAULTS: Json = {
    "type": 1,
    "description": "",
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "dm_permission": True,
    "nsfw": False,
    "contexts": None,
    "integration_types": [0],
}


class Applications:
    """What the bot says and asks about itself."""

    def __init__(self, world: World, gateway: Gateway, inspection: Inspection) -> None:
        self.world = world
        self.gateway = gateway
        self.inspection = inspection
        self.shards = 1  # that GET /gateway/bot recommends
        self.syncs: list[list[Json]] = []  # bodies of PUTs of commands
        self.created = 0  # commands that did not exist before

    def me(self, call: Call) -> Answer:
        extra: Json = {"verified": True, "mfa_enabled": True, "email": None, "flags": 0, "locale": "en-US"}
        return Answer(200, self.world.bot.payload() | extra)

    def application(self, call: Call) -> Answer:
        bot = self.world.bot
        said: Json = {
            "id": str(bot.id),
            "name": bot.name,
            "description": "",
            "icon": None,
            "type": None,
            "bot": bot.payload(),
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self.gateway.application_flags,
            "hook": True,
            "summary": "",
            "team": None,
            "owner": bot.payload(),
            "integration_types_config": {"0": {}},
        }
        return Answer(200, said)

    def gateway_url(self, call: Call) -> Answer:
        return Answer(200, {"url": self.gateway.url})

    def gateway_bot(self, call: Call) -> Answer:
        limit: Json = {
            "total": 1000,
            "remaining": max(0, 1000 - self.gateway.identifies),
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        }
        return Answer(200, {"url": self.gateway.url, "shards": self.shards, "session_start_limit": limit})

    # Commands

    def known(self, call: Call) -> Answer:
        full = call.flag("with_localizations")
        return Answer(200, [self._shown(one, full=full) for one in self._commands(call).values()])

    def replace(self, call: Call) -> Answer:
        """PUT: what is not named is gone, what has the same name and type keeps its id."""
        bodies = [] if call.body is None else call.body
        self.inspection.commands(call, bodies)
        known = self._commands(call)
        before = {(one["name"], one["type"]): one for one in known.values()}
        new = sum((one["name"], one.get("type") or 1) not in before for one in bodies)
        self._count(new)
        known.clear()
        for body in bodies:
            self._add(call, known, body, before.get((body["name"], body.get("type") or 1)))
        self.syncs.append(bodies)
        self.world.signal.changed()
        return Answer(200, [self._shown(one, full=True) for one in known.values()])

    def create(self, call: Call) -> Answer:
        known = self._commands(call)
        self.inspection.commands(call, [call.json])
        same = (call.json["name"], call.json.get("type") or 1)
        old = next((one for one in known.values() if (one["name"], one["type"]) == same), None)
        self._count(old is None)
        return Answer(201 if old is None else 200, self._add(call, known, call.json, old))

    def get(self, call: Call) -> Answer:
        return Answer(200, self._command(call))

    def edit(self, call: Call) -> Answer:
        command = self._command(call)
        changed = command | call.json
        self.inspection.commands(call, [changed])
        return Answer(200, self._add(call, self._commands(call), changed, command))

    def delete(self, call: Call) -> Answer:
        del self._commands(call)[int(self._command(call)["id"])]
        return Answer()

    def _count(self, new: int) -> None:
        self.created += new
        if self.created > CREATIONS_A_DAY:
            said = "Max number of daily application command creates has been reached (200)"
            raise ApiError(400, Code.TOO_MANY_COMMANDS_A_DAY, said)

    def _commands(self, call: Call) -> dict[int, Json]:
        if call.id("application_id") != self.world.bot.id:
            raise missing_access()
        if "guild_id" not in call.match:
            return self.world.commands[None]
        guild = call.id("guild_id")
        if guild not in self.world.guilds:
            raise missing_access()
        return self.world.commands.setdefault(guild, {})

    def _command(self, call: Call) -> Json:
        found = self._commands(call).get(call.id("command_id"))
        if found is None:
            raise ApiError(404, Code.UNKNOWN_COMMAND, "Unknown application command")
        return found

    def _add(self, call: Call, known: dict[int, Json], body: Json, old: Json | None) -> Json:
        number = int(old["id"]) if old else self.world.ids.new()
        given = {key: value for key, value in body.items() if value is not None}
        command = DEFAULTS | {"options": []} | given
        command |= {
            "id": str(number),
            "application_id": str(self.world.bot.id),
            "version": str(self.world.ids.new()),
        }
        if command["default_member_permissions"] is not None:
            command["default_member_permissions"] = str(command["default_member_permissions"])
        if "guild_id" in call.match:
            command["guild_id"] = call.match["guild_id"]
        known[number] = command
        return command

    def _shown(self, command: Json, *, full: bool) -> Json:
        hidden = () if full else ("name_localizations", "description_localizations")
        return {key: value for key, value in command.items() if key not in hidden}
