"""Markdown: its prose without its marks, by markdown-it-py's token stream."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.domain import Document
from bot.ingest.plain import document_fields

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = re.compile(r"---[ \t]{0,9}\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]{0,9}$", re.MULTILINE)
_FRONT_REACH = 8000  # characters; front matter is shorter
_PAIR = re.compile(r"([A-Za-z_-]{2,20})[ \t]{0,9}:[ \t]{0,9}(\S[^\n]{0,1999})")
_TAG = re.compile(r"<[^<>]{1,1000}>")
_MAX_INLINE = (
    20_000  # characters; a longer block has its marks left in, because reading them may be quadratic
)
_LAST_ITEM_NUMBER = 99  # "1998. Tahun itu …" is a sentence and not the 1998th item of a list


def read_markdown(text: str) -> Document:
    """The document in a Markdown text: one paragraph, heading, list item or table row a line.

    Its title is that of the front matter, else the first heading, which stays in the text as well.
    """
    from markdown_it import MarkdownIt

    fields, body = front_matter(text)
    parser = MarkdownIt("commonmark").enable("table")
    # Lines are found by the block rules alone; the inline rules run on one block at a time, if at all.
    parser.core.ruler.disable(["inline", "text_join"])
    inline = MarkdownIt("commonmark")
    lines: list[str] = []
    title = ""
    for kind, content in _blocks(parser.parse(body)):
        line = _prose(inline, content) if kind != "code" else content
        if line.strip():
            lines.append(line.strip())
            title = title or (lines[-1] if kind == "heading" else "")
    known = document_fields(fields)
    known.setdefault("title", title)
    return Document(text="\n".join(lines), **known)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines between two `---` at the top and the rest; ({}, text) where there are none."""
    opening = _FRONT.match(text)
    closing = _FRONT_END.search(text, opening.end(), opening.end() + _FRONT_REACH) if opening else None
    if opening is None or closing is None:
        return {}, text
    pairs: dict[str, str] = {}
    for line in text[opening.end() : closing.start()].split("\n"):
        match = _PAIR.fullmatch(line.strip())
        if match:
            value = match[2].strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            pairs.setdefault(match[1].lower(), value[1:-1].strip() if quoted else value)
    return (pairs, text[closing.end() :].lstrip("\n")) if pairs else ({}, text)


def _blocks(tokens: "list[Token]") -> Iterator[tuple[str, str]]:
    """Every block with prose as (kind, Markdown source): "heading", "text", "code"."""
    kind, number = "text", ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if _is_year(token.info) else ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield "text", " ".join(cells)
            cells = None
        elif token.type == "inline":
            if cells is not None:
                cells.append(token.content)
            else:
                yield kind, number.replace(".", "\\.") + token.content
            kind, number = "text", ""
        elif token.type in {"fence", "code_block"}:
            yield from (("code", line) for line in token.content.split("\n"))
        elif token.type == "html_block":
            yield from (("code", _TAG.sub("", line)) for line in token.content.split("\n"))


def _is_year(info: str) -> bool:
    return info.isdecimal() and int(info) > _LAST_ITEM_NUMBER


def _prose(parser: "MarkdownIt", source: str) -> str:
    """One line of prose: no emphasis, code marks, images or tags; of links the text."""
    if len(source) > _MAX_INLINE:
        return " ".join(source.split("\n"))
    parts: list[str] = []
    for block in parser.parseInline(source):
        for token in block.children or ():
            if token.type in {"text", "code_inline", "text_special"}:
                parts.append(token.content)
            elif token.type in {"softbreak", "hardbreak"} or token.content[:3].lower() == "<br":
                parts.append(" ")
    return "".join(parts)
