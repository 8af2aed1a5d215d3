"""Finding the story of an article among those of the last two weeks, one article after the other.

An article is compared with those that share its rarest terms. What is rare is learned from the articles
themselves; until there are many, a word that the lexicon has is taken for common, and any other for rare.
Nothing is decided by a likeness alone: two articles as alike as any in a quiet month are nothing special in
an hour of a hundred, so the pace at which articles come in is part of the score.
"""

import math
from array import array
from bisect import bisect_left, bisect_right, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import fmean

from rapidfuzz import fuzz

from bot.digest.concepts import CONCEPT
from bot.digest.likeness import MODEL, Likeness, Model
from bot.digest.profile import Profile

WINDOW = 14 * 24.0  # hours between an article and those it is compared with, at most
PACE = 50  # articles by which the pace of a stream is told
_COMPARED = 60  # articles of which an article is compared with in full
_STORIES = 6  # that it may belong to
_BUDGET = 10_000  # entries of the index that are looked at for one article
_DAY = 24.0
# The prior: as if so many articles had been seen, a share of them with any word of the lexicon, or any other.
_SEEN, _COMMON, _UNCOMMON = 300, 0.02, 0.0008
_RARE = 3.5  # the rarity from which a term is one: in fewer than 3 % of the articles


@dataclass(slots=True, eq=False)
class _Term:
    """A term, in how many articles it is, and in which: their numbers, ascending, some of them gone."""

    text: str
    seen: float
    count: int = 0
    members: "array[int]" = field(default_factory=lambda: array("I"))


@dataclass(slots=True, eq=False)
class _Member:
    """An article that others are compared with; `terms` beside their `weights`."""

    story: int
    source: int
    arrived: float
    profile: Profile
    terms: tuple[_Term, ...]
    weights: "array[float]"
    headline: tuple[_Term, ...]


class Clusterer:
    """Articles that are compared with each other, and the stories they are in."""

    def __init__(self, model: Model = MODEL) -> None:
        self._model = model
        self._terms: dict[str, _Term] = {}
        self._members: deque[_Member] = deque()
        self._first = 0  # the number of the first member; one that leaves takes its number along
        self._times: list[float] = []  # of the articles, sorted: what the pace is told by

    def __len__(self) -> int:
        return len(self._members)

    def add(self, profile: Profile, *, story: int, source: int = 0, arrived: float | None = None) -> None:
        """Compare later articles with this one, until two weeks after it `arrived` (hours; else its time)."""
        arrived = profile.at if arrived is None else arrived
        self._expire(arrived - WINDOW)
        terms = tuple(self._term(text) for text in profile.terms)
        headline = tuple(self._terms[text] for text in profile.headline if text in profile.terms)
        number = self._first + len(self._members)
        for term in terms:
            term.count += 1
            term.members.append(number)
        weights = array("f", profile.terms.values())
        self._members.append(_Member(story, source, arrived, profile, terms, weights, headline))
        self.passed(profile.at)

    def passed(self, at: float) -> None:
        """An article of that time came in; it tells the pace, and need not be one to compare with."""
        insort(self._times, at)

    def rename(self, stories: Mapping[int, int]) -> None:
        """Give stories other numbers."""
        for member in self._members:
            member.story = stories.get(member.story, member.story)

    def best(self, profile: Profile, sources: frozenset[int] | None = None) -> tuple[float, int] | None:
        """The story that the article most likely tells, with its score; None where it tells a new one.

        With `sources`, of the articles of these sources alone.
        """
        compared = self.compare(profile, sources)
        best = max(((self._model.score(one), story) for story, one in compared.items()), default=None)
        return best if best is not None and best[0] >= 0 else None

    def compare(self, profile: Profile, sources: frozenset[int] | None = None) -> dict[int, Likeness]:
        """The stories that share most with an article, and its likeness to each."""
        reading = _Reading(profile, self._terms, len(self._members))
        cosines: dict[int, list[tuple[float, _Member]]] = {}
        for member in self._candidates(profile, reading, sources):
            cosines.setdefault(member.story, []).append((reading.cosine(member), member))
        nearest = {story: max(found, key=_cosine) for story, found in cosines.items()}
        ranked = sorted(nearest, key=lambda story: (-nearest[story][0], story))[:_STORIES]
        pace = self._pace(profile.at)
        return {
            story: reading.likeness(nearest[story][1], fmean(map(_cosine, cosines[story])), pace)
            for story in ranked
        }

    def _term(self, text: str) -> _Term:
        term = self._terms.get(text)
        if term is None:
            term = self._terms[text] = _new_term(text)
        return term

    def _expire(self, before: float) -> None:
        while self._members and self._members[0].arrived < before:
            gone = self._members.popleft()
            self._first += 1
            if len(self._times) > PACE:
                del self._times[bisect_left(self._times, gone.profile.at)]
            for term in gone.terms:
                term.count -= 1
                if not term.count:
                    self._terms.pop(term.text, None)

    def _pace(self, at: float) -> float:
        """How many articles a day came in before a time, as the last fifty of them tell."""
        end = bisect_right(self._times, at)
        last = self._times[max(end - PACE, 0) : end]
        return math.log1p(_DAY * len(last) / (at - last[0] + 1)) if last else 0.0

    def _candidates(
        self, profile: Profile, reading: "_Reading", sources: frozenset[int] | None
    ) -> Iterator[_Member]:
        """The articles that share most with one by its rarest terms, as far as the budget reaches."""
        found: dict[int, float] = {}
        budget, compared = _BUDGET, 0
        for term, worth in reading.worthiest():
            members = term.members
            first = bisect_left(members, self._first)
            if 2 * first > len(members):
                del members[:first]
                first = 0
            if len(members) - first > budget:
                continue  # a common one, of which little is lost
            budget -= len(members) - first
            for number in members[first:]:
                found[number] = found.get(number, 0.0) + worth
        for number in sorted(found, key=lambda one: (-found[one], one)):
            member = self._members[number - self._first]
            near = abs(member.profile.at - profile.at) <= WINDOW
            if near and (sources is None or member.source in sources):
                compared += 1
                yield member
            if compared == _COMPARED:
                return


def _cosine(found: tuple[float, _Member]) -> float:
    return found[0]


class _Reading:
    """An article beside others: the worth of its terms among those that are known now."""

    def __init__(self, profile: Profile, terms: Mapping[str, _Term], articles: int) -> None:
        self._profile = profile
        self._articles = articles + 1 + _SEEN
        # The article counts itself: a word that nobody used before is not rarer than one used once.
        self._own = {text: terms.get(text) or _new_term(text) for text in profile.terms}
        self._counted = {id(term) for term in self._own.values()}
        self._rarity: dict[int, float] = {}
        self._weights = {
            id(self._own[text]): weight * self._rarity_of(self._own[text])
            for text, weight in profile.terms.items()
        }
        self._raw = {id(self._own[text]): weight for text, weight in profile.terms.items()}
        self._length = math.sqrt(math.fsum(one * one for one in self._weights.values())) or 1.0
        self._headline = [self._own[text] for text in profile.headline if text in self._own]

    def worthiest(self) -> list[tuple[_Term, float]]:
        """The terms by which others are found, and what each says: the rarest first."""
        worth = [(term, self._weights[id(term)] * self._rarity_of(term)) for term in self._own.values()]
        return sorted(worth, key=lambda one: (one[0].count, -one[1], one[0].text))

    def cosine(self, member: _Member) -> float:
        """How alike the terms are, 0 … 1. In two languages, words that only one has say nothing."""
        dot = length = 0.0
        shared: set[int] = set()
        foreign = member.profile.language != self._profile.language
        for term, weight in zip(member.terms, member.weights, strict=True):
            own = self._weights.get(id(term))
            if foreign and own is None and not _is_shared(term.text):
                continue
            value = weight * self._rarity_of(term)
            length += value * value
            if own is not None:
                dot += own * value
                shared.add(id(term))
        mine = self._length
        if foreign:
            mine = math.sqrt(
                math.fsum(
                    self._weights[id(term)] ** 2
                    for text, term in self._own.items()
                    if id(term) in shared or _is_shared(text)
                )
            )
        return dot / ((mine * math.sqrt(length)) or 1.0)

    def likeness(self, member: _Member, text: float, pace: float) -> Likeness:
        """The article beside a story, of which `member` is the nearest."""
        theirs = {id(term): weight for term, weight in zip(member.terms, member.weights, strict=True)}
        rare = math.fsum(
            max(self._rarity_of(term) - _RARE, 0.0) * min(weight, self._raw[id(term)])
            for term, weight in zip(member.terms, member.weights, strict=True)
            if id(term) in self._raw
        )
        mine, other = self._profile, member.profile
        return Likeness(
            text=text,
            within=min(self._part(self._headline, theirs), self._part(member.headline, self._raw)),
            wording=_wording(mine, other),
            rare=math.log1p(rare),
            days=abs(mine.at - other.at) / _DAY,
            outlet=float(mine.outlet == other.outlet),
            pace=pace,
        )

    def _part(self, headline: Iterable[_Term], article: Mapping[int, float]) -> float:
        """The part of a headline that an article has, by rarity."""
        rarities = [(self._rarity_of(term), id(term) in article) for term in headline]
        whole = math.fsum(rarity for rarity, _ in rarities)
        return math.fsum(rarity for rarity, has in rarities if has) / (whole or 1.0)

    def _rarity_of(self, term: _Term) -> float:
        rarity = self._rarity.get(id(term))
        if rarity is None:
            count = term.count + (id(term) in self._counted)
            rarity = self._rarity[id(term)] = math.log(self._articles / (count + term.seen))
        return rarity


def _new_term(text: str) -> _Term:
    return _Term(text, _SEEN * (_COMMON if text.startswith(CONCEPT) else _UNCOMMON))


def _is_shared(text: str) -> bool:
    """Whether a term is the same in both languages: a concept of the lexicon, a figure."""
    return text.startswith(CONCEPT) or text[:1].isdigit()


def _wording(mine: Profile, other: Profile) -> float:
    """How alike the headlines are worded: in two languages, by their terms."""
    if mine.language == other.language:
        return fuzz.token_set_ratio(mine.title, other.title) / 100
    return fuzz.token_set_ratio(" ".join(mine.headline), " ".join(other.headline)) / 100
