"""What cards are made of: a sheet that leaves out what would not fit, a quotation, whose article it is.

A card has at most 40 components and 4,000 characters. What stands on a sheet is escaped already;
links stand in buttons only.
"""

from datetime import tzinfo
from typing import Any

from discord import ui

from bot.domain import Article
from bot.phrases import Phrases
from cogs.escape import label, link, plain, quoted, units
from cogs.notices import COMPONENTS, LETTERS

_FACT = 120  # letters


class Sheet:
    """A card in the making: what would not fit any more is left out."""

    def __init__(self, colour: int) -> None:
        self._container: ui.Container[Any] = ui.Container(accent_colour=colour)
        self._letters, self._components = LETTERS, COMPONENTS - 1

    def text(self, markdown: str) -> "Sheet":
        """Add a paragraph of text that is escaped already."""
        if markdown and self._fits(units(markdown), 1):
            self._container.add_item(ui.TextDisplay(markdown))
        return self

    def small(self, markdown: str) -> "Sheet":
        """Add a line in small letters."""
        return self.text(f"-# {markdown}" if markdown else "")

    def beside(self, markdown: str, url: str, words: str) -> "Sheet":
        """Add a paragraph with a link button beside it, where there is a link."""
        if not (safe := link(url)):
            return self.text(markdown)
        if self._fits(units(markdown), 3):
            button: ui.Button[Any] = ui.Button(label=label(words, 80), url=safe)
            self._container.add_item(ui.Section(ui.TextDisplay(markdown), accessory=button))
        return self

    def rule(self) -> "Sheet":
        """Add a line across."""
        if self._fits(0, 1):
            self._container.add_item(ui.Separator())
        return self

    def row(self, *items: ui.Item[Any] | None) -> "Sheet":
        """Add buttons side by side."""
        present = [one for one in items if one is not None]
        if present and self._fits(0, 1 + len(present)):
            self._container.add_item(ui.ActionRow(*present))
        return self

    def view(self) -> ui.LayoutView:
        """The card."""
        view = ui.LayoutView(timeout=None)
        view.add_item(self._container)
        return view

    def _fits(self, letters: int, components: int) -> bool:
        if letters > self._letters or components > self._components:
            return False
        self._letters -= letters
        self._components -= components
        return True


def quotation(text: str, limit: int, start: int = 0, length: int = 0) -> str:
    """A sentence in quotation marks, unless it has its own, the words from `start` on in bold."""
    body = quoted(text, start, length, limit)
    own = text.startswith("“") and text.endswith("”") and text.count("“") == 1
    return body if own else f"“{body}”"


def source_line(article: Article, says: Phrases, zone: tzinfo | None, longest: int = _FACT) -> str:
    """Whose article it is, and of when."""
    facts = [plain(article.outlet, longest), says.date(article.published_at, zone)]
    return " · ".join(fact for fact in facts if fact)
