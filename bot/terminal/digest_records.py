"""Digests as JSON."""

from bot.domain import Digest, DigestQuote, DigestStory
from bot.terminal.records import Record, article_record


def digest_record(digest: Digest) -> Record:
    """A digest: its stories in the order in which they are told, corrections, questions answered."""
    return {
        "language": digest.language,
        "since": digest.since or None,
        "until": digest.until,
        "told_of": digest.articles,
        "further": digest.further,
        "stories": [_story_record(one) for one in digest.stories],
        "corrections": [
            {"article": article_record(one.article), "before": one.before, "after": one.after or None}
            for one in digest.corrections
        ],
        "answered": [{"question": one.question, **_quote_record(one.quote)} for one in digest.answered],
    }


def _story_record(story: DigestStory) -> Record:
    return {
        "story": story.story_id,
        "headline": article_record(story.headline),
        "quotes": [_quote_record(one) for one in story.quotes],
        "articles": [article_record(one) for one in story.articles],
    }


def _quote_record(quote: DigestQuote) -> Record:
    return {"text": quote.text, "position": quote.position, "article": article_record(quote.article)}
