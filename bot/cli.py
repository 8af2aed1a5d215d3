"""The command line: `warta COMMAND …`.

Exit codes: 0 done (an abstention is an answer), 1 failed, 2 wrong usage. An error is one line on standard
error: what, why, what to do.
"""

import asyncio
import contextlib
import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import platformdirs

from bot.config import CONFIG_VARIABLE, DATA_VARIABLE, TOKEN_VARIABLE, Settings, load_settings
from bot.errors import UsageError, WartaError
from bot.paths import expanded
from bot.terminal.arguments import build_parser

if TYPE_CHECKING:
    from bot.app import App

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_OFTEN = 5.0  # seconds between two looks at which digests are due, and what somebody watches for


def main(argv: Sequence[str] | None = None) -> None:
    """The entry point of the `warta` script."""
    sys.exit(run_command(list(sys.argv[1:] if argv is None else argv), os.environ))


def run_command(argv: list[str], environment: Mapping[str, str]) -> int:
    """Carry out one command line; returns its exit code."""
    _prepare_streams()
    try:
        code = _run(argv, environment)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is still buffered must not complain at exit either.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        what = f"{error.filename} cannot be used" if error.filename else "the output cannot be written"
        _say(f"{what}: {error.strerror or error}.")
        return FAILED
    return code


def _run(argv: list[str], environment: Mapping[str, str]) -> int:
    try:
        args = build_parser().parse_args(argv)
        return asyncio.run(_dispatch(args, _settings(args, environment)))
    except UsageError as error:
        _say(str(error))
        return WRONG_USAGE
    except WartaError as error:
        _say(str(error))
        return FAILED
    except KeyboardInterrupt:
        _say("interrupted; what was reported as done is stored.")
        return INTERRUPTED


def _say(line: str) -> None:
    from bot.terminal.screen import safe

    print(f"warta: {safe(line)}", file=sys.stderr)  # noqa: T201


def _prepare_streams() -> None:
    """A terminal keeps its encoding, files and pipes have UTF-8; a letter that does not fit becomes "?"."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _settings(args: Namespace, environment: Mapping[str, str]) -> Settings:
    config = getattr(args, "config", None) or environment.get(CONFIG_VARIABLE)
    data = getattr(args, "data", None) or environment.get(DATA_VARIABLE)
    directory = expanded(data) if data else platformdirs.user_data_path("warta", appauthor=False)
    if not data and not directory.is_absolute():
        raise WartaError(
            "There is no place to keep anything",
            "this user has no home directory",
            f"name a directory with --data or {DATA_VARIABLE}",
        )
    return load_settings(expanded(config) if config else None, directory, environment)


async def _connect(app: "App") -> int:
    """Be on Discord until a signal says to stop."""
    settings = app.settings
    if not (settings.token.isascii() and settings.token.isprintable() and " " not in settings.token):
        what = "What is set as the Discord token cannot be a token"
        raise WartaError(
            what, "it holds spaces or other characters that none has", f"set {TOKEN_VARIABLE} anew"
        )
    from bot.client import run_discord
    from bot.logs import logging_to
    from bot.scheduler import running

    async def follow(now: datetime) -> None:
        await app.feeds.tick(now)
        app.outbox.poke()

    with logging_to(sys.stderr, settings.log, settings.token):
        async with (
            running(app.clock, follow, app.stories.tick),
            running(app.clock, app.schedules.tick, app.watches.tick, seconds=_OFTEN),
        ):
            await run_discord(app, settings.token, settings.api)
    return DONE


async def _dispatch(args: Namespace, settings: Settings) -> int:
    # Imported here: `warta --help` and wrong usage need none of it.
    from bot import chat
    from bot.app import open_app
    from bot.terminal import commands, upkeep
    from bot.terminal.discord import invite
    from bot.terminal.screen import Screen
    from bot.terminal.session import SAMPLE, Session

    screen = Screen(as_json=getattr(args, "json", False))
    alone: dict[str, Any] = {"restore": upkeep.restore, "doctor": upkeep.doctor, "invite": invite}
    if args.command in alone:
        return int(await alone[args.command](settings, screen, args))
    async with open_app(settings) as app:
        session = Session(app, screen)
        if getattr(args, "sample", False):
            await commands.load_sample(app)
            session.scope = SAMPLE
        if args.command == "run" and settings.token:
            return await _connect(app)
        if args.command in ("run", "chat"):
            return await chat.converse(session)
        return await commands.handler(args)(session, args)
