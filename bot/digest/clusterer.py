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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from rapidfuzz import fuzz

from bot.digest.concepts import CONCEPT
from bot.digest.likeness import MODEL, Likeness, Model
from bot.digest.postings import Postings
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
class _Member:
    """An article that others are compared with. What it holds are plain values, in bytes: of a hundred
    thousand objects more, the garbage collector would have to look at each.
    """

    story: int
    source: int
    arrived: float
    at: float
    outlet: str
    language: str
    title: str
    packed_terms: bytes  # numbers of Postings, four bytes each
    packed_weights: bytes  # floats, beside the terms
    packed_headline: bytes  # like terms

    @property
    def terms(self) -> Sequence[int]:
        """Its terms."""
        return memoryview(self.packed_terms).cast("I")

    @property
    def weights(self) -> Sequence[float]:
        """The weight of each."""
        return memoryview(self.packed_weights).cast("f")

    @property
    def headline(self) -> Sequence[int]:
        """Those of its terms that stand in the headline."""
        return memoryview(self.packed_headline).cast("I")

    def renumber(self, terms: Mapping[int, int]) -> None:
        """Give its terms other numbers."""
        self.packed_terms = array("I", [terms[one] for one in self.terms]).tobytes()
        self.packed_headline = array("I", [terms[one] for one in self.headline]).tobytes()


class Clusterer:
    """Articles that are compared with each other, and the stories they are in."""

    def __init__(self, model: Model = MODEL) -> None:
        self._model = model
        self._postings = Postings()
        self._members: deque[_Member] = deque()
        self._first = 0  # the number of the first member; one that leaves takes its number along
        self._times: list[float] = []  # of the articles, sorted: what the pace is told by

    def __len__(self) -> int:
        return len(self._members)

    def add(self, profile: Profile, *, story: int, source: int = 0, arrived: float | None = None) -> None:
        """Compare later articles with this one, until two weeks after it `arrived` (hours; else its time)."""
        arrived = profile.at if arrived is None else arrived
        self._expire(arrived - WINDOW)
        terms = self._postings.add(self._first + len(self._members), profile.terms)
        known = dict(zip(profile.terms, terms, strict=True))
        self._members.append(
            _Member(
                story,
                source,
                arrived,
                profile.at,
                profile.outlet,
                profile.language,
                profile.title,
                array("I", terms).tobytes(),
                array("f", profile.terms.values()).tobytes(),
                array("I", [known[text] for text in profile.headline if text in known]).tobytes(),
            )
        )
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
        reading = _Reading(profile, self._postings, len(self._members))
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

    def _expire(self, before: float) -> None:
        while self._members and self._members[0].arrived < before:
            gone = self._members.popleft()
            self._first += 1
            if len(self._times) > PACE:
                del self._times[bisect_left(self._times, gone.at)]
            self._postings.forget(gone.terms)
        numbered = enumerate((member.terms for member in self._members), self._first)
        renumbered = self._postings.tidy(numbered)
        for member in self._members if renumbered else ():
            member.renumber(renumbered or {})

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
            count = self._postings.count(term)
            if count > budget:
                continue  # a common one, of which little is lost
            budget -= count
            for number in self._postings.articles(term):
                found[number] = found.get(number, 0.0) + worth
        for number in sorted(found, key=lambda one: (-found[one], one)):
            member = self._members[number - self._first]
            near = abs(member.at - profile.at) <= WINDOW
            if near and (sources is None or member.source in sources):
                compared += 1
                yield member
            if compared == _COMPARED:
                return


def _cosine(found: tuple[float, _Member]) -> float:
    return found[0]


class _Reading:
    """An article beside others: the worth of its terms among those that are known now.

    A term that no other article has, has a number below zero here.
    """

    def __init__(self, profile: Profile, postings: Postings, articles: int) -> None:
        self._profile = profile
        self._postings = postings
        self._articles = articles + 1 + _SEEN
        self._own: dict[str, int] = {}
        for text in profile.terms:
            known = postings.number(text)
            self._own[text] = -1 - len(self._own) if known is None else known
        self._texts = {term: text for text, term in self._own.items()}
        self._rarity: dict[int, float] = {}
        self._raw = {self._own[text]: weight for text, weight in profile.terms.items()}
        self._weights = {term: weight * self._rarity_of(term) for term, weight in self._raw.items()}
        self._length = math.sqrt(math.fsum(one * one for one in self._weights.values())) or 1.0
        self._headline = [self._own[text] for text in profile.headline if text in self._own]

    def worthiest(self) -> list[tuple[int, float]]:
        """The known terms by which others are found, and what each says: the rarest first."""
        worth = [
            (term, self._weights[term] * self._rarity_of(term)) for term in self._texts if self._count(term)
        ]
        return sorted(worth, key=lambda one: (self._count(one[0]), -one[1], self._texts[one[0]]))

    def cosine(self, member: _Member) -> float:
        """How alike the terms are, 0 … 1. In two languages, words that only one has say nothing."""
        dot = length = 0.0
        shared: set[int] = set()
        foreign = member.language != self._profile.language
        for term, weight in zip(member.terms, member.weights, strict=True):
            own = self._weights.get(term)
            if foreign and own is None and not _is_shared(self._postings.text(term)):
                continue
            value = weight * self._rarity_of(term)
            length += value * value
            if own is not None:
                dot += own * value
                shared.add(term)
        mine = self._length
        if foreign:
            mine = math.sqrt(
                math.fsum(
                    self._weights[term] ** 2
                    for text, term in self._own.items()
                    if term in shared or _is_shared(text)
                )
            )
        return dot / ((mine * math.sqrt(length)) or 1.0)

    def likeness(self, member: _Member, text: float, pace: float) -> Likeness:
        """The article beside a story, of which `member` is the nearest."""
        theirs = dict(zip(member.terms, member.weights, strict=True))
        rare = math.fsum(
            max(self._rarity_of(term) - _RARE, 0.0) * min(weight, self._raw[term])
            for term, weight in theirs.items()
            if term in self._raw
        )
        mine = self._profile
        return Likeness(
            text=text,
            within=min(self._part(self._headline, theirs), self._part(member.headline, self._raw)),
            wording=self._wording(member),
            rare=math.log1p(rare),
            days=abs(mine.at - member.at) / _DAY,
            outlet=float(mine.outlet == member.outlet),
            pace=pace,
        )

    def _wording(self, member: _Member) -> float:
        """How alike the headlines are worded: in two languages, by their terms."""
        mine = self._profile
        if mine.language == member.language:
            return fuzz.token_set_ratio(mine.title, member.title) / 100
        theirs = " ".join(map(self._postings.text, member.headline))
        return fuzz.token_set_ratio(" ".join(mine.headline), theirs) / 100

    def _part(self, headline: Iterable[int], article: Mapping[int, float]) -> float:
        """The part of a headline that an article has, by rarity."""
        rarities = [(self._rarity_of(term), term in article) for term in headline]
        whole = math.fsum(rarity for rarity, _ in rarities)
        return math.fsum(rarity for rarity, has in rarities if has) / (whole or 1.0)

    def _count(self, term: int) -> int:
        return self._postings.count(term) if term >= 0 else 0

    def _rarity_of(self, term: int) -> float:
        rarity = self._rarity.get(term)
        if rarity is None:
            own = self._texts.get(term)
            text = self._postings.text(term) if own is None else own
            prior = _SEEN * (_COMMON if text.startswith(CONCEPT) else _UNCOMMON)
            # The article counts itself: a word that nobody used before is not rarer than one used once.
            count = self._count(term) + (own is not None)
            rarity = self._rarity[term] = math.log(self._articles / (count + prior))
        return rarity


def _is_shared(text: str) -> bool:
    """Whether a term is the same in both languages: a concept of the lexicon, a figure."""
    return text.startswith(CONCEPT) or text[:1].isdigit()
