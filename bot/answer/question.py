"""What a question asks: its language, the kind of answer it expects, and the words to look for."""

from datetime import datetime

from bot.answer.patterns import KIND_WORDS, LEADING_CLAUSE, QUESTION_KINDS
from bot.answer.period import find_period
from bot.answer.sayings import ACCORDING, SAYINGS, without_asking
from bot.domain import AnswerKind, Question, Term
from bot.errors import QuestionError
from bot.text.language import detect
from bot.text.lexicon import MAX_FORM, Lexicon
from bot.text.names import names
from bot.text.words import Token, content_tokens, stem, tokens

MAX_LENGTH = 2_000  # characters
MAX_TERMS = 24  # of a very long question the first ones are looked for

# How surely another form of a concept means the word: a translation is what was asked for in the other
# language, a synonym only something near it. Fitted by hand on the development questions.
TRANSLATION = 0.9
SYNONYM = 0.6
SAME_STEM = 0.85  # … by a form that shares only the stem: another word, or an inflected one


def analyse(text: str, lexicon: Lexicon, now: datetime | None = None) -> Question:
    """Understand a question, asked `now` (aware; None: it is asked of no time).

    Raises QuestionError where there is nothing to understand.
    """
    asked = " ".join(text.split())
    if not asked:
        raise QuestionError("The question is empty", todo='ask, for example, "who accused DeepSeek?"')
    if len(asked) > MAX_LENGTH:
        raise QuestionError(
            "The question is too long",
            f"{len(asked):,} characters, and at most {MAX_LENGTH:,} are read",
            "ask in a sentence or two",
        )
    if not any(tokens(asked)):
        raise QuestionError("The question holds no words", todo="ask in words, in English or Indonesian")
    language = detect(asked)
    kind = kind_of(asked)
    named = tuple(name for name in names(asked) if not _opening_word(name.start, name.words))
    name_words = {word for name in named for word in name.words}
    when = find_period(asked, now) if now is not None else None
    content = [token for token in content_tokens(asked) if when is None or not when.holds(token)]
    telling = _telling(asked, kind, content) or content
    return Question(
        text=asked,
        language=language,
        kind=kind,
        terms=tuple(_terms(telling, language, name_words, lexicon))[:MAX_TERMS],
        names=tuple(name.text for name in named),
        numbers=tuple(dict.fromkeys(t.folded for t in content if t.folded[0].isdigit())),
        period=when.period if when else None,
    )


def kind_of(text: str) -> AnswerKind:
    """The kind of answer a question expects, by its first question word, in either language."""
    text = LEADING_CLAUSE.sub("", text)
    asked = [
        (match.start(), place, kind)
        for place, (kind, pattern) in enumerate(QUESTION_KINDS)
        if (match := pattern.search(text))
    ]
    kind = min(asked)[2] if asked else AnswerKind.THING
    return AnswerKind.QUOTATION if kind is AnswerKind.THING and ACCORDING.search(text) else kind


def _opening_word(start: int, words: tuple[str, ...]) -> bool:
    """Whether a "name" is only the capital that every question begins with."""
    return start == 0 and len(words) == 1


def _telling(asked: str, kind: AnswerKind, content: list[Token]) -> list[Token]:
    """The words that say more than what kind of answer is wanted."""
    if kind is AnswerKind.QUOTATION and SAYINGS.search(asked):
        return without_asking(asked, content)
    return [token for token in content if token.folded.removesuffix("kah") not in KIND_WORDS]


def _terms(content: list[Token], language: str, name_words: set[str], lexicon: Lexicon) -> list[Term]:
    found: dict[str, Term] = {}
    place = 0
    while place < len(content):
        term, length = _longest_form(content[place : place + MAX_FORM], language, name_words, lexicon)
        found.setdefault(term.word, term)
        place += length
    return list(found.values())


def _longest_form(
    ahead: list[Token], language: str, name_words: set[str], lexicon: Lexicon
) -> tuple[Term, int]:
    """The term the next words make: the longest phrase the lexicon knows, else the next word alone."""
    languages = dict.fromkeys((language, "en", "id"))
    for length in range(len(ahead), 0, -1):
        words = ahead[:length]
        alternatives: dict[str, float] = {}
        for known in languages:
            folded = [word.folded for word in words]
            own = " ".join(stem(word, known) for word in folded)
            for concept, exact in lexicon.concepts(folded, known):
                for form in concept.forms:
                    weight = SYNONYM if form.language == known else TRANSLATION
                    weight *= 1.0 if exact else SAME_STEM
                    _offer(alternatives, " ".join(form.stems), weight)
            if alternatives or length == 1:
                _offer(alternatives, own, 1.0)
        if alternatives:
            if length == 1:
                _offer(alternatives, words[0].folded, 1.0)
            is_name = any(word.folded in name_words for word in words)
            return Term(" ".join(word.folded for word in words), alternatives, is_name), length
    raise AssertionError("a single word always makes a term")


def _offer(alternatives: dict[str, float], index_term: str, weight: float) -> None:
    alternatives[index_term] = max(weight, alternatives.get(index_term, 0.0))
