"""What went wrong, in the language of whoever is told.

Errors are made in English, where they are made. `indonesian.tsv` beside this module has a line for every text
that they are made of: the English text with `{}` for what differs each time, a tab, and the Indonesian one,
where `{0}`, `{1}` … may change places. What has no line stays English.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from bot.errors import WartaError

_LONGEST = 1_000  # characters of a text that is looked at
_DEPTH = 3  # texts inside of texts: "it is {}, not text" holds "a PDF"


@dataclass(frozen=True, slots=True)
class _Line:
    pattern: re.Pattern[str]
    words: str


def in_language(error: BaseException | None, language: str) -> str:
    """The one line of an error, in Indonesian for Indonesian and Malay, else as it is."""
    if language not in ("id", "ms") or not isinstance(error, WartaError):
        return str(error)
    return str(WartaError(*(_translated(text, _DEPTH) for text in (error.what, error.why, error.todo))))


def translated(text: str, language: str) -> str:
    """A text that an error or a gate is explained with, in a language; as it is without a line."""
    return _translated(text, _DEPTH) if language in ("id", "ms") else text


def retold(line: str, language: str) -> str:
    """The one line of an error that was kept as text, in a language."""
    if language not in ("id", "ms") or not line:
        return line
    head, _, todo = line.removesuffix(".").rpartition(". ")
    if not head:
        head, todo = todo, ""
    what, _, why = head.partition(": ")
    return in_language(WartaError(what, why, todo[:1].lower() + todo[1:]), language)


@lru_cache(maxsize=1)
def table() -> Mapping[str, str]:
    """The English texts with their Indonesian ones."""
    text = (resources.files("bot") / "indonesian.tsv").read_text(encoding="utf-8")
    lines = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {english: indonesian for english, _, indonesian in lines}


@lru_cache(maxsize=1)
def _lines() -> tuple[dict[str, str], tuple[_Line, ...]]:
    """The texts without holes, and those with them, which say the most by themselves first."""
    whole = {english: words for english, words in table().items() if "{}" not in english}
    holed = sorted((one for one in table() if "{}" in one), key=lambda one: -len(one.replace("{}", "")))
    return whole, tuple(
        _Line(re.compile("(.+?)".join(map(re.escape, one.split("{}"))), re.DOTALL), table()[one])
        for one in holed
    )


def _translated(text: str, depth: int) -> str:
    whole, holed = _lines()
    if (found := whole.get(text)) is not None:
        return found
    if not text or not depth or len(text) > _LONGEST:
        return text
    for line in holed:
        if match := line.pattern.fullmatch(text):
            return line.words.format(*(_translated(one, depth - 1) for one in match.groups()))
    return text
