"""Questions by the message that answers them, and what was thought of the answers."""

import json
from collections.abc import Sequence
from dataclasses import astuple

from bot.domain import Asked, Feedback, Scope, Verdict
from bot.ports import Clock
from bot.storage.sqlite import rows
from bot.storage.sqlite.connection import Database

ASKED = (
    "message_id, scope, person, question, language, names, answered, shown, private, outlet, since, until,"
    " asked_at"
)
FEEDBACK = "message_id, scope, person, question, shown, verdict, given_at"


class AskedTables:
    """The port's AskedStore over SQLite."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def save_asked(self, asked: Asked) -> None:
        """Keep a question by its message; the last one counts."""
        values = (
            asked.message_id,
            asked.scope.name,
            asked.person,
            asked.question,
            asked.language,
            json.dumps(asked.names),
            asked.answered,
            asked.shown,
            int(asked.private),
            asked.outlet,
            asked.since,
            asked.until,
            asked.asked_at or self._now(),
            rows.bounded(0 if asked.private else asked.place),
            rows.bounded(asked.put_in),
        )
        async with self._database.transaction() as writer:
            await writer.execute(
                f"INSERT OR REPLACE INTO asked ({ASKED}, place, put_in) VALUES ({rows.marks(len(values))})",
                values,
            )
            if asked.place and not asked.private:
                # An article that was removed meanwhile is not quoted any more.
                await writer.executemany(
                    "INSERT INTO quoted SELECT ?, ?, id, ? FROM articles WHERE id = ? ON CONFLICT DO NOTHING",
                    [
                        (asked.message_id, rows.bounded(asked.place), sentence, rows.bounded(article_id))
                        for article_id, sentence in asked.quoted
                    ],
                )

    async def asked(self, scope: Scope, message_id: int) -> Asked | None:
        """The question that a message of `scope` answers."""
        query = f"SELECT {ASKED} FROM asked WHERE message_id = ? AND scope = ?"
        async with self._database.reader() as reader:
            found = list(await reader.execute_fetchall(query, (rows.bounded(message_id), scope.name)))
        return asked_of(found[0]) if found else None

    async def recent_questions(self, scope: Scope, limit: int) -> Sequence[str]:
        """What was last asked in `scope` and not in private, each question once, the newest first."""
        query = (
            "SELECT question FROM asked WHERE scope = ? AND NOT private"
            " GROUP BY question ORDER BY max(asked_at) DESC, max(message_id) DESC LIMIT ?"
        )
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (scope.name, limit))
        return [str(question) for (question,) in found]

    async def forget_asked(self, before: str) -> int:
        """Forget the questions of all scopes asked before an instant; how many those were."""
        async with self._database.transaction() as writer:
            return (await writer.execute("DELETE FROM asked WHERE asked_at < ?", (before,))).rowcount

    async def save_feedback(self, feedback: Feedback) -> bool:
        """Keep what a person thought of an answer; False where that person has said so before."""
        values = astuple(feedback)
        values = (values[0], feedback.scope.name, *values[2:5], feedback.verdict.value)
        async with self._database.transaction() as writer:
            statement = f"INSERT OR IGNORE INTO feedback ({FEEDBACK}) VALUES ({rows.marks(7)})"
            written = await writer.execute(statement, (*values, feedback.given_at or self._now()))
            return written.rowcount > 0

    async def feedback(self, scope: Scope | None, limit: int) -> list[Feedback]:
        """What was thought of answers in `scope` (None: in all), the newest first."""
        where, values = ("WHERE scope = ?", (scope.name,)) if scope else ("", ())
        query = f"SELECT {FEEDBACK} FROM feedback {where} ORDER BY given_at DESC, message_id DESC LIMIT ?"
        async with self._database.reader() as reader:
            found = await reader.execute_fetchall(query, (*values, rows.bounded(limit)))
        return [feedback_of(row) for row in found]

    def _now(self) -> str:
        return self._clock.now().isoformat(timespec="seconds")


def asked_of(row: rows.Row) -> Asked:
    """An Asked from the columns of ASKED."""
    message_id, scope, person, question, language, names, answered, shown, private, *within = row
    return Asked(
        message_id,
        Scope(scope),
        person,
        question,
        language,
        tuple(json.loads(names)),
        answered,
        shown,
        bool(private),
        *within,
    )


def feedback_of(row: rows.Row) -> Feedback:
    """A Feedback from the columns of FEEDBACK."""
    message_id, scope, person, question, shown, verdict, given_at = row
    return Feedback(message_id, Scope(scope), person, question, shown, Verdict(verdict), given_at)
