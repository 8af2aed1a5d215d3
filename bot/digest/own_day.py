"""The own days of channels: what is heard there, kept for a while, told, and forgotten.

```
heard | in memory for a second | in one transaction | recap | forgotten
```

What is heard waits in memory, so that a busy channel does not cost a transaction a message. A deletion does
not wait: what somebody took back is nowhere a moment later.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.digest.recap import recap_of
from bot.domain import ChannelDay, Line, LineChange, LineEdited, LinesGone, Recap, Scope
from bot.errors import StorageError, UsageError
from bot.ports import ChannelStore, Clock

MOST_CHANNELS = 25  # of a scope
_EVERY = 1.0  # seconds between two transactions
_BATCH = 500  # changes of a transaction
_WAITING = 10_000  # changes that wait at most, while the store does not take them
_REMEMBERED = 10_000  # messages that were edited or deleted lately
_READING = 10.0  # seconds that a recap waits for its channel to be read
_FORGETS = 3_600.0  # seconds between two rounds of forgetting

_log = logging.getLogger("warta.recaps")


class RecapService:
    """Which channels' own days are on, and what becomes of what is heard there.

    `keep_hours` is how long a line is kept at most; `listens` whether what people write to each other is
    heard at all.
    """

    def __init__(self, store: ChannelStore, clock: Clock, *, keep_hours: int, listens: bool) -> None:
        self._store = store
        self._clock = clock
        self.hours = keep_hours
        self.listens = listens
        self._days: dict[int, ChannelDay] = {}
        self._out: set[int] = set()
        self._changes: list[LineChange] = []
        self._touched: OrderedDict[int, bool] = OrderedDict()  # whether it is gone
        self._flushing = asyncio.Lock()
        self._urgent = asyncio.Event()
        self._unread: set[int] = set()  # channels that may have changed while nobody listened
        self._read = asyncio.Event()

    # -- where, and of whom ---------------------------------------------------------------------------------

    async def load(self) -> None:
        """Learn what is on and who opted out, before anything is heard. Raises StorageError."""
        self._days = {one.channel: one for one in await self._store.channel_days()}
        self._out = set(await self._store.opted_out())
        if self.listens:
            self.reads_again(self._days)

    def heard_in(self, channel: int) -> ChannelDay | None:
        """How the own day of a channel is on; None where it is not."""
        return self._days.get(channel)

    def keeps(self, person: int) -> bool:
        """Whether what a person writes may be kept."""
        return person not in self._out

    async def days(self, scope: Scope | None = None) -> list[ChannelDay]:
        """The channels of `scope` (None: of all) whose own day is on."""
        return await self._store.channel_days(scope)

    async def switch_on(
        self, scope: Scope, channel: int, by: int, *, index_links: bool = False, at: datetime | None = None
    ) -> None:
        """Keep the own day of a channel from now on, by the clock of whoever says when its messages were.

        Raises UsageError where it is one channel too many.
        """
        others = [one for one in await self._store.channel_days(scope) if one.channel != channel]
        if len(others) >= MOST_CHANNELS:
            why = f"a server has at most {MOST_CHANNELS}"
            raise UsageError("This channel's own day is not kept", why, "switch another one off first")
        on_at = (at or self._clock.now()).isoformat(timespec="seconds")
        if (known := self._days.get(channel)) is not None and known.scope == scope:
            on_at = known.on_at  # what was kept since then is kept on
        day = ChannelDay(scope, channel, index_links, by, on_at)
        await self._store.save_channel_day(day)
        self._days[channel] = day

    async def switch_off(self, scope: Scope, channel: int) -> bool:
        """Keep it no more, and forget what was kept; False if it was not on."""
        if (day := self._days.get(channel)) is not None and day.scope == scope:
            del self._days[channel]
        return await self._store.drop_channel_day(scope, channel)

    def forget(self, scope: Scope) -> None:
        """Hear nothing of a scope any more, since everything of it was forgotten."""
        self._days = {number: one for number, one in self._days.items() if one.scope != scope}

    async def opt_out(self, person: int) -> int:
        """Keep nothing of a person from now on, and forget what is kept; how many messages it was."""
        self._out.add(person)
        await self.flush()
        return await self._store.opt_out(person)

    async def opt_in(self, person: int) -> None:
        """Keep again what a person writes from now on."""
        await self._store.opt_in(person)
        self._out.discard(person)

    async def has_opted_out(self, person: int) -> bool:
        """Whether a person opted out."""
        return person in await self._store.opted_out()

    async def kept_of(self, scope: Scope, person: int) -> int:
        """How many messages of a person are kept in `scope`."""
        await self.flush()
        return len(await self._store.lines_of_person(scope, person))

    # -- what is heard --------------------------------------------------------------------------------------

    def take(self, change: LineChange) -> None:
        """Keep what was heard, soon; a deletion at once."""
        match change:
            case Line():
                if self._touched.get(change.message_id):
                    return
            case LineEdited():
                self._touch(change.message_id, gone=False)
            case LinesGone():
                for number in change.message_ids:
                    self._touch(number, gone=True)
                self._urgent.set()
        self._changes.append(change)

    def reads_again(self, channels: Iterable[int]) -> None:
        """Say that channels are about to be read again: what is told of them waits for that, 10 s at most."""
        self._unread.update(channels)
        self._read.clear()

    def unread(self, channel: int) -> bool:
        """Whether a channel may have changed since it was read."""
        return channel in self._unread

    async def catch_up(
        self, day: ChannelDay, lines: Iterable[Line], standing: Collection[int], before: Iterable[int]
    ) -> None:
        """Make what is kept of a channel what stands there, after nobody listened for a while.

        `lines` are what is to be kept of the messages `standing` there; `before` the messages that were kept
        when those were begun to be read. What was edited or deleted meanwhile is known better.
        """
        if missing := tuple(number for number in before if number not in standing):
            self.take(LinesGone(day.channel, missing))
        for line in lines:
            if line.message_id not in self._touched:
                self.take(line)
        await self.flush()
        self._unread.discard(day.channel)
        self._read.set()
        self._read.clear()

    async def kept_since(self, day: ChannelDay, since: str) -> list[int]:
        """The messages of a channel of which anything is kept since an instant; before `catch_up`."""
        await self.flush()
        # What is read from now on shows earlier edits.
        self._touched = OrderedDict((number, gone) for number, gone in self._touched.items() if gone)
        stretch = (day.scope, day.channel, since, self._later())
        asked = await self._store.asked_there(*stretch)
        kept = [one.message_id for one in await self._store.lines(*stretch)]
        return [*kept, *(number for one in asked for number in (one.message_id, one.put_in) if number)]

    async def flush(self) -> None:
        """Store what waits. Raises StorageError, and what is not stored waits on."""
        async with self._flushing:
            self._urgent.clear()
            changes, self._changes = self._changes, []
            try:
                while changes:
                    await self._store.change_lines(changes[:_BATCH])
                    del changes[:_BATCH]
            finally:
                self._changes = [*changes, *self._changes]

    async def run(self) -> None:
        """Store what is heard, and forget what is old, until cancelled."""
        loop = asyncio.get_running_loop()
        forget_at = loop.time()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_EVERY):
                    await self._urgent.wait()
            try:
                await self.flush()
                if loop.time() >= forget_at:
                    forget_at = loop.time() + _FORGETS
                    await self.forget_old()
            except StorageError as error:
                _log.warning("what was heard waits to be stored: %s", error)
                self._changes = _newest(self._changes)
                await asyncio.sleep(_EVERY)

    # -- what is told ---------------------------------------------------------------------------------------

    async def recap(self, scope: Scope, place: int, since: str, until: str) -> Recap:
        """The own day of a channel between two instants, `until` exclusive; quiet where it is not on."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_READING):
                while place in self._unread:
                    await self._read.wait()
        await self.flush()
        lines = await self._store.lines(scope, place, since, until)
        days = await self._store.channel_days(scope)
        on = any(one.channel == place for one in days)
        asked = await self._store.asked_there(scope, place, since, until) if on else []
        recap = await asyncio.to_thread(recap_of, scope, place, since, until, lines, asked)
        now = self._clock.now().isoformat(timespec="seconds")
        return replace(recap, until=min(until, now))

    async def digested(self, scope: Scope, place: int, until: str) -> int:
        """Forget what a digest has told of a channel, up to an instant; how many messages it was."""
        await self.flush()
        return await self._store.forget_lines(until, scope, place)

    async def forget_old(self) -> int:
        """Forget what was kept for as long as it may be; how many messages it was."""
        before = self._clock.now() - timedelta(hours=self.hours)
        return await self._store.forget_lines(before.isoformat(timespec="seconds"))

    def since(self, hours: float) -> tuple[str, str]:
        """The instants between which the last so many hours lie, as long as lines are kept."""
        now = self._clock.now()
        first: datetime = now - timedelta(hours=min(hours, self.hours))
        return first.isoformat(timespec="seconds"), self._later()

    def _touch(self, number: int, *, gone: bool) -> None:
        self._touched[number] = gone
        if len(self._touched) > _REMEMBERED:
            self._touched.popitem(last=False)

    def _later(self) -> str:
        """A moment from now: Discord's clock may be ahead of this machine's."""
        return (self._clock.now() + timedelta(minutes=5)).isoformat(timespec="seconds")


def _newest(changes: list[LineChange]) -> list[LineChange]:
    """As many as may wait; a deletion is never left out."""
    if len(changes) <= _WAITING:
        return changes
    old, new = changes[:-_WAITING], changes[-_WAITING:]
    return [one for one in old if isinstance(one, LinesGone)] + new
