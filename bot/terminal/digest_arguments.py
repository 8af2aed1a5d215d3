"""The options of `digest`."""

import argparse
from collections.abc import Callable

DEFAULT_SINCE, DEFAULT_STORIES = "24h", 5


def add_digest(
    parser: argparse.ArgumentParser,
    common: argparse.ArgumentParser,
    number: Callable[[str], int],
    *,
    once: bool,
) -> None:
    """The actions of `digest`; without one it is `now`. `once`: also what only makes sense in the shell."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=False)
    now = actions.add_parser(
        "now", help="compose one now; so does no action", parents=[common], allow_abbrev=False
    )
    for one in (parser, now):
        _add_options(one, number, once=once)
    _add_schedules(actions, common, number)
    parser.set_defaults(
        action="now", since=DEFAULT_SINCE, lang="", stories=DEFAULT_STORIES, html=None, sample=False
    )


def _add_options(parser: argparse.ArgumentParser, number: Callable[[str], int], *, once: bool) -> None:
    # SUPPRESS: given before the action or behind it, an option is the same one.
    for flag, metavar, words in (
        ("--since", "TIME", "news since then: 24h, 7d, 2w or a date"),
        ("--lang", "LANGUAGE", "its language, such as id or en; stories in it come first"),
        ("--html", "DIR", "write it into a folder of web pages, with an index and an Atom feed"),
    ):
        parser.add_argument(flag, metavar=metavar, default=argparse.SUPPRESS, help=words)
    parser.add_argument(
        "--stories", type=number, metavar="N", default=argparse.SUPPRESS, help="how many stories at most"
    )
    if once:
        parser.add_argument(
            "--sample", action="store_true", default=argparse.SUPPRESS, help="use the sample newsroom"
        )


def _add_schedules(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    common: argparse.ArgumentParser,
    number: Callable[[str], int],
) -> None:
    """What looks at the schedules of every server."""
    actions.add_parser(
        "list", help="list the digests that servers have scheduled", parents=[common], allow_abbrev=False
    )
    upcoming = actions.add_parser(
        "next", help="when a digest comes the next times", parents=[common], allow_abbrev=False
    )
    upcoming.add_argument("when", metavar="ID|WHEN", help="a number of the list, or such as 'weekdays 7:30'")
    upcoming.add_argument("--zone", default="", metavar="ZONE", help="the time zone of WHEN, or a city")
    for name, words in (
        ("pause", "let a digest rest"),
        ("resume", "go on with a digest"),
        ("remove", "remove a digest"),
    ):
        one = actions.add_parser(name, help=words, parents=[common], allow_abbrev=False)
        one.add_argument("id", type=number, metavar="ID", help="its number")
