"""Asking for a feed again: what to send along, and what the answer says about it."""

from collections.abc import Mapping

from bot.errors import FetchError
from bot.ingest.answers import (
    BY_HAND,
    KEPT_OUT,
    NOT_NOW,
    is_wall,
    looks_like_html,
    max_age,
    refusal,
    retry_after,
    short,
    walled,
)
from bot.ingest.hops import Arrived
from bot.ports import Page, Polled, PollStatus

ACCEPT = (
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.7,*/*;q=0.5"
)
_VALIDATOR = 1000  # characters; what is longer is no tag of a version
# Sites call their feeds by the strangest names; only what certainly is none is left unread.
_NEVER = ("image/", "audio/", "video/", "font/", "model/")
_NEVER_EXACTLY = frozenset(
    {"application/pdf", "application/zip", "application/msword", "application/wasm", "application/x-tar"}
)


def can_be_feed(kind: str) -> bool:
    """Whether a body of this content type is worth reading when a feed was asked for."""
    return not kind.startswith(_NEVER) and kind not in _NEVER_EXACTLY


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """The headers that ask for an answer only if there is a new one."""
    named = {"If-None-Match": _validator(etag), "If-Modified-Since": _validator(last_modified)}
    return {name: value for name, value in named.items() if value}


def judged(arrived: Arrived, *, asked: str, sent: Mapping[str, str], now: float) -> Polled:
    """What an answer says of the feed at `asked`; `sent` are the `conditions`, `now` seconds of the epoch."""
    status, headers = arrived.status, arrived.headers
    if is_wall(status, headers, arrived.body):
        error = _of_a_feed(walled(arrived.url))
        return Polled(PollStatus.BLOCKED, asked, retry_after=retry_after(headers, now), error=error)
    if status == 304 and sent:
        return Polled(
            PollStatus.NOT_MODIFIED,
            arrived.url if arrived.moved else asked,
            etag=_validator(headers.get("ETag", "")) or sent.get("If-None-Match", ""),
            last_modified=_validator(headers.get("Last-Modified", "")) or sent.get("If-Modified-Since", ""),
            max_age=max_age(headers, now),
        )
    if status != 200:
        error = _of_a_feed(refusal(arrived.url, status, headers))
        return Polled(_of(status), asked, retry_after=retry_after(headers, now), error=error)
    if not can_be_feed(arrived.content_type):
        return failed(
            asked,
            FetchError(f"{short(arrived.url)} cannot be read", f"it is {arrived.content_type}, not a feed"),
        )
    if not arrived.body.strip():
        return failed(asked, FetchError(f"{short(arrived.url)} cannot be read", "the page is empty"))
    # A site that closes its feeds sends their readers to its front page for good: no place to ask again.
    moved = arrived.moved and not looks_like_html(arrived.body)
    return Polled(
        PollStatus.OK,
        arrived.url if moved else asked,
        Page(arrived.url, arrived.content_type, arrived.charset, arrived.body),
        etag=_validator(headers.get("ETag", "")),
        last_modified=_validator(headers.get("Last-Modified", "")),
        max_age=max_age(headers, now),
    )


def failed(asked: str, error: FetchError) -> Polled:
    """That there was no answer, or none that is of use."""
    return Polled(PollStatus.ERROR, asked, error=_of_a_feed(error))


def _of_a_feed(error: FetchError) -> FetchError:
    """`error` with other advice than for a page: nobody hands over a feed by hand."""
    if error.todo != BY_HAND:
        return error
    return FetchError(error.what, error.why, "look for another feed of the site")


def _of(status: int) -> PollStatus:
    if status == 410:
        return PollStatus.GONE
    if status in NOT_NOW:
        return PollStatus.RETRY
    return PollStatus.BLOCKED if status in KEPT_OUT else PollStatus.ERROR


def _validator(value: str) -> str:
    """`value` byte for byte, or "" if it cannot be kept and sent as it is."""
    return value if len(value) <= _VALIDATOR and value.isascii() and value.isprintable() else ""
