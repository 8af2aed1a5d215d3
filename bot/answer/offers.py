"""What somebody is offered while typing a question: recent questions, headlines, and the names in them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bot.domain import Article, Scope
from bot.ports import ArticleStore, AskedStore, SourceStore
from bot.text.names import names

MOST = 25
LONGEST = 100  # characters
FRESH = 30.0  # seconds for which what was read from the store is offered
_ARTICLES, _QUESTIONS, _OUTLETS = 100, 50, 200
_SCOPES = 200  # whose offers are held in memory


class OfferStore(ArticleStore, AskedStore, SourceStore, Protocol):
    """What offering needs of the store."""


class Offers:
    """Offers what can be asked, and of whom; `time` counts seconds."""

    def __init__(self, store: OfferStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._kept: OrderedDict[tuple[str, str], tuple[float, Sequence[str]]] = OrderedDict()
        self._reading: dict[tuple[str, str], object] = {}  # what is being read and has not changed meanwhile

    async def questions(self, scope: Scope, typed: str) -> list[str]:
        """At most MOST of what may be asked in `scope`, to go on from what is `typed`."""
        return _fitting(await self._fresh("questions", scope), typed)

    async def outlets(self, scope: Scope, typed: str) -> list[str]:
        """At most MOST outlets of `scope`."""
        return _fitting(await self._fresh("outlets", scope), typed)

    async def topics(self, scope: Scope, most: int) -> list[str]:
        """Some of the names in the newest headlines of `scope`, else the headlines."""
        return list((await self._fresh("topics", scope))[:most])

    def forget(self, scope: Scope) -> None:
        """Read the store again when a scope has changed."""
        for what in ("questions", "outlets", "topics"):
            self._kept.pop((what, scope.name), None)
            self._reading.pop((what, scope.name), None)

    async def _fresh(self, what: str, scope: Scope) -> Sequence[str]:
        key, now = (what, scope.name), self._clock()
        if (kept := self._kept.get(key)) is not None and now - kept[0] < FRESH:
            return kept[1]
        reading = self._reading[key] = object()
        try:
            found = await self._read(what, scope)
            if self._reading.get(key) is reading:
                self._keep(key, now, found)
        finally:
            if self._reading.get(key) is reading:
                del self._reading[key]
        return found

    def _keep(self, key: tuple[str, str], now: float, found: Sequence[str]) -> None:
        self._kept[key] = now, found
        self._kept.move_to_end(key)
        if len(self._kept) > 3 * _SCOPES:
            self._kept.popitem(last=False)

    async def _read(self, what: str, scope: Scope) -> Sequence[str]:
        if what == "outlets":
            return _usable(await self._store.outlets(scope, _OUTLETS))
        if what == "topics":
            articles = await self._store.articles(scope, limit=_ARTICLES)
            return await asyncio.to_thread(_offered, (), articles)
        recent = await self._store.recent_questions(scope, _QUESTIONS)
        articles = await self._store.articles(scope, limit=_ARTICLES)
        return await asyncio.to_thread(_offered, recent, articles)


def _offered(recent: Sequence[str], articles: Sequence[Article]) -> list[str]:
    """Questions first, then the names in headlines, then the headlines."""
    titles = [article.title for article in articles]
    named = [name.text for title in titles for name in names(title)]
    return _usable([*recent, *named, *titles])


def _usable(texts: Iterable[str]) -> list[str]:
    """Each once, in order, and no longer than is of use; what is longer ends at a word."""
    found: dict[str, str] = {}
    for text in texts:
        line = "".join(one if one.isprintable() else " " for one in text)
        line = " ".join(line.split())
        if len(line) > LONGEST:
            line = line[: LONGEST + 1].rpartition(" ")[0] or line[:LONGEST]
        if line:
            found.setdefault(line.casefold(), line)
    return list(found.values())


def _fitting(offered: Sequence[str], typed: str) -> list[str]:
    """Those that begin with what was typed, then those with a word that does, then those that hold it."""
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return list(offered[:MOST])
    ranked: list[tuple[int, int, str]] = []
    for place, one in enumerate(offered):
        folded = one.casefold()
        if folded.startswith(wanted):
            ranked.append((0, place, one))
        elif f" {wanted}" in folded:
            ranked.append((1, place, one))
        elif wanted in folded:
            ranked.append((2, place, one))
    return [one for _, _, one in sorted(ranked)[:MOST]]
