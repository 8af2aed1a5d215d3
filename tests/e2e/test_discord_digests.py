"""Digests from end to end: scheduled by command, posted when due, once, by the real bot."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_app
from bot.config import Settings
from bot.digest.schedules import Wanted
from bot.domain import Document
from tests.e2e.discord_server import Channel, DiscordServer, Guild
from tests.e2e.discord_server.constants import ChannelType
from tests.e2e.newsroom import Newsroom
from tests.e2e.posted import Mortal, Nursery, log_of, ours, scope_of, until, waiting
from tests.e2e.running_bot import running

KILLS = 8
PASAR = (
    "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni.\n"
    "Sebanyak 40 pedagang kembali berjualan."
)
EVENTS = (
    (
        "Bakery moves into the old mill",
        "Widow Sri Lestari opened a bakery in the disused mill of Randusegara.",
        "Forty loaves were sold before eight.",
        "Her oven came by barge from Pasirlor.",
    ),
    (
        "Goats stop the night tram",
        "Two goats on the rails halted tram number nine for an hour near the abattoir.",
        "A conductor lured them away with cabbage.",
        "Nobody was hurt.",
    ),
    (
        "Choir sings in a quarry",
        "Sixty voices performed a requiem among the granite walls of Cirandu quarry.",
        "The echo lasted seven seconds, conductor Yosef Hadi said.",
        "Tickets had gone within a day.",
    ),
    (
        "Divers lift a cannon",
        "Navy divers hoisted a bronze cannon from the wreck off Tanjung Kelor on Sunday.",
        "It bears the seal of a sultan.",
        "The museum will clean it for two years.",
    ),
    (
        "Pupils plant mangroves",
        "Three hundred pupils set out mangrove seedlings along the estuary dyke.",
        "Biologist Ratna Dewi expects half of them to survive.",
        "Crabs eat the young leaves.",
    ),
    (
        "Mint strikes a silver coin",
        "The state mint released a silver coin that shows the hornbill.",
        "Collectors queued overnight for the first thousand pieces.",
        "Each weighs an ounce.",
    ),
    (
        "Comet seen with the naked eye",
        "A comet with a green tail stood above the western horizon after sunset.",
        "Astronomers at the observatory photographed it from the dome.",
        "It returns in 80,000 years.",
    ),
    (
        "Firemen free an owl",
        "An eagle owl was stuck in the chimney of the tax office for three days.",
        "Ladder crew four brought it down unharmed.",
        "It is recovering at the zoo.",
    ),
    (
        "Tuba of the brass band stolen",
        "Thieves took the only tuba of the harbour brass band from a locked van.",
        "Its player, Bambang Sutrisno, offers a reward.",
        "The parade went ahead with a bassoon.",
    ),
    (
        "Voters queue until midnight",
        "Polling stations in the hills stayed open four hours longer after ballots ran out.",
        "The commission promised an inquiry.",
        "Turnout was 81 per cent.",
    ),
    (
        "Glaciologist fills the hall",
        "A lecture on the last glacier of Papua drew nine hundred listeners.",
        "Professor Ida Wenda showed ice cores from 1972.",
        "It will be gone before 2030, she said.",
    ),
    (
        "Fire guts the Rialto cinema",
        "Flames destroyed the Rialto, the oldest cinema of the province, early on Tuesday.",
        "A projector had overheated.",
        "The owner means to rebuild.",
    ),
)


@pytest.fixture(scope="module", name="home")
def fixture_home() -> Iterator[Nursery]:
    """Where the bots of these tests come from."""
    home = Nursery()
    yield home
    home.close()


def news() -> list[Document]:
    """As many stories as need several cards."""
    found = []
    for number, event in enumerate(EVENTS):
        title, *body = event
        url = f"https://muara.example/{number}"
        found.append(Document("\n".join(body), title, url, "Harian Muara", language="en", origin=url))
    return found


async def prepare(data: Path, guild: Guild, *places: Channel, stories: int = 12) -> None:
    """A library of news, and a digest scheduled in each place."""
    async with open_app(Settings(data)) as app:
        await app.ingest.ingest_documents(scope_of(guild), news())
        for place in places:
            wanted = Wanted("07:30", "Asia/Jakarta", place.id, stories=stories)
            await app.schedules.add(scope_of(guild), wanted)


def make_due(data: Path, ago: timedelta = timedelta()) -> None:
    """Let the next run have been so long ago, as if the machine had slept until now."""
    now = datetime.now(UTC)
    due = now - ago
    local = due + timedelta(hours=7)  # Asia/Jakarta
    before = (due - timedelta(hours=12)).isoformat(timespec="seconds")
    with closing(sqlite3.connect(data / "warta.db", timeout=10)) as connection, connection:
        connection.execute(
            "UPDATE schedules SET times = ?, next_at = ?, dealt_at = ?",
            (f"{local:%H:%M}", before, before),
        )
        connection.execute("UPDATE articles SET added_at = ?", (before,))  # before they were to be told


async def test_a_digest_is_scheduled_previewed_and_posted(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        room = Newsroom.of(server)
        data = tmp_path / "data"
        async with running(server, data) as bot:
            await room.add(PASAR)
            now = await room.run("digest now", {"language": "id"})
            assert "Pasar Muara Teduh Dibuka" in (await now.answered(timeout=15)).text
            refused = await room.run("digest schedule", {"when": "07:30"})
            assert "Kelola Server" in (await refused.answered(timeout=15)).text
            wrong = await room.run("digest schedule", {"when": "25:00"}, user=room.editor)
            assert "25:00" in (await wrong.answered(timeout=15)).text
            added = await room.run(
                "digest schedule", {"when": "07:30", "zone": "Jakarta", "language": "id"}, user=room.editor
            )
            assert "daily 07:30 (Asia/Jakarta)" in (await added.answered(timeout=15)).text
            listed = await room.run("digest list")
            assert "→ <#" in (await listed.answered(timeout=15)).text
            make_due(data, timedelta(hours=2))
            await until(lambda: [one for one in ours(server, room.general) if "## Ringkasan" in one.text])
            (posted,) = [one for one in ours(server, room.general) if "## Ringkasan" in one.text]
            assert "Pasar Muara Teduh Dibuka" in posted.text
            assert "Terlambat 2 h" in posted.text
            server.drop()
            await server.resumed(1)
            await room.ask()
        assert "Traceback" not in bot.log
        assert len([one for one in ours(server, room.general) if "## Ringkasan" in one.text]) == 1
        assert (server.rejected, server.disguised, server.pings) == ([], [], [])


async def test_of_a_digest_in_a_forum_the_further_parts_go_into_its_thread(
    home: Nursery, tmp_path: Path
) -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["news"])
        forum = server.channel(guild, "forum", ChannelType.FORUM)
        data = tmp_path / "data"
        await prepare(data, guild, forum, guild.channel("news"))
        make_due(data)
        async with home.running(server, data):
            await until(lambda: ours(server, forum) and ours(server, guild.channel("news")))
            await until(lambda: not waiting(data))
        (thread,) = server.threads.of(forum)
        parts = ours(server, forum)
        assert len(parts) >= 3
        assert thread.name.startswith("Digest · ")
        assert len(thread.messages) == len(parts)
        assert [one.text for one in parts] == [one.text for one in ours(server, guild.channel("news"))]
        assert sum(one.text.count("### ") for one in parts) == len(EVENTS)
        assert server.rejected == []
    assert "Traceback" not in log_of(data).read_text()


@pytest.mark.parametrize("kind", [ChannelType.TEXT, ChannelType.FORUM])
async def test_a_digest_comes_once_though_the_process_is_killed(
    home: Nursery, tmp_path: Path, kind: ChannelType
) -> None:
    async with DiscordServer(seed=3) as server:
        guild = server.guild("Kabar", channels=["news"])
        place = server.channel(guild, "digests", kind)
        data = tmp_path / "data"
        await prepare(data, guild, place)
        make_due(data)
        bot = Mortal(home, server, place, data)
        total = 0
        for life in range(KILLS):
            if total and len(ours(server, place)) >= total:
                break
            await bot.live(after=1)
            total = total or _parts(data)
            assert len(ours(server, place)) == life + 1
        await bot.finish(total)
        texts = [one.text for one in ours(server, place)]
        assert [text.rpartition("-# ")[2].split(" · ")[0] for text in texts] == [
            f"{number} of {total}" for number in range(1, total + 1)
        ]
        assert total >= 3


def _parts(data: Path) -> int:
    """Of how many parts the digest is that was written."""
    with closing(sqlite3.connect(data / "warta.db", timeout=10)) as connection:
        ((payload,),) = connection.execute(
            "SELECT payload FROM outbox WHERE key LIKE 'digest:%:1'"
        ).fetchall()
    return int(json.loads(payload)["digest"]["count"])
