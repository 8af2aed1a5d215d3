"""Asking feeds at once, other filters, and lists that are taken in, through the callbacks."""

from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest
from discord import ui

from bot.app import App
from bot.domain import Entry, Fate, Feed, Filter, Follow, Report, Source, SourceKind, Trial, Where
from bot.errors import NotFound, UsageError
from cogs import feed_cards
from cogs.feeds import Feeds
from cogs.phrases import EN, ID
from cogs.replies import NotManager, scope_of
from tests.cogs.conftest import CHANNEL, GUILD, PERSON, card, private, words
from tests.cogs.test_feeds import (
    SCOPE,
    Site,
    asking,
    channel_of,
    feed_of,
    fixture_app,
    fixture_cog,
    fixture_site,
    follow,
    run,
)

__all__ = ["fixture_app", "fixture_cog", "fixture_site"]
NAME = r"**Kabar \@everyone**"


async def test_a_feed_is_asked_at_once_and_once_a_minute(cog: Feeds, bot: Mock, site: Site, app: App) -> None:
    await follow(cog, bot)
    one = asking(bot)
    site.bodies["https://kabar.example/rss"] = feed_of("Pasar ikan dibuka", "Harga garam naik", "Hujan reda")
    await run(Feeds.poll, cog, one, 1)
    assert private(one)
    assert words(card(one)) == f"{NAME} {EN.fates[Fate.FAILED]}: 1"
    await run(Feeds.poll, cog, one, 1)
    assert words(card(one)) == f"-# {EN.feed_asked_before.format(count=1, seconds=60)}"
    theirs = await app.feeds.follow(scope_of(GUILD + 1, PERSON), "https://kabar.example/rss")
    one = asking(bot, guild=GUILD + 1)  # of a feed that others have just asked
    await run(Feeds.poll, cog, one, theirs.id)
    assert words(card(one)).startswith("-# asked less than a minute ago: 1.")
    with pytest.raises(NotFound):
        await run(Feeds.poll, cog, one, 1)


async def test_all_feeds_are_asked_but_those_that_are_paused(cog: Feeds, bot: Mock, site: Site) -> None:
    one = asking(bot)
    await run(Feeds.poll, cog, one)
    assert words(card(one)) == EN.feeds_none
    await follow(cog, bot)
    await follow(cog, bot, "https://kabar.example/olahraga")
    await run(Feeds.pause, cog, one, 2)
    await run(Feeds.poll, cog, one, 2)
    assert words(card(one)) == EN.feed_poll_paused
    del site.bodies["https://kabar.example/rss"]
    one = asking(bot, locale=discord.Locale.indonesian)
    await run(Feeds.poll, cog, one)
    assert words(card(one)).startswith(f"{NAME} https\\://kabar.example/rss")
    assert "situs itu sendiri bermasalah (500)" in words(card(one))
    await run(Feeds.resume, cog, one, 2)
    await run(Feeds.poll, cog, one)
    assert f"{NAME} {ID.feed_no_news}" in words(card(one))
    assert "1. Silakan coba lagi" in words(card(one))


async def test_a_filter_is_changed_and_tried_on_the_last_entries(cog: Feeds, bot: Mock, app: App) -> None:
    await follow(cog, bot)
    one = asking(bot)
    await run(Feeds.choose, cog, one, 1, any="garam", where="title")
    (followed,) = await app.feeds.follows(SCOPE)
    assert followed.filter == Filter(("garam",), where=Where.TITLE)
    shown = words(card(one))
    assert private(one)
    assert "Only with any of: garam (in the title)." in shown
    assert EN.feed_tried.format(total=2, wanted=1, unwanted=1) in shown
    assert "-# ✓ Harga garam naik\n-# ✗ Pasar ikan dibuka" in shown
    await run(Feeds.choose, cog, one, 1, all="kata warga", none="garam", where="text")
    assert EN.feed_tried.format(total=2, wanted=0, unwanted=1) in words(card(one))
    assert EN.feed_untold.format(count=1) in words(card(one))  # its page could not be had
    one = asking(bot, locale=discord.Locale.indonesian)
    await run(Feeds.choose, cog, one, 1)
    assert ID.feed_all_wanted in words(card(one))
    assert (await app.feeds.follows(SCOPE))[0].filter == Filter()
    with pytest.raises(UsageError):
        await run(Feeds.choose, cog, one, 1, any="garam", none="garam")
    with pytest.raises(NotFound):
        await run(Feeds.choose, cog, asking(bot, guild=GUILD + 1), 1, any="garam")


async def test_a_list_is_not_taken_in_where_the_bot_may_not_write(cog: Feeds, bot: Mock, app: App) -> None:
    one, file = asking(bot), create_autospec(discord.Attachment, instance=True)
    file.filename, file.size, file.read = "feeds.opml", 9, AsyncMock(return_value=b"<opml/>")
    one.channel = channel_of(send_messages=False)
    await run(Feeds.import_list, cog, one, file)
    assert words(card(one)) == EN.feed_may_not.format(place=f"<#{CHANNEL}>", missing="Send Messages")
    file.read.assert_not_awaited()
    assert await app.feeds.follows(SCOPE) == []


async def test_only_who_manages_the_server_asks_and_chooses(cog: Feeds, bot: Mock) -> None:
    one = asking(bot, manages=False)
    for attempt in (run(Feeds.poll, cog, one), run(Feeds.choose, cog, one, 1, any="garam")):
        with pytest.raises(NotManager):
            await attempt
    one.response.defer.assert_not_awaited()


def test_cards_hold_whatever_comes_within_limits() -> None:
    hostile = Feed(Source(1, SourceKind.FEED, "*_@everyone" * 99), "https://kabar.example/" + "_" * 999)
    reports = [Report(hostile, error="*~`" * 999)] * 40
    card_ = feed_cards.polled(reports, 3, [12.5], EN)
    assert sum(len(one.content) for one in card_.walk_children() if isinstance(one, ui.TextDisplay)) <= 4_000
    assert words(card_).count("@everyone") == words(card_).count("\\@everyone") > 0
    assert card_.total_children_count <= 40
    entries = (Entry("1", "*_@here" * 999),) * 50
    follow_ = Follow(1, SCOPE, hostile, filter=Filter(("<@1>" * 20,) * 9))
    card_ = feed_cards.tried(follow_, Trial(entries, entries, entries), ID)
    assert sum(len(one.content) for one in card_.walk_children() if isinstance(one, ui.TextDisplay)) <= 4_000
    assert words(card_).count("@here") == words(card_).count("\\@here") > 0
