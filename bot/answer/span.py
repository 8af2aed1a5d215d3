"""Whether a sentence holds the kind of thing a question asks for, and in which words."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import patterns
from bot.domain import AnswerKind, Question, Span, Term
from bot.text.names import Name, names
from bot.text.words import Token, stem, tokens

_CUE = 16  # characters before a name in which a preposition may stand
_REACH = 260  # characters behind a term in which its definition may stand
_BY = 8  # words behind a verb in which "by" names who did it
_TITLE_CASE = 0.6  # share of words with a capital
_SURE = 0.8  # an alternative below this weight is another thing
_BESIDE = 2  # characters between a noun and the name it goes with
_OPENING = 4  # words in which a sentence says what it is about
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_BY_WORDS = ("oleh", "by")
_SAME_WORD = 6  # letters that two forms of one word usually share
_SHORT = 3  # letters from which on a shared beginning says something


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence being looked through: its words, their stems, and the names that are not the question's."""

    text: str
    words: Sequence[Token]
    stems: Sequence[str]
    new: Sequence[Name]
    starts: Sequence[int]  # of the words, in characters
    asked: Sequence[int]  # places of the words that are the question's, in order


class _Forms:
    """Words of a question, for asking whether a word of a sentence is one of them in another form."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._heads = frozenset(form.split()[0] for term in terms for form in term.alternatives)
        self._begun = frozenset(head[:_SAME_WORD] for head in self._heads if len(head) >= _SHORT)

    def has(self, token: Token, stemmed: str) -> bool:
        """Whether `token`, with this stem, is one of the words or begins like a longer one."""
        word = token.folded
        if stemmed in self._heads or word in self._heads:
            return True
        return any(word[:length] in self._begun for length in range(_SHORT, min(len(word), _SAME_WORD) + 1))

    def places(self, words: Sequence[Token], stems: Sequence[str]) -> Iterator[int]:
        """Where in a sentence of these words and stems one of the words stands."""
        for place, (token, stemmed) in enumerate(zip(words, stems, strict=True)):
            if self.has(token, stemmed):
                yield place


class Finder:
    """Looks through sentences for what one question asks for."""

    def __init__(self, question: Question) -> None:
        self._kind = question.kind
        self._said = frozenset(token.folded for token in tokens(question.text))
        self._known = self._said.union(
            part for term in question.terms for form in term.alternatives for part in form.split()
        )
        self._terms = _Forms(question.terms)
        self._sought = self._asked_noun(question)
        self._asks_name = patterns.ASKS_NAME.search(question.text) is not None
        self._asks_role = patterns.ASKS_ROLE.match(question.text) is not None
        # "Who accused X", "siapa yang menuduh X": the first word that is no name is what was done.
        self._action = _Forms([term for term in question.terms if not term.is_name][:1])
        self._topic = _Forms([term for term in question.terms if term.is_name] or question.terms[:1])

    @staticmethod
    def _asked_noun(question: Question) -> _Forms | None:
        """The noun that says what is asked for, with what stands for it in either language."""
        match = patterns.SOUGHT.search(question.text)
        if match is None:
            return None
        noun = next(filter(None, match.groups())).casefold()
        if noun in patterns.KIND_WORDS:
            return None
        terms = [
            replace(
                term, alternatives={form: sure for form, sure in term.alternatives.items() if sure >= _SURE}
            )
            for term in question.terms
            if noun in term.word.split()
        ]
        return _Forms(terms) if terms else None

    def find(self, text: str, language: str) -> tuple[dict[str, float], Span | None]:
        """Features of the sentence `text`, and the words that answer where they are plain.

        The feature is named after the kind of answer: 1 where it is there. "near" says how close it stands to
        the question's words, "subject" whether the sentence begins with what the question is about.
        """
        words = list(tokens(text))
        every = list(names(text, words))
        # Where every word has a capital, as in many headlines, a run of capitals is no name to take apart.
        parted = sum(word.written[0].isupper() for word in words) <= _TITLE_CASE * len(words)
        new = [
            rest
            for name in every
            if (rest := self._unsaid_part(text, name, words) if parted else self._unsaid_whole(name))
        ]
        stems = [stem(word.folded, language) for word in words]
        asked = list(self._terms.places(words, stems))
        sentence = _Sentence(text, words, stems, new, [word.start for word in words], asked)
        features = {"subject": self._subject(sentence)}
        if self._kind is AnswerKind.THING:
            return self._thing(sentence, every, features)
        span = self._span(sentence)
        if self._kind is not AnswerKind.YES_NO:
            features["found" if span else "not found"] = 1.0
        if span is None:
            return features, None
        features[self._kind.value] = 1.0
        features["near"] = self._nearness(sentence, span)
        if self._kind is not AnswerKind.PERSON:
            return features, span
        agent = self._agent(sentence)
        if agent is not None:
            return features | {"agent": 1.0}, Span(agent.start, agent.text)
        # A name that does nothing the question asks about is the one beside a role that was asked for, or
        # where there is no other.
        beside = (name for name in new if self._asks_role and self._beside(sentence, name))
        only = new[0] if len(new) == 1 else None
        name = next(beside, only)
        return features, Span(name.start, name.text) if name else None

    def _thing(
        self, sentence: _Sentence, every: Sequence[Name], features: dict[str, float]
    ) -> tuple[dict[str, float], Span | None]:
        """What a noun or a name asks for: "di selat apa" – "Selat Sunda", "which airline" – "airline X"."""
        best: tuple[float, Span] | None = None
        if self._sought is not None:
            for place in self._sought.places(sentence.words, sentence.stems):
                token = sentence.words[place]
                for name in every:
                    inside = name.start <= token.start < name.end and not self._known.issuperset(name.words)
                    beside = self._known.isdisjoint(name.words) and (
                        0 <= name.start - token.end <= _BESIDE or 0 <= token.start - name.end <= _BESIDE
                    )
                    if (inside or beside) and best is None:
                        best = 1.0, Span(name.start, name.text)
        if best is not None:
            return features | {"sought": 1.0, "found": 1.0}, best[1]
        if self._asks_name and sentence.new:
            span = self._nearest(sentence, (Span(name.start, name.text) for name in sentence.new))
            if span is not None:
                return features | {"name": 1.0, "near": self._nearness(sentence, span)}, span
        return features, None

    def _unsaid_whole(self, name: Name) -> Name | None:
        return name if self._known.isdisjoint(name.words) else None

    def _unsaid_part(self, text: str, name: Name, words: Sequence[Token]) -> Name | None:
        """What a name holds that the question does not say: of "Mayor Tri Handayani" who the mayor is."""
        if whole := self._unsaid_whole(name):
            return whole
        first = bisect_left(words, name.start, key=lambda token: token.start)
        parts = list(words[first : first + len(name.words)])
        while parts and parts[0].folded in self._known:
            parts.pop(0)
        while parts and parts[-1].folded in self._known:
            parts.pop()
        if not parts or not self._known.isdisjoint(part.folded for part in parts):
            return None
        start, end = parts[0].start, parts[-1].end
        return Name(text[start:end], start, end, tuple(part.folded for part in parts))

    def _beside(self, sentence: _Sentence, name: Name) -> bool:
        return self._nearness(sentence, Span(name.start, name.text)) == 1.0

    def _agent(self, sentence: _Sentence) -> Name | None:
        """Who does what is asked about: the nearest new name before an active verb, or after "by"."""
        words, new = sentence.words, sentence.new
        for place in self._action.places(words, sentence.stems):
            by = next((one for one in words[place + 1 : place + _BY] if one.folded in _BY_WORDS), None)
            if by is not None:
                return next((name for name in new if 0 <= name.start - by.end <= _CUE), None)
            before = [name for name in new if name.end <= words[place].start]
            if before and not _passive(words, place):
                return before[-1]
        return None

    def _subject(self, sentence: _Sentence) -> float:
        """1 where the first word is one of the question's names or its first term; less further in."""
        place = next(self._topic.places(sentence.words, sentence.stems), _OPENING)
        return max(0.0, 1.0 - place / _OPENING)

    def _nearness(self, sentence: _Sentence, span: Span) -> float:
        """1 for a span beside one of the question's words, less with each word between them."""
        first = bisect_left(sentence.starts, span.start)
        last = bisect_left(sentence.starts, span.start + len(span.text)) - 1
        if first > last:
            return 0.0
        before, after = bisect_left(sentence.asked, first), bisect_right(sentence.asked, last)
        gaps = [first - place for place in sentence.asked[before - 1 : before] if before]
        gaps += [place - last for place in sentence.asked[after : after + 1]]
        return 1.0 / min(gaps, default=math.inf)

    def _span(self, sentence: _Sentence) -> Span | None:
        match self._kind:
            case AnswerKind.TIME:
                return self._nearest(sentence, self._unsaid(patterns.TIME, sentence.text))
            case AnswerKind.NUMBER:
                return self._nearest(sentence, self._numbers(sentence.text))
            case AnswerKind.REASON:
                return next(self._unsaid(patterns.REASON, sentence.text), None)
            case AnswerKind.MANNER:
                return next(self._unsaid(patterns.MANNER, sentence.text), None)
            case AnswerKind.PERSON:
                return next((Span(name.start, name.text) for name in sentence.new), None)
            case AnswerKind.PLACE:
                return self._nearest(sentence, _places(sentence))
            case AnswerKind.DEFINITION:
                return self._definition(sentence)
            case _:
                return None

    def _nearest(self, sentence: _Sentence, spans: Iterable[Span]) -> Span | None:
        """Of several times or numbers, the one that stands nearest to the question's words."""
        return max(spans, key=lambda span: self._nearness(sentence, span), default=None)

    def _unsaid(self, pattern: re.Pattern[str], text: str) -> Iterator[Span]:
        """The matches that the question does not say itself."""
        for match in pattern.finditer(text):
            if not self._said.issuperset(token.folded for token in tokens(match.group())):
                yield Span(match.start(), match.group().rstrip())

    def _numbers(self, text: str) -> Iterator[Span]:
        """The numbers that the question does not say and that are no part of a date."""
        dates = [match.span() for match in patterns.TIME.finditer(text)]
        for span in self._unsaid(patterns.NUMBER, text):
            if not any(start <= span.start < end for start, end in dates):
                yield span

    def _definition(self, sentence: _Sentence) -> Span | None:
        """What follows the defined term behind a comma, a dash or a verb of being, or leads up to it."""
        first = last = None
        for place in sentence.asked:
            token = sentence.words[place]
            first = first if first is not None and last is not None and token.start - last.end <= 1 else token
            last, end = token, token.end
            if (role := _apposition(sentence.text, first.start, end)) is not None:
                return role
            match = patterns.DEFINED.match(sentence.text, end, end + _REACH)
            if match:
                return Span(match.start("what"), match["what"].rstrip())
        return None


def _apposition(text: str, start: int, end: int) -> Span | None:
    """What a name set between commas is said to be: the words before it, back to the clause's beginning."""
    if text[start - 2 : start] != ", " or text[end : end + 1] != ",":
        return None
    clause = patterns.CLAUSE.search(text, max(0, start - 2 - _REACH), start - 2)
    return Span(clause.start("what"), clause["what"]) if clause else None


def _places(sentence: _Sentence) -> Iterator[Span]:
    """The new names behind a preposition of place."""
    for name in sentence.new:
        if patterns.PLACE_CUE.search(sentence.text[max(0, name.start - _CUE) : name.start]):
            yield Span(name.start, name.text)


def _passive(words: Sequence[Token], place: int) -> bool:
    """Whether the verb at `place` is done to its subject: "dituduh", "was accused"."""
    folded = words[place].folded
    if folded.startswith("di") and len(folded) >= _SAME_WORD:
        return True
    return folded.endswith(("ed", "en")) and any(
        one.folded in _BEING for one in words[max(0, place - 3) : place]
    )
