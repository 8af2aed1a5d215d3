"""What a question wants of a sentence, beside its kind: worked out once, before the first is looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answer import cues, patterns
from bot.answer.reading import Forms
from bot.domain import AnswerKind, Question, Span, Term
from bot.text.words import tokens

_SURE = 0.8  # an alternative below this weight is another thing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one question asks for.

    `sought` is the noun that says what ("which airline"), `others` all of its other words; `counted` stands
    behind its number ("how many votes"), `measured` before it ("berapa harga"). `action` is what was done, of
    whoever is asked for; `topic` what the question is about. `unit` matches the times it asks for ("what
    year"). `said` are its words as they are typed, `known` those and all that may stand for them.
    """

    kind: AnswerKind
    said: frozenset[str]
    known: frozenset[str]
    terms: Forms
    sought: Forms | None
    others: Forms
    counted: Forms | None
    measured: Forms | None
    action: Forms
    topic: Forms
    unit: re.Pattern[str] | None
    asks_name: bool
    asks_meaning: bool
    asks_role: bool
    denies: bool

    @classmethod
    def of(cls, question: Question) -> "Wanted":
        """What `question` asks for."""
        text, terms = question.text, question.terms
        said = frozenset(token.folded for token in tokens(text))
        forms = (part for term in terms for form in term.alternatives for part in form.split())
        sought = _sought(question)
        number = question.kind is AnswerKind.NUMBER
        return cls(
            kind=question.kind,
            said=said,
            known=said.union(forms),
            terms=Forms(terms),
            sought=Forms(map(_sure, sought)) if sought else None,
            others=Forms([term for term in terms if term not in sought]),
            counted=_named_by(question, patterns.COUNTED) if number else None,
            measured=_named_by(question, patterns.MEASURED) if number else None,
            # "Who accused X", "siapa yang menuduh X": the first word that is no name is what was done.
            action=Forms([term for term in terms if not term.is_name][:1]),
            topic=Forms([term for term in terms if term.is_name] or terms[:1]),
            unit=_unit(text) if question.kind is AnswerKind.TIME else None,
            asks_name=patterns.ASKS_NAME.search(text) is not None,
            asks_meaning=patterns.ASKS_MEANING.search(text) is not None,
            asks_role=patterns.ASKS_ROLE.match(text) is not None,
            denies=cues.DENIES.search(text) is not None,
        )

    def unsaid(self, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
        """The matches in a sentence that the question does not say itself."""
        for match in pattern.finditer(text):
            if not self.said.issuperset(token.folded for token in tokens(match.group())):
                yield Span(match.start(), match.group().rstrip())


def _sought(question: Question) -> list[Term]:
    """The terms of the noun that says what is asked for; none where it says only of what kind."""
    match = patterns.SOUGHT.search(question.text)
    if match is None:
        return []
    noun = next(filter(None, match.groups())).casefold()
    if noun in patterns.KIND_WORDS:
        return []
    return [term for term in question.terms if noun in term.word.split()]


def _sure(term: Term) -> Term:
    alternatives = {form: sure for form, sure in term.alternatives.items() if sure >= _SURE}
    return replace(term, alternatives=alternatives)


def _named_by(question: Question, pattern: re.Pattern[str]) -> Forms | None:
    """The terms of the nouns that a pattern finds in a question."""
    match = pattern.search(question.text)
    if match is None:
        return None
    nouns = {word.casefold() for word in match.groups() if word}
    terms = [term for term in question.terms if nouns & set(term.word.split())]
    return Forms(terms) if terms else None


def _unit(text: str) -> re.Pattern[str] | None:
    """What a time must hold to be of the unit that a question names: a year for "what year"."""
    return next((held for asked, held in patterns.TIME_UNITS if asked.search(text)), None)
