"""RSS 0.9x, 1.0 and 2.0, Atom and their misspellings, read by feedparser: the only module that knows it.

It is given bytes, never an address or a file's name, and neither cleans nor resolves anything: its own ways
to do that are slow on long texts. Whether it takes its strict or its lenient way, it finds the same.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from bot.ingest.feed_items import MAX_ENTRIES, RawFeed, RawItem

_MINUTES = re.compile(r"\s{0,9}(\d{1,6})\s{0,9}")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31536000}
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def read_xml(data: bytes) -> RawFeed:
    """What the feed `data` holds, as far as it can be read: well-formed XML in UTF-8 is read best."""
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    feed = parsed.feed
    atom = str(parsed.version or "").startswith("atom")
    return RawFeed(
        title=_text(feed, "title"),
        site=_link(feed),
        language=_text(feed, "language"),
        every=_every(feed),
        items=[_item(entry, atom) for entry in parsed.entries[:MAX_ENTRIES]],
        site_first=not atom,
    )


def _item(entry: Mapping[str, Any], atom: bool) -> RawItem:
    detail = entry.get("title_detail") or {}
    contents = [
        one for one in entry.get("content") or [] if one.get("type", "text/html") in _HTML or len(one) > 0
    ]
    content = max((str(one.get("value") or "") for one in contents), key=len, default="")
    published = _own(entry, "published") or _own(entry, "created") or _own(entry, "updated")
    return RawItem(
        guid=_text(entry, "id"),
        title=_text(entry, "title"),
        literal=atom and detail.get("type") == "text/plain",
        link=_text(entry, "feedburner_origlink") or _link(entry),
        permalink=bool(entry.get("guidislink", True)) or atom,
        author="; ".join(dict.fromkeys(_authors(entry))),
        published=published,
        updated=_own(entry, "updated"),
        summary=_text(entry, "summary"),
        content=content,
        categories=tuple(str(tag.get("term") or tag.get("label") or "") for tag in entry.get("tags") or []),
        base=str(detail.get("base") or ""),
    )


def _own(entry: Mapping[str, Any], key: str) -> str:
    """A value under its own name: feedparser lends "updated" the value of "published", with a warning."""
    return str(dict.get(entry, key) or "") if isinstance(entry, dict) else ""


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _link(entry: Mapping[str, Any]) -> str:
    """The address of the page itself: feedparser takes a guid for one too, where there is no other."""
    link = _text(entry, "link")
    if link and link != _text(entry, "id"):
        return link
    for one in entry.get("links") or []:
        if one.get("rel") == "alternate" and one.get("href"):
            return str(one["href"])
    return ""


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    for one in entry.get("authors") or []:
        name = str(one.get("name") or "")
        if name:
            yield name
    if not any(one.get("name") for one in entry.get("authors") or []):
        yield _text(entry, "author")


def _every(feed: Mapping[str, Any]) -> int:
    """The seconds a feed asks to be left alone: <ttl> in minutes, or sy:updatePeriod; 0 if it does not."""
    minutes = _MINUTES.fullmatch(_text(feed, "ttl"))
    if minutes:
        return int(minutes[1]) * 60
    period = _PERIODS.get(_text(feed, "sy_updateperiod").strip().lower(), 0)
    times = _MINUTES.fullmatch(_text(feed, "sy_updatefrequency"))
    return period // max(1, int(times[1]) if times else 1)
