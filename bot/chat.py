"""The conversation in the terminal: a line is a question, or a /command that the shell knows too.

Where standard input is not a terminal, every line of it is taken the same way and the answers go to standard
output, so that Warta can be asked by a script.
"""

import asyncio
import shlex
import signal
from argparse import Namespace
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any, Protocol

from rapidfuzz import process

from bot.domain import LOCAL
from bot.errors import UsageError, WartaError
from bot.terminal.arguments import Parser, build_parser
from bot.terminal.commands import ask, handler, load_sample
from bot.terminal.session import SAMPLE, Session, held
from bot.terminal.stdin import Stdin, is_interactive
from bot.terminal.upkeep import doctor

LEAVE = ("/quit", "/exit", "/q")
COMMANDS = (
    "ask",
    "check",
    "quotes",
    "stories",
    "digest",
    "timeline",
    "trend",
    "watch",
    "ingest",
    "articles",
    "feed",
    "why",
    "article",
    "doctor",
    "backup",
    "help",
    "quit",
)
ELSEWHERE = ("run", "chat", "restore", "invite", "feedback")  # commands of the shell alone
HELP = """\
Ask in English or Indonesian, for example: who accused DeepSeek?
/ask QUESTION [--limit N] [--article ID]   the same, with options
/quotes NAME [--limit N]                   who said what
/stories [--since 24h] [--limit N]         the stories told last, and who told them
/digest [--since 24h] [--lang id]          the news, in a few quoted sentences a story
/timeline TOPIC   /trend TOPIC [--days N]  what was published about a topic, in order; how much
/watch add TEXT | list | check             what you wait for, and what there is of it
/check CLAIM                               the sentences nearest to a claim, and what differs
/ingest FILE|URL ...                       add articles to your library
/articles list | show ID | remove ID       what the library holds
/feed add URL | list | poll | test ID ...  follow feeds; /feed --help names the rest
/why [URL]   /article diff ID              what became of an article, and what was changed about it
/doctor   /backup FILE   /help   /quit     /COMMAND --help explains one\
"""


class Lines(Protocol):
    """Where the lines of a conversation come from."""

    async def next(self) -> str | None:
        """What came next, one line or (pasted) several; None when there is no more."""


async def converse(session: Session) -> int:
    """Answer line after line until there are no more; 0."""
    session.conversing = True
    await _choose_library(session)
    interactive = is_interactive()
    lines: Lines = Stdin()
    async with AsyncExitStack() as stack:
        if interactive:
            from bot.scheduler import running
            from bot.terminal.prompt import Prompt  # it takes longer to load than an answer takes

            await _welcome(session)
            lines = await Prompt.open(session)
            await stack.enter_async_context(running(session.app.clock, session.app.feeds.tick))
        await _answer_all(session, lines, interactive=interactive)
    return 0


async def _answer_all(session: Session, lines: Lines, *, interactive: bool) -> None:
    while (said := await lines.next()) is not None:
        for line in filter(None, map(str.strip, said.splitlines())):
            if line in LEAVE:
                return
            if interactive:
                await _interruptible(session, _take(session, line, echo=False))
            else:
                await _take(session, line, echo=True)


async def _choose_library(session: Session) -> None:
    """The person's own library once it holds something; until then the sample newsroom."""
    if session.scope != SAMPLE and not (await session.app.store.counts(LOCAL)).articles:
        await load_sample(session.app)
        session.scope = SAMPLE


async def _welcome(session: Session) -> None:
    counts = await session.app.store.counts(session.scope)
    library = "the sample newsroom" if session.scope == SAMPLE else "your library"
    session.screen.line("Warta answers with sentences that somebody published.", "bold")
    session.screen.line(
        f"You are asking {library}: {held(counts)}. /articles list shows it, /help the rest, /quit leaves."
    )
    if session.scope == SAMPLE:
        session.screen.line(
            "Try: who accused DeepSeek?  or  berapa rumah yang terendam di Tambakreja?", "dim"
        )


async def _interruptible(session: Session, step: Coroutine[Any, Any, None]) -> None:
    """Carry out `step`; Ctrl-C ends it, and not the conversation."""
    task = asyncio.create_task(step)
    loop, former = asyncio.get_running_loop(), signal.getsignal(signal.SIGINT)
    with suppress(NotImplementedError):  # Windows: there Ctrl-C leaves
        loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await asyncio.wait([task])
    finally:
        with suppress(NotImplementedError):
            loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, former)
        task.cancel()
    if task.cancelled():
        session.screen.line("interrupted", "dim")
    else:
        task.result()


async def _take(session: Session, line: str, *, echo: bool) -> None:
    """Carry out one line; what goes wrong is one line too, and the conversation goes on."""
    echo = echo and not session.screen.as_json
    if echo:
        session.screen.line(f"> {line}", "dim")
    try:
        if line.startswith("/"):
            await _command(session, line[1:])
        else:
            await ask(session, Namespace(question=[line], limit=None, article=None))
    except WartaError as error:
        session.complain(error)
    if echo:
        session.screen.line("")


async def _command(session: Session, command: str) -> None:
    words = _words(command)
    if words[0] in ("help", "?", "h"):
        if len(words) == 1:
            for line in HELP.splitlines():
                session.screen.line(line)
            return
        words = [*words[1:], "--help"]
    try:
        args = _parse(build_parser(conversation=True), words)
    except SystemExit:  # argparse's way to leave after --help, which leaves a conversation where it is
        return
    as_json = session.screen.as_json
    session.screen.as_json = as_json or getattr(args, "json", False)
    try:
        if args.command == "doctor":
            await doctor(session.app.settings, session.screen, args)
        else:
            await handler(args)(session, args)
        if args.command in ("ingest", "feed"):
            await _move_in(session)
        elif args.command == "articles":
            await _move_out(session)
    except WartaError as error:
        session.complain(error)
    finally:
        session.screen.as_json = as_json


async def _move_in(session: Session) -> None:
    """Leave the sample newsroom once the person's own library holds something."""
    if session.scope != SAMPLE or not (await session.app.store.counts(LOCAL)).articles:
        return
    session.scope = LOCAL
    if not session.screen.as_json:
        session.screen.line(
            "From here on you are asking your own library; `warta chat --sample` brings the sample back."
        )


async def _move_out(session: Session) -> None:
    """Return to the sample newsroom once the person's own library is empty again."""
    if session.scope == SAMPLE:
        return
    await _choose_library(session)
    if session.scope == SAMPLE and not session.screen.as_json:
        session.screen.line("Your library is empty: from here on you are asking the sample newsroom.")


def _words(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        words = command.split()
        if words[:1] not in (["ask"], ["check"]):  # whose words may hold an apostrophe: "/ask who's there?"
            raise UsageError(
                f"/{command} cannot be read", str(error).lower(), "close every quotation mark"
            ) from error
    return words or [""]


def _parse(parser: Parser, words: list[str]) -> Namespace:
    name = words[0]
    if name in ELSEWHERE:
        raise UsageError(
            f"/{name} does not work within a conversation", todo=f"leave with /quit, then run `warta {name}`"
        )
    if name not in COMMANDS:
        nearest = process.extractOne(name, COMMANDS, score_cutoff=50.0)
        hint = f" (did you mean /{nearest[0]}?)" if nearest else ""
        raise UsageError(f"/{name} is unknown{hint}", todo="/help lists the commands")
    return parser.parse_args(words)
