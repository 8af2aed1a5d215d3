"""What people do: the side of the server that tests drive."""

import asyncio
import uuid

from tests.e2e.discord_server.constants import (
    ChannelType,
    Component,
    InteractionType,
    Json,
    Permission,
)
from tests.e2e.discord_server.files import Upload
from tests.e2e.discord_server.gateway import Gateway
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel, User
from tests.e2e.discord_server.payloads import (
    SELECTS,
    Resolver,
    Value,
    find_command,
    find_component,
    form_values,
    option_values,
)
from tests.e2e.discord_server.posting import Posting
from tests.e2e.discord_server.world import World

SLASH, ON_USER, ON_MESSAGE = 1, 2, 3  # types of commands
GUILD, BOT_DM = 0, 1  # contexts
ATTACHMENT_BYTES = 10 << 20


class People:
    """Uses commands, buttons and forms, and says things, as people in Discord's client would."""

    world: World
    gateway: Gateway
    posting: Posting

    async def slash(
        self,
        name: str,
        options: dict[str, Value] | None = None,
        *,
        user: User,
        channel: Channel,
        locale: str | None = None,
        force: bool = False,
    ) -> Interaction:
        """`/name` with options, "article add" for a subcommand; what was sent, with what will come of it.

        Raises LookupError for what a client would not send, and PermissionError where it would not show the
        command; `force` sends it all the same, as a stranger's client could.
        """
        guild = channel.guild
        command, path, defined = find_command(self.world, name, SLASH, guild.id if guild else None)
        if not force:
            self._may_use(command, user, channel)
        resolver = Resolver(self.world, self.posting, channel)
        data = _nest(command, path, option_values(defined, options or {}, resolver))
        return self._use(InteractionType.COMMAND, _resolved(data, resolver), user, channel, locale)

    async def autocomplete(
        self,
        name: str,
        focused: str,
        typed: str,
        options: dict[str, Value] | None = None,
        *,
        user: User,
        channel: Channel,
        locale: str | None = None,
    ) -> Interaction:
        """Types into the option `focused` of `/name`; `acknowledgement` then brings the choices."""
        guild = channel.guild
        command, path, defined = find_command(self.world, name, SLASH, guild.id if guild else None)
        if not any(one["name"] == focused and one.get("autocomplete") for one in defined):
            raise LookupError(f"option {focused!r} of {name!r} does not complete")
        resolver = Resolver(self.world, self.posting, channel)
        values: dict[str, Value] = {**(options or {}), focused: typed}
        data = _nest(command, path, option_values(defined, values, resolver, focused))
        return self._use(InteractionType.AUTOCOMPLETE, _resolved(data, resolver), user, channel, locale)

    async def context_menu(
        self,
        name: str,
        target: Message | User,
        *,
        user: User,
        channel: Channel | None = None,
        locale: str | None = None,
        force: bool = False,
    ) -> Interaction:
        """Right-clicks a message or a user and chooses the command `name`."""
        place = target.channel if isinstance(target, Message) else channel
        assert place is not None, "name the channel in which the user is clicked"
        kind = ON_MESSAGE if isinstance(target, Message) else ON_USER
        command, _, _ = find_command(self.world, name, kind, place.guild.id if place.guild else None)
        if not force:
            self._may_use(command, user, place)
        resolver = Resolver(self.world, self.posting, place)
        if isinstance(target, Message):
            resolver.put("messages", target.id, target.data)
        else:
            resolver.user(target)
        data = _nest(command, [], []) | {"target_id": str(target.id)}
        return self._use(InteractionType.COMMAND, _resolved(data, resolver), user, place, locale)

    async def press(
        self, message: Message, button: str, *, user: User, locale: str | None = None
    ) -> Interaction:
        """Presses the button with that custom_id, label, or beginning of a custom_id."""
        found = find_component(message, button, (Component.BUTTON,), user)
        data: Json = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found["id"]}
        return self._use(InteractionType.COMPONENT, data, user, message.channel, locale, message)

    async def select(
        self, message: Message, menu: str, values: list[Value], *, user: User, locale: str | None = None
    ) -> Interaction:
        """Chooses `values` in the select menu with that custom_id, or beginning of it."""
        found = find_component(message, menu, SELECTS, user)
        if not found.get("min_values", 1) <= len(values) <= found.get("max_values", 1):
            raise LookupError(f"{menu!r} does not take {len(values)} values")
        offered = [one["value"] for one in found.get("options") or []]
        if offered and (unknown := [one for one in values if one not in offered]):
            raise LookupError(f"{menu!r} does not offer {unknown}: {offered}")
        resolver = Resolver(self.world, self.posting, message.channel)
        data: Json = {
            "custom_id": found["custom_id"],
            "component_type": found["type"],
            "id": found["id"],
            "values": [str(resolver.value(one)) for one in values],
        }
        return self._use(
            InteractionType.COMPONENT, _resolved(data, resolver), user, message.channel, locale, message
        )

    async def submit_modal(
        self, opened: Interaction, values: dict[str, str | bool | list[Value]], *, locale: str | None = None
    ) -> Interaction:
        """Fills in the form that `opened` brought, by custom_id, and sends it."""
        resolver = Resolver(self.world, self.posting, opened.channel)
        components = form_values(opened.modal, values, resolver)
        data: Json = {"custom_id": opened.modal["custom_id"], "components": components}
        wanted = locale or opened.payload["locale"]
        return self._use(
            InteractionType.MODAL_SUBMIT,
            _resolved(data, resolver),
            opened.user,
            opened.channel,
            wanted,
            opened.message,
        )

    async def say(
        self,
        channel: Channel,
        user: User,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: list[Upload] | None = None,
    ) -> Message:
        """Writes a message; a reply pings whom it replies to unless that is switched off."""
        if channel.guild is not None:
            self.world.join(channel.guild, user)
        stored = [self.posting.store(one, channel) for one in files or []]
        body: Json = {"content": text}
        return self.posting.create(user, channel, body, files=stored, reply_to=reply_to, ping_author=ping)

    async def reply(self, message: Message, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """The bot's first message after `message` that replies to it, or in a direct channel simply follows.

        Raises TimeoutError.
        """

        found = await self.world.signal.wait(
            lambda: self.replies(message), timeout, f"a reply to {message.content!r}"
        )
        return found[0]

    def replies(self, message: Message) -> list[Message]:
        """All that the bot has answered to `message`."""
        follow = message.channel.type is ChannelType.DM
        return [
            one
            for one in message.channel.messages.values()
            if one.author is self.world.bot
            and one.id > message.id
            and (one.reply_to == message.id or (follow and one.reply_to is None))
        ]

    # How it reaches the bot

    def _use(
        self,
        kind: InteractionType,
        data: Json,
        user: User,
        channel: Channel,
        locale: str | None,
        message: Message | None = None,
    ) -> Interaction:
        number = self.world.ids.new()
        token = f"aW50ZXJhY3Rpb24{uuid.uuid4().hex}{uuid.uuid4().hex}"
        payload = self._payload(number, token, kind, data, user, channel, locale)
        if message is not None:
            payload["message"] = message.data
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
        self.world.interactions.append(interaction)
        self.world.by_token[token] = interaction
        self.gateway.dispatch("INTERACTION_CREATE", payload, guild=channel.guild)
        return interaction

    def _payload(
        self,
        number: int,
        token: str,
        kind: InteractionType,
        data: Json,
        user: User,
        channel: Channel,
        locale: str | None,
    ) -> Json:
        guild = channel.guild
        shown = channel.payload(self.world.bot)
        shown.pop("permission_overwrites", None)
        payload: Json = {
            "id": str(number),
            "application_id": str(self.world.bot.id),
            "type": int(kind),
            "data": data,
            "token": token,
            "version": 1,
            "channel_id": str(channel.id),
            "channel": shown,
            "app_permissions": str(self.world.app_permissions(channel)),
            "locale": locale or user.locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(guild.id) if guild else "0"},
            "context": GUILD if guild else BOT_DM,
            "attachment_size_limit": ATTACHMENT_BYTES,
        }
        if guild is None:
            return payload | {"user": user.payload()}
        member = self.world.join(guild, user)
        shown["permissions"] = str(member.permissions(channel))
        return payload | {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": member.payload() | {"permissions": str(member.permissions(channel))},
        }

    def _may_use(self, command: Json, user: User, channel: Channel) -> None:
        contexts = command.get("contexts")
        if contexts is None:
            contexts = [GUILD, BOT_DM] if command.get("dm_permission", True) else [GUILD]
        if (BOT_DM if channel.guild is None else GUILD) not in contexts:
            raise PermissionError(f"/{command['name']} is not shown in {channel.name!r}")
        needed = command.get("default_member_permissions")
        if channel.guild is None or needed is None:
            return
        has = self.world.join(channel.guild, user).permissions(channel)
        if int(needed) & ~has or (int(needed) == 0 and not has & Permission.ADMINISTRATOR):
            raise PermissionError(f"/{command['name']} is not shown to {user.name}")


def _nest(command: Json, path: list[Json], options: list[Json]) -> Json:
    """The data of a command: options inside the subcommand inside its group."""
    for step in reversed(path):
        options = [{"name": step["name"], "type": step["type"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if options:
        data["options"] = options
    return data | {"guild_id": command["guild_id"]} if "guild_id" in command else data


def _resolved(data: Json, resolver: Resolver) -> Json:
    return data | {"resolved": resolver.resolved} if resolver.resolved else data
