"""From bytes to a listing: RSS, Atom and JSON Feed, and a refusal with directions for everything else.

    bytes | unzip | decode | JSON Feed? XML feed? page? | mend | feedparser | Listing

To be called in a process that can be killed (`bot.ingest.worker`): what strangers write decides how long it
takes.
"""

import re
import zlib
from datetime import datetime

from bot.domain.feeds import Listing
from bot.errors import DocumentError, NotAFeed
from bot.ingest.decode import binary_kind, decode
from bot.ingest.discovery import feeds_of
from bot.ingest.feed_items import listing
from bot.ingest.feed_xml import mended, root_at
from bot.ingest.json_feed import read_json
from bot.ingest.syndication import read_xml

# What is read of a feed. The newest entries stand first; a longer feed loses its oldest.
MAX_FEED_BYTES = 2 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_ZIPPED_TIMES = 2  # by the site, and by a server in front of it
_HEAD = 1024
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w:.-]{2,40})", re.IGNORECASE)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{2,40})", re.IGNORECASE
)
_HTTP_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([\w:.-]{2,40})", re.IGNORECASE)
# Not the escape of ISO-2022-JP.
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D, 0x1B}))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0")
# What the web means by these names: encoding.spec.whatwg.org. Python knows some not, and takes others
# narrowly.
_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "euc-cn": "gb18030",
    "gb_2312-80": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "x-mac-roman": "mac_roman",
    "utf8mb4": "utf-8",
}
_PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body|title|p|div|a|form)\b", re.IGNORECASE)
_CHANNEL = re.compile(rb"<(?:[\w.-]{1,20}:)?channel[\s>]", re.IGNORECASE)
_SUBSCRIPTIONS = re.compile(r"<opml[\s>]", re.IGNORECASE)
_TODO = "give the address of a feed (RSS, Atom or JSON Feed)"


def parse_feed(data: bytes, *, url: str, content_type: str = "", charset: str = "", now: datetime) -> Listing:
    """The feed in `data`, which was fetched from `url`; what it is, its bytes decide, not its `content_type`.

    `now` is aware: dates after it are none. At most 1,000 entries, in 2 MiB. Raises NotAFeed, with the
    feeds that a page offers instead.
    """
    declared = charset or _named(_HTTP_CHARSET, content_type[:_HEAD].encode("ascii", "ignore"))
    text = _decoded(_unzipped(data, url)[:MAX_FEED_BYTES], declared, url)
    if text.lstrip("\ufeff \t\n")[:1] in {"{", "["}:
        raw = read_json(text)
        if raw is None:
            raise NotAFeed(f"{url} is not a feed", "it is other data (JSON)", _TODO)
        return listing(raw, url, now)
    # In UTF-8, since one emoji would make every copy of the text four times as large.
    xml = text.encode("utf-8", "ignore")
    start = root_at(xml)
    if start < 0:
        raise _refusal(text, url)
    del text
    raw = read_xml(mended(xml, start))
    if not raw.items and _is_description(xml, start):
        raise NotAFeed(f"{url} is not a feed", "it is XML of another kind", _TODO)
    if not raw.items and not _is_whole(xml, start):
        if len(data) >= MAX_FEED_BYTES:
            raise NotAFeed(
                f"{url} is not a feed", f"its first {MAX_FEED_BYTES >> 20} MiB hold no whole entry"
            )
        raise NotAFeed(f"{url} is not a feed", "it breaks off before its first entry", "try again later")
    return listing(raw, url, now)


def _unzipped(data: bytes, url: str) -> bytes:
    """`data` out of the gzip file that some servers keep their feed in, as much of it as is read."""
    for _ in range(_ZIPPED_TIMES):
        if not data.startswith(_GZIP):
            break
        try:
            data = zlib.decompressobj(wbits=31).decompress(data, MAX_FEED_BYTES)
        except zlib.error as error:
            raise NotAFeed(f"{url} is not a feed", "it is a damaged gzip archive", _TODO) from error
    return data


def _decoded(data: bytes, charset: str, url: str) -> str:
    """The text of `data`, in the encoding that it declares if it really is, else in the one it is."""
    kind = binary_kind(data)
    if kind:
        raise NotAFeed(f"{url} is not a feed", f"it is {kind}", _TODO)
    if not data.strip():
        raise NotAFeed(f"{url} is not a feed", "it is empty", "try again later")
    if not data.startswith(_WIDE):
        data = data.translate(None, _CONTROLS)
    elif data.startswith(_UTF16):
        data = _whole_units(data)
    head = data[:_HEAD]
    named = [charset, *(_named(pattern, head) for pattern in (_XML_CHARSET, _META_CHARSET))]
    # A declaration that can be read byte by byte is not in UTF-16.
    named = [_LABELS.get(one.lower(), one) for one in named]
    named = [one for one in named if one and not one.lower().startswith(("utf-16", "utf16", "utf-32", "ucs"))]
    fitting = next((one for one in named if _fits(data, one)), "")
    try:
        return decode(data, charset=fitting, name=url, damaged=True)
    except DocumentError:
        if b"\0" in data:
            raise NotAFeed(f"{url} is not a feed", "it is not text", _TODO) from None
        return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _whole_units(data: bytes) -> bytes:
    """UTF-16 (or 32) that breaks off, without the half of a letter at its end: it would be no text at all."""
    data = data[: len(data) // 2 * 2]
    high = data[-1] if data.startswith(b"\xff") else data[-2]
    return data[:-2] if 0xD8 <= high <= 0xDB else data


def _named(pattern: re.Pattern[bytes], head: bytes) -> str:
    match = pattern.search(head)
    return match[1].decode("ascii", "ignore") if match else ""


def _fits(data: bytes, charset: str) -> bool:
    try:
        # Text that is cut off may end within a letter.
        data[: -4 if len(data) >= MAX_FEED_BYTES else None].decode(charset)
    except (ValueError, LookupError):  # a name with a NUL in it is a plain ValueError
        return False
    return True


def _root_name(xml: bytes, start: int) -> bytes:
    return re.split(rb"[\s>/]", xml[start + 1 : start + 60], maxsplit=1)[0]


def _is_description(xml: bytes, start: int) -> bool:
    """Whether it is RDF that describes other things than news, such as people."""
    return _root_name(xml, start).lower().endswith(b"rdf") and not _CHANNEL.search(xml, start)


def _is_whole(xml: bytes, start: int) -> bool:
    """Whether the root element ends: a feed without entries, not the beginning of one."""
    return b"</" + _root_name(xml, start) in xml or xml.rstrip().endswith(b"/>")


def _refusal(text: str, url: str) -> NotAFeed:
    if _SUBSCRIPTIONS.search(text, 0, _HEAD):
        return NotAFeed(f"{url} is not a feed", "it is a list of feeds (OPML)", "import it")
    if not _PAGE.search(text):
        why = "it is XML of another kind" if text.lstrip("\ufeff \t\n").startswith("<") else "it is text"
        return NotAFeed(f"{url} is not a feed", why, _TODO)
    candidates = feeds_of(text, url)
    if not candidates:
        return NotAFeed(f"{url} is not a feed", "it is a web page that names none", _TODO)
    return NotAFeed(f"{url} is not a feed", "it is a web page", f"it offers {candidates[0]}", candidates)
