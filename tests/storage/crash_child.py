"""The process that `test_kill.py` kills: ingests batch after batch and prints each once it is committed.

    python -m tests.storage.crash_child DATABASE FIRST

FIRST is the number of its first batch. Batch n holds the articles of `batch(n)`, and revises one article that
every batch revises.
"""

import asyncio
import sys
from pathlib import Path

from bot.domain import LOCAL, Document
from bot.errors import DocumentError, FetchError
from bot.ingest.service import IngestService
from bot.ports import Page
from bot.storage.sqlite.store import SqliteStore
from tests.clock import FrozenClock

BATCH = 6
RUNNING = "https://kabar.test/berjalan"


def batch(number: int) -> list[Document]:
    """The documents of batch `number`: new articles, and the next revision of the running one."""
    new = [
        Document(
            text=f"Regu penyelamat tiba di pos{number}x{place} sebelum matahari terbit.\n"
            f"Mereka membawa {number + place} tandu, obat, dan air bersih untuk warga.\n"
            f"Kepala regu berterima kasih kepada sukarelawan penutup{number}x{place}.",
            title=f"Regu {number} bagian {place} menolong warga lembah",
            url=f"https://kabar.test/regu/{number}/{place}",
            language="id",
        )
        for place in range(BATCH)
    ]
    running = Document(
        text=f"Laporan ke{number}x menyebut keadaan di lembah membaik.\n"
        f"Warga mulai membersihkan rumah mereka.",
        title="Keadaan lembah dari jam ke jam",
        url=RUNNING,
        language="id",
    )
    return [*new, running]


class Nothing:
    """A reader and a network that nobody asks."""

    async def read(
        self, data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
    ) -> Document:
        """Documents come ready here."""
        raise DocumentError(name)

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        """Nothing is fetched here."""
        raise FetchError(url)


async def main(path: Path, first: int) -> None:
    """Ingest until killed."""
    store = await SqliteStore.open(path, FrozenClock())
    ingest = IngestService(store, Nothing(), Nothing(), max_bytes=1)
    number = first
    while True:
        await ingest.ingest_documents(LOCAL, batch(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
