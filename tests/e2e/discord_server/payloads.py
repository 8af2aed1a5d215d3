"""What the gateway sends when a person uses a command, a component or a form."""

from tests.e2e.discord_server.constants import Component, Json
from tests.e2e.discord_server.files import Upload
from tests.e2e.discord_server.message import Message, walk
from tests.e2e.discord_server.nouns import Channel, Role, User
from tests.e2e.discord_server.posting import Posting
from tests.e2e.discord_server.world import World

Value = str | int | float | bool | User | Channel | Role | Upload

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
SELECTS = (
    Component.STRING_SELECT,
    Component.USER_SELECT,
    Component.ROLE_SELECT,
    Component.MENTIONABLE_SELECT,
    Component.CHANNEL_SELECT,
)


class Resolver:
    """Collects the objects that values of one interaction stand for."""

    def __init__(self, world: World, posting: Posting, channel: Channel) -> None:
        self.world = world
        self.posting = posting
        self.channel = channel
        self.resolved: Json = {}

    def put(self, kind: str, number: int, payload: Json) -> str:
        self.resolved.setdefault(kind, {})[str(number)] = payload
        return str(number)

    def user(self, user: User) -> str:
        guild = self.channel.guild
        if guild is not None and user.id in guild.members:
            member = guild.members[user.id]
            shown = {
                key: value for key, value in member.payload(user=False).items() if key not in ("deaf", "mute")
            }
            self.put("members", user.id, shown | {"permissions": str(member.permissions(self.channel))})
        return self.put("users", user.id, user.payload())

    def value(self, value: Value) -> str | int | float | bool:
        """A value as it stands in the payload: things by their id."""
        if isinstance(value, User):
            return self.user(value)
        if isinstance(value, Channel):
            shown = value.payload(self.world.bot)
            shown.pop("permission_overwrites", None)
            shown["permissions"] = str(self.world.app_permissions(value))
            return self.put("channels", value.id, shown)
        if isinstance(value, Role):
            return self.put("roles", value.id, value.payload())
        if isinstance(value, Upload):
            stored = self.posting.store(value, self.channel, ephemeral=True)
            return self.put("attachments", stored.id, stored.payload())
        return value


def find_command(
    world: World, name: str, kind: int, guild_id: int | None
) -> tuple[Json, list[Json], list[Json]]:
    """The synced command that `name` means, the subcommands on the way, and the options at the end of it.

    Raises LookupError that names what was synced.
    """
    words = name.split(" ") if kind == 1 else [name]
    known = [*world.commands[None].values(), *world.commands.get(guild_id, {}).values()]
    command = next((one for one in known if one["name"] == words[0] and one["type"] == kind), None)
    if command is None:
        raise LookupError(
            f"no command {name!r} of type {kind}; synced: {sorted(one['name'] for one in known)}"
        )
    path: list[Json] = []
    options: list[Json] = command.get("options") or []
    for word in words[1:]:
        found = next(
            (one for one in options if one["name"] == word and one["type"] in (SUBCOMMAND, GROUP)), None
        )
        if found is None:
            raise LookupError(f"no subcommand {word!r} in {name!r}: {[one['name'] for one in options]}")
        path.append(found)
        options = found.get("options") or []
    if any(one["type"] in (SUBCOMMAND, GROUP) for one in options):
        raise LookupError(f"{name!r} needs a subcommand: {[one['name'] for one in options]}")
    return command, path, options


def option_values(
    options: list[Json], values: dict[str, Value], resolver: Resolver, focused: str | None = None
) -> list[Json]:
    """Options as Discord sends them, in the order of the definition.

    Raises LookupError for one that does not exist, lacks, or is not of its kind: a client would not send it.
    """
    if unknown := set(values) - {one["name"] for one in options}:
        raise LookupError(f"no option {sorted(unknown)}: {[one['name'] for one in options]}")
    sent = []
    for option in options:
        name = option["name"]
        if name not in values:
            if option.get("required") and focused is None:
                raise LookupError(f"option {name!r} is required")
            continue
        if name != focused:
            _check(option, values[name])
        said: Json = {"name": name, "type": option["type"], "value": resolver.value(values[name])}
        sent.append(said | {"focused": True} if name == focused else said)
    return sent


def _check(option: Json, value: Value) -> None:
    kinds: dict[int, tuple[type, ...]] = {
        STRING: (str,),
        INTEGER: (int,),
        BOOLEAN: (bool,),
        USER: (User,),
        CHANNEL: (Channel,),
        ROLE: (Role,),
        MENTIONABLE: (User, Role),
        NUMBER: (int, float),
        ATTACHMENT: (Upload,),
    }
    if not isinstance(value, kinds[option["type"]]):
        raise LookupError(f"option {option['name']!r} cannot be {value!r}")  # noqa: TRY004
    choices = [one["value"] for one in option.get("choices") or []]
    if choices and value not in choices:
        raise LookupError(f"option {option['name']!r} has the choices {choices}")
    if isinstance(value, str) and not (option.get("min_length") or 0) <= len(value) <= (
        option.get("max_length") or 6000
    ):
        raise LookupError(f"option {option['name']!r} cannot be {len(value)} characters long")
    if isinstance(value, (int, float)):
        low, high = option.get("min_value"), option.get("max_value")
        if (low is not None and value < low) or (high is not None and value > high):
            raise LookupError(f"option {option['name']!r} cannot be {value}")


def find_component(message: Message, name: str, kinds: tuple[int, ...], user: User) -> Json:
    """The component with that custom_id, or else that label, or else the only one whose custom_id begins so.

    Raises LookupError, also for a message that `user` does not see.
    """
    if message.deleted or message.seen_by not in (None, user):
        raise LookupError(f"{user.name} does not see that message")
    ours = [one for one in message.components if one["type"] in kinds and "custom_id" in one]
    for found in (
        [one for one in ours if one["custom_id"] == name],
        [one for one in ours if one.get("label") == name],
        [one for one in ours if one["custom_id"].startswith(name)],
    ):
        if len(found) == 1:
            if found[0].get("disabled"):
                raise LookupError(f"{name!r} is disabled")
            return found[0]
    shown = [(one["custom_id"], one.get("label")) for one in ours]
    raise LookupError(f"no single component {name!r}: {shown}")


def form_values(modal: Json, values: dict[str, str | bool | list[Value]], resolver: Resolver) -> list[Json]:
    """The components of a submitted form. Raises LookupError for a field it does not have."""
    fields = {one["custom_id"] for one in walk(modal["components"]) if "custom_id" in one}
    if unknown := set(values) - fields:
        raise LookupError(f"no field {sorted(unknown)}: {sorted(fields)}")
    number = 0

    def sent(component: Json) -> Json:
        nonlocal number
        number += 1
        said: Json = {"type": component["type"], "id": component.get("id") or number}
        if component["type"] == Component.LABEL:
            said["component"] = sent(component["component"])
        elif component["type"] == Component.ACTION_ROW:
            said["components"] = [sent(one) for one in component["components"]]
        elif "custom_id" in component:
            said["custom_id"] = component["custom_id"]
            said |= _field(component, values.get(component["custom_id"]), resolver)
        return said

    return [sent(one) for one in modal["components"]]


def _field(component: Json, value: str | bool | list[Value] | None, resolver: Resolver) -> Json:
    kind = component["type"]
    needed = component.get("required", True)
    if kind == Component.TEXT_INPUT:
        text = component.get("value") or "" if value is None else str(value)
        low = component.get("min_length") or (1 if needed else 0)
        if (needed or text) and not low <= len(text) <= (component.get("max_length") or 4000):
            raise LookupError(f"field {component['custom_id']!r} cannot be {len(text)} characters long")
        return {"value": text}
    if kind in (Component.CHECKBOX, Component.RADIO_GROUP):
        return {"value": value}
    chosen = value if isinstance(value, list) else []
    if needed and not chosen:
        raise LookupError(f"field {component['custom_id']!r} is required")
    return {"values": [str(resolver.value(one)) for one in chosen]}
