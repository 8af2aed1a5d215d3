"""What people do: the side of the server that tests drive."""

from tests.e2e.discord_server.constants import (
    ChannelType,
    Component,
    InteractionType,
    Json,
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
from tests.e2e.discord_server.uses import begin, check_shown, nested, with_resolved
from tests.e2e.discord_server.world import World

SLASH, ON_USER, ON_MESSAGE = 1, 2, 3  # types of commands


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
            check_shown(self.world, command, user, channel)
        resolver = Resolver(self.world, self.posting, channel)
        data = nested(command, path, option_values(defined, options or {}, resolver))
        return begin(
            self.world,
            self.gateway,
            InteractionType.COMMAND,
            with_resolved(data, resolver),
            user,
            channel,
            locale,
        )

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
        data = nested(command, path, option_values(defined, values, resolver, focused))
        return begin(
            self.world,
            self.gateway,
            InteractionType.AUTOCOMPLETE,
            with_resolved(data, resolver),
            user,
            channel,
            locale,
        )

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
            check_shown(self.world, command, user, place)
        resolver = Resolver(self.world, self.posting, place)
        if isinstance(target, Message):
            resolver.put("messages", target.id, target.data)
        else:
            resolver.user(target)
        data = nested(command, [], []) | {"target_id": str(target.id)}
        return begin(
            self.world,
            self.gateway,
            InteractionType.COMMAND,
            with_resolved(data, resolver),
            user,
            place,
            locale,
        )

    async def press(
        self, message: Message, button: str, *, user: User, locale: str | None = None
    ) -> Interaction:
        """Presses the button with that custom_id, label, or beginning of a custom_id."""
        found = find_component(message, button, (Component.BUTTON,), user)
        data: Json = {"custom_id": found["custom_id"], "component_type": found["type"], "id": found["id"]}
        return begin(
            self.world, self.gateway, InteractionType.COMPONENT, data, user, message.channel, locale, message
        )

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
        return begin(
            self.world,
            self.gateway,
            InteractionType.COMPONENT,
            with_resolved(data, resolver),
            user,
            message.channel,
            locale,
            message,
        )

    async def submit_modal(
        self, opened: Interaction, values: dict[str, str | bool | list[Value]], *, locale: str | None = None
    ) -> Interaction:
        """Fills in the form that `opened` brought, by custom_id, and sends it."""
        resolver = Resolver(self.world, self.posting, opened.channel)
        components = form_values(opened.modal, values, resolver)
        data: Json = {"custom_id": opened.modal["custom_id"], "components": components}
        wanted = locale or opened.payload["locale"]
        return begin(
            self.world,
            self.gateway,
            InteractionType.MODAL_SUBMIT,
            with_resolved(data, resolver),
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

    async def edit(self, message: Message, text: str) -> None:
        """A person changes what they wrote."""
        self.posting.edit(message, {"content": text})

    async def delete(self, *messages: Message) -> None:
        """A person takes a message away, or many of a channel at once."""
        if len(messages) == 1:
            self.posting.delete(messages[0])
        else:
            self.posting.delete_many(list(messages))

    async def react(self, message: Message, *users: User, emoji: str = "👍") -> None:
        """People react to a message."""
        for user in users:
            self.posting.react(message, user, emoji, more=1)

    async def unreact(self, message: Message, user: User, emoji: str = "👍") -> None:
        """A person does so no more."""
        self.posting.react(message, user, emoji, more=-1)
