"""When digests are due, and which of them were dealt with."""

from collections.abc import Sequence
from datetime import time
from typing import Any

import aiosqlite

from bot.domain import Post, Schedule, Scope
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database
from bot.storage.sqlite.posts import write_posts

_COLUMNS = (
    "scope, zone, times, days, place, language, stories, own_day, paused, added_by, added_at, dealt_at,"
    " next_at, told_until"
)
_SCHEDULE = f"id, {_COLUMNS}"


class ScheduleTables:
    """The port's ScheduleStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save_schedule(self, schedule: Schedule, most: int) -> Schedule | None:
        """Keep a schedule, as it is now where it has a number; with its number."""
        values = _values(schedule)
        async with self._database.transaction() as writer:
            if schedule.id:
                return schedule if await _update(writer, schedule) else None
            written = await writer.execute(
                f"INSERT INTO schedules ({_COLUMNS}) SELECT {rows.marks(len(values))}"
                " WHERE (SELECT count(*) FROM schedules WHERE scope = ?) < ? RETURNING id",
                (*values, schedule.scope.name, most),
            )
            found = await written.fetchone()
            return _schedule((found[0], *values)) if found else None

    async def schedules(self, scope: Scope | None) -> list[Schedule]:
        """The schedules of `scope` (None: of all), the oldest first."""
        where, values = ("WHERE scope = ?", (scope.name,)) if scope else ("", ())
        return await self._found(f"{where} ORDER BY id", values)

    async def schedule(self, scope: Scope | None, schedule_id: int) -> Schedule | None:
        """One of them."""
        found = await self._found("WHERE id = ?", (rows.bounded(schedule_id),))
        return found[0] if found and scope in (None, found[0].scope) else None

    async def remove_schedule(self, scope: Scope, schedule_id: int) -> bool:
        """Forget a schedule and its runs; False if there is none."""
        async with self._database.transaction() as writer:
            gone = await writer.execute(
                "DELETE FROM schedules WHERE id = ? AND scope = ?", (rows.bounded(schedule_id), scope.name)
            )
            return gone.rowcount > 0

    async def due_schedules(self, now: str, limit: int) -> list[Schedule]:
        """The schedules whose next run is due by now and that are not paused, the longest due first."""
        where = "WHERE paused = 0 AND next_at <> '' AND next_at <= ? ORDER BY next_at, id LIMIT ?"
        return await self._found(where, (now, limit))

    async def put_off(self, schedule: Schedule) -> None:
        """Look at a schedule again at its `next_at`, unless it was paused meanwhile."""
        async with self._database.transaction() as writer:
            await _put_off(writer, schedule)

    async def claim_run(
        self, schedule: Schedule, run: str, outcome: str, posts: Sequence[Post], at: str
    ) -> bool:
        """Note that a run is dealt with, together with its posts: both or neither."""
        async with self._database.transaction() as writer:
            still = "SELECT 1 FROM schedules WHERE id = ? AND paused = 0"
            if not list(await writer.execute_fetchall(still, (schedule.id,))):
                return False
            claimed = await writer.execute(
                "INSERT INTO digest_runs VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (schedule.id, run, outcome, at),
            )
            if not claimed.rowcount:
                await _put_off(writer, schedule)  # another process was faster, or the clock was put back
                return False
            await writer.execute(
                "UPDATE schedules SET dealt_at = ?, next_at = ?, told_until = ? WHERE id = ?",
                (schedule.dealt_at, schedule.next_at, schedule.told_until, schedule.id),
            )
            await write_posts(writer, posts, at)
            return True

    async def _found(self, where: str, values: tuple[object, ...]) -> list[Schedule]:
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(f"SELECT {_SCHEDULE} FROM schedules {where}", values)
        return [_schedule(row) for row in found]


async def _put_off(writer: aiosqlite.Connection, schedule: Schedule) -> None:
    await writer.execute(
        "UPDATE schedules SET next_at = ? WHERE id = ? AND paused = 0", (schedule.next_at, schedule.id)
    )


async def _update(writer: aiosqlite.Connection, schedule: Schedule) -> bool:
    """Change it, but for what its digests have told: one may have appeared since the schedule was read."""
    names = " = ?, ".join(_COLUMNS.split(", ")[:-1])
    changed = await writer.execute(
        f"UPDATE schedules SET {names} = ? WHERE id = ? AND scope = ?",
        (*_values(schedule)[:-1], schedule.id, schedule.scope.name),
    )
    return changed.rowcount > 0


def _values(one: Schedule) -> tuple[Any, ...]:
    return (
        one.scope.name,
        one.zone,
        " ".join(f"{at:%H:%M}" for at in one.times),
        " ".join(map(str, one.days)),
        rows.bounded(one.place),
        one.language,
        one.stories,
        int(one.own_day),
        int(one.paused),
        one.added_by,
        one.added_at,
        one.dealt_at,
        one.next_at,
        one.told_until,
    )


def _schedule(row: rows.Row) -> Schedule:
    """A Schedule from the columns of _SCHEDULE."""
    number, scope, zone, times, days, place, language, stories, own_day, paused, *rest = row
    return Schedule(
        number,
        Scope(scope),
        zone,
        tuple(map(time.fromisoformat, times.split())),
        tuple(map(int, days.split())),
        place,
        language,
        stories,
        bool(own_day),
        bool(paused),
        *rest,
    )
