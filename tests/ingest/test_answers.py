from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.ingest.answers import LONGEST, is_wall, looks_like_html, max_age, refusal, retry_after

NOW = datetime(2026, 7, 1, 10, 0, tzinfo=UTC).timestamp()
DATE = "Wed, 01 Jul 2026 10:00:00 GMT"
LATER = "Wed, 01 Jul 2026 10:05:00 GMT"
PAGE = (
    b"<!DOCTYPE html><html><head><title>Pelabuhan Muara Teduh</title></head><body><p>Kapal.</p></body></html>"
)


def headers(**fields: str) -> Mapping[str, str]:
    return CIMultiDict({name.replace("_", "-"): value for name, value in fields.items()})


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("7.5", 7.5),
        ("999999999", LONGEST),
        (LATER, 300.0),
        ("Wednesday, 01-Jul-26 10:05:00 GMT", 300.0),
        ("Wed Jul  1 10:05:00 2026", 300.0),
        ("Wed, 01 Jul 2026 17:05:00 +0700", 300.0),
        ("Wed, 01 Jul 2099 10:05:00 GMT", LONGEST),
        ("Wed, 01 Jul 2020 10:05:00 GMT", None),
        *(
            (nonsense, None)
            for nonsense in ("", "soon", "-5", "+5", "1e3", "５", "12 s", "0x10", "nan", "inf")
        ),
        ("9" * 400, None),
        ("Wed, 99 Jul 2026 10:05:00 GMT", None),
        ("Wed, 01 Jul 99999 10:05:00 GMT", None),
        ("Wed, 01 Jul 2026 10:05:00 +9999", None),
    ],
)
def test_when_to_come_again(value: str, seconds: float | None) -> None:
    assert retry_after(headers(Retry_After=value), NOW) == seconds


def test_a_site_whose_clock_is_wrong_says_how_long_all_the_same() -> None:
    behind = headers(Retry_After="Wed, 01 Jul 2026 08:05:00 GMT", Date="Wed, 01 Jul 2026 08:00:00 GMT")
    ahead = headers(Retry_After="Wed, 01 Jul 2026 14:05:00 GMT", Date="Wed, 01 Jul 2026 14:00:00 GMT")
    assert (retry_after(behind, NOW), retry_after(ahead, NOW)) == (300.0, 300.0)
    assert retry_after(headers(), NOW) is None


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"Cache_Control": "max-age=600"}, 600.0),
        ({"Cache_Control": "public, MAX-AGE = 600 , stale-if-error=9"}, 600.0),
        ({"Cache_Control": 'max-age="600"'}, 600.0),
        ({"Cache_Control": "s-maxage=60, max-age=600", "Age": "100"}, 500.0),
        ({"Cache_Control": "max-age=600", "Expires": DATE}, 600.0),
        ({"Cache_Control": "max-age=99999999"}, LONGEST),
        ({"Cache_Control": "max-age=600", "Age": "soon"}, 600.0),
        ({"Cache_Control": "max-age=600", "Age": "700"}, None),
        ({"Cache_Control": "max-age=0"}, None),
        ({"Cache_Control": "no-store, max-age=600"}, None),
        ({"Cache_Control": "no-cache"}, None),
        ({"Cache_Control": "s-maxage=600"}, None),
        ({"Cache_Control": "max-age=-1"}, None),
        ({"Cache_Control": "max-age=ten"}, None),
        ({"Expires": LATER}, 300.0),
        ({"Expires": LATER, "Date": DATE.replace("10:00", "10:04")}, 60.0),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Expires": DATE}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_fresh(fields: dict[str, str], seconds: float | None) -> None:
    assert max_age(headers(**fields), NOW) == seconds


@given(st.text(max_size=40))
def test_any_header_has_a_meaning_or_none(value: str) -> None:
    for name in ("Retry_After", "Cache_Control", "Expires", "Age", "Date"):
        fields = headers(**{"Cache_Control": "max-age=60", "Retry_After": LATER, name: value})
        for seconds in (retry_after(fields, NOW), max_age(fields, NOW)):
            assert seconds is None or 0 <= seconds <= LONGEST


def titled(title: str, body: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("status", "fields", "body"),
    [
        (403, {"cf_mitigated": "challenge"}, b""),
        (200, {"CF_Mitigated": "Challenge"}, PAGE),
        (405, {"x_amzn_waf_action": "captcha"}, b""),
        (403, {"X_DataDome": "protected"}, b""),
        (429, {"x_vercel_mitigated": "challenge"}, b""),
        (403, {"X_Sucuri_Block": "17"}, b""),
        (200, {}, titled("Just a moment...")),
        (503, {}, titled("\n  Just a moment...  ")),
        (403, {}, titled("Attention Required! | Cloudflare")),
        (200, {}, titled("DDoS-Guard")),
        (200, {}, titled("Pardon Our Interruption")),
        (202, {}, titled("Human Verification")),
        (
            200,
            {},
            b"\xef\xbb\xbf<!-- a --><html lang=id><title>Checking your browser before accessing</title>",
        ),
        (200, {}, titled("Tunggu sebentar...", "<script>window._cf_chl_opt={}</script>")),
        (200, {}, titled("", '<iframe src="/_Incapsula_Resource?a=1"></iframe>')),
        (403, {"Server": "cloudflare"}, titled("x", "<script src=/cdn-cgi/challenge-platform/h></script>")),
    ],
)
def test_walls(status: int, fields: dict[str, str], body: bytes) -> None:
    assert is_wall(status, headers(**fields), body)


@pytest.mark.parametrize(
    ("status", "fields", "body"),
    [
        (200, {}, PAGE),
        (403, {}, titled("403 Forbidden")),
        (403, {"Server": "cloudflare"}, titled("Access denied")),
        (
            200,
            {"Server": "cloudflare"},
            titled("Kapal", "<script src=/cdn-cgi/challenge-platform/scripts/a></script>"),
        ),
        (200, {"x_datadome": "allowed"}, PAGE),
        (200, {}, titled("Why sites say “Just a moment...”")),
        (200, {}, b"<?xml version='1.0'?><rss><channel><title>Just a moment...</title></channel></rss>"),
        (200, {}, titled("Just a moment...", "kata " * 30_000)),
        (304, {}, b""),
    ],
)
def test_what_is_no_wall(status: int, fields: dict[str, str], body: bytes) -> None:
    assert not is_wall(status, headers(**fields), body)


def test_html_is_known_by_how_it_begins() -> None:
    for page in (PAGE, b"\xef\xbb\xbf \n<HTML>", b"<!-- a --> <!-- b --><head>", b"<!doctype  html>"):
        assert looks_like_html(page)
    for other in (
        b"",
        b"<?xml version='1.0'?><rss>",
        b"<rss>",
        b"<feed>",
        b"{}",
        b"Pasar <html>",
        b"<!--" * 9000,
    ):
        assert not looks_like_html(other)


@pytest.mark.parametrize(
    "status", [*range(201, 206), *range(300, 309), *range(400, 430), 451, *range(500, 530), 999]
)
def test_every_status_has_one_line(status: int) -> None:
    line = str(refusal("https://a.example/", status, headers(Retry_After="60")))
    assert str(status) in line
    assert "\n" not in line
