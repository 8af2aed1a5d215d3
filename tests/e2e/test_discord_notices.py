"""Whom a message of the bot notifies, and links that are not what they say."""

import pytest

from tests.e2e.discord_client import request
from tests.e2e.discord_server import DiscordServer, Json, Permission
from tests.e2e.discord_server.nouns import Role

NONE: Json = {"parse": []}
V2: Json = {"flags": 1 << 15}


@pytest.mark.parametrize(
    ("content", "allowed", "pinged"),
    [
        ("nobody", None, []),
        ("<@{rahma}>", None, ["<@{rahma}>"]),
        ("<@!{rahma}> and <@{rahma}>", None, ["<@{rahma}>"]),
        ("<@{rahma}>", NONE, []),
        ("<@{rahma}>", {"parse": ["users"]}, ["<@{rahma}>"]),
        ("<@{rahma}>", {"users": ["{rahma}"]}, ["<@{rahma}>"]),
        ("<@{rahma}>", {"users": ["1"]}, []),
        ("<@1>", None, []),
        ("`<@{rahma}>`", None, ["<@{rahma}>"]),
        ("<@&{open}> <@&{shut}>", None, ["<@&{open}>"]),
        ("<@&{open}>", {"parse": ["users"]}, []),
        ("@everyone", None, []),
    ],
)
@pytest.mark.parametrize("card", [False, True])
async def test_pings(content: str, allowed: Json | None, pinged: list[str], card: bool) -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        roles = [Role(11, "open", mentionable=True), Role(12, "shut")]
        guild.roles += roles
        names = {"{rahma}": str(server.user("rahma").id), "{open}": "11", "{shut}": "12"}

        def named(text: str) -> str:
            for name, number in names.items():
                text = text.replace(name, number)
            return text

        body: Json = V2 | {"components": [{"type": 10, "content": named(content)}]}
        if not card:
            body = {"content": named(content)}
        if allowed is not None:
            body["allowed_mentions"] = {key: [named(one) for one in value] for key, value in allowed.items()}
        said = await request(server, "POST", f"/channels/{guild.channel('general').id}/messages", body)
        assert said.status == 200
        assert [one.whom for one in server.pings] == [named(one) for one in pinged]


async def test_everyone_and_replies() -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        channel = guild.channel("general")
        rahma = server.user("rahma")
        said = await server.say(channel, rahma, "hello")
        server.member(guild, server.bot, Permission.MENTION_EVERYONE)
        reference = {"message_reference": {"message_id": str(said.id)}}
        for body in (
            {"content": "@here", "allowed_mentions": NONE},
            {"content": "@here"},
            {"content": "c", "allowed_mentions": NONE, **reference},
            {"content": "c", "allowed_mentions": {"replied_user": True}, **reference},
            {"content": "c", **reference},
        ):
            assert (await request(server, "POST", f"/channels/{channel.id}/messages", body)).status == 200
        assert [one.whom for one in server.pings] == ["@everyone", rahma.mention, rahma.mention]
        assert str(server.pings[0]) == "@everyone by '@here'"


@pytest.mark.parametrize(
    ("content", "disguised"),
    [
        ("[open](https://example.org)", False),
        ("[example.org](https://example.org/a)", False),
        ("[www.example.org](<https://example.org>)", False),
        ("[bank.example](https://evil.example)", True),
        ("[https://bank.example/login](https://evil.example)", True),
        ("[**bank.example**](https://evil.example)", True),
        ("[see [1] bank.example](https://evil.example)", True),
        ("[ba\u200bnk.example](https://evil.example)", True),
        ("\\[bank.example](https://evil.example)", False),
        ("\\\\[bank.example](https://evil.example)", True),
        ("[Rp 1.500 naik 2.5](https://example.org)", False),
        ("[bank.example] (https://evil.example)", False),
        ("bank.example https://evil.example", False),
    ],
)
async def test_disguised_links(content: str, disguised: bool) -> None:
    async with DiscordServer() as server:
        channel = server.guild().channel("general")
        posted = await request(server, "POST", f"/channels/{channel.id}/messages", {"content": content})
        assert len(server.disguised) == disguised
        place = f"/channels/{channel.id}/messages/{posted.body['id']}"
        await request(server, "PATCH", place, {"content": f"{content}."})
        assert len(server.disguised) == 2 * disguised
        if disguised:
            assert str(server.disguised[0]).endswith("(https://evil.example)")


@pytest.mark.parametrize(
    ("label", "disguised"), [("Open", False), ("example.org", False), ("bank.example", True)]
)
async def test_disguised_buttons(label: str, disguised: bool) -> None:
    async with DiscordServer() as server:
        channel = server.guild().channel("general")
        button: Json = {"type": 2, "style": 5, "label": label, "url": "https://example.org/a"}
        body: Json = V2 | {"components": [{"type": 1, "components": [button]}]}
        await request(server, "POST", f"/channels/{channel.id}/messages", body)
        assert len(server.disguised) == disguised
