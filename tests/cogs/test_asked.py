"""What is remembered of a question, and what becomes of an answer that cannot be remembered."""

import asyncio
from typing import Any
from unittest.mock import AsyncMock, Mock

import aiohttp
import pytest

from bot.app import App
from bot.errors import StorageBusy
from cogs.ask import Ask
from cogs.replies import typing_if_slow
from tests.cogs.conftest import WHO, card, interaction_of, words
from tests.cogs.test_ask import fixture_cog, put
from tests.cogs.test_mentions import message_of

__all__ = ["fixture_cog"]


async def test_an_answer_stays_when_it_cannot_be_kept(
    cog: Ask, bot: Mock, app: App, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    full = AsyncMock(side_effect=StorageBusy("The database is busy"))
    monkeypatch.setattr(app.dialogues, "keep", full)
    one = interaction_of(bot)
    await put(cog, one)
    said = message_of(f"<@99> {WHO}")
    await cog.on_message(said)
    assert full.await_count == 2
    assert "**Rahma Yuni**" in words(card(one))
    assert said.channel.send.await_count == 1
    assert "The database is busy" in caplog.text


async def test_an_answer_does_not_need_that_typing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cogs.replies._SLOW", 0)
    tried = asyncio.Event()

    class Channel:
        async def typing(self) -> None:
            tried.set()
            raise aiohttp.ServerDisconnectedError

    channel: Any = Channel()
    others = asyncio.all_tasks()
    async with typing_if_slow(channel):
        (task,) = asyncio.all_tasks() - others
        await tried.wait()
        await asyncio.wait({task})
    assert task.exception() is None
