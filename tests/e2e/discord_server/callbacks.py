"""Routes of interactions: the callback, the original response, follow-ups."""

import asyncio

from tests.e2e.discord_server.call import Answer, Call
from tests.e2e.discord_server.channels import Channels
from tests.e2e.discord_server.constants import Callback, Code, InteractionType, Json, MessageFlag
from tests.e2e.discord_server.errors import ApiError, Problem, unknown_message
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.posting import Posting
from tests.e2e.discord_server.world import World

ALLOWED = {
    InteractionType.COMMAND: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL},
    InteractionType.COMPONENT: set(Callback) - {Callback.PONG, Callback.AUTOCOMPLETE_RESULT},
    InteractionType.AUTOCOMPLETE: {Callback.AUTOCOMPLETE_RESULT},
    InteractionType.MODAL_SUBMIT: {Callback.MESSAGE, Callback.DEFERRED_MESSAGE},
}
OF_A_MESSAGE = {Callback.DEFERRED_UPDATE, Callback.UPDATE_MESSAGE}


class Callbacks:
    """What the bot answers to interactions."""

    def __init__(self, world: World, posting: Posting, channels: Channels, inspection: Inspection) -> None:
        self.world = world
        self.posting = posting
        self.channels = channels
        self.inspection = inspection
        self.acknowledge_within = 3.0  # seconds, after which an interaction is unknown
        self.token_seconds = 900.0

    # The callback

    def respond(self, call: Call) -> Answer:
        interaction = self.world.by_token.get(call.match["interaction_token"])
        if interaction is None or interaction.id != call.id("interaction_id"):
            raise ApiError(404, Code.UNKNOWN_INTERACTION, "Unknown interaction")
        interaction.callbacks += 1
        now = asyncio.get_running_loop().time()
        interaction.check_callback(now, self.acknowledge_within)
        kind = self._kind(call, interaction)
        data: Json = call.json.get("data") or {}
        self.inspection.callback(call, kind, data, interaction.message)
        interaction.callback = call.json
        interaction.acknowledged = now
        self._carry_out(call, interaction, kind, data)
        if kind not in (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE):
            interaction.answered_at = now
        self._tell(interaction)
        if not call.flag("with_response"):
            return Answer()
        return Answer(200, self._resource(interaction, kind))

    def _kind(self, call: Call, interaction: Interaction) -> Callback:
        try:
            kind = Callback(call.json.get("type", 0))
        except ValueError:
            kind = Callback.PONG
        allowed = set(ALLOWED[interaction.type])
        if interaction.type is InteractionType.MODAL_SUBMIT and interaction.message is not None:
            allowed |= OF_A_MESSAGE
        if kind not in allowed:
            problem = Problem(
                "type", "INTERACTION_CALLBACK_TYPE_INVALID", "Invalid interaction callback type"
            )
            raise self.inspection.rejected(call, [problem])
        return kind

    def _carry_out(self, call: Call, interaction: Interaction, kind: Callback, data: Json) -> None:
        if kind in (Callback.MESSAGE, Callback.DEFERRED_MESSAGE):
            flags = int(data.get("flags") or 0)
            if kind is Callback.DEFERRED_MESSAGE:
                data = {"flags": (flags & MessageFlag.EPHEMERAL) | MessageFlag.LOADING}
            interaction.original = self._say(call, interaction, data, interaction.message)
        elif kind in OF_A_MESSAGE:
            interaction.original = interaction.message
            if kind is Callback.UPDATE_MESSAGE and interaction.message is not None:
                self.posting.edit(interaction.message, data, self.channels.stored(call, interaction.channel))
                self.inspection.edited(interaction.message)

    def _say(self, call: Call, interaction: Interaction, body: Json, reply_to: Message | None) -> Message:
        ephemeral = bool(int(body.get("flags") or 0) & MessageFlag.EPHEMERAL)
        allowed = body.get("allowed_mentions")
        message = self.posting.create(
            self.world.bot,
            interaction.channel,
            body,
            files=self.channels.stored(call, interaction.channel, ephemeral=ephemeral),
            interaction=interaction,
            reply_to=reply_to,
            ping_author=False,
            quiet=ephemeral,
        )
        self.inspection.sent(message, allowed, None)
        return message

    def _resource(self, interaction: Interaction, kind: Callback) -> Json:
        said: Json = {"id": str(interaction.id), "type": int(interaction.type)}
        resource: Json = {"type": int(kind)}
        if interaction.original is not None:
            said |= {
                "response_message_id": str(interaction.original.id),
                "response_message_loading": interaction.original.loading,
                "response_message_ephemeral": interaction.ephemeral,
            }
        if interaction.original is not None and kind in (Callback.MESSAGE, Callback.UPDATE_MESSAGE):
            resource["message"] = self.channels.answer(interaction.original)
        if kind in (Callback.MODAL, Callback.AUTOCOMPLETE_RESULT):
            return {"interaction": said}
        return {"interaction": said, "resource": resource}

    # The webhook

    def follow_up(self, call: Call) -> Answer:
        interaction = self._interaction(call)
        body = call.json
        self.inspection.message(call, body)
        original = interaction.original
        if original is not None and original.loading:
            # As documented: the first follow-up of a deferred response edits it, its own flag is ignored.
            self._edit_original(call, interaction, original, body)
            return Answer(200, self.channels.answer(original))
        message = self._say(call, interaction, body, original)
        interaction.followups.append(message)
        self._answered(interaction)
        return Answer(200, self.channels.answer(message))

    def get(self, call: Call) -> Answer:
        return Answer(200, self.channels.answer(self._message(call)[1]))

    def edit(self, call: Call) -> Answer:
        interaction, message = self._message(call)
        self.inspection.edit(call, call.json, message)
        if message is interaction.original:
            self._edit_original(call, interaction, message, call.json)
        else:
            self.posting.edit(message, call.json, self.channels.stored(call, interaction.channel))
            self.inspection.edited(message)
        return Answer(200, self.channels.answer(message))

    def _edit_original(self, call: Call, interaction: Interaction, message: Message, body: Json) -> None:
        was_loading = message.loading
        message.data["flags"] = message.flags & ~MessageFlag.LOADING
        self.posting.edit(message, body, self.channels.stored(call, interaction.channel))
        interaction.edits.append(body)
        if was_loading:
            self.inspection.sent(message, body.get("allowed_mentions"), None)
        else:
            self.inspection.edited(message)
        self._answered(interaction)

    def delete(self, call: Call) -> Answer:
        _, message = self._message(call)
        self.posting.delete(message)
        return Answer()

    def _answered(self, interaction: Interaction) -> None:
        if interaction.answered_at is None:
            interaction.answered_at = asyncio.get_running_loop().time()
        self._tell(interaction)

    def _tell(self, interaction: Interaction) -> None:
        interaction.signal.changed()
        self.world.signal.changed()

    def _interaction(self, call: Call) -> Interaction:
        interaction = self.world.by_token.get(call.match["webhook_token"])
        if interaction is None or call.id("webhook_id") != self.world.bot.id:
            raise ApiError(404, Code.UNKNOWN_WEBHOOK, "Unknown Webhook")
        interaction.check_webhook(asyncio.get_running_loop().time(), self.token_seconds)
        return interaction

    def _message(self, call: Call) -> tuple[Interaction, Message]:
        """The message of the interaction that the path names. Raises 10008."""
        interaction = self._interaction(call)
        name = call.match.get("message_id", "@original")
        for message in (interaction.original, *interaction.followups):
            if message is None or message.deleted:
                continue
            if str(message.id) == name or (name == "@original" and message is interaction.original):
                return interaction, message
        raise unknown_message()
