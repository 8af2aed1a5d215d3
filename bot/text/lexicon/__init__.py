"""English and Indonesian words for the same thing.

The data is `en_id.tsv`: a line is one concept, its English forms and its Indonesian forms separated by a tab,
best first. Any form of a line may stand for any other: across the languages as a translation, within one as a
synonym.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.text.words import content_stems

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
    """Concepts by the stems of their forms."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._by_form: dict[tuple[str, tuple[str, ...]], list[Concept]] = {}
        for line in lines:
            if line and not line.startswith("#"):
                self._add(line)

    def _add(self, line: str) -> None:
        forms: list[Form] = []
        for language, cell in zip(LANGUAGES, line.split("\t"), strict=True):
            for written in cell.split(";"):
                form = Form(language, content_stems(written, language))
                if form.stems and form not in forms:
                    forms.append(form)
        concept = Concept(tuple(forms))
        for form in forms:
            self._by_form.setdefault((form.language, form.stems), []).append(concept)

    def concepts(self, stems: Sequence[str], language: str) -> Sequence[Concept]:
        """The concepts that have exactly `stems` as a form in `language`."""
        return self._by_form.get((language, tuple(stems)), ())


@cache
def load() -> Lexicon:
    """The lexicon of the package, read once."""
    data = resources.files(__package__).joinpath("en_id.tsv").read_text(encoding="utf-8")
    return Lexicon(data.splitlines())
