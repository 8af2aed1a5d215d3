"""`/watch` through the callbacks, and how alerts look."""

import json
import re
from typing import Any
from unittest.mock import AsyncMock, Mock

import discord
import pytest

from bot.app import App
from bot.domain import Post, PostKind, Scope
from bot.errors import NotFound
from bot.outbox import PostUnfit
from cogs.phrases import EN, ID
from cogs.posts import Look, look_of
from cogs.replies import NotManager, scope_of
from cogs.watches import Watches
from tests.cogs.conftest import CHANNEL, GUILD, PERSON, card, ids, interaction_of, private, words
from tests.cogs.hostile import sound, strings
from tests.cogs.test_feeds import channel_of

SCOPE = scope_of(GUILD, PERSON)
NUMBERS: Any = Watches.numbers
DIRECT = 77
MENTION = re.compile(r"<@[!&]?\d+>")
ARTICLE = {
    "id": 12,
    "source_id": 1,
    "title": "Pasar Muara Teduh Dibuka",
    "url": "https://kabar.example/pasar",
    "outlet": "Kabar Uji",
    "author": "",
    "published_at": "2025-03-03",
    "language": "id",
    "added_at": "",
    "revision": 2,
    "sentences": 2,
}
ALERT = {
    "watch": 4,
    "text": "pasar *ikan*",
    "asks": False,
    "language": "id",
    "ping": "<@30>",
    "article": ARTICLE,
    "position": 1,
    "quote": "Pasar ikan dibuka kembali.",
    "span": [0, 10],
    "confidence": 1.0,
    "direct": False,
}


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Watches:
    return Watches(app.watches, app.outbox)


def asking(bot: Mock, **options: Any) -> Mock:
    one = interaction_of(bot, **options)
    one.guild, one.channel = Mock(), channel_of()
    one.user.create_dm = AsyncMock(return_value=Mock(id=DIRECT))
    return one


async def run(command: Any, cog: Watches, one: Mock, *arguments: object, **options: object) -> None:
    await command.callback(cog, one, *arguments, **options)


def look(payload: object, key: str = "alert:4:9") -> Look:
    """An alert."""
    return look_of(
        Post(key, PostKind.ALERT, Scope("discord:10"), 20, json.dumps(payload)), None, [], EN, None, 10
    )


async def test_everybody_may_be_told_directly(cog: Watches, bot: Mock, app: App) -> None:
    one = asking(bot)
    await run(Watches.add, cog, one, "pasar ikan Muara Teduh", quiet="22-6")
    (kept,) = await app.watches.watches(SCOPE, PERSON)
    assert (kept.place, kept.direct, kept.question, kept.quiet_from) == (DIRECT, True, False, "22:00")
    said = words(card(one))
    assert private(one)
    assert EN.watch_direct in said
    assert "Quiet from 22:00 to 06:00 (UTC)." in said
    assert "Rahma Yuni" in said  # what it would have told
    assert "warta:stop-watch:1" in ids(card(one))


async def test_a_question_is_one_and_nothing_matches_yet(cog: Watches, bot: Mock, app: App) -> None:
    one = asking(bot, locale=discord.Locale.indonesian)
    await run(Watches.add, cog, one, "siapa yang menang pilkada Randusegara?")
    assert (await app.watches.watches(SCOPE))[0].question
    assert ID.watch_recent_none in words(card(one))


async def test_to_a_channel_only_who_manages_and_where_the_bot_may_write(
    cog: Watches, bot: Mock, app: App
) -> None:
    with pytest.raises(NotManager):
        await run(Watches.add, cog, asking(bot), "pasar", where="here")
    one = asking(bot, manages=True)
    one.channel = channel_of(send_messages=False)
    await run(Watches.add, cog, one, "pasar", where="here")
    assert "Send Messages" in words(card(one))
    assert await app.watches.watches(SCOPE) == []
    one.channel = channel_of()
    await run(Watches.add, cog, one, "pasar", where="here")
    (kept,) = await app.watches.watches(SCOPE)
    assert (kept.place, kept.direct) == (CHANNEL, False)
    assert EN.watch_here.format(place=f"<#{CHANNEL}>") in words(card(one))


async def test_who_takes_no_direct_messages_is_told_so(cog: Watches, bot: Mock, app: App) -> None:
    one = asking(bot)
    one.user.create_dm.side_effect = discord.Forbidden(Mock(status=403, reason=""), "closed")
    await run(Watches.add, cog, one, "pasar")
    assert words(card(one)) == EN.watch_no_direct
    assert await app.watches.watches(SCOPE) == []


async def test_list_pause_resume_remove_are_of_ones_own(cog: Watches, bot: Mock) -> None:
    one, other = asking(bot), asking(bot, person=PERSON + 1)
    await run(Watches.list_watches, cog, one)
    assert EN.watch_none in words(card(one))
    await run(Watches.add, cog, one, "pasar ikan")
    await run(Watches.pause, cog, one, 1)
    await run(Watches.list_watches, cog, one)
    assert f"`1` **pasar ikan**\n-# {EN.watch_rests}" in words(card(one))
    await run(Watches.list_watches, cog, other)
    assert EN.watch_none in words(card(other))
    assert [choice.value for choice in await NUMBERS(cog, one, "ikan")] == [1]
    assert await NUMBERS(cog, other, "") == []
    await run(Watches.resume, cog, one, 1)
    for change in (Watches.pause, Watches.remove):
        with pytest.raises(NotFound):
            await run(change, cog, other, 1)
    with pytest.raises(NotFound):
        await cog.stop(other, "1")
    await cog.stop(one, "1")
    assert words(card(one)) == EN.watch_removed.format(id=1, text="pasar ikan")


async def test_a_closed_place_is_named_and_opened_by_watching_once_more(
    cog: Watches, bot: Mock, app: App
) -> None:
    one = asking(bot)
    await run(Watches.add, cog, one, "pasar ikan")
    own = Scope(f"discord:dm:{PERSON}")
    await app.outbox.put([Post("alert:1:9", PostKind.ALERT, own, DIRECT, "{}")])
    assert await app.store.pause_place(DIRECT, own, "said")
    await run(Watches.list_watches, cog, one)
    assert EN.watch_closed in words(card(one))
    await run(Watches.add, cog, one, "feri")
    assert await app.outbox.paused(own) == []


def test_an_alert() -> None:
    shown = look(ALERT)
    assert words(shown.view) == (
        "<@30>\n-# Kabar baru tentang **pasar \\*ikan\\***\n### Pasar Muara Teduh Dibuka\n"
        "“**Pasar ikan** dibuka kembali.”\n-# Kabar Uji · 3 Maret 2025"
    )
    assert ids(shown.view) == [ARTICLE["url"], "warta:context:12:2:1", "warta:stop-watch:4"]
    assert [one.id for one in shown.pings.users or ()] == [30]  # type: ignore[union-attr]
    direct = look(ALERT | {"direct": True, "ping": "", "asks": True, "language": "en"})
    assert words(direct.view).startswith("-# An answer to **pasar")
    assert not any("context" in one for one in ids(direct.view))
    assert not direct.pings.users


@pytest.mark.parametrize(
    "broken", [{}, {"article": {}}, {"span": []}, {"watch": "x"}, {"position": None}, {"article": None}]
)
def test_what_is_no_alert_is_unfit(broken: dict[str, Any]) -> None:
    with pytest.raises(PostUnfit):
        look(ALERT | broken if broken else broken)


def test_hostile_words_do_no_harm() -> None:
    for text in strings(300):
        article = ARTICLE | {"title": text, "outlet": text, "url": text}
        whom = text if not MENTION.fullmatch(text) else ""  # who is called is chosen by Warta alone
        shown = look(ALERT | {"text": text, "quote": text, "ping": whom, "article": article})
        sound(shown.view)
        assert not shown.pings.users
