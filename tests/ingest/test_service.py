"""Ingest as a whole, over a real store and with a network that is only pretended."""

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.config import Ingest, Settings
from bot.domain import LOCAL, Document, Ingested, Outcome, Scope
from bot.errors import DocumentError, FetchError
from bot.ingest.files import MIB, Handed, checked, from_argument, load
from bot.ingest.service import BATCH
from bot.ports import Page, Polled

BODY = "Sebanyak 40 pedagang ikan di Muara Teduh sudah berjualan sejak subuh. Atap pasar itu masih baru."
PASAR = f"Pasar Muara Teduh Dibuka Lagi\n{BODY}"
KAPAL = "Kapal ke Cirandu Berhenti\nDua kapal penyeberangan berhenti akibat gelombang setinggi empat meter."


class Pages:
    """A network of a few pages; any other is out of reach."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = pages

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        if url not in self.pages:
            raise FetchError(f"{url} cannot be fetched", "nobody answers")
        return Page(url, "text/plain", "utf-8", self.pages[url].encode())

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        raise AssertionError("no feed is followed here")


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    pages = Pages({"https://pesisir.example/pasar": PASAR, "https://pesisir.example/kapal": KAPAL})
    settings = Settings(tmp_path / "data", ingest=Ingest(max_megabytes=1))
    async with open_app(settings, fetcher=pages) as app:
        yield app


async def ingest(app: App, *handed: Handed, scope: Scope = LOCAL, **stated: str) -> list[Ingested]:
    return [fate async for fate in app.ingest.ingest(scope, handed, stated)]


def pasted(text: str, name: str = "pasted") -> Handed:
    return Handed(name, data=text.encode())


def outcomes(fates: Sequence[Ingested]) -> list[str]:
    return [fate.outcome.value for fate in fates]


async def texts(app: App, article_id: int) -> list[str]:
    return [one.text for one in await app.store.sentences(LOCAL, article_id)]


async def test_every_document_has_its_fate_in_order(app: App, tmp_path: Path) -> None:
    file = tmp_path / "kapal.txt"
    file.write_text(KAPAL, encoding="utf-8")
    fates = await ingest(
        app,
        pasted(PASAR),
        pasted(""),
        from_argument(str(file)),
        from_argument(str(tmp_path / "nowhere.txt")),
        from_argument("https://nowhere.example/"),
        from_argument("https://pesisir.example/kapal"),
        pasted(PASAR),
    )
    assert outcomes(fates) == ["added", "failed", "added", "failed", "failed", "unchanged", "unchanged"]
    assert fates[0].article == fates[6].article
    assert [str(fate.error).count("\n") for fate in fates if fate.error] == [0, 0, 0]
    assert (await app.store.counts(LOCAL)).articles == 2


async def test_an_edited_file_becomes_a_revision(app: App, tmp_path: Path) -> None:
    file = tmp_path / "pasar.txt"
    file.write_text(PASAR, encoding="utf-8")
    (first,) = await ingest(app, from_argument(str(file)))
    file.write_text(PASAR.replace("40", "45"), encoding="utf-8")
    (second,) = await ingest(app, from_argument(str(file)))
    assert second.outcome is Outcome.UPDATED
    assert first.article is not None
    assert second.article is not None
    assert (second.article.id, second.article.revision) == (first.article.id, 2)
    assert any("45 pedagang" in one for one in await texts(app, first.article.id))
    assert not any("40 pedagang" in one for one in await texts(app, first.article.id))


async def test_two_articles_may_have_one_headline(app: App) -> None:
    monday = pasted(f"Berita Hari Ini\n{BODY}")
    tuesday = "Berita Hari Ini\nDua kapal penyeberangan berhenti akibat gelombang setinggi empat meter."
    fates = await ingest(app, monday, pasted(tuesday), monday, pasted(tuesday.replace("empat", "lima")))
    assert outcomes(fates) == ["added", "added", "unchanged", "updated"]
    ids = [fate.article.id for fate in fates if fate.article]
    assert ids == [ids[0], ids[1], ids[0], ids[1]]
    assert len(set(ids)) == 2


async def test_two_outlets_may_have_one_headline(app: App) -> None:
    fates = await ingest(
        app, pasted(f"{PASAR}\nSumber Kabar Pesisir"), pasted(f"{PASAR}\nSumber Harbour Wire")
    )
    assert outcomes(fates) == ["added", "added"]


async def test_what_a_person_says_comes_over_what_the_document_says(app: App) -> None:
    (fate,) = await ingest(
        app,
        pasted(f"{PASAR}\nSumber Kabar Pesisir"),
        title="Pasar Buka",
        outlet="Harbour Wire",
        author="Rahma",
        published_at="2025-01-30",
        language="en",
        url="https://harbour.example/a",
        origin="not theirs to say",
    )
    article = fate.article
    assert article is not None
    assert (article.title, article.outlet, article.author) == ("Pasar Buka", "Harbour Wire", "Rahma")
    assert (article.published_at, article.language) == ("2025-01-30", "en")
    assert article.url == "https://harbour.example/a"


async def test_a_correction_of_what_is_stored_is_an_update(app: App) -> None:
    one = pasted(PASAR)
    await ingest(app, one, published_at="2025-01-30")
    assert outcomes(await ingest(app, one, published_at="2025-01-30")) == ["unchanged"]
    (corrected,) = await ingest(app, one, outlet="Harbour Wire")
    article = corrected.article
    assert article is not None
    assert corrected.outcome is Outcome.UPDATED
    # The date that was given before is not forgotten.
    assert (article.id, article.outlet, article.published_at) == (1, "Harbour Wire", "2025-01-30")
    assert outcomes(await ingest(app, one, outlet="Harbour Wire")) == ["unchanged"]
    assert outcomes(await ingest(app, one)) == ["unchanged"]
    assert (await app.store.counts(LOCAL)).articles == 1
    assert all(finding.ok for finding in await app.store.check())


async def test_an_address_can_be_added_later(app: App) -> None:
    await ingest(app, pasted(PASAR))
    (fate,) = await ingest(app, pasted(PASAR), url="https://pesisir.example/pasar")
    assert fate.outcome is Outcome.UPDATED
    assert outcomes(await ingest(app, from_argument("https://pesisir.example/pasar"))) == ["unchanged"]
    assert (await app.store.counts(LOCAL)).articles == 1


async def test_more_than_one_batch(app: App) -> None:
    handed = [pasted(PASAR.replace("40", str(number)), f"{number}") for number in range(BATCH + 5)]
    titled = [pasted(one.data.decode().replace("Lagi", f"Lagi {one.name}"), one.name) for one in handed]
    fates = await ingest(app, *titled)
    assert outcomes(fates) == ["added"] * (BATCH + 5)
    assert [fate.origin for fate in fates] == [one.name for one in titled]


async def test_many_texts_of_one_headline_neither_take_long_nor_hold_up_the_loop(app: App) -> None:
    late: list[float] = []

    async def heartbeat() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append(time.perf_counter() - before - 0.01)

    def body(number: int) -> str:
        return " ".join(f"Kata{number}x{place} dalam kalimat{number}x{place}." for place in range(80))

    handed = [pasted(f"Berita Hari Ini\n{body(number)}", str(number)) for number in range(2 * BATCH)]
    gc.collect()  # a pause for what other tests left behind is not the service's
    gc.freeze()
    beating = asyncio.create_task(heartbeat())
    started = time.perf_counter()
    fates = await ingest(app, *handed)
    took = time.perf_counter() - started
    beating.cancel()
    gc.unfreeze()
    assert outcomes(fates) == ["added"] * len(handed)
    assert (await app.store.counts(LOCAL)).articles == len(handed)
    assert took < 30
    assert max(late) < 0.5


async def test_edits_of_one_batch_are_stored_in_their_order(app: App) -> None:
    other = "Berita Hari Ini\nDua kapal penyeberangan berhenti akibat gelombang setinggi empat meter."
    one = f"Berita Hari Ini\n{BODY}"
    edits = [one.replace("40", str(number)) for number in (40, 41, 42)]
    fates = await ingest(app, *map(pasted, (edits[0], other, edits[1], other, edits[2], edits[2])))
    assert outcomes(fates) == ["added", "added", "updated", "unchanged", "updated", "unchanged"]
    assert fates[0].article is not None
    assert any("42 pedagang" in text for text in await texts(app, fates[0].article.id))


async def test_a_correction_is_stored_once_a_batch(app: App) -> None:
    await ingest(app, pasted(PASAR))
    fates = await ingest(app, pasted(PASAR), pasted(PASAR), outlet="Harbour Wire")
    assert outcomes(fates) == ["updated", "unchanged"]


async def test_a_page_is_told_of_before_the_next_is_fetched(app: App) -> None:
    asked: list[str] = []

    def handed() -> Iterator[Handed]:
        for name in ("https://pesisir.example/pasar", "https://pesisir.example/kapal"):
            asked.append(name)
            yield from_argument(name)

    seen = [len(asked) async for _ in app.ingest.ingest(LOCAL, handed())]
    assert seen == [1, 2]


async def test_standard_input_is_read_when_its_turn_comes_and_never_beyond_the_limit(app: App) -> None:
    wanted: list[int] = []

    async def read(max_bytes: int) -> bytes:
        wanted.append(max_bytes)
        return PASAR.encode()

    async def endless(max_bytes: int) -> bytes:
        return b"x" * (max_bytes + 1)

    fates = await ingest(app, Handed("standard input", read=read), Handed("standard input", read=endless))
    assert outcomes(fates) == ["added", "failed"]
    assert wanted == [MIB]
    assert "more than 1 MiB" in str(fates[1].error)


async def test_documents_that_are_read_already(app: App) -> None:
    fates = await app.ingest.ingest_documents(LOCAL, [Document(PASAR, origin="a"), Document("", origin="b")])
    assert outcomes(fates) == ["added", "failed"]
    assert await app.ingest.ingest_documents(LOCAL, []) == []


def test_a_file_is_read_to_its_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 10)
    assert load(file, 10) == b"x" * 10
    with pytest.raises(DocumentError, match="0 MiB"):
        load(file, 9)
    with pytest.raises(DocumentError):
        checked(b"xx", 1, "it")


def test_every_way_a_file_cannot_be_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {
        tmp_path: "it is a directory",
        tmp_path / "nowhere": "there is no such file",
        tmp_path / "a\0b": "no file can have this name",
        tmp_path / ("x" * 300): "File name too long",
        Path("/dev/zero"): "it is more than 0 MiB",
    }
    for path, why in cases.items():
        with pytest.raises(DocumentError) as caught:
            load(path, 1000)
        assert why in str(caught.value)
        assert "\n" not in str(caught.value)
    file = tmp_path / "locked.txt"
    file.write_text("x", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError, match="this user may not read it"):
        load(file, 1000)


def test_a_word_of_the_command_line_is_an_address_or_a_file() -> None:
    assert from_argument("HTTPS://a.example/").url == "HTTPS://a.example/"
    assert from_argument("ftp://a.example/").url == "ftp://a.example/"
    assert from_argument("~nobody-here/a").path == Path("~nobody-here/a")
