"""One term for the words of both languages that mean the same thing, by the lexicon."""

from collections.abc import Iterator, Sequence
from functools import cache

from bot.text import lexicon
from bot.text.words import content_tokens, stem

CONCEPT = "="  # what a term of both languages begins with; no stem does
_LONGEST = 3  # words of a form that are looked for as one


class Concepts:
    """Stems of one language → terms that both share.

    A form of several concepts stands for the one that names it first: "bank" is where the money is.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._terms: dict[tuple[str, tuple[str, ...]], str] = {}
        self._openers: set[tuple[str, str]] = set()  # language and first stem of forms of several words
        rank: dict[tuple[str, tuple[str, ...]], int] = {}
        for line in lines:
            if not line or line.startswith("#"):
                continue
            term = ""
            for language, cell in zip(lexicon.LANGUAGES, line.split("\t"), strict=True):
                for place, form in enumerate(cell.split(";")):
                    stems = tuple(stem(one.folded, language) for one in content_tokens(form))
                    term = term or CONCEPT + " ".join(stems)
                    key = (language, stems)
                    if stems and len(stems) <= _LONGEST and place < rank.get(key, place + 1):
                        self._terms[key], rank[key] = term, place
                        if len(stems) > 1:
                            self._openers.add((language, stems[0]))

    def terms(self, stems: Sequence[str], language: str) -> Iterator[str]:
        """The terms of a text's stems, in order; a stem that the lexicon does not have is its own term."""
        place = 0
        while place < len(stems):
            first = stems[place]
            longest = _LONGEST if (language, first) in self._openers else 1
            for length in range(longest, 0, -1):
                term = self._terms.get((language, tuple(stems[place : place + length])))
                if term is not None:
                    yield term
                    break
            else:
                length = 1
                yield first
            place += length


@cache
def load() -> Concepts:
    """The concepts of the package's lexicon, read once."""
    return Concepts(lexicon.lines())
