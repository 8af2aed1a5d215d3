"""The composition root: everything is opened, and closed again whatever happens."""

import asyncio
import threading
from datetime import UTC
from pathlib import Path

import pytest

from bot.app import SystemClock, _LazyFetcher, open_app, restore_backup
from bot.config import Fetch, Settings
from bot.domain import LOCAL
from bot.errors import ForbiddenAddress, NotFound, StorageForeign
from bot.ingest.files import Handed
from bot.ports import Network

ARTICLE = b"Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni."


async def test_an_app_answers_from_what_it_took_in(tmp_path: Path) -> None:
    async with open_app(Settings(tmp_path / "new" / "place")) as app:
        (fate,) = [one async for one in app.ingest.ingest(LOCAL, [Handed("a", data=ARTICLE)])]
        assert fate.error is None
        answer = await app.answers.ask("siapa yang membuka pasar ikan Muara Teduh?", LOCAL)
        assert answer.searched.articles == 1
        assert (tmp_path / "new" / "place" / "warta.db").is_file()


async def test_everything_is_closed_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        async with open_app(Settings(tmp_path)):
            raise LookupError
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "warta.db").write_bytes(b"not a database, whatever its name says")
    with pytest.raises(StorageForeign):
        async with open_app(Settings(tmp_path / "other")):
            pass
    # An aiosqlite connection left open would keep its thread, and with it the process, alive.
    left = [one.name for one in threading.enumerate() if not one.name.startswith(("asyncio_", "MainThread"))]
    assert left == []


async def test_the_network_is_guarded_when_it_is_first_used(tmp_path: Path) -> None:
    settings = Settings(tmp_path, fetch=Fetch(contact="redaksi@pesisir.example"))
    async with open_app(settings) as app:
        (fate,) = [one async for one in app.ingest.ingest(LOCAL, [Handed("x", url="http://127.0.0.1/")])]
        assert isinstance(fate.error, ForbiddenAddress)


async def test_a_backup_comes_back(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "data")
    async with open_app(settings) as app:
        assert [one async for one in app.ingest.ingest(LOCAL, [Handed("a", data=ARTICLE)])]
        await app.store.backup(tmp_path / "copy.db")
        assert await app.store.remove_article(LOCAL, 1)
    kept = restore_backup(settings, tmp_path / "copy.db")
    assert kept is not None
    assert kept.is_file()
    async with open_app(settings) as app:
        assert (await app.store.counts(LOCAL)).articles == 1
    with pytest.raises(NotFound):
        restore_backup(settings, tmp_path / "nowhere.db")


def test_the_clock_is_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


async def test_pages_asked_for_at_once_share_one_network(tmp_path: Path) -> None:
    opened: list[object] = []
    async with open_app(Settings(tmp_path)) as app:
        fetcher = app.ingest._fetcher
        assert isinstance(fetcher, _LazyFetcher)
        real = fetcher._open

        async def open_slowly() -> Network:
            await asyncio.sleep(0.01)
            opened.append(await real())
            return opened[-1]  # type: ignore[return-value]

        fetcher._open = open_slowly  # type: ignore[method-assign]
        fates = await asyncio.gather(
            *(fetcher.fetch("http://127.0.0.1/") for _ in range(5)), return_exceptions=True
        )
    assert {type(fate) for fate in fates} == {ForbiddenAddress}
    assert len(opened) == 1
