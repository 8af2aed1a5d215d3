"""Who: the name beside a role, of who does what is asked about, or the nearest."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bot.answer import cues
from bot.answer.reading import Found, Reading, span_of
from bot.answer.wanted import Wanted
from bot.answer.where import stands_as_place
from bot.domain import Span
from bot.text.names import Name
from bot.text.words import Token, tokens

_CUE = 16  # characters behind "by" in which the name begins
_BY = 8  # words behind a verb in which "by" names who did it
_BY_WORDS = ("oleh", "by")
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_PASSIVE = 6  # letters of the shortest word that "di-" makes passive
_A_PLACE = 0.5  # what a name is worth that stands behind a preposition of place


def find_person(wanted: Wanted, reading: Reading) -> Found:
    """Who was asked for; "agent" where somebody does what is asked about."""
    named = [name for name in reading.new if not stands_as_place(reading, name)]
    agent = _agent(wanted, reading, named)
    people = list(map(span_of, named))
    others = people or [span_of(name) for name in reading.new]
    first = others[0] if others else agent
    if first is None:
        return {}, None
    found = {"person": 1.0 if people or agent else _A_PLACE, "near": reading.nearness(first)}
    if agent is not None:
        found["agent"] = 1.0
    beside = (one for one in others if wanted.asks_role and reading.nearness(one) == 1.0)
    return found, next(beside, None) or agent or reading.nearest(others)


def _agent(wanted: Wanted, reading: Reading, people: Sequence[Name]) -> Span | None:
    """Who does what is asked about: the nearest of the people before an active verb, or a name after "by"."""
    words, new = reading.words, reading.new
    for place in wanted.action.places(words, reading.stems):
        by = next((one for one in words[place + 1 : place + _BY] if one.folded in _BY_WORDS), None)
        if by is not None:
            named = next((name for name in new if 0 <= name.start - by.end <= _CUE), None)
            if named is not None:
                return span_of(named)
            return next(_unnamed(wanted, reading, by), None) if _passive(words, place) else None
        before = bisect_right(people, words[place].start, key=_end_of)
        if before and not _passive(words, place):
            return span_of(people[before - 1])
    return None


def _unnamed(wanted: Wanted, reading: Reading, by: Token) -> Iterator[Span]:
    """Who did it, where no name says so: "by the courts of the province"."""
    match = cues.DOER.match(reading.text, by.end)
    if match and not wanted.said.issuperset(token.folded for token in tokens(match["who"])):
        yield Span(match.start("who"), match["who"].rstrip())


def _end_of(name: Name) -> int:
    return name.end


def _passive(words: Sequence[Token], place: int) -> bool:
    """Whether the verb at `place` is done to its subject: "dituduh", "was accused"."""
    folded = words[place].folded
    if folded.startswith("di") and len(folded) >= _PASSIVE:
        return True
    return folded.endswith(("ed", "en")) and any(
        one.folded in _BEING for one in words[max(0, place - 3) : place]
    )
