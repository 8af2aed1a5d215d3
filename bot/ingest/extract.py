"""From a page's HTML to the article on it.

    parse | metadata | lines of the article | gate | lines without furniture | document

Slow and hungry on hostile pages (3 MB of `<p>` take 4.7 s): `bot.ingest.worker` runs it in a process that
can be killed.
"""

import re
from collections.abc import Sequence
from typing import Any

from bot.domain import Document
from bot.errors import NotAnArticle
from bot.ingest import noise
from bot.ingest.article import Shown, article_lines
from bot.ingest.gates import Gate, gate
from bot.ingest.metadata import Metadata, read_metadata
from bot.ingest.people import same_name

_TITLE_ENDS = (" - ", " | ", " – ", " — ", " :: ", " · ", " » ")
_ABOVE = 4  # lines among which the headline may stand again
_NO_HTML = Gate("no HTML", "there is no HTML in it")
_TODO = "open it in a browser, save its text and hand over that"


def extract_html(html: str, url: str = "") -> Document:
    """The article of a page that was fetched from `url` (may be empty); its text has one paragraph a line.

    Several authors are separated by "; "; the date keeps the offset that the page gives. Raises
    NotAnArticle where there is none: a wall, an error, a list of pages; `url` or "the page" names it.
    """
    from lxml.etree import LxmlError

    name = url or "the page"
    try:
        tree = _parsed(html)
    except (LxmlError, ValueError):
        tree = None
    if tree is None:
        raise _refusal(name, _NO_HTML)
    declared = read_metadata(tree, url)
    lines = article_lines(tree, url)
    document = _document(lines, declared, url)
    if closed := gate(tree, lines, document.text, declared, url):
        raise _refusal(name, closed)
    return document


def _refusal(name: str, closed: Gate) -> NotAnArticle:
    return NotAnArticle(f"{name} cannot be read", closed.why, _TODO, closed.name)


def _document(lines: Sequence[Shown], declared: Metadata, url: str) -> Document:
    title = clean_title(declared.title, declared.outlet)
    shown = [(place, line.text) for place, line in enumerate(lines) if not line.is_pointer]
    authors = [name for name in declared.author.split("; ") if name]
    kept = [
        (place, line)
        for number, (place, line) in enumerate(shown)
        if not (number < _ABOVE and same_name(line, title))
        and not any(same_name(line, one) for one in authors)
    ]
    kept, told = noise.without_furniture(kept)
    return Document(
        text="\n".join(line for _, line in kept),
        title=title,
        url=declared.url,
        outlet=declared.outlet,
        author=declared.author or told.author,
        published_at=declared.published_at or told.date,
        language=declared.language,
        origin=url,
    )


def clean_title(title: str, outlet: str) -> str:
    """`title` without the name of the site behind or before it."""
    folded = {_folded(outlet)} - {""}
    for mark in _TITLE_ENDS:
        head, found, tail = title.rpartition(mark)
        if found and head.strip() and _folded(tail) in folded:
            return head.strip()
        head, found, tail = title.partition(mark)
        if found and tail.strip() and _folded(head) in folded:
            return tail.strip()
    return title


def _parsed(html: str) -> Any:
    from trafilatura import load_html

    # lxml refuses text that declares its encoding, as XHTML does; the text is decoded already.
    return load_html(re.sub(r"^\s{0,99}<\?xml[^>]{0,200}\?>", "", html, count=1))


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
