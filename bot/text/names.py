"""Names of people, organisations and places, as runs of capitalised words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.text.stopwords import STOPWORDS
from bot.text.words import Token, tokens

# Small words that join the parts of one name: "Bank of England", "Muhammad bin Salman".
_JOINERS = frozenset("of the bin binti van von der de la al el".split())
# Titles and ranks are written with a capital and lead to a name without being one.
_TITLES = frozenset(
    """
    pak bu bapak ibu sdr sdri tn ny mr mrs ms dr prof ir h hj kh drs dra presiden president menteri
    minister gubernur governor bupati wali walikota mayor kepala head ketua chairman direktur director
    ceo
    """.split()
)
_MONTHS_AND_DAYS = frozenset(
    """
    januari februari maret april mei juni juli agustus september oktober november desember senin selasa
    rabu kamis jumat sabtu minggu january february march may june july august october december monday
    tuesday wednesday thursday friday saturday sunday wib wita wit gmt utc rp idr usd
    """.split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with its place in the text and the folded words it is made of."""

    text: str
    start: int
    end: int
    words: tuple[str, ...]


def names(text: str, words: Iterable[Token] | None = None) -> Iterator[Name]:
    """The names in `text`, in order; none where everything is in capitals and case says nothing.

    `words` are the tokens of `text`, where the caller has them already.
    """
    if text.isupper():
        return
    run: list[Token] = []
    for token in tokens(text) if words is None else words:
        if run and not _adjoins(text, run[-1], token):
            yield from _name(text, run)
            run = []
        if _may_name(text, token, follows=bool(run)) or (run and token.written in _JOINERS):
            run.append(token)
        elif run:
            yield from _name(text, run)
            run = []
    yield from _name(text, run)


def _may_name(text: str, token: Token, *, follows: bool) -> bool:
    if token.written.islower():  # as most are, which is quickly told
        return False
    first = token.written[0]
    if token.folded in _MONTHS_AND_DAYS:
        return False
    if follows and token.written.isdigit():
        return len(token.written) <= 2  # "Liga 1", "Falcon 9", but not "Jakarta 2025"
    if not first.isupper() and not any(letter.isupper() for letter in token.written):
        return False
    if token.folded not in STOPWORDS:
        return True
    return token.written.isupper() and not _opens_sentence(text, token.start)


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \t\u00a0\"'“‘«([–—-")
    return not before or before[-1] in ".!?:\n"


def _adjoins(text: str, left: Token, right: Token) -> bool:
    """Whether only a space, a hyphen or the stop of an initial stands between two tokens."""
    between = text[left.end : right.start]
    return between in (" ", "-", "\u00a0") or (between == ". " and len(left.folded) <= 2)


def _name(text: str, run: list[Token]) -> Iterator[Name]:
    while run and run[-1].written in _JOINERS:
        run = run[:-1]
    while len(run) > 1 and run[0].folded in _TITLES:
        run = run[1:]
    if not run or run[0].folded in _TITLES or not any(letter.isalpha() for letter in run[0].written):
        return
    yield Name(text[run[0].start : run[-1].end], run[0].start, run[-1].end, tuple(t.folded for t in run))
