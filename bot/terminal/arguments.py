"""The commands and their options, for the shell and, behind a slash, for a conversation."""

import argparse
from typing import Any, NoReturn

from bot import __version__
from bot.config import CONFIG_VARIABLE, DATA_VARIABLE
from bot.errors import UsageError
from bot.terminal.digest_arguments import add_digest
from bot.terminal.feed_arguments import add_article, add_feed, add_why
from bot.terminal.topic_arguments import add_topics
from bot.terminal.watch_arguments import add_watch

_PAGE = 20
_QUOTES = 10
_LARGEST = 1_000_000_000  # of a number on the command line; far below what SQLite holds
_LARGEST_ID = 2**63 - 1  # of an application at Discord


class Parser(argparse.ArgumentParser):
    """argparse, saying what is wrong in one line instead of printing the usage."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, todo=f"`{self.prog} --help` explains")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Of a wrong choice, name the nearest right one; argparse would list them all."""
        if action.choices is None or value in action.choices:
            return
        from rapidfuzz import process

        kind = str(action.metavar or action.dest).lower()
        nearest = process.extractOne(str(value), [str(one) for one in action.choices], score_cutoff=50.0)
        hint = f" (did you mean {nearest[0]}?)" if nearest else ""
        self.error(f"there is no {kind} {value!r}{hint}")


def build_parser(*, conversation: bool = False) -> Parser:
    """The commands and their options; a conversation reads its /commands with the same parser."""
    common = Parser(add_help=False, allow_abbrev=False)
    # SUPPRESS: given before the command or after it, the option is the same one.
    if not conversation:
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
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"warta {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        prog = f"/{name}" if conversation else f"warta {name}"
        return commands.add_parser(
            name, prog=prog, help=words, description=f"{words}.", parents=[common], allow_abbrev=False
        )

    run = add("run", "connect to Discord; without a token, converse in the terminal")
    chat = add("chat", "converse in the terminal")
    ask = add("ask", "answer one question with a quoted sentence")
    ask.add_argument("question", nargs="+", help="its words; behind -- when it begins with a hyphen")
    ask.add_argument("--limit", type=_number, metavar="N", help="how many sentences at most")
    ask.add_argument("--article", type=_number, metavar="ID", help="look in this article only")
    ask.add_argument("--explain", action="store_true", help="show how the answer came about")
    quotes = add("quotes", "show what somebody is published to have said")
    quotes.add_argument(
        "speaker", nargs="+", metavar="NAME", help="a person or organisation, or part of the name"
    )
    quotes.add_argument("--limit", type=_number, metavar="N", default=_QUOTES, help="how many at most")
    stories = add("stories", "list the stories told last, with everybody who told them")
    stories.add_argument("--since", metavar="TIME", help="told since then: 24h, 7d, 2w or a date")
    stories.add_argument("--limit", type=_number, metavar="N", default=_PAGE, help="how many at most")
    add_topics(add, _number)
    digest = add("digest", "tell the news in a few quoted sentences a story")
    add_digest(digest, common, _number, once=not conversation)
    add_watch(add("watch", "watch for what is published: add, list, check and more"), common, _number)
    check = add("check", "show the sentences nearest to a claim and what differs")
    check.add_argument("claim", nargs="+", help="its words; behind -- when it begins with a hyphen")
    check.add_argument("--limit", type=_number, metavar="N", help="how many sentences at most")
    if not conversation:
        for one in (run, chat, ask, check, quotes, stories):
            one.add_argument("--sample", action="store_true", help="use the sample newsroom")
    _add_ingest(add("ingest", "add files, pages or standard input (-) to the library"))
    if not conversation:
        invite = add("invite", "print the link that adds the bot to a Discord server")
        invite.add_argument(
            "--id", type=_application, metavar="NUMBER", help="the application, if no token is set"
        )
        _add_feedback(add("feedback", "what people thought of answers"), common)
    _add_articles(add("articles", "list, show or remove what the library holds"), common)
    add_feed(
        add("feed", "follow feeds: add, list, poll and more"), common, _number, _name, once=not conversation
    )
    add_why(add("why", "show what became of an article of a feed, gate by gate"))
    add_article(add("article", "show what an outlet changed about an article"), common, _number)
    add("doctor", "check everything that can be wrong")
    add("backup", "write a complete copy").add_argument("file", metavar="FILE", type=_name)
    add("restore", "put a backup in place of what is stored").add_argument("file", metavar="FILE", type=_name)
    return parser


def _add_ingest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="+", metavar="FILE|URL|-", type=_name)
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
    listing = actions.add_parser("list", help="the newest first", parents=[common], allow_abbrev=False)
    listing.add_argument("--limit", type=_number, default=_PAGE, metavar="N", help="how many a page")
    listing.add_argument("--page", type=_number, default=1, metavar="K", help="which page")
    for name, words in (("show", "one article, sentence by sentence"), ("remove", "forget one article")):
        actions.add_parser(name, help=words, parents=[common]).add_argument("id", type=_number)


def _add_feedback(parser: argparse.ArgumentParser, common: Parser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    export = actions.add_parser("export", help="the newest first, as JSON lines", parents=[common])
    export.add_argument("--csv", action="store_true", help="as a table of comma-separated values")


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError
    return text


def _number(text: str) -> int:
    value = int(text)
    if not 1 <= value <= _LARGEST:
        raise ValueError
    return value


def _application(text: str) -> int:
    value = int(text)
    if not 1 <= value <= _LARGEST_ID:
        raise ValueError
    return value


# argparse names the type in its message: "invalid number value: 'x'"
_number.__name__, _name.__name__, _application.__name__ = "number", "file", "number"
