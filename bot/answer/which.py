"""Which: what a noun or a name asks for, "di selat apa" – "Selat Sunda", "which airline" – "airline X"."""

from bisect import bisect_left

from bot.answer.reading import Found, Reading, span_of, start_of
from bot.answer.wanted import Wanted
from bot.domain import Span
from bot.text.names import Name
from bot.text.stopwords import STOPWORDS
from bot.text.words import Token

_LONGEST_NAME = 120  # characters
_BESIDE = 2  # characters between a noun and the name it goes with
_MODIFIERS = 3  # words beside a noun that may say which
_BEFORE_VERBS = frozenset(("to", "will", "would", "can", "could", "may", "might", "must", "should"))
_NOUN_FIRST = ("id", "ms", "es", "fr", "it", "pt")  # languages that put what says which behind the noun


def find_thing(wanted: Wanted, reading: Reading) -> Found:
    """The name that the noun asked for is part of or stands beside, or what says which it is."""
    if wanted.sought is not None:
        places = [at for at in wanted.sought.places(reading.words, reading.stems) if _a_noun(reading, at)]
        for at in places:
            if name := _with(wanted, reading, reading.words[at]):
                return {"sought": 1.0, "found": 1.0}, span_of(name)
        for at in places:
            if span := _modified(wanted, reading, at):
                return {}, span
    if wanted.asks_name and reading.new:
        span = reading.nearest(map(span_of, reading.new))
        if span is not None:
            return {"near": reading.nearness(span)}, span
    return {}, None


def _a_noun(reading: Reading, at: int) -> bool:
    return not at or reading.words[at - 1].folded not in _BEFORE_VERBS


def _with(wanted: Wanted, reading: Reading, noun: Token) -> Name | None:
    """The name that a noun is the head of or stands beside, unless the question says it."""
    for name in reading.names[bisect_left(reading.names, noun.start - _LONGEST_NAME, key=start_of) :]:
        if name.start > noun.end + _BESIDE:
            return None
        if name.start <= noun.start < name.end:
            if _heads(reading, name, noun) and _says_more(wanted, reading, name, noun):
                return name
            continue
        # What opens a sentence has a capital whether it is a name or not.
        if name.start == 0 and len(name.words) == 1:
            continue
        gap = max(name.start - noun.end, noun.start - name.end)
        if 0 <= gap <= _BESIDE and wanted.known.isdisjoint(name.words):
            return name
    return None


def _heads(reading: Reading, name: Name, noun: Token) -> bool:
    """Whether a name is of what `noun` says: "Treaty of X", "Selat X", "X Treaty", not "Wars of Religion"."""
    if noun.start == name.start:
        return True
    before = reading.text[name.start : noun.start].split()
    return not before or before[-1].casefold() not in ("of", "the", "for", "and")


def _says_more(wanted: Wanted, reading: Reading, name: Name, noun: Token) -> bool:
    """Whether a name has a word beside `noun` that the question has in no form."""
    first, last = reading.places(span_of(name))
    return any(
        word is not noun and word.folded not in STOPWORDS and not wanted.others.has(word, stemmed)
        for word, stemmed in zip(
            reading.words[first : last + 1], reading.stems[first : last + 1], strict=True
        )
    )


def _modified(wanted: Wanted, reading: Reading, at: int) -> Span | None:
    """A noun with new words beside it that say which: "rounded arches", "energi surya"."""
    step = 1 if reading.language in _NOUN_FIRST else -1
    end = at
    while abs(end - at) < _MODIFIERS and _modifies(wanted, reading, end, end + step):
        end += step
    if end == at:
        return None
    first, last = sorted((at, end))
    start = reading.words[first].start
    return Span(start, reading.text[start : reading.words[last].end])


def _modifies(wanted: Wanted, reading: Reading, noun: int, at: int) -> bool:
    if not 0 <= at < len(reading.words):
        return False
    word = reading.words[at]
    left, right = sorted((reading.words[noun], word), key=lambda one: one.start)
    if reading.text[left.end : right.start] not in (" ", "-"):
        return False
    return word.folded not in STOPWORDS and not wanted.terms.has(word, reading.stems[at])
