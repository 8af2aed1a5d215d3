"""Which route leads where."""

from typing import TYPE_CHECKING

from aiohttp import web

from tests.e2e.discord_server.call import Answer, Call
from tests.e2e.discord_server.constants import API, Code
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.rest import Handler

if TYPE_CHECKING:
    from tests.e2e.discord_server.server import DiscordServer

COMMANDS = ("/applications/{application_id}", "/applications/{application_id}/guilds/{guild_id}")
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


def with_bot_token(server: "DiscordServer") -> dict[str, Handler]:
    """Routes for which the bot's token is needed."""
    channels, applications, threads = server.channels, server.applications, server.threads
    routes: dict[str, Handler] = {
        "GET /users/@me": applications.me,
        "GET /oauth2/applications/@me": applications.application,
        "GET /applications/@me": applications.application,
        "GET /gateway/bot": applications.gateway_bot,
        "GET /channels/{channel_id}": channels.channel,
        "PATCH /channels/{channel_id}": threads.edit,
        "POST /channels/{channel_id}/threads": threads.create,
        "GET /channels/{channel_id}/threads/archived/public": threads.archived,
        "GET /guilds/{guild_id}/threads/active": threads.active,
        "POST /channels/{channel_id}/typing": channels.type,
        "GET /channels/{channel_id}/messages": channels.history,
        "POST /channels/{channel_id}/messages": channels.create,
        f"GET {MESSAGE}": channels.get,
        f"PATCH {MESSAGE}": channels.edit,
        f"DELETE {MESSAGE}": channels.delete,
        "POST /users/@me/channels": channels.open_dm,
        "GET /users/@me/guilds": channels.guilds,
        "GET /users/{user_id}": channels.user,
        "DELETE /users/@me/guilds/{guild_id}": channels.leave,
        "GET /guilds/{guild_id}": channels.guild,
        "GET /guilds/{guild_id}/channels": channels.guild_channels,
        "GET /guilds/{guild_id}/members/{user_id}": channels.member,
    }
    for base in COMMANDS:
        routes |= {
            f"GET {base}/commands": applications.known,
            f"PUT {base}/commands": applications.replace,
            f"POST {base}/commands": applications.create,
            f"GET {base}/commands/{{command_id}}": applications.get,
            f"PATCH {base}/commands/{{command_id}}": applications.edit,
            f"DELETE {base}/commands/{{command_id}}": applications.delete,
        }
    return routes


def without_token(server: "DiscordServer") -> dict[str, Handler]:
    """Routes that are open, or whose path holds a token."""
    callbacks = server.callbacks
    return {
        "GET /gateway": server.applications.gateway_url,
        f"POST {CALLBACK}": callbacks.respond,
        f"POST {WEBHOOK}": callbacks.follow_up,
        # "@original" is a message_id like any other to these.
        f"GET {WEBHOOK}/messages/{{message_id}}": callbacks.get,
        f"PATCH {WEBHOOK}/messages/{{message_id}}": callbacks.edit,
        f"DELETE {WEBHOOK}/messages/{{message_id}}": callbacks.delete,
    }


def add_routes(app: web.Application, server: "DiscordServer") -> None:
    """All of them: the gateway, the content network, the API."""
    tokens, opened = with_bot_token(server), without_token(server)
    server.inspection.schema.prepare([*tokens, *opened])
    app.router.add_get("/", server.gateway.connect)
    app.router.add_get("/attachments/{channel_id}/{file_id}/{name}", server.download)
    for known, everybody in ((tokens, False), (opened, True)):
        for name, handler in known.items():
            method, path = name.split(" ")
            server.rest.route(app, method, path, handler, open_to_all=everybody)
    server.rest.route(app, "*", "/{rest:.*}", unknown, open_to_all=False)


def unknown(call: Call) -> Answer:
    """A route that this server does not have is one that nobody should call without adding it here."""
    raise ApiError(404, Code.GENERAL, f"404: Not Found ({call.method} {API}{call.path})")
