"""Whether a sentence holds the kind of thing a question asks for, and in which words."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answer import patterns
from bot.answer.gap import fill
from bot.answer.reading import Forms, Reader, Reading
from bot.domain import AnswerKind, Question, Span
from bot.text.names import Name
from bot.text.stopwords import STOPWORDS
from bot.text.words import Token, tokens

_CUE = 16  # characters before a name in which a preposition may stand
_REACH = 260  # characters behind a term in which its definition may stand
_BY = 8  # words behind a verb in which "by" names who did it
_SURE = 0.8  # an alternative below this weight is another thing
_LONGEST_NAME = 120  # characters
_BESIDE = 2  # characters between a noun and the name it goes with
_OPENING = 4  # words in which a sentence says what it is about
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_BY_WORDS = ("oleh", "by")
_PASSIVE = 6  # letters of the shortest word that "di-" makes passive


class Finder:
    """Looks through sentences for what one question asks for."""

    def __init__(self, question: Question) -> None:
        self._kind = question.kind
        self._reader = Reader(question)
        self._sought = self._asked_noun(question)
        self._asks_name = patterns.ASKS_NAME.search(question.text) is not None
        self._asks_role = patterns.ASKS_ROLE.match(question.text) is not None
        # "Who accused X", "siapa yang menuduh X": the first word that is no name is what was done.
        self._action = Forms([term for term in question.terms if not term.is_name][:1])
        self._topic = Forms([term for term in question.terms if term.is_name] or question.terms[:1])

    @staticmethod
    def _asked_noun(question: Question) -> Forms | None:
        """The noun that says what is asked for, with what stands for it in either language."""
        match = patterns.SOUGHT.search(question.text)
        if match is None:
            return None
        noun = next(filter(None, match.groups())).casefold()
        if noun in patterns.KIND_WORDS:
            return None
        terms = [
            replace(
                term, alternatives={form: sure for form, sure in term.alternatives.items() if sure >= _SURE}
            )
            for term in question.terms
            if noun in term.word.split()
        ]
        return Forms(terms) if terms else None

    def find(self, text: str, language: str) -> tuple[dict[str, float], Span | None]:
        """Features of the sentence `text`, and the words that answer where they are plain.

        The feature is named after the kind of answer: 1 where it is there. "near" says how close it stands to
        the question's words, "subject" whether the sentence begins with what the question is about.
        """
        reading = self._reader.read(text, language)
        features = {"subject": self._subject(reading)}
        match self._kind:
            case AnswerKind.THING | AnswerKind.QUOTATION:
                found, span = self._thing(reading)
            case AnswerKind.PERSON:
                found, span = self._person(reading)
            case _:
                span = self._span(reading)
                found = {self._kind.value: 1.0, "near": reading.nearness(span)} if span else {}
        if self._kind not in (AnswerKind.THING, AnswerKind.YES_NO, AnswerKind.QUOTATION):
            features["found" if found else "not found"] = 1.0
        if span is None and self._kind is not AnswerKind.YES_NO:
            span = self._otherwise(reading)
        return features | found, span

    def _otherwise(self, reading: Reading) -> Span | None:
        """The words that answer where nothing of the kind asked for was found; no feature speaks for them."""
        if self._kind is AnswerKind.PLACE:
            return reading.nearest(self._unsaid(patterns.PLACE_PHRASE, reading.text))
        if self._kind in (AnswerKind.THING, AnswerKind.PERSON, AnswerKind.QUOTATION):
            return fill(reading)
        return None

    def _person(self, reading: Reading) -> tuple[dict[str, float], Span | None]:
        """Who was asked for: the name beside a role, of who does what is asked about, or the nearest."""
        if not reading.new:
            return {}, None
        first = reading.new[0]
        found = {"person": 1.0, "near": reading.nearness(Span(first.start, first.text))}
        agent = self._agent(reading)
        if agent is not None:
            found["agent"] = 1.0
        beside = (
            one for one in map(_span_of, reading.new) if self._asks_role and reading.nearness(one) == 1.0
        )
        span = next(beside, None) or (
            _span_of(agent) if agent else reading.nearest(map(_span_of, reading.new))
        )
        return found, span

    def _thing(self, reading: Reading) -> tuple[dict[str, float], Span | None]:
        """What a noun or a name asks for: "di selat apa" – "Selat Sunda", "which airline" – "airline X"."""
        if self._sought is not None:
            for place in self._sought.places(reading.words, reading.stems):
                name = self._with(reading, reading.words[place])
                if name is not None:
                    return {"sought": 1.0, "found": 1.0}, _span_of(name)
        if self._asks_name and reading.new:
            span = reading.nearest(map(_span_of, reading.new))
            if span is not None:
                return {"name": 1.0, "near": reading.nearness(span)}, span
        return {}, None

    def _with(self, reading: Reading, noun: Token) -> Name | None:
        """The name that a noun is part of or stands beside, unless the question says it."""
        known = self._reader.known
        for name in reading.names[bisect_left(reading.names, noun.start - _LONGEST_NAME, key=_start_of) :]:
            if name.start > noun.end + _BESIDE:
                return None
            if name.start <= noun.start < name.end and not known.issuperset(name.words):
                return name
            gap = max(name.start - noun.end, noun.start - name.end)
            if 0 <= gap <= _BESIDE and known.isdisjoint(name.words):
                return name
        return None

    def _agent(self, reading: Reading) -> Name | None:
        """Who does what is asked about: the nearest new name before an active verb, or after "by"."""
        words, new = reading.words, reading.new
        for place in self._action.places(words, reading.stems):
            by = next((one for one in words[place + 1 : place + _BY] if one.folded in _BY_WORDS), None)
            if by is not None:
                return next((name for name in new if 0 <= name.start - by.end <= _CUE), None)
            before = bisect_right(new, words[place].start, key=_end_of)
            if before and not _passive(words, place):
                return new[before - 1]
        return None

    def _subject(self, reading: Reading) -> float:
        """1 where the first word is one of the question's names or its first term; less further in."""
        opening = reading.words[:_OPENING], reading.stems[:_OPENING]
        place = next(self._topic.places(*opening), _OPENING)
        return max(0.0, 1.0 - place / _OPENING)

    def _span(self, reading: Reading) -> Span | None:
        match self._kind:
            case AnswerKind.TIME:
                return reading.nearest(self._unsaid(patterns.TIME, reading.text))
            case AnswerKind.NUMBER:
                return reading.nearest(self._numbers(reading.text))
            case AnswerKind.REASON:
                return next(self._unsaid(patterns.REASON, reading.text), None)
            case AnswerKind.MANNER:
                return next(self._unsaid(patterns.MANNER, reading.text), None)
            case AnswerKind.PLACE:
                return self._whole_place(reading, reading.nearest(_places(reading)))
            case AnswerKind.DEFINITION:
                return self._definition(reading)
            case _:
                return None

    def _unsaid(self, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
        """The matches that the question does not say itself."""
        for match in pattern.finditer(text):
            if not self._reader.said.issuperset(token.folded for token in tokens(match.group())):
                yield Span(match.start(), match.group().rstrip())

    def _numbers(self, text: str) -> Iterator[Span]:
        """The numbers that the question does not say and that are no part of a date."""
        dates = [match.span() for match in patterns.TIME.finditer(text)]
        for span in self._unsaid(patterns.NUMBER, text):
            at = bisect_right(dates, (span.start, math.inf)) - 1
            if at < 0 or span.start >= dates[at][1]:
                counted = span.text.rpartition(" ")
                yield Span(span.start, counted[0]) if counted[2].casefold() in STOPWORDS else span

    @staticmethod
    def _whole_place(reading: Reading, span: Span | None) -> Span | None:
        """A place with what it lies in: "Benoa, Denpasar, Bali"."""
        if span is None:
            return None
        end = span.start + len(span.text)
        for name in reading.names[bisect_left(reading.names, end, key=_start_of) :]:
            if reading.text[end : name.start] != ", ":
                break
            end = name.end
        return Span(span.start, reading.text[span.start : end])

    def _definition(self, reading: Reading) -> Span | None:
        """What follows the defined term behind a comma, a dash or a verb of being, or leads up to it."""
        first = last = None
        for place in reading.asked:
            token = reading.words[place]
            first = first if first is not None and last is not None and token.start - last.end <= 1 else token
            last, end = token, token.end
            if (role := _apposition(reading.text, first.start, end)) is not None:
                return role
            match = patterns.DEFINED.match(reading.text, end, end + _REACH)
            if match:
                return Span(match.start("what"), match["what"].rstrip())
        return None


def _apposition(text: str, start: int, end: int) -> Span | None:
    """What a name set between commas is said to be: the words before it, back to the clause's beginning."""
    if text[start - 2 : start] != ", " or text[end : end + 1] != ",":
        return None
    clause = patterns.CLAUSE.search(text, max(0, start - 2 - _REACH), start - 2)
    return Span(clause.start("what"), clause["what"]) if clause else None


def _places(reading: Reading) -> Iterator[Span]:
    """The new names behind a preposition of place."""
    for name in reading.new:
        if patterns.PLACE_CUE.search(reading.text[max(0, name.start - _CUE) : name.start]):
            yield Span(name.start, name.text)


def _span_of(name: Name) -> Span:
    return Span(name.start, name.text)


def _start_of(name: Name) -> int:
    return name.start


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
