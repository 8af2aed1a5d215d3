"""Carrying posts: what Discord's answers mean, who is told, and what opens a place again."""

import asyncio
import json
from dataclasses import replace
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App
from bot.domain import Document, PausedPlace, Post, PostKind
from bot.errors import StorageBusy
from bot.outbox import PlaceClosed, PostUnfit, Trouble
from cogs.courier import Courier
from cogs.posts import mark_of
from cogs.replies import NotManager, scope_of
from tests.cogs.conftest import GUILD, PERSON, card, interaction_of, words

SCOPE = scope_of(GUILD, PERSON)
PLACE, ME = 20, 5
POST = Post("key", PostKind.FEED_RECOVERED, SCOPE, PLACE, json.dumps({"feed": "Kabar Uji"}))
TRIED = replace(POST, tried_at="2025-03-14T12:00:00+00:00")


def answer(status: int, code: int = 0) -> discord.HTTPException:
    """What Discord refuses with."""
    kinds = {403: discord.Forbidden, 404: discord.NotFound, 503: discord.DiscordServerError}
    kind = kinds.get(status, discord.HTTPException)
    return kind(Mock(status=status, reason="x"), {"code": code, "message": "said"})


@pytest.fixture(name="guild")
def fixture_guild(bot: Mock) -> Mock:
    """A server in Indonesian."""
    guild = Mock(id=GUILD, unavailable=False, owner_id=7, system_channel=None)
    guild.preferred_locale = discord.Locale.indonesian
    bot.application_id = ME
    bot.get_guild.side_effect = lambda number: guild if number == GUILD else None
    return guild


def channel_of(guild: Mock | None, kind: type = discord.TextChannel) -> Mock:
    """A channel of it, in which messages arrive."""
    channel = create_autospec(kind, instance=True)
    channel.id, channel.guild = PLACE, guild
    if hasattr(channel, "send"):
        channel.send = AsyncMock(return_value=Mock(id=77))
    return channel  # type: ignore[no-any-return]


@pytest.fixture(name="channel")
def fixture_channel(bot: Mock, guild: Mock) -> Mock:
    channel = channel_of(guild)
    bot.get_channel.return_value = channel
    return channel


@pytest.fixture(name="cog")
def fixture_cog(app: App, bot: Mock) -> Courier:
    return Courier(bot, app.outbox, app.library, app.store)


async def test_a_post_has_its_nonce_and_calls_nobody(cog: Courier, channel: Mock) -> None:
    assert await cog.send(POST, "w123") == 77
    given = channel.send.await_args.kwargs
    assert given["nonce"] == "w123"
    assert not any(given["allowed_mentions"].to_dict().values())
    assert "Umpan **Kabar Uji** dapat dibaca lagi." in words(given["view"])
    assert given["view"].is_finished()


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (answer(404, 10003), PlaceClosed),
        (answer(403, 50001), PlaceClosed),
        (answer(403, 50013), PlaceClosed),
        (answer(400, 40067), PlaceClosed),
        (answer(400, 50035), PostUnfit),
        (answer(429), Trouble),
        (answer(401), Trouble),
        (discord.RateLimited(99.0), Trouble),
    ],
)
async def test_what_an_answer_means(
    cog: Courier, channel: Mock, error: Exception, meaning: type[Exception]
) -> None:
    channel.send.side_effect = error
    with pytest.raises(meaning) as caught:
        await cog.send(POST, "w123")
    if isinstance(error, discord.RateLimited):
        assert isinstance(caught.value, Trouble)
        assert caught.value.seconds == 99.0


async def test_a_channel_that_is_not_known_is_asked_for(cog: Courier, bot: Mock, guild: Mock) -> None:
    bot.get_channel.return_value = None
    bot.fetch_channel.return_value = channel_of(guild)
    assert await cog.send(POST, "w123") == 77
    bot.fetch_channel.side_effect = answer(404, 10003)
    with pytest.raises(PlaceClosed):
        await cog.send(POST, "w123")
    bot.fetch_channel.side_effect = ConnectionResetError()
    with pytest.raises(Trouble, match="ConnectionResetError"):
        await cog.send(POST, "w123")


async def test_an_outage_closes_nothing(cog: Courier, bot: Mock, guild: Mock, channel: Mock) -> None:
    guild.unavailable = True
    for attempt in (cog.send(POST, "w"), cog.find(TRIED)):
        with pytest.raises(Trouble):
            await attempt
    bot.fetch_channel.assert_not_awaited()


async def test_a_post_goes_to_its_own_server_only(cog: Courier, bot: Mock, channel: Mock) -> None:
    channel.guild = Mock(id=11)
    with pytest.raises(PostUnfit):
        await cog.send(POST, "w123")
    direct = bot.get_channel.return_value = channel_of(None, discord.DMChannel)
    direct.recipient = Mock(id=PERSON)
    with pytest.raises(PostUnfit):
        await cog.send(POST, "w123")
    assert await cog.send(replace(POST, scope=scope_of(None, PERSON)), "w123") == 77
    bot.get_channel.return_value = create_autospec(discord.CategoryChannel, instance=True)
    with pytest.raises(PlaceClosed):
        await cog.send(POST, "w123")
    channel.send.assert_not_awaited()


async def test_a_locked_thread_is_woken(cog: Courier, bot: Mock, guild: Mock) -> None:
    thread = channel_of(guild, discord.Thread)
    bot.get_channel.return_value = thread
    thread.send.side_effect = [answer(400, 50083), Mock(id=78)]
    assert await cog.send(POST, "w123") == 78
    thread.edit.assert_awaited_once_with(archived=False)
    thread.send.side_effect = answer(400, 50083)
    thread.edit.side_effect = answer(403, 50013)
    with pytest.raises(PlaceClosed):
        await cog.send(POST, "w123")


async def test_what_is_there_is_known_by_its_mark(cog: Courier, channel: Mock) -> None:
    mine, others = Mock(id=ME), Mock(id=6)
    ours = [Mock(id=mark_of("key"))]
    messages = [
        Mock(id=1, author=others, components=ours),
        Mock(id=2, author=mine, components=[Mock(id=1)]),
        Mock(id=3, author=mine, components=[]),
        Mock(id=4, author=mine, components=ours),
    ]

    async def history(**_: object) -> object:
        for one in messages:
            yield one

    channel.history = Mock(side_effect=history)
    assert await cog.find(TRIED) == 4
    since = channel.history.call_args.kwargs["after"]
    assert since.isoformat() < TRIED.tried_at
    messages.pop()
    assert await cog.find(TRIED) is None


async def test_the_owner_is_told_or_else_the_server(cog: Courier, bot: Mock, guild: Mock) -> None:
    paused = PausedPlace(PLACE, SCOPE, "said")
    direct = channel_of(guild, discord.DMChannel)
    bot.create_dm.return_value = direct
    await cog.tell(paused)
    assert f"ke <#{PLACE}>: said" in words(direct.send.await_args.kwargs["view"])
    system = guild.system_channel = channel_of(guild)
    system.id = 21
    direct.send.side_effect = answer(403, 50007)
    await cog.tell(paused)
    system.send.assert_awaited_once()
    system.send.side_effect = answer(503)
    with pytest.raises(Trouble):
        await cog.tell(paused)
    system.id = PLACE  # itself
    await cog.tell(paused)
    await cog.tell(replace(paused, scope=scope_of(None, 3)))


async def paused_place(app: App) -> None:
    """A post that waits for a place which is paused."""
    await app.outbox.put([POST])
    assert await app.store.pause_place(PLACE, SCOPE, "said")


async def test_who_manages_the_server_opens_a_place(cog: Courier, app: App, bot: Mock) -> None:
    await paused_place(app)
    with pytest.raises(NotManager):
        await cog.resume(interaction_of(bot), str(PLACE))
    for line in ("I post to <#20> again.", "Nothing is held back for <#20>."):
        one = interaction_of(bot, manages=True)
        await cog.resume(one, str(PLACE))
        assert line in words(card(one))
    assert await app.outbox.paused(SCOPE) == []


@pytest.mark.parametrize("may", [True, False])
async def test_permission_opens_a_place(
    cog: Courier, app: App, guild: Mock, channel: Mock, may: bool
) -> None:
    await paused_place(app)
    thread = channel_of(guild, discord.Thread)
    forum = channel_of(guild, discord.ForumChannel)
    allowed = discord.Permissions(view_channel=True, send_messages=may, send_messages_in_threads=may)
    for one in (thread, forum, channel):
        one.permissions_for.return_value = allowed
    thread.locked, forum.flags = True, Mock(require_tag=True)
    for closed in (thread, forum, None):
        guild.get_channel_or_thread.return_value = closed
        await cog.on_guild_available(guild)
        assert await app.outbox.paused(SCOPE)
    guild.get_channel_or_thread.return_value = channel
    await cog.on_guild_channel_update(channel, channel)
    assert bool(await app.outbox.paused(SCOPE)) is not may


async def test_a_thread_that_is_unlocked_is_open_again(cog: Courier, app: App, guild: Mock) -> None:
    await paused_place(app)
    thread = guild.get_channel_or_thread.return_value = channel_of(guild, discord.Thread)
    thread.locked = False
    thread.permissions_for.return_value = discord.Permissions(
        view_channel=True, send_messages_in_threads=True
    )
    await cog.on_thread_update(thread, thread)
    assert not await app.outbox.paused(SCOPE)


async def test_an_article_says_which_feeds_carry_it_too(
    cog: Courier, app: App, channel: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document("Pasar ikan dibuka kembali hari ini.", title="Pasar dibuka")
    (added,) = await app.ingest.ingest_documents(SCOPE, [document])
    assert added.article is not None
    also = AsyncMock(return_value=["Harian Muara"])
    monkeypatch.setattr(type(app.store), "also_in", also)
    payload = json.dumps({"article_id": added.article.id})
    await cog.send(replace(POST, kind=PostKind.ARTICLE, payload=payload), "w1")
    assert "juga di: Harian Muara" in words(channel.send.await_args.kwargs["view"])


@pytest.mark.parametrize("kind", [discord.Thread, discord.ForumChannel])
async def test_permission_opens_threads_and_forums_too(
    cog: Courier, app: App, guild: Mock, kind: type
) -> None:
    await paused_place(app)
    place = guild.get_channel_or_thread.return_value = channel_of(guild, kind)
    place.locked, place.flags = False, Mock(require_tag=False)
    place.permissions_for.return_value = discord.Permissions(
        view_channel=True, send_messages=True, send_messages_in_threads=True
    )
    await cog.on_guild_role_update(None, Mock(guild=guild))
    assert not await app.outbox.paused(SCOPE)


async def test_the_loop_outlives_what_goes_wrong(cog: Courier, app: App, bot: Mock, channel: Mock) -> None:
    waits = AsyncMock()
    outbox = create_autospec(app.outbox, instance=True)
    outbox.run_once.side_effect = [StorageBusy("the database is held"), ValueError("a bug"), 1, 0]
    outbox.wait = waits

    async def wait(_: float) -> None:
        if outbox.run_once.await_count >= 4:
            bot.work.stopping = True

    waits.side_effect = wait
    await asyncio.wait_for(Courier(bot, outbox, app.library, app.store)._run(), 5)
    assert outbox.run_once.await_count == 4
    assert waits.await_count == 3  # what was posted may have more behind it


async def test_the_loop_begins_when_discord_is_ready_and_ends_with_the_cog(cog: Courier, bot: Mock) -> None:
    bot.is_ready.return_value = False
    await cog.cog_load()
    assert loops(cog) == []
    await cog.cog_unload()  # closed before it was connected: there is nothing to end
    bot.is_ready.return_value = True
    await cog.on_ready()
    (begun,) = loops(cog)
    await cog.on_ready()
    assert loops(cog) == [begun]
    await cog.cog_unload()
    assert begun.cancelled()
    await cog.cog_load()  # into a bot that is connected
    assert not loops(cog)[0].done()
    await cog.cog_unload()


def loops(cog: Courier) -> list[asyncio.Task[None]]:
    """What carries posts, if anything does."""
    return [cog._loop] if cog._loop is not None else []
