"""The command line: `warta COMMAND …`.

Exit codes: 0 done (an abstention is an answer), 1 failed, 2 wrong usage. An error is one line on standard
error: what, why, what to do.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import platformdirs

from bot import __version__
from bot.config import CONFIG_VARIABLE, DATA_VARIABLE, Settings, load_settings
from bot.errors import UsageError, WartaError

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_PAGE = 20

Handler = Callable[..., Awaitable[int]]


class Parser(argparse.ArgumentParser):
    """argparse, saying what is wrong in one line instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, todo=f"`{self.prog} --help` explains")


def build_parser() -> Parser:
    """The commands and their options; a conversation reads its /commands with the same parser."""
    common = Parser(add_help=False)
    # SUPPRESS: given before the command or after it, the option is the same one.
    for flag, words in (
        ("--config", f"settings file (else ${CONFIG_VARIABLE})"),
        ("--data", f"directory that holds everything Warta keeps (else ${DATA_VARIABLE})"),
    ):
        common.add_argument(flag, metavar="PATH", default=argparse.SUPPRESS, help=words)
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    parser = Parser(
        prog="warta",
        description="Follows the news and answers with sentences somebody published.",
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"warta {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, parents=[common])

    run = add("run", "connect to Discord; without a token, converse in the terminal")
    chat = add("chat", "converse in the terminal")
    ask = add("ask", "answer one question with a quoted sentence")
    ask.add_argument("question", nargs="+")
    ask.add_argument("--limit", type=_positive, metavar="N", help="how many sentences at most")
    ask.add_argument("--article", type=_positive, metavar="ID", help="look in this article only")
    for one in (run, chat, ask):
        one.add_argument("--sample", action="store_true", help="use the sample newsroom")
    _add_ingest(add("ingest", "add files, pages or standard input (-) to the library"))
    _add_articles(add("articles", "list, show or remove what the library holds"), common)
    add("doctor", "check everything that can be wrong")
    add("backup", "write a complete copy").add_argument("file")
    add("restore", "put a backup in place of what is stored").add_argument("file")
    return parser


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="+", metavar="FILE|URL|-")
    for flag, words in (
        ("--title", "its headline"),
        ("--source", "the outlet that published it"),
        ("--date", "when it was published"),
        ("--author", "who wrote it"),
        ("--language", "its language, such as id or en"),
        ("--url", "where it is published"),
    ):
        parser.add_argument(flag, help=f"{words}, if the content does not say it or is wrong")


def _add_articles(parser: argparse.ArgumentParser, common: Parser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="the newest first", parents=[common])
    listing.add_argument("--limit", type=_positive, default=_PAGE, metavar="N", help="how many a page")
    listing.add_argument("--page", type=_positive, default=1, metavar="K", help="which page")
    for name, words in (("show", "one article, sentence by sentence"), ("remove", "forget one article")):
        actions.add_parser(name, help=words, parents=[common]).add_argument("id", type=_positive)


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


_positive.__name__ = "number"  # argparse names the type in its message: "invalid number value: 'x'"


def main(argv: Sequence[str] | None = None) -> None:
    """The entry point of the `warta` script."""
    sys.exit(run_command(list(sys.argv[1:] if argv is None else argv), os.environ))


def run_command(argv: list[str], environment: Mapping[str, str]) -> int:
    """Carry out one command line; returns its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        args = build_parser().parse_args(argv)
        return asyncio.run(_dispatch(args, _settings(args, environment)))
    except UsageError as error:
        print(f"warta: {error}", file=sys.stderr)  # noqa: T201
        return WRONG_USAGE
    except WartaError as error:
        print(f"warta: {error}", file=sys.stderr)  # noqa: T201
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is still buffered must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _settings(args: argparse.Namespace, environment: Mapping[str, str]) -> Settings:
    config = getattr(args, "config", None) or environment.get(CONFIG_VARIABLE)
    data = getattr(args, "data", None) or environment.get(DATA_VARIABLE)
    directory = Path(data).expanduser() if data else platformdirs.user_data_path("warta", appauthor=False)
    return load_settings(Path(config).expanduser() if config else None, directory, environment)


async def _dispatch(args: argparse.Namespace, settings: Settings) -> int:
    # Imported here: `warta --help` and wrong usage need none of it.
    from bot import chat, commands
    from bot.app import open_app
    from bot.terminal import Screen

    screen = Screen(as_json=getattr(args, "json", False))
    alone: dict[str, Any] = {"restore": commands.restore, "doctor": commands.doctor}
    if args.command in alone:
        return int(await alone[args.command](settings, screen, args))
    async with open_app(settings) as app:
        session = commands.Session(app, screen)
        if getattr(args, "sample", False):
            await commands.load_sample(app)
            session.scope = commands.SAMPLE
        if args.command in ("run", "chat"):
            return await chat.converse(session)
        return await handler(args)(session, args)


def handler(args: argparse.Namespace) -> Handler:
    """The function that carries out a parsed command over an open app."""
    from bot import commands

    match args.command, getattr(args, "action", None):
        case "ask", _:
            return commands.ask
        case "ingest", _:
            return commands.ingest
        case "backup", _:
            return commands.backup
        case _, "list":
            return commands.list_articles
        case _, "show":
            return commands.show_article
        case _, "remove":
            return commands.remove_article
    raise AssertionError(f"no handler for {args.command}")
