import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.read import Kind, is_heavy, kind_of, read_document
from tests.ingest import pages

HTML = b"<!DOCTYPE html><html><body><p>Halo.</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "content_type", "kind"),
    [
        (HTML, "a.txt", "text/plain", Kind.HTML),
        (b"\n<!-- a --> <?xml version='1.0'?>\n<HTML>", "", "", Kind.HTML),
        (b"\xff\xfe" + "<html><p>a".encode("utf-16-le"), "", "", Kind.HTML),
        (b"<p>Halo</p>", "a.html", "", Kind.HTML),
        (b"<p>Halo</p>", "https://a.example/b", "text/html; charset=utf-8", Kind.HTML),
        (b"Halo 3 < 4", "https://a.example/b", "text/html", Kind.TEXT),
        (b"Halo", "a.md", "", Kind.MARKDOWN),
        (b"Halo", "", "text/markdown", Kind.MARKDOWN),
        (b"# Judul\n\nHalo", "standard input", "", Kind.MARKDOWN),
        (b"---\ntitle: Judul\n---\nHalo", "", "", Kind.MARKDOWN),
        (b"# Judul\n\nHalo", "a.txt", "", Kind.TEXT),
        (b"#tagar bukan judul", "", "", Kind.TEXT),
        (b"<!---->" * 5000, "", "", Kind.TEXT),
        (b"", "", "", Kind.TEXT),
    ],
)
def test_kinds(data: bytes, name: str, content_type: str, kind: Kind) -> None:
    assert kind_of(data, name, content_type) is kind


def test_what_may_take_long_is_heavy() -> None:
    assert is_heavy(HTML, "a.txt")
    assert is_heavy(b"[" * 100_000, "a.md")
    assert not is_heavy(b"[" * 100_000, "a.txt")
    assert is_heavy(b"a" * 1_000_000, "a.txt")


def test_a_page_gets_its_name_as_origin() -> None:
    document = read_document(
        pages.modern().encode(),
        name="https://kabar.example/x",
        content_type="text/html",
        url="https://kabar.example/x",
    )
    assert document.origin == "https://kabar.example/x"
    assert document.url == "https://kabar.example/kota/jembatan-lama"


@pytest.mark.parametrize(
    ("charset", "meta"),
    [("windows-1252", ""), ("", '<meta charset="windows-1252">'), ("", "<META CHARSET=cp1252 >")],
)
def test_pages_are_decoded_as_declared(charset: str, meta: str) -> None:
    html = pages.page(f"<article>{pages.paragraphs()}<p>Kafé Élan dan œuvre Ÿ di sana.</p></article>")
    data = html.replace('<meta charset="utf-8">', meta).encode("cp1252")
    assert "Kafé Élan dan œuvre Ÿ" in read_document(data, name="a.html", charset=charset).text


def test_a_page_without_an_article_is_called_by_its_name() -> None:
    with pytest.raises(DocumentError, match=r"^kosong\.html cannot be read: there is no article"):
        read_document(HTML, name="kosong.html")


MARKDOWN = b"""\
---
title: "Jembatan Lama Ditutup"
Source: Kabar Teduh
author: 'Sari Melati'
date: 2025-03-04 08:30 WIB
url: https://kabar.example/jembatan
lang: id-ID
tags: [kota]
---

# Jembatan *Lama* Ditutup

Wali kota **Raka Pradipta** menutup
[Jembatan Lama](https://kabar.example/a_b "peta") hari _Selasa_. Nama `nama_file`;
5 * 3 = 15 dan &amp; juga.

* butir satu
* butir **dua**
  1. di dalamnya

1998. Tahun itu sulit.

> \xe2\x80\x9cKami tidak mau mengambil risiko,\xe2\x80\x9d katanya.

![foto](a.png)

| Jembatan | Lebar |
|----------|-------|
| Lama     | 6 m   |

<!-- catatan --><div>Isi kotak</div>

Akhir<br>cerita <b>ini</b>.
"""


def test_markdown_becomes_prose() -> None:
    document = read_document(MARKDOWN, name="a.md")
    assert document.text.split("\n") == [
        "Jembatan Lama Ditutup",
        "Wali kota Raka Pradipta menutup Jembatan Lama hari Selasa. Nama nama_file; 5 * 3 = 15 dan & juga.",
        "butir satu",
        "butir dua",
        "di dalamnya",
        "1998. Tahun itu sulit.",
        "“Kami tidak mau mengambil risiko,” katanya.",
        "Jembatan Lebar",
        "Lama 6 m",
        "Isi kotak",
        "Akhir cerita ini.",
    ]
    assert (document.title, document.outlet, document.author) == (
        "Jembatan Lama Ditutup",
        "Kabar Teduh",
        "Sari Melati",
    )
    assert (document.published_at, document.language) == ("2025-03-04T01:30:00+00:00", "id")
    assert (document.url, document.origin) == ("https://kabar.example/jembatan", "a.md")


def test_the_first_heading_is_the_title() -> None:
    document = read_document(b"Pembuka.\n\nJudul Utama\n===\n\n## Kedua\n\nIsi.\n", name="a.md")
    assert document.title == "Judul Utama"
    assert document.text == "Pembuka.\nJudul Utama\nKedua\nIsi."


@pytest.mark.parametrize(
    "text", ["---\n\nGaris, bukan kepala.\n", "---\ntitle: tanpa akhir\n", "--- a\nb: c\n---\n"]
)
def test_other_rules_are_not_front_matter(text: str) -> None:
    assert read_document(text.encode(), name="a.md", url="").outlet == ""


PROSE = "\n\n".join(pages.ID_PARAGRAPHS)


def wrapped(width: int) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in pages.ID_PARAGRAPHS)


@pytest.mark.parametrize("width", [50, 60, 72, 80])
def test_wrapped_text_is_unwrapped(width: int) -> None:
    text = f"Jembatan Lama Ditutup\n\n{wrapped(width)}\n"
    assert read_document(text.encode(), name="a.txt").text == "\n".join(
        ("Jembatan Lama Ditutup", *pages.ID_PARAGRAPHS)
    )


def test_a_headline_right_above_wrapped_text_stays_a_line() -> None:
    text = f"Jembatan Lama Ditutup\n{wrapped(72)}\n"
    assert read_document(text.encode(), name="a.txt").text.startswith("Jembatan Lama Ditutup\nWali Kota")


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.replace("\n\n", "\n"),
        f"  {PROSE}  \n\n\n",
        "Jakarta menang 3-1.\nBandung kalah.\nTeduh seri.\n",
        "- butir pertama yang cukup panjang untuk sebaris\n- butir kedua yang juga panjang\n- ketiga\n",
        "Kalimat pendek yang berdiri sendiri di baris.\nKalimat lain.\n\nKalimat ketiga.\nSatu lagi.\n",
    ],
)
def test_text_with_a_paragraph_a_line_is_left_to_the_letter(text: str) -> None:
    assert read_document(text.encode(), name="a.txt").text == text


@pytest.mark.parametrize(
    "head",
    [
        "Title: Jembatan Lama Ditutup\nSource: Kabar Teduh\nAuthor: Sari Melati\nDate: 4 March 2025\nURL: https://a.example/x",
        "Judul : Jembatan Lama Ditutup\nSUMBER: Kabar Teduh\nOleh: Sari Melati\nTanggal: 4/3/2025\nURL: https://a.example/x",
    ],
)
def test_fields_at_the_top(head: str) -> None:
    document = read_document(f"{head}\n\n{PROSE}".encode(), name="a.txt")
    assert (document.title, document.outlet, document.author) == (
        "Jembatan Lama Ditutup",
        "Kabar Teduh",
        "Sari Melati",
    )
    assert (document.published_at, document.url) == ("2025-03-04", "https://a.example/x")
    assert document.text == PROSE


@pytest.mark.parametrize(
    "text",
    [
        f"Sumber: Kabar Teduh\n{PROSE}",
        f"Judul besar itu: tidak ada.\nSumber: Kabar Teduh\n{PROSE}",
        f"{PROSE}\nJudul: a\nSumber: b",
        "Judul: hanya ini\nSumber: dan ini",
    ],
)
def test_less_than_two_fields_or_fields_elsewhere_are_text(text: str) -> None:
    document = read_document(text.encode(), name="a.txt")
    assert (document.text, document.title, document.outlet) == (text, "", "")


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"%PDF-1.7", "berita.pdf", "it is a PDF"),
        (b"bukan pdf", "berita.pdf", "it is a PDF"),
        (b"PK\x03\x04 word/document.xml", "berita.docx", "it is a Word document"),
        (b"\x89PNG\r\n\x1a\n", "foto.png", "it is a PNG image"),
        (b'{"a": 1}', "a.json", "it is data"),
        (b"<?xml version='1.0'?>\n<rss version='2.0'>", "a", "it is a feed"),
        (b"a" * (10 * 1024 * 1024 + 1), "a.txt", "larger than 10 MiB"),
        (HTML + b" " * (10 * 1024 * 1024), "a.html", "larger than 10 MiB"),
        (b" \n", "a.txt", "no text"),
        (b"# \n", "a.md", "no text"),
    ],
)
def test_other_files_are_refused(data: bytes, name: str, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as caught:
        read_document(data, name=name)
    assert str(caught.value).startswith(name)


@given(st.text(max_size=400), st.sampled_from(["a.md", "a.txt", "a"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    try:
        document = read_document(text.encode("utf-8", "ignore"), name=name)
    except DocumentError:
        return
    assert document.text.strip()
    assert document.origin == name


@given(
    st.lists(
        st.sampled_from(["*", "_", "`", "[", "](", ")", "!", "> ", "- ", "\n", "\n\n", "    ", "|", "kata "])
    )
)
def test_any_markdown_keeps_its_words(parts: list[str]) -> None:
    text = "kata\n\n" + "".join(parts)
    document = read_document(text.encode(), name="a.md")
    assert document.text.startswith("kata")
