"""What is kept of schedules."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain import Post, Schedule, Scope


class ScheduleStore(Protocol):
    """When digests are due. Instants are UTC; every method that writes does so in one transaction."""

    async def save_schedule(self, schedule: Schedule, most: int) -> Schedule | None:
        """Keep a schedule, as it is now where it has a number; with its number.

        Up to when its digests have told the news is changed by `claim_run` alone.
        None, and nothing is kept, where its scope has `most` already, or none of that number.
        """

    async def schedules(self, scope: Scope | None) -> list[Schedule]:
        """The schedules of `scope` (None: of all), the oldest first."""

    async def schedule(self, scope: Scope | None, schedule_id: int) -> Schedule | None:
        """One of them."""

    async def remove_schedule(self, scope: Scope, schedule_id: int) -> bool:
        """Forget a schedule and its runs; False if there is none. What is in the outbox is still posted."""

    async def due_schedules(self, now: str, limit: int) -> list[Schedule]:
        """The schedules whose next run is due by now and that are not paused, the longest due first."""

    async def put_off(self, schedule: Schedule) -> None:
        """Look at a schedule again at its `next_at`, unless it was paused meanwhile."""

    async def claim_run(
        self, schedule: Schedule, run: str, outcome: str, posts: Sequence[Post], at: str
    ) -> bool:
        """Note that a run is dealt with, together with its posts: both or neither.

        `schedule` is as it is from now on. False, and no post is written, where the run was dealt with
        before, or the schedule is gone or was paused meanwhile.
        """
