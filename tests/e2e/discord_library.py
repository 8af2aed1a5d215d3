"""A client with one command of each kind, as discord.py's documentation builds them."""

from typing import Any

import discord
import pytest
from discord import app_commands

from tests.e2e.discord_client import Client

Inter = discord.Interaction[Any]


class Form(discord.ui.Modal, title="Add"):
    """A form as in discord.py's documentation: a text, a menu, a file, each under a label."""

    text: discord.ui.Label[Any] = discord.ui.Label(
        text="Text", component=discord.ui.TextInput(custom_id="text", min_length=2)
    )
    language: discord.ui.Label[Any] = discord.ui.Label(
        text="Language",
        component=discord.ui.Select(
            custom_id="language", options=[discord.SelectOption(label="Indonesian", value="id")]
        ),
    )
    file: discord.ui.Label[Any] = discord.ui.Label(
        text="File", component=discord.ui.FileUpload(custom_id="file", required=False)
    )

    async def on_submit(self, interaction: Inter, /) -> None:
        assert isinstance(self.text.component, discord.ui.TextInput)
        assert isinstance(self.language.component, discord.ui.Select)
        assert isinstance(self.file.component, discord.ui.FileUpload)
        files = [f"{one.filename}={(await one.read()).decode()}" for one in self.file.component.values]
        said = f"{self.text.component.value} {self.language.component.values} {files}"
        await interaction.response.send_message(said, ephemeral=True)


class Card(discord.ui.LayoutView):
    """A card with a button that changes it and a menu."""

    row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

    def __init__(self) -> None:
        super().__init__()
        self.remove_item(self.row)
        self.words: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("before")
        self.add_item(discord.ui.Container(self.words))
        self.add_item(self.row)
        self.add_item(discord.ui.ActionRow(Menu()))

    @row.button(label="Change", custom_id="change:1")
    async def change(self, interaction: Inter, button: discord.ui.Button[Any]) -> None:
        self.words.content = "after"
        button.disabled = True
        await interaction.response.edit_message(view=self)

    @row.button(label="Form", custom_id="form:1")
    async def form(self, interaction: Inter, button: discord.ui.Button[Any]) -> None:
        await interaction.response.send_modal(Form())


class Menu(discord.ui.Select[Any]):
    """A menu that says what was chosen."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label=one.upper(), value=one) for one in ("id", "en")]
        super().__init__(custom_id="menu", options=options, max_values=2)

    async def callback(self, interaction: Inter) -> Any:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(" ".join(self.values))


def library() -> Client:
    """A client with one command of each kind."""
    client = Client()
    tree: app_commands.CommandTree[Any] = client.tree
    article = app_commands.Group(name="article", description="Articles")
    tree.add_command(article)

    @tree.command(description="Ask")
    @app_commands.rename(since="from")
    async def ask(
        interaction: Inter,
        question: str,
        user: discord.User | None = None,
        channel: discord.TextChannel | None = None,
        file: discord.Attachment | None = None,
        since: app_commands.Range[int, 1, 9] = 1,
    ) -> None:
        read = (await file.read()).decode() if file else None
        kind = (file.content_type, file.size) if file else None
        said = [question, user, channel, read, kind, since, interaction.locale, interaction.guild_locale]
        await interaction.response.send_message("|".join(map(str, said)))

    @ask.autocomplete("question")
    async def complete(interaction: Inter, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current} {number}", value=str(number)) for number in range(3)]

    @article.command(description="Add")
    @app_commands.default_permissions(manage_guild=True)
    async def add(interaction: Inter) -> None:
        await interaction.response.send_modal(Form())

    @tree.command(description="Settings")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def setup(interaction: Inter) -> None:
        await interaction.response.send_message(f"{interaction.permissions.manage_guild}", ephemeral=True)

    @tree.command(description="A card")
    async def card(interaction: Inter) -> None:
        await interaction.response.send_message(view=Card())

    add_menu_and_mistake(tree)
    return client


def add_menu_and_mistake(tree: app_commands.CommandTree[Any]) -> None:
    """A message menu, and a command that sends too much."""

    @tree.context_menu(name="Add to library")
    async def keep(interaction: Inter, message: discord.Message) -> None:
        files = [one.filename for one in message.attachments]
        await interaction.response.send_message(f"kept {message.content!r} {files}", ephemeral=True)

    @tree.command(description="Wrong", name="wrong")
    async def wrong(interaction: Inter) -> None:
        await interaction.response.defer()
        message = await interaction.edit_original_response(content="right")
        with pytest.raises(discord.HTTPException) as caught:
            await message.edit(content="x" * 2001)
        await interaction.followup.send(f"{caught.value.status} {caught.value.code}")
