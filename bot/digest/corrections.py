"""What outlets changed about what they had published, as far as a reader would want to know.

revisions | what differs | sentences beside each other | what is worth telling | a few
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.digest.select import ENDS
from bot.domain import DigestCorrection, Revised
from bot.text.names import names
from bot.text.negation import find_negations
from bot.text.numbers import find_numbers
from bot.text.words import content_stems

MOST = 3  # corrections of a digest
_FEWEST_WORDS, _LONGEST = 4, 600  # of a sentence: words, characters
_GONE_WORDS = 8  # of one that is gone without another in its place
_ALIKE = 60.0  # percent, from which a sentence stands in the place of another
_NEARLY = 75.0  # … in an article of which most was written anew
_SLIP = 80.0  # percent, from which a word is another one mended
_KEPT = 0.5  # of the sentences; with less, the article was written anew
_ELSEWHERE = 0.9  # of the words of a sentence that stand in others: it was moved, not taken out
_LOOKED_AT = 25  # sentences of an article that are gone: each is compared with all that are new
_LINE = 15  # words of a sentence that may be one of the page's own
_NOTICE = re.compile(r"\W{0,3}(?:correction|clarification|koreksi|ralat|klarifikasi)\b", re.IGNORECASE)
_OWN_LINES = re.compile(
    r"\b(?:baca juga|read (?:also|more)|(?:last )?updated|diperbarui|editor|reporter|penulis|pewarta"
    r"|copyright|hak cipta|subscribe|berlangganan|follow us|ikuti|sign up|advertisement|iklan|live"
    r"|views|comments?|shares|komentar|dibaca|dibagikan"
    r"|(?:hours?|minutes?) ago|(?:jam|menit) (?:yang )?lalu)\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Found:
    """A change and how much it matters: numbers and names before words, of these what is most alike."""

    worth: int
    alike: float
    before: str
    after: str


def corrections(revised: Sequence[Revised], most: int = MOST) -> tuple[DigestCorrection, ...]:
    """What matters most of what was changed: one change an article; what was named a correction first."""
    found: list[tuple[bool, int, DigestCorrection]] = []
    for one in revised:
        changes = _changes(one)
        if changes:
            best = max(changes, key=lambda change: (change.worth, change.alike))
            named = any(_NOTICE.match(text) for text in one.after)
            found.append((named, best.worth, DigestCorrection(one.article, best.before, best.after)))
    found.sort(key=lambda each: each[:2], reverse=True)  # stable: else those changed last come first
    return tuple(correction for _, _, correction in found[:most])


def _changes(revised: Revised) -> list[_Found]:
    before, after = _sentences(revised.before), _sentences(revised.after)
    gone = [text for key, text in before.items() if key not in after]
    new = {key: text for key, text in after.items() if key not in before}
    anew = len(gone) > _KEPT * len(before)
    language = revised.article.language
    said = {stem for text in after.values() for stem in content_stems(text, language)}
    changes = []
    for text in gone[:_LOOKED_AT]:
        best = process.extractOne(
            _key(text), list(new), scorer=fuzz.token_sort_ratio, score_cutoff=_NEARLY if anew else _ALIKE
        )
        if best is not None:
            key, alike, _ = best
            worth = _worth(text, new[key], language)
            if worth > (1 if anew else 0):
                changes.append(_Found(worth, alike, text, new[key]))
            del new[key]
        elif not anew and _matters(text, said, language):
            changes.append(_Found(1, 0.0, text, ""))
    return changes


def _sentences(texts: Sequence[str]) -> dict[str, str]:
    """What an article says, by its words alone: marks and white space are no change."""
    return {
        _key(text): text
        for place, text in enumerate(texts)
        if len(text) <= _LONGEST and len(text.split()) >= _FEWEST_WORDS and not _is_own_line(text)
        # What has no end is a caption, a counter or a list; but for the headline.
        if not place or ENDS.search(text)
    }


def _key(text: str) -> str:
    return _MARKS.sub(" ", text.casefold()).strip()


def _is_own_line(text: str) -> bool:
    """Whether it is about the page: what else to read, when it was last changed, who wrote it."""
    return len(text.split()) < _LINE and _OWN_LINES.search(text) is not None


def _worth(before: str, after: str, language: str) -> int:
    """3: a number is another; 2: a name, or whether it is so; 1: other words; 0: the same, mended."""
    if _numbers(before) != _numbers(after):
        return 3
    if _names(before) != _names(after) or len(find_negations(before)) != len(find_negations(after)):
        return 2
    old, new = (set(content_stems(_without_numbers(text), language)) for text in (before, after))
    lost, won = old - new, new - old
    mended = all(process.extractOne(word, list(won), scorer=fuzz.ratio, score_cutoff=_SLIP) for word in lost)
    return int(bool(lost) and not mended)


def _numbers(text: str) -> set[tuple[object, ...]]:
    return {(one.unit, one.value, one.upto) for one in find_numbers(text)}


def _without_numbers(text: str) -> str:
    """A sentence without its numbers, which are compared by their values."""
    for one in reversed(find_numbers(text)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _names(text: str) -> set[str]:
    return {word for one in names(text) for word in one.words}


def _matters(text: str, said: set[str], language: str) -> bool:
    """Whether a sentence that is gone said something, and that is said nowhere else."""
    stems = set(content_stems(text, language))
    if len(text.split()) < _GONE_WORDS or len(stems & said) >= _ELSEWHERE * len(stems):
        return False
    return bool(_numbers(text) or any(names(text)))
