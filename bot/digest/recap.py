"""The own day of a channel: from what was written there to what is told of it. Pure functions.

```
lines | links, each once | stretches: replies, then pauses | the worth of each | a few lines of it
```

A **stretch** is what people wrote to each other. A reply belongs where the message is that it replies to,
however much later it comes. Any other line goes on with the last stretch of the same person, else with that
of the line before it, unless a pause lies between: ten minutes in a quiet channel, less in a busy one (eight
times the usual distance of two lines, two minutes at least), or the stretch has gone on for two hours.

Its **worth** is 3 log2(people) + 2 sqrt(replies) + 2 sqrt(reactions) + log2(lines). People count most, since
one person writing fifty lines is no conversation; roots and logarithms, since the fiftieth reaction tells
less than the second. What one person wrote is left out where fewer than three reacted to it.

It is **shown** by one to three lines: those that most was said and felt about, by different people where
there are any, in the order in which they were written. The first line has a small advantage: it tells what
the others are about.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from math import log2, sqrt
from statistics import median

from bot.domain import AskedThere, Line, Recap, Scope, SharedLink, Spoken, Stretch
from bot.ingest.address import canonical
from bot.text.sentences import split

LINKS, QUESTIONS, STRETCHES = 20, 20, 3  # told at most; what is shown of them is for the front end
_QUOTES = (3, 2, 2)  # lines that show the first, second … stretch; of what one person wrote there is one
_LONGEST = 220  # letters of a line that is quoted
_PAUSE, _SHORTEST_PAUSE, _USUAL = 600.0, 120.0, 8.0  # seconds; times the usual distance
_SPAN = 7_200.0  # seconds of one stretch
_REACTIONS_ALONE = 3  # that make what one person wrote worth telling
_WORDS = 3  # of a line that says something
_ADDRESS = re.compile(r"https?://\S+")
ELLIPSIS = "…"


@dataclass(slots=True)
class _Told:
    """A stretch in the making; times are seconds."""

    began: float
    last: float
    lines: list[Line] = field(default_factory=list)


def recap_of(
    scope: Scope, channel: int, since: str, until: str, lines: Iterable[Line], asked: Sequence[AskedThere]
) -> Recap:
    """What is told of a channel's `lines` between two instants, and of what was `asked` there."""
    written = sorted(
        (one for one in lines if since <= one.at < until and one.channel == channel),
        key=lambda one: (one.at, one.message_id),
    )
    stretches = sorted(
        (one for one in _stretches(written) if _told_about(one)), key=lambda one: (-worth(one), one.began)
    )
    return Recap(
        scope,
        channel,
        since,
        until,
        len(written),
        len({one.person for one in written}),
        _links(written)[:LINKS],
        tuple(asked[:QUESTIONS]),
        tuple(_shown(one, most) for one, most in zip(stretches[:STRETCHES], _QUOTES, strict=False)),
    )


def trimmed(text: str, limit: int = _LONGEST) -> str:
    """`text` in one line, to the letter: as many of its sentences as `limit` letters hold.

    Where not even the first fits, its beginning with an ellipsis.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    fitting = [end for _, end in split(line[: 4 * limit], "") if end <= limit]
    if fitting and fitting[-1] < len(line):
        return line[: fitting[-1]]
    cut = line[: limit - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[limit // 2 :] else cut).rstrip() + ELLIPSIS


def _links(lines: Sequence[Line]) -> tuple[SharedLink, ...]:
    """Every address once, whoever wrote it how: those of most people first, then in order."""
    found: dict[str, tuple[SharedLink, set[int]]] = {}
    for line in lines:
        for url in line.links:
            first = SharedLink(url, 0, line.message_id)
            found.setdefault(canonical(url) or url, (first, set()))[1].add(line.person)
    shared = [SharedLink(one.url, len(people), one.message_id) for one, people in found.values()]
    return tuple(sorted(shared, key=lambda one: -one.people))


def _stretches(lines: Sequence[Line]) -> list[_Told]:
    times = [datetime.fromisoformat(one.at).timestamp() for one in lines]
    usual = median([later - earlier for earlier, later in pairwise(times)] or [_PAUSE])
    pause = min(_PAUSE, max(_SHORTEST_PAUSE, _USUAL * usual))
    stretches: list[_Told] = []
    of_message: dict[int, _Told] = {}
    of_person: dict[int, _Told] = {}
    before: _Told | None = None
    for line, now in zip(lines, times, strict=True):
        stretch = of_message.get(line.reply_to)
        if stretch is None:
            candidates = (of_person.get(line.person), before)
            stretch = next((one for one in candidates if one and _goes_on(one, now, pause)), None)
        if stretch is None:
            stretch = _Told(now, now)
            stretches.append(stretch)
        stretch.lines.append(line)
        stretch.last = now
        of_message[line.message_id] = of_person[line.person] = before = stretch
    return stretches


def _goes_on(stretch: _Told, now: float, pause: float) -> bool:
    return now - stretch.last <= pause and now - stretch.began <= _SPAN


def _replies(stretch: _Told) -> int:
    """How many lines of it reply to somebody else's."""
    writers = {one.message_id: one.person for one in stretch.lines}
    return sum(writers.get(one.reply_to, one.person) != one.person for one in stretch.lines)


def _people(stretch: _Told) -> int:
    return len({one.person for one in stretch.lines})


def _reactions(stretch: _Told) -> int:
    return sum(one.reactions for one in stretch.lines)


def worth(stretch: _Told) -> float:
    """How much it was talked about; see the beginning of this module."""
    return (
        3 * log2(_people(stretch))
        + 2 * sqrt(_replies(stretch))
        + 2 * sqrt(_reactions(stretch))
        + log2(len(stretch.lines))
    )


def _told_about(stretch: _Told) -> bool:
    talked = _people(stretch) > 1 or _reactions(stretch) >= _REACTIONS_ALONE
    return talked and any(_words(one) >= _WORDS for one in stretch.lines)


def _words(line: Line) -> int:
    """How many words there are beside addresses in a line."""
    return len(_ADDRESS.sub("", line.text).split())


def _says(line: Line) -> bool:
    """Whether there is anything beside addresses in a line."""
    return any(map(str.isalnum, _ADDRESS.sub("", line.text)))


def _shown(stretch: _Told, most: int) -> Stretch:
    lines = stretch.lines
    return Stretch(
        lines[0].at,
        lines[-1].at,
        len(lines),
        _people(stretch),
        _replies(stretch),
        _reactions(stretch),
        tuple(
            Spoken(one.message_id, one.person, trimmed(one.text))
            for one in _quoted(stretch, most if _people(stretch) > 1 else 1)
        ),
    )


def _quoted(stretch: _Told, most: int) -> list[Line]:
    """The lines that stand for a stretch, in the order in which they were written."""
    answered: dict[int, int] = {}
    for line in stretch.lines:
        answered[line.reply_to] = answered.get(line.reply_to, 0) + 1

    def weight(line: Line) -> tuple[float, int]:
        words = _words(line)
        said = min(words, 25) / 10 - (2.0 if words < _WORDS else 0.0)
        opening = 1.0 if line is stretch.lines[0] else 0.0
        heard = 1.5 * sqrt(answered.get(line.message_id, 0)) + 1.5 * sqrt(line.reactions)
        return heard + said + opening, -line.message_id

    left = sorted((one for one in stretch.lines if _says(one)), key=weight, reverse=True)
    chosen: list[Line] = []
    while left and len(chosen) < most:
        heard = {one.person for one in chosen}
        best = next((one for one in left if one.person not in heard), left[0])
        if chosen and best.person in heard and len(best.text.split()) < _WORDS:
            break  # “haha” of somebody who is quoted already tells nothing
        chosen.append(best)
        left = [one for one in left if one is not best and one.text.casefold() != best.text.casefold()]
    return sorted(chosen, key=lambda one: (one.at, one.message_id))
