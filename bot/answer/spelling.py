"""Words that are the same but for their spelling: typos, and cognates of English and Indonesian."""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from bot.text.stopwords import STOPWORDS

# Indonesian spells loanwords by rule; applied to both sides, the rules make cognates look alike
# ("distillation" and "distilasi", "accountability" and "akuntabilitas").
_COGNATE = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:isation|ization)", "isasi"),
        (r"[ts]ion", "si"),
        (r"it(?:y|ies)$", "itas"),
        (r"(?:ically|ical|ics|ique|ic)$", "ik"),
        (r"ous$", "us"),
        (r"(?:ism|isme)$", "isme"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ch", "k"),
        (r"(?:ck|q|c(?=[^eiy]|$))", "k"),
        (r"c(?=[eiy])", "s"),
        (r"x", "ks"),
        (r"y", "i"),
        (r"v", "f"),
        (r"(.)\1", r"\1"),
        (r"e$", ""),
    )
)

_FUNCTION = tuple(sorted(word for word in STOPWORDS if len(word) >= 4))
_LONG_FUNCTION = 8  # letters from which on two slips are one word still
MIN_LENGTH = 4  # letters; shorter words have too many neighbours
_COGNATE_FLOOR = 0.9
_COGNATE_WEIGHT = 0.85


def cognate_key(word: str) -> str:
    """`word` spelt by the rules by which Indonesian takes in loanwords."""
    for pattern, replacement in _COGNATE:
        word = pattern.sub(replacement, word)
    return word


def likeness(word: str, term: str) -> float:
    """How surely the index term `term` is `word` in another spelling: 0, or 0.5 … 1.

    One slip (insertion, deletion, substitution or swapped letters) is allowed from four letters on, two from
    eight; the first letter is seldom mistyped.
    """
    if min(len(word), len(term)) < MIN_LENGTH or word[:1].isdigit() or term[:1].isdigit():
        return 0.0
    allowed = 1 if len(word) < 8 else 2
    slips = OSA.distance(word, term, score_cutoff=allowed)
    best = 0.0
    if slips <= allowed and (word[0] == term[0] or slips == 1):
        best = 1.0 - 0.6 * slips / (len(word) ** 0.5)
    mine, theirs = cognate_key(word), cognate_key(term)
    if min(len(mine), len(theirs)) >= MIN_LENGTH:
        similarity = JaroWinkler.similarity(mine, theirs, prefix_weight=0.1)
        if similarity >= _COGNATE_FLOOR and abs(len(mine) - len(theirs)) <= 4:
            best = max(best, _COGNATE_WEIGHT * similarity)
    return best if best >= 0.5 else 0.0


def slip_of_function_word(word: str) -> bool:
    """Whether `word`, which nobody knows, is a function word with a slip, or two written as one.

    "denga" is "dengan", "yangdimaksud" is "yang dimaksud".
    """
    slips = 2 if len(word) >= _LONG_FUNCTION else 1
    if len(word) >= MIN_LENGTH and process.extractOne(
        word, _FUNCTION, scorer=OSA.distance, score_cutoff=slips
    ):
        return True
    return any(word[:at] in STOPWORDS and word[at:] in STOPWORDS for at in range(2, len(word) - 1))
