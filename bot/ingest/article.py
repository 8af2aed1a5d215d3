"""The lines of an article, out of a parsed page, by trafilatura.

    mend | trafilatura, precise | where that fails: trafilatura, and readability | lines and their links

trafilatura: Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15. Its precise mode leaves out more of what is not
the article than the others, and loses least of Indonesian pages once their loose text has been mended
(measured in docs/ingest.md).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.ingest.mend import mend

ENOUGH = 250  # characters; below it the precise mode may have missed the article
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_STOP_WORDS = ("English", "Indonesian", "Malay")
_BLOCKS = frozenset(
    "body code comments div fw head item lb list main p quote table row "  # noqa: SIM905  trafilatura's
    "article aside blockquote br center dd dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "html li nav ol pre section td th tr ul".split()
)
_TEXTLESS = (  # of those that trafilatura removes too, but only after it has searched the whole page
    *(
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "dialog",
        "embed",
        "iframe",
        "input",
        "link",
        "map",
        "math",
    ),
    *("menu", "nav", "object", "picture", "select", "style", "svg", "template", "textarea", "track", "video"),
)
_LINKS = ("ref", "a")
_POINTER = 0.6  # of a line in links: it points to another page and tells nothing itself
_LONGEST_POINTER = 250  # characters; a longer line is a paragraph with a long link


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a page, and how much of it (0 to 1) is links."""

    text: str
    linked: float

    @property
    def is_pointer(self) -> bool:
        """Whether it only points to another page: "Read more: …"."""
        return self.linked >= _POINTER and len(self.text) <= _LONGEST_POINTER


def article_lines(tree: Any, url: str) -> list[Shown]:
    """The paragraphs, headings, list items and table rows of the article on a page, in order.

    `tree` is an lxml HtmlElement and is changed. The list is empty where there is no article.
    """
    strip(tree)
    mend(tree)
    best = _by_trafilatura(tree, url, precise=True)
    if _size(best) >= ENOUGH:
        return best
    for other in (_by_trafilatura(tree, url, precise=False), _by_readability(tree)):
        if _size(other) > _size(best):
            best = other
        if _size(best) >= ENOUGH:
            break
    return best


def strip(tree: Any) -> None:
    """Take out of a page what holds no text of an article; it is what makes pages large and slow to read."""
    from lxml.etree import strip_elements

    for script in list(tree.iter("script")):
        # trafilatura can take an article out of JSON-LD.
        if "ld+json" not in (script.get("type") or "").lower():
            script.drop_tree()
    strip_elements(tree, *_TEXTLESS, with_tail=False)


def _by_trafilatura(tree: Any, url: str, *, precise: bool) -> list[Shown]:
    from copy import deepcopy

    from trafilatura import bare_extraction

    _know_few_stop_words()
    result: Any = bare_extraction(
        deepcopy(tree),
        url=url or None,
        include_comments=False,
        include_links=True,
        with_metadata=False,
        favor_precision=precise,
    )
    return list(_lines(result.body)) if result is not None and result.body is not None else []


def _know_few_stop_words() -> None:
    """Let justext, trafilatura's last resort, know the stop words of a few languages, not of all hundred.

    Those take 27 MB, and pages are read no better with them.
    """
    from trafilatura import external

    library = vars(external)
    if library["JT_STOPLIST"] is None:
        words = map(library["get_stoplist"], _STOP_WORDS)
        library["JT_STOPLIST"] = tuple(frozenset[str]().union(*words))


def _by_readability(tree: Any) -> list[Shown]:
    """What trafilatura's own copy of readability finds, which goes by the text around the text."""
    from copy import deepcopy

    from trafilatura import load_html
    from trafilatura.readability_lxml import Document

    try:
        found = Document(deepcopy(tree)).summary()
    except (ValueError, TypeError, AttributeError, IndexError):
        return []  # a tree it was not written for; there is no third opinion
    # Where it finds nothing it returns the whole page; what it finds it puts into a <div>.
    article = load_html(found) if found.startswith("<div") else None
    return list(_lines(article)) if article is not None else []


def _size(lines: list[Shown]) -> int:
    return sum(len(line.text) for line in lines if not line.is_pointer)


def _lines(body: Any) -> Iterator[Shown]:
    """The lines of a tree; trafilatura's own text puts "- " and "|" where the page has nothing."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    linked, links = 0, 0

    def flush() -> Iterator[Shown]:
        nonlocal linked
        line = _BLANKS.sub(" ", "".join(parts)).strip(" ")
        if line.strip():
            yield Shown(line, min(1.0, linked / len(line)))
        parts.clear()
        linked = 0

    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from flush()
        if element.tag in _LINKS:
            links += 1 if event == "start" else -1
        piece = element.text if event == "start" else element.tail if element is not body else ""
        if event == "end" and element.tag == "cell":
            piece = f" {piece or ''}"
        if piece:
            parts.append(piece)
            linked += len(_BLANKS.sub(" ", piece)) if links else 0
    yield from flush()


def page_lines(tree: Any) -> Iterator[Shown]:
    """Every line of a page in order, as its blocks and line breaks divide it, without scripts."""
    from copy import deepcopy

    from lxml.etree import strip_elements

    body = tree.find(".//body")
    body = deepcopy(tree if body is None else body)
    strip_elements(body, "script", "noscript", *_TEXTLESS, with_tail=False)
    return _lines(body)
