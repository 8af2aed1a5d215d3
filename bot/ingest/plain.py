"""Plain text: its fields at the very top, and lines that a mailer or an editor wrapped."""

import re
from itertools import pairwise

from bot.domain import Document
from bot.text.dates import parse_date

_FIELDS = {
    "title": "title",
    "judul": "title",
    "source": "outlet",
    "sumber": "outlet",
    "outlet": "outlet",
    "author": "author",
    "penulis": "author",
    "oleh": "author",
    "date": "date",
    "tanggal": "date",
    "url": "url",
    "lang": "language",
    "language": "language",
    "bahasa": "language",
}
_TOP = frozenset(
    {"title", "judul", "source", "sumber", "author", "penulis", "oleh", "date", "tanggal", "url"}
)
_FIELD_LINE = re.compile(r"([A-Za-z]{3,8})[ \t]?:[ \t]{0,8}(\S[^\n]{0,1999})")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•–—]|\d{1,3}[.)])[ \t]")
_MAX_WIDTH = 100  # no editor wraps later
_MIN_WIDTH = 40  # poems, lists and addresses are narrower
_SENTENCE_END = (".", "!", "?", ":", '"', "”", "’", ")")


def read_plain(text: str) -> Document:
    """The document in a plain text, one paragraph a line."""
    fields, body = _top_fields(text)
    return Document(text=unwrap(body), **document_fields(fields))


def document_fields(pairs: dict[str, str]) -> dict[str, str]:
    """Fields of Document from keys as people write them ("Judul", "Date"); the rest is left out."""
    fields: dict[str, str] = {}
    for key, value in pairs.items():
        field = _FIELDS.get(key.lower(), "")
        if field == "date":
            moment = parse_date(value, day_first=key.lower() == "tanggal")
            if moment:
                fields.setdefault("published_at", moment)
        elif field == "url":
            if value.lower().startswith(("http://", "https://")) and " " not in value:
                fields.setdefault("url", value)
        elif field == "language":
            code = value.lower().replace("_", "-").partition("-")[0]
            if len(code) == 2 and code.isascii() and code.isalpha():
                fields.setdefault("language", code)
        elif field:
            fields.setdefault(field, value)
    return fields


def unwrap(text: str) -> str:
    """`text` with wrapped lines joined to one line a paragraph; to the letter where no lines are wrapped.

    Lines are wrapped when nearly every line of a paragraph is so full that the first word of the next one
    would not have fitted.
    """
    paragraphs = [
        block.split("\n") for block in re.split(r"\n[ \t]{0,99}\n", text.strip("\n")) if block.strip()
    ]
    width = max((len(line.rstrip()) for lines in paragraphs for line in lines), default=0)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return text
    breaks = [_is_full(*pair, width) for lines in paragraphs for pair in pairwise(lines)]
    if len(breaks) < 2 or sum(breaks) < 0.7 * len(breaks):
        return text
    return "\n".join(line for lines in paragraphs for line in _joined(lines, width))


def _top_fields(text: str) -> tuple[dict[str, str], str]:
    """The block of `Key: value` lines a text begins with, when it has at least two, and what follows."""
    lines = text.lstrip("\n").split("\n")
    pairs: dict[str, str] = {}
    for line in lines:
        match = _FIELD_LINE.fullmatch(line.strip())
        if match is None or match[1].lower() not in _TOP or match[1].lower() in pairs:
            break
        pairs[match[1].lower()] = match[2].strip()
    if not 2 <= len(pairs) < len(lines):
        return {}, text
    return pairs, "\n".join(lines[len(pairs) :]).lstrip("\n")


def _is_full(line: str, following: str, width: int) -> bool:
    words = following.split(maxsplit=1)
    if not words or _LIST_MARK.match(following):
        return False
    return len(line.rstrip()) + 1 + len(words[0]) > width - 3


def _joined(lines: list[str], width: int) -> list[str]:
    joined = [lines[0].strip()]
    for line, following in pairwise(lines):
        # A line that ends far from the margin was ended by its writer: a headline, the last of a paragraph.
        ended = len(line.rstrip()) < width * 0.6 or (
            line.rstrip().endswith(_SENTENCE_END) and not _is_full(line, following, width)
        )
        if ended or _LIST_MARK.match(following):
            joined.append(following.strip())
        else:
            joined[-1] += f" {following.strip()}"
    return [line for line in joined if line]
