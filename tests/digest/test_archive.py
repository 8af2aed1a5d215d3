"""Digests as web pages and a feed: escaped, whole, and the same however often they are written."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.archive import FEED, INDEX, Kept, read_kept, write
from bot.domain import (
    LOCAL,
    Digest,
    DigestAnswer,
    DigestCorrection,
    DigestQuote,
    DigestStory,
)
from tests.digest.pieces import SINCE, UNTIL, piece

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '</span><script>alert("1")</script>&\x00\x1b[31m\u202e\ufffe <img src=x onerror=1> {text}'
BRIDGE = piece(1, "Bridge collapses", "Kabar A", url="https://a.example/?a=1&b=2")
BANJIR = piece(2, "Banjir surut", "Kabar B", "id", url="javascript:alert(1)")
QUOTE = DigestQuote(BRIDGE, 1, "A bridge collapsed & 14 people were hurt.")
DIGEST = Digest(
    LOCAL,
    "en",
    SINCE,
    UNTIL,
    (DigestStory(1, BRIDGE, (QUOTE,), (BRIDGE, BANJIR)), DigestStory(2, BANJIR, (), (BANJIR,))),
    (DigestCorrection(BRIDGE, "14 people {text}.", "12 people."), DigestCorrection(BRIDGE, "Gone.", "")),
    (DigestAnswer("who fell?", QUOTE),),
    articles=3,
)
QUIET = Digest(LOCAL, "id", UNTIL, "2025-03-15T12:00:00+00:00")


class Page(HTMLParser):
    """What stands in a page: its tags with their attributes, and its text."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str | None]:
        """Where its links lead."""
        return [values["href"] for tag, values in self.tags if tag == "a"]


def pages(digest: Digest = DIGEST, known: tuple[Kept, ...] = ()) -> tuple[Kept, Page, Page, ET.Element]:
    """The page of a digest, the index, and the feed."""
    kept, files = write(digest, known)
    return kept, Page(files[kept.page]), Page(files[INDEX]), ET.fromstring(files[FEED])


def test_a_page_tells_all_of_a_digest() -> None:
    kept, page, _, _ = pages()
    for text in (
        "Digest",
        kept.period,
        kept.summary,
        "Bridge collapses",
        f"“{QUOTE.text}”",
        "Kabar A · 14 March 2025",
        "also in: Kabar B",
        "Banjir surut in Indonesian",
        "was: 14 people {text}.",
        "now: 12 people.",
        "now: taken out",
        "who fell?",
    ):
        assert text in page.text
    assert page.links()[:2] == [INDEX, BRIDGE.url]
    assert {values.get("lang") for _, values in page.tags} >= {"en", "id"}
    assert not any(link and link.startswith("javascript") for link in page.links())


def test_an_indonesian_page_speaks_indonesian() -> None:
    kept, page, index, _ = pages(QUIET)
    assert "Hari yang tenang" in page.text
    assert kept.period == "14 Maret 2025, 12:00 – 15 Maret 2025, 12:00 UTC"
    assert ("html", {"lang": "id"}) in page.tags
    assert "Kumpulan ringkasan" in index.text


def test_what_is_foreign_is_text() -> None:
    bad = replace(BRIDGE, title=HOSTILE, outlet=HOSTILE, url=f'https://a.example/"{HOSTILE}', language='"x')
    story = DigestStory(1, bad, (DigestQuote(bad, 1, HOSTILE),), (bad, replace(bad, id=9)))
    digest = replace(
        DIGEST,
        language='x"',
        stories=(story,),
        corrections=(DigestCorrection(bad, HOSTILE, HOSTILE),),
        answered=(DigestAnswer(HOSTILE, DigestQuote(bad, 1, HOSTILE)),),
    )
    _, page, index, feed = pages(digest)
    for one in (page, index):
        names = {tag for tag, _ in one.tags}
        assert names.isdisjoint({"script", "img"})
        assert not any(name.startswith("on") for _, values in one.tags for name in values)
        assert 'alert("1")' in one.text
        assert not re.search("[\x00\x1b\u202e\ufffe]", one.text)
    assert "<script>" in "".join(feed.itertext())


@given(st.text(max_size=60), st.sampled_from(["en", "id", "ar", "und", "\x00"]))
@settings(max_examples=60, deadline=None)
def test_whatever_was_published_makes_whole_pages(text: str, language: str) -> None:
    article = replace(BRIDGE, title=text, outlet=text, url=f"https://a.example/{text}", language=language)
    story = DigestStory(1, article, (DigestQuote(article, 1, text),), (article, BANJIR))
    kept, page, _, _ = pages(replace(DIGEST, stories=(story,), language=language))
    assert read_kept(write(replace(DIGEST, stories=(story,), language=language), ())[1][kept.record]) == kept
    assert page.links()[0] == INDEX


def test_pages_load_nothing() -> None:
    kept, files = write(DIGEST, ())
    for name in (kept.page, INDEX):
        loading = [
            values
            for tag, values in Page(files[name]).tags
            if tag in ("script", "img", "iframe") or (tag == "link" and values.get("rel") == "stylesheet")
        ]
        assert loading == []
        assert "default-src 'none'" in files[name]
        assert "prefers-color-scheme: dark" in files[name]
        assert "width=device-width" in files[name]


def test_the_feed_is_atom() -> None:
    first, *_ = pages()
    second, _, _, feed = pages(QUIET, (first,))
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.findtext(ATOM + name)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    links = [entry.find(f"{ATOM}link") for entry in entries]
    assert [one.get("href") for one in links if one is not None] == [second.page, first.page]
    ids = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    assert len(set(ids)) == 3
    parsed = feedparser.parse(write(QUIET, (first,))[1][FEED].encode())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.entries[0].updated == QUIET.until


def test_written_twice_is_written_once() -> None:
    kept, files = write(DIGEST, ())
    assert write(DIGEST, (kept,)) == (kept, files)
    later = replace(DIGEST, until="2025-03-14T12:05:00+00:00")
    assert write(later, (kept,)) == (kept, files)
    other, _ = write(replace(DIGEST, stories=DIGEST.stories[:1]), (kept,))
    assert other.name != kept.name
    assert other.archive == kept.archive


def test_earlier_digests_stay_listed_the_newest_first() -> None:
    first, *_ = pages()
    second, _, index, _ = pages(QUIET, (first,))
    assert index.links() == [FEED, second.page, first.page]
    assert "Bridge collapses" in index.text
    again, _, index, _ = pages(DIGEST, (first, second))
    assert again == first
    assert index.links() == [FEED, second.page, first.page]


def test_what_is_read_back_is_what_was_written() -> None:
    kept, files = write(DIGEST, ())
    assert read_kept(files[kept.record]) == kept


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"name": 1}', "[" * 100_000, '{"headlines": 5}', '"' + "x" * 99]
)
def test_other_files_are_nobodys_business(text: str) -> None:
    assert read_kept(text) is None


@pytest.mark.parametrize(
    ("old", "new"), [("2025-03-14-", "../"), ("urn:uuid:", "http:"), (UNTIL, "yesterday")]
)
def test_a_record_that_was_tampered_with_is_not_ours(old: str, new: str) -> None:
    kept, files = write(DIGEST, ())
    assert read_kept(files[kept.record].replace(old, new)) is None
