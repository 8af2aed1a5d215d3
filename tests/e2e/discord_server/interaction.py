"""What a person did, and all that the bot made of it, with times."""

from dataclasses import dataclass, field
from typing import Any

from tests.e2e.discord_server.constants import Callback, Code, InteractionType, Json
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel, Guild, User
from tests.e2e.discord_server.waiting import Signal

DEFERRED = (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE)


@dataclass(eq=False)
class Interaction:
    """One use of a command, button, select or form. Times are of the event loop's clock, in seconds."""

    id: int
    token: str
    type: InteractionType
    payload: Json
    user: User
    channel: Channel
    guild: Guild | None
    dispatched: float
    message: Message | None = None  # the message whose component was used
    acknowledged: float | None = None
    answered_at: float | None = None  # when something to read was there: not a deferral
    callback: Json | None = None  # the accepted one: {"type": ..., "data": ...}
    callbacks: int = 0  # how often the bot tried
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    edits: list[Json] = field(default_factory=list)  # bodies of edits of the original, oldest first
    signal: Signal = field(default_factory=Signal)  # its own: a thousand may be waited for at once

    @property
    def kind(self) -> Callback | None:
        return Callback(self.callback["type"]) if self.callback else None

    @property
    def deferred(self) -> bool:
        return self.kind in DEFERRED

    @property
    def ephemeral(self) -> bool:
        return self.original is not None and self.original.ephemeral

    @property
    def data(self) -> Json:
        """The `data` of the callback: a message, choices, or a form."""
        return (self.callback or {}).get("data") or {}

    @property
    def choices(self) -> list[Json]:
        """What autocompletion offers."""
        return list(self.data.get("choices") or [])

    @property
    def modal(self) -> Json:
        """The form that was opened."""
        assert self.kind is Callback.MODAL, f"no form but {self.kind!r}"
        return self.data

    @property
    def text(self) -> str:
        """All that the original response and the follow-ups say."""
        messages = [self.original, *self.followups]
        return "\n".join(one.text for one in messages if one is not None and not one.deleted)

    @property
    def seconds_to_acknowledge(self) -> float:
        assert self.acknowledged is not None, "not acknowledged"
        return self.acknowledged - self.dispatched

    @property
    def seconds_to_answer(self) -> float:
        assert self.answered_at is not None, "not answered"
        return self.answered_at - self.dispatched

    async def acknowledgement(self, timeout: float = 3.0) -> Json:  # noqa: ASYNC109
        """The callback. Raises TimeoutError."""
        return await self.signal.wait(lambda: self.callback, timeout, f"a callback to {self}")

    async def answered(self, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """The first message to read: the original response, or after a deferral its edit or a follow-up.

        For a button that changes its message, that message. Raises TimeoutError.
        """

        def question() -> Message | None:
            if self.answered_at is None:
                return None
            return self.original or (self.followups[0] if self.followups else None)

        return await self.signal.wait(question, timeout, f"an answer to {self}")

    async def followup(self, number: int = 1, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """The follow-up of that number, counted from 1. Raises TimeoutError."""

        def question() -> Message | None:
            return self.followups[number - 1] if len(self.followups) >= number else None

        return await self.signal.wait(question, timeout, f"follow-up {number} to {self}")

    def __str__(self) -> str:
        data: dict[str, Any] = self.payload["data"]
        return f"{self.type.name.lower()} {data.get('name') or data.get('custom_id')!r} of {self.user.name}"

    def check_callback(self, now: float, seconds: float) -> None:
        """Raises what Discord answers to a callback that is late or one too many."""
        if self.callback is not None:
            raise ApiError(400, Code.ALREADY_ACKNOWLEDGED, "Interaction has already been acknowledged.")
        if now - self.dispatched > seconds:
            raise ApiError(404, Code.UNKNOWN_INTERACTION, "Unknown interaction")

    def check_webhook(self, now: float, seconds: float) -> None:
        """Raises what Discord answers to a follow-up that comes too early or too late."""
        if self.callback is None:
            raise ApiError(404, Code.UNKNOWN_WEBHOOK, "Unknown Webhook")
        if now - self.dispatched > seconds:
            raise ApiError(401, Code.INVALID_WEBHOOK_TOKEN, "Invalid Webhook Token")
