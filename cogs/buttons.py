"""Buttons that know by their ids what they are for, so that they work on old messages and after a restart.

`warta:KIND:VALUE:…` is an id; what a kind of button does is in the cog that has registered for it
(`WartaBot.on_press`).
"""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.client import WartaBot
from cogs.errors import report
from cogs.escape import label

CONTEXT, MORE, NOT_HELPFUL, TURN, DATA, FORM = "context", "more", "not-helpful", "list", "data", "form"
RETRY, RESUME = "retry", "resume"  # a feed that fails, by its source; a place that is paused
RECAP = "recap"  # whether somebody may be quoted in recaps
FEED = "feed"  # a step of following one, or a page of their list
STOP = "stop-watch"  # by its number
ASK = "ask-about"  # the story of an article
_WORDS = 80  # letters on a button


class Button(
    ui.DynamicItem[ui.Button[Any]],
    template=r"warta:(?P<kind>[a-z-]{1,20})(?P<values>(?::[a-z0-9-]{1,20}){0,3})",
):
    """A button of ours."""

    def __init__(
        self,
        words: str,
        kind: str,
        *values: object,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        disabled: bool = False,
    ) -> None:
        self.kind, self.values = kind, tuple(map(str, values))
        custom_id = ":".join(("warta", kind, *self.values))
        super().__init__(
            ui.Button(label=label(words, _WORDS), custom_id=custom_id, style=style, disabled=disabled)
        )

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], __: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button as it was pressed."""
        return cls("…", match["kind"], *filter(None, match["values"].split(":")))

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether somebody has registered for it, and the press comes for the first time, and in time."""
        return self.kind in interaction.client.presses and await interaction.client.admits(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        bot: WartaBot = interaction.client
        try:
            await bot.presses[self.kind](interaction, *self.values)
        except Exception as error:  # noqa: BLE001 - where the errors of buttons end, as those of commands do
            await report(interaction, error)
