"""English and Indonesian words for the same thing.

The data is the `*.tsv` beside this module: a line is one concept, its English forms and its Indonesian forms
separated by a tab, best first. Any form of a line may stand for any other: across the languages as a
translation, within one as a synonym.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.text.words import content_tokens, stem

LANGUAGES = ("en", "id")
MAX_FORM = 5  # words


@dataclass(frozen=True, slots=True)
class Form:
    """A word or phrase of a concept: its language and the stems it is found by."""

    language: str
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """The forms of one line, English first, each language's best first."""

    forms: tuple[Form, ...]


class Lexicon:
    """Concepts by their forms, as written and by their stems."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._by_words: dict[tuple[str, tuple[str, ...]], list[Concept]] = {}
        self._by_stems: dict[tuple[str, tuple[str, ...]], list[Concept]] = {}
        for line in lines:
            if line and not line.startswith("#"):
                self._add(line)

    def _add(self, line: str) -> None:
        written: dict[Form, tuple[str, ...]] = {}
        for language, cell in zip(LANGUAGES, line.split("\t"), strict=True):
            for words in cell.split(";"):
                folded = tuple(token.folded for token in content_tokens(words))
                form = Form(language, tuple(stem(word, language) for word in folded))
                if folded:
                    written.setdefault(form, folded)
        concept = Concept(tuple(written))
        for form, folded in written.items():
            self._by_words.setdefault((form.language, folded), []).append(concept)
            self._by_stems.setdefault((form.language, form.stems), []).append(concept)

    def concepts(self, words: Sequence[str], language: str) -> Iterator[tuple[Concept, bool]]:
        """The concepts that have the folded `words` as a form in `language`, and whether written so.

        A stemmer makes one stem of words that have nothing in common ("import", "important"), so a form that
        only shares the stem is a weaker witness than one that is written the same.
        """
        exact = self._by_words.get((language, tuple(words)), ())
        yield from ((concept, True) for concept in exact)
        alike = self._by_stems.get((language, tuple(stem(word, language) for word in words)), ())
        yield from ((concept, False) for concept in alike if concept not in exact)


@cache
def load() -> Lexicon:
    """The lexicon of the package, read once."""
    return Lexicon(lines())


def lines() -> list[str]:
    """The lines of every file of the lexicon, comments among them, in the order of the files' names."""
    files = (one for one in resources.files(__package__).iterdir() if one.name.endswith(".tsv"))
    ordered = sorted(files, key=lambda one: one.name)
    return [line for one in ordered for line in one.read_text(encoding="utf-8").splitlines()]
