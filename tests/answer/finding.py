"""Looking through one sentence for what one question asks for, with the lexicon of the package."""

from bot.answer.question import analyse
from bot.answer.span import Finder
from bot.domain import Span
from bot.text.language import detect
from bot.text.lexicon import load


def look(question: str, sentence: str) -> tuple[dict[str, float], Span | None]:
    """The features of a sentence for a question, and the words that answer."""
    return Finder(analyse(question, load())).find(sentence, detect(sentence))


def words(question: str, sentence: str) -> str | None:
    """Only the words that answer; what is said to stand in a place stands there."""
    _, span = look(question, sentence)
    if span is None:
        return None
    assert sentence[span.start : span.start + len(span.text)] == span.text
    return span.text
