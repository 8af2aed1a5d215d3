"""The gateway of the local Discord: sessions begin, break, are resumed, and hear what happens."""

import asyncio
import time

import discord
import pytest

from tests.e2e.discord_client import INTENTS, Client, identify, request, running, socket
from tests.e2e.discord_server import DiscordServer, Intent, Json
from tests.e2e.discord_server.constants import PRIVILEGED, Close


async def test_ready_with_a_guild() -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general", "newsroom"], locale="id")
        async with running(server, Client()) as client:
            [seen] = client.guilds
            assert (seen.name, seen.preferred_locale) == ("Kabar", discord.Locale.indonesian)
            assert [one.name for one in seen.text_channels] == ["general", "newsroom"]
            assert seen.me.id == server.bot.id
            assert seen.text_channels[0].permissions_for(seen.me).send_messages
            assert client.user is not None
            assert client.user.id == server.bot.id
            assert client.application_id == server.bot.id
            assert (await client.application_info()).id == server.bot.id
            assert (await client.fetch_guild(guild.id)).name == "Kabar"
            assert (await seen.fetch_member(guild.owner.id)).id == guild.owner.id
        assert server.gateway.identifies == 1
        assert server.gateway.heartbeats >= 1
        await server.world.signal.wait(
            lambda: not server.gateway.sessions, 5, "goodbye, so no session is left"
        )


async def test_a_hundred_guilds_with_fifty_channels() -> None:
    async with DiscordServer() as server:
        for number in range(100):
            server.guild(f"guild {number}", channels=[f"channel-{one}" for one in range(50)])
        began = time.monotonic()
        async with running(server, Client()) as client:
            assert len(client.guilds) == 100
            assert sum(len(guild.text_channels) for guild in client.guilds) == 5000
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("shards", [None, 1])
async def test_how_many_shards(shards: int | None) -> None:
    async with DiscordServer() as server:
        server.guild()
        async with running(server, Client(shards=shards)) as client:
            assert client.shard_count == 1
            assert len(client.guilds) == 1


async def test_two_shards() -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        other = 1 - (guild.id >> 22) % 2
        async with socket(server) as first, socket(server) as second:
            await first.send_json(identify(server, shard=[1 - other, 2]))
            await second.send_json(identify(server, shard=[other, 2]))
            assert [one["id"] for one in (await first.receive_json())["d"]["guilds"]] == [str(guild.id)]
            assert (await second.receive_json())["d"]["guilds"] == []
            assert (await first.receive_json())["t"] == "GUILD_CREATE"


async def test_a_bad_token() -> None:
    async with DiscordServer() as server:
        with pytest.raises(discord.LoginFailure):
            async with running(server, Client(), token="not the token"):
                pass
        assert server.rest.invalid_requests == 1


async def test_disallowed_intents() -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with DiscordServer() as server:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with running(server, Client(intents=intents)):
                pass
        assert server.gateway.closed == [(4014, "Disallowed intent(s).")]
    async with (
        DiscordServer(privileged=Intent.MESSAGE_CONTENT) as server,
        running(server, Client(intents=intents)),
    ):
        pass


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"token": "wrong"}, Close.AUTHENTICATION_FAILED),
        ({"intents": int(PRIVILEGED)}, Close.DISALLOWED_INTENTS),
        ({"intents": 1 << 40}, Close.INVALID_INTENTS),
        ({"intents": None}, Close.INVALID_INTENTS),
        ({"shard": [2, 2]}, Close.INVALID_SHARD),
        ("not JSON", Close.DECODE_ERROR),
        ("{" + " " * 5000 + "}", Close.DECODE_ERROR),
        ('{"op": 3, "d": {}}', Close.NOT_AUTHENTICATED),
        ('{"op": 77}', Close.UNKNOWN_OPCODE),
        ('{"op": 6, "d": {"token": "wrong"}}', Close.AUTHENTICATION_FAILED),
    ],
)
async def test_close_codes(payload: Json | str, code: int) -> None:
    async with DiscordServer() as server, socket(server) as plain:
        if isinstance(payload, str):
            await plain.send_str(payload)
        else:
            await plain.send_json(identify(server, **payload))
        await plain.receive(timeout=5)
        assert plain.close_code == code
        assert server.gateway.closed[0][0] == code


async def test_more_close_codes() -> None:
    async with DiscordServer() as server:
        async with socket(server, "?v=9&encoding=json") as plain:
            await plain.send_json(identify(server))
            await plain.receive(timeout=5)
            assert plain.close_code == Close.INVALID_API_VERSION
        async with socket(server) as plain:
            await plain.send_json(identify(server))
            await plain.receive_json()
            await plain.send_json(identify(server))
            await plain.receive(timeout=5)
            assert plain.close_code == Close.ALREADY_AUTHENTICATED
        async with socket(server) as plain:
            for _ in range(121):
                await plain.send_json({"op": 1, "d": None})
            while not plain.closed:
                await plain.receive(timeout=5)
            assert plain.close_code == Close.RATE_LIMITED


async def test_heartbeats() -> None:
    async with DiscordServer() as server:
        server.gateway.heartbeat_interval = 0.1
        async with socket(server) as plain:
            for _ in range(3):
                await plain.send_json({"op": 1, "d": None})
                assert (await plain.receive_json())["op"] == 11
            server.gateway.acknowledge_heartbeats = False
            await plain.send_json({"op": 1, "d": None})
            assert (await plain.receive(timeout=5)).type.name in ("CLOSE", "CLOSED")
            assert plain.close_code == Close.SESSION_TIMED_OUT
        assert server.gateway.missed_heartbeats == 1
        assert server.gateway.heartbeats == 4


async def heard(client: Client, *texts: str) -> None:
    """Waits until the client has heard these, in this order and no others."""
    for _ in range(200):
        if len(client.heard) >= len(texts):
            break
        await asyncio.sleep(0.02)
    assert [one.content for one in client.heard] == list(texts)


@pytest.mark.parametrize("way", ["gone", "closed", "reconnect"])
async def test_resume_replays_what_was_missed(way: str) -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        rahma = server.user("rahma")
        mention = server.bot.mention
        async with running(server, Client()) as client:
            await server.say(guild.channel("general"), rahma, f"{mention} one")
            await heard(client, f"{mention} one")
            if way == "reconnect":
                server.ask_to_reconnect()
            else:
                server.drop(None if way == "gone" else 4000)
                await server.say(guild.channel("general"), rahma, f"{mention} two")
            await server.resumed()
            if way == "reconnect":
                await server.say(guild.channel("general"), rahma, f"{mention} two")
            await heard(client, f"{mention} one", f"{mention} two")
            assert server.gateway.identifies == 1
            assert server.gateway.replayed == (0 if way == "reconnect" else 1)


async def test_a_resume_may_deliver_twice() -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        rahma = server.user("rahma")
        mention = server.bot.mention
        server.faults.duplicates_after_resume = 1
        async with running(server, Client()) as client:
            await server.say(guild.channel("general"), rahma, f"{mention} one")
            await heard(client, f"{mention} one")
            server.drop()
            await server.resumed()
            await heard(client, f"{mention} one", f"{mention} one")


async def test_dropped_at_every_third_event() -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        rahma = server.user("rahma")
        async with running(server, Client()) as client:
            fault = server.faults.drop(every=3, count=5)
            texts = [f"{server.bot.mention} {number}" for number in range(20)]
            for text in texts:
                await server.say(guild.channel("general"), rahma, text)
            await heard(client, *texts)
            assert fault.struck == 5
            assert server.gateway.resumes == 5


async def test_invalid_sessions() -> None:
    async with DiscordServer() as server:
        server.guild()
        server.gateway.resumable = False
        async with running(server, Client()):
            server.drop()
            await server.identified(2)
            await server.ready()
            assert server.gateway.resumes == 0


async def test_an_invalidated_session() -> None:
    async with DiscordServer() as server:
        server.guild()
        async with running(server, Client()):
            server.invalidate()
            await server.identified(2)


async def test_guilds_come_and_go() -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["general", "newsroom"])
        async with running(server, Client()) as client:
            client.events.clear()
            server.outage(guild)
            server.recover(guild)
            joined = server.guild("Berita")
            server.delete_channel(guild.channel("newsroom"))
            server.remove_guild(joined)
            for _ in range(100):
                if len(client.events) >= 5:
                    break
                await asyncio.sleep(0.02)
            assert client.events == [
                "lost Kabar",
                "has Kabar",
                "joined Berita",
                "deleted newsroom",
                "left Berita",
            ]
            assert [one.name for one in client.guilds[0].text_channels] == ["general"]
            gone = await request(server, "GET", f"/guilds/{joined.id}")
            assert (gone.status, gone.code) == (404, 10004)


async def test_members_are_sent_when_asked_for() -> None:
    intents = discord.Intents(guilds=True, members=True)
    async with DiscordServer(privileged=Intent.GUILD_MEMBERS) as server:
        guild = server.guild()
        server.member(guild, server.user("rahma"))
        async with running(server, Client(intents=intents)) as client:
            assert {one.name for one in client.guilds[0].members} >= {"Warta", "rahma"}


async def test_messages_need_their_intent() -> None:
    async with DiscordServer() as server:
        guild = server.guild()
        rahma = server.user("rahma")
        async with running(server, Client(intents=discord.Intents(guilds=True, dm_messages=True))) as client:
            await server.say(guild.channel("general"), rahma, server.bot.mention)
            await server.say(server.dm(rahma), rahma, "to the bot alone")
            await heard(client, "to the bot alone")


async def test_a_server_that_goes_away_comes_back() -> None:
    async with DiscordServer() as server, socket(server) as plain:
        url = server.url
        await server.stop()
        await plain.receive(timeout=5)
        with pytest.raises(OSError, match="onnect"):
            await request(server, "GET", "/gateway")
        await server.start()
        assert server.url == url
        assert (await request(server, "GET", "/gateway")).status == 200


def test_intents_of_clients() -> None:
    assert INTENTS.value == Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES
