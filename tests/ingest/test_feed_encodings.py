"""Feeds in encodings that they declare, do not declare, or declare wrongly."""

import codecs

import pytest

from tests.ingest.feeds import item, titles

TITLE = "Harga “naik” – café Señor Ñandú di Muara Teduh"


def encoded(encoding: str, declared: str = "", title: str = TITLE) -> bytes:
    named = f" encoding='{declared}'" if declared else ""
    return f"<?xml version='1.0'{named}?><rss><channel>{item(title)}</channel></rss>".encode(encoding)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-16", ""),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", ""),
        ("cp1252", "utf-8"),
        ("cp1252", "x-teduh-9"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "utf-16"),
        ("utf-8", "us-ascii"),
        ("utf-8", "x-teduh-9"),
        ("utf-8", "rot13"),
        ("utf-8", "base64"),
        ("utf-8", "utf-7"),
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", "windows-1252"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    assert titles(encoded(encoding, declared)) == [TITLE]


def test_latin_1_that_calls_itself_utf_8() -> None:
    title = "Façade café di señora Ñandú"
    assert titles(encoded("latin-1", "utf-8", title)) == [title]


@pytest.mark.parametrize("charset", ["utf-16", "ascii", "x-teduh-9", "undefined", "utf-8\0", "'", "hex"])
def test_what_the_server_says_of_it_is_a_hint(charset: str) -> None:
    assert titles(encoded("utf-8", "utf-8"), charset) == [TITLE]


def test_what_only_the_server_says_is_believed() -> None:
    title = "Мост через реку закрыт на ремонт"
    assert titles(encoded("cp1251", "", title), "windows-1251") == [title]


@pytest.mark.parametrize("before", [codecs.BOM_UTF8 * 2, codecs.BOM_UTF8 + b"\r\n ", b"\n\n  ", b"\0"])
def test_what_stands_before_the_declaration(before: bytes) -> None:
    assert titles(before + encoded("utf-8", "utf-8")) == [TITLE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_feed_that_breaks_off_within_a_letter(encoding: str) -> None:
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    whole = mark + f"<rss><channel>{item(TITLE)}<item><title>🐟".encode(encoding)
    for cut in range(1, 9):
        assert titles(whole[:-cut]) == [TITLE]
