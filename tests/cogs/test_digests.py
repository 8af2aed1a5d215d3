"""`/digest`, through the callbacks."""

from dataclasses import replace
from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest
from discord import ui

from bot.app import App
from bot.domain import Preferences
from bot.errors import NotFound, UsageError
from cogs.digests import Digests
from cogs.phrases import EN, ID
from cogs.replies import Limited, NotManager, scope_of
from tests.cogs.conftest import CHANNEL, GUILD, PERSON, WHO, card, ids, interaction_of, private, words
from tests.cogs.test_digest_cards import DIGEST, STORY
from tests.cogs.test_feeds import channel_of

SCOPE = scope_of(GUILD, PERSON)
NUMBERS: Any = Digests.numbers


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Digests:
    return Digests(app.schedules, app.answers, app.outbox, app.clock)


def asking(bot: Mock, **options: Any) -> Mock:
    one = interaction_of(bot, **{"manages": True, **options})
    one.guild, one.channel = Mock(), channel_of()
    one.followup = create_autospec(discord.Webhook, instance=True)
    return one


async def run(command: Any, cog: Digests, one: Mock, *arguments: object, **options: object) -> None:
    await command.callback(cog, one, *arguments, **options)


async def scheduled(cog: Digests, bot: Mock, when: str = "07:30", **options: object) -> int:
    await run(Digests.schedule, cog, asking(bot), when, **options)
    return int((await bot.app.schedules.schedules(SCOPE))[-1].id)


async def test_the_news_of_the_last_hours(cog: Digests, bot: Mock) -> None:
    one = asking(bot, manages=False)
    await run(Digests.now, cog, one)
    assert private(one)
    shown = words(card(one))
    assert "Ringkasan" in shown  # the library speaks Indonesian
    one = asking(bot, manages=False)
    await run(Digests.now, cog, one, language="en", private=False)
    assert not private(one)
    assert words(card(one)).startswith("## Digest · ")


async def test_a_digest_is_scheduled_in_the_servers_zone(cog: Digests, bot: Mock, app: App) -> None:
    await app.library.prefer(SCOPE, Preferences("id", "Asia/Makassar"))
    one = asking(bot)
    await run(Digests.schedule, cog, one, "hari kerja 07.30", stories=7, own_day=True)
    (kept,) = await app.schedules.schedules(SCOPE)
    assert (kept.zone, kept.place, kept.stories, kept.own_day) == ("Asia/Makassar", CHANNEL, 7, True)
    assert (kept.days, kept.added_by) == ((0, 1, 2, 3, 4), PERSON)
    said = words(card(one))
    assert "setiap hari kerja 07:30 (Asia/Makassar)" in said
    assert "<t:" in said
    assert ID.digest_zone not in said


async def test_without_a_zone_it_is_said_that_it_is_utc(cog: Digests, bot: Mock) -> None:
    one = asking(bot)
    await run(Digests.schedule, cog, one, "07:30")
    assert EN.digest_zone in words(card(one))


async def test_where_the_bot_may_not_post_nothing_is_scheduled(cog: Digests, bot: Mock, app: App) -> None:
    one = asking(bot)
    one.channel = channel_of(send_messages=False)
    await run(Digests.schedule, cog, one, "07:30")
    assert "Send Messages" in words(card(one))
    assert await app.schedules.schedules(SCOPE) == []


@pytest.mark.parametrize("when", ["25:00", "sometimes"])
async def test_what_is_no_time(cog: Digests, bot: Mock, when: str) -> None:
    with pytest.raises(UsageError):
        await run(Digests.schedule, cog, asking(bot), when)


async def test_only_managers_change_anything(cog: Digests, bot: Mock) -> None:
    number = await scheduled(cog, bot)
    changes: Any = (Digests.pause, Digests.resume, Digests.remove)
    for change in changes:
        with pytest.raises(NotManager):
            await run(change, cog, asking(bot, manages=False), number)
        with pytest.raises(NotFound):
            await run(change, cog, asking(bot, guild=GUILD + 1), number)
    with pytest.raises(NotManager):
        await run(Digests.schedule, cog, asking(bot, manages=False), "07:30")


async def test_the_list_and_the_next_runs(cog: Digests, bot: Mock) -> None:
    one = asking(bot)
    await run(Digests.list_schedules, cog, one)
    assert EN.digest_none in words(card(one))
    number = await scheduled(cog, bot, "Mon, Thu 08:00 and 18:00", zone="Jakarta")
    await run(Digests.list_schedules, cog, one)
    assert f"`{number}` Monday, Thursday 08:00, 18:00 (Asia/Jakarta) → <#{CHANNEL}>" in words(card(one))
    await run(Digests.next_runs, cog, one, number)
    assert words(card(one)).count("<t:") == 5
    await run(Digests.pause, cog, one, number)
    await run(Digests.list_schedules, cog, one)
    assert EN.digest_rests in words(card(one))
    await run(Digests.resume, cog, one, number)
    await run(Digests.remove, cog, one, number)
    assert f"`{number}`" in words(card(one))
    await run(Digests.list_schedules, cog, one)
    assert EN.digest_none in words(card(one))


async def test_a_preview_posts_nothing(cog: Digests, bot: Mock, app: App) -> None:
    number = await scheduled(cog, bot)
    one = asking(bot)
    await run(Digests.preview, cog, one, number)
    assert private(one)
    assert "## " in words(card(one))
    assert await app.store.due_posts("2099", 9) == []


async def test_who_has_many_composed_waits(cog: Digests, bot: Mock) -> None:
    one = asking(bot, manages=False)
    for _ in range(2):
        await run(Digests.now, cog, one)
    with pytest.raises(Limited):
        await run(Digests.now, cog, one)
    await run(Digests.now, cog, asking(bot, manages=False, person=PERSON + 1))


async def test_schedules_are_offered(cog: Digests, bot: Mock) -> None:
    await scheduled(cog, bot, "07:30")
    number = await scheduled(cog, bot, "weekdays 18:00")
    found = await NUMBERS(cog, asking(bot), "18:")
    assert [one.value for one in found] == [number]


async def test_a_story_is_asked_about(cog: Digests, bot: Mock, app: App) -> None:
    (article,) = await app.store.articles(SCOPE, limit=1)
    one = asking(bot, manages=False)
    await cog.ask(one, str(article.id), "0")
    form = one.response.send_modal.await_args.args[0]
    assert isinstance(form, ui.Modal)
    assert form.title == EN.digest_ask_title
    answered = asking(bot, manages=False)
    await form._sent(answered, {"question": WHO})  # type: ignore[attr-defined]
    assert "Rahma Yuni" in words(card(answered))
    assert private(answered)
    assert any("context" in key for key in ids(card(answered)))
    gone = asking(bot, manages=False)
    await cog.ask(gone, "999", "0")
    await gone.response.send_modal.await_args.args[0]._sent(gone, {"question": WHO})
    assert "Rahma Yuni" in words(card(gone))


async def test_a_long_digest_comes_in_several_messages(cog: Digests, bot: Mock, app: App) -> None:
    long = replace(DIGEST, stories=(STORY,) * 12)
    app.schedules.now = AsyncMock(return_value=long)  # type: ignore[method-assign]
    one = asking(bot)
    await run(Digests.now, cog, one)
    assert one.followup.send.await_count >= 2
    assert all(call.kwargs["ephemeral"] for call in one.followup.send.await_args_list)
