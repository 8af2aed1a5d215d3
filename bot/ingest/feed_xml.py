"""The XML of feeds as it is → XML as it should be, so that the parser's fast and strict way can be taken.

    text | root element | entities, comments, CDATA | bare & and < | prefixes | authors | first entries

Everything here takes time in proportion to the text: no declared entity is expanded without bound, nothing is
looked up outside, and what cost feedparser 15 s (80,000 unfinished comments) or 4 s (an author made of
dots) is gone before it starts.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice

from bot.ingest.feed_items import MAX_ENTRIES

_ROOTS = rb"(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|rdf|channel|entry)"
_ROOT = re.compile(rb"<" + _ROOTS + rb"(?=[\s>])", re.IGNORECASE)
_ROOT_OR_COMMENT = re.compile(rb"<!--|" + _ROOT.pattern, re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<!ENTITY\s{1,9}([\w.-]{1,40})\s{1,9}(?:\"([^\"<&]{0,200})\"|'([^'<&]{0,200})')\s{0,9}>"
)
_MARK = re.compile(rb"<!--|<!\[CDATA\[|<\?|<!DOCTYPE", re.IGNORECASE)
_ENDS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>", b"<!DOCTYPE": b">"}
_CDATA = b"<![CDATA["
_REFERENCE = re.compile(rb"&(?:(#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z_][\w.-]{0,40});)?")
_BARE = re.compile(rb"<(?![A-Za-z_/])")
_KEPT = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
# What XML may not hold; the last two are U+FFFE and U+FFFF.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xef\xbf[\xbe\xbf]")
_TAIL = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\s{0,9}>", re.IGNORECASE)
_ENTRY_BEGIN = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_TAG = re.compile(rb"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_NAMESPACE = re.compile(rb"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,3}=")
_PERSON = re.compile(
    rb"(<(?:[\w.-]{1,20}:)?(?:author|creator|name|email|contributor|owner|publisher|managingEditor|webMaster)\b"
    rb"[^<>]{0,200}>[^<]{300})[^<]+",
    re.IGNORECASE,
)
_EXPANDED = 100_000  # bytes that a feed's own entities may come to in all
_NAMESPACES = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"feedburner": b"http://rssnamespace.org/feedburner/ext/1.0",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"slash": b"http://purl.org/rss/1.0/modules/slash/",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
    b"xhtml": b"http://www.w3.org/1999/xhtml",
}


def root_at(text: bytes) -> int:
    """Where a feed's root element begins in `text`, behind whatever a site puts before it; -1 for no feed."""
    at = 0
    while match := _ROOT_OR_COMMENT.search(text, at):
        if match[0] != b"<!--":
            return -1 if _PAGE.search(text, 0, match.start()) else match.start()
        end = text.find(b"-->", match.end())
        at = end if end >= 0 else match.end()
        if end < 0:
            break
    match = _ROOT.search(text, at)
    return -1 if match is None or _PAGE.search(text, 0, match.start()) else match.start()


def mended(text: bytes, start: int) -> bytes:
    """The feed whose root begins at `text[start]`, without a document type and with no more than MAX_ENTRIES
    entries; `text` and what becomes of it are UTF-8."""
    declared = dict(_declared(text[:start]))
    feed = _first_entries(b"".join(_pieces(text, start, declared)))
    ends = [match.end() for match in _TAIL.finditer(feed)]
    # Either what a server adds behind the feed, or an entry that breaks off: half of one would be taken for
    # another.
    feed = feed[: ends[-1]] if ends else _complete(feed)
    feed = _PERSON.sub(_cut, feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _prefixed(feed)


def _declared(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The plain entities that a document type declares; those that name others or files are none."""
    for match in _DECLARED.finditer(head):
        yield match[1], match[2] or match[3] or b""


def _pieces(text: bytes, at: int, declared: dict[bytes, bytes]) -> Iterator[bytes]:
    """The text from `at` without comments and instructions, CDATA as escaped text, references resolved."""
    room = [_EXPANDED]
    endless: set[bytes] = set()
    for match in _MARK.finditer(text, at):
        begin = match.start()
        if begin < at:
            continue
        mark = match[0].upper()
        end = -1 if mark in endless else text.find(_ENDS[mark], match.end())
        if end < 0 and mark != _CDATA:
            endless.add(mark)
            continue  # and so its "<" is text
        yield _references(text[at:begin], declared, room)
        if mark == _CDATA:
            yield _CONTROLS.sub(b"", _escaped(text[match.end() : end if end >= 0 else len(text)]))
            if end < 0:
                return
        at = end + len(_ENDS[mark])
    yield _references(text[at:], declared, room)


def _references(text: bytes, declared: dict[bytes, bytes], room: list[int]) -> bytes:
    def resolved(match: re.Match[bytes]) -> bytes:
        name: bytes | None = match[1]
        if name is None:
            return b"&amp;"
        if name in _KEPT:
            return match[0]
        if name in declared:
            room[0] -= len(declared[name])
            return _escaped(declared[name]) if room[0] >= 0 else b""
        # html.unescape also reads &#146; as browsers do: a quotation mark of Windows-1252.
        written = match[0].decode("ascii")
        char = html.unescape(written)
        if char == "\ufffd":  # what HTML makes of &#0;
            return b""
        return b"&amp;" + match[0][1:] if char == written else _escaped(char.encode("utf-8", "ignore"))

    text = _BARE.sub(b"&lt;", text) if b"<" in text else text
    text = _REFERENCE.sub(resolved, text) if b"&" in text else text
    return _CONTROLS.sub(b"", text)


def _escaped(text: bytes) -> bytes:
    return text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _cut(match: re.Match[bytes]) -> bytes:
    """A long name up to where it is cut, without half a letter or half an entity there."""
    name = match[1].decode("utf-8", "ignore")
    at = name.rfind("&", len(name) - len("&quot;"))
    return (name if at < 0 or ";" in name[at:] else name[:at]).encode("utf-8")


def _first_entries(feed: bytes) -> bytes:
    """The feed without the entries beyond MAX_ENTRIES, whether they are closed or not."""
    beyond = next(islice(_ENTRY_BEGIN.finditer(feed), MAX_ENTRIES, None), None)
    if beyond is None:
        return feed
    last = max((match.end() for match in _ENTRY_END.finditer(feed, beyond.start())), default=len(feed))
    return feed[: beyond.start()] + feed[last:]


def _complete(feed: bytes) -> bytes:
    """A feed that breaks off, without the entry that it breaks off in."""
    begins = [match.start() for match in _ENTRY_BEGIN.finditer(feed)]
    ended = max((match.end() for match in _ENTRY_END.finditer(feed)), default=0)
    return feed[: begins[-1]] if begins and begins[-1] >= ended else feed


def _prefixed(feed: bytes) -> bytes:
    """The feed with its root declaring every prefix that is used and not declared."""
    missing = sorted(set(_TAG.findall(feed)).difference(_NAMESPACE.findall(feed)) - {b"xml", b"xmlns"})[:50]
    if not missing:
        return feed
    named = b"".join(
        b' xmlns:%s="%s"' % (prefix, _NAMESPACES.get(prefix.lower(), b"urn:" + prefix)) for prefix in missing
    )
    match = _ROOT.match(feed)
    return feed[: match.end()] + named + feed[match.end() :] if match else feed
