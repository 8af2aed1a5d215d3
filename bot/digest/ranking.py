"""Which stories a digest tells, and in which order: those that many outlets carry, and those asked about.

arrivals | by story | outlets, recency, interest | in the digest's language first
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.digest.concepts import Concepts
from bot.domain import UNKNOWN_LANGUAGE, Arrival, Article, Interest
from bot.text.lexicon import LANGUAGES
from bot.text.words import content_stems

FALLBACK = "en"
_RECENT, _ASKED, _SHOWN = 0.5, 1.2, 0.7  # what each is worth at most, beside 1 for every doubling of outlets
_NAMED = 2.0  # what a name in a question counts, beside 1 for a word
_ENOUGH = 2.0  # shared words, of the rarest, that make most of an interest
_READ = 300  # characters of a headline that are looked at
_HEADLINES = 5  # of a story


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came in of one story, in the order of time."""

    story_id: int
    arrivals: tuple[Arrival, ...]

    @property
    def outlets(self) -> int:
        """How many outlets told it."""
        return len({one.article.outlet.casefold() for one in self.arrivals})

    def speaks(self, language: str) -> bool:
        """Whether an article of it is in a language."""
        return any(one.article.language == language for one in self.arrivals)


def language_of(articles: Iterable[Article]) -> str:
    """The language of most articles; English where none is known."""
    counted = Counter(one.language for one in articles if one.language != UNKNOWN_LANGUAGE)
    return min(counted, key=lambda one: (-counted[one], one), default=FALLBACK)


def rank(
    arrivals: Sequence[Arrival],
    language: str,
    interest: Interest,
    concepts: Callable[[], Concepts],
    *,
    since: str,
    until: str,
) -> list[Gathered]:
    """The stories of the arrivals, those to tell first first.

    Those with an article in the digest's language come before all others. `concepts` are asked for only
    where there is something to be interested in.
    """
    stories: dict[int, list[Arrival]] = {}
    for one in arrivals:
        stories.setdefault(one.story_id, []).append(one)
    gathered = [
        Gathered(story_id, tuple(sorted(told, key=lambda one: (one.at, one.article.id))))
        for story_id, told in stories.items()
    ]
    asked = _asked(gathered, interest, concepts) if interest.questions or interest.words else {}
    span = _Span(since or min((one.at for one in arrivals), default=until), until)

    def order(one: Gathered) -> tuple[bool, float, str, int]:
        shown = sum(interest.shown.get(told.article.id, 0) for told in one.arrivals)
        score = math.log2(1 + one.outlets) + _RECENT * span.share(one.arrivals[-1].at)
        score += _ASKED * asked.get(one.story_id, 0.0) + _SHOWN * (1 - math.exp(-shown / 2))
        return one.speaks(language), score, one.arrivals[-1].at, one.story_id

    return sorted(gathered, key=order, reverse=True)


class _Span:
    """A stretch of time."""

    def __init__(self, since: str, until: str) -> None:
        self._first = _seconds(since)
        self._length = max(1.0, _seconds(until) - self._first)

    def share(self, at: str) -> float:
        """How far into it an instant lies, 0 … 1."""
        return min(1.0, max(0.0, (_seconds(at) - self._first) / self._length))


def _seconds(at: str) -> float:
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _asked(
    gathered: Sequence[Gathered], interest: Interest, concepts: Callable[[], Concepts]
) -> Mapping[int, float]:
    """How much each story's headlines speak of what was asked and is watched, 0 … 1.

    A word counts the more the oftener it was asked about, and the fewer stories have it.
    """
    known = concepts()
    wanted = _wanted(interest, known)
    found: dict[int, set[str]] = {}
    stories: Counter[str] = Counter()
    for one in gathered:
        terms: set[str] = set()
        for told in one.arrivals[:_HEADLINES]:
            article = told.article
            stems = content_stems(article.title[:_READ], article.language)
            terms.update(term for term in known.terms(stems, article.language) if term in wanted)
        found[one.story_id] = terms
        stories.update(terms)
    whole = math.log(1 + len(gathered))
    return {
        story: 1
        - math.exp(-sum(wanted[term] * (1 - math.log(stories[term]) / whole) for term in terms) / _ENOUGH)
        for story, terms in found.items()
        if terms
    }


def _wanted(interest: Interest, known: Concepts) -> Mapping[str, float]:
    counted: Counter[str] = Counter()
    named: set[str] = set()
    for text, language, names in interest.questions:
        of_names = set(_in_both(names, known))
        named |= of_names
        counted.update(of_names.union(known.terms(content_stems(text, language), language)))
    wanted = {
        term: (_NAMED if term in named else 1.0) * math.log2(1 + count) for term, count in counted.items()
    }
    for term in _in_both(interest.words, known):
        wanted[term] = max(wanted.get(term, 0.0), _NAMED)
    return wanted


def _in_both(words: Iterable[str], known: Concepts) -> Iterator[str]:
    """The terms of names and words as each language stems them: a name is one in both, its stem is not."""
    for word in words:
        for language in LANGUAGES:
            yield from known.terms(content_stems(word, language), language)
