"""Following feeds in Discord, through the callbacks, over a real app whose network is one site."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App, open_app
from bot.config import Settings
from bot.domain import Fate, Filter, Post, PostKind, Where
from bot.errors import FetchError, NotFound, UsageError
from bot.ports import Page, Polled, PollStatus
from cogs import feed_cards
from cogs import feeds as module
from cogs.feeds import Feeds
from cogs.phrases import EN, ID
from cogs.replies import NotManager, scope_of
from cogs.why import Why
from tests.cogs.conftest import CHANNEL, GUILD, PERSON, card, ids, interaction_of, private, words

SCOPE = scope_of(GUILD, PERSON)
ITEM = "<item><title>{title}</title><link>https://kabar.example/{n}</link><description>{text}</description></item>"
RSS = '<rss version="2.0"><channel><title>Kabar @everyone</title><link>https://kabar.example</link>{}</channel></rss>'
HOME = (
    '<html><head><link rel="alternate" type="application/rss+xml" href="/rss">'
    '<link rel="alternate" type="application/rss+xml" href="/olahraga"></head><body>Kabar</body></html>'
)


def feed_of(*titles: str) -> bytes:
    items = (ITEM.format(title=title, n=n, text=f"{title}, kata warga.") for n, title in enumerate(titles))
    return RSS.format("".join(items)).encode()


class Site:
    """A network with one site."""

    def __init__(self) -> None:
        self.bodies = {
            "https://kabar.example/rss": feed_of("Pasar <b>ikan</b> dibuka", "Harga garam naik"),
            "https://kabar.example/olahraga": feed_of("Persetam menang"),
            "https://kabar.example/": HOME.encode(),
        }

    async def fetch(self, url: str, *, asked: bool = True) -> Page:
        raise FetchError(f"{url} cannot be fetched", "there is no such page (404)", "check the address")

    async def poll(self, url: str, *, etag: str = "", last_modified: str = "") -> Polled:
        body = self.bodies.get(url) or self.bodies.get(f"{url}/")
        if body is None:
            why = "the site has a fault of its own (500)"
            error = FetchError(f"{url} cannot be fetched", why, "try again later")
            return Polled(PollStatus.ERROR, url, error=error)
        kind = "text/html" if body.startswith(b"<html") else "application/rss+xml"
        return Polled(PollStatus.OK, url, Page(url, kind, "utf-8", body))


@pytest.fixture(name="site")
def fixture_site() -> Site:
    return Site()


@pytest.fixture(name="app")
async def fixture_app(tmp_path: Path, site: Site) -> AsyncIterator[App]:
    async with open_app(Settings(tmp_path), fetcher=site) as app:
        yield app


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Feeds:
    return Feeds(app.feeds, app.clock, app.outbox)


def channel_of(**denied: bool) -> Mock:
    one = create_autospec(discord.TextChannel, instance=True)
    one.id = CHANNEL
    one.permissions_for.return_value = discord.Permissions(view_channel=True, send_messages=True)
    one.permissions_for.return_value.update(**denied)
    return one  # type: ignore[no-any-return]


def asking(bot: Mock, **options: Any) -> Mock:
    one = interaction_of(bot, **{"manages": True, **options})
    one.guild, one.channel = Mock(), channel_of()
    return one


async def run(command: Any, cog: Feeds | Why, one: Mock, *arguments: object, **options: object) -> None:
    await command.callback(cog, one, *arguments, **options)


async def press(cog: Feeds, one: Mock, button: str) -> None:
    await cog.step(one, *button.split(":")[2:])


async def follow(cog: Feeds, bot: Mock, url: str = "https://kabar.example/rss", **options: object) -> None:
    one = asking(bot)
    await run(Feeds.add, cog, one, url, **options)
    await press(cog, one, next(key for key in ids(card(one)) if ":yes:" in key))


async def test_a_feed_is_followed_after_its_preview(cog: Feeds, bot: Mock, app: App) -> None:
    one = asking(bot)
    await run(Feeds.add, cog, one, "kabar.example/rss", any="pasar, garam", where="title")
    assert private(one)
    shown = words(card(one))
    assert r"Kabar \@everyone" in shown
    assert "- Pasar ikan dibuka" in shown
    assert EN.feed_posts_to.format(place=f"<#{CHANNEL}>") in shown
    assert "any of: pasar, garam" in shown
    assert await app.feeds.follows(SCOPE) == []
    await press(cog, one, ids(card(one))[0])
    (followed,) = await app.feeds.follows(SCOPE)
    assert (followed.place, followed.post, followed.ping, followed.added_by) == (CHANNEL, True, "", PERSON)
    assert followed.filter == Filter(("pasar", "garam"), where=Where.TITLE)
    assert words(card(one)).startswith("Followed as 1:")


@pytest.mark.parametrize("post", [True, False])
async def test_following_opens_a_place_that_was_paused(cog: Feeds, bot: Mock, app: App, post: bool) -> None:
    await app.outbox.put([Post("key", PostKind.FEED_RECOVERED, SCOPE, CHANNEL, "{}")])
    assert await app.store.pause_place(CHANNEL, SCOPE, "said")
    await follow(cog, bot, post=post)
    assert bool(await app.outbox.paused(SCOPE)) is not post


async def test_of_a_page_with_several_feeds_another_can_be_chosen(cog: Feeds, bot: Mock, app: App) -> None:
    one = asking(bot)
    await run(Feeds.add, cog, one, "https://kabar.example/", post=False)
    assert EN.feed_others in words(card(one))
    await press(cog, one, next(key for key in ids(card(one)) if ":other:" in key))
    assert "Persetam menang" in words(card(one))
    await press(cog, one, next(key for key in ids(card(one)) if ":yes:" in key))
    (followed,) = await app.feeds.follows(SCOPE)
    assert (followed.feed.url, followed.post) == ("https://kabar.example/olahraga", False)


async def test_a_preview_can_be_left_and_is_one_person_s(cog: Feeds, bot: Mock, app: App) -> None:
    one = asking(bot)
    await run(Feeds.add, cog, one, "https://kabar.example/rss")
    yes, no = ids(card(one))[-2:]
    other = asking(bot, person=PERSON + 1)
    await press(cog, other, yes)
    assert words(card(other)) == EN.feed_gone
    await press(cog, one, no)
    assert words(card(one)) == EN.feed_cancelled
    await press(cog, one, yes)
    assert words(card(one)) == EN.feed_gone
    assert await app.feeds.follows(SCOPE) == []


async def test_where_it_may_not_write_nothing_is_followed(cog: Feeds, bot: Mock) -> None:
    one = asking(bot, locale=discord.Locale.indonesian)
    await run(Feeds.add, cog, one, "https://kabar.example/rss", channel_of(send_messages=False))
    assert words(card(one)) == ID.feed_may_not.format(place=f"<#{CHANNEL}>", missing="Kirim Pesan")
    await run(Feeds.add, cog, one, "https://kabar.example/rss", channel_of(send_messages=False), post=False)
    assert ID.feed_indexed_only in words(card(one))


async def test_nobody_calls_everybody(cog: Feeds, bot: Mock) -> None:
    everyone = create_autospec(discord.Role, instance=True)
    everyone.is_default.return_value = True
    with pytest.raises(UsageError, match="everyone"):
        await run(Feeds.add, cog, asking(bot), "https://kabar.example/rss", ping=everyone)
    with pytest.raises(FetchError):
        await run(Feeds.add, cog, asking(bot), "https://kabar.example/none")


async def test_only_who_manages_the_server_changes_what_is_followed(cog: Feeds, bot: Mock) -> None:
    one = asking(bot, manages=False)
    for attempt in (
        run(Feeds.add, cog, one, "https://kabar.example/rss"),
        run(Feeds.remove, cog, one, 1),
        run(Feeds.pause, cog, one, 1),
        run(Feeds.resume, cog, one, 1),
        run(Feeds.test, cog, one, 1),
        run(Feeds.export_list, cog, one),
        run(Feeds.import_list, cog, one, Mock(size=1)),
        cog.step(one, "yes", "0" * 16),
        cog.retry(one, "1"),
    ):
        with pytest.raises(NotManager):
            await attempt
    one.response.defer.assert_not_awaited()


async def test_feeds_are_listed_paused_resumed_and_removed(cog: Any, bot: Mock, app: App) -> None:
    one = asking(bot)
    await run(Feeds.list_feeds, cog, one)
    assert EN.feeds_none in words(card(one))
    await follow(cog, bot)
    await run(Feeds.list_feeds, cog, one)
    assert rf"`1` **Kabar \@everyone** → <#{CHANNEL}>" in words(card(one))
    assert EN.feed_works in words(card(one))
    await run(Feeds.pause, cog, one, 1)
    await run(Feeds.list_feeds, cog, one)
    assert EN.feed_paused in words(card(one))
    await run(Feeds.resume, cog, one, 1)
    offered = await cog.offered(one, "kab")
    assert [(choice.value, choice.name) for choice in offered] == [(1, "1 · Kabar @everyone")]
    assert await cog.offered(asking(bot, guild=GUILD + 1), "") == []
    with pytest.raises(NotFound):
        await run(Feeds.remove, cog, asking(bot, guild=GUILD + 1), 1)
    await run(Feeds.remove, cog, one, 1)
    assert await app.feeds.follows(SCOPE) == []


async def test_lists_go_out_and_in(cog: Feeds, bot: Mock, app: App) -> None:
    await follow(cog, bot)
    one = asking(bot)
    await run(Feeds.export_list, cog, one)
    (sent,) = one.edit_original_response.await_args.kwargs["attachments"]
    data = sent.fp.read()
    assert b"https://kabar.example/rss" in data
    other, file = asking(bot, guild=GUILD + 1), create_autospec(discord.Attachment, instance=True)
    file.filename, file.size, file.read = "feeds.opml", len(data), AsyncMock(return_value=data)
    await run(Feeds.import_list, cog, other, file)
    assert words(card(other)) == EN.feed_imported.format(count=1)
    (followed,) = await app.feeds.follows(scope_of(GUILD + 1, PERSON))
    assert (followed.feed.url, followed.post) == ("https://kabar.example/rss", False)
    file.size = 2**21
    with pytest.raises(UsageError, match=r"2\.0 MiB"):
        await run(Feeds.import_list, cog, other, file)


async def test_it_is_told_gate_by_gate(cog: Feeds, bot: Mock) -> None:
    await follow(cog, bot, any="garam", where="title")
    one = asking(bot)
    await run(Feeds.test, cog, one, 1)
    assert f"**{EN.fates[Fate.FILTERED]}** Pasar ikan dibuka" in words(card(one))
    assert "✗ wanted" in words(card(one))
    indonesian = words(feed_cards.judged(await bot.app.feeds.test(SCOPE, 1), ID))
    assert "tidak menyebut satu pun dari “garam”" in indonesian
    await run(Why.why, Why(bot.app.feeds), one, "https://elsewhere.example/a")
    assert words(card(one)) == EN.why_nothing


async def test_a_feed_that_fails_is_tried_again(cog: Feeds, bot: Mock, site: Site, app: App) -> None:
    await follow(cog, bot)
    working = site.bodies.pop("https://kabar.example/rss")
    one = asking(bot, locale=discord.Locale.indonesian)
    await cog.retry(one, "1")
    assert "situs itu sendiri bermasalah (500)" in words(card(one))
    await run(Feeds.list_feeds, cog, one)
    assert "gagal (1 kali)" in words(card(one))
    site.bodies["https://kabar.example/rss"] = working
    await cog.retry(one, "1")
    assert words(card(one)) == ID.feed_retried.format(title=r"Kabar \@everyone")


async def test_the_cog_registers_its_buttons(app: App, bot: Mock) -> None:
    await module.setup(bot)
    assert {call.args[0] for call in bot.on_press.call_args_list} == {"feed", "retry"}
