"""Lists of feeds as other programs exchange them: OPML 2.0 (opml.org), read and written."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bot.errors import DocumentError
from bot.ingest.feed_links import absolute
from bot.ingest.feed_text import MAX_TITLE, shortened, spaced

MAX_OPML_BYTES = 5 * 1024 * 1024
MAX_FEEDS = 2_000
_ADDRESSES = ("xmlurl", "feedurl", "url")  # in the order in which they are believed
_NAMES = ("title", "text", "description")
_MAX_ATTRIBUTES = 50  # of an outline: the time that lxml takes for all of them grows with their square
_BARE = re.compile(rb"&(?!#?\w{1,40};)")
_TODO = "export the subscriptions as OPML once more"


def read_opml(data: bytes) -> list[tuple[str, str]]:
    """Title and address of each feed in `data`, in order, none twice; folders are left out, however deep.

    A title is "" where the file has none. Raises DocumentError for what is no OPML, is larger than 5 MiB or
    names no feed; of more than 2,000 feeds the first are taken.
    """
    if len(data) > MAX_OPML_BYTES:
        raise _refused(f"it is larger than {MAX_OPML_BYTES >> 20} MiB")
    from lxml import etree

    # Nothing is looked up outside and no entity is resolved; what is broken is read as far as it can be.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        # lxml would leave out a bare "&" with the word behind it, and so a part of the address.
        root = etree.fromstring(data.strip() if b"\0" in data else _BARE.sub(b"&amp;", data.strip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused("it is no XML") from error
    if root is None or _local(root) != "opml":
        raise _refused("it is not OPML")
    feeds: dict[str, str] = {}
    for title, url in _outlines(root):
        feeds.setdefault(url, title)
        if len(feeds) == MAX_FEEDS:
            break
    if not feeds:
        raise _refused("it names no feed")
    return [(title, url) for url, title in feeds.items()]


def write_opml(feeds: Iterable[tuple[str, str]], title: str, created: datetime) -> str:
    """OPML with an outline for each (title, address) of `feeds`; `created` is aware."""
    outlines = "".join(
        f'    <outline type="rss" text={_quoted(name or url)} xmlUrl={_quoted(url)}/>\n'
        for name, url in feeds
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<opml version="2.0">\n'
        "  <head>\n"
        f"    <title>{escape(spaced(title))}</title>\n"
        f"    <dateCreated>{format_datetime(created.astimezone(UTC), usegmt=True)}</dateCreated>\n"
        "  </head>\n"
        f"  <body>\n{outlines}  </body>\n"
        "</opml>\n"
    )


def _quoted(text: str) -> str:
    return quoteattr(spaced(text))


def _outlines(root: Any) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if _local(element) != "outline":
            continue
        names = islice(element.attrib, _MAX_ATTRIBUTES)
        values = {str(name).lower(): str(element.get(name)) for name in names}
        url = next((found for name in _ADDRESSES if (found := absolute(values.get(name, "")))), "")
        # Of links to pages, which OPML can hold too, only the kind tells them from feeds.
        if not url or values.get("type", "rss").lower() == "link":
            continue
        title = next((found for name in _NAMES if (found := spaced(values.get(name, "")))), "")
        yield shortened(title, MAX_TITLE), url


def _local(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _refused(why: str) -> DocumentError:
    return DocumentError("The list of feeds cannot be read", why, _TODO)
