"""Who said what."""

from dataclasses import dataclass

from bot.domain.answers import Span
from bot.domain.news import Article, Attribution, Sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """An attribution with the sentence that holds it, and what of the sentence was said."""

    attribution: Attribution
    sentence: Sentence
    article: Article

    @property
    def said(self) -> Span:
        """The words that are the speaker's, or report them."""
        start = self.attribution.start
        return Span(start, self.sentence.text[start : start + self.attribution.length])
