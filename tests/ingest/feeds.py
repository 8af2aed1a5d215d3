"""Feeds as strangers write them, for tests."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.domain.feeds import Listing
from bot.ingest.feed import parse_feed

NOW = datetime(2026, 1, 1, tzinfo=UTC)
URL = "https://kabar.example/rss"
JSON_FEED = "https://jsonfeed.org/version/1.1"


def rss(*items: str, head: str = "<?xml version='1.0'?>") -> bytes:
    """An RSS feed in UTF-8 with something before it."""
    return f"{head}<rss version='2.0'><channel><title>K</title>{''.join(items)}</channel></rss>".encode()


def atom(inner: str, more: str = "") -> bytes:
    """An Atom feed, with more attributes of its root."""
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {more}><title>K</title>{inner}</feed>".encode()


def item(title: str = "Kapal berlayar", link: str = "/a", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def json_feed(*items: object, **more: object) -> bytes:
    values: dict[str, Any] = {"version": JSON_FEED, "title": "K", "items": list(items)}
    return json.dumps(values | more, ensure_ascii=False).encode()


def read(data: bytes, charset: str = "") -> Listing:
    return parse_feed(data, url=URL, charset=charset, now=NOW)


def titles(data: bytes, charset: str = "") -> list[str]:
    return [entry.title for entry in read(data, charset).entries]
