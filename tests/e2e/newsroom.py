"""A server with a library, its people, and the bot: where the tests of the front end take place."""

from dataclasses import dataclass
from typing import Any

from tests.e2e.discord_server import Channel, DiscordServer, Guild, Interaction, Permission, Upload, User
from tests.e2e.warta import PASAR, WHO

FLOOD = (
    "Flood in Tambakreja\nThe river Cirandu flooded 312 houses in Tambakreja on Tuesday.\n"
    "Hendro Pamilih, who heads the disaster agency, promised a wall of sandbags within three days."
)
HOUSES = "how many houses did the river Cirandu flood?"
Options = dict[str, Any]
__all__ = ["FLOOD", "HOUSES", "PASAR", "WHO", "Newsroom"]


@dataclass
class Newsroom:
    """One server: who manages it, who asks, and where."""

    server: DiscordServer
    guild: Guild
    editor: User
    rahma: User
    general: Channel

    @classmethod
    def of(cls, server: DiscordServer, name: str = "Kabar") -> "Newsroom":
        """A new server with an editor and a member."""
        guild = server.guild(name, channels=["general", "newsroom"])
        editor, rahma = server.user(f"editor of {name}"), server.user(f"rahma of {name}", locale="id")
        server.member(guild, editor, Permission.MANAGE_GUILD)
        server.member(guild, rahma)
        return cls(server, guild, editor, rahma, guild.channel("general"))

    async def add(self, text: str, name: str = "a.txt") -> Interaction:
        """Add an article, as the editor."""
        added = await self.run("article add", {"file": Upload(name, text.encode())}, user=self.editor)
        assert "added" in (await added.answered(timeout=15)).text
        return added

    async def run(
        self, command: str, options: Options | None = None, user: User | None = None
    ) -> Interaction:
        """Use a command in the general channel; the member does, unless said otherwise."""
        return await self.server.slash(command, options or {}, user=user or self.rahma, channel=self.general)

    async def ask(self, question: str = WHO, user: User | None = None, **options: str | bool) -> Interaction:
        """Ask by command, and wait for the answer."""
        asked = await self.run("ask", {"question": question, **options}, user)
        await asked.answered(timeout=15)
        return asked
