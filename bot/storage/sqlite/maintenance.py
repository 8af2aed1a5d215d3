"""Keeping what is stored well: checks that see damage, and backups."""

import asyncio
import os
import sqlite3
from pathlib import Path

import aiosqlite

from bot.domain import Finding, content_hash
from bot.errors import StorageError, UsageError
from bot.storage.sqlite.connection import Database

# The WAL-reset bug (3.7.0 to 3.51.2) can damage a database under rare timing; these carry the repair.
_REPAIRED = ((3, 44, 6), (3, 50, 7))
_REPAIRED_SINCE = (3, 51, 3)
_CONTENT_BATCH = 500
_TODO = "restore the last backup with `warta restore FILE`"


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether SQLite `version` can damage a database through the WAL-reset bug."""
    if version >= _REPAIRED_SINCE:
        return False
    return not any(version[:2] == good[:2] and version >= good for good in _REPAIRED)


class Maintenance:
    """The port's MaintenanceStore over SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def check(self) -> list[Finding]:
        """Integrity of the file, of the references, of both indexes and of every stored word."""
        findings = [_version_finding()]
        for name, step in (
            ("database", self._check_file),
            ("index", self._check_index),
            ("contents", self._check_contents),
        ):
            try:
                detail, ok = await step()
            except StorageError as error:
                detail, ok = error.why or str(error), False
            findings.append(Finding(name, ok, detail if ok else f"{detail}; {_TODO}"))
        return findings

    async def _check_file(self) -> tuple[str, bool]:
        async with self._database.reader() as reader:
            problems = [row[0] for row in await reader.execute_fetchall("PRAGMA integrity_check(5)")]
            orphans = list(await reader.execute_fetchall("PRAGMA foreign_key_check"))
        if problems != ["ok"]:
            return f"damaged ({problems[0]})", False
        if orphans:
            return f"{len(orphans)} rows refer to nothing", False
        return f"sound ({self._database.path.stat().st_size / 1e6:,.1f} MB)", True

    async def _check_index(self) -> tuple[str, bool]:
        # Of FTS5's own checks only this form, rank 1, compares the index with the content it indexes.
        async with self._database.transaction() as writer:
            for table in ("sentence_index", "term_trigrams"):
                await writer.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        return "agrees with the sentences", True

    async def _check_contents(self) -> tuple[str, bool]:
        """Every revision's hash, and every sentence against the text it was taken from."""
        bad: list[int] = []
        checked = last = 0
        async with self._database.reader() as reader:
            while True:
                revisions = list(
                    await reader.execute_fetchall(
                        "SELECT rowid, article_id, revision, title, text, content_hash FROM revisions"
                        " WHERE rowid > ? ORDER BY rowid LIMIT ?",
                        (last, _CONTENT_BATCH),
                    )
                )
                if not revisions:
                    break
                last = revisions[-1][0]
                for _, article_id, revision, title, text, expected in revisions:
                    checked += 1
                    if content_hash(title, text) != expected or not await _sentences_agree(
                        reader, article_id, revision, title, text
                    ):
                        bad.append(article_id)
        if bad:
            return f"articles {', '.join(map(str, sorted(set(bad))[:10]))} are not what was stored", False
        return f"{checked} texts are what was stored", True

    async def backup(self, target: Path) -> None:
        """Write a complete, compact copy to `target`, a new file; it appears whole or not at all."""
        partial = await asyncio.to_thread(_partial_file, target)
        try:
            async with self._database.reader() as reader:
                await reader.execute("PRAGMA query_only = OFF")
                try:
                    await reader.execute("VACUUM INTO ?", (str(partial),))
                finally:
                    await reader.execute("PRAGMA query_only = ON")
            await asyncio.to_thread(_publish, partial, target)
        finally:
            partial.unlink(missing_ok=True)


async def _sentences_agree(
    reader: aiosqlite.Connection, article_id: int, revision: int, title: str, text: str
) -> bool:
    found = await reader.execute_fetchall(
        "SELECT start, text FROM sentences WHERE article_id = ? AND revision = ?", (article_id, revision)
    )
    return all(
        text[start : start + len(words)] == words if start >= 0 else words == title for start, words in found
    )


def _version_finding() -> Finding:
    version = sqlite3.sqlite_version
    if has_wal_reset_bug(sqlite3.sqlite_version_info):
        # A rare risk that the person can lower, not damage to what is stored: so not a failure.
        advice = "3.51.3, 3.50.7 and 3.44.6 repair it; back up often"
        return Finding("SQLite", True, f"{version} has the WAL-reset bug; {advice}")
    return Finding("SQLite", True, version)


def _partial_file(target: Path) -> Path:
    if target.exists():
        raise UsageError(f"{target} exists already", todo="name a new file")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent} is not a directory", todo="make it first")
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    return partial


def _publish(partial: Path, target: Path) -> None:
    """Give the finished file its name once its bytes are on the disk."""
    descriptor = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    partial.rename(target)
