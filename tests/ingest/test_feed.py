from datetime import UTC, datetime

import pytest

from bot.domain.feeds import Listing
from bot.errors import DocumentError, NotAFeed
from bot.ingest.entries import Remembered, newly
from bot.ingest.feed import parse_feed
from bot.ingest.feed_dates import instant
from bot.ingest.opml import read_opml, write_opml
from bot.ingest.worker import Reader

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://kabar.example/rss"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>K</title>{''.join(items)}</channel></rss>".encode()


def item(title: str, link: str, guid: str = "", more: str = "") -> str:
    guid = f"<guid>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title><link>{link}</link>{guid}{more}</item>"


def read(*items: str) -> Listing:
    return parse_feed(rss(*items), url=URL, now=NOW)


def test_titles_are_text_and_links_are_addresses() -> None:
    first, second = read(
        item("&lt;b&gt;Pasar&lt;/b&gt; &amp;amp; pantai < 5 km", "/a?utm_source=rss&id=1", "g1"),
        item("", "javascript:alert(1)", "g2", "<description>Warga Muara Teduh.</description>"),
    ).entries
    assert (first.title, first.link) == ("Pasar & pantai < 5 km", "https://kabar.example/a?id=1")
    assert (second.title, second.link) == ("Warga Muara Teduh.", "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Kamis, 30 Januari 2025 15:04 WIB", "2025-01-30T08:04:00+00:00"),
        ("mar, 12 ago 2025 05:00:00 +0200", "2025-08-12T03:00:00+00:00"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", ""),
        ("Tue, 12 Aug 2098 10:00:00 +0700", ""),
        ("2025-02-31", ""),
    ],
)
def test_dates(value: str, expected: str) -> None:
    assert instant(value, NOW) == expected


def test_a_page_is_refused_with_its_feeds() -> None:
    page = b"<html><head><link rel=alternate type='application/rss+xml' href='/rss.xml'></head></html>"
    with pytest.raises(NotAFeed) as caught:
        parse_feed(page, url="https://kabar.example/", now=NOW)
    assert caught.value.candidates == ("https://kabar.example/rss.xml",)


def test_what_is_new() -> None:
    remembered = Remembered()
    found = newly(read(item("A", "http://kabar.example/a", "1")), remembered, NOW)
    assert [entry.title for entry in found.new] == ["A"]
    remembered.learn(found.rows)
    again = read(item("A", "https://kabar.example/a/?utm_medium=x", "2"), item("B", "/b", "1"))
    assert [entry.title for entry in newly(again, remembered, NOW).new] == ["B"]


def test_opml_goes_round() -> None:
    feeds = [('Kabar & "Warta"', URL)]
    assert read_opml(write_opml(feeds, "Umpan", NOW).encode()) == feeds
    with pytest.raises(DocumentError, match="not OPML"):
        read_opml(rss())


async def test_feeds_are_read_in_a_child() -> None:
    async with Reader() as reader:
        data = rss(item("A", "/a", "1", "<description>" + "<!--" * 80_000 + "</description>"))
        assert await reader.read_feed(data, url=URL, now=NOW) == parse_feed(data, url=URL, now=NOW)
        with pytest.raises(NotAFeed):
            await reader.read_feed(b"<html><p>Halo.</p></html>", url=URL)
