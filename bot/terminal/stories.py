"""The command that tells which stories there are, and who told them."""

import re
from argparse import Namespace
from datetime import UTC, timedelta

from bot.domain import Story
from bot.errors import UsageError
from bot.phrases import ENGLISH
from bot.terminal.records import story_record
from bot.terminal.session import Session

_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_SINCE = re.compile(r"([1-9]\d{0,3})([hdw])$")


async def stories(session: Session, args: Namespace) -> int:
    """The stories told last, each with its outlets and headlines; that there are none is an answer too."""
    found = await session.app.stories.stories(session.scope, since=_since(session, args), limit=args.limit)
    screen = session.screen
    if screen.as_json:
        screen.json({"stories": [story_record(one) for one in found]})
        return 0
    for one in found:
        screen.line(one.articles[0].title, "bold")
        screen.line(f"  {_about(one)}", "dim")
        for article in one.articles[1:]:
            screen.line(f"  {article.id}  {article.outlet or '-'}: {article.title}")
    if not found:
        screen.line(ENGLISH.no_stories, "bold yellow")
    return 0


def _since(session: Session, args: Namespace) -> str:
    """The instant from which on a story counts; "" for all of them. Raises UsageError."""
    if args.since is None:
        return ""
    match = _SINCE.match(args.since.strip().lower())
    if match is None:
        raise UsageError(f"--since {args.since!r} is no stretch of time", todo='write it like "24h" or "7d"')
    start = session.app.clock.now().astimezone(UTC) - int(match[1]) * _UNITS[match[2]]
    return start.isoformat(timespec="seconds")


def _about(story: Story) -> str:
    """Who told it, and when last: "2 articles · Kabar Uji, Suara Contoh · 3 March 2025"."""
    outlets = ", ".join(story.outlets)
    parts = (ENGLISH.count(len(story.articles), "article"), outlets, ENGLISH.date(story.last_at))
    return " · ".join(filter(None, parts))
