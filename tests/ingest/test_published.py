import pytest

from bot.ingest.extract import extract_html
from tests.ingest import pages

URL = "https://kabar.example/kota/jembatan-lama"


@pytest.mark.parametrize(
    ("head", "shown", "expected"),
    [
        (pages.linked_data(datePublished="2025-03-04T08:30:00+0700"), "", "2025-03-04T08:30:00+07:00"),
        (pages.linked_data(datePublished="2025-03-04T01:30:00Z"), "", "2025-03-04T01:30:00+00:00"),
        (
            '<meta property="article:published_time" content="2025-03-04T08:30:00+09:00">',
            "",
            "2025-03-04T08:30:00+09:00",
        ),
        (
            "",
            '<time itemprop="datePublished" datetime="2025-03-04T08:30:00+07:00">kemarin</time>',
            "2025-03-04T08:30:00+07:00",
        ),
        ("", "<div>Selasa, 4 Maret 2025 15:04 WITA</div>", "2025-03-04T07:04:00+00:00"),
        ("", "<div>Selasa, 04 Mar 2025 | 15:04 WIT</div>", "2025-03-04T06:04:00+00:00"),
        # The day stands in one place, the time in another.
        (
            pages.linked_data(datePublished="2025-03-04")
            + '<meta property="article:published_time" content="2025-03-04T08:30:00+07:00">',
            "",
            "2025-03-04T08:30:00+07:00",
        ),
        # The zone stands beside the time of the last change only.
        (
            pages.linked_data(datePublished="2025-03-04T08:30:00", dateModified="2025-03-05T09:00:00+07:00"),
            "",
            "2025-03-04T08:30:00+07:00",
        ),
        # Another day's time is not taken.
        (
            pages.linked_data(datePublished="2025-03-04")
            + '<meta name="pubdate" content="2025-02-01T08:30:00+07:00">',
            "",
            "2025-03-04",
        ),
        (pages.linked_data(datePublished="kemarin"), "", ""),
        (pages.linked_data(datePublished="0001-01-01T00:00:00Z"), "", ""),
    ],
)
def test_when(head: str, shown: str, expected: str) -> None:
    body = f"<article><h1>Jembatan Lama Ditutup</h1>{shown}{pages.paragraphs()}</article>"
    assert extract_html(pages.page(body, head=head), URL).published_at == expected
