"""A sentence as one question reads it: its words, those of the question, and the names that are not."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain import Question, Span, Term
from bot.text.names import Name, names
from bot.text.words import Token, stem, tokens

_TITLE_CASE = 0.6  # share of words with a capital
_SAME_WORD = 6  # letters that two forms of one word usually share
_SHORT = 3  # letters from which on a shared beginning says something


class Forms:
    """Words of a question, for asking whether a word of a sentence is one of them in another form."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._heads = frozenset(form.split()[0] for term in terms for form in term.alternatives)
        self._begun = frozenset(head[:_SAME_WORD] for head in self._heads if len(head) >= _SHORT)
        # Nearly every word of a sentence begins otherwise, which one look into this tells.
        self._starts = frozenset(head[:_SHORT] for head in self._begun)

    def has(self, token: Token, stemmed: str) -> bool:
        """Whether `token`, with this stem, is one of the words or begins like a longer one."""
        word = token.folded
        if stemmed in self._heads or word in self._heads:
            return True
        if word[:_SHORT] not in self._starts:
            return False
        return any(word[:length] in self._begun for length in range(_SHORT, min(len(word), _SAME_WORD) + 1))

    def places(self, words: Sequence[Token], stems: Sequence[str]) -> Iterator[int]:
        """Where in a sentence of these words and stems one of the words stands."""
        for place, (token, stemmed) in enumerate(zip(words, stems, strict=True)):
            if self.has(token, stemmed):
                yield place


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence being looked through.

    `names` are all of its names, `new` those (or the parts of them) that the question does not say; `asked`
    are the places of the words that are the question's, in order.
    """

    text: str
    words: Sequence[Token]
    stems: Sequence[str]
    names: Sequence[Name]
    new: Sequence[Name]
    starts: Sequence[int]  # of the words, in characters
    asked: Sequence[int]

    def places(self, span: Span) -> tuple[int, int]:
        """The first and the last word of a span; the last comes before the first where it holds none."""
        first = bisect_left(self.starts, span.start)
        return first, bisect_left(self.starts, span.start + len(span.text)) - 1

    def nearness(self, span: Span) -> float:
        """1 for a span beside one of the question's words, less with each word between them."""
        first, last = self.places(span)
        if first > last:
            return 0.0
        before, after = bisect_left(self.asked, first), bisect_right(self.asked, last)
        gaps = [first - place for place in self.asked[before - 1 : before] if before]
        gaps += [place - last for place in self.asked[after : after + 1]]
        return 1.0 / min(gaps, default=math.inf)

    def nearest(self, spans: Iterable[Span]) -> Span | None:
        """Of several spans the one that stands nearest to the question's words."""
        return max(spans, key=self.nearness, default=None)


class Reader:
    """Reads sentences for one question."""

    def __init__(self, question: Question) -> None:
        self.said = frozenset(token.folded for token in tokens(question.text))
        self.known = self.said.union(
            part for term in question.terms for form in term.alternatives for part in form.split()
        )
        self._terms = Forms(question.terms)

    def read(self, text: str, language: str) -> Reading:
        """The sentence `text`, taken apart."""
        words = list(tokens(text))
        stems = [stem(word.folded, language) for word in words]
        starts = [word.start for word in words]
        every = list(names(text, words))
        # Where every word has a capital, as in many headlines, a run of capitals is no name to take apart.
        parted = sum([word.written[0].isupper() for word in words]) <= _TITLE_CASE * len(words)
        new = [
            rest
            for name in every
            if (
                rest := self._unsaid(name)
                or (self._unsaid_part(text, name, words, starts) if parted else None)
            )
        ]
        # What opens a sentence has a capital whether it is a name or not.
        if len(new) > 1 and new[0].start == 0 and len(new[0].words) == 1 and new[0].text.istitle():
            new = new[1:]
        asked = list(self._terms.places(words, stems))
        return Reading(text, words, stems, every, new, starts, asked)

    def _unsaid(self, name: Name) -> Name | None:
        return name if self.known.isdisjoint(name.words) else None

    def _unsaid_part(
        self, text: str, name: Name, words: Sequence[Token], starts: Sequence[int]
    ) -> Name | None:
        """What a name holds that the question does not say: of "Mayor Tri Handayani" who the mayor is."""
        first = bisect_left(starts, name.start)
        parts = list(words[first : first + len(name.words)])
        while parts and parts[0].folded in self.known:
            parts.pop(0)
        while parts and parts[-1].folded in self.known:
            parts.pop()
        if not parts or not self.known.isdisjoint(part.folded for part in parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Name(text[start:end], start, end, tuple(part.folded for part in parts))
