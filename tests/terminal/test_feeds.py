"""The commands that follow feeds, over a real library, a real server and the real reader."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import LOCAL
from bot.errors import NotFound
from bot.terminal import upkeep
from bot.terminal.arguments import build_parser
from bot.terminal.commands import handler
from bot.terminal.screen import Screen
from bot.terminal.session import Session
from tests.clock import FrozenClock
from tests.following.site import Site, items
from tests.ingest.servers import fetcher, serving


class Terminal:
    """Carries out command lines and keeps what they print."""

    def __init__(self, app: App, site: Site, clock: FrozenClock) -> None:
        self.app, self.site, self.clock = app, site, clock

    async def run(self, *words: str) -> tuple[int, str]:
        out = io.StringIO()
        args = build_parser().parse_args(list(words))
        screen = Screen(as_json=getattr(args, "json", False), file=out)
        return await handler(args)(Session(self.app, screen), args), out.getvalue()

    async def json(self, *words: str) -> Any:
        _, said = await self.run(*words, "--json")
        return json.loads(said)


@pytest.fixture(name="terminal")
async def fixture_terminal(tmp_path: Path) -> AsyncIterator[Terminal]:
    clock = FrozenClock()
    async with (
        serving({}) as server,
        fetcher() as network,
        open_app(Settings(tmp_path / "data"), clock=clock, fetcher=network) as app,
    ):
        yield Terminal(app, Site(server), clock)


async def test_a_feed_from_its_adding_to_its_removal(terminal: Terminal, tmp_path: Path) -> None:
    site = terminal.site
    site.publish(items(1, 2))
    code, said = await terminal.run("feed", "add", site.url, "--any", "kapal, perahu besar")
    assert code == 0
    assert "following it as 1" in said
    assert "Kabar Teduh: 2 added" in said
    code, said = await terminal.run("feed", "list")
    assert "works · asked again in" in said
    assert "any of kapal, perahu besar" in said
    site.publish(items(1, 2, 3))
    assert (await terminal.run("feed", "poll"))[1] == "Kabar Teduh: 1 added\n"
    (judged,) = await terminal.json("why", f"{site.base}/kabar/3")
    assert (judged["fate"], judged["article"]) == ("added", 3)
    assert [gate["passed"] for gate in judged["gates"]][:8] == [True] * 8
    assert "✓ wanted (1)" in (await terminal.run("why", f"{site.base}/kabar/3"))[1]
    assert "✗ new: it is known already: added" in (await terminal.run("feed", "test", "1"))[1]
    exported = tmp_path / "umpan.opml"
    assert await terminal.run("feed", "export", str(exported)) == (0, f"written to {exported}\n")
    assert site.url in (await terminal.run("feed", "export"))[1]
    assert "1 imported" in (await terminal.run("feed", "import", str(exported)))[1]
    assert [one["id"] for one in await terminal.json("feed", "list")] == [1]
    assert (await terminal.json("feed", "pause", "1"))["state"] == "paused"
    assert (await terminal.json("feed", "resume", "1"))["state"] == "active"
    changed = await terminal.json("feed", "filter", "1", "--none", "perahu")
    assert changed["filter"]["none"] == ["perahu"]
    assert {name: len(entries) for name, entries in changed["last"].items()} == {
        "wanted": 3,
        "unwanted": 0,
        "untold": 0,
    }
    said = (await terminal.run("feed", "filter", "1", "--any", "pos3x"))[1]
    assert "of the last 3 entries 1 would be wanted, 2 not, 0 only by their articles" in said
    await terminal.run("feed", "remove", "1")
    assert (await terminal.app.store.counts(LOCAL)).articles == 0
    with pytest.raises(NotFound):
        await terminal.run("feed", "remove", "1")
    with pytest.raises(NotFound):
        await terminal.run("why", f"{site.base}/kabar/3")


async def test_what_was_changed_about_an_article_is_shown_line_by_line(terminal: Terminal) -> None:
    site = terminal.site
    site.publish(items(1))
    await terminal.run("feed", "add", site.url)
    assert "has not been changed" in (await terminal.run("article", "diff", "1"))[1]
    site.revise(1, more="Kabar ini diralat oleh redaksi pada siang hari.")
    terminal.clock.move(days=1)
    assert (await terminal.run("feed", "poll", "1"))[1] == "Kabar Teduh: 1 updated\n"
    said = (await terminal.run("article", "diff", "1"))[1].splitlines()
    assert [line for line in said if line.startswith(("+", "-"))] == [
        "+ Kabar ini diralat oleh redaksi pada siang hari."
    ]
    assert [one["revision"] for one in await terminal.json("article", "diff", "1")] == [1, 2]


async def test_failing_feeds_are_named_with_their_reasons(terminal: Terminal) -> None:
    site = terminal.site
    site.publish(items(1))
    await terminal.run("feed", "add", site.url)
    site.fails()
    await terminal.run("feed", "poll")
    assert "1 failure: http" in (await terminal.run("feed", "list"))[1]
    for _ in range(2):
        code, said = await terminal.run("feed", "poll")
        assert code == 1
        assert "a fault of its own (500)" in said
    assert "3 failures in a row" in (await terminal.run("feed", "list"))[1]
    findings = upkeep._feeds(await terminal.app.feeds.health(None))
    assert [(one.name, one.ok) for one in findings] == [("feeds", False), ("feed", False)]
    assert site.url in findings[1].detail
    assert (await terminal.json("feed", "poll"))[0]["error"]
