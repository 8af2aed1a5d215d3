"""Words: tokens of a text and the stems under which they are indexed.

A token is folded: case, accents and typographic apostrophes gone. Numbers lose their thousands separators and
take a full stop before decimals, so that "1.500" (Indonesian) and "1,500" (English) are one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

from bot.text.stopwords import STOPWORDS

MAX_TOKEN = 64  # letters; a longer one is no word, and would bloat the vocabulary

# A number with its separators, an acronym written with full stops, or a run of letters and digits.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?![^\W_])"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:['’][^\W\d_]{1,3}(?![^\W_]))?"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$")
_POSSESSIVE = re.compile(r"'s?$")

# Snowball's names of the languages whose news is likely to be read beside Indonesian and English.
_STEMMERS = {
    "id": "indonesian",
    "en": "english",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "tr": "turkish",
    "ru": "russian",
    "ar": "arabic",
}
# Malay has no stemmer of its own; its affixes are those of Indonesian.
_STEMMERS["ms"] = _STEMMERS["id"]


class Token(NamedTuple):
    """A word of a text: as written, folded, and where it stands (text[start:end]).

    A tuple, since a question makes some 400 of them and a frozen dataclass takes twice as long to make.
    """

    written: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=32_768)
def fold(word: str) -> str:
    """`word` without case, accents, possessive or separators of thousands."""
    folded = word.replace("’", "'").casefold()
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded)
        # A few letters decompose into spaces or whole phrases; a word stays one word all the same.
        folded = "".join(one for one in decomposed if not (unicodedata.combining(one) or one.isspace()))
    if folded[:1].isdigit():
        return _fold_number(folded)
    return _POSSESSIVE.sub("", folded).replace(".", "").replace("'", "")


def _fold_number(digits: str) -> str:
    if _THOUSANDS.match(digits):
        return re.sub(r"[.,]", "", digits)
    whole, _, rest = digits.replace(",", ".").rpartition(".")
    return f"{whole.replace('.', '')}.{rest}" if whole else rest


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text`, in order."""
    for match in _TOKEN.finditer(text):
        written = match.group()
        if len(written) <= MAX_TOKEN and (folded := fold(written)):
            yield Token(written, folded, match.start(), match.end())


# Snowball's stemmers in pure Python, which serve where PyStemmer does not come ready-made, keep the word they
# are at in themselves: two threads at once got one word in two wrong.
_STEMMING = Lock()


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _STEMMERS.get(language)
    if name is None:
        return None
    import snowballstemmer

    stem_word: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem_word


@lru_cache(maxsize=32_768)
def stem(folded: str, language: str) -> str:
    """The Snowball stem of a folded word in `language`; the word itself where there is no stemmer."""
    stemmer = _stemmer(language)
    if stemmer is None or folded[:1].isdigit():
        return folded
    with _STEMMING:
        return stemmer(folded) or folded


def content_tokens(text: str) -> Iterator[Token]:
    """The tokens of `text` that are no function words; in capitals "US", "WHO" and "IT" are names."""
    shouting = text.isupper()
    for token in tokens(text):
        if token.folded not in STOPWORDS or _is_acronym(token.written, token.folded, shouting=shouting):
            yield token


def _is_acronym(written: str, folded: str, *, shouting: bool) -> bool:
    return not shouting and len(folded) > 1 and written.isupper()


def content_stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of the content words of `text`, in order: what a sentence is indexed under."""
    shouting = text.isupper()
    stems = []
    # The same words as content_tokens, without making a token of each: ingest spends its time here.
    for written in _TOKEN.findall(text):
        if len(written) > MAX_TOKEN or not (folded := fold(written)):
            continue
        if folded not in STOPWORDS or _is_acronym(written, folded, shouting=shouting):
            stems.append(stem(folded, language))
    return tuple(stems)
