"""Who and where there is: users, roles, members, channels, guilds, and how Discord writes each of them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.e2e.discord_server.constants import (
    ALL_PERMISSIONS,
    EVERYBODY,
    ChannelType,
    Json,
    Permission,
)
from tests.e2e.discord_server.snowflakes import now

if TYPE_CHECKING:
    from tests.e2e.discord_server.message import Message


@dataclass(eq=False)
class User:
    """An account."""

    id: int
    name: str
    locale: str = "en-US"
    bot: bool = False
    dms_closed: bool = False  # sending a direct message fails with 50007

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0001" if self.bot else "0",
            "global_name": None if self.bot else self.name.title(),
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False)
class Role:
    """A role of a guild; the one with the guild's id is everybody's."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "position": 0 if self.name == "@everyone" else 1,
            "permissions": str(int(self.permissions)),
            "managed": False,
            "mentionable": self.mentionable,
            "flags": 0,
        }


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    guild: "Guild"
    roles: list[Role] = field(default_factory=list)
    joined_at: str = field(default_factory=now)

    def permissions(self, channel: "Channel | None" = None) -> int:
        if self.user is self.guild.owner:
            return ALL_PERMISSIONS
        bits = self.guild.everyone.permissions
        for role in self.roles:
            bits |= role.permissions
        if bits & Permission.ADMINISTRATOR:
            return ALL_PERMISSIONS
        return bits & ~channel.denied if channel is not None and self.user.bot else bits

    def payload(self, *, user: bool = True) -> Json:
        said: Json = {
            "roles": [str(role.id) for role in self.roles],
            "nick": None,
            "avatar": None,
            "banner": None,
            "premium_since": None,
            "joined_at": self.joined_at,
            "pending": False,
            "communication_disabled_until": None,
            "flags": 0,
            "deaf": False,
            "mute": False,
        }
        return said | {"user": self.user.payload()} if user else said


@dataclass(eq=False)
class Channel:
    """Where messages are; one of a guild, or a direct one with `recipient`."""

    id: int
    name: str
    type: ChannelType = ChannelType.TEXT
    guild: "Guild | None" = None
    recipient: User | None = None
    denied: int = 0  # permissions that the bot does not have here
    position: int = 0
    parent: "Channel | None" = None
    owner: User | None = None  # of a thread: who began it
    archived: bool = False
    locked: bool = False
    messages: "dict[int, Message]" = field(default_factory=dict)

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    @property
    def last(self) -> "Message":
        """The newest message that everybody sees."""
        return next(reversed(self.messages.values()))

    def payload(self, bot: User) -> Json:
        if self.recipient is not None:
            return {
                "id": str(self.id),
                "type": int(self.type),
                "flags": 0,
                "last_message_id": self._last_id(),
                "recipients": [self.recipient.payload()],
            }
        if self.parent is not None:
            return self._thread_payload(self.parent)
        denied: Json = {"id": str(bot.id), "type": 1, "allow": "0", "deny": str(int(self.denied))}
        return {
            "id": str(self.id),
            "type": int(self.type),
            "name": self.name,
            "position": self.position,
            "topic": None,
            "nsfw": False,
            "parent_id": None,
            "rate_limit_per_user": 0,
            "flags": 0,
            "last_message_id": self._last_id(),
            "permission_overwrites": [denied] if self.denied else [],
            **({"guild_id": str(self.guild.id)} if self.guild else {}),
        }

    def _thread_payload(self, parent: "Channel") -> Json:
        assert self.guild is not None
        assert self.owner is not None
        return {
            "id": str(self.id),
            "type": int(self.type),
            "guild_id": str(self.guild.id),
            "parent_id": str(parent.id),
            "owner_id": str(self.owner.id),
            "name": self.name,
            "flags": 0,
            "rate_limit_per_user": 0,
            "last_message_id": self._last_id(),
            "message_count": len(self.messages),
            "member_count": 1,
            "total_message_sent": len(self.messages),
            "thread_metadata": {
                "archived": self.archived,
                "locked": self.locked,
                "auto_archive_duration": 1440,
                "archive_timestamp": now(),
                "create_timestamp": now(),
            },
        }

    def _last_id(self) -> str | None:
        return str(next(reversed(self.messages))) if self.messages else None


@dataclass(eq=False)
class Guild:
    """A server, as people call it."""

    id: int
    name: str
    owner: User
    locale: str = "en-US"
    channels: dict[int, Channel] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    unavailable: bool = False
    joined_at: str = field(default_factory=now)

    def __post_init__(self) -> None:
        self.roles.insert(0, Role(self.id, "@everyone", int(EVERYBODY)))

    @property
    def everyone(self) -> Role:
        return self.roles[0]

    def channel(self, name: str) -> Channel:
        return next(one for one in self.channels.values() if one.name == name)

    def payload(self, bot: User) -> Json:
        """What GET /guilds/{id} says."""
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(self.owner.id),
            "preferred_locale": self.locale,
            "roles": [role.payload() for role in self.roles],
            "emojis": [],
            "stickers": [],
            "features": [],
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "description": None,
            "banner": None,
            "region": "deprecated",
            "afk_channel_id": None,
            "afk_timeout": 300,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "safety_alerts_channel_id": None,
            "vanity_url_code": None,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "premium_progress_bar_enabled": False,
            "incidents_data": None,
        }

    def create_payload(self, bot: User) -> Json:
        """What GUILD_CREATE says beside that."""
        return self.payload(bot) | {
            "joined_at": self.joined_at,
            "large": False,
            "member_count": len(self.members),
            "voice_states": [],
            "members": [self.members[bot.id].payload()],
            "channels": [channel.payload(bot) for channel in self.channels.values()],
            "threads": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }
