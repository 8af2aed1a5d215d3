"""Foreign text is text and nothing else, whatever is in it."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cogs.escape import label, link, plain, quoted, units, visible

TEXT = st.text(st.characters(), max_size=300) | st.text(
    "<@!&#>:*_~|`[]()\\-+=.1aA /t\n\u202e\u200b", max_size=80
)
PING = re.compile(r"(?<!\\)@(?:everyone|here)|<[@#:/]|<[at]:|<id:")


def unescaped(markdown: str) -> str:
    """What Discord shows of escaped text."""
    return re.sub(r"\\(?=[^0-9A-Za-z\s])", "", markdown.replace("\\\\", "\0")).replace("\0", "\\")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<@1> <@!1> <@&1> <#1>", r"\<\@1\> \<\@!1\> \<\@&1\> \<\#1\>"),
        ("@everyone @here", r"\@everyone \@here"),
        ("<t:1700000000:R>", r"\<t\:1700000000:R\>"),
        ("<https://evil.example>", r"\<https\://evil.example\>"),
        ("[Kompas](https://evil.example)", r"\[Kompas\](https\://evil.example)"),
        ("**a** __b__ ~~c~~ ||d|| `e`", r"\*\*a\*\* \_\_b\_\_ \~\~c\~\~ \|\|d\|\| \`e\`"),
        ("# big", r"\# big"),
        ("-# small", r"\-\# small"),
        ("> said", r"\> said"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        (":smile: at 10:30", r"\:smile: at 10:30"),
        ("a\\*b", r"a\\\*b"),
        ("a\nb\u2028c", "a b c"),
        ("ab\u200bc\u202ed\u2066e\ufefff\u00adg\u3164h", "abcdefgh"),
    ],
)
def test_each_kind_of_mark_is_made_harmless(text: str, safe: str) -> None:
    assert plain(text) == safe


@given(TEXT)
@example("\\<@1>")
@example("\\@everyone")
@example("<\u200b@1>")
@example("[a]\u2060(https://x.example)")
def test_no_text_does_anything(text: str) -> None:
    safe = plain(text)
    assert not PING.search(safe)
    assert "](h" not in safe.replace("\\](", "")
    assert "://" not in safe.replace("\\://", "")
    assert "\n" not in safe
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs") for one in safe)
    for mark in "*_~|`<>[]#":
        assert all(safe[: at.start()].endswith("\\") for at in re.finditer(re.escape(mark), safe))


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=200))
def test_what_is_shown_is_what_was_written(text: str) -> None:
    assert unescaped(plain(text, 2_000)) == text


@given(TEXT, st.integers(1, 120))
def test_no_text_is_too_long(text: str, limit: int) -> None:
    assert units(plain(text, limit)) <= limit
    assert units(label(text, limit)) <= limit


@given(TEXT, st.integers(-5, 400), st.integers(0, 400), st.integers(60, 300))
def test_a_quotation_fits_with_its_words(text: str, start: int, length: int, limit: int) -> None:
    shown = quoted(text, start, length, limit)
    assert units(shown) <= limit
    assert not PING.search(shown)
    # Two marks of our own at most, none of them opened twice.
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\*\*", shown)) in (0, 2)


def test_words_are_bold_and_stay_in_sight() -> None:
    assert quoted("OpenAI accused DeepSeek.", 15, 8, 100) == "OpenAI accused **DeepSeek**."
    long = "kata " * 400 + "Rahma Yuni" + " kata" * 400
    shown = quoted(long, 2_000, 10, 200)
    assert "**Rahma Yuni**" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert quoted("abc", 5, 9, 50) == "abc"
    assert quoted("a  b", 1, 2, 50) == "a  b"


def test_a_sentence_of_megabytes_is_quick() -> None:
    assert units(quoted("x" * 3_000_000 + "<@1>", 2_999_000, 10, 500)) <= 500


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://example.org/x",
        "https://user@example.org/",
        "https://example.org@evil.example/",
        "http://localhost/x",
        "http://127.0.0.1/x",
        "https://exa\u202emple.org/",
        "https://example.org/a b",
        "https://example.org/\nx",
        "//example.org",
        "https://",
        "https://[::1",
        "https://example.org:99999999/",
        "https://example.org/" + "a" * 600,
    ],
)
def test_what_is_no_plain_address_is_no_link(url: str) -> None:
    assert link(url) == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTPS://Example.ORG/A", "https://example.org/A"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://example.org/)[x](http://e.example)", "https://example.org/)%5Bx%5D(http://e.example)"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
    ],
)
def test_an_address_is_shown_for_what_it_is(url: str, shown: str) -> None:
    assert link(url) == shown


@given(st.text(max_size=100))
def test_any_address_is_a_link_or_nothing(text: str) -> None:
    for url in (text, f"https://{text}", f"https://example.org/{text}"):
        found = link(url)
        assert found == "" or re.fullmatch(r"https?://[\x21-\x7e]{3,500}", found)


def test_plain_words_are_left_alone() -> None:
    text = "Bupati Randusegara, Retno Wahyudini: “harga naik 3,5 %” — kata dia (24/5/2025)."
    assert plain(text) == text
    assert visible("👩‍👩‍👧 é") == "👩👩👧 é"
