"""The process that `test_kill.py` kills: asks every feed again and again.

python -m tests.following.crash_child DATABASE
"""

import asyncio
import random
import sys
from pathlib import Path

from bot.ingest.following import FeedService
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock
from tests.following.site import Reading
from tests.ingest.servers import fetcher


async def main(path: Path) -> None:
    """Ask until killed; a line when it begins."""
    clock = FrozenClock()
    store = await SqliteStore.open(path, clock)
    async with fetcher() as network:
        feeds = FeedService(store, Reading(), network, clock, chance=random.Random(1))
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        while True:
            await feeds.poll(None)
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
