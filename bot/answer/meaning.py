"""Meanings: what a term is said to be, or what its letters stand for."""

from bot.answer import cues
from bot.answer.reading import Found, Reading
from bot.answer.wanted import Wanted
from bot.domain import Span
from bot.text.words import Token, tokens

_REACH = 260  # characters behind a term in which its definition may stand


def find_meaning(wanted: Wanted, reading: Reading) -> Found:
    """What follows the defined term behind a comma, a dash or a verb of being, or leads up to it."""
    span = _definition(wanted, reading)
    return ({"definition": 1.0, "near": reading.nearness(span)} if span else {}), span


def _definition(wanted: Wanted, reading: Reading) -> Span | None:
    text = reading.text
    first = last = None
    for place in reading.asked:
        token = reading.words[place]
        first = first if first is not None and last is not None and token.start - last.end <= 1 else token
        last = token
        if (role := _apposition(text, first.start, token.end)) is not None:
            return role
        if wanted.asks_meaning and (full := _in_full(text, token)) is not None:
            return full
        for pattern in (cues.MEANT if wanted.asks_meaning else cues.DEFINED, cues.IN_BRACKETS):
            if match := pattern.match(text, token.end, token.end + _REACH):
                return Span(match.start("what"), match["what"].rstrip())
    return None


def _in_full(text: str, letters: Token) -> Span | None:
    """What letters in brackets stand for, before them, from the word on that begins with the first."""
    if "(" not in text[max(0, letters.start - 3) : letters.start]:
        return None
    full = cues.IN_FULL.search(text, max(0, letters.start - _REACH), letters.start)
    if full is None:
        return None
    first = next((word for word in tokens(full["what"]) if word.folded[0] == letters.folded[0]), None)
    return Span(full.start("what") + first.start, full["what"][first.start :].rstrip()) if first else None


def _apposition(text: str, start: int, end: int) -> Span | None:
    """What a name set between commas is said to be: the words before it, back to the clause's beginning."""
    if text[start - 2 : start] != ", " or text[end : end + 1] != ",":
        return None
    clause = cues.CLAUSE.search(text, max(0, start - 2 - _REACH), start - 2)
    return Span(clause.start("what"), clause["what"]) if clause else None
