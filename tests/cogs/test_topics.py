"""`/timeline`, `/trend` and `/quotes` through the callbacks."""

from typing import Any
from unittest.mock import Mock

import discord
import pytest

from bot.app import App
from bot.domain import Article, Event, Sentence, Timeline, Trend
from bot.errors import UsageError
from bot.ingest.files import Handed
from cogs import topic_cards, topics
from cogs.phrases import EN, ID
from cogs.replies import scope_of
from cogs.topics import Topics
from tests.cogs.conftest import GUILD, PERSON, card, components_of, interaction_of, private, words
from tests.cogs.hostile import sound, strings

SAID = (
    "Hujan Deras\nHujan akan turun lagi, kata Rahma Yuni. “Kami siap,” ujar Rahma Yuni pada Senin (3/3/2025)."
)


EVENT = Event(
    "2025-03-03",
    Sentence(1, 1, 1, "Pasar dibuka."),
    Article(1, 1, "Pasar", "", "Kabar Uji", "", "2025-03-03", "id", "", 1, 1),
)


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Topics:
    return Topics(app.topics, app.quotes)


async def run(command: Any, cog: Topics, one: Mock, *arguments: object, **options: object) -> None:
    await command.callback(cog, one, *arguments, **options)


async def test_a_timeline_and_none(cog: Topics, bot: Mock) -> None:
    one = interaction_of(bot)
    await run(Topics.timeline, cog, one, "Muara Teduh")
    assert not private(one)
    said = words(card(one))
    assert said.startswith("### Timeline: Muara Teduh\n**3 March 2025**\n“Pasar ikan Muara Teduh dibuka")
    card_ = topic_cards.timeline(Timeline("x", (EVENT,) * 9, "Kabar Uji"), EN, None)
    assert words(card_).startswith(
        "### Timeline: x\n-# Kabar Uji (the first to tell) · 8/9\n**3 March 2025**"
    )
    await run(Topics.timeline, cog, one, "Muara Teduh", until="2025-02-01")
    assert words(card(one)) == EN.timeline_none.format(topic="Muara Teduh")
    with pytest.raises(UsageError):
        await run(Topics.timeline, cog, one, "Muara Teduh", since="someday")


async def test_a_trend_is_drawn_with_words_for_who_cannot_see_it(
    cog: Topics, bot: Mock, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = [Handed("a.txt", data=b"Pasar ramai\nPasar Muara Teduh ramai sekali.")]
    assert [one.error async for one in app.library.add(scope_of(GUILD, PERSON), handed)] == [None]
    one = interaction_of(bot, locale=discord.Locale.indonesian)
    await run(Topics.trend, cog, one, "Muara Teduh", 2)
    call = one.edit_original_response.await_args.kwargs
    (file,) = call["attachments"]
    assert file.fp.read().startswith(b"\x89PNG")
    (container,) = components_of(card(one))
    (picture,) = container["components"][1]["items"]
    assert picture["media"]["url"] == "attachment://trend.png"
    assert picture["description"].startswith("1 artikel tentang Muara Teduh")
    sound(card(one))
    monkeypatch.setattr(topics, "can_draw", lambda: False)
    await run(Topics.trend, cog, one, "Muara Teduh", 2)
    assert "████" in words(card(one))
    assert ID.trend_letters in words(card(one))
    await run(Topics.trend, cog, one, "kereta", 2)
    assert words(card(one)) == ID.trend_none.format(topic="kereta")


async def test_who_said_what(cog: Topics, bot: Mock, app: App) -> None:
    handed = [Handed("b.txt", data=SAID.encode())]
    assert [one.error async for one in app.library.add(scope_of(GUILD, PERSON), handed)] == [None]
    one = interaction_of(bot)
    await run(Topics.quotes, cog, one, "Rahma")
    said = words(card(one))
    assert said.startswith("### What Rahma said")
    assert "Kami siap" in said
    await run(Topics.quotes, cog, one, "Budi")
    assert words(card(one)) == EN.quotes_none.format(who="Budi")


def test_hostile_words_do_no_harm() -> None:
    for text in strings(300):
        article = Article(1, 1, text, text, text, "", text, "en", "", 1, 1)
        event = Event(text, Sentence(1, 1, 1, text), article, (article,) * 5)
        sound(topic_cards.timeline(Timeline(text, (event,) * 12, text), EN, None))
        trend = Trend(text, ("2025-03-13",) * 40, ((text, (1,) * 40), ("", (2,) * 40)))
        sound(topic_cards.trend(trend, ID, picture=False))
