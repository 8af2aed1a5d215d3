"""What people do in Discord, from end to end: the real bot against a real local Discord."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.discord_server import DiscordServer, Upload
from tests.e2e.newsroom import FLOOD, HOUSES, PASAR, WHO, Newsroom
from tests.e2e.running_bot import running

SECRETS = ("not_a_real_token", "Rahma", "Muara Teduh")


@pytest.fixture(name="room")
async def fixture_room(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A server with two articles and the bot; what Discord would not take is an error at the end."""
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, tmp_path / "data") as bot:
            await room.add(PASAR)
            await room.add(FLOOD, "b.txt")
            yield room
            log = bot.log
        assert (server.rejected, server.pings, server.disguised) == ([], [], [])
        assert "Traceback" not in log
        for secret in (*SECRETS, *(one.token for one in server.interactions)):
            assert secret not in log


async def test_a_question_by_command(room: Newsroom) -> None:
    asked = await room.ask()
    message = await asked.answered()
    assert "**Rahma Yuni**" in message.text
    assert asked.deferred
    assert not asked.ephemeral
    assert asked.seconds_to_acknowledge < 1
    private = await room.ask(private=True)
    assert private.ephemeral


async def test_a_question_by_mention_then_by_reply_then_alone(room: Newsroom) -> None:
    server = room.server
    said = await server.say(room.general, room.rahma, f"{server.bot.mention} {WHO}")
    answer = await server.reply(said, timeout=15)
    assert "**Rahma Yuni**" in answer.text
    replied = await server.say(room.general, room.editor, "kapan?", reply_to=answer)
    assert "dipahami sebagai" in (await server.reply(replied, timeout=15)).text
    alone = await server.say(server.dm(room.rahma), room.rahma, WHO)
    assert "pustaka" in (await server.reply(alone, timeout=15)).text
    await server.say(room.general, room.rahma, WHO)  # meant for nobody here: not even its words are told
    assert len(room.general.messages) == 5


async def test_buttons(room: Newsroom) -> None:
    message = await (await room.ask(HOUSES)).answered()
    context = await room.server.press(message, "warta:context", user=room.editor)
    assert "**The river Cirandu flooded 312 houses" in (await context.answered(timeout=15)).text
    assert context.ephemeral
    for expected in ("Terima kasih", "Anda sudah"):
        pressed = await room.server.press(message, "warta:not-helpful", user=room.rahma)
        assert expected in (await pressed.answered(timeout=15)).text
    status = await room.run("status", user=room.editor)
    assert HOUSES in (await status.answered(timeout=15)).text


async def test_an_article_is_pasted_listed_shown_and_removed(room: Newsroom) -> None:
    server, editor = room.server, room.editor
    form = await room.run("article add", user=editor)
    await form.acknowledgement()
    values: dict[str, Any] = {
        field["component"]["custom_id"]: "" for field in (form.modal or {})["components"]
    }
    names = list(values)
    values[names[0]] = "Harga garam naik"
    values[names[1]] = "Harga garam di Tambakreja naik dua kali lipat pada Juni."
    sent = await server.submit_modal(form, values)
    assert "**added** `3` Harga garam naik" in (await sent.answered(timeout=15)).text
    listed = await room.run("article list")
    assert "`3` Harga garam naik" in (await listed.answered(timeout=15)).text
    shown = await room.run("article show", {"article": 3})
    assert "dua kali lipat" in (await shown.answered(timeout=15)).text
    typed = await server.autocomplete("article remove", "article", "gar", user=editor, channel=room.general)
    await typed.acknowledgement()
    assert [one["value"] for one in typed.choices] == [3]
    removed = await room.run("article remove", {"article": 3}, user=editor)
    assert "Harga garam naik" in (await removed.answered(timeout=15)).text
    gone = await room.run("article show", {"article": 3})
    assert "Tidak ada artikel 3." in (await gone.answered(timeout=15)).text


async def test_only_who_manages_adds_and_removes(room: Newsroom) -> None:
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("article add", {"file": Upload("x.txt", b"x")}),
        ("article remove", {"article": 1}),
    ]
    for command, options in attempts:
        refused = await room.run(command, options)
        assert "Kelola Server" in (await refused.answered(timeout=15)).text
        assert refused.ephemeral
    assert "2 artikel" in (await (await room.run("article list")).answered(timeout=15)).text


async def test_the_menus_of_a_message(room: Newsroom) -> None:
    server = room.server
    said = await server.say(room.general, room.rahma, "The river Cirandu flooded 300 houses in Tambakreja.")
    checked = await server.context_menu("Check against sources", said, user=room.rahma)
    assert "312" in (await checked.answered(timeout=15)).text
    assert checked.ephemeral
    text = "Panen raya di Desa Contoh\nPetani Desa Contoh memanen 40 ton padi pada Rabu."
    pasted = await server.say(room.general, room.rahma, "", files=[Upload("panen.txt", text.encode())])
    added = await server.context_menu("Add to library", pasted, user=room.editor)
    assert "Panen raya" in (await added.answered(timeout=15)).text
    question = await room.ask("berapa ton padi yang dipanen petani Desa Contoh?")
    assert "40 ton" in question.text


async def test_a_library_is_seen_by_its_own_server_alone(room: Newsroom) -> None:
    other = Newsroom.of(room.server, "Lain")
    asked = await other.ask()
    assert "Rahma" not in asked.text.replace(WHO, "")
    typed = await room.server.autocomplete("ask", "question", "", user=other.rahma, channel=other.general)
    await typed.acknowledgement()
    assert [one["value"] for one in typed.choices if one["value"] != WHO] == []
    shown = await other.run("article show", {"article": 1})
    assert "Tidak ada artikel 1." in (await shown.answered(timeout=15)).text


async def test_a_server_is_set_up_asked_about_and_forgets(room: Newsroom) -> None:
    server, editor = room.server, room.editor
    form = await room.run("setup", user=editor)
    await form.acknowledgement()
    fields = [one["component"]["custom_id"] for one in (form.modal or {})["components"]]
    sent = await server.submit_modal(form, {fields[0]: ["id"], fields[1]: "Asia/Makassar", fields[2]: ""})
    assert "Diatur: Bahasa Indonesia · Asia/Makassar." in (await sent.answered(timeout=15)).text
    await room.ask()
    privacy = await (await room.run("privacy")).answered(timeout=15)
    exported = await server.press(privacy, "warta:data:export", user=room.rahma)
    assert "JSON" in (await exported.answered(timeout=15)).text
    asked = await server.press(privacy, "warta:data:ask:mine", user=room.rahma)
    question = await asked.answered(timeout=15)
    deleted = await server.press(question, "warta:data:yes:mine", user=room.rahma)
    assert "Dihapus: 1 pertanyaan" in (await deleted.answered(timeout=15)).text
    helped = await (await room.run("help")).answered(timeout=15)
    assert "**/tanya**" in helped.text


async def test_what_may_be_asked_is_offered(room: Newsroom) -> None:
    await room.ask(HOUSES)
    values: list[Any] = []
    for _ in range(20):  # until it is saved
        typed = await room.server.autocomplete(
            "ask", "question", "how", user=room.rahma, channel=room.general
        )
        await typed.acknowledgement()
        if values := [one["value"] for one in typed.choices]:
            break
        await asyncio.sleep(0.1)
    assert values == [HOUSES]


async def test_commands_are_there_in_both_languages(room: Newsroom) -> None:
    names = {one["name"]: one.get("name_localizations", {}).get("id") for one in room.server.commands}
    assert names["ask"] == "tanya"
    assert names["Add to library"] == "Tambah ke pustaka"
    assert all(names.values())
