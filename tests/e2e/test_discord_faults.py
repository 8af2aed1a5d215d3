"""What Discord does to bots: dropped lines, refusals, outages, and being restarted."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.e2e.discord_server import DiscordServer, Permission
from tests.e2e.newsroom import PASAR, WHO, Newsroom
from tests.e2e.running_bot import running

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.wrong0.not_a_real_token_of_anybody"


async def test_a_token_discord_does_not_know_is_one_line(tmp_path: Path) -> None:
    async with DiscordServer() as server, running(server, tmp_path / "data", ready=False, token=TOKEN) as bot:
        assert await bot.ended() == 1
        last = bot.log.splitlines()[-1]
        assert last.startswith("warta: Discord does not know this token: ")
        assert "Traceback" not in bot.log
        assert TOKEN not in bot.log


async def test_a_first_connection_that_is_refused_is_tried_again(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        await server.stop()
        async with running(server, tmp_path / "data", ready=False) as bot:
            for _ in range(200):
                if "trying again" in bot.log:
                    break
                await asyncio.sleep(0.05)
            await server.start()
            await server.ready(timeout=30)
            assert "Traceback" not in bot.log
            assert await bot.stop() == 0


async def test_commands_are_told_once(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        for _ in range(2):
            async with running(server, tmp_path / "data"):
                pass
        assert len(server.applications.syncs) == 1


async def test_buttons_and_replies_work_after_a_restart(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data"):
            await room.add(PASAR)
            message = await (await room.ask()).answered()
            form = await room.run("article add", user=room.editor)
            await form.acknowledgement()
        async with running(server, tmp_path / "data"):
            fields = [one["component"]["custom_id"] for one in (form.modal or {})["components"]]
            old = await server.submit_modal(form, dict.fromkeys(fields, "x"))
            assert "restarted" in (await old.answered(timeout=15)).text
            for button, expected in (("warta:context", "Harga"), ("warta:not-helpful", "Terima kasih")):
                pressed = await server.press(message, button, user=room.rahma)
                text = (await pressed.answered(timeout=15)).text
                assert expected in text or "Muara Teduh" in text
            said = await server.say(room.general, room.editor, "kapan?", reply_to=message)
            assert "dipahami sebagai" in (await server.reply(said, timeout=15)).text
        assert server.rejected == []


async def test_dropped_lines_lose_no_question_and_answer_none_twice(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data") as bot:
            await room.add(PASAR)
            server.faults.duplicates_after_resume = 3
            said = []
            for number in range(12):
                said.append(await server.say(room.general, room.rahma, f"{server.bot.mention} {WHO}"))
                if number % 3 == 0:
                    server.drop()
            for one in said:
                assert "Rahma Yuni" in (await server.reply(one, timeout=30)).text
            await asyncio.sleep(1)
            answers = [one for one in room.general.messages.values() if one.author is server.bot]
            assert len(answers) == len(said)
            assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 520}, {"reset": True}, {"reset": True, "after": True}]
)
async def test_a_broken_request_is_made_again_and_answered_once(
    tmp_path: Path, fault: dict[str, object]
) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data"):
            await room.add(PASAR)
            server.faults.add("POST /channels/*/messages", count=1, **fault)  # type: ignore[arg-type]
            said = await server.say(room.general, room.rahma, f"{server.bot.mention} {WHO}")
            assert "Rahma Yuni" in (await server.reply(said, timeout=20)).text
            server.faults.add("POST /interactions/*", count=1, **fault)  # type: ignore[arg-type]
            server.faults.add("PATCH /webhooks/*", count=1, **fault)  # type: ignore[arg-type]
            asked = await room.ask()
            assert "Rahma Yuni" in asked.text
            await asyncio.sleep(0.5)
            answers = [one for one in room.general.messages.values() if one.author is server.bot]
            assert len(answers) == 2


async def test_an_outage_forgets_nothing_and_a_farewell_everything(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room, other = Newsroom.of(server), Newsroom.of(server, "Lain")
        async with running(server, tmp_path / "data") as bot:
            await room.add(PASAR)
            await other.add(PASAR)
            server.outage(room.guild)
            await asyncio.sleep(0.3)
            server.recover(room.guild)
            await asyncio.sleep(0.3)
            assert "Rahma Yuni" in (await room.ask()).text
            server.remove_guild(room.guild)
            for _ in range(100):
                if "removed from server" in bot.log:
                    break
                await asyncio.sleep(0.05)
            assert "removed from server" in bot.log
            assert "Rahma Yuni" in (await other.ask()).text
        server.remove_guild(other.guild)  # while the bot is off; the third server stays
        third = Newsroom.of(server, "Ketiga")
        async with running(server, tmp_path / "data") as bot:
            await third.ask()
            for _ in range(100):
                if f"removed from server {other.guild.id}" in bot.log:
                    break
                await asyncio.sleep(0.05)
        from bot.app import open_app
        from bot.config import Settings
        from bot.domain import Scope

        async with open_app(Settings(tmp_path / "data")) as app:
            assert (await app.library.held(Scope(f"discord:{room.guild.id}"))).articles == 0
            assert await app.store.recent_questions(Scope(f"discord:{room.guild.id}"), 9) == []
            assert (await app.library.held(Scope(f"discord:{other.guild.id}"))).articles == 0


async def test_where_it_may_not_write_the_asker_hears_of_it(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data") as bot:
            server.deny(room.general, Permission.SEND_MESSAGES)
            await server.say(room.general, room.rahma, f"{server.bot.mention} {WHO}")
            for _ in range(100):
                if server.dm(room.rahma).messages:
                    break
                await asyncio.sleep(0.05)
            (told,) = server.dm(room.rahma).messages.values()
            assert "Kirim Pesan" in told.text or "Send Messages" in told.text
            assert "Traceback" not in bot.log


async def test_a_stop_finishes_what_is_under_way(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data") as bot:
            await room.add(PASAR)
            server.faults.add("PATCH /webhooks/*", delay=1.0)
            asked = await room.run("ask", {"question": WHO})
            await asked.acknowledgement()
            began = time.monotonic()
            assert await bot.stop() == 0
            assert time.monotonic() - began < 12
            assert "Rahma Yuni" in asked.text


async def test_one_who_floods_is_told_to_wait_and_others_are_answered(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data"):
            await room.add(PASAR)
            flood = [await room.run("ask", {"question": WHO}) for _ in range(60)]
            other = await room.ask(user=room.editor)
            assert "Rahma Yuni" in other.text
            assert other.seconds_to_acknowledge < 1
            answers = [(await one.answered(timeout=20), one) for one in flood]
            limited = [one for message, one in answers if "Terlalu banyak" in message.text]
            assert len(limited) >= 20
            assert all(one.ephemeral for one in limited)
