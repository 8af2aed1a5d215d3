"""What every command of the terminal works with."""

import sys
from dataclasses import dataclass, field

from bot.answer.conversation import Conversation
from bot.app import App
from bot.domain import LOCAL, Counts, Scope
from bot.phrases import ENGLISH
from bot.terminal.screen import Screen, error_line

SAMPLE = Scope("sample")  # the sample newsroom: beside a person's own library, never in it


@dataclass
class Session:
    """What a command works with; `scope` changes when a conversation moves on from the sample newsroom.

    `conversation` holds what was asked in it, and stays empty where a command is all there is.
    """

    app: App
    screen: Screen
    scope: Scope = LOCAL
    conversing: bool = False  # standard input is the conversation, and errors belong into it
    conversation: Conversation = field(default_factory=Conversation)

    def complain(self, error: Exception) -> None:
        """Show an error where the person looks."""
        if not self.conversing:
            complain(error)
        elif self.screen.as_json:
            self.screen.json({"error": error_line(error)})
        else:
            self.screen.line(error_line(error), "red")


def held(counts: Counts) -> str:
    """How much a library holds, in words."""
    return f"{ENGLISH.count(counts.articles, 'article')}, {ENGLISH.count(counts.sentences, 'sentence')}"


def complain(error: Exception) -> None:
    """One line on standard error."""
    print(f"warta: {error_line(error)}", file=sys.stderr, flush=True)  # noqa: T201
