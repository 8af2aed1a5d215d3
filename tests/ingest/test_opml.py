"""Lists of feeds from other programs, and from people who want to know what happens."""

from contextlib import suppress

import pytest

from bot.errors import DocumentError
from bot.ingest.opml import MAX_FEEDS, MAX_OPML_BYTES, read_opml, write_opml
from tests.ingest.feeds import NOW
from tests.timing import within

ONE = "<outline text='Kabar' xmlUrl='https://kabar.example/rss'/>"
READ = [("Kabar", "https://kabar.example/rss")]
ATTRIBUTES = " ".join(f"a{n}='b'" for n in range(100_000))
LAUGHS = "<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))


def opml(body: str, head: str = "") -> bytes:
    return f"{head}<opml version='2.0'><body>{body}</body></opml>".encode()


@pytest.mark.parametrize("depth", [1, 10, 200])
def test_folders_however_deep(depth: int) -> None:
    assert read_opml(opml("<outline text='Map'>" * depth + ONE + "</outline>" * depth)) == READ


@pytest.mark.parametrize(
    "data",
    [
        opml(ONE + "<outline>" * 300_000),
        opml(ONE + "<outline>" * 100_000 + "</outline>" * 100_000),
        opml(f"{ONE}<outline {ATTRIBUTES}/>"),
        opml(ONE + "<!--x-->" * 300_000),
        opml(ONE + "<!--" * 300_000),
        opml(ONE + "&" * 300_000),
    ],
    ids=["never closed", "deep", "attributes", "comments", "comments never closed", "ampersands"],
)
def test_bombs_cost_little(data: bytes) -> None:
    with within(5):
        assert read_opml(data) == READ


@pytest.mark.parametrize(
    "place", ["<outline text='&l11;' xmlUrl='https://a.example/'/>", "<outline>&l11;</outline>"]
)
def test_entities_are_not_multiplied(place: str) -> None:
    """Whether the rest of such a file is read is libxml2's to say."""
    with within(5), suppress(DocumentError):
        found = read_opml(opml(ONE + place, f"<!DOCTYPE opml [{LAUGHS}]>"))
        assert found[0] == READ[0]
        assert len(str(found)) < 2_000


def test_nothing_outside_is_read() -> None:
    head = f"<!DOCTYPE opml [<!ENTITY e SYSTEM 'file://{__file__}'>]>"
    assert read_opml(opml("<outline xmlUrl='https://a.example/'>&e;</outline>", head)) == [
        ("", "https://a.example/")
    ]


def test_limits() -> None:
    many = "".join(f"<outline text='{n}' xmlUrl='https://kabar.example/{n}'/>" for n in range(MAX_FEEDS + 9))
    found = read_opml(opml(many))
    assert (len(found), found[-1][0]) == (MAX_FEEDS, str(MAX_FEEDS - 1))
    with pytest.raises(DocumentError, match="larger than 5 MiB"):
        read_opml(opml(ONE) + b" " * MAX_OPML_BYTES)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no XML"),
        (b"\0\0\0\0", "no XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no XML|not OPML"),
        (b"Daftar umpan", "no XML|not OPML"),
        (b'{"opml": []}', "no XML|not OPML"),
        (b"<html><opml></opml></html>", "not OPML"),
        (opml(""), "names no feed"),
        (
            opml("<outline xmlUrl='javascript:alert(1)'/><outline xmlUrl='file:///etc/passwd'/>"),
            "names no feed",
        ),
        (opml("<outline type='link' url='https://kabar.example/'/>"), "names no feed"),
        (opml(f"<outline xmlUrl='https://kabar.example/{'a' * 3_000}'/>"), "names no feed"),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=rf"^The list of feeds cannot be read: .*({why})"):
        read_opml(data)


@pytest.mark.parametrize(
    "data",
    [
        opml(ONE).decode().encode("utf-8-sig"),
        ("<?xml version='1.0' encoding='utf-16'?>" + opml(ONE).decode()).encode("utf-16"),
        opml(ONE, "<?xml version='1.0' encoding='x-teduh'?>"),
        opml(ONE, "\n\n<?xml version='1.0'?>"),
        opml(ONE + ONE),
        opml(ONE)[:-10],
        opml(ONE).replace(b"opml", b"OPML").replace(b"outline", b"OUTLINE").replace(b"xmlUrl", b"XMLURL"),
    ],
    ids=range(7),
)
def test_odd_files(data: bytes) -> None:
    assert read_opml(data) == READ


def test_bare_ampersands_stay_in_addresses() -> None:
    body = "<outline text='A & B &amp; C' xmlUrl='https://kabar.example/?a=1&b=2&amp;c=3&#38;d=4'/>"
    assert read_opml(opml(body)) == [("A & B & C", "https://kabar.example/?a=1&b=2&c=3&d=4")]


def test_what_is_written_is_read_again() -> None:
    feeds = [
        ('Kabar & "Warta" <1>', "https://kabar.example/?a=1&b='2'"),
        ("A\x01\nB", "https://lain.example/"),
    ]
    written = write_opml(feeds, "Umpan \x02& lain", NOW).encode()
    assert read_opml(written) == [feeds[0], ("A B", feeds[1][1])]
