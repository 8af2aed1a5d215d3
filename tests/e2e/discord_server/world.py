"""Everything that is: one place where the gateway, the routes and the tests look things up."""

from tests.e2e.discord_server.constants import EVERYBODY, ChannelType, Json, Permission
from tests.e2e.discord_server.errors import missing_access, unknown_channel, unknown_message
from tests.e2e.discord_server.files import Stored
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel, Guild, Member, Role, User
from tests.e2e.discord_server.snowflakes import Snowflakes
from tests.e2e.discord_server.waiting import Signal


class World:
    """Users, guilds, channels, messages, commands and interactions."""

    def __init__(self) -> None:
        self.ids = Snowflakes()
        self.signal = Signal()
        self.bot = User(self.ids.new(), "Warta", bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}  # direct ones too
        self.private: dict[int, Message] = {}  # what only one person sees: ephemeral messages
        self.files: dict[int, Stored] = {}
        self.interactions: list[Interaction] = []
        self.by_token: dict[str, Interaction] = {}
        self.commands: dict[int | None, dict[int, Json]] = {None: {}}  # by guild; None: everywhere
        self.intents = 0  # of the newest session

    def user(self, name: str, *, locale: str = "en-US", dms_closed: bool = False) -> User:
        user = User(self.ids.new(), name, locale, dms_closed=dms_closed)
        self.users[user.id] = user
        return user

    def guild(
        self, name: str, *, channels: list[str], locale: str = "en-US", owner: User | None = None
    ) -> Guild:
        guild = Guild(self.ids.new(), name, owner or self.user(f"owner of {name}"), locale)
        self.guilds[guild.id] = guild
        self.join(guild, guild.owner)
        self.join(guild, self.bot, EVERYBODY)
        for channel in channels:
            self.channel(guild, channel)
        return guild

    def channel(self, guild: Guild, name: str, type: ChannelType = ChannelType.TEXT) -> Channel:  # noqa: A002
        channel = Channel(self.ids.new(), name, type, guild, position=len(guild.channels))
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel

    def join(self, guild: Guild, user: User, permissions: int = 0) -> Member:
        """The member that `user` is; `permissions` are given by a role of that user's own."""
        member = guild.members.setdefault(user.id, Member(user, guild))
        if permissions:
            role = Role(self.ids.new(), f"role of {user.name}", int(permissions))
            guild.roles.append(role)
            member.roles.append(role)
        return member

    def dm(self, user: User) -> Channel:
        """The direct channel between the bot and `user`."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        channel = Channel(self.ids.new(), user.name, ChannelType.DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def visible(self, channel_id: int) -> Channel:
        """The channel as the bot finds it. Raises 10003 and 50001."""
        channel = self.channels.get(channel_id)
        if channel is None or (channel.parent is not None and channel.parent.id not in self.channels):
            raise unknown_channel()
        if channel.denied & Permission.VIEW_CHANNEL:
            raise missing_access()
        if channel.guild is not None and channel.guild.id not in self.guilds:
            raise missing_access()
        return channel

    def message(self, channel: Channel, message_id: int) -> Message:
        """Raises 10008."""
        found = channel.messages.get(message_id)
        if found is None:
            raise unknown_message()
        return found

    def app_permissions(self, channel: Channel) -> int:
        """What the bot may do in `channel`."""
        if channel.guild is None:
            return int(
                Permission.ATTACH_FILES
                | Permission.EMBED_LINKS
                | Permission.MENTION_EVERYONE
                | Permission.USE_EXTERNAL_EMOJIS
            )
        return channel.guild.members[self.bot.id].permissions(channel)
