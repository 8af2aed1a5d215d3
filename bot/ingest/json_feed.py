"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and what only resembles it."""

import json
from collections.abc import Iterator
from typing import Any

from bot.ingest.feed_items import MAX_ENTRIES, RawFeed, RawItem


def read_json(text: str) -> RawFeed | None:
    """The feed that `text` is; None for other JSON and for none. Never raises."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items", []), list):
        return None
    named = "jsonfeed" in _text(value.get("version")).lower()
    items = [item for item in value.get("items", []) if isinstance(item, dict)]
    alike = any(("id" in item or "url" in item) and _has_text(item) for item in items)
    if not named and not (alike and "title" in value):
        return None
    return RawFeed(
        title=_text(value.get("title")),
        site=_text(value.get("home_page_url")),
        language=_text(value.get("language")),
        items=[_item(item) for item in items[:MAX_ENTRIES]],
    )


def _has_text(item: dict[str, Any]) -> bool:
    return any(key in item for key in ("title", "content_html", "content_text", "summary"))


def _item(item: dict[str, Any]) -> RawItem:
    content, text = _text(item.get("content_html")), _text(item.get("content_text"))
    summary = _text(item.get("summary"))
    tags = item.get("tags")
    return RawItem(
        guid=_text(item.get("id")),
        title=_text(item.get("title")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        author="; ".join(dict.fromkeys(_authors(item))),
        published=_text(item.get("date_published")) or _text(item.get("date_modified")),
        updated=_text(item.get("date_modified")),
        summary=summary or text or content,
        content=content,
        categories=tuple(map(_text, tags)) if isinstance(tags, list) else (),
    )


def _authors(item: dict[str, Any]) -> Iterator[str]:
    authors = item.get("authors")
    for one in (*(authors if isinstance(authors, list) else ()), item.get("author")):
        name = _text(one.get("name")) if isinstance(one, dict) else _text(one)
        if name:
            yield name


def _text(value: object) -> str:
    """Strings, and the numbers that many feeds have as ids."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)
