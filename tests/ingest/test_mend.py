import pytest
from lxml.html import fromstring, tostring

from bot.ingest.extract import extract_html
from bot.ingest.mend import mend
from tests.ingest import pages
from tests.timing import within


def test_text_between_line_breaks_becomes_paragraphs() -> None:
    loose = f"<b>Muara Teduh</b> - {pages.ID_PARAGRAPHS[0]}<br><br>{pages.ID_PARAGRAPHS[1]}"
    body = f"<div class='isi'>{loose}{pages.paragraphs(pages.ID_PARAGRAPHS[2:])}</div>"
    text = extract_html(pages.page(f"<h1>Jembatan Lama Ditutup</h1>{body}")).text
    assert text.split("\n") == [f"Muara Teduh - {pages.ID_PARAGRAPHS[0]}", *pages.ID_PARAGRAPHS[1:]]


@pytest.mark.parametrize(
    "html",
    [
        "<div>Foto jembatan lama pada hari Selasa pekan lalu, dari utara.<img src='a'></div>",
        "<div><a href='/a'>Berita lain yang cukup panjang untuk sebuah judul</a><br>Kota</div>",
        "<div>Hanya teks di dalam satu blok tanpa yang lain di sampingnya.</div>",
    ],
)
def test_captions_and_labels_stay_as_they_are(html: str) -> None:
    tree = fromstring(f"<html><body>{html}</body></html>")
    before = tostring(tree)
    mend(tree)
    assert tostring(tree) == before


def test_nothing_is_lost_or_moved() -> None:
    html = (
        "<body>awal<br>"
        + "dan kalimat yang panjang sekali tentang <i>jembatan</i> itu<br>" * 4
        + "akhir</body>"
    )
    tree = fromstring(f"<html>{html}</html>")
    text = tree.text_content()
    mend(tree)
    assert tree.text_content() == text
    assert len(tree.findall(".//p")) == 4


def test_many_loose_lines_take_linear_time() -> None:
    tree = fromstring(
        "<html><body>" + "kalimat yang cukup panjang untuk sebuah paragraf di sini<br>" * 20_000
    )
    with within(10):
        mend(tree)
