"""What a person types to say when: "weekdays 07:30", "Senin 06.00", "daily 7am and 18:00".

The words of a line are read one after the other, in English and Indonesian; a word that means nothing here is
an error with the nearest one that does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process

from bot.digest.words import DAYS, FILLERS, MESSAGES, NAMED_TIMES, NAMED_ZONES, PARTS, TIME_CUES, TO
from bot.domain import EVERY_DAY
from bot.errors import UsageError

MOST_TIMES = 6  # a day; who wants more wants the articles
_LONGEST = 200  # characters that are read
_NEAR_ENOUGH = 70.0
_OFFERED = 3
_NOON, _HOURS, _MINUTES = 12, 24, 60
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(am|pm)?|(\d{2})(\d{2})")
_WORD = re.compile(
    r"\d[\d.:h]*(?:[ap]\.?m\b\.?)?|[ap]\.m\.?|s/d|[^\W\d_][\w'’]*(?:/[\w/+-]+)?|[^\s\w]", re.IGNORECASE
)
_HALF = {"am", "pm", "a.m", "p.m", "a.m.", "p.m."}
_SKIPPED = frozenset(",;&.:")
_DASHES = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class When:
    """Times of day in order, the weekdays (0 is Monday) in order, and a zone, "" where none was named."""

    times: tuple[time, ...]
    days: tuple[int, ...] = EVERY_DAY
    zone: str = ""


def read_when(text: str, language: str = "en") -> When:
    """The times, days and zone a person typed. Raises UsageError, in `language`, with what to type."""
    reader = _Reader(text[:_LONGEST], MESSAGES.get(language, MESSAGES["en"]))
    return reader.read()


def read_zone(text: str, language: str = "en") -> str:
    """The IANA name of a zone as people write it: "asia/jakarta", "Jakarta", "WIB".

    Raises UsageError, in `language`, with the nearest names.
    """
    says = MESSAGES.get(language, MESSAGES["en"])
    typed = text.strip()[:_LONGEST]
    if found := _zone_named(typed):
        return found
    near = process.extract(
        _key(typed).replace("_", " "),
        {name: _spoken(name) for name in zone_names()},
        scorer=fuzz.WRatio,
        score_cutoff=_NEAR_ENOUGH,
        limit=_OFFERED,
    )
    todo = says["did_you_mean"].format(names=", ".join(name for *_, name in near)) if near else says["zone"]
    raise UsageError(says["no_zone"].format(typed=typed or '""'), todo=todo)


@cache
def zone_names() -> tuple[str, ...]:
    """The names of all zones, in order, from the package tzdata, which takes a millisecond."""
    return tuple(sorted(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()))


def _key(typed: str) -> str:
    return "_".join(typed.casefold().replace("_", " ").split())


def _spoken(name: str) -> str:
    """A zone as people speak of it: its last part is the city."""
    return name.casefold().rpartition("/")[2].replace("_", " ")


@cache
def _zones() -> Mapping[str, str]:
    whole = {name.casefold(): name for name in zone_names()}
    cities: dict[str, str] = {}
    for name in zone_names():
        # "Asia/Jakarta" before "Etc/…" and the old names without a continent, which stand for themselves.
        if "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/")):
            cities.setdefault(name.casefold().rpartition("/")[2], name)
    return {**cities, **whole, **NAMED_ZONES}


def _zone_named(typed: str) -> str:
    return _zones().get(_key(typed), "")


class _Reader:
    """Reads one line from left to right."""

    def __init__(self, text: str, says: Mapping[str, str]) -> None:
        self._typed = text.strip()
        self._written = _WORD.findall(self._typed)
        self._words = [one.casefold().replace("’", "'") for one in self._written]
        self._says = says
        self._times: list[time] = []
        self._days: list[int] = []
        self._zone = ""

    def read(self) -> When:
        place = 0
        while place < len(self._words):
            place = self._step(place)
        if not self._times:
            raise self._wrong("no_time")
        times = tuple(sorted(set(self._times)))
        if len(times) > MOST_TIMES:
            raise self._wrong("too_many", number=len(times), most=MOST_TIMES)
        return When(times, tuple(sorted(set(self._days))) or EVERY_DAY, self._zone)

    def _wrong(self, what: str, **values: object) -> UsageError:
        return UsageError(self._says[what].format(typed=self._typed, **values), todo=self._says["example"])

    def _word(self, place: int) -> str:
        return self._words[place] if 0 <= place < len(self._words) else ""

    def _step(self, place: int) -> int:
        """Read what begins with a word; the place behind it."""
        word = self._word(place)
        for length in (3, 2, 1):  # "setiap hari kerja" is one thing, and so is "hari kerja"
            days = DAYS.get(" ".join(self._words[place : place + length]))
            if days is not None and place + length <= len(self._words):
                return self._add_days(days, place + length)
        if word[:1].isdigit():
            return self._clock(place)
        if word in NAMED_TIMES:
            self._times.append(NAMED_TIMES[word])
        elif found := self._zone_at(place):
            self._zone, length = found
            return place + length
        elif word not in _SKIPPED and word not in FILLERS and word not in TIME_CUES and word not in _DASHES:
            raise self._unknown(place)
        return place + 1

    def _add_days(self, days: tuple[int, ...], place: int) -> int:
        """Weekdays, or with "to" between two of them all from the one to the other."""
        if len(days) == 1 and (self._word(place) in TO or self._word(place) in _DASHES):
            until = DAYS.get(self._word(place + 1), ())
            if len(until) == 1:
                first, last = days[0], until[0]
                self._days += [day % 7 for day in range(first, last + 1 + 7 * (last < first))]
                return place + 2
        self._days += days
        return place

    def _clock(self, place: int) -> int:
        """A time of day in figures, with what says which half of the day is meant."""
        word, after = self._word(place).rstrip(".:"), place + 1
        following = self._word(after)
        if following in _HALF:
            word, after = word + following, after + 1
        match = _CLOCK.fullmatch(word.replace("a.m", "am").replace("p.m", "pm").rstrip("."))
        if match is None:
            raise self._wrong("no_clock", word=self._written[place])
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        part = self._word(after)
        if part in PARTS and not match[3]:
            hour, after = _by_part(hour, part), after + 1
        if match[3]:
            hour = -1 if not 1 <= hour <= _NOON else hour % _NOON + (_NOON if match[3] == "pm" else 0)
        if (hour, minute) == (_HOURS, 0):
            raise self._wrong("midnight", word=self._written[place])
        if not (0 <= hour < _HOURS and minute < _MINUTES):
            raise self._wrong("no_such_time", word=self._written[place])
        self._times.append(time(hour, minute))
        return after

    def _zone_at(self, place: int) -> tuple[str, int] | None:
        """The zone that is named from a word on, and how many words name it."""
        for length in (3, 2, 1):
            if place + length <= len(self._words) and (
                zone := _zone_named(" ".join(self._words[place : place + length]))
            ):
                return zone, length
        if "/" in self._word(place):
            return read_zone(self._written[place], self._says["language"]), 1
        return None

    def _unknown(self, place: int) -> UsageError:
        word = self._written[place]
        near = process.extractOne(
            self._words[place], list(_vocabulary()), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH
        )
        todo = self._says["did_you_mean"].format(names=near[0]) if near else self._says["example"]
        return UsageError(self._says["unknown"].format(word=word), todo=todo)


def _by_part(hour: int, part: str) -> int:
    """An hour of a part of the day: "6 sore" is 18, "1 siang" 13, "12 malam" 0."""
    if not 1 <= hour <= _NOON:
        return hour
    first, last = PARTS[part]
    for whole in (hour % _NOON, hour % _NOON + _NOON):
        if first <= whole <= last:
            return whole
    return hour % _NOON if part in ("malam", "tonight") else hour


def _vocabulary() -> Iterator[str]:
    yield from DAYS
    yield from NAMED_TIMES
    yield from NAMED_ZONES
