"""What a database file says it is, and which of them this Warta opens. The tables are in `migrations`."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.errors import StorageForeign, StorageNewer
from bot.storage.sqlite.migrations import MIGRATIONS as MIGRATIONS

VERSION = len(MIGRATIONS)

# "wrta" in ASCII: tells our file from any other SQLite database.
APPLICATION_ID = 0x77727461


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit the open transaction.

    A statement ends at the end of a line. Raises ValueError when the last one does not end.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in statement.splitlines()):
        raise ValueError(f"the script ends inside a statement: {statement}")


class Identity(NamedTuple):
    """What a file says it is: whose, in which version, and how many tables, views and indexes it has."""

    application: int
    version: int
    objects: int


IDENTITY = """
    SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
    FROM pragma_application_id, pragma_user_version
"""


def refuse_unknown(identity: Identity, path: Path) -> None:
    """Raise StorageForeign or StorageNewer unless the file is empty, or ours in a version known here."""
    if identity.application != APPLICATION_ID and any(identity):
        raise StorageForeign(
            f"{path} cannot be opened",
            "it is another program's database",
            "name another directory with --data, or move the file away",
        )
    if identity.version > VERSION:
        raise StorageNewer(
            f"{path} cannot be opened",
            f"a newer Warta wrote it (schema {identity.version}, this one knows {VERSION})",
            "update Warta, or restore a backup made by this version",
        )
