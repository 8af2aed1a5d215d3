"""From a question to an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from enum import StrEnum

from bot.domain.news import Article, Attribution, Sentence

Clause = tuple[tuple[str, ...], ...]  # groups of interchangeable index terms, of each of which one must stand


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
    QUOTATION = "quotation"  # what somebody said
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
class Period:
    """When articles were published: from the day `since` to the day `until`, both included, in `zone`.

    None is an open end, and as a zone the machine's. `words` say it in a question.
    """

    words: str
    since: date | None
    until: date | None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """What a question is confined to beside its words. `zone` is where the asker's days begin (None: here).

    A period is confined to before the question is read, and stands over the one it names itself.
    """

    period: Period | None = None
    outlet: str = ""
    zone: tzinfo | None = None


ANYWHERE = Within()


@dataclass(frozen=True, slots=True)
class Question:
    """A question as Warta understands it; with a `period` it is one about articles of that time alone.

    With an `outlet`, about what that one published.
    """

    text: str
    language: str
    kind: AnswerKind
    terms: tuple[Term, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    period: Period | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What the index is asked: sentences for which every group of some clause has a term present.

    A clause is a tuple of groups, a group of interchangeable index terms. A sentence is as good as what the
    clauses that hold for it are worth together, and better the shorter it is. `worths` are one a clause, or
    none: then nothing but length tells sentences apart. `newest`: too much matches to be compared, and the
    newest will do. `period`: only of articles published then; `outlet`: only by that one.
    """

    clauses: tuple[Clause, ...]
    worths: tuple[float, ...] = ()
    newest: bool = False
    period: Period | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence the index offers, with the stems of what stands around it.

    `attribution` is there where it was asked for (`AttributionStore.said_in`).
    """

    sentence: Sentence
    article: Article
    headline: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    attribution: Attribution | None = field(default=None, kw_only=True)


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
    """How much a scope holds, or what of it was searched."""

    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    When `abstained`, `evidence` is empty, `nearest` holds headlines, and `suggestions` names that look
    like one of the question's that stands nowhere.
    """

    question: Question
    abstained: bool
    confidence: float
    searched: Counts
    evidence: tuple[Evidence, ...]
    nearest: tuple[Article, ...]
    suggestions: tuple[str, ...] = ()
