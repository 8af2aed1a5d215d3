"""The names in a claim and in a sentence: which are the same, and which stands in the place of another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.lexicon import LANGUAGES, Lexicon
from bot.text.names import names
from bot.text.negation import ONLY_NEGATE
from bot.text.proper import proper_forms
from bot.text.units import WORDS
from bot.text.words import Token, content_tokens, stem, tokens

_PLAIN, _BY, _PLACE = "plain", "by", "place"
_ROLES = {
    **dict.fromkeys(("by", "oleh"), _BY),
    **dict.fromkeys(("in", "at", "near", "off", "di", "dekat"), _PLACE),
    **dict.fromkeys(("from", "dari", "asal"), "from"),
    **dict.fromkeys(("to", "ke", "kepada"), "to"),
}
# Words between a preposition and the name it leads to: "in the village of Kedunglesung".
_BETWEEN = frozenset(
    """
    the of a an village city town regency district province region state island country capital
    kota desa kabupaten kecamatan provinsi pulau negara kampung kelurahan ibu ibukota daerah wilayah
    """.split()  # noqa: SIM905 - a word list reads better as words
)
# What a word makes of the name it stands beside: another thing. "Bank Indonesia" is not Indonesia, nor New
# York York; "David Sacks" is Sacks, and "Jembatan Cirandu" the Cirandu one.
_ANOTHER = frozenset(
    """
    new north south east west northern southern eastern western central upper lower greater
    utara selatan timur barat tengah tenggara timurlaut baratdaya raya
    bank pt cv tbk inc ltd corp university universitas institute institut college school sekolah academy
    daily post times news herald tribune pos airlines airways air united city fc club klub
    ministry kementerian embassy kedutaan party partai union association asosiasi
    open cup piala junior jr ii iii
    """.split()  # noqa: SIM905
)
_LONGEST = 4  # words of a name that is typed without capitals
_LOOSE = 2  # other words that may stand between the words of a name
_REACH = 0.5  # how far apart, of a whole sentence, two names in the same place may stand
_AMOUNT = re.compile(r"(?:rp|idr|usd|us)\d")
_TITLE_SHARE = 0.85  # of a headline's words written with a capital: there they show no names
_ADJECTIVES = ("ese", "ian", "ish", "ican")


@dataclass(frozen=True, slots=True)
class Named:
    """A name, text[start:end], its folded words but for small ones, and the role its preposition gives it."""

    text: str
    start: int
    end: int
    words: tuple[str, ...]
    role: str
    place: float  # 0 … 1 of the text


@dataclass(frozen=True, slots=True)
class Claimed:
    """A name of a claim, with the runs of stems it is known by in either language."""

    named: Named
    forms: frozenset[tuple[str, ...]]
    parts: tuple[frozenset[str], ...]  # each of its words in every form, where it has several words

    def stands_in(self, stems: Sequence[str]) -> int:
        """Where in `stems` the name stands, -1 for nowhere."""
        for form in self.forms:
            for place in range(len(stems) - len(form) + 1):
                if tuple(stems[place : place + len(form)]) == form:
                    return place
        return -1

    def is_in(self, stems: Sequence[str]) -> bool:
        """Whether the name stands in `stems` at all."""
        return self.stands_in(stems) >= 0 or self.is_spread_over(stems)

    def is_spread_over(self, stems: Sequence[str]) -> bool:
        """Whether all its words stand close together, in any order: "Sungai Cirandu", "the Cirandu river"."""
        window = len(self.parts) + _LOOSE
        return bool(self.parts) and any(
            all(not part.isdisjoint(stems[at : at + window]) for part in self.parts)
            for at in range(max(1, len(stems) - window + 1))
        )

    def length_at(self, stems: Sequence[str], place: int) -> int:
        """How many of `stems` the name takes at `place`."""
        fitting = (len(form) for form in self.forms if tuple(stems[place : place + len(form)]) == form)
        return max(fitting, default=0)


class Sentence:
    """A sentence whose names are compared with a claim's."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self.words = list(content_tokens(text))
        self.stems = [stem(word.folded, language) for word in self.words]
        self.folded = [word.folded for word in self.words]
        self.names = [] if _in_title_case(text) else named_in(text, lexicon)

    def find(self, claimed: Claimed) -> tuple[bool, Named | None]:
        """Whether the name stands in the sentence, and the other name of which it is only a part."""
        for run in (self.folded, self.stems):
            if (place := claimed.stands_in(run)) >= 0:
                last = self.words[place + claimed.length_at(run, place) - 1]
                around = self._around(self.words[place], last)
                own = {word.folded for word in self.words[place : place + claimed.length_at(run, place)]}
                if around is not None and not _ANOTHER.isdisjoint(set(around.words) - own):
                    return False, around
                return True, None
        return claimed.is_spread_over(self.stems) or claimed.is_spread_over(self.folded), None

    def _around(self, first: Token, last: Token) -> Named | None:
        return next((one for one in self.names if one.start <= first.start and last.end <= one.end), None)


def claimed_in(text: str, lexicon: Lexicon) -> list[Claimed]:
    """The names of a claim with everything they are known by; each once."""
    found: dict[tuple[str, ...], Claimed] = {}
    for one in named_in(text, lexicon):
        parts = [_part(word, lexicon) for word in one.words] if len(one.words) > 1 else []
        found.setdefault(one.words, Claimed(one, frozenset(_forms(one, lexicon)), tuple(parts)))
    return list(found.values())


def in_place_of(claimed: Named, free: Sequence[Named]) -> Named | None:
    """Of the names that are not the claim's, the one that stands where `claimed` does: the same role."""
    best, least = None, _REACH
    for one in free:
        if {one.role, claimed.role} == {_PLAIN, _BY}:
            away = 0.0  # "OpenAI accused …" and "… was accused by OpenAI"
        elif one.role != claimed.role:
            continue
        else:
            # A preposition says where; without one, only the order does.
            away = abs(one.place - claimed.place) * (1.0 if one.role == _PLAIN else 0.1)
        if _is_adjective(one) and not _is_adjective(claimed):
            continue
        if away < least:
            best, least = one, away
    return best


def named_in(text: str, lexicon: Lexicon) -> list[Named]:
    """The names of a text, in order, those typed without capitals among them where nothing has any."""
    words = list(tokens(text))
    length = max(1, len(text))
    found = []
    spans = _without_capitals(words) if text.islower() else _with_capitals(text, words, lexicon)
    for start, end in spans:
        own = tuple(token.folded for token in content_tokens(text[start:end]))
        if own:
            before = [word.folded for word in words if word.end <= start]
            found.append(Named(text[start:end], start, end, own, _role(before), start / length))
    return found


def _with_capitals(text: str, words: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    for name in names(text, words):
        inside = [word for word in words if name.start <= word.start < name.end]
        following = next((word for word in words if word.start >= name.end), None)
        # In "In Jakarta 12 people …" the figure counts the people.
        if len(inside) > 1 and inside[-1].written.isdigit() and following and following.written.islower():
            inside.pop()
        inside = [word for word in inside if not _AMOUNT.match(word.folded)]
        if inside and _opens(text, inside[0]) and not _begins_name(inside, lexicon):
            inside.pop(0)
        if inside:
            yield inside[0].start, inside[-1].end


def _begins_name(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the first of the words with which a sentence begins is part of a name they make."""
    known = tuple(word.folded for word in words) in proper_forms()
    leads = len(words) > 1 and words[0].folded in _ANOTHER  # Bank Samudra
    return known or leads or _is_name(words[0], lexicon)


def _opens(text: str, word: Token) -> bool:
    before = text[: word.start].rstrip(" \"'“‘«(")
    return not before or before[-1] in ".!?:"


def _is_name(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word that every sentence would begin with a capital is a name all the same."""
    if word.folded in ONLY_NEGATE or word.folded in WORDS:
        return False
    if any(letter.isupper() for letter in word.written[1:]) or (word.folded,) in proper_forms():
        return True
    return not any(next(lexicon.concepts([word.folded], language), None) for language in LANGUAGES)


def _without_capitals(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    known = proper_forms()
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            if tuple(word.folded for word in words[place : place + length]) in known:
                yield words[place].start, words[place + length - 1].end
                place += length - 1
                break
        place += 1


def _role(before: Sequence[str]) -> str:
    for word in reversed(before[-_LONGEST:]):
        if word in _ROLES:
            return _ROLES[word]
        if word not in _BETWEEN:
            break
    return _PLAIN


def _forms(name: Named, lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    yield name.words
    for language in LANGUAGES:
        yield tuple(stem(word, language) for word in name.words)
    # A single word may also be a common one, whose translation would be no name: Bush, Rice.
    if len(name.words) > 1 or name.words in proper_forms() or name.text.replace(".", "").isupper():
        for language in LANGUAGES:
            for concept, exact in lexicon.concepts(name.words, language):
                if exact:
                    yield from (form.stems for form in concept.forms)


def _part(word: str, lexicon: Lexicon) -> frozenset[str]:
    """A word of a name with what it is in the other language: yayasan, foundation."""
    forms = {word, *(stem(word, language) for language in LANGUAGES)}
    for language in LANGUAGES:
        for concept, exact in lexicon.concepts([word], language):
            if exact:
                forms.update(form.stems[0] for form in concept.forms if len(form.stems) == 1)
    return frozenset(forms)


def _in_title_case(text: str) -> bool:
    long = [word.written for word in content_tokens(text) if word.written[0].isalpha()]
    return (
        not text.endswith(".")
        and len(long) > 3
        and sum(word[0].isupper() for word in long) > _TITLE_SHARE * len(long)
    )


def _is_adjective(name: Named) -> bool:
    return len(name.words) == 1 and name.words[0].endswith(_ADJECTIVES)
