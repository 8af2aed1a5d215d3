"""From a document to a stored article, and whose news it is."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

UNKNOWN_LANGUAGE = "und"


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


class Said(StrEnum):
    """How something was said, as published."""

    QUOTATION = "quotation"  # in the speaker's words, between quotation marks
    CLAIM = "claim"  # in the outlet's


@dataclass(frozen=True, slots=True)
class Attribution:
    """That `speaker` said part of the sentence at `position` of an article: its text from `start` on.

    `verb` is the word that says so, as written.
    """

    position: int
    speaker: str
    verb: str
    kind: Said
    start: int
    length: int


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
    attributions: tuple[Attribution, ...] = ()


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
