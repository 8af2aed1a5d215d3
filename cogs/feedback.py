"""What people think of answers."""

from discord.ext import commands

from bot.answer.dialogue import Dialogues
from bot.client import WartaBot
from bot.domain import Verdict
from cogs.buttons import NOT_HELPFUL
from cogs.notices import notice
from cogs.replies import Interaction, answering, setting_of


class Feedback(commands.Cog):
    """Keeps opinions; `/status` and `warta feedback export` show them."""

    def __init__(self, dialogues: Dialogues) -> None:
        self._dialogues = dialogues

    async def not_helpful(self, interaction: Interaction) -> None:
        """Keep that an answer was of no help, and thank for it."""
        async with answering(interaction, private=True) as reply:
            place = await setting_of(interaction)
            number = interaction.message.id if interaction.message is not None else 0
            new = await self._dialogues.judge(place.scope, number, interaction.user.id, Verdict.NOT_HELPFUL)
            words = place.says()
            line = words.forgotten if new is None else words.thanks if new else words.thanked
            await reply.show(notice(line))


async def setup(bot: WartaBot) -> None:
    """Add the button."""
    cog = Feedback(bot.app.dialogues)
    bot.on_press(NOT_HELPFUL, cog.not_helpful)
    await bot.add_cog(cog)
