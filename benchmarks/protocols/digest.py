"""Quoted sentences of a story.

`{"lang", "docs": [{"title", "text", "source"}], "max_words"}` → `{"summary", "sentences"}`.
"""

from collections.abc import Callable
from typing import Any

from bot.digest.features import Account
from bot.digest.select import choose
from bot.domain import Document
from bot.errors import DocumentError
from bot.ingest.prepare import prepare

_MOST = 12  # sentences; here the words are the limit


def answerer() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What answers a request."""
    return _answer


def accounts_of(request: dict[str, Any]) -> list[Account]:
    """The documents of a request as ingest would store them."""
    found = []
    for place, one in enumerate(request["docs"]):
        outlet = one.get("source") or str(place)
        document = Document(one["text"], one.get("title") or "", outlet=outlet, language=request["lang"])
        try:
            draft = prepare(document)
        except DocumentError:
            continue
        sentences = tuple((sentence.position, sentence.text) for sentence in draft.sentences)
        found.append(Account(outlet, request["lang"], "", sentences))
    return found


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    chosen = choose(accounts_of(request), request["lang"], words=request["max_words"], most=_MOST)
    sentences = [one.text for one in chosen]
    return {"summary": " ".join(sentences), "sentences": sentences}
