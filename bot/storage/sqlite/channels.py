"""The own days of channels: where they are on, what is kept of them, who wants nothing kept."""

import json
from collections.abc import Sequence
from itertools import groupby

import aiosqlite

from bot.domain import (
    AskedThere,
    ChannelDay,
    Line,
    LineChange,
    LineEdited,
    LinesGone,
    Reacted,
    Scope,
)
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

MOST = 2_000  # lines of a channel and day
LONGEST = 2_000  # letters of a line
_LINKS = 10  # of a line
_LINE = "message_id, scope, channel, person, text, at, reply_to, reactions, links"
_DAY = 10  # letters of the day of an instant
_GIVEN_UP = "a message that it quotes is gone"

# Not of a channel that was switched off meanwhile, nor of a person who opted out.
_KEEP = f"""
    INSERT INTO lines ({_LINE})
    SELECT :id, :scope, :channel, :person, :text, :at, :reply_to, :reactions, :links
    WHERE EXISTS (SELECT 1 FROM channel_days WHERE channel = :channel AND scope = :scope)
        AND NOT EXISTS (SELECT 1 FROM opted_out WHERE person = :person)
    ON CONFLICT (message_id) DO UPDATE SET
        text = excluded.text, reactions = excluded.reactions, links = excluded.links
"""
_TOO_MANY = f"""
    DELETE FROM lines WHERE message_id IN (
        SELECT message_id FROM lines WHERE channel = ? AND at >= ? AND at < ?
        ORDER BY at DESC, message_id DESC LIMIT -1 OFFSET {MOST}
    )
"""
# What waits to be posted and names a message or a person, of whom there are no words any more.
_GIVE_UP = """
    UPDATE outbox SET state = 'dropped', error = ?, payload = '{}'
    WHERE kind = 'recap' AND state = 'pending' AND instr(payload, ?) AND ? IN ('', scope)
"""
_ASKED = """
    SELECT question, shown, max(message_id), put_in FROM asked
    WHERE scope = ? AND place = ? AND place <> 0 AND NOT private AND asked_at >= ? AND asked_at < ?
        AND person NOT IN (SELECT person FROM opted_out)
    GROUP BY question ORDER BY max(message_id)
"""


class ChannelTables:
    """The port's ChannelStore over SQLite."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def channel_days(self, scope: Scope | None = None) -> list[ChannelDay]:
        """The channels whose own day is on."""
        where, values = ("WHERE scope = ?", (scope.name,)) if scope else ("", ())
        query = f"SELECT scope, channel, index_links, on_by, on_at FROM channel_days {where} ORDER BY channel"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, values)
        return [
            ChannelDay(Scope(name), channel, bool(links), by, at) for name, channel, links, by, at in found
        ]

    async def save_channel_day(self, day: ChannelDay) -> None:
        """Switch it on, in the place of how it was on before."""
        values = (day.channel, day.scope.name, int(day.index_links), day.on_by, day.on_at or self._now())
        async with self._database.transaction() as writer:
            await writer.execute(
                "INSERT INTO channel_days (channel, scope, index_links, on_by, on_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (channel) DO UPDATE SET scope = excluded.scope,"
                " index_links = excluded.index_links, on_by = excluded.on_by, on_at = excluded.on_at",
                values,
            )

    async def drop_channel_day(self, scope: Scope, channel: int) -> bool:
        """Switch it off and forget what is kept of the channel; False if it was not on."""
        async with self._database.transaction() as writer:
            gone = await writer.execute(
                "DELETE FROM channel_days WHERE channel = ? AND scope = ?",
                (rows.bounded(channel), scope.name),
            )
            return gone.rowcount > 0

    async def change_lines(self, changes: Sequence[LineChange]) -> None:
        """Carry out changes in their order, in one transaction."""
        days = {(one.channel, one.at[:_DAY]) for one in changes if isinstance(one, Line)}
        async with self._database.transaction() as writer:
            for kind, group in groupby(changes, type):
                if kind is Line:  # many at once, and nearly all that there is
                    await writer.executemany(_KEEP, [_values(one) for one in group if isinstance(one, Line)])
                    continue
                for change in group:
                    await _change(writer, change)
            for channel, day in days:
                await writer.execute(_TOO_MANY, (channel, day, f"{day}~"))

    async def lines(self, scope: Scope, channel: int, since: str, until: str) -> list[Line]:
        """What is kept of a channel between two instants, the oldest first."""
        where = "scope = ? AND channel = ? AND at >= ? AND at < ?"
        return await self._lines(where, (scope.name, rows.bounded(channel), since, until))

    async def lines_of_person(self, scope: Scope, person: int) -> list[Line]:
        """What is kept of a person in `scope`, the oldest first."""
        return await self._lines("scope = ? AND person = ?", (scope.name, rows.bounded(person)))

    async def asked_there(self, scope: Scope, channel: int, since: str, until: str) -> list[AskedThere]:
        """What was asked in a channel for all to see, each question once."""
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(_ASKED, (scope.name, rows.bounded(channel), since, until))
        return [AskedThere(*row) for row in found]

    async def forget_lines(self, before: str, scope: Scope | None = None, channel: int = 0) -> int:
        """Forget what was written before an instant: everywhere, or in one channel; how many lines."""
        where, values = "at < ?", [before]
        async with self._database.transaction() as writer:
            if scope is None:
                gone = await writer.execute(f"DELETE FROM lines WHERE {where}", values)
            else:
                gone = await writer.execute(
                    f"DELETE FROM lines WHERE {where} AND scope = ? AND channel = ?",
                    (*values, scope.name, rows.bounded(channel)),
                )
            return gone.rowcount

    async def opt_out(self, person: int) -> int:
        """Keep nothing of a person from now on, and forget what is kept, everywhere."""
        async with self._database.transaction() as writer:
            await writer.execute(
                "INSERT INTO opted_out (person, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (person, self._now()),
            )
            gone = await writer.execute("DELETE FROM lines WHERE person = ?", (person,))
            await give_up(writer, person)
            return gone.rowcount

    async def opt_in(self, person: int) -> bool:
        """Keep what that person writes again; False if that was so."""
        async with self._database.transaction() as writer:
            gone = await writer.execute("DELETE FROM opted_out WHERE person = ?", (person,))
            return gone.rowcount > 0

    async def opted_out(self) -> Sequence[int]:
        """Who opted out."""
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall("SELECT person FROM opted_out ORDER BY person")
        return [int(person) for (person,) in found]

    async def _lines(self, where: str, values: tuple[object, ...]) -> list[Line]:
        query = f"SELECT {_LINE} FROM lines WHERE {where} ORDER BY at, message_id"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, values)
        return [_line(row) for row in found]

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


async def give_up(writer: aiosqlite.Connection, number: int, scope: Scope | None = None) -> None:
    """Give up recaps that wait to be posted and name a message or person, within a transaction."""
    await writer.execute(_GIVE_UP, (_GIVEN_UP, str(number), scope.name if scope else ""))


async def _change(writer: aiosqlite.Connection, change: LineChange) -> None:
    match change:
        case LineEdited():
            await writer.execute(
                "UPDATE lines SET text = ?, links = ? WHERE message_id = ? AND channel = ?",
                (_text(change.text), _links(change.links), change.message_id, change.channel),
            )
        case LinesGone():
            await _forget_messages(writer, change)
        case Reacted():
            await _react(writer, change)


async def _forget_messages(writer: aiosqlite.Connection, gone: LinesGone) -> None:
    for number in map(rows.bounded, gone.message_ids):
        await writer.execute("DELETE FROM lines WHERE message_id = ? AND channel = ?", (number, gone.channel))
        # Neither a question whose message was deleted is told any more, nor one whose answer was.
        await writer.execute(
            "UPDATE asked SET place = 0 WHERE place = ? AND (message_id = ? OR put_in = ?)",
            (gone.channel, number, number),
        )
        await give_up(writer, number)


async def _react(writer: aiosqlite.Connection, reacted: Reacted) -> None:
    more = "0" if reacted.more is None else "max(0, reactions + ?)"
    values = () if reacted.more is None else (reacted.more,)
    await writer.execute(
        f"UPDATE lines SET reactions = {more} WHERE message_id = ? AND channel = ?",
        (*values, reacted.message_id, reacted.channel),
    )


def _values(line: Line) -> dict[str, object]:
    return {
        "id": line.message_id,
        "scope": line.scope.name,
        "channel": line.channel,
        "person": line.person,
        "text": _text(line.text),
        "at": line.at,
        "reply_to": line.reply_to,
        "reactions": line.reactions,
        "links": _links(line.links),
    }


def _text(text: str) -> str:
    """As much of a message as is kept; half of a character outside of Unicode cannot be."""
    whole = text.encode("utf-8", "replace").decode()
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"


def _links(links: Sequence[str]) -> str:
    return json.dumps(list(links[:_LINKS]))


def _line(row: rows.Row) -> Line:
    number, scope, channel, person, text, at, reply_to, reactions, links = row
    return Line(
        number, Scope(scope), channel, person, text, at, reply_to, reactions, tuple(json.loads(links))
    )
