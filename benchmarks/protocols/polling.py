"""A feed asked for over HTTP, as a request of `benchmarks.protocol feeds` puts it: the operation "poll"."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from bot.errors import DocumentError, NotAFeed
from bot.ingest.answers import MIB
from bot.ingest.feed import parse_feed
from bot.ingest.fetch import HttpFetcher
from bot.ingest.guard import is_public
from bot.ports import Polled, PollStatus

_NAMES = {
    PollStatus.OK: "ok",
    PollStatus.NOT_MODIFIED: "not_modified",
    PollStatus.GONE: "gone",
    PollStatus.RETRY: "retry",
    PollStatus.BLOCKED: "blocked",
    PollStatus.ERROR: "error",
}


def poll(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request: {"url", "etag", "last_modified", "timeout_s", "max_bytes"}."""
    polled = asyncio.run(_polled(request))
    answer: dict[str, Any] = {
        "status": _NAMES[polled.status],
        "n": 0,
        "retry_after": polled.retry_after,
        "etag": polled.etag or None,
        "last_modified": polled.last_modified or None,
        "url": polled.url,
        "candidates": [],
        "error": str(polled.error) if polled.error is not None else None,
    }
    page = polled.page
    if page is None:
        return answer
    try:
        listing = parse_feed(
            page.body,
            url=page.url,
            content_type=page.content_type,
            charset=page.charset,
            now=datetime.now(UTC),
        )
    except NotAFeed as error:
        return answer | {"status": "not_feed", "candidates": list(error.candidates), "error": str(error)}
    except DocumentError as error:
        return answer | {"status": "error", "error": str(error)}
    return answer | {"n": len(listing.entries)}


async def _polled(request: dict[str, Any]) -> Polled:
    fetcher = HttpFetcher(
        timeout_seconds=request.get("timeout_s") or 20.0,
        max_bytes=request.get("max_bytes") or 10 * MIB,
        allow=lambda address: address == "127.0.0.1" or is_public(address),
    )
    async with fetcher as network:
        return await network.poll(
            request["url"],
            etag=request.get("etag") or "",
            last_modified=request.get("last_modified") or "",
        )
