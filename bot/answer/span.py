"""Whether a sentence holds the kind of thing a question asks for, and where."""

import re

from bot.answer import patterns
from bot.domain import AnswerKind, Question, Span
from bot.text.names import Name, names
from bot.text.words import fold, tokens


def find(question: Question, text: str) -> tuple[bool, Span | None]:
    """Whether `text` holds the kind of thing asked for, and the words, where they are plain.

    A question that asks for no particular kind is met by any sentence.
    """
    match question.kind:
        case AnswerKind.TIME:
            return _found(_last_new(patterns.TIME, text, question))
        case AnswerKind.NUMBER:
            return _found(_last_new(patterns.NUMBER, text, question))
        case AnswerKind.REASON:
            return _found(_search(patterns.REASON, text))
        case AnswerKind.MANNER:
            return _found(_search(patterns.MANNER, text))
        case AnswerKind.PERSON:
            return _found(_new_name(question, text))
        case AnswerKind.PLACE:
            return _found(_place(question, text))
        case AnswerKind.DEFINITION:
            return _found(_definition(question, text))
        case _:
            return True, None


def _found(span: Span | None) -> tuple[bool, Span | None]:
    return span is not None, span


def _search(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return Span(match.start(), match.group()) if match else None


def _last_new(pattern: re.Pattern[str], text: str, question: Question) -> Span | None:
    """The first match that the question does not say itself."""
    asked = {token.folded for token in tokens(question.text)}
    for match in pattern.finditer(text):
        if not {token.folded for token in tokens(match.group())} <= asked:
            return Span(match.start(), match.group().rstrip())
    return None


def _asked_words(question: Question) -> set[str]:
    return {fold(token.written) for token in tokens(question.text)} | {
        part for term in question.terms for form in term.alternatives for part in form.split()
    }


def _new_name(question: Question, text: str) -> Span | None:
    for name in _new_names(question, text):
        return Span(name.start, name.text)
    return None


def _new_names(question: Question, text: str) -> list[Name]:
    """The names in `text` that the question does not mention."""
    asked = _asked_words(question)
    return [name for name in names(text) if not any(word in asked for word in name.words)]


def _place(question: Question, text: str) -> Span | None:
    for name in _new_names(question, text):
        if patterns.PLACE_CUE.search(text[max(0, name.start - 14) : name.start]):
            return Span(name.start, name.text)
    return None


def _definition(question: Question, text: str) -> Span | None:
    """What follows the defined term behind a comma, a dash or a verb of being."""
    forms = [form.split()[0] for term in question.terms for form in term.alternatives]
    for token in tokens(text):
        if any(
            token.folded.startswith(form[:6]) or form.startswith(token.folded)
            for form in forms
            if len(form) > 2
        ):
            match = patterns.DEFINED.match(text[token.end : token.end + 260])
            if match:
                return Span(token.end + match.start("what"), match["what"].rstrip())
    return None
