"""Listening in channels whose own day is on, through the callbacks, over a real app with one site."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App, open_app
from bot.config import Discord, Settings
from bot.domain import Line
from bot.errors import FetchError
from bot.ports import Page, Polled
from cogs.listening import Listening, said_in, shared_in
from cogs.replies import scope_of
from tests.cogs.conftest import CHANNEL, GUILD, PERSON
from tests.cogs.talk import NOW, SCOPE, heard, kept

JEMBATAN = (
    "<html><head><title>Jembatan Muara Teduh Ditutup</title></head><body><article>"
    "<h1>Jembatan Muara Teduh Ditutup</h1>"
    "<p>Dinas menutup Jembatan Muara Teduh mulai Senin pagi untuk perbaikan lantai.</p>"
    "<p>Kapal penyeberangan gratis melayani warga sampai jembatan itu dibuka kembali pada akhir Maret.</p>"
    "</article></body></html>"
)


class Site:
    """A network with one page; it notes whether somebody asked for it."""

    def __init__(self) -> None:
        self.fetched: list[tuple[str, bool]] = []
        self.found = asyncio.Event()

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        self.fetched.append((url, asked))
        if not url.endswith("/jembatan"):
            raise FetchError(f"{url} cannot be fetched", "there is no such page (404)", "check the address")
        self.found.set()
        return Page(url, "text/html", "utf-8", JEMBATAN.encode())

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        raise NotImplementedError


@pytest.fixture(name="site")
def fixture_site() -> Site:
    return Site()


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path, site: Site) -> AsyncIterator[App]:
    settings = Settings(tmp_path, discord=Discord(message_content=True))
    async with open_app(settings, fetcher=site) as app:
        yield app


@pytest.fixture(name="ears")
async def fixture_ears(app: App, bot: Mock) -> AsyncIterator[Listening]:
    ears = Listening(bot, app.recaps, app.library, app.offers, app.clock)
    await ears.cog_load()
    yield ears
    await ears.cog_unload()


def reaction(person: int, *, bot: bool = False) -> Mock:
    where = {"channel_id": CHANNEL, "guild_id": GUILD, "message_id": NOW + 1}
    return Mock(**where, user_id=person, emoji="👍", member=Mock(bot=bot))


async def test_nothing_is_heard_where_it_is_not_on(ears: Listening, app: App) -> None:
    await ears.on_message(heard("Jembatan ditutup."))
    await app.recaps.switch_on(scope_of(GUILD + 1, 0), CHANNEL, PERSON)
    await ears.on_message(heard("Jembatan ditutup.", 2))
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)
    direct = heard("Jembatan ditutup.", 3)
    direct.guild = None
    await ears.on_message(direct)
    app.recaps.listens = False
    await ears.on_message(heard("Jembatan ditutup.", 4))
    assert await kept(app) == []
    app.recaps.listens = True
    await ears.on_message(heard("Jembatan ditutup.", 5))
    assert len(await kept(app)) == 1


async def test_programs_and_what_is_for_warta_are_not_kept(ears: Listening, app: App, bot: Mock) -> None:
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)
    asked = heard("<@99> siapa?", 4)
    asked.mentions = [Mock(id=99)]
    others = (heard("Iklan.", 1, program=True), heard("Iklan.", 2, webhook_id="5"), heard("", 3, type=7))
    for message in (*others, asked, heard("  ", 5), heard("Jembatan ditutup.", 6)):
        await ears.on_message(message)
    assert [one.message_id - NOW for one in await kept(app)] == [6]


async def test_a_message_is_kept_once_with_what_became_of_it(ears: Listening, app: App) -> None:
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)
    reply = {"message_id": "400", "channel_id": str(CHANNEL), "type": 0}
    message = heard("Baca https://kabar.example/a ya", type=19, message_reference=reply)
    await ears.on_message(message)
    for one in (reaction(1), reaction(1), reaction(2), reaction(3, bot=True)):
        await ears.on_raw_reaction_add(one)
    await ears.on_raw_reaction_remove(reaction(2))
    await ears.on_raw_reaction_remove(reaction(2))
    await ears.on_message(message)  # told again
    (line,) = await kept(app)
    assert (line.reply_to, line.reactions, line.links) == (400, 1, ("https://kabar.example/a",))
    edited = Mock(channel_id=CHANNEL, guild_id=GUILD, message_id=NOW + 1, message=heard("Tidak jadi."))
    await ears.on_raw_message_edit(edited)
    await ears.on_raw_reaction_clear(Mock(channel_id=CHANNEL, guild_id=GUILD, message_id=NOW + 1))
    (line,) = await kept(app)
    assert (line.text, line.reactions, line.links) == ("Tidak jadi.", 0, ())
    forwarded = heard("Lihat ini", 2, message_reference=reply | {"type": 1})
    await ears.on_message(forwarded)
    assert [one.reply_to for one in await kept(app)] == [400, 0]
    await ears.on_raw_bulk_message_delete(
        Mock(channel_id=CHANNEL, guild_id=GUILD, message_ids={NOW + 1, NOW + 2, 9})
    )
    assert await kept(app) == []


async def test_a_channel_that_is_gone_is_forgotten(ears: Listening, app: App) -> None:
    for number in (CHANNEL, 21):
        await app.recaps.switch_on(SCOPE, number, PERSON)
    gone = Mock(id=CHANNEL)
    gone.guild = Mock(id=GUILD)
    await ears.on_guild_channel_delete(gone)
    await ears.on_raw_thread_delete(Mock(thread_id=21, guild_id=GUILD))
    assert await app.recaps.days() == []


async def test_links_are_added_politely_once_where_that_was_chosen(
    ears: Listening, app: App, site: Site
) -> None:
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)
    await ears.on_message(heard("https://kabar.example/tidak"))
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON, index_links=True)
    await ears.on_message(heard("https://kabar.example/hilang https://kabar.example/jembatan", 2))
    await ears.on_message(heard("https://kabar.example/jembatan", 3))
    await asyncio.wait_for(site.found.wait(), 60)
    polite = [(f"https://kabar.example/{page}", False) for page in ("hilang", "jembatan")]
    assert site.fetched == polite


async def test_a_channel_is_read_again_after_a_while_away(ears: Listening, app: App, bot: Mock) -> None:
    earlier = discord.utils.utcnow() - timedelta(minutes=5)
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON, at=earlier)
    await ears.on_message(heard("Ditulis dan dihapus."))
    await ears.on_message(heard("Ditulis.", 2))
    channel = create_autospec(discord.TextChannel, instance=True)
    thumbs = {"emoji": {"id": None, "name": "👍"}, "count": 2, "me": False}
    missed = heard("Ditulis saat pergi.", 3, reactions=[thumbs])

    async def history(**_: object) -> AsyncIterator[discord.Message]:
        for one in (missed, heard("Diubah.", 2), heard("Program.", 4, webhook_id="5")):
            yield one

    channel.history = history
    bot.get_channel = Mock(return_value=channel)
    await ears.on_ready()
    assert [(one.message_id - NOW, one.text, one.reactions) for one in await kept(app)] == [
        (2, "Diubah.", 0),
        (3, "Ditulis saat pergi.", 2),
    ]
    bot.get_channel = Mock(return_value=None)
    for error, left in ((discord.HTTPException, 2), (discord.Forbidden, 0)):
        bot.fetch_channel = AsyncMock(side_effect=error(Mock(status=403, reason="x"), "no"))
        await ears.on_ready()
        assert len(await kept(app)) == left


async def test_what_could_not_be_read_is_read_later(
    app: App, bot: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)
    at = discord.utils.utcnow().isoformat(timespec="seconds")
    await app.store.change_lines([Line(NOW + 1, SCOPE, CHANNEL, PERSON, "Sudah dihapus.", at)])
    assert (await app.recaps.recap(SCOPE, CHANNEL, "2000", "2999")).lines == 1
    monkeypatch.setattr("cogs.listening._AGAIN", 0.01)
    read = asyncio.Event()
    answers = iter((discord.HTTPException(Mock(status=400, reason="x"), "no"), None))

    async def fetch_channel(_: int) -> Mock:
        if (error := next(answers, None)) is not None:
            raise error
        read.set()
        return Mock()

    bot.get_channel, bot.fetch_channel = Mock(return_value=None), fetch_channel
    bot.is_ready = Mock(return_value=True)
    ears = Listening(bot, app.recaps, app.library, app.offers, app.clock)
    await ears.cog_load()
    assert app.recaps.unread(CHANNEL)
    await asyncio.wait_for(read.wait(), 30)
    assert (await app.recaps.recap(SCOPE, CHANNEL, "2000", "2999")).lines == 0  # it waits
    assert not app.recaps.unread(CHANNEL)
    await ears.cog_unload()


def test_words_and_links_of_a_message() -> None:
    fish = "<:kembung:123456789012345678> Ikan <a:x_1:123456789012345678>"
    assert said_in(heard(fish)) == ":kembung: Ikan :x_1:"
    links = (
        "https://kabar.example/a https://discord.com/channels/1/2/3 https://cdn.discordapp.com/x.png"
        " https://tenor.com/view/x https://discord.gg/x https://notdiscord.com/b"
    )
    assert shared_in(heard(links)) == ("https://kabar.example/a", "https://notdiscord.com/b")
