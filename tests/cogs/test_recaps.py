"""`/recap`, and the button about it, through the callbacks, over a real app."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App, open_app
from bot.config import Discord, Settings
from cogs.admin import Admin
from cogs.listening import Listening
from cogs.phrases import EN
from cogs.recaps import Recaps
from cogs.replies import NotManager
from tests.cogs.conftest import CHANNEL, PERSON, card, ids, interaction_of, private, words
from tests.cogs.talk import NOW, SCOPE, heard, kept


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path, discord=Discord(message_content=True))) as app:
        yield app


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Recaps:
    return Recaps(app.recaps)


@pytest.fixture(name="ears")
async def fixture_ears(app: App, bot: Mock) -> AsyncIterator[Listening]:
    ears = Listening(bot, app.recaps, app.library, app.offers, app.clock)
    await ears.cog_load()
    yield ears
    await ears.cog_unload()


def channel_of(number: int = CHANNEL, **allowed: bool) -> Mock:
    one = create_autospec(discord.TextChannel, instance=True)
    one.id = number
    may = {"view_channel": True, "read_message_history": True} | allowed
    one.permissions_for.return_value = discord.Permissions(**may)
    one.send = AsyncMock()
    return one  # type: ignore[no-any-return]


async def use(command: Any, cog: Recaps, bot: Mock, *, manages: bool = True, **options: Any) -> Mock:
    one = interaction_of(bot, manages=manages)
    one.channel = options.pop("here", None) or channel_of()
    await command.callback(cog, one, **options)
    return one


async def test_a_day_is_switched_on_where_everybody_reads_it(cog: Recaps, bot: Mock, app: App) -> None:
    assert "is not kept" in words(card(await use(Recaps.show, cog, bot)))
    on = await use(Recaps.on, cog, bot, index_links=True)
    assert words(card(on)) == (
        f"{EN.recap_now_on.format(channel=f'<#{CHANNEL}>', hours=48)} {EN.recap_indexed}"
    )
    assert not private(on)
    (day,) = await app.recaps.days(SCOPE)
    assert (day.channel, day.index_links, day.on_by) == (CHANNEL, True, PERSON)
    shown = await use(Recaps.show, cog, bot, manages=False)
    assert private(shown)
    assert EN.recap_quiet in words(card(shown))
    off = await use(Recaps.off, cog, bot)
    assert words(card(off)) == EN.recap_now_off.format(channel=f"<#{CHANNEL}>")
    assert "was not kept" in words(card(await use(Recaps.off, cog, bot)))


async def test_another_channel_is_told_there(cog: Recaps, bot: Mock, app: App) -> None:
    other = channel_of(21)
    on = await use(Recaps.on, cog, bot, channel=other)
    assert private(on)
    assert EN.recap_untold not in words(card(on))
    assert "<#21>" in words(other.send.await_args.kwargs["view"])
    other.send.side_effect = discord.Forbidden(Mock(status=403, reason="x"), "no")
    assert words(card(await use(Recaps.on, cog, bot, channel=other))).endswith(EN.recap_untold)
    assert [one.channel for one in await app.recaps.days(SCOPE)] == [21]
    off = await use(Recaps.off, cog, bot, channel=other)
    assert "is deleted" in words(card(off))


@pytest.mark.parametrize("command", [Recaps.on, Recaps.off])
async def test_only_who_manages_switches(cog: Recaps, bot: Mock, app: App, command: Any) -> None:
    with pytest.raises(NotManager):
        await use(command, cog, bot, manages=False)
    assert await app.recaps.days() == []


@pytest.mark.parametrize("denied", ["view_channel", "read_message_history"])
async def test_what_the_bot_may_not_read_is_said(cog: Recaps, bot: Mock, app: App, denied: str) -> None:
    hidden = channel_of(**{denied: False})
    for command in (Recaps.on, Recaps.show):
        one = interaction_of(bot, manages=True)
        one.guild, one.channel = Mock(), hidden
        await command.callback(cog, one)  # type: ignore[arg-type]
        assert words(card(one)) == EN.recap_cannot_read.format(channel=f"<#{CHANNEL}>")
        await app.recaps.switch_on(SCOPE, CHANNEL, PERSON)


async def test_without_the_setting_one_line_says_what_to_do(cog: Recaps, bot: Mock, app: App) -> None:
    app.recaps.listens = False
    for command in (Recaps.show, Recaps.on):
        one = await use(command, cog, bot)
        assert private(one)
        assert words(card(one)) == EN.recap_intent
    assert await app.recaps.days() == []


async def test_who_does_not_want_to_be_quoted_says_so_in_privacy(
    cog: Recaps, ears: Listening, bot: Mock, app: App
) -> None:
    admin: Any = Admin(bot, app.library, app.dialogues, app.offers)
    privacy: Any = Admin.privacy
    await use(Recaps.on, cog, bot)
    await ears.on_message(heard("Jembatan ditutup."))
    one = interaction_of(bot)
    await privacy.callback(admin, one)
    assert f"In <#{CHANNEL}> the channel's own day is kept" in words(card(one))
    assert words(card(one)).endswith("Of you there is: 1.")
    assert ids(card(one))[-1] == "warta:recap:out"
    out = interaction_of(bot)
    await cog.quoting(out, "out")
    assert "(messages: 1)" in words(card(out))
    await ears.on_message(heard("Jembatan dibuka.", 2))
    assert await kept(app) == []
    one = interaction_of(bot)
    await privacy.callback(admin, one)
    assert EN.recap_privacy_out in words(card(one))
    assert ids(card(one))[-1] == "warta:recap:in"
    again = interaction_of(bot)
    await cog.quoting(again, "in")
    await ears.on_message(heard("Jembatan dibuka lagi.", 3))
    assert [line.message_id - NOW for line in await kept(app)] == [3]
    await admin.data(interaction_of(bot, manages=True), "yes", "all")
    assert app.recaps.heard_in(CHANNEL) is None
