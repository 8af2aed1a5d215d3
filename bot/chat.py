"""The conversation in the terminal: a line is a question, or a /command that the shell knows too.

Where standard input is not a terminal, every line of it is taken the same way and the answers go to standard
output, so that Warta can be asked by a script.
"""

import asyncio
import shlex
import sys
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from rapidfuzz import process

from bot.cli import Parser, build_parser, handler
from bot.commands import SAMPLE, Session, ask, doctor, load_sample
from bot.domain import LOCAL
from bot.errors import UsageError, WartaError
from bot.terminal import error_line

PROMPT = "warta> "
LEAVE = ("/quit", "/exit")
ELSEWHERE = ("run", "chat", "restore")  # commands that need Warta to themselves
HELP = """\
Ask in English or Indonesian, for example: who accused DeepSeek?
/ask QUESTION [--limit N] [--article ID]   the same, with options
/ingest FILE|URL ...                       add articles to your library
/articles list | show ID | remove ID       what the library holds
/doctor   /backup FILE   /help   /quit\
"""
_HISTORY = "history"


class Lines(Protocol):
    """Where the lines of a conversation come from."""

    async def next(self) -> str | None:
        """The next line, or None when there is no more."""


async def converse(session: Session) -> int:
    """Answer line after line until there are no more; 0."""
    await _choose_library(session)
    interactive = sys.stdin.isatty()
    if interactive:
        await _welcome(session)
    async with _lines(session, interactive=interactive) as lines:
        while (line := await lines.next()) is not None:
            line = line.strip()
            if line in LEAVE:
                break
            if line:
                await _take(session, line, echo=not interactive)
    return 0


async def _choose_library(session: Session) -> None:
    """The person's own library once it holds something; until then the sample newsroom."""
    if session.app.settings.token:
        print(  # noqa: T201
            "warta: a Discord token is set, but this version does not connect to Discord yet; "
            "here is the conversation in the terminal instead.",
            file=sys.stderr,
        )
    if session.scope != SAMPLE and not (await session.app.store.counts(LOCAL)).articles:
        await load_sample(session.app)
        session.scope = SAMPLE


async def _welcome(session: Session) -> None:
    counts = await session.app.store.counts(session.scope)
    library = "the sample newsroom" if session.scope == SAMPLE else "your library"
    session.screen.line("Warta answers with sentences that somebody published.", "bold")
    session.screen.line(
        f"You are asking {library}: {counts.articles:,} articles, {counts.sentences:,} sentences. "
        "/articles list shows it, /help the rest, /quit leaves."
    )
    if session.scope == SAMPLE:
        session.screen.line(
            "Try: who accused DeepSeek?  or  berapa rumah yang terendam di Tambakreja?", "dim"
        )


async def _take(session: Session, line: str, *, echo: bool) -> None:
    """Carry out one line; what goes wrong is one line too, and the conversation goes on."""
    if echo and not session.screen.as_json:
        session.screen.line(f"> {line}", "dim")
    try:
        if line.startswith("/"):
            await _command(session, line[1:])
        else:
            await ask(session, Namespace(question=[line], limit=None, article=None))
    except WartaError as error:
        if session.screen.as_json:
            session.screen.json({"error": str(error)})
        else:
            session.screen.line(error_line(error), "red")
    if echo and not session.screen.as_json:
        session.screen.line("")


async def _command(session: Session, command: str) -> None:
    if command in ("help", "?"):
        for line in HELP.splitlines():
            session.screen.line(line)
        return
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"/{command} cannot be read", str(error), "close every quotation mark") from error
    args = _parse(build_parser(), words)
    as_json = session.screen.as_json
    session.screen.as_json = as_json or getattr(args, "json", False)
    try:
        if args.command == "doctor":
            await doctor(session.app.settings, session.screen, args)
        else:
            await handler(args)(session, args)
    finally:
        session.screen.as_json = as_json
    if (
        args.command == "ingest"
        and session.scope == SAMPLE
        and (await session.app.store.counts(LOCAL)).articles
    ):
        session.scope = LOCAL
        session.screen.line(
            "From here on you are asking your own library; `warta chat --sample` brings the sample back."
        )


def _parse(parser: Parser, words: list[str]) -> Namespace:
    known = ["ask", "ingest", "articles", "doctor", "backup", "help", "quit"]
    name = words[0] if words else ""
    if name in ELSEWHERE:
        raise UsageError(
            f"/{name} does not work within a conversation", todo=f"leave with /quit, then run `warta {name}`"
        )
    if name not in known:
        nearest = process.extractOne(name, known, score_cutoff=50.0)
        raise UsageError(
            f"/{name} is unknown",
            f"did you mean /{nearest[0]}?" if nearest else "",
            "/help lists the commands",
        )
    return parser.parse_args(words)


@asynccontextmanager
async def _lines(session: Session, *, interactive: bool) -> AsyncIterator[Lines]:
    if interactive:
        yield _Prompt(session)
    else:
        yield _Piped()


class _Piped:
    """Lines of standard input, read beside the event loop."""

    async def next(self) -> str | None:
        line = await asyncio.to_thread(sys.stdin.readline)
        return line or None


class _Prompt:
    """Lines a person types, with history and completion."""

    def __init__(self, session: Session) -> None:
        # Imported here: it takes longer to load than an answer takes, and scripts never need it.
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import NestedCompleter
        from prompt_toolkit.history import FileHistory

        commands = {
            "/ask": None,
            "/ingest": None,
            "/articles": {"list": None, "show": None, "remove": None},
            "/doctor": None,
            "/backup": None,
            "/help": None,
            "/quit": None,
        }
        history = session.app.settings.data_dir / _HISTORY
        self._prompt: PromptSession[str] = PromptSession(
            history=FileHistory(history), completer=NestedCompleter.from_nested_dict(commands)
        )

    async def next(self) -> str | None:
        """The next line; Ctrl-C empties the line, Ctrl-D leaves."""
        while True:
            try:
                return await self._prompt.prompt_async(PROMPT)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None
