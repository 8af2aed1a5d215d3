import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError
from bot.ingest.extract import clean_title, extract_html
from tests.ingest import pages

URL = "https://kabar.example/kota/jembatan-lama?utm_source=x"


def test_a_modern_page() -> None:
    document = extract_html(pages.modern(), URL)
    assert document.text.split("\n")[-5:] == list(pages.ID_PARAGRAPHS)
    assert "Berita lain" not in document.text
    assert document.title == "Jembatan Lama Ditutup"
    assert document.author == "Sari Melati; Budi Anggara"
    assert document.outlet == "Kabar Teduh"
    assert document.published_at == "2025-03-04T08:30:00+07:00"
    assert document.language == "id"
    assert document.url == "https://kabar.example/kota/jembatan-lama"


def test_an_old_fashioned_page() -> None:
    document = extract_html(pages.old_fashioned(), "http://www.kabar.example/1")
    for paragraph in pages.ID_PARAGRAPHS:
        assert paragraph in document.text.split("\n")
    assert document.title == "Jembatan Lama Ditutup"
    assert document.author == "Sari Melati"
    assert document.published_at == "2025-03-04T01:30:00+00:00"


def test_an_english_page() -> None:
    document = extract_html(pages.english(), "https://courier.example/2025/ferries?ref=home")
    assert [line for line in pages.EN_PARAGRAPHS if line not in document.text.split("\n")] == []
    assert document.title == "Port Ellery goes electric"
    assert document.outlet == "Ellery Courier"
    assert document.published_at == "2025-01-14T19:05:00+00:00"
    assert document.language == "en"
    assert document.url == "https://courier.example/2025/ferries"


def test_without_an_address_nothing_is_invented() -> None:
    document = extract_html(pages.page(f"<article>{pages.paragraphs()}</article>", title=""), "")
    assert (document.url, document.author, document.published_at) == ("", "", "")


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/kota/asli", "https://kabar.example/kota/asli"),
        ("//www.kabar.example/kota/asli", "https://www.kabar.example/kota/asli"),
        ("https://m.kabar.example/a#bagian", "https://m.kabar.example/a"),
        ("https://lain.example/kota/asli", URL),
        ("https://kabar.example/", URL),
        ("javascript:void(0)", URL),
        ("http://[", URL),
        ("", URL),
    ],
)
def test_canonical_links(link: str, expected: str) -> None:
    head = f'<link rel="canonical" href="{link}">'
    html = pages.page(f"<article>{pages.paragraphs()}</article>", head=head)
    assert extract_html(html, URL).url == expected


def test_lists_tables_and_line_breaks_become_lines_without_marks() -> None:
    body = (
        f"<article>{pages.paragraphs()}<ul><li>Jalan Melur ditutup pukul 07.00 sampai pukul 09.00 pagi.</li>"
        "<li>Jalan Kenanga dibuka untuk dua arah selama perbaikan.</li></ul>"
        "<p>Baris pertama puisi itu<br>dan baris kedua</p></article>"
    )
    lines = extract_html(pages.page(body), URL).text.split("\n")
    assert "Jalan Melur ditutup pukul 07.00 sampai pukul 09.00 pagi." in lines
    assert "Baris pertama puisi itu" in lines
    assert not any(line.startswith(("- ", "|")) for line in lines)


def test_words_inside_a_sentence_keep_together() -> None:
    body = (
        f"<article>{pages.paragraphs()}<p>Wali kota <a href='/r'>Raka\n   Pradipta</a> me<b>nutup</b> "
        "jembatan itu pada hari <i>Selasa</i>.</p></article>"
    )
    lines = extract_html(pages.page(body), URL).text.split("\n")
    assert "Wali kota Raka Pradipta menutup jembatan itu pada hari Selasa." in lines


@pytest.mark.parametrize(
    ("fields", "author"),
    [
        ({"author": "Sari Melati"}, "Sari Melati"),
        ({"author": {"name": ["Sari Melati", "Budi Anggara"]}}, "Sari Melati; Budi Anggara"),
        ({"author": [{"name": "Penulis: Sari Melati"}]}, "Sari Melati"),
        ({"author": {"name": "Kontributor Teluk Sunyi, Sari Melati"}}, "Sari Melati"),
        ({"author": {"name": "Bi&#039;ah &amp; Rekan"}}, "Bi'ah & Rekan"),
        ({"author": "https://kabar.example/penulis/3"}, ""),
        ({"author": "redaksi"}, ""),
        ({"author": None, "creator": "Sari Melati"}, "Sari Melati"),
    ],
)
def test_authors(fields: dict[str, object], author: str) -> None:
    assert extract_html(pages.modern(**fields), URL).author == author


def test_a_graph_with_references() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "@id": "#p", "datePublished": "2001-01-01"},
            {"@type": "NewsArticle", "headline": "Berita lain", "datePublished": "2002-02-02"},
            {
                "@type": ["Article", "NewsArticle"],
                "headline": "Jembatan Lama Ditutup",
                "datePublished": "2025-03-04T08:30:00+0700",
                "author": {"@id": "#s"},
                "publisher": {"@id": "#k"},
            },
            {"@type": "Person", "@id": "#s", "name": "Sari Melati"},
            {"@type": "Organization", "@id": "#k", "name": "Kabar Teduh"},
        ]
    }
    body = f"<article><h1>Jembatan Lama Ditutup</h1>{pages.paragraphs()}</article>"
    document = extract_html(pages.page(body, head=pages.linked_data(**{"@type": "x"} | graph)), URL)
    assert (document.author, document.outlet) == ("Sari Melati", "Kabar Teduh")
    assert document.published_at == "2025-03-04T08:30:00+07:00"


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, "null", "[1]", '{"@type": 3, "author": [[{}]]}', "<!-- -->"]
)
def test_damaged_linked_data_is_passed_over(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    html = pages.page(f"<article>{pages.paragraphs()}</article>", head=head)
    assert pages.ID_PARAGRAPHS[0] in extract_html(html, URL).text


def test_a_time_without_a_zone_is_only_a_day() -> None:
    assert extract_html(pages.modern(datePublished="2025-03-04 08:30:00"), URL).published_at == "2025-03-04"


def test_the_shown_time_completes_a_day() -> None:
    html = pages.modern(datePublished="2025-03-04 08:30:00").replace(
        "</h1>", "</h1><div>Terbit 3 Maret 2025 07:00 WIB</div><div>Selasa, 4/3/2025 08.30 WITA</div>"
    )
    assert extract_html(html, URL).published_at == "2025-03-04T00:30:00+00:00"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (
            "<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>",
            "JavaScript",
        ),
        ("<p>Harap aktifkan JavaScript di peramban Anda.</p>", "JavaScript"),
        ("<h1>Just a moment...</h1><p>Checking your browser before accessing the site.</p>", "robot"),
        ("<p>Kami menggunakan cookie. Setujui semua cookie?</p><button>Setuju</button>", "cookies"),
        (
            f"<article>{pages.paragraphs(pages.EN_PARAGRAPHS[:2])}<p>Subscribe to continue.</p></article>",
            "paid for",
        ),
        ("<p>Berlangganan untuk membaca artikel ini.</p>", "paid for"),
        ("<p>Please log in to continue.</p>", "login"),
        ("<p>Halo.</p>", "only a few words"),
        ("", "only a few words|no HTML"),
    ],
)
def test_pages_without_an_article_say_why(body: str, why: str) -> None:
    html = f"<html><head><title>Halaman</title></head><body>{body}</body></html>"
    with pytest.raises(DocumentError, match=why) as caught:
        extract_html(html, URL)
    assert str(caught.value).startswith(f"{URL} cannot be read")


def test_a_stub_that_declares_its_paywall() -> None:
    html = pages.page(
        f"<article>{pages.paragraphs(pages.EN_PARAGRAPHS[:2])}</article>",
        head=pages.linked_data(isAccessibleForFree="False"),
    )
    with pytest.raises(DocumentError, match="paid for"):
        extract_html(html, URL)


def test_an_article_that_mentions_cookies_is_an_article() -> None:
    texts = (
        *pages.EN_PARAGRAPHS[:4],
        "The council will also use cookies on its new site, it said in a note.",
    )
    html = pages.page(f"<article>{pages.paragraphs(texts)}</article>")
    assert "new site" in extract_html(html, URL).text


def test_nothing_to_parse() -> None:
    for html in ("", "   ", "<!-- -->", "\x01"):
        with pytest.raises(DocumentError):
            extract_html(html, URL)


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("Jembatan Ditutup - Kabar Teduh", "Kabar Teduh", "Jembatan Ditutup"),
        ("Jembatan Ditutup | KABAR TEDUH", "Kabar Teduh", "Jembatan Ditutup"),
        ("Kabar Teduh: Jembatan", "Kabar Teduh", "Kabar Teduh: Jembatan"),
        ("Kabar Teduh - Jembatan Ditutup", "Kabar Teduh", "Jembatan Ditutup"),
        ("Bandung - Jakarta Macet", "Kabar Teduh", "Bandung - Jakarta Macet"),
        ("Kabar Teduh", "Kabar Teduh", "Kabar Teduh"),
        ("A - B", "", "A - B"),
        ("", "Kabar Teduh", ""),
    ],
)
def test_site_names_are_cut_from_titles(title: str, outlet: str, expected: str) -> None:
    assert clean_title(title, outlet) == expected


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mutated_page_is_read_or_refused(data: st.DataObject) -> None:
    html = data.draw(st.sampled_from([pages.modern(), pages.old_fashioned(), pages.english()]))
    start = data.draw(st.integers(0, len(html)))
    length = data.draw(st.integers(0, 400))
    noise = data.draw(st.text(alphabet="<>/&;\"'=!-[]{}:, \n\x00abp", max_size=40))
    try:
        document = extract_html(html[:start] + noise + html[start + length :], URL)
    except DocumentError:
        return
    assert document.text
    assert document.url.startswith("https://kabar.example/") or document.url.startswith("https://")
