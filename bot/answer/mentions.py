"""Which sentences tell of a topic, or answer a standing question.

Words match where all of them stand in a sentence or its headline, one of them in the sentence itself: in any
form, in the other language, with a slip in a name. A standing question matches where a sentence answers it as
surely as an answer to it would have to be. Between quotation marks words match as they are written.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answer.candidates import Weighed
from bot.answer.features import presence
from bot.answer.rank import rank
from bot.domain import Candidate, Question, Span
from bot.text.words import stem, tokens

_SURE = 0.8  # an alternative below this weight is not the word, but something near it
_MOST = 0.6  # of what a question's words say has to stand around a sentence for it to be looked at
_PROMISING = 12  # sentences of a batch that are ranked for one question
_ASKS = re.compile(
    r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|can|will"
    r"|siapa|apa|kapan|bilamana|di\s?mana|ke\s?mana|dari\s?mana|mana|berapa|mengapa|kenapa|bagaimana)"
    r"(?:kah)?\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[\"“”]([^\"“”]{2,200})[\"“”]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A watch's text as understood: its terms with how rare they are, and its phrases as folded words."""

    question: Question
    weighed: tuple[Weighed, ...]
    phrases: tuple[tuple[str, ...], ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that a watch waits for, the words in it that answer or match, and how sure that is."""

    candidate: Candidate
    span: Span | None
    confidence: float


class Batch:
    """New sentences, by the stems that stand in or around them."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self._places: dict[str, set[int]] = {}
        for place, one in enumerate(candidates):
            for stems in (one.sentence.stems, one.headline, one.before, one.after):
                for one_stem in stems:
                    self._places.setdefault(one_stem, set()).add(place)

    def holding(self, alternatives: Mapping[str, float]) -> set[int]:
        """Where one of the alternatives may stand."""
        found: set[int] = set()
        for form in alternatives:
            parts = [self._places.get(part, set()) for part in form.split()]
            found |= set.intersection(*parts) if parts else set()
        return found


def is_question(text: str) -> bool:
    """Whether a text asks, rather than names what is to be mentioned."""
    return text.rstrip().endswith("?") or _ASKS.match(text.strip()) is not None


def phrases_in(text: str) -> tuple[tuple[str, ...], ...]:
    """What stands between quotation marks, as folded words."""
    found = (tuple(token.folded for token in tokens(inner)) for inner in _PHRASE.findall(text))
    return tuple(one for one in found if one)


def matches(prepared: Prepared, batch: Batch, threshold: float) -> list[Match]:
    """The sentences of a batch that are waited for, the best first."""
    found = _answers(prepared, batch, threshold) if prepared.asks else _mentions(prepared, batch)
    if prepared.phrases:
        found = [one for one in found if _says(one.candidate.sentence.text, prepared.phrases)]
    return found


def _answers(prepared: Prepared, batch: Batch, threshold: float) -> list[Match]:
    """Those that answer: words of worth are looked for, then the sentences ranked as for an answer."""
    worth: dict[int, float] = {}
    total = sum(one.idf for one in prepared.weighed)
    for one in prepared.weighed:
        for place in batch.holding(one.term.alternatives):
            worth[place] = worth.get(place, 0.0) + one.idf
    near = sorted(
        (place for place, sum_ in worth.items() if sum_ >= _MOST * total), key=lambda at: -worth[at]
    )
    promising = [batch.candidates[place] for place in near[:_PROMISING]]
    if not promising:
        return []
    ranked = rank(prepared.question, prepared.weighed, promising)
    return [Match(one.candidate, one.span, one.confidence) for one in ranked if one.confidence >= threshold]


def _mentions(prepared: Prepared, batch: Batch) -> list[Match]:
    """Those in which all words stand, the ones that hold most of them themselves first."""
    places: set[int] | None = None
    for one in prepared.weighed:
        holding = batch.holding(sure(one.term.alternatives))
        places = holding if places is None else places & holding
        if not places:
            return []
    found = []
    for place in sorted(places or ()):
        candidate = batch.candidates[place]
        own = [_stands(one, candidate.sentence.stems) for one in prepared.weighed]
        above = [_stands(one, candidate.headline) for one in prepared.weighed]
        if any(own) and all(here or there for here, there in zip(own, above, strict=True)):
            span = _span(prepared, candidate)
            found.append(Match(candidate, span, sum(own) / len(own)))
    # The headline is shown anyway.
    return sorted(found, key=lambda one: (-one.confidence, one.candidate.sentence.position == 0))


def sure(alternatives: Mapping[str, float]) -> dict[str, float]:
    """The alternatives that mean the word, and not only something near it."""
    return {form: weight for form, weight in alternatives.items() if weight >= _SURE}


def _stands(one: Weighed, stems: Sequence[str]) -> bool:
    return presence(sure(one.term.alternatives), set(stems)) > 0


def _span(prepared: Prepared, candidate: Candidate) -> Span | None:
    """From the first to the last of the words, where they stand close together; else the first of them."""
    sentence = candidate.sentence
    heads = {part for one in prepared.weighed for form in one.term.alternatives for part in form.split()}
    language = candidate.article.language
    words = [one for one in tokens(sentence.text) if {one.folded, stem(one.folded, language)} & heads]
    if not words:
        return None
    start, end = words[0].start, words[-1].end
    if end - start > 3 * sum(token.end - token.start for token in words):
        end = words[0].end
    return Span(start, sentence.text[start:end])


def _says(text: str, phrases: Sequence[tuple[str, ...]]) -> bool:
    folded = [token.folded for token in tokens(text)]
    return all(
        any(tuple(folded[at : at + len(one)]) == one for at in range(len(folded) - len(one) + 1))
        for one in phrases
    )
