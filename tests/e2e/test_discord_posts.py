"""What is posted unasked arrives once, from end to end: the real bot against a real local Discord."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain import PostKind, Recap, Spoken, Stretch, recap_post
from tests.e2e.discord_server import Channel, DiscordServer, Permission
from tests.e2e.discord_server.constants import ChannelType
from tests.e2e.newsroom import Newsroom
from tests.e2e.posted import (
    Mortal,
    Nursery,
    log_of,
    ours,
    post,
    put,
    scope_of,
    unmark,
    until,
    waiting,
)

BOTS, LIVES, POSTS = 6, 5, 30  # 30 kills


@pytest.fixture(scope="module", name="home")
def fixture_home() -> Iterator[Nursery]:
    """Where the bots of these tests come from."""
    home = Nursery()
    yield home
    home.close()


async def test_every_kind_arrives_wherever_it_is_posted(home: Nursery, tmp_path: Path) -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["news", "begun"], locale="id")
        news, forum = guild.channel("news"), server.channel(guild, "forum", ChannelType.FORUM)
        thread = server.threads.make(guild.channel("begun"), "kiriman")
        thread.archived = True
        role = server.world.join(guild, server.user("desk"), Permission.SEND_MESSAGES).roles[0]
        role.mentionable = True
        article = {"article_id": 1, "feed": "Kabar Uji", "ping": f"<@&{role.id}>"}
        failing = {
            "source_id": 7,
            "feed": "Kabar @everyone",
            "url": "https://kabar.example/rss",
            "failures": 3,
        }
        was = {"article_id": 1, "message_id": 5, "was": "Harga ikan <@1> naik.", "now": "Harga ikan turun."}
        said = Spoken(7, guild.owner.id, "Jembatan ditutup, @everyone.")
        talk = Stretch("", "", 3, 2, 1, 0, (said,))
        day = Recap(
            scope_of(guild),
            news.id,
            "2025-03-14T00:00:00+00:00",
            "2025-03-15T00:00:00+00:00",
            3,
            2,
            (),
            (),
            (talk,),
        )
        data = tmp_path / "data"
        await put(
            data,
            post(news, "a", PostKind.ARTICLE, **article),
            post(news, "f", PostKind.FEED_FAILING, **failing),
            post(news, "r", PostKind.FEED_RECOVERED, **failing),
            post(news, "c", PostKind.CORRECTION, **was),
            recap_post("recap", day),
            post(news, "gone", PostKind.ARTICLE, article_id=99),
            post(forum, "a", PostKind.ARTICLE, **article | {"ping": ""}),
            post(thread, "a", PostKind.ARTICLE, **article | {"ping": "@everyone"}),
            article_in=scope_of(guild),
        )
        async with home.running(server, data):
            await until(lambda: not waiting(data))
        first, failed, _, corrected, recap = ours(server, news)
        assert f"<@&{role.id}>\n### Pasar Muara Teduh Dibuka" in first.text
        assert "3 percobaan gagal" in failed.text
        assert [one.get("custom_id") for one in failed.buttons] == ["warta:retry:7", None]
        assert "Artikelnya kini berbunyi:\n“Harga ikan turun.”" in corrected.text
        assert f"<@{guild.owner.id}>: “Jembatan ditutup, \\@everyone.”" in recap.text
        assert recap.buttons[0]["url"] == f"https://discord.com/channels/{guild.id}/{news.id}/7"
        (posted,) = server.threads.of(forum)
        assert posted.name == "Pasar Muara Teduh Dibuka"
        assert len(ours(server, forum)) == len(ours(server, thread)) == 1
        assert not thread.archived
        assert [one.whom for one in server.pings] == [f"<@&{role.id}>"]
        assert (server.rejected, server.disguised) == ([], [])

        # The process had ended after sending, before noting it, and long ago: there no nonce helps any more.
        server.channels.forget_nonces()
        unmark(data, seconds=600)
        async with home.running(server, data):
            await until(lambda: not waiting(data))
        assert len(ours(server, thread)) == 1
    assert "Traceback" not in log_of(data).read_text()


async def test_trouble_delays_and_a_closed_place_is_paused_and_told_of_once(
    home: Nursery, tmp_path: Path
) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        names = ("limited", "down", "reset", "lost", "closed", "deleted")
        channels = {name: server.channel(room.guild, name) for name in names}
        forum = server.channel(room.guild, "forum", ChannelType.FORUM)
        data = tmp_path / "data"

        def to(channel: Channel, what: str = "messages") -> str:
            return f"POST /channels/{channel.id}/{what}"

        server.faults.add(to(channels["limited"]), retry_after=0.3, count=1)
        server.faults.add(to(channels["down"]), status=503, count=2)
        server.faults.add(to(channels["reset"]), reset=True, count=1)
        server.faults.add(to(channels["lost"]), reset=True, after=True, count=2)
        server.faults.add(to(forum, "threads"), reset=True, after=True, count=1)
        server.deny(channels["closed"], Permission.SEND_MESSAGES)
        server.delete_channel(channels["deleted"])
        every = (*channels.values(), forum)
        await put(data, *(post(channel, f"{number}") for channel in every for number in range(3)))
        owner = server.dm(room.guild.owner)
        async with home.running(server, data):
            await server.ready()
            await until(lambda: server.rest.log[-1].method == "POST")  # some are on their way
            server.drop()
            await until(lambda: waiting(data) == 6 and len(owner.messages) == 2)
            await server.synced()
            status = await room.run("status", user=room.editor)
            told = await status.answered(timeout=15)
            assert "posts that wait: 6" in told.text
            assert f"I post nothing to {channels['closed'].mention}" in told.text
            assert [len(ours(server, channel)) for channel in every] == [3, 3, 3, 3, 0, 0, 3]
            # Somebody mends the one, and thinks to have mended the other.
            channels["closed"].denied = 0
            server.deny(channels["closed"], 0)
            await until(lambda: waiting(data) == 3)
            pressed = await server.press(told, f"warta:resume:{channels['deleted'].id}", user=room.editor)
            assert "I post to" in (await pressed.answered(timeout=15)).text
            await until(lambda: len(ours(server, channels["closed"])) == 3)
        for channel in channels.values():
            texts = [one.text for one in ours(server, channel)]
            assert texts == sorted(set(texts))
        assert len(ours(server, forum)) == 3
        assert server.rejected == []
    assert "Traceback" not in log_of(data).read_text()


async def test_a_stop_ends_after_what_is_on_its_way(home: Nursery, tmp_path: Path) -> None:
    async with DiscordServer() as server:
        place = server.guild().channel("general")
        data = tmp_path / "data"
        await put(data, *(post(place, f"{number:03}") for number in range(200)))
        server.faults.add("POST /channels/*/messages", delay=0.1)
        async with home.running(server, data):
            await until(lambda: len(ours(server, place)) >= 3)
        arrived = len(ours(server, place))
        assert 3 <= arrived < 100
        assert waiting(data) == 200 - arrived  # what was sent was noted
    assert "not finished" not in log_of(data).read_text()


async def test_nothing_is_lost_or_comes_twice_when_the_process_is_killed(
    home: Nursery, tmp_path: Path
) -> None:
    async with DiscordServer(seed=5) as server:
        chance = random.Random(5)

        async def lives(number: int) -> None:
            guild = server.guild(f"Kabar {number}")
            place = guild.channel("general")
            if not number:  # one of them posts to a forum, where there are no nonces
                place = server.channel(guild, "forum", ChannelType.FORUM)
            data = tmp_path / str(number)
            posts = [post(place, f"{one:03}") for one in range(POSTS)]
            await put(data, *posts)
            bot = Mortal(home, server, place, data)
            for life in range(LIVES):
                if life % 2:
                    await bot.live(seconds=chance.uniform(0, 0.1))
                else:
                    await bot.live(after=chance.randint(1, 4))
            await bot.finish(POSTS)
            assert [one.text for one in ours(server, place)] == [
                f"The feed **Kabar {one:03}.** can be read again." for one in range(POSTS)
            ]

        await asyncio.gather(*map(lives, range(BOTS)))
