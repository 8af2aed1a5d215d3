"""What is no article is refused with two words that say what it is; what is one never is."""

import pytest

from bot.errors import NotAnArticle
from bot.ingest.extract import extract_html
from bot.ingest.read import read_document
from bot.ingest.worker import Reader
from tests.ingest import pages

URL = "https://kabar.example/kota/jembatan-lama"
TEASERS = "".join(
    f"<div class='item'><h2><a href='/kota/{n}'>Judul berita nomor {n} tentang jembatan di kota</a></h2>"
    f"<p>Ringkasan berita nomor {n} menceritakan apa yang terjadi di jembatan kota pada hari itu.</p></div>"
    for n in range(20)
)


def refused(html: str, url: str = URL) -> str:
    with pytest.raises(NotAnArticle) as caught:
        extract_html(html, url)
    assert len(caught.value.gate.split()) == 2
    return caught.value.gate


@pytest.mark.parametrize(
    ("body", "gate"),
    [
        ("<noscript>You need to enable JavaScript to run this app.</noscript>", "needs JavaScript"),
        ("<h1>Just a moment...</h1><p>Verifying you are human.</p>", "robot check"),
        ("<p>Kami menggunakan cookie. Setujui semua cookie?</p>", "cookie wall"),
        ("<p>Berlangganan untuk membaca artikel ini.</p>", "paywall stub"),
        ("<p>Please log in to continue.</p>", "login page"),
        ("<h1>404 - Halaman tidak ditemukan</h1>", "error page"),
        ("<p>The page you asked for was not found on this server.</p>", "error page"),
        ("<p>503 Service Unavailable</p>", "error page"),
        ("<p>Halo.</p>", "no text"),
    ],
)
def test_walls(body: str, gate: str) -> None:
    assert refused(f"<html><head><title>Halaman</title></head><body>{body}</body></html>") == gate


def test_a_section_and_a_front_page_are_lists() -> None:
    html = pages.page(f"<main>{TEASERS}</main>", title="Kota")
    assert refused(html, "https://kabar.example/kota") == "list page"
    assert refused(html, "https://kabar.example/index.html") == "front page"


def test_a_page_of_links_alone_is_no_article() -> None:
    links = "".join(
        f"<p><a href='/{n}'>Judul berita nomor {n} tentang jembatan kota</a></p>" for n in range(40)
    )
    refused(pages.page(f"<main>{links}</main>"))


def test_an_article_with_related_headlines_in_between_is_one() -> None:
    body = "".join(
        f"<p>{text}</p><p>Baca juga: <a href='/b'>Judul lain yang tidak ada hubungannya sama sekali</a></p>"
        for text in (*pages.ID_PARAGRAPHS, *pages.EN_PARAGRAPHS[:1])
    )
    text = extract_html(pages.page(f"<article><h1>Jembatan Lama Ditutup</h1>{body}</article>"), URL).text
    assert text.split("\n") == [*pages.ID_PARAGRAPHS, pages.EN_PARAGRAPHS[0]]


def test_an_article_about_errors_and_robots_is_one() -> None:
    told = "Menurut petugas, situs itu menampilkan pesan halaman tidak ditemukan dan captcha sejak Senin."
    html = pages.page(f"<article>{pages.paragraphs((*pages.ID_PARAGRAPHS, told))}</article>")
    assert told in extract_html(html, URL).text


async def test_the_gate_comes_out_of_the_worker_and_under_the_name_of_the_page() -> None:
    html = b"<html><body><p>Please log in to continue.</p></body></html>"
    with pytest.raises(NotAnArticle, match=r"^x cannot be read: the page asks for a login") as caught:
        read_document(html, name="x")
    assert caught.value.gate == "login page"
    async with Reader() as reader:
        with pytest.raises(NotAnArticle, match=r"^x cannot be read") as caught:
            await reader.read(html, name="x")
    assert caught.value.gate == "login page"
