"""Turns the driver's errors into Warta's at the border of storage; a programming error stays what it is."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import (
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageForeign,
    StorageFull,
    StorageReadOnly,
)

_LEAST_FREE = 1 << 20  # bytes; with less, a disk counts as full
_NO_TEXT = "a stored text is not text any more"
_RESTORE = "run `warta doctor`, then `warta restore` with your last backup"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Inside the block, errors of the driver about the file at `path` leave as Warta's; see `translate`."""
    try:
        yield
    except sqlite3.Error as error:
        known = translate(error, path)
        if known is error:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # Python reads the line of an error as UTF-8 too, and in a damaged file that may quote the damage.
        raise StorageCorrupt(f"{path} is damaged", _NO_TEXT, _RESTORE) from error


def translate(error: sqlite3.Error, path: Path) -> Exception:
    """The domain error for `error`, or `error` itself when it is a bug (wrong SQL, broken constraint)."""
    # The low byte is the primary code; the rest says more than a person needs.
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_IOERR and _is_for_want_of_room(extended, path):
        code = sqlite3.SQLITE_FULL
    match code:
        case sqlite3.SQLITE_NOTADB:
            return StorageForeign(
                f"{path} cannot be opened",
                "it is not a database of Warta's",
                "name another directory with --data, or move the file away",
            )
        case sqlite3.SQLITE_CORRUPT:
            return StorageCorrupt(f"{path} is damaged", str(error), _RESTORE)
        case sqlite3.SQLITE_FULL:
            return StorageFull(
                f"{path} cannot grow", "the disk is full", "free some space; nothing stored was lost"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StorageReadOnly(
                f"{path} cannot be written",
                str(error),
                "allow this user to write there, or name another directory with --data",
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return StorageBusy(
                f"{path} is busy", "another process has been writing to it for too long", "try again"
            )
        case sqlite3.SQLITE_IOERR:
            return StorageError(f"{path} cannot be read or written", str(error), "check the disk")
        case _ if "Could not decode to UTF-8" in str(error):
            # The one error about the contents that Python raises itself, without a code. The line would show
            # the damaged text at length.
            return StorageCorrupt(f"{path} is damaged", _NO_TEXT, _RESTORE)
        case _:
            return error


def _is_for_want_of_room(code: int, path: Path) -> bool:
    """Whether an input/output error comes from a full disk: SQLite says so of writing to the file only."""
    if code in {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}:
        return False
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_FREE
    except OSError:
        return False
