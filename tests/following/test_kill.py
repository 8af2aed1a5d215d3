"""SIGKILL at any moment while feeds are asked: every article is there once, and posted once in each place."""

import asyncio
import json
import random
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.following.conftest import SERVER, Desk
from tests.following.site import Site, items

KILLS = 4
LONGEST = 0.25  # seconds between the beginning and the kill
NEW = 6  # articles between two kills, in each feed
ROOT = Path(__file__).parents[2]


async def kill_at(path: Path, delay: float) -> int:
    """Let a process ask the feeds, kill it so many seconds after it began; how it ended."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.following.crash_child",
        str(path),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    assert await child.stdout.readline() == b"begun\n"
    await asyncio.sleep(delay)
    child.send_signal(signal.SIGKILL)
    return await child.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
async def test_kills_lose_nothing_and_repeat_nothing(desk: Desk, tmp_path: Path) -> None:
    other = Site(desk.server, "/lain.xml", "Kabar Lain")
    desk.site.publish(items(1))
    other.publish(items(1))
    await desk.follow(place=5)
    await desk.follow(place=6, site=other)
    chance = random.Random(28101928)
    last, between = 1, 0
    for _ in range(KILLS):
        last += NEW
        # Half of them in both feeds; and the oldest fall out of both.
        desk.site.publish(items(*range(max(1, last - 3 * NEW), last + 1)))
        other.publish(items(*range(max(1, last - 3 * NEW), last + 1, 2)))
        assert await kill_at(tmp_path / "warta.db", chance.uniform(0, LONGEST)) == -signal.SIGKILL
        between += (await desk.store.counts(SERVER)).articles < last
        # What the feeds list no more must have been written down: nobody may be killed for ever.
        await desk.feeds.poll(None)
    assert [one.detail for one in await desk.store.check() if not one.ok] == []
    urls = Counter(one.url for one in await desk.store.articles(SERVER, limit=1000))
    assert urls == Counter(f"{desk.site.base}/kabar/{number}" for number in range(1, last + 1))
    posted = Counter((one.place, json.loads(one.payload)["article_id"]) for one in await desk.posts())
    assert set(posted.values()) == {1}
    assert sum(place == 5 for place, _ in posted) == last - 1
    assert sum(place == 6 for place, _ in posted) == (last - 1) // 2
    # The test means something only when some were killed in the midst of their work.
    assert between >= 1, between
