"""The own days of channels: where they are switched on, and what is kept of them for a while."""

from collections.abc import Sequence
from typing import Protocol

from bot.domain import AskedThere, ChannelDay, Line, LineChange, Scope


class ChannelStore(Protocol):
    """What is kept of channels. Instants are UTC; what a method has done is kept."""

    async def channel_days(self, scope: Scope | None = None) -> list[ChannelDay]:
        """The channels of `scope` (None: of all) whose own day is on, in the order of their numbers."""

    async def save_channel_day(self, day: ChannelDay) -> None:
        """Switch it on, in the place of how it was on before."""

    async def drop_channel_day(self, scope: Scope, channel: int) -> bool:
        """Switch it off and forget what is kept of the channel; False if it was not on."""

    async def change_lines(self, changes: Sequence[LineChange]) -> None:
        """Carry out changes in their order, in one transaction.

        A line is kept in the place of what was kept of its message; not where the channel is not on in its
        scope, nor of a person who opted out. Of a channel and day the newest lines are kept, as many as a
        store says. What shows words of a deleted message and waits to be posted is given up, and a question
        or answer that was deleted is not of the channel any more.
        """

    async def lines(self, scope: Scope, channel: int, since: str, until: str) -> list[Line]:
        """What is kept of a channel between two instants, `until` exclusive, the oldest first."""

    async def lines_of_person(self, scope: Scope, person: int) -> list[Line]:
        """What is kept of a person in `scope`, the oldest first."""

    async def asked_there(self, scope: Scope, channel: int, since: str, until: str) -> list[AskedThere]:
        """What was asked in a channel for all to see, by nobody who opted out.

        Each question once, as it was answered last, and in that order.
        """

    async def forget_lines(self, before: str, scope: Scope | None = None, channel: int = 0) -> int:
        """Forget what was written before an instant: everywhere, or in one channel; how many lines."""

    async def opt_out(self, person: int) -> int:
        """Keep nothing of a person from now on, and forget what is kept, everywhere; how many lines."""

    async def opt_in(self, person: int) -> bool:
        """Keep what that person writes again; False if that was so."""

    async def opted_out(self) -> Sequence[int]:
        """Who opted out."""
