"""A channel's own day, from end to end: the real bot against a real local Discord."""

import asyncio
from pathlib import Path

from tests.e2e.discord_server import DiscordServer, Intent, Message, User
from tests.e2e.newsroom import PASAR, WHO, Newsroom
from tests.e2e.running_bot import running

SALT = "berapa harga garam di Desa Contoh?"
JUMP = "https://discord.com/channels/{}/{}/{}"


def config(place: Path) -> str:
    """A settings file that asks for what people write to each other."""
    path = place / "config.toml"
    path.write_text("[discord]\nmessage_content = true\n", encoding="utf-8")
    return str(path)


async def shown(room: Newsroom, user: User | None = None) -> Message:
    """The recap of the general channel, as somebody sees it."""
    asked = await room.run("recap show", {"hours": 12}, user=user or room.editor)
    return await asked.answered(timeout=15)


async def told_of(room: Newsroom, words: str) -> Message:
    """The recap as soon as it holds some words: what was answered, or missed, is stored a moment later."""
    message = await shown(room)
    for _ in range(15):
        if words in message.text:
            break
        await asyncio.sleep(0.2)
        message = await shown(room)
    return message


async def say(room: Newsroom, user: User, text: str, to: Message | None = None) -> Message:
    return await room.server.say(room.general, user, text, reply_to=to)


def links(message: Message) -> list[str]:
    return [one["url"] for one in message.buttons]


async def test_a_day_is_told_without_what_was_deleted_or_who_opted_out(tmp_path: Path) -> None:
    async with DiscordServer(privileged=Intent.MESSAGE_CONTENT) as server:
        room = Newsroom.of(server)
        sena, budi = server.user("sena"), server.user("budi")
        data, settings = tmp_path / "data", config(tmp_path)
        async with running(server, data, WARTA_CONFIG=settings) as bot:
            await room.add(PASAR)
            await say(room, sena, "Ini ditulis sebelum dinyalakan.")
            assert "The own day of" in (await shown(room)).text
            refused = await room.run("recap on")
            assert "Kelola Server" in (await refused.answered(timeout=15)).text
            on = await room.run("recap on", user=room.editor)
            assert "48 hours at most" in (await on.answered(timeout=15)).text
            assert not on.ephemeral
            assert "A quiet time" in (await shown(room)).text

            first = await say(room, sena, f"Dinas menutup Jembatan Muara Teduh. {room.rahma.mention}")
            await say(room, budi, "Sampai kapan *ditutupnya* ya?", to=first)
            loved = await say(
                room, room.rahma, "Kapal penyeberangan gratis, baca https://kabar.example/kapal"
            )
            await server.react(loved, sena, budi, room.editor)
            await server.unreact(loved, budi)
            await server.edit(first, "Dinas menutup jembatan mulai Senin.")
            regretted = await say(room, budi, "Rahasia yang disesali. https://kabar.example/rahasia")
            await server.react(regretted, sena, room.rahma, room.editor)
            await server.delete(regretted)
            many = [await say(room, budi, f"Iklan pulsa nomor {number}") for number in range(3)]
            await server.delete(*many)
            asked = await say(room, sena, f"{server.bot.mention} {WHO}")
            await server.reply(asked, timeout=15)
            await room.ask(SALT)

            told = await told_of(room, SALT)
            assert f"{SALT} → *not in the sources*" in told.text
            assert "messages: 3 · people: 3 · replies: 1 · reactions: 2" in told.text
            assert f"<@{sena.id}>: “Dinas menutup jembatan mulai Senin.”" in told.text
            assert f"<@{budi.id}>: “Sampai kapan \\*ditutupnya\\* ya?”" in told.text
            assert f"{WHO} → “Pasar ikan Muara Teduh dibuka kembali" in told.text
            for gone in ("Rahasia", "rahasia", "Iklan", "sebelum dinyalakan"):
                assert gone not in told.text + str(links(told))
            place = (room.guild.id, room.general.id)
            assert JUMP.format(*place, first.id) in links(told)
            assert "https://kabar.example/kapal" in links(told)
            assert told.seen_by is room.editor

            privacy = await (await room.run("privacy", user=budi)).answered(timeout=15)
            assert "48 hours at most. Of you there is: 1." in privacy.text
            out = await server.press(privacy, "warta:recap:out", user=budi)
            assert "is deleted (messages: 1)" in (await out.answered(timeout=15)).text
            await say(room, budi, "Saya tidak mau dikutip.")
            after = await shown(room)
            assert f"<@{budi.id}>" not in after.text
            assert "Dinas menutup jembatan" in after.text
            log = bot.log

        # While nobody listens one message is deleted, one is written, and another gets a reaction.
        await server.delete(loved)
        await say(room, room.rahma, "Angkot memutar lewat Tambakreja.", to=first)
        await say(room, budi, "Masih tidak mau dikutip.")
        await server.react(first, room.editor)
        await server.delete(asked)
        async with running(server, data, WARTA_CONFIG=settings) as bot:
            told = await told_of(room, "Angkot")
            assert "messages: 2 · people: 2 · replies: 1 · reactions: 1" in told.text
            assert SALT in told.text
            for gone in ("Kapal", WHO, "dikutip", "bukan siapa"):
                assert gone not in told.text
            off = await room.run("recap off", user=room.editor)
            assert "is deleted" in (await off.answered(timeout=15)).text
            assert "is not kept" in (await shown(room)).text
            log += bot.log
        assert (server.rejected, server.pings, server.disguised) == ([], [], [])
        assert "Traceback" not in log
        for private in ("Jembatan", "Kapal", "kabar.example", "Rahasia"):
            assert private not in log


async def test_without_the_intent_one_line_says_what_to_do(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        settings = config(tmp_path)
        async with (
            running(server, tmp_path / "other", ready=False, WARTA_CONFIG=settings) as refused,
            running(server, tmp_path / "data"),
        ):
            for command in ("recap show", "recap on"):
                asked = await room.run(command, user=room.editor)
                text = (await asked.answered(timeout=15)).text
                assert "Message Content Intent" in text
                assert "message_content = true" in text
            assert not server.world.intents & Intent.GUILD_MESSAGE_REACTIONS
            assert await refused.ended() == 1
            assert "Discord does not grant the intents: discord.message_content" in refused.log
            assert "Traceback" not in refused.log
