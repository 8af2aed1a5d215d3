"""Topics over time: the dated sentences about one, and how many articles told of it a day.

topic | understand | sentences with all of its words | date | fold | order, or count
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol

from rapidfuzz import fuzz

from bot.answer.calendar import spoken_day
from bot.answer.candidates import Remembered, expand, weigh
from bot.answer.mentions import sure
from bot.answer.question import analyse
from bot.domain import Article, Candidate, Event, Period, Query, Scope, Timeline, Trend
from bot.errors import QuestionError
from bot.ports import ArticleStore, Clock, SearchStore
from bot.text.days import find_days
from bot.text.lexicon import Lexicon

MOST_EVENTS, MOST_DAYS = 60, 366
OUTLETS = 5  # that a trend names; the rest are counted together
_SENTENCES = 500  # that are looked at
_ALIKE = 62.0  # rapidfuzz's token_sort_ratio, 0 … 100, from which two sentences of a day tell the same
_DAY = timedelta(days=1)
_DAY_LETTERS = 10  # of an ISO day


class TopicStore(ArticleStore, SearchStore, Protocol):
    """What topics need of the store."""


class TopicService:
    """Tells what was published about a topic, over time."""

    def __init__(self, store: TopicStore, lexicon: Callable[[], Lexicon], clock: Clock) -> None:
        self._store = store
        self._lexicon = lexicon
        self._clock = clock

    async def timeline(
        self,
        topic: str,
        scope: Scope,
        *,
        period: Period | None = None,
        zone: tzinfo | None = None,
        limit: int = MOST_EVENTS,
    ) -> Timeline:
        """The events of a topic in the order of time, at most `limit`, the newest. Raises QuestionError."""
        found = await self._about(topic, scope, period)
        return await asyncio.to_thread(timeline, " ".join(topic.split()), found, zone, limit)

    async def trend(self, topic: str, scope: Scope, *, days: int, zone: tzinfo | None = None) -> Trend:
        """How many articles told of a topic on each of the last `days` days. Raises QuestionError.

        Of one that is told of very often it is fewer days: as far back as its last added sentences reach.
        """
        last = self._clock.now().astimezone(zone).date()
        first = last - (min(max(1, days), MOST_DAYS) - 1) * _DAY
        found = await self._about(topic, scope, None)
        if len(found) == _SENTENCES:  # there are more: what was added earlier was not looked at
            reached = date.fromisoformat(_local(min(one.article.added_at for one in found), zone))
            first = min(last, max(first, reached + _DAY))
        return await asyncio.to_thread(trend, " ".join(topic.split()), found, first, last, zone)

    async def _about(self, topic: str, scope: Scope, period: Period | None) -> list[Candidate]:
        """Sentences in which all words of a topic stand: the newest, or of a `period` the shortest.

        Both are found in the index; the newest of a period would be looked for article by article.
        """
        question = await asyncio.to_thread(lambda: analyse(topic, self._lexicon(), None))
        if not question.terms:
            raise QuestionError("That holds no word to look for", todo="name a person, a place or a thing")
        vocabulary = Remembered(self._store)
        question = await expand(vocabulary, question)
        weighed = await weigh(vocabulary, question, (await self._store.counts(scope)).sentences)
        clause = tuple(tuple(sure(one.term.alternatives)) for one in weighed)
        if not all(clause):
            return []
        query = Query((clause,), newest=period is None, period=period)
        return await self._store.search(query, scope, _SENTENCES)


def timeline(topic: str, found: Sequence[Candidate], zone: tzinfo | None, limit: int) -> Timeline:
    """Sentences about a topic as its events: each day's once, told by whoever told them first."""
    # The headline last: it is an event only where no sentence of its article is.
    ordered = sorted(
        found,
        key=lambda one: (
            _told(one.article),
            one.article.id,
            not one.sentence.position,
            one.sentence.position,
        ),
    )
    events: list[Event] = []
    seen: set[tuple[int, str]] = set()
    for one in ordered:
        day = _day(one, zone)
        if not one.sentence.position and any(known[0] == one.article.id for known in seen):
            continue
        same = next((at for at, event in enumerate(events) if _same(event, one, day)), None)
        if same is None:
            # Of an article one sentence a day: what stands around it is a click away.
            if (one.article.id, day) not in seen:
                events.append(Event(day, one.sentence, one.article))
        elif one.article.outlet not in (
            events[same].article.outlet,
            *(also.outlet for also in events[same].also_in),
        ):
            event = events[same]
            events[same] = Event(event.day, event.sentence, event.article, (*event.also_in, one.article))
        seen.add((one.article.id, day))
    events.sort(key=lambda event: (event.day, _told(event.article), event.article.id))
    return Timeline(topic, tuple(events[-limit:]), _first([one.article for one in ordered]))


def trend(topic: str, found: Sequence[Candidate], first: date, last: date, zone: tzinfo | None) -> Trend:
    """How many articles there are a day and outlet, from `first` to `last`, both included."""
    days = [(first + number * _DAY).isoformat() for number in range((last - first).days + 1)]
    place = {day: at for at, day in enumerate(days)}
    counts: dict[str, list[int]] = {}
    for article in {one.article.id: one.article for one in found}.values():
        day = _local(_told(article), zone)
        if day in place:
            counts.setdefault(article.outlet, [0] * len(days))[place[day]] += 1
    ranked = sorted(counts.items(), key=lambda one: (-sum(one[1]), one[0]))
    named = [(outlet, tuple(numbers)) for outlet, numbers in ranked[:OUTLETS]]
    if rest := ranked[OUTLETS:]:
        named.append(("", tuple(map(sum, zip(*(numbers for _, numbers in rest), strict=True)))))
    return Trend(topic, tuple(days), tuple(named))


def _first(articles: Sequence[Article]) -> str:
    """The outlet that told before any other; "" where only the day is known, and others share it."""
    if not articles:
        return ""
    first = min(articles, key=_told)
    for one in articles:
        known = min(len(_told(first)), len(_told(one)))
        if one.outlet != first.outlet and _told(one)[:known] == _told(first)[:known]:
            return ""
    return first.outlet


def _same(event: Event, one: Candidate, day: str) -> bool:
    if event.day != day or event.article.id == one.article.id:
        return False
    return fuzz.token_sort_ratio(event.sentence.text, one.sentence.text, score_cutoff=_ALIKE) > 0


def _told(article: Article) -> str:
    return article.published_at or article.added_at


def _day(one: Candidate, zone: tzinfo | None) -> str:
    """The day that a sentence names in full, else that of its article."""
    published = _local(_told(one.article), zone)
    try:
        today = date.fromisoformat(published)
    except ValueError:
        return published
    for said in find_days(one.sentence.text):
        if said.month and said.day:
            days = spoken_day(said.year, said.month, said.day, today)
            if days.since is not None:
                return days.since.isoformat()
    return published


def _local(instant: str, zone: tzinfo | None) -> str:
    """The day of an instant in a zone; a day stays what it is."""
    if len(instant) <= _DAY_LETTERS:
        return instant
    try:
        return datetime.fromisoformat(instant).astimezone(zone).date().isoformat()
    except (ValueError, OverflowError):
        return instant[:_DAY_LETTERS]
