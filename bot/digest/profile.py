"""What of an article others are compared with: its terms, weighted and told apart by where they stand."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.digest.concepts import Concepts
from bot.domain import Telling

_WORDS = 220  # of a text; the event stands at its beginning, background further down
_HEADLINE = 3  # times that a word of the headline counts
_MOST = 120  # terms, the most frequent first
_HOUR = 3600.0
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Profile:
    """An article as the clusterer sees it.

    `at`: hours since 1970; `terms`: how often each stands in the article, those of the headline more often,
    as 1 + the logarithm; `headline`: the terms of the headline, which is `title` in small letters. `outlet`
    is whose article it is, so far as that is known.
    """

    at: float
    outlet: str
    language: str
    title: str
    headline: tuple[str, ...]
    terms: dict[str, float]


def profile(telling: Telling, concepts: Concepts) -> Profile:
    """The profile of a stored article."""
    language = telling.language
    headline = tuple(dict.fromkeys(concepts.terms(telling.title_stems, language)))
    counts = Counter(concepts.terms(list(_opening(telling.sentences)), language))
    for term in headline:
        counts[term] += _HEADLINE
    return Profile(
        at=hours(telling.at),
        outlet=telling.outlet.casefold() or f"source {telling.source_id}",
        language=language,
        title=_SPACES.sub(" ", telling.title).strip().lower(),
        headline=headline,
        terms={term: round(1 + math.log(count), 2) for term, count in counts.most_common(_MOST)},
    )


def _opening(sentences: Sequence[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    """The stems of the first words of a text."""
    words = 0
    for text, stems in sentences:
        length = text.count(" ") + 1
        yield from stems[: max(len(stems) * (_WORDS - words) // length, 0)]
        words += length
        if words >= _WORDS:
            return


def hours(at: str) -> float:
    """Hours from 1970 to a stored time; a day begins at midnight UTC."""
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() / _HOUR


def packed(one: Profile) -> str:
    """A profile as text, to be kept."""
    values = (one.at, one.outlet, one.language, one.title, one.headline, one.terms)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Profile:
    """The profile that was `packed`."""
    at, outlet, language, title, headline, terms = json.loads(text)
    return Profile(at, outlet, language, title, tuple(headline), terms)
