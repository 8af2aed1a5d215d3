"""The nouns as JSON: what `--json` prints. A field, once here, keeps its name and meaning."""

from collections.abc import Sequence
from typing import Any

from bot.answer.quotes import Quotes
from bot.domain import (
    Answer,
    Article,
    Check,
    Evidence,
    Feedback,
    Finding,
    Ingested,
    Nearest,
    Period,
    Sentence,
    Story,
)

Record = dict[str, Any]


def article_record(article: Article) -> Record:
    """An article by what identifies it to a reader; unknown fields are null."""
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url or None,
        "source": article.outlet or None,
        "author": article.author or None,
        "published_at": article.published_at or None,
        "language": article.language,
    }


def listed_record(article: Article) -> Record:
    """An article as a list shows it."""
    return {
        **article_record(article),
        "sentences": article.sentences,
        "revision": article.revision,
        "added_at": article.added_at,
    }


def shown_record(article: Article, sentences: Sequence[Sentence]) -> Record:
    """An article with its sentences, to the letter."""
    return {
        **listed_record(article),
        "text": [{"position": one.position, "text": one.text} for one in sentences],
    }


def answer_record(answer: Answer, *, typed: str | None = None) -> Record:
    """An answer, or an abstention with the headlines nearest to the question.

    `typed`: what was asked, where another question was understood by it, which is then told too.
    """
    understood = {} if typed is None else {"understood_as": answer.question.text}
    return {
        "question": answer.question.text if typed is None else " ".join(typed.split()),
        **understood,
        "language": answer.question.language,
        "period": _period_record(answer.question.period),
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "searched": {"articles": answer.searched.articles, "sentences": answer.searched.sentences},
        "answers": [_evidence_record(evidence) for evidence in answer.evidence],
        "nearest": [article_record(article) for article in answer.nearest],
        "suggestions": list(answer.suggestions),
    }


def _period_record(period: Period | None) -> Record | None:
    """When the articles asked about were published; null where that was not asked, and for an open end."""
    if period is None:
        return None
    since, until = (day.isoformat() if day else None for day in (period.since, period.until))
    return {"words": period.words, "since": since, "until": until}


def _evidence_record(evidence: Evidence) -> Record:
    sentence = evidence.candidate.sentence
    return {
        "text": sentence.text,
        "span": evidence.span.text if evidence.span else None,
        "span_start": evidence.span.start if evidence.span else None,
        "score": evidence.score,
        "article": article_record(evidence.candidate.article),
        "position": sentence.position,
        "also_in": [article_record(article) for article in evidence.also_in],
    }


def quotes_record(quotes: Quotes) -> Record:
    """What somebody said, or names that may have been meant."""
    return {
        "speaker": quotes.speaker,
        "quotes": [
            {
                "text": one.sentence.text,
                "said": one.said.text,
                "said_start": one.said.start,
                "speaker": one.attribution.speaker,
                "verb": one.attribution.verb,
                "kind": one.attribution.kind.value,
                "article": article_record(one.article),
                "position": one.sentence.position,
            }
            for one in quotes.found
        ],
        "suggestions": list(quotes.suggestions),
    }


def story_record(story: Story) -> Record:
    """A story: its articles in the order of time, and who told it first."""
    return {
        "story": story.id,
        "outlets": list(story.outlets),
        "first_at": story.first_at,
        "last_at": story.last_at,
        "articles": [article_record(article) for article in story.articles],
    }


def check_record(check: Check) -> Record:
    """The sentences nearest to a claim and what differs; none where the sources are silent."""
    return {
        "claim": check.text,
        "language": check.language,
        "silent": not check.nearest,
        "searched": {"articles": check.searched.articles, "sentences": check.searched.sentences},
        "sentences": [_nearest_record(one) for one in check.nearest],
        "nearest": [article_record(article) for article in check.headlines],
    }


def _nearest_record(nearest: Nearest) -> Record:
    sentence = nearest.candidate.sentence
    return {
        "text": sentence.text,
        "similarity": nearest.similarity,
        "agrees": list(nearest.agrees),
        "differences": [
            {"kind": one.kind.value, "claimed": one.claimed or None, "published": one.published or None}
            for one in nearest.differences
        ],
        "article": article_record(nearest.candidate.article),
        "position": sentence.position,
        "also_in": [article_record(article) for article in nearest.also_in],
    }


def ingested_record(ingested: Ingested) -> Record:
    """The fate of one document."""
    return {
        "origin": ingested.origin,
        "outcome": ingested.outcome.value,
        "article": listed_record(ingested.article) if ingested.article else None,
        "error": str(ingested.error) if ingested.error else None,
    }


def finding_record(finding: Finding) -> Record:
    """One thing a check looked at."""
    return {"name": finding.name, "ok": finding.ok, "detail": finding.detail}


def feedback_record(feedback: Feedback) -> Record:
    """What somebody thought of an answer; of whom it was only where."""
    return {
        "question": feedback.question,
        "shown": feedback.shown,
        "verdict": feedback.verdict.value,
        "given_at": feedback.given_at,
        "scope": feedback.scope.name,
    }
