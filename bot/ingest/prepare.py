"""From a document to an article: headline, outlet, date, language and sentences.

    document | headline and credit | furniture lines | dateline | sentences | stems | draft

A pure function of the document; everything heavy about it is its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from itertools import islice

from bot.domain import Document, Draft, DraftSentence, content_hash
from bot.errors import DocumentError
from bot.ingest import noise
from bot.ingest.address import canonical
from bot.text.attribution import attribute
from bot.text.dates import find_dates, parse_date
from bot.text.language import detect
from bot.text.sentences import split
from bot.text.words import content_stems, tokens

MAX_HEADLINE = 250  # characters; a longer first line is the article's first paragraph
_UNTITLED_HEADLINE = 120
_MIN_WORDS = 5  # in all its sentences together; less than that tells nobody anything
_ABOVE_HEADLINE = 4  # lines that may stand over a headline: the date, the author, a photo credit

# What UTF-8, and with it the database, cannot hold, and what would end a text early.
_UNWRITABLE = re.compile("[\ud800-\udfff\0]")
_ENDS_SENTENCE = re.compile(r"(?<![.…])[.,;:][\"”’')]{0,2}$")
# A weekday beside a date is how news says when: "Kamis (30/1/2025)", "Thursday, January 30, 2025".
_WEEKDAY = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|jum['’]at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)\b",
    re.IGNORECASE,
)
_WEEKDAY_REACH = 14  # characters before a date in which its weekday may stand
# Where an article says of what day it is; a list of dates further down need not be read for that.
_HINT_LINES = 50
_HINT_REACH = 2_000  # characters of a line
_LONGEST_DATE = 60  # characters; so that no date is read that the reach cuts off


@dataclass(frozen=True, slots=True)
class _Parts:
    """A text taken apart: the headline (`start` -1: not in the text), the paragraphs, and what lines told."""

    title: str
    start: int
    body: list[tuple[int, str]]
    outlet: str
    author: str
    date: str


def prepare(document: Document) -> Draft:
    """The article a document holds. Raises DocumentError when it holds none."""
    document = _writable(document)
    parts = _take_apart(document)
    language = document.language or detect(document.text if parts.body else parts.title)
    sentences = tuple(_sentences(parts, language))
    words = (word for sentence in sentences for word in tokens(sentence.text))
    if len(list(islice(words, _MIN_WORDS))) < _MIN_WORDS:
        raise DocumentError(
            f"{document.origin or 'the document'} was not added",
            "it holds no sentences",
            "hand over the text of an article",
        )
    url = canonical(document.url)
    title = parts.title or _shortened(sentences[0].text)
    stated = document.published_at and parse_date(document.published_at)
    return Draft(
        key=url or " ".join(("title", *_words(parts.outlet), "/", *_words(title))),
        content_hash=content_hash(title, document.text),
        title=title,
        text=document.text,
        url=url,
        outlet=parts.outlet,
        author=parts.author,
        published_at=stated or parts.date or _date_hint(parts.body),
        language=language,
        origin=document.origin,
        sentences=sentences,
        attributions=tuple(attribute([(one.position, one.text) for one in sentences])),
    )


def _writable(document: Document) -> Document:
    """The document with U+FFFD for lone surrogates and NULs; a page's JSON or a file's name can hold them."""
    changed = {
        one.name: _UNWRITABLE.sub("\ufffd", value)
        for one in fields(document)
        if _UNWRITABLE.search(value := getattr(document, one.name))
    }
    return replace(document, **changed) if changed else document


def _take_apart(document: Document) -> _Parts:
    lines = list(_lines(document.text))
    title, start, rest = _headline(document, lines)
    body, told = noise.without_furniture([(place, line) for place, line in rest if _spaced(line) != title])
    outlet, author = document.outlet or told.outlet, document.author or told.author
    if body:
        place, line = body[-1]
        body[-1] = place, noise.without_initials(line)
        place, line = body[0]
        length, agency = noise.dateline(line, title)
        outlet = outlet or agency
        body[0] = place + length, line[length:]
    return _Parts(title, start, body, outlet, author, told.date)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, stripped, each with the offset of its first character."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            yield start + line.index(stripped[0]), stripped
        start += len(line) + 1


def _headline(document: Document, lines: list[tuple[int, str]]) -> tuple[str, int, list[tuple[int, str]]]:
    """The headline, where it begins in the text (-1: it does not stand there), and the lines without it."""
    given = noise.split_credit(_spaced(document.title))[0]
    for number, (start, line) in enumerate(lines[:_ABOVE_HEADLINE]):
        if not given and noise.read_line(line, last=False).furniture:
            continue
        if not given and (
            number + 1 == len(lines) or len(line) > MAX_HEADLINE or _ENDS_SENTENCE.search(line)
        ):
            break
        title = noise.split_credit(line)[0]
        if given:
            if _spaced(title) != given:
                continue
            return given, start if title == given else -1, lines[:number] + lines[number + 1 :]
        return title, start, lines[:number] + lines[number + 1 :]
    return given, -1, lines


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _sentences(parts: _Parts, language: str) -> Iterator[DraftSentence]:
    if parts.title:
        yield DraftSentence(0, parts.start, parts.title, content_stems(parts.title, language))
    position = 0
    for start, paragraph in parts.body:
        for begin, end in split(paragraph, language):
            sentence = paragraph[begin:end]
            if any(map(str.isalnum, sentence)):
                position += 1
                yield DraftSentence(position, start + begin, sentence, content_stems(sentence, language))


def _date_hint(body: list[tuple[int, str]]) -> str:
    """The day the article seems to be of: the first date with its weekday beside it."""
    for _, line in body[:_HINT_LINES]:
        for found in find_dates(line[: _HINT_REACH + _LONGEST_DATE]):
            if found.start >= _HINT_REACH:
                break
            reach = max(0, found.start - _WEEKDAY_REACH)
            if _WEEKDAY.search(line[reach : found.end]):
                return found.iso
    return ""


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _shortened(sentence: str) -> str:
    """A headline for an article that has none: its first sentence, cut at a word."""
    sentence = " ".join(sentence.split())
    if len(sentence) <= _UNTITLED_HEADLINE:
        return sentence
    return sentence[:_UNTITLED_HEADLINE].rsplit(" ", 1)[0] + " …"
