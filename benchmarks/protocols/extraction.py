"""Reading pages, scored by a program outside: what an article's text, headline, authors and date become.

{"id", "url", "html_b64"} -> {"text", "title", "authors": […], "date": ISO 8601 or null}
"""

import base64
from typing import Any

from benchmarks.protocol import Answer
from bot.ingest.prepare import prepare
from bot.ingest.read import read_document


def answerer() -> Answer:
    """What answers one request: the way of a page from its bytes to a draft, as in the product."""
    return _answer


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    url = request["url"] or ""
    document = read_document(base64.b64decode(request["html_b64"]), name=url or "page.html", url=url)
    draft = prepare(document)
    return {
        "text": draft.text,
        "title": draft.title,
        "authors": [name for name in draft.author.split("; ") if name],
        "date": document.published_at or draft.published_at or None,
    }
