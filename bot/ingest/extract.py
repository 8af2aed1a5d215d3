"""From a page's HTML to the article on it, by trafilatura (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15).

Slow and hungry on hostile pages (3 MB of `<p>` take 4.7 s): `bot.ingest.worker` runs it in a process that
can be killed.
"""

import re
from typing import Any

from bot.domain import Document
from bot.errors import DocumentError
from bot.ingest.metadata import Metadata, host_of, person_name, read_metadata, visible_instant

_ENOUGH = 250  # characters; below it the precise mode may have missed the article
_LEAST = 90  # characters; shorter than any news item
_STUB = 900  # characters; what paywalls and consent pages leave to read
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_TITLE_ENDS = (" - ", " | ", " – ", " — ", " :: ", " · ", " » ")
_BLOCKS = frozenset(
    {
        "body",
        "code",
        "comments",
        "div",
        "fw",
        "head",
        "item",
        "lb",
        "list",
        "main",
        "p",
        "quote",
        "table",
        "row",
    }
)
_COOKIES = 3
# What stands instead of an article; each is looked for in short pages only.
_PAYWALL = (
    re.compile(
        r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|exclusive to subscribers"
        r"|already a subscriber|to continue reading|berlangganan (?:untuk|sekarang|agar)|khusus pelanggan"
        r"|konten premium|untuk melanjutkan membaca|start your (?:free )?trial|(?:artikel|article) premium",
        re.IGNORECASE,
    ),
    "only its beginning is free to read, the rest must be paid for",
)
_CONSENT = (
    re.compile(
        r"(?:accept|use|uses|manage|menggunakan|menerima|setujui|terima)[^.\n]{0,60}\bcookies?\b"
        r"|cookies? (?:consent|policy|settings|preferences)|kebijakan cookie|before you continue",
        re.IGNORECASE,
    ),
    "the page only asks for consent to cookies",
)
_WALLS = (  # in the order of being asked
    (
        re.compile(
            r"(?:enable|turn on|requires|activate|aktifkan|mengaktifkan|nyalakan) (?:your )?java ?script"
            r"|java ?script (?:is|has been) (?:disabled|required|not)|need to enable javascript",
            re.IGNORECASE,
        ),
        "the page shows its text only with JavaScript",
    ),
    (
        re.compile(
            r"checking your browser|verify (?:that )?you are (?:a )?human|are you a robot|captcha"
            r"|access denied|unusual traffic|bukan robot|just a moment\.\.\.",
            re.IGNORECASE,
        ),
        "the site holds the reader for a robot",
    ),
    _PAYWALL,
    _CONSENT,
    (
        re.compile(r"(?:log|sign) ?in to (?:continue|read|view)|silakan (?:masuk|login)", re.IGNORECASE),
        "the page asks for a login",
    ),
)
_TODO = "open it in a browser, save its text and hand over that"


def extract_html(html: str, url: str = "") -> Document:
    """The article of a page that was fetched from `url` (may be empty); its text has one paragraph a line.

    Several authors are separated by "; ". Raises DocumentError where there is no article: too little text,
    a wall of JavaScript, cookies, payment or login; `url` or "the page" names it.
    """
    from lxml.etree import LxmlError

    name = url or "the page"
    try:
        tree = _parsed(html)
    except (LxmlError, ValueError):
        tree = None
    if tree is None:
        raise DocumentError(f"{name} cannot be read", "there is no HTML in it", _TODO)
    declared = read_metadata(tree, url)
    text, found = _extracted(tree, url)
    wall = _wall(tree, text, declared)
    if wall:
        raise DocumentError(f"{name} cannot be read", wall, _TODO)
    if len(text) < _LEAST:
        raise DocumentError(f"{name} cannot be read", "there is no article on it, only a few words", _TODO)
    return _document(tree, text, declared, found, url)


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


def _extracted(tree: Any, url: str) -> tuple[str, Any]:
    """The article's text and trafilatura's document with the metadata it found (None if nothing)."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    best, document = "", None
    for precise in (True, False):
        result: Any = bare_extraction(
            deepcopy(tree),
            url=url or None,
            include_comments=False,
            with_metadata=True,
            favor_precision=precise,
        )
        if result is None:
            continue
        text = "\n".join(_lines(result.body)) if result.body is not None else result.text or ""
        if document is None or len(text) > len(best):
            best, document = text, result
        if len(best) >= _ENOUGH:
            break
    return best, document


def _lines(body: Any) -> list[str]:
    """The paragraphs, headings, list items and table rows of trafilatura's tree, one line each.

    Written here because trafilatura's own text puts "- " and "|" where the page has nothing.
    """
    from lxml.etree import iterwalk

    lines: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        line = _BLANKS.sub(" ", "".join(parts)).strip(" ")
        parts.clear()
        if line.strip():
            lines.append(line)

    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            flush()
        if event == "start":
            parts.append(element.text or "")
        else:
            parts.append(" " if element.tag == "cell" else "")
            parts.append(element.tail or "" if element is not body else "")
    flush()
    return lines


def _wall(tree: Any, text: str, declared: Metadata) -> str:
    """Why this is not the article but what stands in front of it; "" when it is the article."""
    if len(text) >= _STUB:
        return ""
    if declared.paywalled or _PAYWALL[0].search(text):
        return _PAYWALL[1]
    if len(text) < _ENOUGH:
        page = f"{text}\n{_page_text(tree)}"
        return next((why for pattern, why in _WALLS if pattern.search(page)), "")
    # An article may mention cookies; one that does little else is a request for consent.
    return _CONSENT[1] if text.lower().count("cookie") >= _COOKIES and _CONSENT[0].search(text) else ""


def _page_text(tree: Any) -> str:
    pieces = (
        piece
        for element in tree.iter()
        if isinstance(element.tag, str)
        for piece in (element.text if element.tag not in {"script", "style"} else "", element.tail)
        if piece
    )
    return _BLANKS.sub(" ", " ".join(pieces))[:20_000]


def _document(tree: Any, text: str, declared: Metadata, found: Any, url: str) -> Document:
    outlet = declared.outlet or _site(found, url)
    title = declared.title or (found.title if found is not None else "") or ""
    author = declared.author or _authors(found, outlet)
    day = declared.published_at or (found.date if found is not None else "") or ""
    return Document(
        text=text,
        title=clean_title(title, outlet),
        url=declared.url,
        outlet=outlet,
        author=author,
        published_at=day if "T" in day else visible_instant(tree, day) or day,
        language=declared.language,
        origin=url,
    )


def _site(found: Any, url: str) -> str:
    """The site's name as trafilatura found it; its host name when there is nothing better."""
    name = (found.sitename if found is not None else "") or ""
    return name or host_of(url)


def _authors(found: Any, outlet: str) -> str:
    names = ((found.author if found is not None else "") or "").split("; ")
    return "; ".join(name for name in map(person_name, names) if name and _folded(name) != _folded(outlet))


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
