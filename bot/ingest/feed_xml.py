"""The XML of feeds as it is → XML as it should be, so that the parser's fast and strict way can be taken.

    text | root element | entities, comments, CDATA | bare & and < | prefixes | authors | first entries

Everything here takes time in proportion to the text: no declared entity is expanded without bound, nothing is
looked up outside, and what cost feedparser 15 s (80,000 unfinished comments) or 4 s (an author made of
dots) is gone before it starts.
"""

import html
import re
from collections.abc import Iterator

from bot.ingest.feed_items import MAX_ENTRIES

_ROOTS = r"(?:[A-Za-z][\w.-]{0,20}:)?(?:rss|feed|rdf|channel|entry)"
_ROOT = re.compile(rf"<{_ROOTS}(?=[\s>])", re.IGNORECASE)
_ROOT_OR_COMMENT = re.compile(rf"<!--|{_ROOT.pattern}", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_DECLARED = re.compile(
    r"<!ENTITY\s{1,9}([\w.-]{1,40})\s{1,9}(?:\"([^\"<&]{0,200})\"|'([^'<&]{0,200})')\s{0,9}>"
)
_MARK = re.compile(r"<!--|<!\[CDATA\[|<\?|<!DOCTYPE", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!DOCTYPE": ">"}
_REFERENCE = re.compile(r"&(?:(#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z_][\w.-]{0,40});)?")
_BARE = re.compile(r"<(?![A-Za-z_/])")
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAIL = re.compile(r"</(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\s{0,9}>", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[\w.-]{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_ENTRY_BEGIN = re.compile(r"<(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_ATTRIBUTE = re.compile(r"\s([A-Za-z_][\w.-]{0,40}):[\w.-]{1,40}\s{0,3}=\s{0,3}[\"']")
_NAMESPACE = re.compile(r"\sxmlns:([A-Za-z_][\w.-]{0,40})\s{0,3}=")
_PERSON = re.compile(
    r"(<(?:[\w.-]{1,20}:)?(?:author|creator|name|email|contributor|owner|publisher|managingEditor|webMaster)\b"
    r"[^<>]{0,200}>[^<]{300})[^<]+",
    re.IGNORECASE,
)
_EXPANDED = 100_000  # characters that a feed's own entities may come to in all
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}
_ALWAYS = frozenset({"xml", "xmlns"})


def root_at(text: str) -> int:
    """Where a feed's root element begins in `text`, behind whatever a site puts before it; -1 for no feed."""
    at = 0
    while match := _ROOT_OR_COMMENT.search(text, at):
        if match[0] != "<!--":
            return -1 if _PAGE.search(text, 0, match.start()) else match.start()
        end = text.find("-->", match.end())
        at = end if end >= 0 else match.end()
        if end < 0:
            break
    match = _ROOT.search(text, at)
    return -1 if match is None or _PAGE.search(text, 0, match.start()) else match.start()


def mended(text: str, start: int) -> bytes:
    """The feed whose root begins at `text[start]`, in UTF-8, without a document type and with no more than
    MAX_ENTRIES entries."""
    declared = dict(_declared(text[:start]))
    feed = _first_entries("".join(_pieces(text[start:], declared)))
    ends = [match.end() for match in _TAIL.finditer(feed)]
    # Either what a server adds behind the feed, or an entry that breaks off: half of one would be taken for
    # another.
    feed = feed[: ends[-1]] if ends else _complete(feed)
    feed = _PERSON.sub(r"\1", feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + _prefixed(feed).encode("utf-8")


def _declared(head: str) -> Iterator[tuple[str, str]]:
    """The plain entities that a document type declares; those that name others or files are none."""
    for match in _DECLARED.finditer(head):
        yield match[1], match[2] or match[3] or ""


def _pieces(text: str, declared: dict[str, str]) -> Iterator[str]:
    """The text without comments and instructions, its CDATA as escaped text, its references resolved."""
    at = 0
    room = [_EXPANDED]
    endless: set[str] = set()
    for match in _MARK.finditer(text):
        begin = match.start()
        if begin < at:
            continue
        mark = match[0].upper()
        end = -1 if mark in endless else text.find(_ENDS[mark], match.end())
        if end < 0 and mark != "<![CDATA[":
            endless.add(mark)
            continue  # and so its "<" is text
        yield _references(text[at:begin], declared, room)
        if mark == "<![CDATA[":
            inside = text[match.end() : end if end >= 0 else len(text)]
            yield _CONTROLS.sub("", html.escape(inside, quote=False))
            if end < 0:
                return
        at = end + len(_ENDS[mark])
    yield _references(text[at:], declared, room)


def _references(text: str, declared: dict[str, str], room: list[int]) -> str:
    def resolved(match: re.Match[str]) -> str:
        name: str | None = match[1]
        if name is None:
            return "&amp;"
        if name in _KEPT:
            return match[0]
        if name in declared:
            room[0] -= len(declared[name])
            return html.escape(declared[name]) if room[0] >= 0 else ""
        # html.unescape also reads &#146; as browsers do: a quotation mark of Windows-1252.
        char = html.unescape(match[0])
        if char == "\ufffd":  # what HTML makes of &#0;
            return ""
        return "&amp;" + match[0][1:] if char == match[0] else html.escape(char)

    text = _BARE.sub("&lt;", text) if "<" in text else text
    text = _REFERENCE.sub(resolved, text) if "&" in text else text
    return _CONTROLS.sub("", text)


def _first_entries(feed: str) -> str:
    """The feed without the entries beyond MAX_ENTRIES."""
    cut = last = 0
    for number, match in enumerate(_ENTRY_END.finditer(feed), start=1):
        if number == MAX_ENTRIES:
            cut = match.end()
        last = match.end()
    return feed[:cut] + feed[last:] if cut else feed


def _complete(feed: str) -> str:
    """A feed that breaks off, without the entry that it breaks off in."""
    begins = [match.start() for match in _ENTRY_BEGIN.finditer(feed)]
    ended = max((match.end() for match in _ENTRY_END.finditer(feed)), default=0)
    return feed[: begins[-1]] if begins and begins[-1] >= ended else feed


def _prefixed(feed: str) -> str:
    """The feed with its root declaring every prefix that is used and not declared."""
    used = {*_TAG.findall(feed), *_ATTRIBUTE.findall(feed)} - _ALWAYS
    missing = sorted(used.difference(_NAMESPACE.findall(feed)))[:50]
    if not missing:
        return feed
    named = "".join(
        f' xmlns:{prefix}="{_NAMESPACES.get(prefix.lower(), "urn:" + prefix)}"' for prefix in missing
    )
    match = _ROOT.match(feed)
    return feed[: match.end()] + named + feed[match.end() :] if match else feed
