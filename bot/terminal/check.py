"""The command that holds a claim against what was published."""

from argparse import Namespace

from bot.answer.check import DEFAULT_LIMIT
from bot.terminal.records import check_record
from bot.terminal.session import Session


async def check(session: Session, args: Namespace) -> int:
    """Show the sentences nearest to a claim and what differs; silence is an outcome too."""
    found = await session.app.claims.check(
        " ".join(args.claim), session.scope, limit=args.limit or DEFAULT_LIMIT
    )
    if session.screen.as_json:
        session.screen.json(check_record(found))
    else:
        session.screen.check(found)
    return 0
