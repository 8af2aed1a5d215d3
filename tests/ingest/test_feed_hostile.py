"""Feeds that want time, memory or files of whoever reads them, and feeds that are merely broken."""

import socket
import tracemalloc
from pathlib import Path

import pytest

from bot.errors import NotAFeed
from bot.ingest.articles import Articles
from bot.ingest.worker import Reader
from tests.ingest.feeds import atom, item, read, rss, titles
from tests.ingest.servers import fetcher
from tests.timing import within

MIB = 1 << 20
MUCH = 32 * 1024  # 2 MiB are read in a child only, which is killed in time
BEGUN = b"<rss><channel>" + item().encode()
LAUGHS = "<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


# -- bombs -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        (LAUGHS, "&l9;"),
        ("<!ENTITY a '&a;'>", "&a;"),
        (f"<!ENTITY q '{'a' * 100_000}'>", "&q;" * 5_000),
        (f"<!ENTITY q '{'a' * 199}'>", "&q;" * 50_000),
        ("<!ENTITY % p '<!ENTITY q &#34;&#37;p;&#34;>'>%p;", "&q;"),
    ],
    ids=["laughs", "itself", "quadratic", "quadratic, small", "parameter"],
)
def test_entities_are_not_multiplied(declared: str, title: str) -> None:
    data = rss(item(title), item("Kapal kembali", "/b"), head=f"<!DOCTYPE rss [{declared}]>")
    tracemalloc.start()
    try:
        with within(4):
            bomb, other = read(data).entries
        assert tracemalloc.get_traced_memory()[1] < 40 * MIB
    finally:
        tracemalloc.stop()
    assert len(bomb.title) <= 500
    assert other.title == "Kapal kembali"


def test_plain_entities_of_a_feed_are_read() -> None:
    assert titles(rss(item("Kota &mt;"), head="<!DOCTYPE rss [<!ENTITY mt 'Muara Teduh'>]>")) == [
        "Kota Muara Teduh"
    ]


def test_nothing_outside_is_looked_up(tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.write_text("sandi nahkoda")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        at = f"http://127.0.0.1:{server.getsockname()[1]}/"
        head = (
            f"<?xml-stylesheet href='{at}s.xsl'?><!DOCTYPE rss PUBLIC 'x' '{at}d.dtd' ["
            f"<!ENTITY e SYSTEM '{secret.as_uri()}'><!ENTITY h SYSTEM '{at}h'>"
            f"<!ENTITY % p SYSTEM '{at}p'>%p;]>"
        )
        include = (
            f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{secret.as_uri()}' parse='text'/>"
        )
        feed = read(rss(item("A &e;&h; B", more=f"<description>{include}</description>"), head=head))
        with pytest.raises(TimeoutError):
            server.accept()
    assert "sandi" not in str(feed)
    assert len(feed.entries) == 1


@pytest.mark.parametrize(
    "filler",
    [b"<!--", b"<![CDATA[", b"<?", b"<!DOCTYPE", b"</a>", b"<item>", b"<item ", b"<title>"],
    ids=lambda filler: filler.decode(),
)
def test_what_never_ends(filler: bytes) -> None:
    """What was whole before it is read; nothing is looked for again and again to the end of the feed."""
    with within(10):
        found = read(BEGUN + filler * (MUCH // len(filler)))
    assert found.entries[0].title == "Kapal berlayar"
    assert not any(entry.title or entry.link for entry in found.entries[1:])


@pytest.mark.parametrize("filler", [b"<!--", b"<a>", b"<!DOCTYPE [", b"<!ENTITY a ", b"&", b"<rss ", b"&#"])
def test_what_never_ends_before_any_entry(filler: bytes) -> None:
    with within(10), pytest.raises(NotAFeed):
        read(b"<rss><channel><title>" + filler * (MUCH // len(filler)))


def test_a_feed_of_one_entry_that_is_too_large_says_so() -> None:
    with pytest.raises(NotAFeed, match=r"its first 2 MiB hold no whole entry\.$"):
        read(rss(item(more=f"<description>{'kata ' * 500_000}</description>")))


# -- limits ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["</item>", ""], ids=["closed", "never closed"])
def test_1_000_entries_are_read(end: str) -> None:
    entries = [item(f"Kapal {n}", f"/{n}").replace("</item>", end) for n in range(1_100)]
    found = titles(rss(*entries))
    assert found[:2] == ["Kapal 0", "Kapal 1"]
    assert len(found) == (1_000 if end else 999)  # the last one that never ends may be half


def test_titles_are_cut_at_a_word() -> None:
    words, letters = read(rss(item("kapal " * 1_000), item("x" * 5_000, "/b"))).entries
    assert words.title.endswith("kapal …")
    assert letters.title.endswith("xx …")
    assert max(len(words.title), len(letters.title)) <= 500


async def test_entries_that_say_nothing_are_listed_and_become_no_articles() -> None:
    dated = "<pubDate>Thu, 01 Jan 2020 00:00:00 +0000</pubDate>"
    nothing = ["<item></item>", "<item/>", item(" ", " "), f"<item><guid>tag:1</guid>{dated}</item>"]
    entries = read(rss(*nothing, item("", "/a"), "<item><description>Isi</description></item>")).entries
    assert [entry.title for entry in entries] == [""] * 4 + ["https://kabar.example/a", "Isi"]
    assert not any(entry.link or entry.summary or entry.content for entry in entries[:4])
    assert len({entry.id for entry in entries}) == 6
    async with fetcher() as network, Reader() as reader:
        for entry in entries[:4]:
            found = await Articles(network, reader).find(entry, "K", last_attempt=True)
            assert (found.draft, found.passing) == (None, False)
            assert found.gates[-1].reason == "the entry carries no text either"


# -- broken XML --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ikan & udang", "Ikan & udang"),
        ("Ikan &nbsp;&copy; caf&eacute;", "Ikan © café"),
        ("Ikan &teduh; udang", "Ikan &teduh; udang"),
        ("&#147;Ikan&#148; &#x1F41F;", "“Ikan” 🐟"),
        ("Ikan&#0;&#xD800;&#x1F;&#99999999;", "Ikan"),
        ("I\x01k\x08a\x0b\x0cn\x1f\ufffe\uffff\x7f\0", "Ikan"),
        ("3 < 5 <= 7", "3 < 5 <= 7"),
        ("<b>Ikan <i>udang</b>", "Ikan udang"),
        ("<![CDATA[Ikan & <b>udang</b>]]>", "Ikan & udang"),
        ("Ikan]]>", "Ikan]]>"),
    ],
)
def test_what_is_no_xml_is_read_as_it_was_meant(written: str, expected: str) -> None:
    found = read(rss(item(written), item("Kapal kembali", "/b"))).entries
    assert [entry.title for entry in found] == [expected, "Kapal kembali"]


def test_an_entry_that_breaks_off_is_dropped_wherever_it_does() -> None:
    whole = rss(
        item("Satu", "/1"), item("Dua – tiga", "/2", "<description>Isi &amp; <![CDATA[x]]></description>")
    )
    begin, end = whole.rindex(b"<item>"), whole.rindex(b"</item>")
    for cut in range(begin, end):
        assert titles(whole[:cut]) == ["Satu"], whole[begin:cut]
    assert titles(whole[: end + len(b"</item>")]) == ["Satu", "Dua – tiga"]


# -- addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("root", "entry", "link", "expected"),
    [
        ("", "", "a", "https://kabar.example/a"),
        ("", "", "//lain.example/a", "https://lain.example/a"),
        ("", "", "?a=1", "https://kabar.example/rss?a=1"),
        ("xml:base='https://lain.example/x/'", "", "a", "https://lain.example/x/a"),
        ("xml:base='https://lain.example/x/'", "xml:base='y/'", "a", "https://lain.example/x/y/a"),
        ("xml:base='https://lain.example/x/'", "xml:base='/y/'", "../a", "https://lain.example/a"),
        ("xml:base='javascript:x'", "", "a", "https://kabar.example/a"),
        ("xml:base='https://lain.example/x/'", "xml:base='file:///etc/'", "a", ""),
        ("", "", "javascript:alert(1)", ""),
        ("", "", "http://[::1", ""),
        ("", "", "https://u:p@kabar.example/a", "https://kabar.example/a"),
    ],
)
def test_relative_links(root: str, entry: str, link: str, expected: str) -> None:
    feed = atom(f"<entry {entry}><title>A</title><link href='{link}'/></entry>", root)
    assert read(feed).entries[0].link == expected


def test_links_in_contents_are_made_absolute() -> None:
    content = "<content type='html'>&lt;p>&lt;a href='b'>Isi&lt;/a>&lt;/p></content>"
    feed = atom(f"<entry><title>A</title><link href='/x/a'/>{content}</entry>")
    assert "https://kabar.example/x/b" in read(feed).entries[0].content
