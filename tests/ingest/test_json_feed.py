"""JSON Feed as it is written: ids that are numbers, values of other types, and an end that is missing."""

import json

import pytest

from bot.errors import NotAFeed
from bot.ingest.feed import MAX_FEED_BYTES
from tests.ingest.feeds import JSON_FEED, json_feed, read, titles
from tests.timing import within


def test_version_1_0() -> None:
    one = {"id": "1", "title": "A", "url": "/a", "author": {"name": "Sari"}, "summary": "Isi"}
    feed = read(
        json_feed(one, version="https://jsonfeed.org/version/1", home_page_url="https://lain.example/")
    )
    entry = feed.entries[0]
    assert (entry.id, entry.author, entry.link) == ("1", "Sari", "https://kabar.example/a")
    assert feed.site == "https://lain.example/"


def test_version_1_1() -> None:
    one = {
        "id": "1",
        "external_url": "https://lain.example/a",
        "content_html": "<p>Isi <a href='b'>x</a></p><script>1</script>",
        "authors": [{"name": "Sari"}, {"name": "Budi"}, {"url": "x"}],
        "tags": ["kota", "kota", "laut"],
        "date_published": "2025-01-30T15:04:00+07:00",
    }
    entry = read(json_feed(one, language="id_ID")).entries[0]
    assert (entry.title, entry.author, entry.categories) == ("Isi x", "Sari; Budi", ("kota", "laut"))
    assert entry.published_at == "2025-01-30T08:04:00+00:00"
    assert "https://lain.example/b" in entry.content
    assert "script" not in entry.content


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("7", "7"),
        ("2.50", "2.50"),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1e999", "1e999"),
        ("NaN", "NaN"),
        ('"a\\ud800"', "a"),
        ('" a\\u0000\\n b"', "a b"),
    ],
)
def test_ids_are_taken_to_the_letter(written: str, expected: str) -> None:
    data = f'{{"version": "{JSON_FEED}", "items": [{{"id": {written}, "title": "A"}}]}}'
    assert read(data.encode()).entries[0].id == expected


@pytest.mark.parametrize(
    "written", ["null", "true", "[]", '["x"]', "{}", '{"a": 1}', '""', '" "', "9" * 5_000]
)
def test_odd_ids_are_no_reason_to_lose_an_entry(written: str) -> None:
    data = f'{{"version": "{JSON_FEED}", "items": [{{"id": {written}, "title": "A"}}, {{"title": "B"}}]}}'
    found = read(data.encode()).entries
    assert [entry.title for entry in found] == ["A", "B"]
    assert len({entry.id for entry in found} - {""}) == 2


@pytest.mark.parametrize("odd", [None, True, 5, [], ["x"], {}, {"a": {"b": []}}, [[None]]])
def test_values_of_other_types(odd: object) -> None:
    names = ("url", "content_html", "summary", "author", "authors", "tags", "date_published", "image")
    entry = {"id": "1", "title": "A", **dict.fromkeys(names, odd)}
    feed = read(json_feed(odd, entry, home_page_url=odd, language=odd, title=odd, authors=odd))
    assert [entry.title for entry in feed.entries if entry.title] == ["A"]
    assert not any(entry.published_at for entry in feed.entries)


def test_halves_of_letters_are_left_out() -> None:
    """They can be written in JSON, and neither sent nor stored."""
    half = "\ud83d"
    one = {"id": f"1{half}", "title": f"A{half}", "content_html": f"<p>Isi{half}</p>", "url": f"/a{half}"}
    one |= {"author": {"name": f"Sari{half}"}, "tags": [f"kota{half}"]}  # type: ignore[dict-item]
    data = json.dumps({"version": JSON_FEED, "title": f"K{half}", "items": [one]}).encode()
    str(read(data)).encode()


@pytest.mark.parametrize("more", [{"items": None}, {"items": []}, {}])
def test_a_feed_without_items(more: dict[str, object]) -> None:
    assert read(json.dumps({"version": JSON_FEED, "title": "K", **more}).encode()).entries == ()


@pytest.mark.parametrize(
    "data",
    [
        b'{"title": "K", "items": [{"price": 5}]}',
        b'[{"id": 1, "title": "A"}]',
        b'{"version": "https://jsonfeed.org/version/1", "items": {"a": 1}}',
        b'{"items": "x"}',
        b'{"version": "https://jsonfeed.org/version/1", "title"',
        b"{",
        b"[" * 500_000,
        b'{"items": [' + b'{"items": [' * 100_000,
        b'{"a":' * 200_000,
    ],
    ids=range(9),
)
def test_other_json_is_refused(data: bytes) -> None:
    with within(5), pytest.raises(NotAFeed, match=r"it is other data \(JSON\)"):
        read(data)


def test_of_a_feed_that_breaks_off_the_entries_before_that_are_read() -> None:
    whole = json_feed({"id": 1, "title": "A"}, {"id": 2, "title": "B [{"})
    begin = whole.rindex(b', {"id"')
    for cut in range(begin, len(whole) - len(b"}]}")):
        assert titles(whole[:cut]) == ["A"]
    assert titles(whole[:-1]) == titles(whole + b"<!-- cache -->") == ["A", "B [{"]


def test_of_a_large_feed_the_first_2_mib_are_read() -> None:
    many = [{"id": n, "title": f"Kapal {n}", "content_text": "🐟 kata " * 1_000} for n in range(300)]
    data = json_feed(*many)
    assert len(data) > MAX_FEED_BYTES
    found = titles(data)
    assert 100 < len(found) < 300
    assert found == [f"Kapal {n}" for n in range(len(found))]


def test_1_000_entries_are_read() -> None:
    assert len(titles(json_feed(*({"id": n, "title": f"Kapal {n}"} for n in range(1_100))))) == 1_000
