"""What the terminal can do, once from the shell or within a conversation: one function a command."""

import asyncio
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from bot.app import App, open_app, restore_backup
from bot.config import Settings
from bot.domain import LOCAL, Article, Finding, Outcome, Scope
from bot.errors import NotFound, UsageError, WartaError
from bot.ingest.files import MIB, Handed, from_argument
from bot.records import (
    answer_record,
    finding_record,
    ingested_record,
    listed_record,
    shown_record,
)
from bot.terminal import Screen, error_line
from bot.text.dates import parse_date

SAMPLE = Scope("sample")  # the sample newsroom: beside a person's own library, never in it
STDIN = "standard input"
_LITTLE_SPACE = 100 * MIB


@dataclass
class Session:
    """What a command works with; `scope` changes when a conversation moves on from the sample newsroom."""

    app: App
    screen: Screen
    scope: Scope = LOCAL


async def ask(session: Session, args: Namespace) -> int:
    """Answer one question; an abstention is an answer too."""
    text = " ".join(args.question)
    limit = args.limit or session.app.settings.answers.limit
    answer = await session.app.answers.ask(text, session.scope, limit=limit, article_id=args.article)
    if session.screen.as_json:
        session.screen.json(answer_record(answer))
    else:
        session.screen.answer(answer)
    return 0


async def ingest(session: Session, args: Namespace) -> int:
    """Add files, pages or standard input to the library."""
    overrides = _overrides(args)
    failed = 0
    scope = LOCAL
    async for fate in session.app.ingest.ingest(scope, _handed(args.what), overrides):
        if fate.outcome is Outcome.FAILED:
            failed += 1
        if session.screen.as_json:
            session.screen.json(ingested_record(fate))
        elif fate.error is not None:
            complain(fate.error)
        else:
            session.screen.ingested(fate)
    return 1 if failed else 0


def _overrides(args: Namespace) -> dict[str, str]:
    published_at = ""
    if args.date and not (published_at := parse_date(args.date)):
        raise UsageError(f"--date {args.date!r} is not a date", todo='write it like "2025-01-30"')
    return {
        "title": args.title or "",
        "outlet": args.source or "",
        "author": args.author or "",
        "language": args.language or "",
        "url": args.url or "",
        "published_at": published_at,
    }


def _handed(arguments: Iterable[str]) -> Iterable[Handed]:
    for argument in arguments:
        if argument == "-":
            yield Handed(STDIN, data=sys.stdin.buffer.read())
        else:
            yield from_argument(argument)


async def list_articles(session: Session, args: Namespace) -> int:
    """List the library, newest first."""
    counts = await session.app.store.counts(session.scope)
    offset = (args.page - 1) * args.limit
    articles = await session.app.store.articles(session.scope, limit=args.limit, offset=offset)
    if session.screen.as_json:
        session.screen.json({"articles": [listed_record(one) for one in articles], "total": counts.articles})
        return 0
    if articles:
        session.screen.articles(articles)
    shown = f"{offset + 1} to {offset + len(articles)} of " if len(articles) < counts.articles else ""
    session.screen.line(f"{shown}{counts.articles:,} articles, {counts.sentences:,} sentences", "dim")
    return 0


async def show_article(session: Session, args: Namespace) -> int:
    """Show one article with its sentences."""
    article = await _article(session, args.id)
    sentences = await session.app.store.sentences(session.scope, article.id)
    if session.screen.as_json:
        session.screen.json(shown_record(article, sentences))
    else:
        session.screen.article(article, sentences)
    return 0


async def remove_article(session: Session, args: Namespace) -> int:
    """Forget one article."""
    article = await _article(session, args.id)
    removed = await session.app.store.remove_article(session.scope, article.id)
    if session.screen.as_json:
        session.screen.json({"removed": removed, "article": listed_record(article)})
    elif removed:
        session.screen.line(f"removed {article.id}  {article.title}")
    if not removed:
        raise UsageError(f"Article {article.id} stays", "it belongs to a feed", "remove the feed instead")
    return 0


async def _article(session: Session, article_id: int) -> Article:
    article = await session.app.store.article(session.scope, article_id)
    if article is None:
        raise NotFound(f"There is no article {article_id}", todo="`articles list` shows the numbers")
    return article


async def backup(session: Session, args: Namespace) -> int:
    """Write a complete copy of everything stored."""
    target = Path(args.file).expanduser()
    await session.app.store.backup(target)
    size = target.stat().st_size
    if session.screen.as_json:
        session.screen.json({"file": str(target), "bytes": size})
    else:
        session.screen.line(f"backed up to {target} ({size / MIB:,.1f} MiB)")
    return 0


async def restore(settings: Settings, screen: Screen, args: Namespace) -> int:
    """Put a backup in the place of what is stored; the former database is kept beside it."""
    source = Path(args.file).expanduser()
    kept = await asyncio.to_thread(restore_backup, settings, source)
    async with open_app(settings) as app:
        counts = await app.store.counts(LOCAL)
    if screen.as_json:
        screen.json({"file": str(source), "kept": str(kept) if kept else None, "articles": counts.articles})
    else:
        former = f"; the former database is kept as {kept}" if kept else ""
        screen.line(f"restored {counts.articles:,} articles from {source}{former}")
    return 0


async def doctor(settings: Settings, screen: Screen, _: Namespace) -> int:
    """Look at everything that can be wrong and say what to do about it."""
    findings = [_python(), _room(settings.data_dir)]
    try:
        async with open_app(settings) as app:
            findings += await app.store.check()
            counts = await app.store.counts(LOCAL)
            detail = f"{counts.articles:,} articles, {counts.sentences:,} sentences"
            findings.append(Finding("library", True, detail))
    except WartaError as error:
        findings.append(Finding("database", False, str(error)))
    if screen.as_json:
        screen.json([finding_record(one) for one in findings])
    else:
        screen.findings(findings)
    return 0 if all(one.ok for one in findings) else 1


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", True, version)


def _room(data_dir: Path) -> Finding:
    place = data_dir
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    detail = f"{data_dir}, {free / MIB:,.0f} MiB free"
    if free < _LITTLE_SPACE:
        return Finding("data directory", False, f"{detail}; free some space before it runs out")
    return Finding("data directory", True, detail)


async def load_sample(app: App) -> None:
    """Store the sample newsroom that comes with Warta, unless it is there."""
    files = sorted(
        (one for one in resources.files("bot").joinpath("sample").iterdir() if one.is_file()),
        key=lambda one: one.name,
    )
    if (await app.store.counts(SAMPLE)).articles == len(files):
        return
    handed = [Handed(one.name, data=one.read_bytes()) for one in files]
    async for fate in app.ingest.ingest(SAMPLE, handed):
        if fate.error is not None:
            raise fate.error


def complain(error: Exception) -> None:
    """One line on standard error."""
    print(f"warta: {error_line(error)}", file=sys.stderr, flush=True)  # noqa: T201
