from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.address import canonical, host_of, same_site


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://A.Example/Berita/", "https://a.example/Berita"),
        ("https://a.example/?id=7&utm_source=x&fbclid=y", "https://a.example/?id=7"),
        ("http://a.example/b?q=1#komentar", "http://a.example/b?q=1"),
        ("https://a.example/b?utm_medium=rss&amp;id=3", "https://a.example/b?id=3"),
        ("https://a.example:443/b", "https://a.example/b"),
        ("http://a.example:8080/b", "http://a.example:8080/b"),
        ("https://ana:rahasia@a.example/b", "https://a.example/b"),
        ("https://a.example/é?k=ü", "https://a.example/%C3%A9?k=%C3%BC"),
        ("https://a.example/app#!/berita/3", "https://a.example/app#!/berita/3"),
        ("http://[::1]:8080/b", "http://[::1]:8080/b"),
        ("", ""),
        ("http://[", ""),
        ("http://a.example:port/", ""),
        ("javascript:alert(1)", ""),
        ("pesisir.example/pasar", ""),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://kabar.example/a/amp", "https://kabar.example/a"),
        ("https://kabar.example/a/amp/", "https://kabar.example/a"),
        ("https://kabar.example/amp/kota/a", "https://kabar.example/kota/a"),
        ("https://kabar.example/a.amp.html", "https://kabar.example/a.html"),
        ("https://kabar.example/a?amp=1", "https://kabar.example/a"),
        ("https://kabar.example/a?amp", "https://kabar.example/a"),
        ("https://kabar.example/a?outputType=amp&id=2", "https://kabar.example/a?id=2"),
        ("https://amp.kabarteduh.com/a", "https://www.kabarteduh.com/a"),
        ("https://m.kabarteduh.com/a", "https://www.kabarteduh.com/a"),
        ("https://mobile.kabarteduh.co.id/a", "https://www.kabarteduh.co.id/a"),
        ("https://m.kota.kabarteduh.com/a", "https://kota.kabarteduh.com/a"),
        ("https://id.m.kabarteduh.com/a", "https://id.kabarteduh.com/a"),
        (
            "https://www-kabarteduh-com.cdn.ampproject.org/c/s/www.kabarteduh.com/kota/a/amp",
            "https://www.kabarteduh.com/kota/a",
        ),
        ("https://www.google.com/amp/s/www.kabarteduh.com/a.html", "https://www.kabarteduh.com/a.html"),
        ("https://kabar.example/a?page=all", "https://kabar.example/a"),
    ],
)
def test_editions_are_the_ordinary_page(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.example/read?id=123",
        "https://kabar.example/read?12345",
        "https://kabar.example/read?cid=12&gallery=3&uid=4&source=5&page=2",
        "https://kabar.example/read?b=2&a=1&a=%20x",
        "https://kabar.example/amp",
        "https://kabar.example/kota/lampu.html",
        "https://m.co.id/a",
        "https://kabar.example/kota/a;v=2,3(4)'5",
    ],
)
def test_what_tells_articles_apart_stays(url: str) -> None:
    assert canonical(url) == url


@given(
    st.text(alphabet="abm.-/?&=#%;:@[]w1é ", max_size=40),
    st.sampled_from(["http://", "https://", "http://m.", "//", "https://www.google.com/amp/s/"]),
)
def test_never_raises_and_settles_at_once(rest: str, start: str) -> None:
    found = canonical(start + rest)
    assert found == "" or urlsplit(found).scheme in {"http", "https"}
    assert canonical(found) == found


def test_hosts_and_sites() -> None:
    assert host_of("https://www.Kabar.example/a") == "kabar.example"
    assert host_of("http://[") == ""
    assert same_site("https://kota.kabarteduh.co.id/a", "https://www.kabarteduh.co.id/b")
    assert not same_site("https://kabarteduh.co.id/a", "https://laut.co.id/b")
    assert not same_site("", "")
    assert not same_site("http://10.0.0.1/", "http://10.1.0.1/")
