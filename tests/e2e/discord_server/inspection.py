"""Every body is looked at before it is carried out, and every message after it."""

from dataclasses import dataclass
from typing import Any

from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.constants import Callback, Json
from tests.e2e.discord_server.errors import ApiError, Problem, invalid_form
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.notices import Disguise, Ping, disguises, pings
from tests.e2e.discord_server.world import World


@dataclass(frozen=True)
class Rejected:
    """A body that Discord would not take."""

    method: str
    route: str
    body: Any
    problems: list[Problem]

    def __str__(self) -> str:
        return f"{self.method} {self.route}: " + "; ".join(str(one) for one in self.problems)


class Inspection:
    """Rejects bad bodies, and remembers what should not have been sent."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bad: list[Rejected] = []
        self.pings: list[Ping] = []
        self.disguised: list[Disguise] = []

    def rejected(self, call: Call, problems: list[Problem]) -> ApiError:
        """Records it; the error to raise."""
        self.bad.append(Rejected(call.method, call.route, call.body, problems))
        return invalid_form(problems)

    def message(self, call: Call, body: Json) -> None:
        """A new message."""

    def edit(self, call: Call, body: Json, message: Message) -> None:
        """A change of `message`."""

    def callback(self, call: Call, kind: Callback, data: Json, source: Message | None) -> None:
        """A response to an interaction."""

    def commands(self, call: Call, bodies: list[Json]) -> None:
        """Definitions of commands."""

    def sent(self, message: Message, allowed: Json | None, reply_to: Message | None) -> None:
        """A message that people may be notified of."""
        self.pings += pings(self.world, message, allowed, reply_to)
        self.disguised += disguises(message)

    def edited(self, message: Message) -> None:
        """A message that changed: nobody is notified."""
        self.disguised += disguises(message)
