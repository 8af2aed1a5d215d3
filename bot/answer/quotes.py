"""Quotes: what a person or organisation is published to have said."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from bot.answer.spelling import likeness
from bot.answer.spoken import catch_up
from bot.domain import Quote, Scope
from bot.errors import UsageError
from bot.ports import AttributionStore
from bot.text.words import tokens

_SUGGESTED = 3
_SIMILAR = 65.0  # rapidfuzz's WRatio of two names, 0 … 100, from which one may have been meant


class QuoteStore(AttributionStore, Protocol):
    """What quotes need of the store."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """What was asked for, the quotes found, newest first, and names that may have been meant instead."""

    speaker: str
    found: tuple[Quote, ...]
    suggestions: tuple[str, ...] = ()


class QuoteService:
    """Finds who said what."""

    def __init__(self, store: QuoteStore) -> None:
        self._store = store

    async def by(self, speaker: str, scope: Scope, *, limit: int) -> Quotes:
        """What `speaker` said, by any part of the name: "Halim" finds "Rini Halim".

        Raises UsageError for a name without words.
        """
        words = _words(speaker)
        if not words:
            raise UsageError("There is no name to look for", todo='write it like "OpenAI"')
        await catch_up(self._store)
        known = await self._store.speakers(scope)
        matching = await asyncio.to_thread(_matching, words, known)
        found = await self._store.quotes_by(scope, matching, limit) if matching else []
        suggestions = () if found else await asyncio.to_thread(_similar, speaker, known)
        return Quotes(" ".join(speaker.split()), tuple(found), suggestions)


def _words(name: str) -> list[str]:
    return [token.folded for token in tokens(name)]


def _matching(words: Sequence[str], known: Sequence[str]) -> list[str]:
    """The names that hold every word, or else every word but for a slip."""
    holding = {name: _words(name) for name in known}
    exact = [name for name, parts in holding.items() if set(words) <= set(parts)]
    return exact or [
        name
        for name, parts in holding.items()
        if all(any(likeness(word, part) for part in parts) for word in words)
    ]


def _similar(name: str, known: Sequence[str]) -> tuple[str, ...]:
    folded = name.casefold()
    ranked = sorted(((fuzz.WRatio(folded, one.casefold()), one) for one in known), reverse=True)
    return tuple(one for likeness, one in ranked[:_SUGGESTED] if likeness >= _SIMILAR)
