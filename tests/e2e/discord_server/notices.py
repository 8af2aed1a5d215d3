"""What a message does to people beyond being there: whom it notifies, and where its links really lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.e2e.discord_server.constants import Json, Permission
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Role
from tests.e2e.discord_server.world import World

USER = re.compile(r"<@!?(\d{1,20})>")
ROLE = re.compile(r"<@&(\d{1,20})>")
EVERYONE = re.compile(r"@(everyone|here)")

# [label](address) or [label](<address>), as people can write it: the label may have brackets in it once.
MASKED = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.|\[[^\[\]\n]{0,300}\]){1,1000})\]\(\s{0,9}<?\s{0,9}([^\s()<>]{1,2000})"
)
# What people take for an address: a scheme, or a name with a dot and a top-level domain of letters.
ADDRESS = re.compile(
    r"(?:\w{2,20}://|www\.)\S{1,500}|(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w.])", re.IGNORECASE
)
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)


@dataclass(frozen=True)
class Ping:
    """Somebody who is notified, and by which words."""

    message: Message
    whom: str

    def __str__(self) -> str:
        return f"{self.whom} by {self.message.text[:200]!r}"


@dataclass(frozen=True)
class Disguise:
    """A link whose label looks like another address."""

    message: Message
    label: str
    address: str

    def __str__(self) -> str:
        return f"[{self.label}]({self.address})"


def pings(world: World, message: Message, allowed: Json | None, reply_to: Message | None) -> Iterator[Ping]:
    """Whom `message` notifies, as `allowed_mentions` of its body lets it.

    Marks of code and backslashes are not taken as protection: allowed_mentions is what protects. Words in
    embeds notify nobody.
    """
    text = "\n".join([message.content, *(one["content"] for one in message.components if one["type"] == 10)])
    parse = set((allowed or {}).get("parse") or ()) if allowed is not None else {"users", "roles", "everyone"}
    users = {str(one) for one in (allowed or {}).get("users") or ()}
    roles = {str(one) for one in (allowed or {}).get("roles") or ()}
    may_all = bool(world.app_permissions(message.channel) & Permission.MENTION_EVERYONE)
    for number in sorted(set(USER.findall(text))):
        if ("users" in parse or number in users) and int(number) in world.users:
            yield Ping(message, world.users[int(number)].mention)
    for number in sorted(set(ROLE.findall(text))):
        role = _role(message, int(number))
        if role is not None and ("roles" in parse or number in roles) and (role.mentionable or may_all):
            yield Ping(message, f"<@&{role.id}>")
    if "everyone" in parse and may_all and message.channel.guild is not None and EVERYONE.search(text):
        yield Ping(message, "@everyone")
    # Without allowed_mentions a reply notifies; with it, only when it says so.
    told = reply_to is not None and (allowed is None or bool(allowed.get("replied_user")))
    if told and reply_to is not None and reply_to.author is not message.author:
        yield Ping(message, reply_to.author.mention)


def _role(message: Message, number: int) -> Role | None:
    guild = message.channel.guild
    return next((one for one in guild.roles if one.id == number), None) if guild is not None else None


def disguises(message: Message) -> Iterator[Disguise]:
    """Masked links, and buttons that are links, whose label names an address of another host."""
    for button in message.buttons:
        if button.get("url") and _names_another(button.get("label") or "", button["url"]):
            yield Disguise(message, button["label"], button["url"])
    for found in MASKED.finditer(message.text):
        if _escaped(message.text, found.start()):
            continue
        if _names_another(found[1], found[2]):
            yield Disguise(message, found[1], found[2])


def _names_another(label: str, address: str) -> bool:
    leads = _host(INVISIBLE.sub("", address))
    return any(_host(named) != leads for named in ADDRESS.findall(INVISIBLE.sub("", label)))


def _escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _host(address: str) -> str:
    with_scheme = address if "://" in address else f"//{address}"
    try:
        host = urlsplit(with_scheme).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")
