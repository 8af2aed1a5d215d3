"""Alerts from end to end: the real bot tells once, where it was asked to."""

from pathlib import Path

from tests.e2e.discord_server import DiscordServer
from tests.e2e.newsroom import Newsroom
from tests.e2e.posted import until
from tests.e2e.running_bot import running
from tests.e2e.warta import PASAR

FERRY = (
    "Kapal Feri ke Cirandu Berlayar Lagi\n"
    "Kapal feri ke Cirandu berlayar lagi mulai Jumat, kata kepala pelabuhan Teguh Santosa."
)


async def test_who_watches_is_told_once_by_message_or_in_a_channel(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        data = tmp_path / "data"
        async with running(server, data) as bot:
            added = await room.run("watch add", {"text": "pasar ikan Muara Teduh"})
            assert "Saya memantau" in (await added.answered(timeout=15)).text
            refused = await room.run("watch add", {"text": "feri", "where": "here"})
            assert (await refused.answered(timeout=15)).text
            here = await room.run("watch add", {"text": "ferry", "where": "here"}, user=room.editor)
            await here.answered(timeout=15)
            await room.add(PASAR)
            direct = server.dm(room.rahma)
            await until(lambda: direct.messages)
            (alert,) = direct.messages.values()
            assert "Rahma Yuni" in alert.text
            bot.process.kill()
        async with running(server, data):
            await room.add(FERRY, "b.txt")
            await until(lambda: [one for one in room.general.messages.values() if "Teguh" in one.text])
            drawn = await room.run("trend", {"topic": "Cirandu", "days": 3})
            (picture,) = (await drawn.answered(timeout=30)).data["attachments"]
            assert picture["filename"] == "trend.png"
            assert picture["size"] > 5_000
            # Who has left the server is told nothing more of it.
            left = await room.run("watch add", {"text": "pelabuhan"})
            await left.answered(timeout=15)
            del room.guild.members[room.rahma.id]
            await room.add("Pelabuhan Baru\nPelabuhan baru dibuka di Tanjung Kelor.", "c.txt")
            await until(lambda: "who watched for it is not on the server any more" in bot.log)
            stopped = await server.press(alert, alert.buttons[-1]["custom_id"], user=room.rahma)
            assert (await stopped.answered(timeout=15)).text
        assert len(direct.messages) == 1
        told = [one for one in room.general.messages.values() if "Teguh Santosa" in one.text]
        assert len(told) == 1
        assert f"<@{room.editor.id}>" in told[0].text
        assert [one.whom for one in server.pings] == [f"<@{room.editor.id}>"]
        assert (server.rejected, server.disguised) == ([], [])


async def test_closed_direct_messages_stop_no_other_alert(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        data = tmp_path / "data"
        async with running(server, data) as bot:
            for user in (room.rahma, room.editor):
                added = await room.run("watch add", {"text": "pasar ikan"}, user=user)
                await added.answered(timeout=15)
            closed = server.dm(room.rahma)
            server.faults.add(f"POST /channels/{closed.id}/messages", status=403, code=50007)
            await room.add(PASAR)
            await until(lambda: server.dm(room.editor).messages)
            await until(lambda: "nothing is posted to" in bot.log)
        assert not closed.messages
        assert "Traceback" not in bot.log
