"""Interactions without a Discord: autospecced, over a real app."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec

import discord
import pytest
from discord import ui

from bot.app import App, open_app
from bot.client import WartaBot
from bot.config import Settings
from bot.ingest.files import Handed
from bot.traffic import Limits, Seen, Shelf, Work
from cogs.replies import scope_of

GUILD, CHANNEL, PERSON, MESSAGE = 10, 20, 30, 40
PASAR = (
    "Pasar Muara Teduh Dibuka\nPasar ikan Muara Teduh dibuka kembali oleh Rahma Yuni pada Senin (3/3/2025).\n"
    "Sebanyak 40 pedagang kembali berjualan. Harga ikan kembung turun."
)
WHO = "siapa yang membuka kembali pasar ikan Muara Teduh?"


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path)) as app:
        handed = [Handed("pasar.txt", data=PASAR.encode())]
        assert [fate.error async for fate in app.library.add(scope_of(GUILD, PERSON), handed)] == [None]
        yield app


@pytest.fixture(name="bot")
def fixture_bot(app: App) -> Mock:
    """A bot that is not connected."""
    bot = create_autospec(WartaBot, instance=True)
    bot.app = app
    bot.seen, bot.work = Seen(), Work()
    bot.limits, bot.forms = Limits(20, 600), Shelf()
    bot.latency = 0.042
    bot.user = Mock(id=99, mention="<@99>")
    return bot  # type: ignore[no-any-return]


def interaction_of(
    bot: Mock,
    *,
    guild: int | None = GUILD,
    person: int = PERSON,
    locale: discord.Locale = discord.Locale.american_english,
    manages: bool = False,
) -> Mock:
    """An interaction that was not answered yet."""
    one = create_autospec(discord.Interaction, instance=True)
    one.client = bot
    one.id, one.guild_id, one.channel_id = 7, guild, CHANNEL
    one.user = Mock(id=person)
    one.locale = locale
    one.created_at = discord.utils.utcnow()
    one.permissions = discord.Permissions(manage_guild=manages)
    one.type = discord.InteractionType.application_command
    one.command = None
    one.message = Mock(id=MESSAGE)
    one.response = create_autospec(discord.InteractionResponse, instance=True)
    one.response.is_done.return_value = False

    def done(*_: object, **__: object) -> None:
        one.response.is_done.return_value = True

    for name in ("defer", "send_message", "send_modal"):
        setattr(one.response, name, AsyncMock(side_effect=done))
    one.edit_original_response = AsyncMock(return_value=Mock(id=MESSAGE))
    return one  # type: ignore[no-any-return]


def components_of(view: ui.LayoutView) -> Any:
    """A card as Discord is told it."""
    return view.to_components()  # type: ignore[no-untyped-call]


def written(content: str, files: Sequence[Mock] = (), **more: object) -> discord.Message:
    """A message as somebody wrote it, with its files; `more` as Discord tells it: embeds, components, …"""
    data: Any = {
        "id": "500",
        "channel_id": str(CHANNEL),
        "author": {"id": str(PERSON), "username": "rahma", "discriminator": "0", "avatar": None},
        "content": content,
        "timestamp": "2025-03-03T10:00:00+00:00",
        "edited_timestamp": None,
        "type": 0,
        "pinned": False,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
    }
    data |= more
    message = discord.Message(state=MagicMock(), channel=MagicMock(), data=data)
    message.attachments = list(files)
    return message


def card(one: Mock) -> ui.LayoutView:
    """The last card an interaction was answered with."""
    calls = [*one.response.send_message.await_args_list, *one.edit_original_response.await_args_list]
    view = calls[-1].kwargs["view"]
    assert isinstance(view, ui.LayoutView)
    return view


def words(view: ui.LayoutView) -> str:
    """All text of a card."""
    return "\n".join(one.content for one in view.walk_children() if isinstance(one, ui.TextDisplay))


def ids(view: ui.LayoutView) -> list[str]:
    """The ids and addresses of its buttons."""
    found = []
    for one in view.walk_children():
        item = one.item if isinstance(one, ui.DynamicItem) else one
        if isinstance(item, ui.Button):
            found.append(item.url or item.custom_id or "")
    return found


def private(one: Mock) -> bool:
    """Whether nobody else sees the answer."""
    for call in (one.response.send_message, one.response.defer):
        if call.await_args is not None:
            return bool(call.await_args.kwargs.get("ephemeral"))
    raise AssertionError("nothing was answered")
