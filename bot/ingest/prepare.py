"""From a document to an article: headline, outlet, date, language and sentences.

    document | headline and credit | furniture lines | dateline | sentences | stems | draft

A pure function of the document; everything heavy about it is its length.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.domain import Document, Draft, DraftSentence, content_hash
from bot.errors import DocumentError
from bot.ingest import noise
from bot.text.dates import find_dates
from bot.text.language import detect
from bot.text.sentences import split
from bot.text.words import content_stems, tokens

MAX_HEADLINE = 250  # characters; a longer first line is the article's first paragraph
_UNTITLED_HEADLINE = 120
_MIN_WORDS = 5  # in all its sentences together; less than that tells nobody anything

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|ref|ref_src|amp", re.IGNORECASE)
# A weekday beside a date is how news says when: "Kamis (30/1/2025)", "Thursday, January 30, 2025".
_WEEKDAY = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|jum['’]at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)\b[\s,(]{0,3}$",
    re.IGNORECASE,
)
_WEEKDAY_REACH = 14  # characters before a date in which its weekday may stand
_MAX_DATE_LINE = 60  # a line that is little more than a date is the article's own


def prepare(document: Document) -> Draft:
    """The article a document holds. Raises DocumentError when it holds none."""
    lines = list(_lines(document.text))
    title, title_line = _headline(document, lines)
    title, _ = noise.split_credit(title)
    outlet, author = document.outlet, document.author
    body: list[tuple[int, str]] = []
    trailing = True
    for start, line in reversed(lines):
        if (start, line) == title_line or line == title:
            continue
        found = noise.read_line(line, last=trailing)
        outlet, author = outlet or found.outlet, author or found.author
        if not found.furniture:
            trailing = False
            body.insert(0, (start, line))
    if body:
        length, agency = noise.dateline(body[0][1])
        outlet = outlet or agency
        body[0] = (body[0][0] + length, body[0][1][length:])
    language = document.language or detect(document.text if body else title)
    sentences = tuple(_sentences(document.text, title, title_line, body, language))
    if sum(1 for sentence in sentences for _ in tokens(sentence.text)) < _MIN_WORDS:
        raise DocumentError(
            f"{document.origin or 'the document'} was not added",
            "it holds no sentences",
            "hand over the text of an article",
        )
    url = canonical_url(document.url)
    title = title or _shortened(sentences[0].text)
    return Draft(
        key=url or " ".join(("title", *_words(outlet), "/", *_words(title))),
        content_hash=content_hash(title, document.text),
        title=title,
        text=document.text,
        url=url,
        outlet=outlet,
        author=author,
        published_at=document.published_at or _date_hint(body),
        language=language,
        origin=document.origin,
        sentences=sentences,
    )


def canonical_url(url: str) -> str:
    """`url` without fragment and tracking parameters, its host in lower case; "" stays ""."""
    if not url:
        return ""
    parts = urlsplit(url)
    query = [pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])]
    path = parts.path.rstrip("/") or "/"
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, urlencode(query), ""))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, stripped, each with the offset of its first character."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            yield start + line.index(stripped[0]), stripped
        start += len(line) + 1


def _headline(document: Document, lines: list[tuple[int, str]]) -> tuple[str, tuple[int, str] | None]:
    """The headline, and the line of the text that is it."""
    if document.title:
        title = " ".join(document.title.split())
        first = lines[0] if lines and lines[0][1] == document.title.strip() else None
        return title, first
    if len(lines) > 1 and len(lines[0][1]) <= MAX_HEADLINE and not lines[0][1].endswith((".", ",", ";", ":")):
        return lines[0][1], lines[0]
    return "", None


def _sentences(
    text: str, title: str, title_line: tuple[int, str] | None, body: list[tuple[int, str]], language: str
) -> Iterator[DraftSentence]:
    if title:
        start = title_line[0] if title_line and text.startswith(title, title_line[0]) else -1
        yield DraftSentence(0, start, title, content_stems(title, language))
    position = 0
    for start, paragraph in body:
        for begin, end in split(paragraph, language):
            sentence = paragraph[begin:end]
            if any(map(str.isalnum, sentence)):
                position += 1
                yield DraftSentence(position, start + begin, sentence, content_stems(sentence, language))


def _date_hint(body: list[tuple[int, str]]) -> str:
    """The day the article seems to be of: a line that is a date, else the first date beside a weekday."""
    hint = ""
    for _, line in body:
        for found in find_dates(line):
            if len(line) <= _MAX_DATE_LINE and found.end - found.start > len(line) // 2:
                return found.iso
            before = line[max(0, found.start - _WEEKDAY_REACH) : found.start]
            if not hint and (_WEEKDAY.search(before) or _WEEKDAY.match(line[found.start : found.end])):
                hint = found.iso
    return hint


def _words(text: str) -> list[str]:
    return [token.folded for token in tokens(text)]


def _shortened(sentence: str) -> str:
    """A headline for an article that has none: its first sentence, cut at a word."""
    if len(sentence) <= _UNTITLED_HEADLINE:
        return sentence
    return sentence[:_UNTITLED_HEADLINE].rsplit(" ", 1)[0] + " …"
