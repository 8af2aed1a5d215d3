"""How what a person does reaches the bot: the interaction that Discord makes of it."""

import asyncio
import copy
import uuid

from tests.e2e.discord_server.constants import InteractionType, Json, Permission
from tests.e2e.discord_server.gateway import Gateway
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel, User
from tests.e2e.discord_server.payloads import Resolver
from tests.e2e.discord_server.world import World

GUILD, BOT_DM = 0, 1  # contexts
ATTACHMENT_BYTES = 10 << 20


def begin(
    world: World,
    gateway: Gateway,
    kind: InteractionType,
    data: Json,
    user: User,
    channel: Channel,
    locale: str | None,
    message: Message | None = None,
) -> Interaction:
    """Sends the interaction to the bot, and keeps what will come of it."""
    number = world.ids.new()
    token = f"aW50ZXJhY3Rpb24{uuid.uuid4().hex}{uuid.uuid4().hex}"
    payload = _payload(world, number, token, kind, data, user, channel, locale)
    if message is not None:
        payload["message"] = copy.deepcopy(message.data)  # as it was when it was used
    interaction = Interaction(
        number,
        token,
        kind,
        payload,
        user,
        channel,
        channel.guild,
        asyncio.get_running_loop().time(),
        message,
    )
    world.interactions.append(interaction)
    world.by_token[token] = interaction
    gateway.dispatch("INTERACTION_CREATE", payload, guild=channel.guild)
    return interaction


def _payload(
    world: World,
    number: int,
    token: str,
    kind: InteractionType,
    data: Json,
    user: User,
    channel: Channel,
    locale: str | None,
) -> Json:
    guild = channel.guild
    shown = channel.payload(world.bot)
    shown.pop("permission_overwrites", None)
    payload: Json = {
        "id": str(number),
        "application_id": str(world.bot.id),
        "type": int(kind),
        "data": data,
        "token": token,
        "version": 1,
        "channel_id": str(channel.id),
        "channel": shown,
        "app_permissions": str(world.app_permissions(channel)),
        "locale": locale or user.locale,
        "entitlements": [],
        "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
        "context": GUILD if guild else BOT_DM,
        "attachment_size_limit": ATTACHMENT_BYTES,
    }
    if guild is None:
        return payload | {"user": user.payload()}
    member = world.join(guild, user)
    shown["permissions"] = str(member.permissions(channel))
    return payload | {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": member.payload() | {"permissions": str(member.permissions(channel))},
    }


def check_shown(world: World, command: Json, user: User, channel: Channel) -> None:
    """Raises PermissionError where Discord's client would not offer the command to `user`."""
    contexts = command.get("contexts")
    if contexts is None:
        contexts = [GUILD, BOT_DM] if command.get("dm_permission", True) else [GUILD]
    if (BOT_DM if channel.guild is None else GUILD) not in contexts:
        raise PermissionError(f"/{command['name']} is not shown in {channel.name!r}")
    needed = command.get("default_member_permissions")
    if channel.guild is None or needed is None:
        return
    has = world.join(channel.guild, user).permissions(channel)
    if int(needed) & ~has or (int(needed) == 0 and not has & Permission.ADMINISTRATOR):
        raise PermissionError(f"/{command['name']} is not shown to {user.name}")


def nested(command: Json, path: list[Json], options: list[Json]) -> Json:
    """The data of a command: options inside the subcommand inside its group."""
    for step in reversed(path):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    return data | {"guild_id": command["guild_id"]} if "guild_id" in command else data


def with_resolved(data: Json, resolver: Resolver) -> Json:
    return data | {"resolved": resolver.resolved} if resolver.resolved else data
