"""Interactions of the local Discord, answered by a real discord.py client."""

from typing import Any

import pytest

from tests.e2e.discord_client import Client, running
from tests.e2e.discord_library import library
from tests.e2e.discord_server import (
    Callback,
    DiscordServer,
    Guild,
    Permission,
    Upload,
    User,
    Value,
)
from tests.e2e.discord_server.constants import InteractionType


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


@pytest.fixture(name="client", autouse=True)
async def fixture_client(server: DiscordServer, guild: Guild) -> Any:
    async with running(server, library()) as client:
        yield client


async def test_options_of_every_kind(server: DiscordServer, guild: Guild, rahma: User) -> None:
    general, newsroom = guild.channels.values()
    file = Upload("a.txt", b"text")
    asked = await server.slash(
        "ask",
        {"question": "siapa?", "user": rahma, "channel": newsroom, "file": file, "from": 4},
        user=rahma,
        channel=general,
    )
    message = await asked.answered()
    kind = "('text/plain; charset=utf-8', 4)"
    assert message.text == f"siapa?|rahma|newsroom|text|{kind}|4|id|id"
    assert asked.kind is Callback.MESSAGE
    assert asked.seconds_to_acknowledge <= asked.seconds_to_answer < 3
    assert general.last is message
    assert not server.rejected


async def test_in_a_direct_channel(server: DiscordServer, rahma: User) -> None:
    asked = await server.slash("ask", {"question": "?"}, user=rahma, channel=server.dm(rahma), locale="en-GB")
    assert (await asked.answered()).text == "?|None|None|None|None|1|en-GB|None"


async def test_what_a_client_would_not_send(server: DiscordServer, guild: Guild, rahma: User) -> None:
    general = guild.channel("general")
    wrong: list[tuple[str, dict[str, Value]]] = [
        ("answer", {}),
        ("ask", {}),
        ("ask", {"question": 5}),
        ("ask", {"question": "?", "other": "?"}),
        ("ask", {"question": "?", "from": 10}),
        ("article", {}),
        ("article remove", {}),
    ]
    for name, options in wrong:
        with pytest.raises(LookupError):
            await server.slash(name, options, user=rahma, channel=general)
    assert not server.interactions


async def test_commands_that_are_not_shown(server: DiscordServer, guild: Guild, rahma: User) -> None:
    general = guild.channel("general")
    with pytest.raises(PermissionError):
        await server.slash("setup", user=rahma, channel=general)
    with pytest.raises(PermissionError):
        await server.slash("setup", user=rahma, channel=server.dm(rahma))
    forced = await server.slash("setup", user=rahma, channel=general, force=True)
    assert (await forced.answered()).text == "False"
    server.member(guild, rahma, Permission.MANAGE_GUILD)
    shown = await server.slash("setup", user=rahma, channel=general)
    assert (await shown.answered()).text == "True"
    assert shown.ephemeral
    assert not general.messages
    assert not server.unanswered


async def test_completion(server: DiscordServer, guild: Guild, rahma: User) -> None:
    typed = await server.autocomplete(
        "ask", "question", "siapa", user=rahma, channel=guild.channel("general")
    )
    await typed.acknowledgement()
    assert [one["name"] for one in typed.choices] == ["siapa 0", "siapa 1", "siapa 2"]
    with pytest.raises(LookupError):
        await server.autocomplete("ask", "user", "r", user=rahma, channel=guild.channel("general"))


async def test_a_form(server: DiscordServer, guild: Guild, rahma: User) -> None:
    opened = await server.slash("article add", user=rahma, channel=guild.channel("general"))
    await opened.acknowledgement()
    assert opened.modal["title"] == "Add"
    file = Upload("a.txt", b"in it")
    sent = await server.submit_modal(opened, {"text": "words", "language": ["id"], "file": [file]})
    assert (await sent.answered()).text == "words ['id'] ['a.txt=in it']"
    assert sent.type is InteractionType.MODAL_SUBMIT
    for values in ({"text": "w"}, {"text": "words"}, {"other": "words"}):
        with pytest.raises(LookupError):
            await server.submit_modal(opened, {**values})
    assert not server.rejected


async def test_a_card(server: DiscordServer, guild: Guild, rahma: User) -> None:
    shown = await server.slash("card", user=rahma, channel=guild.channel("general"))
    message = await shown.answered()
    assert [one["label"] for one in message.buttons] == ["Change", "Form"]
    assert len({one["id"] for one in message.components}) == len(message.components)
    opened = await server.press(message, "form:1", user=rahma)
    await opened.acknowledgement()
    filled = await server.submit_modal(opened, {"text": "words", "language": ["id"]})
    assert filled.message is message
    await filled.answered()
    chosen = await server.select(message, "menu", ["id", "en"], user=rahma)
    assert (await chosen.answered()).text == "id en"
    assert chosen.ephemeral
    with pytest.raises(LookupError, match="does not see"):
        await server.press(await chosen.answered(), "any", user=server.user("another"))
    with pytest.raises(LookupError):
        await server.select(message, "menu", ["fr"], user=rahma)
    pressed = await server.press(message, "change", user=rahma)
    assert (await pressed.answered()) is message
    assert message.text == "after"
    with pytest.raises(LookupError):
        await server.press(message, "change", user=rahma)
    assert not server.rejected


async def test_a_message_menu(server: DiscordServer, guild: Guild, rahma: User) -> None:
    # The content of a message that somebody clicks is shown to a bot without the intent for it.
    said = await server.say(guild.channel("general"), rahma, "Pasar dibuka.", files=[Upload("a.md", b"")])
    kept = await server.context_menu("Add to library", said, user=rahma)
    assert (await kept.answered()).text == "kept 'Pasar dibuka.' ['a.md']"


async def test_a_rejected_body(server: DiscordServer, guild: Guild, rahma: User) -> None:
    asked = await server.slash("wrong", user=rahma, channel=guild.channel("general"))
    assert (await asked.answered()).text == "right"
    assert (await asked.followup()).text == "400 50035"
    assert [body["content"] for body in asked.edits] == ["right"]
    [rejected] = server.rejected
    assert str(rejected).startswith("PATCH /webhooks/")
    assert rejected.problems[0].path == "content"


async def test_synced_commands(server: DiscordServer, client: Client) -> None:
    names = [(one["name"], one["type"]) for one in server.commands]
    assert ("article", 1) in names
    assert ("Add to library", 3) in names
    assert (len(server.applications.syncs), server.applications.created) == (1, 6)
    before = {one["name"]: one["id"] for one in server.commands}
    await client.tree.sync()
    assert {one["name"]: one["id"] for one in server.commands} == before
    assert (len(server.applications.syncs), server.applications.created) == (2, 6)
    assert [one.name for one in await client.tree.fetch_commands()] == [
        one["name"] for one in server.commands
    ]
