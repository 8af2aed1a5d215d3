"""What a question is about, as a question that follows it may take it up: its parts with their places."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.answer.conversation import Turn
from bot.answer.cues import TIME
from bot.answer.patterns import KIND_WORDS
from bot.answer.pointers import AUXILIARIES
from bot.answer.question import kind_of
from bot.domain import AnswerKind
from bot.text.lexicon import LANGUAGES, Lexicon
from bot.text.names import names
from bot.text.stopwords import STOPWORDS
from bot.text.words import Token, content_tokens, tokens

# The words that ask, with what they ask for; where it is a time or a place it goes with them.
_ENGLISH = (
    r"(?:(?:in|at|on|to|from|by|for|with|of|since|until|about)\s)?"
    r"(?:what\s(?:caused|causes|(?:is|was)\sthe\s(?:cause|reason)(?:\s(?:of|for|behind)\b)?)"
    r"|how\s(?:many|much|long|old|tall|far|big|large|high|wide|deep|heavy|fast|often|come)"
    r"|(?:what|which)\s(?:year|date|day|month|time|century|country|city|town|place)"
    r"|who(?:m|se)?|what|which|when|where|why|how)\b(?:['’]s)?(?:\selse\b)?"
)
_INDONESIAN = (
    r"(?:(?:di|ke|dari|pada|dalam|oleh|dengan|untuk|sejak|lewat|sampai|hingga)\s)?"
    r"(?:(?:di|ke|dari)mana(?:kah)?"
    r"|(?:tahun|tanggal|bulan|hari|jam|pukul|negara|kota|desa|tempat|provinsi|daerah|kabupaten|kecamatan"
    r"|lokasi|wilayah|perusahaan|orang|yang)\s(?:mana|apa|berapa)"
    r"|apa(?:kah)?\s(?:yang\s)?(?:sebab|penyebab|menyebabkan|alasan)(?:nya)?"
    r"|siapa(?:kah)?|apa(?:kah)?|mana(?:kah)?|kapan(?:kah)?|bagaimana(?:kah)?|gimana"
    r"|mengapa|kenapa|(?:se)?berapa(?:kah)?)\b(?:\s(?:saja|lagi|yang|banyak|lama|jumlah)\b){0,2}"
)
ASKED = re.compile(rf"\b(?:{_ENGLISH}|{_INDONESIAN})", re.IGNORECASE)
COUNTED = re.compile(r"\b(?:how\s(?:many|much)|which|berapa(?:\s(?:banyak|jumlah))?)$", re.IGNORECASE)
PLACED = re.compile(r"\b(?:in|at|near|from|di|ke|dari|dekat)\s(?:the\s)?$", re.IGNORECASE)

LEAD = re.compile(
    r"(?:in|on|at|of|from|to|by|for|with|since|during|near|di|ke|dari|pada|untuk|oleh|dengan|sejak|selama|dekat)\s",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"(?:the|an?|para|si|sang)\s", re.IGNORECASE)
# Nouns that belong to the name beside them and are not written with a capital.
_HEADS = frozenset(
    """
    jembatan kota desa kabupaten kecamatan provinsi partai pasar klub sungai gunung piala stadion universitas
    perusahaan bank pulau bandara pelabuhan kapal waduk bendungan pabrik
    """.split()  # noqa: SIM905 - a word list reads better as words
)
# "Berapa harga cumi?": what is counted is a measure of what stands behind it.
_MEASURES = frozenset(
    """
    harga biaya tarif gaji tinggi luas panjang lebar umur usia berat jumlah nilai stok produksi populasi
    """.split()  # noqa: SIM905 - a word list reads better as words
)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|januari|februari"
    r"|maret|mei|juni|juli|agustus|oktober|desember)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]{0,20}(?!\w)")
# What a pattern of times takes along in front, and what stays where one time takes another's place.
_TIME_LEAD = re.compile(r"(?:in|on|since|sejak|pada|tahun|tanggal|bulan|around|sekitar)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question: text[start:end]; `placed`: it stands behind "in", "di" or the like."""

    text: str
    start: int
    end: int
    placed: bool = False


@dataclass(frozen=True)
class Topic:
    """A question that was asked, taken apart; `text` is without its closing mark."""

    text: str
    names: tuple[Part, ...]
    answered: str = ""

    @cached_property
    def asked(self) -> Part:
        """The words that ask; empty in a question without them."""
        match = ASKED.search(self.text)
        return Part(match.group(), *match.span()) if match else Part("", 0, 0)

    @cached_property
    def counted(self) -> Part | None:
        """What is counted or chosen from: the noun behind "how many", "which" or "berapa"."""
        if not COUNTED.search(self.asked.text.strip()):
            return None
        following = tokens(self.text[self.asked.end :])
        behind = next((one for one in following if one.folded not in _MEASURES), None)
        if behind is None or behind.folded in STOPWORDS or behind.folded in KIND_WORDS:
            return None
        start, end = self.asked.end + behind.start, self.asked.end + behind.end
        if any(name.start <= start < name.end for name in self.names):
            return None
        return Part(behind.written, start, end)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The content words outside the words that ask."""
        outside = (
            one
            for one in content_tokens(self.text)
            if not self.asked.start <= one.start < self.asked.end and one.folded not in KIND_WORDS
        )
        return tuple(one.written for one in outside)

    def without(self, *parts: Part) -> str:
        """The text without `parts`."""
        text = self.text
        for part in sorted(parts, key=lambda one: -one.start):
            text = f"{text[: part.start]} {text[part.end :]}"
        return " ".join(text.split())

    def with_part(self, part: Part, text: str) -> str:
        """The text with another in place of `part`."""
        return self.text[: part.start] + text + self.text[part.end :]

    @cached_property
    def date(self) -> Part | None:
        """The first time it names, without the preposition; else its first number."""
        return dated(self.text) or _plain_number(self.text)

    def called(self, name: Part) -> str:
        """A name with the noun that belongs to it: "the Cirandu bridge", "jembatan Cirandu"."""
        before, after = self.text[: name.start], self.text[name.end :]
        ahead = next(tokens(after), None)
        if (
            ahead is not None
            and ahead.start == 1
            and ahead.written.islower()
            and ahead.folded not in STOPWORDS
            and " " not in name.text
            and before.casefold().endswith("the ")
        ):
            return f"the {self.text[name.start : name.end + ahead.end]}"
        noun = before.split()[-1] if before.endswith(" ") else ""
        return f"{noun} {name.text}" if noun.casefold() in _HEADS else name.text


def topic_of(turn: Turn, lexicon: Lexicon) -> Topic:
    """What `turn` was about."""
    text = " ".join(turn.question_text.split()).rstrip("?!. ")
    found = {part.start: part for part in named(text, lexicon)}
    for name in turn.names:
        start = text.find(name)
        end = start + len(name)
        if start >= 0 and not any(one.start < end and start < one.end for one in found.values()):
            found[start] = _part(text, start, end)
    return Topic(text, tuple(found[start] for start in sorted(found)), turn.answered)


def named(text: str, lexicon: Lexicon, *, opens: bool = True) -> list[Part]:
    """The names in a question; where it has no capitals at all, the words that no lexicon knows.

    `opens`: the text opens a sentence, so that the capital of its first word says little.
    """
    if text != text.lower():
        return [
            _part(text, name.start, name.end)
            for name in names(text)
            if not opens or name.start or len(name.words) > 1 or _is_name(name.text, lexicon)
        ]
    found: list[Part] = []
    for token in content_tokens(text):
        if token.folded[0].isdigit() or token.folded in KIND_WORDS or known(token, lexicon):
            continue
        if found and text[found[-1].end : token.start] == " ":
            found[-1] = _part(text, found[-1].start, token.end)
        else:
            found.append(_part(text, token.start, token.end))
    return found


def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether the first word of a text, which has a capital anyway, is a name."""
    return word[1:] != word[1:].lower() or not any(known(token, lexicon) for token in tokens(word))


def known(token: Token, lexicon: Lexicon) -> bool:
    """Whether the lexicon of either language has a word."""
    return any(next(lexicon.concepts([token.folded], language), None) is not None for language in LANGUAGES)


def _part(text: str, start: int, end: int) -> Part:
    while text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    placed = PLACED.search(text[max(0, start - 12) : start]) is not None
    return Part(text[start:end], start, end, placed)


def dated(text: str) -> Part | None:
    """The first time that `text` names, without its preposition."""
    match = TIME.search(text) or _MONTH.search(text)
    if match is None:
        return None
    start = match.start()
    if lead := _TIME_LEAD.match(match.group()):
        start += lead.end()
    return Part(text[start : match.end()], start, match.end())


def _plain_number(text: str) -> Part | None:
    match = _NUMBER.search(text)
    return Part(match.group(), *match.span()) if match else None


def without_auxiliary(text: str) -> str:
    """`text` without the auxiliary verbs it begins with."""
    words = text.split()
    while words and words[0].casefold() in AUXILIARIES:
        words = words[1:]
    return " ".join(words)


def asking(topic: Topic, asked: str, kind: AnswerKind, *, counted: bool = False) -> str:
    """`asked` about what the topic is about: the first wording of it that asks for `kind`.

    `counted`: `asked` says itself what is counted, and what the topic counts is left out.
    """
    parts = [topic.asked]
    if counted and topic.counted is not None:
        parts.append(topic.counted)
    rest = topic.without(*parts)
    bare = without_auxiliary(rest)
    wordings = [f"{asked} {bare}", f"{asked} yang {bare}", f"{asked} {' '.join(topic.content)}"]
    if kind in (AnswerKind.TIME, AnswerKind.PLACE, AnswerKind.REASON, AnswerKind.MANNER):
        wordings.insert(0, f"{asked} {rest}")
    return next((one for one in wordings if kind_of(one) is kind), wordings[-1])
