"""Messages come to be, change and go; the gateway hears of each."""

import copy
import re
from collections.abc import Callable

from tests.e2e.discord_server.constants import Intent, Json, MessageFlag, Permission
from tests.e2e.discord_server.files import Stored, Upload
from tests.e2e.discord_server.gateway import Gateway
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message, walk
from tests.e2e.discord_server.nouns import Channel, User
from tests.e2e.discord_server.snowflakes import now
from tests.e2e.discord_server.world import World

USER_MENTION = re.compile(r"<@!?(\d{1,20})>")
ROLE_MENTION = re.compile(r"<@&(\d{1,20})>")

DEFAULT, REPLY, COMMAND = 0, 19, 20  # types of messages
SETTABLE = MessageFlag.SUPPRESS_EMBEDS | MessageFlag.SUPPRESS_NOTIFICATIONS | MessageFlag.IS_COMPONENTS_V2
LASTING = MessageFlag.EPHEMERAL | MessageFlag.LOADING | MessageFlag.IS_COMPONENTS_V2  # no edit takes them


class Posting:
    """Writes messages into channels."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self.world = world
        self.gateway = gateway
        self.files_url = ""  # known once the server listens

    def store(self, upload: Upload, channel: Channel, *, ephemeral: bool = False) -> Stored:
        """Puts a file on the content network."""
        number = self.world.ids.new()
        stored = Stored(number, upload, f"{self.files_url}/{channel.id}/{number}/{upload.name}", ephemeral)
        self.world.files[number] = stored
        return stored

    def create(
        self,
        author: User,
        channel: Channel,
        body: Json,
        *,
        files: list[Stored] | None = None,
        interaction: Interaction | None = None,
        reply_to: Message | None = None,
        ping_author: bool = True,
        quiet: bool = False,
    ) -> Message:
        """A new message; `quiet` for one that only one person sees."""
        data = self._blank(author, channel)
        data["type"] = REPLY if reply_to is not None else COMMAND if interaction is not None else DEFAULT
        wanted = SETTABLE if interaction is None else SETTABLE | LASTING
        data["flags"] = int(body.get("flags") or 0) & int(wanted)
        if "nonce" in body:
            data["nonce"] = body["nonce"]
        if reply_to is not None:
            data |= _reply(reply_to)
        if interaction is not None:
            data |= _interaction_fields(interaction, self.world.bot)
        message = Message(data, channel, author, interaction.user if interaction and quiet else None)
        self._fill(message, body, files or [])
        if reply_to is not None and ping_author and reply_to.author is not author:
            self._mention(message, reply_to.author)
        if quiet:
            self.world.private[message.id] = message
        else:
            channel.messages[message.id] = message
            self._tell("MESSAGE_CREATE", message)
        self.world.signal.changed()
        return message

    def edit(self, message: Message, body: Json, files: list[Stored] | None = None) -> None:
        """Changes what `body` names."""
        kept = body.get("attachments")
        if kept is not None:
            ids = {str(one["id"]) for one in kept}
            message.data["attachments"] = [one for one in message.data["attachments"] if one["id"] in ids]
        if "flags" in body and body["flags"] is not None:
            message.data["flags"] = int((message.flags & LASTING) | (body["flags"] & SETTABLE))
        self._fill(message, body, files or [])
        message.data["edited_timestamp"] = now()
        message.edits += 1
        if message.id in message.channel.messages:
            self._tell("MESSAGE_UPDATE", message)
        self.world.signal.changed()

    def delete(self, message: Message) -> None:
        message.deleted = True
        self.world.private.pop(message.id, None)
        if message.channel.messages.pop(message.id, None) is not None:
            channel = message.channel
            data: Json = {"id": str(message.id), "channel_id": str(channel.id)}
            if channel.guild is not None:
                data["guild_id"] = str(channel.guild.id)
            self.gateway.dispatch(
                "MESSAGE_DELETE", data, guild=channel.guild, needs=self.gateway.channel_needs(channel)
            )
        self.world.signal.changed()

    def delete_many(self, messages: list[Message]) -> None:
        """Takes messages of one channel away together, as moderators do."""
        channel = messages[0].channel
        assert channel.guild is not None
        for one in messages:
            one.deleted = True
            channel.messages.pop(one.id, None)
        data: Json = {
            "ids": [str(one.id) for one in messages],
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild.id),
        }
        needs = self.gateway.channel_needs(channel)
        self.gateway.dispatch("MESSAGE_DELETE_BULK", data, guild=channel.guild, needs=needs)
        self.world.signal.changed()

    def react(self, message: Message, user: User, emoji: str, *, more: int) -> None:
        """One more reaction of `user`, or one less."""
        guild = message.channel.guild
        assert guild is not None
        counts: list[Json] = message.data.setdefault("reactions", [])
        known = next((one for one in counts if one["emoji"]["name"] == emoji), None)
        if known is None:
            known = {"emoji": {"id": None, "name": emoji}, "count": 0, "me": False, "me_burst": False}
            counts.append(known)
        known["count"] += more
        counts[:] = [one for one in counts if one["count"]]
        data: Json = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "guild_id": str(guild.id),
            "emoji": known["emoji"],
            "burst": False,
            "type": 0,
        }
        if more > 0:
            data["member"] = guild.members[user.id].payload()
        event = "MESSAGE_REACTION_ADD" if more > 0 else "MESSAGE_REACTION_REMOVE"
        self.gateway.dispatch(event, data, guild=guild, needs=Intent.GUILD_MESSAGE_REACTIONS)
        self.world.signal.changed()

    def seen(self, message: Message, intents: int) -> Json:
        """The message as a client with those intents may read it."""
        bot = self.world.bot
        mentioned = any(one["id"] == str(bot.id) for one in message.data["mentions"])
        if (
            message.author is bot
            or message.channel.guild is None
            or mentioned
            or intents & Intent.MESSAGE_CONTENT
        ):
            return message.data
        empty: Json = {"content": "", "embeds": [], "attachments": [], "components": []}
        return {key: value for key, value in (message.data | empty).items() if key != "poll"}

    def _blank(self, author: User, channel: Channel) -> Json:
        return {
            "id": str(self.world.ids.new()),
            "channel_id": str(channel.id),
            "author": author.payload(),
            "content": "",
            "embeds": [],
            "attachments": [],
            "components": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": False,
            "pinned": False,
            "tts": False,
            "timestamp": now(),
            "edited_timestamp": None,
        }

    def _fill(self, message: Message, body: Json, files: list[Stored]) -> None:
        if "content" in body:
            message.data["content"] = body["content"] or ""
        if "embeds" in body:
            message.data["embeds"] = [{"type": "rich", **one} for one in body["embeds"] or []]
        message.data["attachments"] = [*message.data["attachments"], *(one.payload() for one in files)]
        if "components" in body:
            message.data["components"] = self._components(body["components"] or [], message)
        if "content" in body or "components" in body:
            message.data["mentions"] = []
            text = message.text
            for number in USER_MENTION.findall(text):
                if (user := self.world.users.get(int(number))) is not None:
                    self._mention(message, user)
            message.data["mention_roles"] = sorted(set(ROLE_MENTION.findall(text)))

    def _mention(self, message: Message, user: User) -> None:
        if all(one["id"] != str(user.id) for one in message.data["mentions"]):
            message.data["mentions"].append(user.payload())

    def _components(self, components: list[Json], message: Message) -> list[Json]:
        """With the ids that Discord gives to components that have none, and media resolved."""
        copied = copy.deepcopy(components)
        taken = {one["id"] for one in walk(copied) if one.get("id")}
        free = (number for number in range(1, 1000) if number not in taken)
        for one in walk(copied):
            one["id"] = one.get("id") or next(free)
        by_name = {f"attachment://{one['filename']}": one for one in message.data["attachments"]}
        for one in walk(copied):
            for media in (
                one.get("media"),
                one.get("file"),
                *(item["media"] for item in one.get("items") or []),
            ):
                if media is not None:
                    _resolve(media, by_name)
        return copied

    def _tell(self, event: str, message: Message) -> None:
        channel = message.channel
        if channel.denied & Permission.VIEW_CHANNEL:
            return  # a command is answered there all the same, but nothing is heard of it
        extra: Json = {}
        if channel.guild is not None:
            extra["guild_id"] = str(channel.guild.id)
            member = channel.guild.members.get(message.author.id)
            if member is not None:
                extra["member"] = member.payload(user=False)
        data: Callable[[int], Json] = lambda intents: self.seen(message, intents) | extra  # noqa: E731
        self.gateway.dispatch(event, data, guild=channel.guild, needs=self.gateway.channel_needs(channel))


def _reply(to: Message) -> Json:
    reference: Json = {"type": 0, "message_id": str(to.id), "channel_id": str(to.channel.id)}
    if to.channel.guild is not None:
        reference["guild_id"] = str(to.channel.guild.id)
    # Discord resolves one step only: a message that was itself a reply comes without what it replied to.
    inner = {key: value for key, value in to.data.items() if key != "referenced_message"}
    return {"message_reference": reference, "referenced_message": inner}


def _interaction_fields(interaction: Interaction, bot: User) -> Json:
    metadata: Json = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user": interaction.user.payload(),
        "authorizing_integration_owners": interaction.payload["authorizing_integration_owners"],
    }
    if interaction.message is not None:
        metadata["interacted_message_id"] = str(interaction.message.id)
    return {"application_id": str(bot.id), "webhook_id": str(bot.id), "interaction_metadata": metadata}


def _resolve(media: Json, by_name: dict[str, Json]) -> None:
    attachment = by_name.get(media["url"])
    url = attachment["url"] if attachment else media["url"]
    media |= {"url": url, "proxy_url": url, "width": None, "height": None}
    if attachment is not None:
        media |= {"attachment_id": attachment["id"], "content_type": attachment.get("content_type")}
