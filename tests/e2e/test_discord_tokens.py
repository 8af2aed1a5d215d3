"""Callbacks and follow-ups by bare requests: discord.py itself would not make these mistakes."""

import asyncio
from typing import Any

import pytest

from tests.e2e.discord_client import request
from tests.e2e.discord_server import (
    DiscordServer,
    Guild,
    Interaction,
    Json,
    MessageFlag,
    Permission,
    User,
)


@pytest.fixture(name="server")
async def fixture_server() -> Any:
    async with DiscordServer() as server:
        yield server


@pytest.fixture(name="guild")
def fixture_guild(server: DiscordServer) -> Guild:
    return server.guild("Kabar", channels=["general", "newsroom"], locale="id")


@pytest.fixture(name="rahma")
def fixture_rahma(server: DiscordServer) -> User:
    return server.user("rahma", locale="id")


@pytest.fixture(name="asked")
async def fixture_asked(server: DiscordServer, guild: Guild, rahma: User) -> Interaction:
    """An interaction that nobody has answered."""
    command = {"name": "card", "description": "A card"}
    await request(server, "POST", f"/applications/{server.bot.id}/commands", command)
    return await server.slash("card", user=rahma, channel=guild.channel("general"))


def callback(asked: Interaction) -> str:
    return f"/interactions/{asked.id}/{asked.token}/callback"


def webhook(server: DiscordServer, asked: Interaction, rest: str = "") -> str:
    return f"/webhooks/{server.bot.id}/{asked.token}{rest}"


HELLO: Json = {"type": 4, "data": {"content": "hello"}}


async def test_a_second_callback(server: DiscordServer, asked: Interaction) -> None:
    first = await request(server, "POST", callback(asked) + "?with_response=true", HELLO)
    assert first.status == 200
    assert first.body["resource"]["message"]["content"] == "hello"
    assert first.body["interaction"]["response_message_id"] == first.body["resource"]["message"]["id"]
    second = await request(server, "POST", callback(asked), HELLO)
    assert (second.status, second.code) == (400, 40060)
    assert asked.callbacks == 2


async def test_a_late_callback(server: DiscordServer, asked: Interaction) -> None:
    server.callbacks.acknowledge_within = 0.05
    await asyncio.sleep(0.1)
    late = await request(server, "POST", callback(asked), HELLO)
    assert (late.status, late.code) == (404, 10062)
    wrong = await request(server, "POST", callback(asked).replace(str(asked.id), "1"), HELLO)
    assert (wrong.status, wrong.code) == (404, 10062)


async def test_the_webhook(server: DiscordServer, asked: Interaction) -> None:
    early = await request(server, "POST", webhook(server, asked), {"content": "early"})
    assert (early.status, early.code) == (404, 10015)
    flags = int(MessageFlag.EPHEMERAL)
    deferred = await request(server, "POST", callback(asked), {"type": 5, "data": {"flags": flags}})
    assert deferred.status == 204
    assert asked.original is not None
    assert asked.original.loading
    with pytest.raises(TimeoutError, match="an answer to command 'card' of rahma"):
        await asked.answered(timeout=0.01)
    assert server.unanswered == [asked]
    # As documented, the first follow-up of a deferral is the answer, and stays as private as it was.
    told = await request(server, "POST", webhook(server, asked), {"content": "answer", "flags": 0})
    assert told.body["id"] == str(asked.original.id)
    assert (asked.original.text, asked.ephemeral, asked.original.loading) == ("answer", True, False)
    more = await request(server, "POST", webhook(server, asked), {"content": "more"})
    place = webhook(server, asked, f"/messages/{more.body['id']}")
    assert (await request(server, "PATCH", place, {"content": "less"})).body["content"] == "less"
    assert asked.text == "answer\nless"
    assert (await request(server, "DELETE", place)).status == 204
    assert (await request(server, "GET", place)).code == 10008
    original = webhook(server, asked, "/messages/@original")
    assert (await request(server, "GET", original)).body["content"] == "answer"
    hidden = await request(server, "GET", f"/channels/{asked.channel.id}/messages/{asked.original.id}")
    assert hidden.code == 10008
    server.callbacks.token_seconds = 0.0
    expired = await request(server, "PATCH", original, {"content": "too late"})
    assert (expired.status, expired.code) == (401, 50027)


@pytest.mark.parametrize("kind", [0, 1, 6, 7, 8, 99])
async def test_answers_that_do_not_fit(server: DiscordServer, asked: Interaction, kind: int) -> None:
    said = await request(server, "POST", callback(asked), {"type": kind, "data": {"content": "c"}})
    assert (said.status, said.code) == (400, 50035)
    assert server.rejected
    assert asked.callback is None


async def test_the_shape_of_an_interaction(server: DiscordServer, asked: Interaction, guild: Guild) -> None:
    said = asked.payload
    assert (said["locale"], said["guild_locale"], said["context"], said["version"]) == ("id", "id", 0, 1)
    assert said["authorizing_integration_owners"] == {"0": str(guild.id)}
    assert said["entitlements"] == []
    assert int(said["app_permissions"]) & Permission.SEND_MESSAGES
    assert not int(said["member"]["permissions"]) & Permission.MANAGE_GUILD
    assert said["member"]["user"]["id"] == str(asked.user.id)
    assert said["data"] == {"id": said["data"]["id"], "name": "card", "type": 1}
    assert "user" not in said
