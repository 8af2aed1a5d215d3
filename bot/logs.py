"""The log of a bot: lines on standard error, in which no secret and nobody's words stand.

discord.py writes whole events and bodies at the level DEBUG: messages, and the tokens that let anybody answer
in the bot's name for a quarter of an hour.
"""

import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

HIDDEN = "…"
_PLAIN = re.compile(r"[\w:/.,%?=& -]{0,200}")  # of an argument in a line of discord.py's that may be shown
_SECRETS = (
    re.compile(r"(?P<kept>/interactions/\d{1,20}/)[^/\s'\"]{1,400}"),
    re.compile(r"(?P<kept>/webhooks/\d{1,20}/)[^/\s'\"?]{1,400}"),
    re.compile(r"(?P<kept>[\"']token[\"']: ?[\"'])[^\"']{1,400}"),
    re.compile(r"(?P<kept>Bot )[\w-]{10,40}\.[\w-]{3,10}\.[\w-]{10,80}"),
    re.compile(r"(?P<kept>)\b[\w-]{20,40}\.[\w-]{5,8}\.[\w-]{20,80}\b"),
)


class Discreet(logging.Formatter):
    """Formats a record, then leaves out every secret in it, that of a traceback too."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = super().format(record)
        if self._token:
            line = line.replace(self._token, HIDDEN)
        for secret in _SECRETS:
            line = secret.sub(rf"\g<kept>{HIDDEN}", line)
        return line


def without_contents(record: logging.LogRecord) -> bool:
    """A filter that keeps of discord.py's finer lines what happened, and not what was in it."""
    if record.levelno <= logging.DEBUG and record.name.startswith("discord") and record.args:
        values = record.args if isinstance(record.args, tuple) else (record.args,)
        record.args = tuple(
            one if isinstance(one, int | float) or _PLAIN.fullmatch(str(one)) else HIDDEN for one in values
        )
    return True


@contextmanager
def logging_to(stream: IO[str] | None, level: str, token: str) -> Iterator[None]:
    """Log from `level` on to `stream` (by default standard error) for as long as the block lasts."""
    root, former = logging.getLogger(), logging.getLogger().level
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(Discreet(token))
    handler.addFilter(without_contents)
    root.addHandler(handler)
    root.setLevel(level.upper())
    # Their lines name statements, and what they are about; the scheduler's, every tick.
    for name in ("aiosqlite", "asyncio", "markdown_it", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(former)
