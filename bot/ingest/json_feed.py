"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and what only resembles it."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from bot.ingest.feed_items import MAX_ENTRIES, RawFeed, RawItem

# Numbers are ids here, and taken to the letter: Python reads none of more than 4,300 figures.
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str, parse_constant=str)
_ITEMS = re.compile(r'"items"\s{0,9}:\s{0,9}\[')
_NEXT = re.compile(r"[^\s,]")


def read_json(text: str) -> RawFeed | None:
    """The feed that `text` is; None for other JSON and for none. Never raises."""
    try:
        value = _value(text.lstrip("\ufeff \t\n"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    listed = value.get("items") or []
    if not isinstance(listed, list):
        return None
    named = "jsonfeed" in _text(value.get("version")).lower()
    items = [item for item in listed if isinstance(item, dict)]
    alike = any(("id" in item or "url" in item) and _has_text(item) for item in items)
    if not named and not (alike and "title" in value):
        return None
    return RawFeed(
        title=_text(value.get("title")),
        site=_text(value.get("home_page_url")),
        language=_text(value.get("language")),
        items=[_item(item) for item in items[:MAX_ENTRIES]],
    )


def _value(text: str) -> Any:
    """What stands at the beginning of `text`; of a feed that breaks off, what comes before that. Raises
    ValueError and RecursionError."""
    try:
        return _DECODER.raw_decode(text)[0]
    except ValueError:
        match = _ITEMS.search(text)
        if match is None:
            raise
    value = _DECODER.decode(text[: match.end()] + "]}")
    at = match.end()
    # Ends where an item does, in the middle of one, or at what is none.
    with suppress(ValueError):
        while len(value["items"]) < MAX_ENTRIES and (begin := _NEXT.search(text, at)):
            item, at = _DECODER.raw_decode(text, begin.start())
            value["items"].append(item)
    return value


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
    """A string, without the halves of letters that JSON can write and nothing can store."""
    return value.encode("utf-8", "ignore").decode("utf-8") if isinstance(value, str) else ""
