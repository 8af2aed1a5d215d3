"""Addresses in feeds: made absolute, without what only follows readers around, and as keys to compare."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from bot.ingest.address import canonical, is_tracking

MAX_LINK = 2_000  # characters; longer addresses are data, not addresses
_SCHEME = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_BLANKS = re.compile(r"[\t\r\n]")
_UNSAFE = re.compile('[\x00-\x20"<>\\\\^`{|}\x7f]')
_MOBILE = re.compile(r"(?:www\d?|m|mobile|amp)\.")


def absolute(href: str, *bases: str) -> str:
    """`href` as an absolute http(s) address, joined to the first of `bases` that is one; else ""."""
    address = _BLANKS.sub("", href.strip())
    if not address or address[0] == "#" or len(address) > MAX_LINK:
        return ""
    if address[:5].lower() == "feed:":
        rest = address[5:]
        address = rest if rest[:4].lower() == "http" else "http:" + rest
    scheme = _SCHEME.match(address)
    if scheme and scheme["scheme"].lower() not in {"http", "https"}:
        return ""
    try:
        if not scheme:
            base = next((one for one in bases if is_address(one)), "")
            if not base:
                return ""
            address = urljoin(base, address)
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    if parts.username or parts.password:  # nobody's password belongs in a link that is posted
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", urlunsplit(parts))


def is_address(text: str) -> bool:
    """Whether `text` is an absolute http(s) address."""
    return text[:8].lower().startswith(("http://", "https://")) and not _UNSAFE.search(text)


def untracked(address: str) -> str:
    """`address` without the parameters that only tell where its reader came from; otherwise to the letter."""
    if "?" not in address:
        return address
    head, _, tail = address.partition("?")
    query, mark, fragment = tail.partition("#")
    kept = [pair for pair in query.split("&") if not is_tracking(pair.partition("=")[0])]
    return head + ("?" + "&".join(kept) if kept else "") + mark + fragment


def link_key(address: str) -> str:
    """What is the same for all spellings of one address; "" for what identifies no article: a front page."""
    whole = canonical(untracked(address))
    if not whole:
        return ""
    parts = urlsplit(whole)
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    return _MOBILE.sub("", parts.netloc, count=1) + path + (f"?{parts.query}" if parts.query else "")
