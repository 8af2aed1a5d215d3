"""Routes of channels, their messages, guilds and users."""

from tests.e2e.discord_server.call import Answer, Call
from tests.e2e.discord_server.constants import EVERYBODY, Code, Json, Permission
from tests.e2e.discord_server.errors import (
    ApiError,
    Problem,
    invalid_form,
    missing_access,
    missing_permissions,
)
from tests.e2e.discord_server.files import Stored
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel
from tests.e2e.discord_server.posting import Posting
from tests.e2e.discord_server.world import World

NONCE_SECONDS = 300.0  # Discord: "in the past few minutes"


class Channels:
    """What the bot does in channels."""

    def __init__(self, world: World, posting: Posting, inspection: Inspection) -> None:
        self.world = world
        self.posting = posting
        self.inspection = inspection
        self._nonces: dict[tuple[int, str], Message] = {}
        self.typing: list[Channel] = []

    def forget_nonces(self) -> None:
        """As if the past few minutes were over."""
        self._nonces.clear()

    # Messages

    def create(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        self.may(channel, Permission.SEND_MESSAGES)
        if channel.archived and channel.locked:
            raise ApiError(400, Code.THREAD_ARCHIVED, "Thread is archived")
        channel.archived = False
        if call.uploads:
            self.may(channel, Permission.ATTACH_FILES)
        body = call.json
        self.inspection.message(call, body)
        if channel.recipient is not None and channel.recipient.dms_closed:
            raise ApiError(403, Code.CANNOT_MESSAGE_USER, "Cannot send messages to this user")
        nonce = (channel.id, str(body.get("nonce")))
        known = (
            self._nonces.get(nonce) if body.get("enforce_nonce") and body.get("nonce") is not None else None
        )
        if known is not None and (self.world.ids.new() - known.id) >> 22 < NONCE_SECONDS * 1000:
            return Answer(200, self.answer(known))
        reply_to = self._reference(channel, body)
        allowed = body.get("allowed_mentions")
        message = self.posting.create(
            self.world.bot,
            channel,
            body,
            files=self.stored(call, channel),
            reply_to=reply_to,
            ping_author=allowed is None or bool(allowed.get("replied_user")),
        )
        self.inspection.sent(message, allowed, reply_to)
        if body.get("nonce") is not None:
            self._nonces[nonce] = message
        return Answer(200, self.answer(message))

    def stored(self, call: Call, channel: Channel, *, ephemeral: bool = False) -> list[Stored]:
        """The uploads of a request, on the content network."""
        return [self.posting.store(one, channel, ephemeral=ephemeral) for one in call.uploads.values()]

    def answer(self, message: Message) -> Json:
        return self.posting.seen(message, self.world.intents)

    def _reference(self, channel: Channel, body: Json) -> Message | None:
        reference = body.get("message_reference")
        if not reference:
            return None
        if channel.denied & Permission.READ_MESSAGE_HISTORY:
            said = "Cannot reply without permission to read message history"
            raise ApiError(403, Code.NO_HISTORY_TO_REPLY, said)
        found = channel.messages.get(int(reference["message_id"]))
        if found is None and reference.get("fail_if_not_exists", True):
            raise invalid_form([Problem("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")])
        return found

    def history(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        limit = int(call.query.get("limit", 50))
        if not 1 <= limit <= 100:
            raise invalid_form([Problem("limit", "NUMBER_TYPE_MAX", "Must be between 1 and 100.")])
        if channel.denied & Permission.READ_MESSAGE_HISTORY:
            return Answer(200, [])
        found = list(channel.messages.values())
        if (before := call.query.get("before")) is not None:
            found = [one for one in found if one.id < int(before)]
        if (after := call.query.get("after")) is not None:
            found = [one for one in found if one.id > int(after)][:limit]
        if (around := call.query.get("around")) is not None:
            found = sorted(
                sorted(found, key=lambda one: abs(one.id - int(around)))[:limit], key=lambda one: one.id
            )
        return Answer(200, [_later(self.answer(one)) for one in reversed(found[-limit:])])

    def get(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        self.may(channel, Permission.READ_MESSAGE_HISTORY)
        return Answer(200, _later(self.answer(self.world.message(channel, call.id("message_id")))))

    def edit(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        message = self.world.message(channel, call.id("message_id"))
        if message.author is not self.world.bot:
            raise ApiError(403, Code.NOT_THE_AUTHOR, "Cannot edit a message authored by another user")
        self.inspection.edit(call, call.json, message)
        self.posting.edit(message, call.json, self.stored(call, channel))
        self.inspection.edited(message)
        return Answer(200, self.answer(message))

    def delete(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        message = self.world.message(channel, call.id("message_id"))
        if message.author is not self.world.bot and not (
            self.world.app_permissions(channel) & Permission.MANAGE_MESSAGES
        ):
            raise missing_permissions()
        self.posting.delete(message)
        return Answer()

    # Channels, guilds, users

    def type(self, call: Call) -> Answer:
        channel = self.world.visible(call.id("channel_id"))
        self.may(channel, Permission.SEND_MESSAGES)
        self.typing.append(channel)
        return Answer()

    def channel(self, call: Call) -> Answer:
        return Answer(200, self.world.visible(call.id("channel_id")).payload(self.world.bot))

    def open_dm(self, call: Call) -> Answer:
        user = self.world.users.get(int(call.json.get("recipient_id", 0)))
        if user is None or user.bot:
            raise ApiError(400, Code.CANNOT_MESSAGE_USER, "Cannot send messages to this user")
        return Answer(200, self.world.dm(user).payload(self.world.bot))

    def guild(self, call: Call) -> Answer:
        guild = self.world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise ApiError(404, Code.UNKNOWN_GUILD, "Unknown Guild")
        return Answer(200, guild.payload(self.world.bot))

    def guilds(self, call: Call) -> Answer:
        permissions = {"owner": False, "permissions": str(int(EVERYBODY))}
        found = [one.payload(self.world.bot) | permissions for one in self.world.guilds.values()]
        after = int(call.query.get("after", 0))
        limit = int(call.query.get("limit", 200))
        return Answer(200, [one for one in found if int(one["id"]) > after][:limit])

    def guild_channels(self, call: Call) -> Answer:
        guild = self.world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise missing_access()
        return Answer(200, [one.payload(self.world.bot) for one in guild.channels.values()])

    def member(self, call: Call) -> Answer:
        guild = self.world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise missing_access()
        member = guild.members.get(call.id("user_id"))
        if member is None:
            raise ApiError(404, Code.UNKNOWN_MEMBER, "Unknown Member")
        return Answer(200, member.payload())

    def user(self, call: Call) -> Answer:
        user = self.world.users.get(call.id("user_id"))
        if user is None:
            raise ApiError(404, Code.UNKNOWN_USER, "Unknown User")
        return Answer(200, user.payload())

    def leave(self, call: Call) -> Answer:
        if self.world.guilds.pop(call.id("guild_id"), None) is None:
            raise ApiError(404, Code.UNKNOWN_GUILD, "Unknown Guild")
        return Answer()

    def may(self, channel: Channel, wanted: Permission) -> None:
        """Raises 50013 where the bot may not."""
        if channel.guild is not None and not self.world.app_permissions(channel) & wanted:
            raise missing_permissions()


def _later(message: Json) -> Json:
    """A message as it is read later: its nonce was for whoever sent it."""
    return {key: value for key, value in message.items() if key != "nonce"}
