"""Whether a sentence holds the kind of thing a question asks for, and where."""

import re

from bot.domain import AnswerKind, Question, Span
from bot.text.names import Name, names
from bot.text.words import fold, tokens

_MONTH = (
    r"(?:jan|feb|mar|apr|mei|may|jun|jul|agt|agu|aug|sep|sept|okt|oct|nov|des|dec)(?:uari|ruari|et|il|i|ustus|ember"
    r"|tember|ober|uary|ruary|ch|e|y|ust)?\.?"
)
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_TIME = re.compile(
    rf"(?:(?:{_WEEKDAY},?\s)?\(?\d{{1,2}}(?:\s|-){_MONTH}(?:\s|-|,\s)\d{{4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,\s\d{{4}}"
    rf"|\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{2,4}}|\d{{1,2}}\s{_MONTH}\b|\b{_MONTH}\s\d{{1,4}}"
    r"|(?:(?:awal|akhir|pertengahan|tahun|sejak|early|late|mid|since|in)[\s-])?\b(?:1[0-9]|20)\d{2}(?:-?an|s)?\b(?!\s?(?:orang|rumah|people))"
    rf"|\b{_WEEKDAY}\b(?:\s(?:pagi|siang|sore|malam|morning|afternoon|evening|night))?"
    r"|\b(?:pukul|jam)\s\d{1,2}(?:[.:]\d{2})?(?:\s(?:wib|wita|wit))?|\b\d{1,2}(?:[.:]\d{2})?\s?(?:a\.?m\.?|p\.?m\.?|wib|wita|wit)\b"
    r"|\b(?:kemarin|besok|lusa|hari ini|pekan (?:lalu|depan|ini)|(?:bulan|tahun|minggu) (?:lalu|depan|ini)|yesterday|tomorrow"
    r"|today|last (?:week|month|year|night)|next (?:week|month|year)|abad ke-?\s?\w+|\w+ century|(?:two|three|\d+) (?:days|weeks"
    r"|months|years) ago|dini hari|semalam)\b)",
    re.IGNORECASE,
)
_MONEY = r"(?:rp\.?|us\$|\$|€|£|usd|idr|s\$)\s?\d[\d.,]*(?:\s?(?:ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion|m|bn))?"
_COUNTED = (
    r"(?:sekitar |about |around |nearly |hampir |lebih dari |more than |at least |sedikitnya )?\b\d[\d.,]*(?:\s?(?:%|persen"
    r"|percent|per cent|ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion))?(?:\s[^\W\d_]+)?"
)
_WRITTEN = (
    r"\b(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|puluhan|ratusan|ribuan|jutaan|belasan|setengah"
    r"|separuh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|thousands|millions|half|twice"
    r"|dalam jumlah besar|large amounts?)\b(?:\s(?:puluh|belas|ratus|ribu|juta|hundred|thousand|million))?(?:\s[^\W\d_]+)?"
)
_NUMBER = re.compile(rf"{_MONEY}|{_COUNTED}|{_WRITTEN}", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:karena|sebab|akibat|lantaran|disebabkan|dikarenakan|gara-gara|dipicu|berkat|agar|supaya|because|due to|since"
    r"|as a result|caused by|owing to|so that|in order to|thanks to)\b[^.;]{3,160}",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\b(?:dengan(?: cara)?|melalui|lewat|secara|by|through|via|using)\s[^.;]{3,160}", re.IGNORECASE
)
_PLACE_CUE = re.compile(
    r"\b(?:di|ke|dari|in|at|from|near|dekat|kota|kabupaten|desa|kecamatan|provinsi|negara|pulau|berbasis)\s$",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"^[\s)\"”’']*(?:\([^)]{1,40}\)\s?)?(?:,|—|–|-{1,2}|adalah|ialah|merupakan|yaitu|yakni|is|are|was|were|means|refers to|disebut)\s*"
    r"(?:sebuah |suatu |seorang |an? |the )?(?P<what>[^.;]{3,200})",
    re.IGNORECASE,
)
_LEADING_NUMBER_WORDS = re.compile(r"^(?:di|pada|in|on)\s", re.IGNORECASE)


def find(question: Question, text: str) -> tuple[bool, Span | None]:
    """Whether `text` holds the kind of thing asked for, and the words, where they are plain.

    A question that asks for no particular kind is met by any sentence.
    """
    match question.kind:
        case AnswerKind.TIME:
            return _found(_last_new(_TIME, text, question))
        case AnswerKind.NUMBER:
            return _found(_last_new(_NUMBER, text, question))
        case AnswerKind.REASON:
            return _found(_search(_REASON, text))
        case AnswerKind.MANNER:
            return _found(_search(_MANNER, text))
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
        if _PLACE_CUE.search(text[max(0, name.start - 14) : name.start]):
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
            match = _DEFINED.match(text[token.end : token.end + 260])
            if match:
                return Span(token.end + match.start("what"), match["what"].rstrip())
    return None
