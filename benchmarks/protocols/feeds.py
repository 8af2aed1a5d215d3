"""Feeds, as a program that scores them asks: what is in one (parse), what is new in it (seq), what a site
says (poll).

Everything goes the product's way: parsing in the child of `Reader` with its limits, new entries by `newly`,
polling by `benchmarks.protocols.polling` through `HttpFetcher`.
"""

import asyncio
import base64
import importlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.domain.feeds import Listing
from bot.errors import DocumentError, NotAFeed
from bot.ingest.entries import Remembered, newly
from bot.ingest.worker import Reader


def answerer() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A function from a request to its answer; its child processes end with this one."""
    loop = asyncio.new_event_loop()
    reader = Reader()

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        if request["op"] == "poll":
            poll = importlib.import_module("benchmarks.protocols.polling").poll
            replied: dict[str, Any] = poll(request)
            return replied
        return loop.run_until_complete((_parse if request["op"] == "parse" else _seq)(reader, request))

    return answer


async def _parse(reader: Reader, request: dict[str, Any]) -> dict[str, Any]:
    try:
        listing = await _read(reader, request, request["body_b64"])
    except NotAFeed as error:
        return {"kind": "not_feed", "entries": [], "candidates": list(error.candidates), "error": str(error)}
    except DocumentError as error:
        return {"kind": "not_feed", "entries": [], "candidates": [], "error": str(error)}
    entries = [
        {
            "id": entry.id,
            "title": entry.title,
            "link": entry.link or None,
            "published": entry.published_at or None,
        }
        for entry in listing.entries
    ]
    return {"kind": "feed", "entries": entries, "candidates": []}


async def _seq(reader: Reader, request: dict[str, Any]) -> dict[str, Any]:
    """How many entries are new after each fetch; a fetch that fails leaves everything as it was."""
    remembered = Remembered()
    counts = []
    for body in request["docs_b64"]:
        try:
            found = newly(await _read(reader, request, body), remembered, datetime.now(UTC))
        except DocumentError:
            counts.append(0)
            continue
        remembered.learn(found.rows)
        counts.append(len(found.new))
    return {"new": counts}


async def _read(reader: Reader, request: dict[str, Any], body: str) -> Listing:
    return await reader.read_feed(
        base64.b64decode(body), url=request["url"], content_type=request["content_type"]
    )
