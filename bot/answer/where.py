"""Places: behind a preposition, or right behind what lies in them."""

from bisect import bisect_left
from collections.abc import Iterator

from bot.answer import cues
from bot.answer.reading import Found, Reading, span_of, start_of
from bot.answer.wanted import Wanted
from bot.domain import Span
from bot.text.names import Name

_CUE = 16  # characters before a name in which a preposition may stand


def find_place(wanted: Wanted, reading: Reading) -> Found:
    """The place nearest to the question's words, with what it lies in: "Benoa, Denpasar, Bali"."""
    within = next(_within(reading), None)
    span = span_of(within) if within else reading.nearest(_places(reading))
    if span is None:
        return {}, reading.nearest(wanted.unsaid(cues.PLACE_PHRASE, reading.text))
    return {"place": 1.0, "near": reading.nearness(span)}, _whole(reading, span)


def stands_as_place(reading: Reading, name: Name) -> bool:
    """Whether a name stands behind a preposition of place."""
    return cues.PLACE_CUE.search(reading.text[max(0, name.start - _CUE) : name.start]) is not None


def _places(reading: Reading) -> Iterator[Span]:
    return (span_of(name) for name in reading.new if stands_as_place(reading, name))


def _within(reading: Reading) -> Iterator[Name]:
    """The names that follow a name of the question behind a comma: "Bandung, Jawa Barat"."""
    new = {name.start for name in reading.new}
    for former, name in zip(reading.names, reading.names[1:], strict=False):
        asked = former.start not in new and reading.holds_asked(former)
        if asked and name.start in new and reading.text[former.end : name.start] == ", ":
            yield name


def _whole(reading: Reading, span: Span) -> Span:
    end = span.start + len(span.text)
    for name in reading.names[bisect_left(reading.names, end, key=start_of) :]:
        if reading.text[end : name.start] != ", ":
            break
        end = name.end
    return Span(span.start, reading.text[span.start : end])
