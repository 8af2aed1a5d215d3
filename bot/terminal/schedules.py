"""The commands about when digests come, over the schedules of every server.

A digest is posted to Discord, so a schedule is made there; from here all can be looked at and stopped.
"""

from argparse import Namespace
from collections.abc import Awaitable, Callable
from typing import Any

from bot.digest.calendar import Run
from bot.digest.schedules import NEXT, Wanted, read_schedule
from bot.domain import EVERY_DAY, WORKING_DAYS, Schedule
from bot.terminal.session import Session

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


async def list_schedules(session: Session, _: Namespace) -> int:
    """List the schedules of all servers, and when each comes next."""
    screen, found = session.screen, await session.app.schedules.schedules(None)
    for one in found:
        if screen.as_json:
            screen.json(_record(one))
        else:
            rest = "paused" if one.paused else f"next {one.next_at or 'never'}"
            screen.line(f"{one.id:>4}  {_when(one)} · {one.scope.name} · {one.place} · {rest}")
    if not found and not screen.as_json:
        screen.line("No digest is scheduled. In Discord, /digest schedule adds one.")
    return 0


async def next_runs(session: Session, args: Namespace) -> int:
    """Print the next runs of a schedule, or of a time that is not scheduled."""
    service, screen = session.app.schedules, session.screen
    if args.when.isdecimal():
        schedule = await service.one(None, int(args.when))
    else:
        schedule = read_schedule(session.scope, Wanted(args.when, args.zone))
    runs = service.next_runs(schedule)
    if screen.as_json:
        screen.json({"zone": schedule.zone, "runs": list(map(_run, runs))})
        return 0
    screen.line(f"{_when(schedule)}: the next {NEXT}", "bold")
    for one in runs:
        screen.line(f"  {one.key} → {one.instant:%Y-%m-%d %H:%M} UTC")
    return 0


def _changing(what: str, done: str) -> Callable[..., Awaitable[int]]:
    async def change(session: Session, args: Namespace) -> int:
        found = await getattr(session.app.schedules, what)(None, args.id)
        if session.screen.as_json:
            session.screen.json(_record(found))
        else:
            session.screen.line(f"{done} {found.id}: {_when(found)}")
        return 0

    return change


def _when(one: Schedule) -> str:
    if one.days == EVERY_DAY:
        days = "daily"
    elif one.days == WORKING_DAYS:
        days = "weekdays"
    else:
        days = ", ".join(_DAYS[day] for day in one.days)
    return f"{days} {', '.join(f'{at:%H:%M}' for at in one.times)} ({one.zone})"


def _record(one: Schedule) -> dict[str, Any]:
    return {
        "id": one.id,
        "scope": one.scope.name,
        "place": str(one.place),
        "zone": one.zone,
        "times": [f"{at:%H:%M}" for at in one.times],
        "days": list(one.days),
        "language": one.language,
        "stories": one.stories,
        "own_day": one.own_day,
        "paused": one.paused,
        "next_at": one.next_at,
        "told_until": one.told_until,
    }


def _run(one: Run) -> dict[str, str]:
    return {"local": one.key, "utc": one.instant.isoformat()}


SCHEDULES: dict[str, Callable[..., Awaitable[int]]] = {
    "list": list_schedules,
    "next": next_runs,
    "pause": _changing("pause", "Paused"),
    "resume": _changing("resume", "Resumed"),
    "remove": _changing("remove", "Removed"),
}
