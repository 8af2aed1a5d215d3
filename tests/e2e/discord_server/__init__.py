"""A Discord of one's own: a real HTTP and WebSocket server on 127.0.0.1 for unmodified clients.

    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general", "newsroom"], locale="id")
        rahma = server.user("rahma", locale="id")
        editor = server.user("editor")
        server.member(guild, editor, Permission.MANAGE_GUILD)

        # start the bot with WARTA_TOKEN=server.token and WARTA_DISCORD_API=server.url, then
        await server.ready()       # a session is on the gateway
        # or server.identified(2) after a restart, server.resumed(1) after a drop
        await server.synced()      # server.commands: what it registered; server.applications.syncs: every PUT

        forum = server.channel(guild, "forum", ChannelType.FORUM)      # server.threads.of(forum): its posts
        thread = server.threads.make(general, "a thread")             # thread.archived, thread.locked

        # A command, "article add" for a subcommand. Options are checked against what the bot synced; a User,
        # Channel, Role or Upload("a.txt", b"...") is sent as its id and resolved.
        general = guild.channel("general")
        asked = await server.slash("ask", {"question": "who?"}, user=rahma, channel=general)
        await asked.acknowledgement(timeout=3)    # TimeoutError says what did not happen
        message = await asked.answered(timeout=5) # never the "thinking" of a deferral
        asked.kind, asked.deferred, asked.ephemeral, asked.seconds_to_acknowledge, asked.seconds_to_answer
        asked.original, asked.followups, asked.edits, asked.callbacks, asked.text
        message.text, message.components, message.buttons, message.data

        more = await server.press(message, "More", user=rahma)   # custom_id, label, or start of a custom_id
        chosen = await server.select(message, "lang", ["id"], user=rahma)
        typed = await server.autocomplete("ask", "question", "who", user=rahma, channel=general)
        await typed.acknowledgement(), typed.choices
        form = await server.slash("article add", user=editor, channel=guild.channel("newsroom"))
        await form.acknowledgement()
        sent = await server.submit_modal(form, {"text": "..."})     # form.modal is the form
        added = await server.context_menu("Add to library", message, user=editor)

        said = await server.say(general, rahma, f"{server.bot.mention} who?", files=[Upload(...)])
        answer = await server.reply(said)                 # the bot's reply to it
        await server.say(server.dm(rahma), rahma, "who?") # in DMs reply() takes what simply follows
        await server.say(answer.channel, rahma, "when?", reply_to=answer)
        await server.edit(said, "who else?"); await server.delete(said); await server.delete(one, other)
        await server.react(said, rahma, editor); await server.unreact(said, rahma)

        server.replies(said)                              # all of them: a question is answered once

        assert not server.rejected and not server.pings and not server.disguised and not server.unanswered

Going wrong:

        server.drop(); server.drop(code=4000); server.ask_to_reconnect(); server.invalidate()
        server.gateway.resumable = False; server.gateway.acknowledge_heartbeats = False
        server.faults.add("POST /channels/*/messages", status=503, count=2)
        server.faults.add("*", reset=True, probability=0.1)  # after=True: the work was done
        server.faults.add("*", retry_after=0.2, count=1); server.faults.add("PATCH *", delay=1.0)
        server.faults.add("POST /channels/*/messages", code=50013)
        server.faults.drop(every=10, count=5)                       # the gateway, at every tenth event
        server.faults.duplicates_after_resume = 3
        server.deny(channel, Permission.SEND_MESSAGES); server.delete_channel(channel)
        server.channels.forget_nonces()                             # the past few minutes are over
        server.outage(guild); server.recover(guild); server.remove_guild(guild); server.guild("a new one")
        await server.stop(); await server.start()                   # the same port, everything still there
        server.rest.limits["POST /channels/{channel_id}/messages"] = (5, 5.0)

To look at: server.rest.log (every request), server.gateway.identifies, resumes, heartbeats,
missed_heartbeats and closed, server.rest.invalid_requests, server.applications.created, general.messages.

`pings` counts what would really notify: "@everyone" only where the bot may, so tests of hostile text let it:
`server.member(guild, server.bot, Permission.MENTION_EVERYONE)`.

An interaction is unknown (10062) unless acknowledged within `server.callbacks.acknowledge_within`, 3 s.
"""

from tests.e2e.discord_server.constants import (
    Callback,
    Code,
    Component,
    Intent,
    Json,
    MessageFlag,
    Permission,
)
from tests.e2e.discord_server.files import Upload
from tests.e2e.discord_server.interaction import Interaction
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel, Guild, User
from tests.e2e.discord_server.payloads import Value
from tests.e2e.discord_server.server import DiscordServer

__all__ = [
    "Callback",
    "Channel",
    "Code",
    "Component",
    "DiscordServer",
    "Guild",
    "Intent",
    "Interaction",
    "Json",
    "Message",
    "MessageFlag",
    "Permission",
    "Upload",
    "User",
    "Value",
]
