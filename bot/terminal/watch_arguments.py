"""The options of `watch`."""

import argparse
from collections.abc import Callable

DEFAULT_SINCE = "24h"


def add_watch(
    parser: argparse.ArgumentParser, common: argparse.ArgumentParser, number: Callable[[str], int]
) -> None:
    """The actions of `watch`."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=words, parents=[common], allow_abbrev=False)

    add("add", "watch for words, or for an answer to a question").add_argument(
        "text", nargs="+", help="its words; behind -- when it begins with a hyphen"
    )
    add("list", "list what you watch for")
    add("remove", "watch for something no more").add_argument("id", type=number, metavar="ID")
    check = add("check", "show what was published since a time that you watch for")
    check.add_argument("text", nargs="*", help="words or a question to try, in the place of your watches")
    check.add_argument(
        "--since", metavar="TIME", default=DEFAULT_SINCE, help="since then: 24h, 7d, 2w or a date"
    )
