"""The local Discord: a real discord.py client connects, listens, answers."""

import discord

from tests.e2e.discord_client import Client, running
from tests.e2e.discord_server import Callback, DiscordServer


def asking() -> Client:
    """A client with a command that defers, one that answers at once, and a button."""
    client = Client()

    @client.tree.command(description="Ask")
    async def ask(interaction: discord.Interaction, question: str, source: str = "") -> None:
        await interaction.response.defer(thinking=True)
        await interaction.followup.send(f"{question} {source}".strip())
        await interaction.followup.send("more")

    @client.tree.command(description="Show")
    async def show(interaction: discord.Interaction) -> None:
        view = discord.ui.LayoutView()
        container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(
            discord.ui.TextDisplay("**a card**")
        )
        view.add_item(container)
        row: discord.ui.ActionRow[discord.ui.LayoutView] = discord.ui.ActionRow()
        button: discord.ui.Button[discord.ui.LayoutView] = discord.ui.Button(label="More", custom_id="more:1")

        async def pressed(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("pressed", ephemeral=True)

        button.callback = pressed  # type: ignore[method-assign]
        row.add_item(button)
        view.add_item(row)
        await interaction.response.send_message(view=view)

    return client


async def test_a_command_that_defers() -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar")
        rahma = server.user("rahma", locale="id")
        async with running(server, asking()):
            await server.synced()
            asked = await server.slash(
                "ask", {"question": "siapa?"}, user=rahma, channel=guild.channel("general")
            )
            message = await asked.answered()
            assert asked.deferred
            assert asked.kind is Callback.DEFERRED_MESSAGE
            assert message.text == "siapa?"
            assert (await asked.followup()).text == "more"
        assert not server.rejected


async def test_a_card_with_a_button() -> None:
    async with DiscordServer() as server:
        guild = server.guild("Kabar")
        rahma = server.user("rahma")
        async with running(server, asking()):
            shown = await server.slash("show", user=rahma, channel=guild.channel("general"))
            message = await shown.answered()
            assert message.text == "**a card**"
            pressed = await server.press(message, "More", user=rahma)
            assert (await pressed.answered()).text == "pressed"
            assert pressed.ephemeral
        assert not server.rejected


async def test_a_message_and_a_reply() -> None:
    client = Client()

    @client.listen("on_message")
    async def answer(message: discord.Message) -> None:
        if client.user in message.mentions or (message.guild is None and message.author != client.user):
            await message.reply(message.content.split("> ")[-1])

    async with DiscordServer() as server:
        guild = server.guild("Kabar")
        rahma = server.user("rahma")
        async with running(server, client):
            said = await server.say(guild.channel("general"), rahma, f"{server.bot.mention} siapa?")
            assert (await server.reply(said)).text == "siapa?"
            said = await server.say(server.dm(rahma), rahma, "di mana?")
            assert (await server.reply(said)).text == "di mana?"
            await server.say(guild.channel("general"), rahma, "not for the bot")
        assert not server.rejected


async def test_every_question_is_answered_once_while_the_line_drops() -> None:
    async with DiscordServer() as server:
        channel = server.guild("Kabar").channel("general")
        async with running(server, asking()):
            fault = server.faults.drop(every=4, count=20)
            people = [server.user(f"user {number}") for number in range(10)]
            for turn in range(3):
                asked = [
                    await server.slash("ask", {"question": str(turn)}, user=user, channel=channel)
                    for user in people
                ]
                for one in asked:
                    assert (await one.answered(10)).text == str(turn)
                    await one.followup(timeout=10)
            assert fault.struck == 20
        assert [one.callbacks for one in server.interactions] == [1] * 30
        assert not server.unanswered
        assert not server.rejected
