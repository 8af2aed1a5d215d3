"""Whether a sentence holds the kind of thing a question asks for, and in which words."""

from bot.answer import cues
from bot.answer.amounts import find_number, find_time
from bot.answer.gap import fill
from bot.answer.meaning import find_meaning
from bot.answer.reading import Found, Reader, Reading
from bot.answer.wanted import Wanted
from bot.answer.where import find_place
from bot.answer.which import find_thing
from bot.answer.who import find_person
from bot.domain import AnswerKind, Question, Span
from bot.text.negation import find_negations, negating

_OPENING = 4  # words in which a sentence says what it is about
# Kinds that a sentence holds or does not; of the others any sentence may be the answer.
_UNTYPED = (AnswerKind.THING, AnswerKind.YES_NO, AnswerKind.QUOTATION)
_FINDERS = {
    AnswerKind.THING: find_thing,
    AnswerKind.QUOTATION: find_thing,
    AnswerKind.PERSON: find_person,
    AnswerKind.TIME: find_time,
    AnswerKind.NUMBER: find_number,
    AnswerKind.PLACE: find_place,
    AnswerKind.DEFINITION: find_meaning,
}


class Finder:
    """Looks through sentences for what one question asks for."""

    def __init__(self, question: Question) -> None:
        self._wanted = Wanted.of(question)
        self._reader = Reader(self._wanted.terms, self._wanted.known)

    def find(self, text: str, language: str) -> Found:
        """Features of the sentence `text`, and the words that answer where they are plain.

        The feature is named after the kind of answer: 1 where it is there. "near" says how close it stands to
        the question's words, "subject" whether the sentence begins with what the question is about.
        """
        wanted, reading = self._wanted, self._reader.read(text, language)
        features = {"subject": _subject(wanted, reading)}
        if wanted.asks_name and cues.NAMES.search(text):
            features["names"] = 1.0
        if not wanted.denies and _gainsaid(reading):
            features["gainsaid"] = 1.0
        found, span = _FINDERS.get(wanted.kind, _clause)(wanted, reading)
        if wanted.kind not in _UNTYPED:
            features["found" if found else "not found"] = 1.0
        if span is None and wanted.kind in (AnswerKind.THING, AnswerKind.PERSON, AnswerKind.QUOTATION):
            span = fill(reading)  # no feature speaks for it
        return features | found, span


def _gainsaid(reading: Reading) -> bool:
    """Whether a sentence denies what the question takes for granted: a negation reaches one of its words."""
    if not cues.DENIES.search(reading.text):
        return False
    negations = find_negations(reading.text)
    return any(negating(negations, reading.words[place].start) for place in reading.asked)


def _clause(wanted: Wanted, reading: Reading) -> Found:
    """The clause that says why or how."""
    pattern = {AnswerKind.REASON: cues.REASON, AnswerKind.MANNER: cues.MANNER}.get(wanted.kind)
    span: Span | None = next(wanted.unsaid(pattern, reading.text), None) if pattern else None
    return ({wanted.kind.value: 1.0, "near": reading.nearness(span)} if span else {}), span


def _subject(wanted: Wanted, reading: Reading) -> float:
    """1 where the first word is one of the question's names or its first term; less further in."""
    opening = reading.words[:_OPENING], reading.stems[:_OPENING]
    place = next(wanted.topic.places(*opening), _OPENING)
    return max(0.0, 1.0 - place / _OPENING)
