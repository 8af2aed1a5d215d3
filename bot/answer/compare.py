"""In what a claim and a sentence agree and differ: names, numbers, dates, negation. Nothing is judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answer.naming import Claimed, Sentence, claimed_in, in_place_of
from bot.domain import Candidate, Difference, DifferenceKind, Term
from bot.text.days import Day, find_days
from bot.text.lexicon import Lexicon
from bot.text.negation import Negation, find_negations, negating
from bot.text.numbers import COUNT, Number, find_numbers
from bot.text.words import content_tokens, stem, tokens

_SHOWN = 3  # values of a sentence that are named beside one of the claim's
_MOST_READ = 2_000  # characters of a sentence; a longer one is a table that was taken for a sentence


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, with all that can be read from it before the first sentence is looked at."""

    text: str
    names: tuple[Claimed, ...]
    numbers: tuple[Number, ...]
    days: tuple[Day, ...]
    negations: tuple[Negation, ...]
    terms: Mapping[str, Term] = field(hash=False)  # by their first word

    @classmethod
    def of(cls, text: str, terms: Sequence[Term], lexicon: Lexicon) -> "Statement":
        """Read a claim of at most some thousand characters, whose terms are known."""
        days = find_days(text)
        negations = find_negations(text)
        if text.rstrip().endswith("?"):  # "Didn't OpenAI …?" asks whether it did
            negations = [one for one in negations if one.start > 0]
        return cls(
            text,
            tuple(claimed_in(text, lexicon)),
            tuple(find_numbers(text, [(one.start, one.end) for one in days])),
            tuple(days),
            tuple(negations),
            {term.word.split()[0]: term for term in terms},
        )

    @property
    def name_words(self) -> frozenset[str]:
        """The folded words of its names."""
        return frozenset(word for one in self.names for word in one.named.words)

    @property
    def date_words(self) -> frozenset[str]:
        """The folded words of its dates."""
        dates = (self.text[one.start : one.end] for one in self.days)
        return frozenset(token.folded for date in dates for token in tokens(date))


@dataclass(frozen=True, slots=True)
class Compared:
    """In what a claim and a sentence agree, as the claim writes it, and in what they differ."""

    agrees: tuple[str, ...]
    differences: tuple[Difference, ...]


def compare(statement: Statement, candidate: Candidate, lexicon: Lexicon) -> Compared:
    """Compare a claim with a sentence, whose headline and neighbours may name what it does not."""
    text, language = candidate.sentence.text[:_MOST_READ], candidate.article.language
    agrees: list[str] = []
    differences: list[Difference] = []
    for said in (
        _names(statement, candidate, Sentence(text, language, lexicon)),
        _dates(statement, text),
        _numbers(statement, text, language),
        _negation(statement, text, language),
    ):
        for one in said:
            if isinstance(one, Difference):
                differences.append(one)
            else:
                agrees.append(one)
    return Compared(tuple(dict.fromkeys(agrees)), tuple(differences))


_Said = Iterator[str | Difference]


def _names(statement: Statement, candidate: Candidate, sentence: Sentence) -> _Said:
    found = [(one, *sentence.find(one)) for one in statement.names]
    known = {word for one in statement.names for form in one.forms for word in form}
    if statement.text.islower():
        # Nothing in such a claim shows a name but the sentence that writes it with a capital.
        said = tuple(token.folded for token in content_tokens(statement.text))
        for name in sentence.names:
            if _stands(name.words, said):
                yield name.text
        known.update(said)
    free = [one for one in sentence.names if known.isdisjoint(one.words)]
    around = (candidate.headline, candidate.before, candidate.after)
    for claimed, present, part_of in found:
        text = claimed.named.text
        if present:
            yield text
        elif part_of is not None:
            yield Difference(DifferenceKind.NAME, text, part_of.text)
        elif not any(claimed.is_in(stems) for stems in around):
            other = in_place_of(claimed.named, free)
            if other is not None:
                free.remove(other)
            yield Difference(DifferenceKind.NAME, text, other.text if other else "")


def _stands(run: Sequence[str], words: Sequence[str]) -> bool:
    length = len(run)
    return any(tuple(words[at : at + length]) == tuple(run) for at in range(len(words) - length + 1))


def _dates(statement: Statement, text: str) -> _Said:
    days = find_days(text) if statement.days else []
    for claimed in statement.days:
        said = statement.text[claimed.start : claimed.end]
        same = next((one for one in days if one.agrees(claimed)), None)
        if same is not None:
            # Only as much as both say: of "30 January 2024" a sentence with "January" says the month.
            yield said if same.covers(claimed) else text[same.start : same.end]
            continue
        others = [text[one.start : one.end] for one in days if one.comparable(claimed)]
        yield Difference(DifferenceKind.DATE, said, ", ".join(others[:_SHOWN]))


def _numbers(statement: Statement, text: str, language: str) -> _Said:
    if not statement.numbers:
        return
    published = find_numbers(text, [(one.start, one.end) for one in find_days(text)])
    for claimed in statement.numbers:
        said = statement.text[claimed.start : claimed.end]
        rivals = [one for one in published if one.unit == claimed.unit]
        of_the_same = [one for one in rivals if _same_noun(statement, claimed, one, language)]
        bare = [one for one in published if claimed.unit.startswith("money:") and one.is_bare]
        if any(one.same(claimed) for one in of_the_same or rivals) or any(
            one.value == claimed.value
            for one in bare  # "96.4 billion rupiah, of which 70 billion …"
        ):
            yield said
            continue
        # Elsewhere "one" is rather a word than a number.
        others = of_the_same or [one for one in rivals if one.unit != COUNT or one.value != 1]
        others = [one for one in others if not any(one.same(other) for other in statement.numbers)]
        written = ", ".join(text[one.start : one.end] for one in others[:_SHOWN])
        yield Difference(DifferenceKind.NUMBER, said, written)


def speaks_of_the_same(statement: Statement, text: str) -> bool:
    """Whether a sentence counts what a claim counts, whatever the value: "213 orang", "214 cases"."""
    published = find_numbers(text[:_MOST_READ]) if statement.numbers else []
    return any(
        one.unit == two.unit and (one.same(two) or two.value > 1)
        for one in statement.numbers
        for two in published
    )


def _same_noun(statement: Statement, claimed: Number, published: Number, language: str) -> bool:
    """Whether both count the same thing: "12 houses", "312 rumah"."""
    theirs = {form for noun in published.nouns for form in (noun, stem(noun, language))}
    for noun in claimed.nouns:
        term = statement.terms.get(noun)
        if noun in theirs or (term is not None and not theirs.isdisjoint(_heads(term))):
            return True
    return False


def _heads(term: Term) -> set[str]:
    return {form.split()[0] for form in term.alternatives}


def _negation(statement: Statement, text: str, language: str) -> _Said:
    """A difference where half of what both say is negated on one side only, word by word."""
    negations = find_negations(text)
    if not (negations or statement.negations):
        return
    sentence: dict[str, list[int]] = {}
    for token in content_tokens(text):
        for form in {token.folded, stem(token.folded, language)}:
            sentence.setdefault(form, []).append(token.start)
    names = statement.name_words
    verdicts: dict[bool, list[Difference | None]] = {True: [], False: []}
    for token in content_tokens(statement.text):
        term = statement.terms.get(token.folded)
        places = [place for head in _heads(term) for place in sentence.get(head, ())] if term else []
        if not places or token.folded[0].isdigit():
            continue
        mine = negating(statement.negations, token.start)
        theirs = [negating(negations, place) for place in places]
        led = not mine and any(one.follows(token.start) for one in statement.negations)
        if led or (not any(theirs) and any(one.follows(at) for one in negations for at in places)):
            continue  # whose doing is denied is not denied itself
        differ = all((mine is None) != (one is None) for one in theirs)
        cue = theirs[0]
        found = Difference(DifferenceKind.NEGATION, mine.text if mine else "", cue.text if cue else "")
        verdicts[token.folded in names].append(found if differ else None)
    judged = verdicts[False] or verdicts[True]
    differing = [one for one in judged if one is not None]
    if differing and 2 * len(differing) >= len(judged):
        yield differing[0]
