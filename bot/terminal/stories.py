"""The command that tells which stories there are, and who told them."""

from argparse import Namespace

from bot.domain import Story
from bot.phrases import ENGLISH
from bot.terminal.records import story_record
from bot.terminal.session import Session
from bot.terminal.since import since


async def stories(session: Session, args: Namespace) -> int:
    """The stories told last, each with its outlets and headlines; that there are none is an answer too."""
    start = since(args.since, session.app.clock.now()) if args.since is not None else ""
    found = await session.app.stories.stories(session.scope, since=start, limit=args.limit)
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


def _about(story: Story) -> str:
    """Who told it, and when last: "2 articles · Kabar Uji, Suara Contoh · 3 March 2025"."""
    outlets = ", ".join(story.outlets)
    parts = (ENGLISH.count(len(story.articles), "article"), outlets, ENGLISH.date(story.last_at))
    return " · ".join(filter(None, parts))
