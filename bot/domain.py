"""The nouns of Warta: plain values that every part of it passes around.

A language is an ISO 639-1 code, or "und" when it is not known. A time is ISO 8601 text, which sorts: a
date ("2025-01-30") where only the day is known, else a UTC instant ("2025-01-30T09:15:00+00:00").
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNKNOWN_LANGUAGE = "und"

# -- whose news -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose sources a question may see: the terminal's library or one Discord server's."""

    name: str


LOCAL = Scope("local")


class SourceKind(StrEnum):
    """Where the articles of a source come from."""

    LIBRARY = "library"  # handed over by people: pasted, uploaded, named by URL
    FEED = "feed"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Source:
    """A library, a feed or a site. An article belongs to exactly one."""

    id: int
    kind: SourceKind
    name: str


# -- from a document to an article ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """What was handed over, as text, one paragraph a line. Empty fields are not known.

    `origin` names where it came from: a path or a URL.
    """

    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    published_at: str = ""
    language: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence that is not stored yet: the article's text from `start` on, to the letter.

    Position 0 is the headline; `start` is -1 where it is not part of the text. `stems` are in order.
    """

    position: int
    start: int
    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article ready to be stored: who published what and when, and its sentences.

    `key` tells whether two documents are the same article of a source (its URL, else its headline);
    `content_hash` whether they say the same.
    """

    key: str
    content_hash: str
    title: str
    text: str
    url: str
    outlet: str
    author: str
    published_at: str
    language: str
    origin: str
    sentences: tuple[DraftSentence, ...]


def content_hash(title: str, text: str) -> str:
    """SHA-256 of headline and text, in hex: the same for the same words, and a check on what is stored."""
    return hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Known:
    """What the store already holds of an article that a draft may be; `text` is its current revision's."""

    article_id: int
    key: str
    content_hash: str
    origin: str
    title: str
    text: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Add:
    """Intent: store a new article."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Update:
    """Intent: store a new revision of an article; the sentences of the former are marked superseded."""

    article_id: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Skip:
    """Intent: change nothing, because the article is stored already."""

    article_id: int
    reason: str


Intent = Add | Update | Skip


class Outcome(StrEnum):
    """What became of a document."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Ingested:
    """The fate of one document: an article, or the error that says why there is none."""

    origin: str
    outcome: Outcome
    article: "Article | None" = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article, in its current revision (1, 2, …)."""

    id: int
    source_id: int
    title: str
    url: str
    outlet: str
    author: str
    published_at: str
    language: str
    added_at: str
    revision: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stored sentence; `text` is what the outlet published, to the letter."""

    id: int
    article_id: int
    position: int
    text: str
    stems: tuple[str, ...] = ()


# -- from a question to an answer -----------------------------------------------------------------------


class AnswerKind(StrEnum):
    """What kind of thing a question asks for."""

    PERSON = "person"  # or an organisation: who
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"  # how many, how much, money
    REASON = "reason"
    MANNER = "manner"
    DEFINITION = "definition"
    YES_NO = "yes/no"
    THING = "thing"  # what, which, anything else


@dataclass(frozen=True, slots=True)
class Term:
    """One content word, or fixed phrase, of a question and what stands for it in the index.

    `alternatives` maps index terms, several separated by spaces for a phrase, to how surely they mean the
    word (0 … 1]; the word's own stem has 1.
    """

    word: str
    alternatives: Mapping[str, float] = field(hash=False)
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question as Warta understands it."""

    text: str
    language: str
    kind: AnswerKind
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What the index is asked: sentences for which every group of some clause has a term present.

    A clause is a tuple of groups, a group of interchangeable index terms. `newest`: too much matches to be
    compared, and the newest will do.
    """

    clauses: tuple[tuple[tuple[str, ...], ...], ...]
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence the index offers, with the stems of what stands around it."""

    sentence: Sentence
    article: Article
    headline: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """The words inside a sentence that answer: its text from `start` on."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence held to answer, how well (`score`, 0 … 1), and other articles that say the same."""

    candidate: Candidate
    score: float
    span: Span | None = None
    also_in: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a scope holds."""

    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. When `abstained`, `evidence` is empty and `nearest` holds headlines."""

    question: Question
    abstained: bool
    confidence: float
    searched: Counts
    evidence: tuple[Evidence, ...]
    nearest: tuple[Article, ...]


# -- the health of what is stored ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check looked at: whether it is well, and what was seen and is to be done, in one line."""

    name: str
    ok: bool
    detail: str
