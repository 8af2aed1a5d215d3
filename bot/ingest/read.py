"""From bytes to a document: what kind of file is this, and who reads it.

bytes | kind (by content, then type, then name) | decode | extract_html, read_markdown or read_plain
"""

import re
from dataclasses import replace
from enum import StrEnum

from bot.domain import Document
from bot.errors import DocumentError, NotAnArticle
from bot.ingest.decode import decode

MAX_HTML_BYTES = 10 * 1024 * 1024
MAX_TEXT_BYTES = 10 * 1024 * 1024
# What a thread reads in a second or two whatever it holds; the marks of Markdown can be made slow to read.
_LIGHT_BYTES = {"text": 512 * 1024, "markdown": 64 * 1024, "html": 0}
_HEAD = 4096
_HTML_HEAD = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|article|title|meta)\b", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"</?(?:p|div|html|body|span|h1|h2|br|article|section|table|ul|li|a)\b[^<>]{0,500}>", re.IGNORECASE
)
_FEED_HEAD = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset)\b")
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE
)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w:.-]{2,40})", re.IGNORECASE)
_MARKDOWN_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,20}(?:#{1,6} \S|---[ \t]{0,9}\r?\n[A-Za-z_-]{2,20}[ \t]{0,9}:[ \t])"
)
_NAMED = {
    "html": (".html", ".htm", ".xhtml", ".shtml"),
    "markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "text": (".txt", ".text"),
}
_REFUSED = {  # by name, for files whose content does not give them away
    ".json": "data",
    ".jsonl": "data",
    ".csv": "a table",
    ".xml": "XML",
    ".doc": "a Word document",
    ".docx": "a Word document",
    ".odt": "an OpenDocument file",
    ".pdf": "a PDF",
    ".epub": "an e-book",
    ".rtf": "an RTF document",
}


class Kind(StrEnum):
    """What a document is written in."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def kind_of(data: bytes, name: str = "", content_type: str = "") -> Kind:
    """What `data` is written in: by its content, then `content_type`, then the ending of `name`."""
    head = _head(data)
    lower, media = name.lower().partition("?")[0], content_type.partition(";")[0].strip().lower()
    if _HTML_HEAD.match(_root(head)):
        return Kind.HTML
    if media in {"text/html", "application/xhtml+xml"} or lower.endswith(_NAMED["html"]):
        wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        return Kind.HTML if _HTML_TAG.search(data.replace(b"\0", b"") if wide else data) else Kind.TEXT
    if media in {"text/markdown", "text/x-markdown"} or lower.endswith(_NAMED["markdown"]):
        return Kind.MARKDOWN
    if not lower.endswith(_NAMED["text"]) and _MARKDOWN_HEAD.match(head):
        return Kind.MARKDOWN
    return Kind.TEXT


def is_heavy(data: bytes, name: str = "", content_type: str = "") -> bool:
    """Whether reading `data` must go to a process that can be killed; the rest may run in a thread."""
    return len(data) > _LIGHT_BYTES[kind_of(data, name, content_type)]


def read_document(
    data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
) -> Document:
    """The document in `data`, a file or page called `name`, which becomes its `origin`.

    `charset` is what the server declared. `url` is where the page was fetched from. Raises DocumentError
    for what is no text or larger than 10 MiB, NotAnArticle for a page that holds something else.
    """
    kind = kind_of(data, name, content_type)
    _refuse(data, name, kind)
    if kind is Kind.HTML:
        from bot.ingest.extract import extract_html

        text = decode(data, charset=charset or _declared_charset(data), name=name, damaged=True)
        try:
            document = extract_html(text, url)
        except NotAnArticle as error:
            raise NotAnArticle(f"{name} cannot be read", error.why, error.todo, error.gate) from error
        return replace(document, origin=name)
    text = decode(data, charset=charset, name=name)
    if kind is Kind.MARKDOWN:
        from bot.ingest.markdown import read_markdown

        document = read_markdown(text)
    else:
        from bot.ingest.plain import read_plain

        document = read_plain(text)
    if not document.text.strip():
        raise DocumentError(f"{name} is empty", "there is no text in it")
    return replace(document, origin=name, url=document.url or url)


def _head(data: bytes) -> bytes:
    """The beginning of `data` without byte order mark and, for UTF-16, without the NUL halves."""
    return data[:_HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")


def _root(head: bytes) -> bytes:
    """`head` from behind its XML declaration and comments."""
    head = head.lstrip()
    while head.startswith((b"<?", b"<!--")):
        _, found, head = head.partition(b"-->" if head.startswith(b"<!--") else b"?>")
        head = head.lstrip()
        if not found:
            break
    return head


def _refuse(data: bytes, name: str, kind: Kind) -> None:
    todo = "save its text as a .txt file and hand over that"
    limit = MAX_HTML_BYTES if kind is Kind.HTML else MAX_TEXT_BYTES
    if len(data) > limit:
        raise DocumentError(f"{name} cannot be read", f"it is larger than {limit >> 20} MiB", todo)
    if _FEED_HEAD.match(_root(_head(data))):
        raise DocumentError(
            f"{name} cannot be read", "it is a feed, not an article", "hand over its articles"
        )
    ending = next((known for known in _REFUSED if name.lower().endswith(known)), "")
    if ending and kind is Kind.TEXT and "://" not in name:
        raise DocumentError(f"{name} cannot be read", f"it is {_REFUSED[ending]}, not an article", todo)


def _declared_charset(data: bytes) -> str:
    match = _META_CHARSET.search(data[:_HEAD]) or _XML_CHARSET.match(data[:_HEAD])
    found = match[1].decode("ascii", "ignore") if match else ""
    # A declaration that could be read byte by byte cannot be in UTF-16: html.spec.whatwg.org, "prescan".
    return "utf-8" if found.lower().startswith(("utf-16", "utf-32")) else found
