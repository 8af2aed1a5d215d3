"""The library's commands through their callbacks."""

from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import discord
import pytest

from bot.app import App
from bot.errors import NotFound, UsageError
from bot.ingest.files import MIB
from bot.ports import Page
from cogs.articles import Articles
from cogs.forms import Form
from cogs.messages import links
from cogs.phrases import EN
from cogs.replies import NotManager, scope_of
from tests.cogs.conftest import GUILD, PASAR, PERSON, card, ids, interaction_of, private, words, written

SCOPE = scope_of(GUILD, PERSON)
TEXT = "Jembatan Sungai Watu Selesai\nJembatan Sungai Watu selesai dibangun pada Kamis. Warga lewat gratis."


@pytest.fixture(name="cog")
def fixture_cog(app: App) -> Articles:
    return Articles(app.library, app.offers, 10 * MIB)


async def run(command: Any, cog: Articles, one: Mock, *arguments: object, **options: object) -> None:
    await command.callback(cog, one, *arguments, **options)


def file_of(data: bytes, name: str = "a.txt", size: int | None = None, kind: str = "") -> Mock:
    one = create_autospec(discord.Attachment, instance=True)
    one.content_type = kind
    one.filename, one.size = name, len(data) if size is None else size
    one.read = AsyncMock(return_value=data)
    return one  # type: ignore[no-any-return]


async def test_a_file_is_added(cog: Articles, bot: Mock, app: App) -> None:
    one = interaction_of(bot, manages=True)
    await run(Articles.add, cog, one, file=file_of(TEXT.encode()))
    assert private(one)
    assert words(card(one)).startswith("**added** `2` Jembatan Sungai Watu Selesai")
    assert (await app.library.held(SCOPE)).articles == 2
    await run(Articles.add, cog, one, file=file_of(TEXT.encode(), "b.txt"))
    assert words(card(one)).startswith("**known already** `2`")


async def test_a_large_file_is_not_downloaded(cog: Articles, bot: Mock) -> None:
    one, file = interaction_of(bot, manages=True), file_of(b"", "<@1>.txt", 11 * MIB)
    await run(Articles.add, cog, one, file=file)
    file.read.assert_not_awaited()
    assert words(card(one)) == r"**not added** \<\@1\>.txt is 11.0 MiB. An article has at most 10 MiB."


async def test_what_a_file_is_says_its_content(cog: Articles, bot: Mock) -> None:
    one = interaction_of(bot, manages=True)
    await run(Articles.add, cog, one, file=file_of(b"\x89PNG\r\n\x1a\n" + bytes(500), "a.txt"))
    assert words(card(one)).startswith("**not added**")


async def test_a_file_that_discord_does_not_hand_over_is_a_line(cog: Articles, bot: Mock) -> None:
    one, file = interaction_of(bot, manages=True), file_of(b"x")
    file.read.side_effect = discord.NotFound(Mock(status=404, reason="Not Found"), "asset not found")
    await run(Articles.add, cog, one, file=file)
    assert "Discord did not hand it over" in words(card(one))


async def test_an_address_goes_through_the_guard(cog: Articles, bot: Mock) -> None:
    one = interaction_of(bot, manages=True)
    for url in ("http://127.0.0.1/x", "http://169.254.169.254/latest", "file:///etc/passwd"):
        await run(Articles.add, cog, one, url=url)
        assert words(card(one)).startswith("**not added**")


async def test_only_who_manages_the_server_changes_it(cog: Articles, bot: Mock, app: App) -> None:
    one, message = interaction_of(bot), written(TEXT)
    for attempt in (
        run(Articles.add, cog, one, url="https://example.org"),
        run(Articles.add, cog, one),
        run(Articles.remove_article, cog, one, 1),
        cog.add_message(one, message),
        cog._pasted(one, {"title": "", "text": TEXT, "outlet": "", "published_at": "", "url": ""}),
    ):
        with pytest.raises(NotManager):
            await attempt
    one.response.defer.assert_not_awaited()
    assert (await app.library.held(SCOPE)).articles == 1
    alone = interaction_of(bot, guild=None)
    await run(Articles.add, cog, alone, file=file_of(TEXT.encode()))
    assert (await app.library.held(scope_of(None, PERSON))).articles == 1


async def test_neither_address_nor_file_opens_a_form(cog: Articles, bot: Mock, app: App) -> None:
    one = interaction_of(bot, manages=True)
    await run(Articles.add, cog, one)
    form = one.response.send_modal.await_args.args[0]
    assert isinstance(form, Form)
    assert len(form.children) == 5
    sent = interaction_of(bot, manages=True)
    values = {"title": "Jembatan dibuka", "text": TEXT, "outlet": "Kabar", "published_at": "30 Januari 2025"}
    await form._sent(sent, {**values, "url": "https://kabar.example/a"})
    added, _ = await app.library.article(SCOPE, 2)
    assert (added.title, added.outlet, added.published_at) == ("Jembatan dibuka", "Kabar", "2025-01-30")
    with pytest.raises(UsageError, match="is not a date"):
        await form._sent(sent, {**values, "url": "", "published_at": "kapan-kapan"})
    with pytest.raises(UsageError, match="is not an address"):
        await form._sent(sent, {**values, "url": "example"})


async def test_a_message_is_added_by_its_links_files_or_text(cog: Articles, bot: Mock, app: App) -> None:
    urls: list[str] = []

    async def fetch(url: str, *, asked: bool = True) -> Page:
        urls.append(url)
        return Page(url, "text/plain", "utf-8", f"{url}\n{TEXT}".encode())

    app.ingest._fetcher = Mock(fetch=fetch)
    one = interaction_of(bot, manages=True)
    await cog.add_message(one, written("see <https://a.example/1>, https://b.example/2."))
    assert urls == ["https://a.example/1", "https://b.example/2"]
    await cog.add_message(one, written("", [file_of(PASAR.encode())]))
    assert "**known already** `1`" in words(card(one))
    await cog.add_message(one, written("Harga Garam Naik\nHarga garam naik dua kali lipat."))
    assert "Harga Garam Naik" in words(card(one))
    with pytest.raises(UsageError, match="nothing to add"):
        await cog.add_message(one, written(" "))


async def test_of_a_picture_with_words_the_words_are_added(cog: Articles, bot: Mock) -> None:
    one, picture = interaction_of(bot, manages=True), file_of(b"\x89PNG\r\n\x1a\n", "a.png", kind="image/png")
    await cog.add_message(one, written(TEXT, [picture]))
    assert "Jembatan Sungai Watu Selesai" in words(card(one))
    picture.read.assert_not_awaited()
    await cog.add_message(one, written("", [picture]))
    assert "**not added** a.png cannot be read: it is a PNG image" in words(card(one))


async def test_what_is_left_out_of_a_message_is_said(cog: Articles, bot: Mock) -> None:
    one = interaction_of(bot, manages=True)
    files = [file_of(f"{TEXT} Nomor {n}.".encode(), f"{n}.txt") for n in range(7)]
    await cog.add_message(one, written("", files))
    assert words(card(one)).endswith(EN.left_out.format(most=5, count=2))
    assert [file.read.await_count for file in files] == [1, 1, 1, 1, 1, 0, 0]


async def test_the_library_is_listed_and_shown(cog: Articles, bot: Mock) -> None:
    one = interaction_of(bot)
    await run(Articles.list_articles, cog, one)
    assert "`1` Pasar Muara Teduh Dibuka" in words(card(one))
    await cog.turn(one, "on", "2")
    assert "`1` Pasar Muara Teduh Dibuka" in words(card(one))
    await run(Articles.show_article, cog, one, 1)
    assert "Harga ikan kembung turun." in words(card(one))
    assert ids(card(one)) == []
    with pytest.raises(NotFound):
        await run(Articles.show_article, cog, interaction_of(bot, guild=GUILD + 1), 1)


def test_links_are_found_as_they_are_written() -> None:
    page = "https://id.example/wiki/Tambak_(desa)"
    assert links(f"{page}, (see {page}). [x]({page}) <{page}> **{page}**") == [page]
    assert links("(https://a.example/b) https://a.example/c?d=(e)!") == [
        "https://a.example/b",
        "https://a.example/c?d=(e)",
    ]
    assert links("https:// nothing") == []


async def test_an_article_is_removed(cog: Articles, bot: Mock, app: App) -> None:
    one = interaction_of(bot, manages=True)
    with pytest.raises(NotFound):
        await run(Articles.remove_article, cog, interaction_of(bot, guild=GUILD + 1, manages=True), 1)
    await run(Articles.remove_article, cog, one, 1)
    assert words(card(one)) == EN.removed.format(title="Pasar Muara Teduh Dibuka")
    assert (await app.library.held(SCOPE)).articles == 0


async def test_articles_are_offered_by_number_and_headline(cog: Any, bot: Mock) -> None:
    for typed in ("", "1", "muara"):
        offered = await cog.articles(interaction_of(bot), typed)
        assert [(choice.value, choice.name) for choice in offered] == [(1, "1 · Pasar Muara Teduh Dibuka")]
    assert await cog.articles(interaction_of(bot), "gajah") == []
    assert await cog.articles(interaction_of(bot, guild=GUILD + 1), "") == []
