"""Every body is looked at before it is carried out, and every message after it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.command_rules import check_commands
from tests.e2e.discord_server.constants import Callback, Code, Json, MessageFlag
from tests.e2e.discord_server.errors import ApiError, Problem, invalid_form
from tests.e2e.discord_server.form import Form
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.message_rules import check_edit, check_message, check_not_empty
from tests.e2e.discord_server.modal_rules import check_choices, check_modal
from tests.e2e.discord_server.notices import Disguise, Ping, disguises, pings
from tests.e2e.discord_server.schema import Schema
from tests.e2e.discord_server.shapes import check_shapes
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

    def __init__(self, world: World, schema: Schema) -> None:
        self.world = world
        self.schema = schema
        self.bad: list[Rejected] = []
        self.pings: list[Ping] = []
        self.disguised: list[Disguise] = []

    def rejected(self, call: Call, problems: list[Problem]) -> ApiError:
        """Records it; the error to raise."""
        self.bad.append(Rejected(call.method, call.route, call.body, problems))
        return invalid_form(problems)

    def form(self, call: Call) -> None:
        """Any body, by Discord's own description of its API; looser than the rules, so they come after."""
        self._check(call, lambda form: form.problems.extend(self.schema.problems(call)))
        self._check(call, lambda form: check_shapes(form, call.body))

    def message(self, call: Call, body: Json) -> None:
        """A new message."""
        uploads = names(call)
        flags = int(body.get("flags") or 0)
        self._check(call, lambda form: check_message(form, body, uploads, flags))
        self._not_empty(call, body, uploads)

    def edit(self, call: Call, body: Json, message: Message) -> None:
        """A change of `message`."""
        self._check(call, lambda form: check_edit(form, body, names(call), message))
        flags = message.flags | int(body.get("flags") or 0)
        if not flags & MessageFlag.IS_COMPONENTS_V2:
            self._not_empty(call, message.data | body, names(call))

    def callback(self, call: Call, kind: Callback, data: Json, source: Message | None) -> None:
        """A response to an interaction."""
        if kind is Callback.MESSAGE:
            self.message(call, data)
        elif kind is Callback.UPDATE_MESSAGE and source is not None:
            self.edit(call, data, source)
        elif kind is Callback.MODAL:
            self._check(call, lambda form: check_modal(form, data))
        elif kind is Callback.AUTOCOMPLETE_RESULT:
            self._check(call, lambda form: check_choices(form, data))

    def commands(self, call: Call, bodies: list[Json]) -> None:
        """Definitions of commands."""
        self._check(call, lambda form: check_commands(form, bodies))

    def sent(self, message: Message, allowed: Json | None, reply_to: Message | None) -> None:
        """A message that people may be notified of."""
        self.pings += pings(self.world, message, allowed, reply_to)
        self.disguised += disguises(message)

    def edited(self, message: Message) -> None:
        """A message that changed: nobody is notified."""
        self.disguised += disguises(message)

    def _check(self, call: Call, rules: Callable[[Form], object]) -> None:
        form = Form()
        rules(form)
        if form.problems:
            raise self.rejected(call, form.problems)

    def _not_empty(self, call: Call, body: Json, uploads: dict[int, str]) -> None:
        try:
            check_not_empty(body, uploads)
        except ApiError:
            problem = Problem("", Code.EMPTY_MESSAGE.name, "Cannot send an empty message")
            self.bad.append(Rejected(call.method, call.route, call.body, [problem]))
            raise


def names(call: Call) -> dict[int, str]:
    """The files of a request by their number."""
    return {number: one.name for number, one in call.uploads.items()}
