"""The feeds that a web page offers."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from bot.ingest.feed_links import absolute

MAX_CANDIDATES = 30
_READ = 2_000_000  # characters of a page
_MOST_LINKS = 5_000
_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed|x-rss|x-atom)\+?(?:xml|json)?|application/feed\+json", re.IGNORECASE
)
_VAGUE = frozenset(
    {"application/xml", "text/xml", "application/json", "text/rss", "text/rss+xml", "text/atom+xml"}
)
_LIKE_A_FEED = re.compile(
    r"(?:^|[/.?=&_-])(?:rss2?|atom|rdf|feeds?|jsonfeed|feedburner|syndication)(?:[/.?=&_-]|\d|$)|"
    r"(?:^|/)(?:rss|atom|feed|index)\.(?:xml|rdf|json|php|aspx?)$|\.(?:rss|atom|rdf)$",
    re.IGNORECASE,
)
_SAYS_FEED = re.compile(r"\b(?:rss|atom|feed|umpan)\b", re.IGNORECASE)
_NOT_ARTICLES = re.compile(r"comment|komentar", re.IGNORECASE)


def feeds_of(page: str, url: str) -> tuple[str, ...]:
    """The addresses of feeds in the HTML of `page`, fetched from `url`: declared ones first, then links
    that look like feeds; feeds of comments last in each. Never raises."""
    if "<" not in page:
        return ()
    from lxml import etree
    from lxml.html import document_fromstring

    found: list[str] = []
    with suppress(etree.LxmlError, ValueError, AssertionError, RecursionError):
        # With a declaration of an encoding lxml refuses text; the text is decoded already.
        tree = document_fromstring(re.sub(r"^\s{0,99}<\?xml[^>]{0,300}>", "", page[:_READ]))
        base = next((element.get("href") for element in tree.iterfind(".//base[@href]")), "")
        base = absolute(base or "", url) or url
        for links in (_declared(tree, base), _linked(tree, base)):
            found += sorted(dict.fromkeys(links), key=lambda address: bool(_NOT_ARTICLES.search(address)))
    return tuple(dict.fromkeys(one for one in found if one != url))[:MAX_CANDIDATES]


def _declared(tree: Any, base: str) -> Iterator[str]:
    for link in tree.iterfind(".//link[@href]"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        href = link.get("href") or ""
        if "feed" in rel or (
            "alternate" in rel and (_TYPES.fullmatch(kind) or (kind in _VAGUE and "oembed" not in href))
        ):
            address = absolute(href, base)
            # WordPress declares the description of its API as alternate JSON.
            if address and not (kind == "application/json" and "wp-json" in address):
                yield address


def _linked(tree: Any, base: str) -> Iterator[str]:
    for number, link in enumerate(tree.iterfind(".//a[@href]")):
        if number == _MOST_LINKS:
            return
        href = (link.get("href") or "").strip()
        address = absolute(href, base)
        if not address:
            continue
        path = address.partition("://")[2].partition("#")[0]
        host, _, rest = path.partition("/")
        says = _SAYS_FEED.search("".join(link.itertext())[:100]) or _SAYS_FEED.search(link.get("title") or "")
        if (
            href[:5].lower() == "feed:"
            or _LIKE_A_FEED.search("/" + rest)
            or host.startswith(("feeds.", "rss."))
        ) or (says and rest.lower().endswith((".xml", ".json", ".php"))):
            yield address
