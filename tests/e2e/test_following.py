"""Following a feed of a site on this machine: in the terminal, and in Discord until its news are posted."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clock import NOON
from tests.e2e.discord_server import DiscordServer
from tests.e2e.newsroom import Newsroom
from tests.e2e.posted import ours, until, waiting
from tests.e2e.running_bot import running
from tests.e2e.warta import Warta
from tests.following.site import Item, Site
from tests.ingest.servers import reply, serving

FRONT = (
    "<!doctype html><html lang='id'><head><meta charset='utf-8'><title>Kabar Teduh</title>"
    "<link rel='stylesheet' href='/gaya.css'><link rel='alternate' type='application/rss+xml' "
    "title='Kabar Teduh' href='/feed.xml'></head><body><nav><a href='/kabar'>Kabar</a></nav>"
    "<main><h1>Kabar Teduh</h1><p>Berita dari pesisir.</p></main></body></html>"
)


@asynccontextmanager
async def outlet() -> AsyncIterator[Site]:
    """A site with a front page that names its feed, and three articles of the last hours."""
    async with serving(
        {"/": reply(FRONT), "/robots.txt": reply("User-agent: *\nDisallow: /admin")}
    ) as server:
        site = Site(server)
        site.publish(recent(3, 2, 1))
        yield site


def recent(*numbers: int) -> list[Item]:
    """Articles of the last hours by the real clock, the highest number the newest."""
    ago = (NOON - datetime.now(UTC)).total_seconds() / 3600
    return [Item(number, hours=ago + 1 + max(numbers) - number) for number in numbers]


@pytest.fixture(name="config")
def fixture_config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text('[fetch]\nown_networks = ["127.0.0.1"]\n', encoding="utf-8")
    return path


async def test_a_front_page_is_enough_in_the_terminal(warta: Warta, config: Path) -> None:
    warta.environment["WARTA_CONFIG"] = str(config)
    async with outlet() as site:
        added = json.loads(await asyncio.to_thread(warta.succeed, "feed", "add", site.base, "--json"))
        assert (added["preview"]["url"], added["preview"]["total"]) == (site.url, 3)
        assert added["reports"][0]["fates"] == {"added": 3}
        site.publish(recent(4, 3, 2))
        polled = json.loads(await asyncio.to_thread(warta.succeed, "feed", "poll", "--json"))
        assert polled[0]["fates"] == {"added": 1}
        said = await asyncio.to_thread(warta.succeed, "ask", "--json", "berapa penumpang kapal nomor 4?")
        (best, *_) = json.loads(said)["answers"]
        assert "39 penumpang" in best["text"]
        assert best["article"]["url"] == f"{site.base}/kabar/4"
        why = json.loads(await asyncio.to_thread(warta.succeed, "why", f"{site.base}/kabar/4", "--json"))
        assert [one["fate"] for one in why] == ["added"]
        assert site.asked_for("/robots.txt") >= 1


async def test_what_is_the_operators_own_is_dialled_only_where_he_says_so(warta: Warta) -> None:
    async with outlet() as site:
        error = await asyncio.to_thread(warta.fail, "feed", "add", site.base)
        assert "public internet" in error
        assert site.server.connections == 0


async def test_news_of_a_feed_are_posted_once(tmp_path: Path, config: Path) -> None:
    data = tmp_path / "data"
    async with outlet() as site, DiscordServer() as server:
        room = Newsroom.of(server)
        async with running(server, data, WARTA_CONFIG=str(config)):
            shown = await room.run("feed add", {"url": site.base}, user=room.editor)
            preview = await shown.answered(timeout=15)
            assert "Kapal nomor 3" in preview.text
            pressed = await server.press(preview, "warta:feed:yes", user=room.editor)
            assert "Kabar Teduh" in (await pressed.answered(timeout=15)).text
            await until(lambda: "can be asked about now" in pressed.text)
            asked = await room.ask("berapa penumpang kapal nomor 2?", private=True)
            assert "25 penumpang" in asked.text
        assert ours(server, room.general) == []  # what was there before is no news
        site.publish(recent(4, 3, 2))
        for _ in range(2):  # each life of the bot begins by asking what is due
            make_due(data)
            async with running(server, data, WARTA_CONFIG=str(config)):
                await until(lambda: is_asked(data))
                await until(lambda: waiting(data) == 0)
        (news,) = ours(server, room.general)
        assert "Kapal nomor 4" in news.text
        assert server.rejected == []
        assert server.pings == []


def make_due(data: Path) -> None:
    """Let all feeds be due."""
    with closing(sqlite3.connect(data / "warta.db")) as connection, connection:
        connection.execute("UPDATE feeds SET next_check_at = '2026-01-01T00:00:00+00:00'")


def is_asked(data: Path) -> bool:
    """Whether none is due any more, and nothing waits to be judged."""
    with closing(sqlite3.connect(data / "warta.db")) as connection:
        ((due,),) = connection.execute("SELECT count(*) FROM feeds WHERE next_check_at < '2026-02'")
        ((left,),) = connection.execute("SELECT count(*) FROM entries WHERE fate = 'waiting'")
    return not due and not left
