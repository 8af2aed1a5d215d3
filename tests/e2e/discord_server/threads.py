"""Threads: the posts of forums."""

from tests.e2e.discord_server.call import Answer, Call
from tests.e2e.discord_server.channels import Channels
from tests.e2e.discord_server.constants import ChannelType, Intent, Json, Permission
from tests.e2e.discord_server.errors import Problem, invalid_form, missing_access
from tests.e2e.discord_server.nouns import Channel
from tests.e2e.discord_server.world import World

NAME = 100


class Threads:
    """What the bot does with threads."""

    def __init__(self, world: World, channels: Channels) -> None:
        self.world = world
        self.channels = channels

    def create(self, call: Call) -> Answer:
        """A post in a forum: a thread with its first message. There is no nonce for it."""
        forum = self.world.visible(call.id("channel_id"))
        self.channels.may(forum, Permission.SEND_MESSAGES)
        body = call.json
        if forum.type is not ChannelType.FORUM or not isinstance(body.get("message"), dict):
            raise invalid_form([Problem("message", "BASE_TYPE_REQUIRED", "This field is required")])
        if not 1 <= len(str(body.get("name") or "")) <= NAME:
            raise invalid_form([Problem("name", "BASE_TYPE_BAD_LENGTH", f"Must be 1 to {NAME} in length.")])
        self.channels.inspection.message(call, body["message"])
        thread = self.make(forum, body["name"])
        message = self.channels.posting.create(self.world.bot, thread, body["message"])
        # The first message of a post has the number of its thread.
        del thread.messages[message.id]
        message.data["id"] = str(thread.id)
        thread.messages[thread.id] = message
        self.channels.inspection.sent(message, body["message"].get("allowed_mentions"), None)
        return Answer(201, thread.payload(self.world.bot) | {"message": self.channels.answer(message)})

    def make(self, parent: Channel, name: str) -> Channel:
        """A thread that the bot has begun."""
        number = self.world.ids.new()
        thread = Channel(number, name, ChannelType.THREAD, parent.guild, parent=parent, owner=self.world.bot)
        self.world.channels[number] = thread
        payload = thread.payload(self.world.bot) | {"newly_created": True}
        gateway = self.channels.posting.gateway
        gateway.dispatch("THREAD_CREATE", payload, guild=parent.guild, needs=Intent.GUILDS)
        return thread

    def of(self, parent: Channel) -> list[Channel]:
        """The threads of a channel or forum, the oldest first."""
        return [one for one in self.world.channels.values() if one.parent is parent]

    def active(self, call: Call) -> Answer:
        guild = self.world.guilds.get(call.id("guild_id"))
        if guild is None:
            raise missing_access()
        threads = [one for one in self.world.channels.values() if one.parent and one.guild is guild]
        return Answer(200, self._listed([one for one in threads if not one.archived]))

    def archived(self, call: Call) -> Answer:
        parent = self.world.visible(call.id("channel_id"))
        self.channels.may(parent, Permission.READ_MESSAGE_HISTORY)
        return Answer(200, self._listed([one for one in reversed(self.of(parent)) if one.archived]))

    def edit(self, call: Call) -> Answer:
        thread = self.world.visible(call.id("channel_id"))
        if thread.locked:
            self.channels.may(thread, Permission.MANAGE_THREADS)
        thread.archived = bool(call.json.get("archived", thread.archived))
        return Answer(200, thread.payload(self.world.bot))

    def _listed(self, threads: list[Channel]) -> Json:
        payloads = [one.payload(self.world.bot) for one in threads]
        return {"threads": payloads, "members": [], "has_more": False}
