"""Which entries somebody wants: words, any, all or none of them, in the title or the text.

Words are compared folded and stemmed, in Indonesian as in English; several words are a phrase.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from html import unescape

from bot.domain import Entry, Filter, Where
from bot.errors import UsageError
from bot.text.words import stem, tokens

MOST = 50  # words or phrases of a filter
_LONGEST = 100  # characters of one
_LANGUAGES = ("id", "en")
_TAG = re.compile(r"<[^<>]{0,2000}>")


def checked(wanted: Filter) -> Filter:
    """The filter without what is empty or there twice. Raises UsageError for one that cannot work."""
    lists = [_cleaned(one) for one in (wanted.any_of, wanted.all_of, wanted.none_of)]
    if sum(map(len, lists)) > MOST:
        raise UsageError("The filter is too long", f"it has more than {MOST} words")
    forbidden = {_folded(one) for one in lists[2]}
    for one in (*lists[0], *lists[1]):
        if _folded(one) in forbidden:
            raise UsageError(f"The filter can never match “{one}”", "it is wanted and unwanted at once")
    any_of, all_of, none_of = map(tuple, lists)
    return Filter(any_of, all_of, none_of, wanted.where)


def refusals(wanted: Mapping[int, Filter], title: str, text: str, *, whole: bool) -> dict[int, str | None]:
    """Of each filter by its number: why an entry is not wanted; "" if it is, and None if that depends on text
    that is not known yet.

    `whole`: `text` is all there is. A long text takes milliseconds, once for all filters.
    """
    texts = _Texts(title, text)
    return {number: _refusal(one, texts, whole=whole) for number, one in wanted.items()}


def is_empty(wanted: Filter) -> bool:
    """Whether it lets everything pass."""
    return not (wanted.any_of or wanted.all_of or wanted.none_of)


def _refusal(wanted: Filter, texts: "_Texts", *, whole: bool) -> str | None:
    if is_empty(wanted):
        return ""
    whole = whole or wanted.where is Where.TITLE
    readings = texts.where(wanted.where)
    for one in wanted.none_of:
        if _stands(one, readings):
            return f"it says “{one}”"
    missing = [one for one in wanted.all_of if not _stands(one, readings)]
    if missing:
        return f"it does not say “{missing[0]}”" if whole else None
    if wanted.any_of and not any(_stands(one, readings) for one in wanted.any_of):
        words = ", ".join(f"“{one}”" for one in wanted.any_of[:5])
        return f"it says none of {words}" if whole else None
    return "" if whole or not wanted.none_of else None


class _Texts:
    """A title and a text as filters read them, each read once and only if a filter asks."""

    def __init__(self, title: str, text: str) -> None:
        self._title = title
        self._text = text

    def where(self, where: Where) -> list[list[str]]:
        """The readings of where a filter looks."""
        title = [] if where is Where.TEXT else [self._in_title]
        return title if where is Where.TITLE else [*title, self._in_text]

    @cached_property
    def _in_title(self) -> list[str]:
        return _readings(self._title)

    @cached_property
    def _in_text(self) -> list[str]:
        return _readings(self._text)


def text_of(entry: Entry) -> str:
    """What a feed carries of an entry beside its title, without its markup."""
    return unescape(_TAG.sub(" ", f"{entry.summary}\n{entry.content}"))


def _cleaned(words: Iterable[str]) -> list[str]:
    found = dict.fromkeys(" ".join(one.split()) for one in words)
    for one in found:
        if len(one) > _LONGEST:
            raise UsageError(f"“{one[:20]}…” cannot be looked for", f"it is longer than {_LONGEST} letters")
        if one and not any(tokens(one)):
            raise UsageError(f"“{one}” cannot be looked for", "it is no word")
    return [one for one in found if one]


def _folded(words: str) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens(words))


def _readings(text: str) -> list[str]:
    """The text as stems, once a language, each with a space around it."""
    folded = _folded(text)
    return [f" {' '.join(stem(one, language) for one in folded)} " for language in _LANGUAGES]


def _stands(phrase: str, texts: Sequence[list[str]]) -> bool:
    looked_for = _readings(phrase)
    return any(one in text for readings in texts for one, text in zip(looked_for, readings, strict=True))
