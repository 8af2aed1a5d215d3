"""The nouns of Warta: plain values that every part of it passes around.

A language is an ISO 639-1 code, or "und" when it is not known. A time is ISO 8601 text, which sorts: a
date ("2025-01-30") where only the day is known, else a UTC instant ("2025-01-30T09:15:00+00:00").
"""

from bot.domain.answers import (
    ANYWHERE,
    Answer,
    AnswerKind,
    Candidate,
    Clause,
    Counts,
    Evidence,
    Period,
    Query,
    Question,
    Span,
    Term,
    Within,
)
from bot.domain.asked import (
    Asked,
    Feedback,
    Preferences,
    Verdict,
)
from bot.domain.claims import (
    Check,
    Difference,
    DifferenceKind,
    Nearest,
)
from bot.domain.health import (
    Finding,
)
from bot.domain.news import (
    LOCAL,
    UNKNOWN_LANGUAGE,
    Add,
    Article,
    Attribution,
    Document,
    Draft,
    DraftSentence,
    Ingested,
    Intent,
    Known,
    Outcome,
    Said,
    Scope,
    Sentence,
    Skip,
    Source,
    SourceKind,
    Update,
    content_hash,
)
from bot.domain.quotes import (
    Quote,
)

__all__ = [
    "ANYWHERE",
    "LOCAL",
    "UNKNOWN_LANGUAGE",
    "Add",
    "Answer",
    "AnswerKind",
    "Article",
    "Asked",
    "Attribution",
    "Candidate",
    "Check",
    "Clause",
    "Counts",
    "Difference",
    "DifferenceKind",
    "Document",
    "Draft",
    "DraftSentence",
    "Evidence",
    "Feedback",
    "Finding",
    "Ingested",
    "Intent",
    "Known",
    "Nearest",
    "Outcome",
    "Period",
    "Preferences",
    "Query",
    "Question",
    "Quote",
    "Said",
    "Scope",
    "Sentence",
    "Skip",
    "Source",
    "SourceKind",
    "Span",
    "Term",
    "Update",
    "Verdict",
    "Within",
    "content_hash",
]
