"""A few words of Warta's own as a card, and the colours that tell the kinds of cards apart."""

from typing import Any

from discord import ui

GREEN, AMBER, GREY, RED = 0x2E9E6B, 0xC98A1B, 0x6B7280, 0xC0392B
LETTERS, COMPONENTS = 3_900, 38  # of 4,000 and 40 that a card may have: a little is left to be sure


def notice(markdown: str, colour: int = GREY, *buttons: ui.Item[Any]) -> ui.LayoutView:
    """A paragraph, in which what is foreign is escaped already, and perhaps buttons under it."""
    view = ui.LayoutView(timeout=None)
    container: ui.Container[Any] = ui.Container(ui.TextDisplay(markdown[:LETTERS]), accent_colour=colour)
    if buttons:
        container.add_item(ui.ActionRow(*buttons))
    view.add_item(container)
    return view
