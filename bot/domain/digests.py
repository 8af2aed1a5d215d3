"""Digests: when they are due, and where and how they appear."""

from dataclasses import dataclass
from datetime import time

from bot.domain.news import Scope

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a scope's digest appears, where, and what it holds.

    `times` are wall clock times in `zone` (IANA), to the minute, on the weekdays `days` (0 is Monday).
    `place` is the channel, thread or forum of a Discord server, 0 for none. `language` is the digest's ("":
    that of the scope), `stories` how many it tells at most, `own_day` whether the channel's own day is part
    of it.
    """

    id: int
    scope: Scope
    zone: str
    times: tuple[time, ...]
    days: tuple[int, ...] = EVERY_DAY
    place: int = 0
    language: str = ""
    stories: int = 5
    own_day: bool = False
    paused: bool = False
    added_by: int = 0
    added_at: str = ""
