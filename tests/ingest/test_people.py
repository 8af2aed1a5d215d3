import pytest

from bot.ingest.extract import extract_html
from tests.ingest import pages

URL = "https://www.kabarteduh.com/kota/jembatan-lama"


def author_of(byline: str = "", head: str = "", below: str = "") -> str:
    body = f"<article><h1>Jembatan Lama Ditutup</h1>{byline}{pages.paragraphs()}{below}</article>"
    return extract_html(pages.page(body, head=head), URL).author


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="Sari Melati">', "Sari Melati"),
        (
            '<meta name="author" content="Sari Melati"><meta name="author" content="Budi Anggara">',
            "Sari Melati; Budi Anggara",
        ),
        ('<meta property="article:author" content="https://social.example/sari">', ""),
        ('<meta name="author" content="Kabarteduh Cyber">', ""),
        ('<meta name="author" content="Tim Redaksi">', ""),
        (
            pages.linked_data(author="Sari Melati, Budi Anggara dan Wulan Astari"),
            "Sari Melati; Budi Anggara; Wulan Astari",
        ),
    ],
)
def test_declared_names(head: str, expected: str) -> None:
    assert author_of(head=head) == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ('<span itemprop="author"><span itemprop="name">Sari Melati</span></span>', "Sari Melati"),
        ('<a rel="author" href="/x">Sari Melati</a>', "Sari Melati"),
        ('<div class="detail__author">Sari Melati - <span>Kabar Teduh</span></div>', "Sari Melati"),
        ('<div class="byline"><a>Sari Melati</a> and <a>Budi Anggara</a></div>', "Sari Melati; Budi Anggara"),
        ('<p>Tekst: <a href="/autoren/sari-melati">Sari Melati</a></p>', "Sari Melati"),
        ("<p>Penulis : Sari Melati</p>", "Sari Melati"),
        ('<aside><div class="author">Orang Lain</div></aside>', ""),
        ('<div class="comment"><span class="author">Orang Lain</span></div>', ""),
        ('<div class="author">12 berita</div>', ""),
    ],
)
def test_shown_names(byline: str, expected: str) -> None:
    assert author_of(byline) == expected


def test_a_name_in_capitals_below_the_article() -> None:
    assert author_of(below="<p>SARI MELATI</p>") == "Sari Melati"


def test_the_byline_has_all_of_whom_the_head_has_one() -> None:
    byline = '<div class="author"><a>Sari Melati</a></div><div class="author"><a>Budi Anggara</a></div>'
    assert author_of(byline, head='<meta name="author" content="Sari Melati">') == "Sari Melati; Budi Anggara"
