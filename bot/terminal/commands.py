"""What the terminal can do, once from the shell or within a conversation: one function a command."""

import asyncio
import shutil
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from bot.app import App, open_app, restore_backup
from bot.config import Settings
from bot.domain import LOCAL, Article, Counts, Finding, Ingested, Outcome, Scope
from bot.errors import NotFound, UsageError, WartaError
from bot.ingest.files import MIB, Handed, from_argument
from bot.ingest.prepare import canonical_url
from bot.paths import expanded
from bot.phrases import ENGLISH
from bot.terminal.records import (
    answer_record,
    finding_record,
    ingested_record,
    listed_record,
    shown_record,
)
from bot.terminal.screen import Screen, error_line
from bot.terminal.stdin import Stdin
from bot.text.dates import parse_date

SAMPLE = Scope("sample")  # the sample newsroom: beside a person's own library, never in it
STDIN = "standard input"
_LITTLE_SPACE = 100 * MIB

Handler = Callable[..., Awaitable[int]]


@dataclass
class Session:
    """What a command works with; `scope` changes when a conversation moves on from the sample newsroom."""

    app: App
    screen: Screen
    scope: Scope = LOCAL
    conversing: bool = False  # standard input is the conversation, and errors belong into it

    def complain(self, error: Exception) -> None:
        """Show an error where the person looks."""
        if not self.conversing:
            complain(error)
        elif self.screen.as_json:
            self.screen.json({"error": error_line(error)})
        else:
            self.screen.line(error_line(error), "red")


def handler(args: Namespace) -> Handler:
    """The function that carries out a parsed command over an open app."""
    match args.command, getattr(args, "action", None):
        case "ask", _:
            return ask
        case "ingest", _:
            return ingest
        case "backup", _:
            return backup
        case _, "list":
            return list_articles
        case _, "show":
            return show_article
        case _, "remove":
            return remove_article
    raise AssertionError(f"no handler for {args.command}")


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
    handed = _handed(session, args.what)
    overrides = _overrides(args)
    fates: Counter[Outcome] = Counter()
    with session.screen.progress(len(handed)) as advance:
        async for fate in session.app.ingest.ingest(LOCAL, handed, overrides):
            fates[fate.outcome] += 1
            _report(session, fate)
            advance()
    if len(handed) > 1 and not session.screen.as_json:
        counted = [f"{fates[outcome]:,} {outcome.value}" for outcome in Outcome if fates[outcome]]
        session.screen.line(", ".join(counted), "dim")
    return 1 if fates[Outcome.FAILED] else 0


def _report(session: Session, fate: Ingested) -> None:
    if session.screen.as_json:
        session.screen.json(ingested_record(fate))
    elif fate.error is not None:
        session.complain(fate.error)
    else:
        session.screen.ingested(fate)


def _overrides(args: Namespace) -> dict[str, str]:
    published_at = language = ""
    if args.date is not None and not (published_at := parse_date(args.date)):
        raise UsageError(f"--date {args.date!r} is not a date", todo='write it like "2025-01-30"')
    if args.language is not None:
        language = args.language.strip().lower().replace("_", "-").partition("-")[0]
        if not (len(language) in (2, 3) and language.isascii() and language.isalpha()):
            raise UsageError(
                f"--language {args.language!r} is no language code", todo="write it like id or en"
            )
    if args.url is not None and not canonical_url(args.url):
        raise UsageError(f"--url {args.url!r} is not an address", todo="write it like https://…")
    if len(args.what) > 1:
        for name in ("title", "url"):
            if getattr(args, name) is not None:
                raise UsageError(
                    f"--{name} is given for {len(args.what)} documents",
                    "only one can have it",
                    "add that one by itself",
                )
    return {
        "title": args.title or "",
        "outlet": args.source or "",
        "author": args.author or "",
        "language": language,
        "url": args.url or "",
        "published_at": published_at,
    }


def _handed(session: Session, arguments: Sequence[str]) -> list[Handed]:
    if "-" in arguments and session.conversing:
        raise UsageError("- is the conversation itself", todo="name a file or an address")
    if arguments.count("-") > 1:
        raise UsageError("- is named more than once", "there is one standard input", "name it once")
    return [
        Handed(STDIN, read=Stdin().read) if argument == "-" else from_argument(argument)
        for argument in arguments
    ]


async def list_articles(session: Session, args: Namespace) -> int:
    """List the library, newest first."""
    counts = await session.app.store.counts(session.scope)
    offset = (args.page - 1) * args.limit
    articles = await session.app.store.articles(session.scope, limit=args.limit, offset=offset)
    if session.screen.as_json:
        listed = [listed_record(one) for one in articles]
        session.screen.json({"articles": listed, "page": args.page, "total": counts.articles})
        return 0
    if articles:
        session.screen.articles(articles)
    if not articles and counts.articles:
        pages = -(-counts.articles // args.limit)
        raise NotFound(f"There is no page {args.page}", todo=f"the last one is {pages}")
    shown = f"{offset + 1:,} to {offset + len(articles):,} of " if len(articles) < counts.articles else ""
    session.screen.line(f"{shown}{held(counts)}", "dim")
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
    except (WartaError, OSError) as error:
        findings.append(Finding("database", False, str(error)))
    if screen.as_json:
        screen.json([finding_record(one) for one in findings])
    else:
        screen.findings(findings)
    return 0 if all(one.ok for one in findings) else 1


def held(counts: Counts) -> str:
    """How much a library holds, in words."""
    return f"{ENGLISH.count(counts.articles, 'article')}, {ENGLISH.count(counts.sentences, 'sentence')}"


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
