"""Small questions to a parsed page: its meta tags, JSON-LD and pieces of text.

Only readable on lxml trees; nothing here imports lxml, the tree is handed in.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_MAX_SCRIPT = 2 * 1024 * 1024
_MAX_NODES = 20_000
_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^<>]{1,200}>")
_UNSEEN = frozenset({"noscript", "script", "style", "template", "title"})
_NOT_DISPLAYED = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_LONGEST_PIECE = 400  # characters that are looked at


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    seen = 0
    for script in tree.iterfind(".//script[@type]"):
        source = script.text or ""
        if "ld+json" not in script.get("type").lower() or len(source) > _MAX_SCRIPT:
            continue
        source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            queue = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue and seen < _MAX_NODES:
            seen += 1
            node = queue.pop(0)
            if isinstance(node, dict):
                yield node
                queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
            elif isinstance(node, list):
                queue.extend(value for value in node if isinstance(value, (dict, list)))


def resolved(value: Any, nodes: dict[str, dict[str, Any]]) -> Any:
    """A JSON-LD value, or the node of `nodes` (by @id) that it only refers to."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    return value


def meta(tree: Any, *names: str) -> str:
    """The content of the first of the meta tags `names`, in that order, that the page has."""
    found: dict[str, str] = {}
    for name, content in _metas(tree, names):
        found.setdefault(name, content)
    return next((found[name] for name in names if found.get(name)), "")


def meta_all(tree: Any, *names: str) -> list[str]:
    """The contents of all meta tags with the first of `names` that the page has."""
    found: dict[str, list[str]] = {}
    for name, content in _metas(tree, names):
        if content:
            found.setdefault(name, []).append(content)
    return next((found[name] for name in names if name in found), [])


def _metas(tree: Any, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for element in tree.iterfind(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").lower()
            if key in names:
                yield key, clean(element.get("content"))


def pieces(tree: Any) -> Iterator[str]:
    """The page's visible pieces of text, in order, each cut at 400 characters."""
    for element in tree.iter():
        texts = (
            element.text if isinstance(element.tag, str) and element.tag not in _UNSEEN else "",
            element.tail,
        )
        for text in texts:
            if text and not text.isspace():
                yield clean(text[:_LONGEST_PIECE])


def is_visible(element: Any) -> bool:
    """Whether an element is not hidden by an attribute of its own."""
    return element.get("hidden") is None and not _NOT_DISPLAYED.search(element.get("style") or "")


def text_of(value: Any) -> str:
    """A JSON value as a string: itself, the first string of a list, else ""."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return value if isinstance(value, str) else ""


def clean(value: str) -> str:
    """One line without entities, which JSON-LD often has twice over, and without tags."""
    return _BLANKS.sub(" ", _TAGS.sub("", html.unescape(value))).strip()
