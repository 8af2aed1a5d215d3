"""Messages of the local Discord: sent once, seen by whom they may be, refused as Discord refuses."""

import asyncio
import time
from typing import Any

import aiohttp
import discord
import pytest

from tests.e2e.discord_client import Client, Said, request, running
from tests.e2e.discord_server import Channel, DiscordServer, Guild, Intent, Json, Permission, Upload, User


@pytest.fixture(name="server")
async def fixture_server() -> Any:
    async with DiscordServer() as server:
        yield server


@pytest.fixture(name="guild")
def fixture_guild(server: DiscordServer) -> Guild:
    return server.guild("Kabar", channels=["general"])


@pytest.fixture(name="channel")
def fixture_channel(guild: Guild) -> Channel:
    return guild.channel("general")


@pytest.fixture(name="rahma")
def fixture_rahma(server: DiscordServer) -> User:
    return server.user("rahma")


def place(client: Client, channel: Channel) -> discord.TextChannel:
    found = client.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_a_nonce_is_sent_once(server: DiscordServer, channel: Channel) -> None:
    async with running(server, Client()) as client:
        first = await place(client, channel).send("news", nonce="digest-1")
        again = await place(client, channel).send("news", nonce="digest-1")
        other = await place(client, channel).send("news", nonce="digest-2")
        assert first.id == again.id != other.id
        assert len(channel.messages) == 2
        free = {"content": "news", "nonce": "digest-1"}  # without enforce_nonce it is only a label
        assert (await request(server, "POST", f"/channels/{channel.id}/messages", free)).body["id"] != str(
            first.id
        )


async def test_a_message_lives(server: DiscordServer, channel: Channel) -> None:
    async with running(server, Client()) as client:
        there = place(client, channel)
        message = await there.send("one", file=discord.File(__file__, "test.py"))
        assert (await message.attachments[0].read()).startswith(b'"""Messages of the local Discord')
        assert (message.attachments[0].content_type or "").startswith("text/x-python")
        await message.edit(content="two", attachments=[])
        fetched = await there.fetch_message(message.id)
        assert (fetched.content, fetched.attachments, fetched.edited_at is not None) == ("two", [], True)
        more = [await there.send(str(number)) for number in range(5)]
        assert [one.content async for one in there.history(limit=3)] == ["4", "3", "2"]
        assert [one.content async for one in there.history(after=more[2])] == ["3", "4"]
        assert [one.content async for one in there.history(before=more[1])] == ["0", "two"]
        assert len([one async for one in there.history(around=more[2], limit=3)]) == 3
        await message.delete()
        with pytest.raises(discord.NotFound) as caught:
            await there.fetch_message(message.id)
        assert caught.value.code == 10008
        async with there.typing():
            pass
        assert server.channels.typing == [channel]
    assert not server.rejected


async def test_a_reply(server: DiscordServer, channel: Channel, rahma: User) -> None:
    client = Client()

    @client.listen("on_message")
    async def answer(message: discord.Message) -> None:
        if client.user in message.mentions:
            assert message.reference is None or isinstance(message.reference.resolved, discord.Message)
            await message.reply(f"heard {message.content[-4:]}")

    async with running(server, client):
        said = await server.say(channel, rahma, f"{server.bot.mention} who?")
        first = await server.reply(said)
        assert first.text == "heard who?"
        follow = await server.say(channel, rahma, "and when", reply_to=first)
        assert (await server.reply(follow)).text == "heard when"
        quiet = await server.say(channel, rahma, "nothing", reply_to=first, ping=False)
        with pytest.raises(TimeoutError, match="a reply to 'nothing'"):
            await server.reply(quiet, timeout=0.2)
        assert [len(server.replies(one)) for one in (said, follow, quiet)] == [1, 1, 0]
        assert not server.pings


async def test_a_file_may_lie_about_its_size(server: DiscordServer, channel: Channel, rahma: User) -> None:
    async with running(server, Client()) as client:
        file = Upload("a.txt", b"12345", claims=1)
        said = await server.say(channel, rahma, server.bot.mention, files=[file])
        seen = await place(client, channel).fetch_message(said.id)
        assert seen.attachments[0].size == 1
        assert await seen.attachments[0].read() == b"12345"
        assert [one.name async for one in client.fetch_guilds()] == ["Kabar"]


async def test_what_is_seen_without_the_intent(server: DiscordServer, channel: Channel, rahma: User) -> None:
    async with running(server, Client()) as client:
        file = Upload("a.txt", b"a")
        hidden = await server.say(channel, rahma, "not for the bot", files=[file])
        told = await server.say(channel, rahma, f"{server.bot.mention} for the bot", files=[file])
        await server.say(server.dm(rahma), rahma, "alone")
        for _ in range(100):
            if len(client.heard) == 3:
                break
            await asyncio.sleep(0.02)
        assert [one.content for one in client.heard] == ["", told.content, "alone"]
        assert [len(one.attachments) for one in client.heard] == [0, 1, 0]
        there = place(client, channel)
        assert (await there.fetch_message(hidden.id)).content == ""
        assert (await there.send("own")).content == "own"
    server.gateway.privileged = Intent.MESSAGE_CONTENT
    intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
    async with running(server, Client(intents=intents)) as client:
        assert (await place(client, channel).fetch_message(hidden.id)).content == "not for the bot"


async def test_direct_messages(server: DiscordServer, rahma: User) -> None:
    closed = server.user("closed", dms_closed=True)
    async with running(server, Client()) as client:
        user = await client.fetch_user(rahma.id)
        assert (await user.send("hello")).content == "hello"
        assert server.dm(rahma).last.text == "hello"
        with pytest.raises(discord.Forbidden) as caught:
            await (await client.fetch_user(closed.id)).send("hello")
        assert caught.value.code == 50007


async def post(server: DiscordServer, channel: Channel, body: Json | None = None) -> Said:
    return await request(server, "POST", f"/channels/{channel.id}/messages", body or {"content": "news"})


async def test_refusals(server: DiscordServer, guild: Guild, channel: Channel, rahma: User) -> None:
    said = await server.say(channel, rahma, "hers")
    hers = f"/channels/{channel.id}/messages/{said.id}"
    assert (await request(server, "PATCH", hers, {"content": "mine"})).code == 50005
    assert (await request(server, "DELETE", hers)).code == 50013
    assert (await post(server, channel, {"content": ""})).code == 50006
    gone = {"content": "c", "message_reference": {"message_id": "1"}}
    assert (await post(server, channel, gone)).code == 50035
    gone["message_reference"] = {"message_id": "1", "fail_if_not_exists": False}
    assert (await post(server, channel, gone)).status == 200
    assert (await request(server, "GET", f"/channels/{channel.id}/messages?limit=101")).status == 400
    server.deny(channel, Permission.READ_MESSAGE_HISTORY)
    reply = {"content": "c", "message_reference": {"message_id": str(said.id)}}
    assert (await post(server, channel, reply)).code == 160002
    assert (await request(server, "GET", f"/channels/{channel.id}/messages")).body == []
    server.deny(channel, Permission.SEND_MESSAGES)
    assert (await post(server, channel)).code == 50013
    server.deny(channel, Permission.VIEW_CHANNEL)
    assert (await post(server, channel)).code == 50001
    server.delete_channel(channel)
    refused = await post(server, channel)
    assert (refused.status, refused.code, refused.body["message"]) == (404, 10003, "Unknown Channel")
    other = server.channel(guild, "other")
    server.remove_guild(guild)
    assert (await post(server, other)).code == 50001


async def test_people_change_their_minds(server: DiscordServer, channel: Channel, rahma: User) -> None:
    client = Client()
    told: list[str] = []

    @client.listen("on_raw_message_edit")
    async def edited(event: discord.RawMessageUpdateEvent) -> None:
        told.append(event.message.content)

    @client.listen("on_raw_message_delete")
    async def deleted(event: discord.RawMessageDeleteEvent) -> None:
        told.append(f"deleted {event.message_id}")

    async with running(server, client):
        said = await server.say(channel, rahma, f"{server.bot.mention} who?")
        await server.edit(said, f"{server.bot.mention} where?")
        await server.delete(said)
        for _ in range(100):
            if len(told) == 2:
                break
            await asyncio.sleep(0.02)
    assert told == [f"{server.bot.mention} where?", f"deleted {said.id}"]


async def test_flags_that_a_bot_cannot_set(server: DiscordServer, channel: Channel) -> None:
    said = await post(server, channel, {"content": "c", "flags": 1 << 6 | 1 << 2})
    assert said.body["flags"] == 1 << 2
    place = f"/channels/{channel.id}/messages/{said.body['id']}"
    assert (await request(server, "PATCH", place, {"flags": 1 << 6})).body["flags"] == 0


async def test_who_may_ask(server: DiscordServer, channel: Channel) -> None:
    token, server.token = server.token, "another"
    refused = await post(server, channel)
    assert (refused.status, refused.body) == (401, {"message": "401: Unauthorized", "code": 0})
    server.token = token
    assert (await request(server, "GET", "/nowhere")).status == 404
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server.url}/attachments/1/2/a.txt") as response:
            assert response.status == 404
        headers = {"Authorization": f"Bot {server.token}", "Content-Type": "application/json"}
        address = f"{server.url}/api/v10/channels/{channel.id}/messages"
        async with session.post(address, data="not JSON", headers=headers) as response:
            assert (await response.json())["code"] == 50109
        commands = f"{server.url}/api/v10/applications/{server.bot.id}/commands"
        for body in ("[1]", "{}", '["ask"]', '[{"name": []}]'):
            async with session.put(commands, data=body, headers=headers) as response:
                assert (await response.json())["code"] == 50035


async def test_headers(server: DiscordServer, channel: Channel) -> None:
    said = await post(server, channel)
    assert said.headers["Content-Type"] == "application/json"
    for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"):
        assert said.headers[f"X-RateLimit-{name}"]


async def test_rate_limits(server: DiscordServer, channel: Channel) -> None:
    server.rest.limits["POST /channels/{channel_id}/messages"] = (2, 0.4)
    began = time.monotonic()
    async with running(server, Client()) as client:
        await asyncio.gather(*(place(client, channel).send(str(number)) for number in range(6)))
        assert 0.8 <= time.monotonic() - began < 5
        assert len(channel.messages) == 6
    await post(server, channel)
    await post(server, channel)
    last = await post(server, channel)
    assert last.status == 429
    assert last.headers["Via"]
    assert 0 < last.body["retry_after"] <= 0.4
    assert not last.body["global"]


async def test_faults(server: DiscordServer, channel: Channel) -> None:
    route = "POST /channels/*/messages"
    async with running(server, Client()) as client:
        there = place(client, channel)
        server.faults.add(route, retry_after=0.05, count=1)
        await there.send("after a 429")
        server.faults.add(route, status=503, count=1)
        with pytest.raises(discord.DiscordServerError):
            await there.send("never")
        server.faults.add(route, code=50013, count=1)
        with pytest.raises(discord.Forbidden):
            await there.send("never")
        server.faults.add(route, code=10003, count=1)
        with pytest.raises(discord.NotFound):
            await there.send("never")
        server.faults.add(route, reset=True, count=1)
        with pytest.raises((OSError, aiohttp.ClientError)):
            await there.send("never")
        server.faults.add(route, reset=True, after=True, count=1)
        with pytest.raises((OSError, aiohttp.ClientError)):
            await there.send("all the same")
        slow = server.faults.add(route, delay=0.2, count=1)
        began = time.monotonic()
        await there.send("slow")
        assert time.monotonic() - began >= 0.2
        assert slow.struck == 1
    assert [one.text for one in channel.messages.values()] == ["after a 429", "all the same", "slow"]
    server.faults.clear()


async def test_chance_is_the_same_every_time() -> None:
    async def statuses() -> list[int]:
        async with DiscordServer(seed=7) as server:
            server.faults.add("GET /gateway", status=502, probability=0.3)
            return [(await request(server, "GET", "/gateway")).status for _ in range(20)]

    first = await statuses()
    assert set(first) == {200, 502}
    assert await statuses() == first
