"""A message, and what a test reads off it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.discord_server.constants import Component, Json, MessageFlag
from tests.e2e.discord_server.nouns import Channel, User


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, the nested ones after what holds them."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield from walk([component[key]])


@dataclass(eq=False)
class Message:
    """A message, as it is now; `data` is how Discord writes it."""

    data: Json
    channel: Channel
    author: User
    seen_by: User | None = None  # the only one who sees it, if it is ephemeral
    edits: int = 0
    deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.data["id"])

    @property
    def flags(self) -> int:
        return int(self.data["flags"])

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & MessageFlag.EPHEMERAL)

    @property
    def loading(self) -> bool:
        """A deferred response that has not come yet."""
        return bool(self.flags & MessageFlag.LOADING)

    @property
    def content(self) -> str:
        return str(self.data["content"])

    @property
    def reply_to(self) -> int | None:
        reference = self.data.get("message_reference")
        return int(reference["message_id"]) if reference else None

    @property
    def components(self) -> list[Json]:
        """All components, flat."""
        return list(walk(self.data["components"]))

    @property
    def text(self) -> str:
        """All that a person reads: content, text displays, and the words of embeds, a line each."""
        lines = [self.content] if self.content else []
        lines += [one["content"] for one in self.components if one["type"] == Component.TEXT_DISPLAY]
        for embed in self.data["embeds"]:
            lines += [embed[key] for key in ("title", "description") if embed.get(key)]
            lines += [f"{one['name']}: {one['value']}" for one in embed.get("fields", [])]
        return "\n".join(lines)

    @property
    def buttons(self) -> list[Json]:
        return [one for one in self.components if one["type"] == Component.BUTTON]
