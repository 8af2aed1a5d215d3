"""What strangers write, through the real bot: nothing pings, nothing is disguised, nothing is rejected."""

from itertools import islice
from pathlib import Path

from tests.cogs.hostile import PIECES, strings
from tests.e2e.discord_server import DiscordServer, Upload
from tests.e2e.newsroom import Newsroom
from tests.e2e.running_bot import running

ARTICLE = """\
title: {hostile} Pasar {hostile} dibuka
source: {hostile} Kabar
author: {hostile}
url: https://kabar.example/{number}?{hostile}

Rahma{number} Yuni membuka pasar nomor {number}. Kata {hostile} dari {hostile} untuk pasar nomor {number}.
"""
COUNT = 14


def usable(text: str) -> str:
    """`text` as JSON and UTF-8 can carry it."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")[:900]


async def test_hostile_strings_end_as_text(tmp_path: Path) -> None:
    found = [usable("".join(PIECES[part::9])) for part in range(9)]
    found += [usable(one) for one in islice(strings(500), 100, None, 60)]
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data") as bot:
            for number, hostile in enumerate(found[:COUNT]):
                text = ARTICLE.format(hostile=" ".join(hostile.split()), number=number)
                upload = {"file": Upload(f"a{number}.txt", text.encode())}
                added = await room.run("article add", upload, user=room.editor)
                await added.answered(timeout=20)
                await (await room.ask(f"siapa yang membuka pasar nomor {number}? {hostile}"[:900])).answered()
                said = await server.say(
                    room.general, room.rahma, f"{server.bot.mention} {hostile} pasar {number}"
                )
                await server.reply(said, timeout=20)
            for command in ("article list", "status", "privacy"):
                await (await room.run(command, user=room.editor)).answered(timeout=20)
            shown = await room.run("article show", {"article": 1})
            assert "Pasar" in (await shown.answered(timeout=20)).text
            typed = await server.autocomplete("ask", "question", "", user=room.rahma, channel=room.general)
            await typed.acknowledgement()
            assert typed.choices
            assert "Traceback" not in bot.log
        assert (server.rejected, server.pings, server.disguised) == ([], [], [])
