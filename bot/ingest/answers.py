"""What a site's answer means: its status in words, when to ask again, and whether a program is kept out.

Pure functions of a status, headers and the beginning of a body; `polling` and `fetch` make of them what
their callers want.
"""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.errors import FetchError

MIB = 1024 * 1024
LONGEST = 7 * 86400.0  # seconds; a site that wishes to be left alone for longer is asked after a week
LATER = "try again later"
BY_HAND = "open it in a browser, save its text and hand over that"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
NOT_NOW = frozenset({408, 425, 429, 503})
KEPT_OUT = frozenset({401, 402, 403, 406, 407, 451})
_STATUSES = {  # status: why, what to do
    304: ("the site says that it is unchanged to whom has never seen it (304)", LATER),
    401: ("the site asks for a login (401)", BY_HAND),
    402: ("the site asks for payment (402)", BY_HAND),
    403: ("the site refuses programs (403)", BY_HAND),
    404: ("there is no such page (404)", "check the address"),
    406: ("the site refuses programs (406)", BY_HAND),
    408: ("the site gave up waiting (408)", LATER),
    410: ("the page was removed for good (410)", "look for it elsewhere"),
    425: ("the site is not ready yet (425)", LATER),
    429: ("the site was asked too often (429)", LATER),
    451: ("the page is blocked for legal reasons (451)", "look for it elsewhere"),
    503: ("the site is overloaded or being serviced (503)", LATER),
}
_SECONDS = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[,;\s])max-age\s*=\s*\"?(\d{1,12})(?![\d.])", re.ASCII | re.IGNORECASE)
_NEVER = re.compile(r"(?:^|[,;\s])(?:no-store|no-cache)(?:$|[,;\s])", re.ASCII | re.IGNORECASE)

# -- walls ---------------------------------------------------------------------------------------------------

_HTML = re.compile(
    rb"^[\s\xef\xbb\xbf\x00\xfe\xff]*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(r"<title[^>]{0,200}>\s*(.{0,200}?)\s*</title", re.IGNORECASE | re.DOTALL)
_WALL_HEADERS: dict[str, str | tuple[str, ...]] = {  # header: what its value begins with
    "cf-mitigated": "challenge",
    "x-amzn-waf-action": ("challenge", "captcha"),
    "x-datadome": "protected",
    "x-vercel-mitigated": ("challenge", "deny"),
    "x-sucuri-block": "",  # anything
}
# Titles of pages that let nobody by without JavaScript or a puzzle, whatever their status is.
_WALLS = re.compile(
    r"just a moment\b|attention required! \| cloudflare|ddos-guard|checking your browser"
    r"|pardon our interruption|vercel security checkpoint|sucuri website firewall|client challenge$"
    r"|bot verification|human verification|verifying (?:that )?you are (?:a )?human"
    r"|are you (?:a )?(?:human|robot)\b"
    r"|making sure you're not a bot",
    re.IGNORECASE,
)
# What stands in such pages and in no others. The path of Cloudflare's challenges does not: ordinary pages
# behind it load scripts from there too.
_WALL_MARKS = (
    "_cf_chl_opt",
    "cf-browser-verification",
    "/orchestrate/chl_page/",
    "_Incapsula_Resource",
    "captcha-delivery.com",
    "sucuri_cloudproxy_js",
    "awsWafCookieDomainList",
    'id="px-captcha"',
    "/.well-known/ddos-guard/",
)
_WALL_SIZE = 100_000  # bytes; a wall is a small page, and an article about walls a larger one
_CLOUDFLARE = "/cdn-cgi/challenge-platform/"


def looks_like_html(body: bytes) -> bool:
    """Whether bytes begin as an HTML page does, whatever they are called."""
    return _HTML.match(body[:4096]) is not None


def is_wall(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the answer is a challenge that keeps programs out instead of what was asked for.

    Such pages come with any status, 200 too. Only HTML is judged by what stands in it: a feed may well tell
    of challenges.
    """
    for name, begins in _WALL_HEADERS.items():
        value = headers.get(name)
        if value is not None and value.strip().lower().startswith(begins):
            return True
    if not looks_like_html(body) or len(body) > _WALL_SIZE:
        return False
    text = body.decode("utf-8", "replace")
    title = _TITLE.search(text)
    if title is not None and _WALLS.match(title[1]):
        return True
    by_cloudflare = headers.get("Server", "").lower().startswith("cloudflare")
    if by_cloudflare and status in {403, 429, 503} and _CLOUDFLARE in text:
        return True
    return any(mark in text for mark in _WALL_MARKS)


def walled(url: str) -> FetchError:
    """The error for a page behind a challenge."""
    return FetchError(
        f"{short(url)} cannot be read", "the site wants proof that a person asks for it", BY_HAND
    )


# -- statuses ------------------------------------------------------------------------------------------------


def refusal(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """Why an answer with `status`, not 200, brings no page."""
    what = f"{short(url)} cannot be fetched"
    if status >= 500 and status not in _STATUSES:
        return FetchError(what, f"the site has a fault of its own ({status})", LATER)
    why, todo = _STATUSES.get(status, (f"the site answered with status {status}", "check the address"))
    if status in {429, 503}:
        todo = _wait(headers.get("Retry-After", "")) or todo
    return FetchError(what, why, todo)


def too_large(url: str, max_bytes: int) -> FetchError:
    """The error for a page of more than `max_bytes`."""
    size = f"{max_bytes / MIB:.0f} MiB" if max_bytes >= MIB else f"{max_bytes} bytes"
    return FetchError(f"{short(url)} cannot be read", f"it is larger than {size}", BY_HAND)


def short(url: str) -> str:
    """`url` as it is named in a line."""
    return url if len(url) <= 120 else f"{url[:117]}..."


def _wait(value: str) -> str:
    """Retry-After in words; "" when it says nothing."""
    if _SECONDS.fullmatch(value.strip()):
        seconds = min(float(value), LONGEST)
        for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
            if seconds >= 3 * size:
                return f"try again in {seconds / size:.0f} {unit}"
        return f"try again in {seconds:.0f} s"
    date = _date(value)
    return f"try again after {date:%Y-%m-%d %H:%M} UTC" if date is not None else ""


# -- when to ask again ---------------------------------------------------------------------------------------


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the site wishes to be left alone, a week at most; None where it says nothing sensible.

    `now` is seconds since the epoch. A date is held against the clock of the site too, which may be wrong
    in the same way: the shorter time of the two counts, and one that is past does not.
    """
    value = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), LONGEST)
    date = _date(value)
    if date is None:
        return None
    sent = _date(headers.get("Date", ""))
    waits = [date.timestamp() - now] + ([(date - sent).total_seconds()] if sent is not None else [])
    ahead = [wait for wait in waits if wait > 0]
    return min(*ahead, LONGEST) if ahead else None


def max_age(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds for which the answer stays fresh, a week at most; None where the site says nothing sensible.

    RFC 9111: `max-age` comes before `Expires`, which is held against the site's own clock, and what the
    answer spent in caches on its way is taken off.
    """
    control = headers.get("Cache-Control", "")
    if _NEVER.search(control):
        return None
    found = _MAX_AGE.search(control)
    if found is not None:
        spent = headers.get("Age", "").strip()
        aged = float(spent) if _SECONDS.fullmatch(spent) else 0.0
        fresh = float(found[1]) - aged
    else:
        until, sent = _date(headers.get("Expires", "")), _date(headers.get("Date", ""))
        if until is None:
            return None
        fresh = until.timestamp() - (sent.timestamp() if sent is not None else now)
    return min(fresh, LONGEST) if fresh > 0 and math.isfinite(fresh) else None


def _date(value: str) -> datetime | None:
    """An HTTP date as an instant; None for anything else."""
    if not 10 <= len(value) <= 60:
        return None
    try:
        date = parsedate_to_datetime(value)
        # "-0000" and the old form of ANSI C say no zone; HTTP knows UTC only.
        return (date if date.tzinfo is not None else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
