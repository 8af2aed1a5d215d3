"""The picture of a channel's own day: drawn by `python -m benchmarks.cards`.

A small server of invented people talks for an afternoon, in some seconds: the numbers of its messages say
when they were written. What the real bot tells of it is drawn as it was sent.
"""

import asyncio
import copy
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord

from benchmarks.cards import answer
from tests.e2e.discord_server import Channel, DiscordServer, Intent, Message, Permission, Upload, User
from tests.e2e.running_bot import running

ARTICLE = (
    "Jembatan Muara Teduh Ditutup Tiga Pekan\n"
    "Dinas Pekerjaan Umum menutup Jembatan Muara Teduh mulai Senin untuk mengganti lantainya.\n"
    "Kapal penyeberangan gratis beroperasi setiap dua puluh menit sampai jembatan dibuka lagi."
)
QUESTION = "siapa yang menutup Jembatan Muara Teduh?"
LINK = "https://kabar.example/jembatan-ditutup"
# Minutes ago, who, what, which earlier line it replies to, how many react.
TALK: tuple[tuple[int, str, str, int | None, int], ...] = (
    (
        395,
        "Rahma",
        "Jembatan Muara Teduh ditutup mulai Senin. https://kabar.example/jembatan-ditutup",
        None,
        4,
    ),
    (394, "Sena", "Tiga pekan kata dinas. Anak-anak yang sekolah di seberang bagaimana?", 0, 2),
    (392, "Budi", "Ada kapal gratis tiap dua puluh menit dari dermaga lama.", 1, 5),
    (391, "Laras", "Dermaga lama belum ada lampunya, tadi malam saya lewat.", 2, 3),
    (390, "Rahma", "Saya tanyakan ke dinas besok pagi.", 3, 1),
    (
        240,
        "Budi",
        "Harga garam di Pasar Hulu naik lagi, sekarang 14 ribu. https://kabar.example/garam",
        None,
        1,
    ),
    (238, "Laras", "Di Tambakreja masih 11 ribu tadi siang.", 5, 0),
    (236, "Budi", "Berarti selisihnya ongkos truk yang memutar.", 6, 2),
    (
        90,
        "Sena",
        "Persetam main jam tujuh. https://kabar.example/jembatan-ditutup kalau mau lewat mana.",
        None,
        0,
    ),
    (60, "Sena", "maaf, salah saluran", None, 0),
)


async def recap(server: DiscordServer, room: Channel, people: dict[str, User], asker: User) -> Message:
    """Switch a day on, let it pass, and ask for it."""
    on = await server.slash("recap on", user=asker, channel=room)
    await on.answered(timeout=30)
    ids = server.world.ids
    written: list[Message] = []
    new = ids.new
    for number, (ago, who, text, to, reactions) in enumerate(TALK):
        then = discord.utils.time_snowflake(datetime.now(UTC) - timedelta(minutes=ago)) + number
        ids.new = lambda then=then: then  # type: ignore[method-assign,misc]
        written.append(
            await server.say(room, people[who], text, reply_to=None if to is None else written[to])
        )
        ids.new = new  # type: ignore[method-assign]
        await server.react(written[-1], *[people[name] for name in list(people)[:reactions]])
    await server.delete(written[-1])
    asked = await server.say(room, people["Laras"], f"{server.bot.mention} {QUESTION}")
    await server.reply(asked, timeout=30)
    while True:  # the question is kept a moment after it was answered
        shown = await (await server.slash("recap show", user=asker, channel=room)).answered(timeout=30)
        if QUESTION in shown.text:
            return shown
        await asyncio.sleep(0.2)


def named(message: Message, people: dict[str, User], room: Channel) -> Message:
    """The message with names and times as Discord shows them."""
    data = copy.deepcopy(message.data)
    names = {f"<@{user.id}>": f"**@{name}**" for name, user in people.items()} | {
        room.mention: f"#{room.name}"
    }
    shown = Message(data, message.channel, message.author, message.seen_by)
    for one in shown.components:
        if "content" in one:
            for mark, name in names.items():
                one["content"] = one["content"].replace(mark, name)
            one["content"] = re.sub(r"<t:(\d+):f>", _moment, one["content"])
    return shown


def _moment(match: re.Match[str]) -> str:
    return f"{datetime.fromtimestamp(int(match[1]), UTC):%-d %B %Y %H:%M}"


async def pages(place: Path) -> dict[str, str]:
    """The page by the name of its picture."""
    settings = place / "config.toml"
    settings.write_text("[discord]\nmessage_content = true\n", encoding="utf-8")
    async with DiscordServer(privileged=Intent.MESSAGE_CONTENT) as server:
        guild = server.guild("Warga Muara Teduh", channels=["warga"], locale="id")
        names = ("Rahma", "Sena", "Budi", "Laras", "Tirta", "Wulan")
        people = {name: server.user(name, locale="id") for name in names}
        for user in people.values():
            server.member(guild, user)
        server.member(guild, people["Rahma"], Permission.MANAGE_GUILD)
        room = guild.channel("warga")
        async with running(server, place / "data", WARTA_CONFIG=str(settings)):
            file: dict[str, Any] = {"file": Upload("jembatan.txt", ARTICLE.encode())}
            added = await server.slash("article add", file, user=people["Rahma"], channel=room)
            await added.answered(timeout=30)
            shown = await recap(server, room, people, people["Rahma"])
        note = "Rahma used /rekap lihat · only Rahma can see this"
        return {"discord-recap": answer(named(shown, people, room), note)}
