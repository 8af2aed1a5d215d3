"""The options of what follows feeds: `feed`, `why` and `article`."""

import argparse
from collections.abc import Callable
from typing import Any

_TESTED = 5


def add_feed(
    parser: argparse.ArgumentParser,
    common: argparse.ArgumentParser,
    number: Callable[[str], int],
    name: Callable[[str], str],
    *,
    once: bool,
) -> None:
    """The actions of `feed`; `once`: also those that only make sense in the shell.

    `number` and `name` read numbers and names of files.
    """
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def action(what: str, words: str) -> argparse.ArgumentParser:
        return actions.add_parser(what, help=words, parents=[common], **_PLAIN)

    adding = action("add", "follow a feed, or the one that a page names")
    adding.add_argument("url", metavar="URL")
    filtering = action("filter", "choose which of its entries are wanted; without words, all")
    filtering.add_argument("id", type=number, metavar="ID")
    for one in (adding, filtering):
        for flag, words in (
            ("--any", "only entries with one of these words; commas part them, several words are a phrase"),
            ("--all", "only entries with all of these words"),
            ("--none", "no entries with any of these words"),
        ):
            one.add_argument(flag, metavar="WORDS", default="", help=words)
        one.add_argument(
            "--in", dest="where", choices=("title", "text", "both"), default="both", metavar="PART"
        )
    action("list", "what is followed, and how it goes")
    for what, words in (
        ("remove", "follow a feed no more"),
        ("pause", "leave a feed alone for now"),
        ("resume", "go on with it"),
    ):
        action(what, words).add_argument("id", type=number, metavar="ID")
    testing = action("test", "what would become of its newest entries, gate by gate")
    testing.add_argument("id", type=number, metavar="ID")
    testing.add_argument(
        "--limit", type=number, default=_TESTED, metavar="N", help="how many entries at most"
    )
    polling = action("poll", "ask all feeds now, or one")
    polling.add_argument("id", type=number, metavar="ID", nargs="?")
    if once:
        polling.add_argument(
            "--forever", action="store_true", help="go on asking whatever is due, until Ctrl-C"
        )
    action("import", "follow what an OPML file lists").add_argument("file", metavar="FILE", type=name)
    action("export", "write what is followed as OPML").add_argument(
        "file", metavar="FILE", nargs="?", type=name
    )


def add_why(parser: argparse.ArgumentParser) -> None:
    """The options of `why`."""
    parser.add_argument(
        "url", metavar="URL", nargs="?", default="", help="of an article; without it, the newest"
    )


def add_article(
    parser: argparse.ArgumentParser, common: argparse.ArgumentParser, number: Callable[[str], int]
) -> None:
    """The actions of `article`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    diff = actions.add_parser("diff", help="what its outlet changed about it", parents=[common], **_PLAIN)
    diff.add_argument("id", type=number, metavar="ID")


_PLAIN: Any = {"allow_abbrev": False}
