"""The commands about Discord that need no connection to it: the invite link, and what people thought."""

import base64
import csv
import sys
from argparse import Namespace
from binascii import Error

from bot.config import TOKEN_VARIABLE, Settings
from bot.errors import UsageError
from bot.terminal.records import feedback_record
from bot.terminal.screen import Screen, safe
from bot.terminal.session import Session

# What the bot does in a channel, as bits of https://discord.com/developers/docs/topics/permissions
PERMISSIONS = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Read Message History": 1 << 16,  # to reply to a message
    "Send Messages in Threads": 1 << 38,
}
_LINK = (
    "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions={bits}"
)
_FIELDS = ("question", "shown", "verdict", "given_at", "scope")


async def invite(settings: Settings, screen: Screen, args: Namespace) -> int:
    """Print the link by which the bot is added to a server."""
    application = args.id or application_of(settings.token)
    link = _LINK.format(id=application, bits=sum(PERMISSIONS.values()))
    if screen.as_json:
        screen.json({"application": str(application), "link": link})
    else:
        screen.line(link)
    return 0


def application_of(token: str) -> int:
    """The number of the application that a token is of: its first part, in base64. Raises UsageError."""
    if not token:
        raise UsageError(
            "There is no token", todo=f"set {TOKEN_VARIABLE}, or name the application with --id NUMBER"
        )
    head = token.partition(".")[0]
    try:
        number = base64.b64decode(head + "=" * (-len(head) % 4), validate=True).decode("ascii")
    except (Error, ValueError):
        number = ""
    if not number.isdecimal():
        raise UsageError("The token does not say its application", todo="name it with --id NUMBER")
    return int(number)


def _cell(text: str) -> str:
    """`text` as a table may hold it: what begins like a formula would be one to a spreadsheet."""
    line = safe(text)
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


async def export_feedback(session: Session, args: Namespace) -> int:
    """Print what people thought of answers, the newest first: JSON lines, or CSV."""
    opinions = await session.app.library.feedback()
    records = [feedback_record(one) for one in opinions]
    if args.csv:
        rows = csv.DictWriter(sys.stdout, _FIELDS, lineterminator="\n")
        rows.writeheader()
        rows.writerows({name: _cell(str(record[name])) for name in _FIELDS} for record in records)
    else:
        for record in records:
            session.screen.json(record)
    return 0
