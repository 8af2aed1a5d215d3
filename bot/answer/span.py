"""Whether a sentence holds the kind of thing a question asks for, and in which words."""

import re
from collections.abc import Iterator, Sequence

from bot.answer import patterns
from bot.domain import AnswerKind, Question, Span
from bot.text.names import Name, names
from bot.text.words import Token, tokens

_CUE = 16  # characters before a name in which a preposition may stand
_REACH = 260  # characters behind a term in which its definition may stand
_BY = 8  # words behind a verb in which "by" names who did it
_OPENING = 4  # words in which a sentence says what it is about
_BEING = frozenset("is are was were be been being".split())
_SAME_WORD = 6  # letters that two forms of one word usually share


class Finder:
    """Looks through sentences for what one question asks for."""

    def __init__(self, question: Question) -> None:
        self._kind = question.kind
        self._said = frozenset(token.folded for token in tokens(question.text))
        self._known = self._said.union(
            part for term in question.terms for form in term.alternatives for part in form.split()
        )
        self._defined = tuple(
            form.split()[0] for term in question.terms for form in term.alternatives if len(form) > 2
        )
        # "Who accused X", "siapa yang menuduh X": the first word that is no name is what was done.
        action = next((term for term in question.terms if not term.is_name), None)
        self._action = tuple(form.split()[0] for form in action.alternatives) if action else ()
        topics = [term for term in question.terms if term.is_name] or question.terms[:1]
        self._topic = tuple(form.split()[0] for term in topics for form in term.alternatives)

    def find(self, text: str) -> tuple[dict[str, float], Span | None]:
        """Features of the sentence `text`, and the words that answer where they are plain.

        The feature is named after the kind of answer: 1 where it is there. "near" says how close it stands to
        the question's words, "subject" whether the sentence begins with what the question is about.
        """
        span = self._span(text)
        words = list(tokens(text))
        features = {"subject": self._subject(words)}
        if self._kind not in (AnswerKind.THING, AnswerKind.YES_NO):
            features["found" if span else "not found"] = 1.0
        if span is not None:
            features[self._kind.value] = 1.0
            features["near"] = self._nearness(words, span)
        if self._kind is AnswerKind.PERSON and (agent := self._agent(text, words)) is not None:
            features["agent"] = 1.0
            span = Span(agent.start, agent.text)
        return features, span

    def _agent(self, text: str, words: Sequence[Token]) -> Name | None:
        """Who does what the question asks about: the nearest new name before an active verb, or after "by"."""
        new = list(self._new_names(text))
        for place, token in enumerate(words):
            if not new or not any(_same_word(token.folded, form) for form in self._action):
                continue
            before = [name for name in new if name.end <= token.start]
            by = next((one for one in words[place + 1 : place + _BY] if one.folded in ("oleh", "by")), None)
            if by is not None:
                return next((name for name in new if 0 <= name.start - by.end <= _CUE), None)
            if before and not _passive(words, place):
                return before[-1]
        return None

    def _subject(self, words: Sequence[Token]) -> float:
        """1 where one of the first words is one of the question's names or its first term; less further in."""
        for place, token in enumerate(words[:_OPENING]):
            if any(_same_word(token.folded, form) for form in self._topic):
                return 1.0 - place / _OPENING
        return 0.0

    def _nearness(self, words: Sequence[Token], span: Span) -> float:
        """1 for a span beside one of the question's words, less with each word between them."""
        end = span.start + len(span.text)
        inside = [place for place, token in enumerate(words) if span.start <= token.start < end]
        matched = [
            place
            for place, token in enumerate(words)
            if place not in inside and any(_same_word(token.folded, form) for form in self._defined)
        ]
        if not inside or not matched:
            return 0.0
        return 1.0 / min(max(place - inside[-1], inside[0] - place) for place in matched)

    def _span(self, text: str) -> Span | None:
        match self._kind:
            case AnswerKind.TIME:
                return self._unsaid(patterns.TIME, text)
            case AnswerKind.NUMBER:
                return self._unsaid(patterns.NUMBER, text)
            case AnswerKind.REASON:
                return self._unsaid(patterns.REASON, text)
            case AnswerKind.MANNER:
                return self._unsaid(patterns.MANNER, text)
            case AnswerKind.PERSON:
                return next((Span(name.start, name.text) for name in self._new_names(text)), None)
            case AnswerKind.PLACE:
                return self._place(text)
            case AnswerKind.DEFINITION:
                return self._definition(text)
            case _:
                return None

    def _unsaid(self, pattern: re.Pattern[str], text: str) -> Span | None:
        """The first match that the question does not say itself."""
        for match in pattern.finditer(text):
            if not {token.folded for token in tokens(match.group())} <= self._said:
                return Span(match.start(), match.group().rstrip())
        return None

    def _new_names(self, text: str) -> Iterator[Name]:
        """The names in `text` that the question does not mention."""
        return (name for name in names(text) if not any(word in self._known for word in name.words))

    def _place(self, text: str) -> Span | None:
        for name in self._new_names(text):
            if patterns.PLACE_CUE.search(text[max(0, name.start - _CUE) : name.start]):
                return Span(name.start, name.text)
        return None

    def _definition(self, text: str) -> Span | None:
        """What follows the defined term behind a comma, a dash or a verb of being."""
        for token in tokens(text):
            if any(_same_word(token.folded, form) for form in self._defined):
                match = patterns.DEFINED.match(text, token.end, token.end + _REACH)
                if match:
                    return Span(match.start("what"), match["what"].rstrip())
        return None


def _same_word(word: str, form: str) -> bool:
    shared = form[:_SAME_WORD]
    return word.startswith(shared) if len(shared) > 2 else word == form


def _passive(words: Sequence[Token], place: int) -> bool:
    """Whether the verb at `place` is done to its subject: "dituduh", "was accused"."""
    folded = words[place].folded
    if folded.startswith("di") and len(folded) > _SAME_WORD - 1:
        return True
    return folded.endswith(("ed", "en")) and any(
        one.folded in _BEING for one in words[max(0, place - 3) : place]
    )
