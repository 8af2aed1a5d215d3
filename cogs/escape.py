"""The one edge where foreign text becomes a message of ours: as it was published, and nothing but text.

What a stranger wrote must not ping, link, format, hide or turn the reading direction. Characters that cannot
be seen are left out; a backslash stands before whatever Discord would read as more than a character.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

LONGEST_LINK = 512  # characters of the address of a link button
ELLIPSIS = "…"
# Letters and symbols that have a width and show nothing.
_BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f\u180b\u180c\u180d\u180e\u180f")
_SPECIAL = re.compile(
    r"[\\*_~|`<>\[\]@#]|:(?=/)|:(?=[\w~+-]{1,40}:)|(?<=\]):|(?<=<)[:/]|(?<=<[atAT]):|(?<=<id):"
)
_AT_START = re.compile(r"(\s*)([-+=>#]|\d{1,9}(?=[.)]))")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,10}[a-z0-9-]{2,63}|\[[0-9a-f:.]{2,45}\]")
_SAFE_IN_PATH = "/:@!$&'()*+,;=-._~%"


def visible(text: str) -> str:
    """`text` without what cannot be seen: controls, zero-width and bidirectional characters; one line."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


@lru_cache(maxsize=4_096)
def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\n\r\t\v\f" or category in ("Zl", "Zp"):
        return " "
    return "" if category in ("Cc", "Cf", "Cs", "Co", "Cn") or letter in _BLANKS else letter


def units(text: str) -> int:
    """The length of `text` as Discord may count it at most: in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2


def plain(text: str, limit: int = 1_000) -> str:
    """`text` as inert Markdown of at most `limit` units; what does not fit ends in an ellipsis."""
    return _joined(_tokens(text, limit), limit)


def quoted(text: str, start: int, length: int, limit: int) -> str:
    """`text` as inert Markdown with the words at `start` in bold; they stay in sight when it is cut."""
    start, end = max(0, min(start, len(text))), max(0, min(start + length, len(text)))
    before, words, after = text[:start], text[start:end], text[end:]
    inner = words.strip()
    if not inner or not visible(inner).strip():
        return plain(text, limit)
    lead = words[: len(words) - len(words.lstrip())]
    trail = words[len(words.rstrip()) :]
    bold = f"**{_joined(_tokens(inner, limit, opening=False), limit * 2 // 3)}**"
    left = limit - units(bold)
    ahead = list(_tokens((before + lead)[-(limit * 2 + 8) :], None))
    behind = _tokens(trail + after, left, opening=False)
    head = _joined_back(ahead, max(left // 2, left - _size(trail + after, left)))
    return head + bold + _joined(behind, max(0, left - units(head)))


def link(url: str) -> str:
    """`url` as a link button may hold it; "" where it is no plain address of a web page."""
    if not url or len(url) > LONGEST_LINK or url != visible(url).strip() or any(map(str.isspace, url)):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return ""
    bracketed = f"[{host}]" if ":" in host else host
    if parts.scheme not in ("http", "https") or parts.username or parts.password or "@" in parts.netloc:
        return ""
    if not _HOST.fullmatch(bracketed):
        return ""
    path, query, fragment = (quote(one, safe=_SAFE_IN_PATH + "?") for one in parts[2:])
    whole = urlunsplit((parts.scheme, bracketed + port, path, query, fragment))
    return whole if len(whole) <= LONGEST_LINK else ""


def label(text: str, limit: int) -> str:
    """`text` where Discord reads no Markdown, such as a choice: visible, one line, at most `limit` units."""
    line = " ".join(visible(text).split())
    if units(line) <= limit:
        return line
    return _joined(iter(line), limit)


def _tokens(text: str, limit: int | None, *, opening: bool = True) -> Iterable[str]:
    """The characters of `text`, each with its backslash where it needs one."""
    # No more than can be shown is looked at: a "sentence" may be as long as its article.
    line = visible(text if limit is None else text[: limit * 2 + 8])
    escaped = {match.start() for match in _SPECIAL.finditer(line)}
    if opening and (start := _AT_START.match(line)):
        place = start.start(2)
        escaped.add(place if not line[place].isdecimal() else start.end(2))
    return (f"\\{letter}" if place in escaped else letter for place, letter in enumerate(line))


def _size(text: str, enough: int) -> int:
    """How many units `text` takes as inert Markdown, or `enough` where it takes more."""
    size = 0
    for token in _tokens(text, enough, opening=False):
        size += units(token)
        if size >= enough:
            return enough
    return size


def _joined(tokens: Iterable[str], limit: int) -> str:
    every = list(tokens)
    if units(whole := "".join(every)) <= limit:  # as nearly always, and that is quickly told
        return whole
    parts: list[str] = []
    size = 0
    for token in every:
        width = units(token)
        if size + width > limit:
            while parts and size + 1 > limit:
                size -= units(parts.pop())
            return "".join(parts).rstrip() + ELLIPSIS if limit else ""
        parts.append(token)
        size += width
    return "".join(parts)


def _joined_back(tokens: list[str], limit: int) -> str:
    """The end of `tokens` that fits, with an ellipsis before it where it does not."""
    kept: list[str] = []
    size = 0
    for token in reversed(tokens):
        if size + units(token) > limit:
            while kept and size + 1 > limit:
                size -= units(kept.pop())
            return ELLIPSIS + "".join(reversed(kept)).lstrip() if limit > 0 else ""
        kept.append(token)
        size += units(token)
    return "".join(reversed(kept))
