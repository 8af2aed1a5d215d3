"""A small invented library, Indonesian and English, and helpers that store it as ingest would."""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.answer.service import AnswerService
from bot.config import Answers
from bot.domain import LOCAL, Add, Article, Candidate, Document, Scope, Sentence
from bot.ingest.prepare import prepare
from bot.storage.sqlite.migrations import MIGRATIONS
from bot.storage.sqlite.store import SqliteStore
from bot.text import lexicon
from bot.text.words import content_stems
from tests.clock import FrozenClock

# What SQLite makes by itself, as for UNIQUE, has no statement.
_MADE = "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'trigger', 'index') AND sql <> ''"
MINE = Document(
    "Bupati Sangkara, Dewi Larasmi, menuduh PT Logam Arunika membuang limbah ke Sungai Watu.\n"
    "Sebanyak 26 ton ikan mati di muara sejak 14 Agustus 2024. Perusahaan tambang itu membantah tuduhan "
    "tersebut.\n"
    "Warga tiga desa berhenti memakai air sungai karena kulit mereka gatal. Pemerintah kabupaten mengirim "
    "40 tangki air bersih setiap hari.\n"
    "“Kami tidak akan diam sampai sungai ini jernih lagi,” kata Dewi.",
    title="PT Logam Arunika Dituduh Cemari Sungai Watu",
    outlet="Warta Sangkara",
    language="id",
    url="https://sangkara.example.org/limbah",
)
MINE_ABROAD = Document(
    "Mining company Logam Arunika was accused by regent Dewi Larasmi of dumping waste into the Watu river.\n"
    "The company denied it. Laboratory results are expected in September.\n"
    "The mine employs 1,300 workers and exports nickel to South Korea.",
    title="Regent says nickel mine poisoned river",
    outlet="Islands Review",
    language="en",
    url="https://islands.example.org/mine",
)
FERRY = Document(
    "The ferry Marina Teduh sank off Kelor island on 4 March 2024 with 118 people on board.\n"
    "All but two passengers were rescued by fishermen from the village of Tanjung Bira. Harbour master Piet "
    "Lontoh said the ship capsized because its cargo of cement had shifted in high waves.\n"
    "The owner of the ferry, Samudra Lintas, has promised to pay 60 million rupiah to each family.\n"
    "Divers found the wreck at a depth of 52 metres. A new ferry will start sailing in June.",
    title="Ferry sinks off Kelor island",
    outlet="Islands Review",
    language="en",
    url="https://islands.example.org/ferry",
)
ROBOT = Document(
    "Tim robot SMK Cendana menjuarai lomba robot pelajar di Surabaya pada Sabtu, 9 November 2024.\n"
    "Robot mereka, Si Kepiting, memungut sampah plastik di pantai dengan lengan dari bambu. Siswa merakitnya "
    "selama tujuh bulan.\n"
    "Guru pembimbing mereka, Yohana Pattinasarany, mengatakan biaya robot itu hanya Rp 3,4 juta.\n"
    "Robotika adalah ilmu yang mempelajari perancangan dan pembuatan robot.",
    title="Robot Kepiting Bawa Pelajar Cendana Juara",
    outlet="Kabar Cendana",
    language="id",
    url="https://cendana.example.org/robot",
)
MUSEUM = Document(
    "The shipping museum in Port Lindhaven will reopen on 2 May 2025 after a fire closed it for two years.\n"
    "Thieves had entered through the roof and stolen eleven golden compasses. Curator Astrid Fennimore said "
    "the museum had hired twelve guards.\n"
    "Entry costs 8 euros and is free for children. The oldest ship in the collection dates from 1689.",
    title="Shipping museum opens its doors again",
    outlet="Lindhaven Post",
    language="en",
    url="https://lindhaven.example.org/museum",
)
CLINIC = Document(
    "Klinik terapung pertama di Kepulauan Sandela mulai melayani pasien pada awal 2025.\n"
    "Kapal klinik itu membawa tiga dokter dan singgah di sembilan pulau setiap bulan. Rumah sakit terdekat "
    "berjarak 14 jam perjalanan laut.\n"
    "Yayasan Lentera Timur menyumbang Rp 12 miliar untuk pembangunan kapal.\n"
    "Vaksin disimpan dalam lemari pendingin bertenaga surya.",
    title="Klinik Terapung Layani Kepulauan Sandela",
    outlet="Kabar Cendana",
    language="id",
    url="https://cendana.example.org/klinik",
)
# The same agency's story in two outlets: one sentence is printed in both, to the letter.
SHARED = "Gunung Tirawani memuntahkan abu setinggi 3.200 meter pada Jumat pagi."
VOLCANO = Document(
    f"{SHARED}\nBadan geologi menaikkan status gunung itu menjadi siaga.",
    title="Gunung Tirawani Meletus",
    outlet="Warta Sangkara",
    language="id",
    url="https://sangkara.example.org/gunung",
)
VOLCANO_AGAIN = Document(
    f"Bandara Sangkara ditutup selama enam jam.\n{SHARED}",
    title="Abu Vulkanik Tutup Bandara Sangkara",
    outlet="Kabar Cendana",
    language="id",
    url="https://cendana.example.org/bandara",
)
ARTICLES = (MINE, MINE_ABROAD, FERRY, ROBOT, MUSEUM, CLINIC, VOLCANO, VOLCANO_AGAIN)


async def add(store: SqliteStore, documents: Iterable[Document], scope: Scope = LOCAL) -> list[int]:
    """Store `documents` in the library of `scope`; their article ids, in order."""
    source = await store.library(scope)
    return await store.save_intents(source, [Add(prepare(document)) for document in documents])


@asynccontextmanager
async def open_library(place: Path, documents: Sequence[Document] = ARTICLES) -> AsyncIterator[SqliteStore]:
    """A store in the directory `place` that holds `documents`, closed at the end."""
    store = await SqliteStore.open(place / "warta.db", FrozenClock())
    try:
        await add(store, documents)
        yield store
    finally:
        await store.close()


def service(store: SqliteStore, threshold: float | None = None) -> AnswerService:
    """The answer service over `store` as the application makes it."""
    sure = Answers().threshold if threshold is None else threshold
    return AnswerService(store, lexicon.load, sure, FrozenClock())


def article(number: int = 1, title: str = "A headline") -> Article:
    """An article that is only there for its id."""
    return Article(number, 1, title, "", "Outlet", "", "", "en", "2025-01-01", 1, 3)


def candidate(
    text: str, *, position: int = 1, number: int = 1, language: str = "en", headline: str = ""
) -> Candidate:
    """The sentence `text` as the index would offer it, `position` in article `number`."""
    sentence = Sentence(100 * number + position, number, position, text, content_stems(text, language))
    return Candidate(sentence, article(number), content_stems(headline, language))


def make_older(path: Path, version: int) -> None:
    """The database at `path` as an earlier version of the schema would have left it."""
    with closing(sqlite3.connect(":memory:")) as former:
        for migration in MIGRATIONS[:version]:
            former.executescript(migration)
        kept = set(former.execute(_MADE))
    with closing(sqlite3.connect(path)) as connection:
        for kind, name in set(connection.execute(_MADE)) - kept:
            connection.execute(f"DROP {kind} IF EXISTS {name}")
        connection.execute(f"PRAGMA user_version = {version}")
