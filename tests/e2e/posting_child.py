"""Forks bots: `python -m tests.e2e.posting_child`, for tests that start many of them.

To import everything takes longer than all the rest, so that is done once. A line on standard input is JSON:
the environment of a bot and the file for its log. The child is `warta run`; its number is printed.
"""

import json
import os
import signal
import sys

from bot import cli
from bot.client import EXTENSIONS


def run(environment: dict[str, str], log: str) -> None:
    """Be the bot, to its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for stream, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY)):
        os.dup2(os.open(os.devnull, flags), stream)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    os.environ.update(environment)
    cli.main(["run"])  # ends the process


def main() -> None:
    """Fork a bot for every line."""
    for module in (*EXTENSIONS, "bot.app", "bot.logs", "bot.terminal.commands", "bot.chat"):
        __import__(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        if not (child := os.fork()):
            run(*json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
