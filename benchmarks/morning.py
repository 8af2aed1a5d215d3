"""The picture of a digest, a timeline and an alert, for `benchmarks.cards`, of invented news."""

from pathlib import Path
from typing import Any

from bot.app import open_app
from bot.config import Settings
from bot.domain import Document, Scope
from tests.e2e.discord_server import DiscordServer, Permission, Upload
from tests.e2e.posted import until
from tests.e2e.running_bot import running

NEWS = (
    (
        "Harbour Lane Wire",
        "en",
        "Cirandu bridge closed after cracks are found",
        "Engineers closed the Cirandu bridge on Monday after cracks were found in its second pillar.",
        "Lorries take the ferry until the pillar is jacketed in steel, harbour master Teguh Santosa said.",
    ),
    (
        "Suara Tambakreja",
        "id",
        "Jembatan Cirandu ditutup karena retak",
        "Jembatan Cirandu ditutup sejak Senin karena tiang keduanya retak.",
        "Bupati Retno Wahyudini meminta hasil pemeriksaan dalam sepekan.",
    ),
    (
        "The Randusegara Courier",
        "en",
        "Girl of nine wins the chess title of Muara Teduh",
        "Nadia Putri, nine, won the chess title of Muara Teduh on Sunday.",
        "She beat the champion of last year in 31 moves.",
    ),
)
FERRY = "Second ferry for Cirandu\nA second ferry sails from Cirandu to Pasirlor from Friday, the port says."


async def pages(place: Path) -> dict[str, str]:
    """The page by the name of its picture."""
    from benchmarks.cards import answer, said

    data = place / "morning"
    async with DiscordServer() as server:
        guild = server.guild("Kabar", channels=["newsroom"])
        editor, rahma = server.user("Sena"), server.user("Rahma", locale="id")
        server.member(guild, editor, Permission.MANAGE_GUILD)
        server.member(guild, rahma)
        room = guild.channel("newsroom")
        async with open_app(Settings(data)) as app:
            documents = [
                Document("\n".join(body), title, f"https://{number}.example/", outlet, language=language)
                for number, (outlet, language, title, *body) in enumerate(NEWS)
            ]
            await app.ingest.ingest_documents(Scope(f"discord:{guild.id}"), documents)
        async with running(server, data):
            watched = await server.slash("watch add", {"text": "ferry"}, user=rahma, channel=room)
            await watched.answered(timeout=30)
            upload: dict[str, Any] = {"file": Upload("ferry.txt", FERRY.encode())}
            added = await server.slash("article add", upload, user=editor, channel=room)
            await added.answered(timeout=30)
            direct = server.dm(rahma)
            await until(lambda: direct.messages)
            (alert,) = direct.messages.values()
            options: dict[str, Any] = {"language": "en", "private": False, "stories": 2}
            digest = await server.slash("digest now", options, user=editor, channel=room)
            first = await digest.answered(timeout=30)
            line = await server.slash("timeline", {"topic": "Cirandu"}, user=editor, channel=room)
            told = await line.answered(timeout=30)
    shown = [
        said("Sena", note="used /digest now"),
        answer(first),
        said("Sena", note="used /timeline Cirandu"),
        answer(told),
        answer(alert, "by direct message to Rahma, who watches for “ferry”"),
    ]
    return {"discord-digest": "".join(shown)}
