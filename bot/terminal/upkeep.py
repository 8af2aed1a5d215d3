"""The commands that keep what is stored well: backup, restore and doctor."""

import asyncio
import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.app import open_app, restore_backup
from bot.config import Settings
from bot.domain import LOCAL, Feed, FeedState, Finding
from bot.errors import WartaError
from bot.ingest.files import MIB
from bot.paths import expanded
from bot.phrases import ENGLISH
from bot.terminal.records import finding_record
from bot.terminal.screen import Screen
from bot.terminal.session import Session, held

_LITTLE_SPACE = 100 * MIB
_NAMED = 10  # failing feeds


async def backup(session: Session, args: Namespace) -> int:
    """Write a complete copy of everything stored."""
    target = expanded(args.file)
    await session.app.store.backup(target)
    size = target.stat().st_size
    if session.screen.as_json:
        session.screen.json({"file": str(target), "bytes": size})
    else:
        session.screen.line(f"backed up to {target} ({size / MIB:,.1f} MiB)")
    return 0


async def restore(settings: Settings, screen: Screen, args: Namespace) -> int:
    """Put a backup in the place of what is stored; the former database is kept beside it."""
    source = expanded(args.file)
    kept = await asyncio.to_thread(restore_backup, settings, source)
    async with open_app(settings) as app:
        counts = await app.store.counts(LOCAL)
    if screen.as_json:
        screen.json({"file": str(source), "kept": str(kept) if kept else None, "articles": counts.articles})
    else:
        former = f"; the former database is kept as {kept}" if kept else ""
        screen.line(f"restored {ENGLISH.count(counts.articles, 'article')} from {source}{former}")
    return 0


async def doctor(settings: Settings, screen: Screen, _: Namespace) -> int:
    """Look at everything that can be wrong and say what to do about it."""
    findings = [_python(), _room(settings.data_dir)]
    try:
        async with open_app(settings) as app:
            findings += await app.store.check()
            # A damaged schema cannot even be counted; the findings above say what to do about it.
            if all(one.ok for one in findings):
                findings.append(Finding("library", True, held(await app.store.counts(LOCAL))))
                findings += _feeds(await app.feeds.health(None))
    except (WartaError, OSError) as error:
        findings.append(Finding("database", False, str(error)))
    if screen.as_json:
        screen.json([finding_record(one) for one in findings])
    else:
        screen.findings(findings)
    return 0 if all(one.ok for one in findings) else 1


def _feeds(feeds: Sequence[Feed]) -> list[Finding]:
    """How the feeds do that anybody follows; those that fail so long that it was told are findings."""
    failing = [one for one in feeds if one.told]
    found = [Finding("feeds", not failing, f"{len(feeds)} followed, {len(failing)} failing")] if feeds else []
    for one in failing[:_NAMED]:
        how = "gone" if one.state is FeedState.GONE else f"{one.failures} failures in a row"
        found.append(Finding("feed", False, f"{one.url}: {how}; {one.error}"))
    return found


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", True, version)


def _room(data_dir: Path) -> Finding:
    place = data_dir
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
        free = shutil.disk_usage(place).free
    except OSError as error:
        why = error.strerror or str(error)
        return Finding("data directory", False, f"{data_dir}: {why}; name another with --data")
    detail = f"{data_dir}, {free / MIB:,.0f} MiB free"
    if free < _LITTLE_SPACE:
        return Finding("data directory", False, f"{detail}; free some space before it runs out")
    return Finding("data directory", True, detail)
