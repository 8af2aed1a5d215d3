"""Setting up, status, privacy, help, opinions and claims, through their callbacks."""

import json
from typing import Any
from unittest.mock import Mock

import discord
import pytest
from discord import app_commands
from discord.ext import commands

from bot.app import App
from bot.digest.schedules import Wanted
from bot.domain import Preferences, Watch
from bot.errors import UsageError
from cogs import digest_cards, translator
from cogs.admin import Admin, listed
from cogs.ask import Ask
from cogs.claims import Claims
from cogs.digests import Digests
from cogs.feedback import Feedback
from cogs.feeds import Feeds
from cogs.phrases import EN, ID
from cogs.recaps import Recaps
from cogs.replies import NotManager, scope_of
from cogs.topics import Topics
from cogs.watches import Watches
from cogs.why import Why
from tests.cogs.conftest import (
    CHANNEL,
    GUILD,
    MESSAGE,
    PERSON,
    WHO,
    card,
    ids,
    interaction_of,
    private,
    words,
)
from tests.cogs.test_feeds import channel_of

SCOPE = scope_of(GUILD, PERSON)


@pytest.fixture(name="cog")
def fixture_cog(app: App, bot: Mock) -> Admin:
    bot.tree = tree_of(bot, app)
    return Admin(bot, app.library, app.dialogues, app.offers)


def tree_of(bot: Mock, app: App) -> app_commands.CommandTree[Any]:
    from cogs.articles import MANAGES, Articles

    client = commands.AutoShardedBot("!", intents=discord.Intents.none())
    tree = client.tree
    article = Articles(app.library, app.offers, 1)
    others = (Articles.article, Digests.digest, Feeds.feed, Recaps.recap, Watches.watch, Why.why)
    topics = (Topics.timeline, Topics.trend, Topics.quotes)
    admin = (Admin.help, Admin.setup_server, Admin.status, Admin.privacy)
    for command in (Ask.ask, *admin, *topics, *others):
        tree.add_command(command)
    tree.add_command(
        app_commands.ContextMenu(name="Add to library", callback=article.add_message, extras=MANAGES)
    )
    tree.add_command(
        app_commands.ContextMenu(name="Check against sources", callback=Claims(app.claims).check)
    )
    return tree


async def run(command: Any, cog: Admin, one: Mock) -> None:
    await command.callback(cog, one)


async def ask(app: App, bot: Mock, person: int = PERSON) -> None:
    cog = Ask(bot, app.dialogues, app.offers, app.library)
    command: Any = Ask.ask
    await command.callback(cog, interaction_of(bot, person=person), WHO)


async def test_a_server_is_set_up_in_one_form(cog: Admin, bot: Mock, app: App) -> None:
    with pytest.raises(NotManager):
        await run(Admin.setup_server, cog, interaction_of(bot))
    one = interaction_of(bot, manages=True)
    await run(Admin.setup_server, cog, one)
    form = one.response.send_modal.await_args.args[0]
    sent = interaction_of(bot, manages=True)
    sent.guild, sent.channel = Mock(), channel_of()
    await form._sent(sent, {"language": "id", "zone": "Asia/Jakarta", "pages": "", "digest": "07.30"})
    assert await app.library.preferences(SCOPE) == Preferences("id", "Asia/Jakarta")
    (digest,) = await app.schedules.schedules(SCOPE)
    assert words(card(sent)) == "Diatur: Bahasa Indonesia · Asia/Jakarta.\n" + digest_cards.added(digest, ID)
    assert (digest.zone, digest.place, digest.added_by) == ("Asia/Jakarta", CHANNEL, PERSON)
    managing = interaction_of(bot, manages=True)
    await run(Admin.status, cog, managing)
    assert f"{ID.digest_next}: <#{CHANNEL}> <t:" in words(card(managing))
    other = interaction_of(bot)
    await run(Admin.status, cog, other)
    assert ID.healthy in words(card(other))
    with pytest.raises(UsageError, match="bukan zona waktu"):
        await form._sent(sent, {"language": "auto", "zone": "Mars/Olympus", "pages": ""})
    await form._sent(sent, {"language": "auto", "zone": "", "pages": "http://127.0.0.1/a\n127.0.0.1/b"})
    assert words(card(sent)).startswith(EN.setup_done.format(what=EN.setup_automatic))
    assert words(card(sent)).count("not added") == 2
    assert await app.library.preferences(SCOPE) == Preferences()


async def test_the_export_holds_digests_and_watches(cog: Admin, bot: Mock, app: App) -> None:
    await app.schedules.add(SCOPE, Wanted("07:30", "Asia/Jakarta", CHANNEL, added_by=PERSON))
    await app.watches.add(Watch(0, SCOPE, PERSON, "pasar ikan", place=7, direct=True))
    one = interaction_of(bot, manages=True)
    await cog.data(one, "export")
    (file,) = one.edit_original_response.await_args.kwargs["attachments"]
    record = json.loads(file.fp.read())
    assert [(digest["times"], digest["zone"]) for digest in record["digests"]] == [
        (["07:30"], "Asia/Jakarta")
    ]
    assert [found["text"] for found in record["watches"]] == ["pasar ikan"]


async def test_status_shows_opinions_to_who_manages(cog: Admin, bot: Mock, app: App) -> None:
    await ask(app, bot)
    opinions = Feedback(app.dialogues)
    for expected in (EN.thanks, EN.thanked):
        one = interaction_of(bot, person=8)
        await opinions.not_helpful(one)
        assert private(one)
        assert words(card(one)) == expected
    manager, visitor = interaction_of(bot, manages=True), interaction_of(bot)
    await run(Admin.status, cog, manager)
    await run(Admin.status, cog, visitor)
    assert WHO in words(card(manager))
    assert "42 ms" in words(card(manager))
    assert WHO not in words(card(visitor))
    assert private(visitor)


async def test_an_opinion_of_an_unknown_message_is_none(app: App, bot: Mock) -> None:
    one = interaction_of(bot, guild=GUILD + 1)
    await Feedback(app.dialogues).not_helpful(one)
    assert words(card(one)) == EN.forgotten


async def test_privacy_says_what_is_stored(cog: Admin, bot: Mock, app: App) -> None:
    await ask(app, bot)
    one = interaction_of(bot)
    await run(Admin.privacy, cog, one)
    assert "Of you there is: 1." in words(card(one))
    assert ids(card(one)) == ["warta:data:export", "warta:data:ask:mine"]
    manager = interaction_of(bot, manages=True)
    await run(Admin.privacy, cog, manager)
    assert ids(card(manager))[-1] == "warta:data:ask:all"
    assert "which feeds it follows" in words(card(manager))


async def test_an_export_says_what_is_left_out(
    cog: Admin, bot: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit, left in (("cogs.admin._LARGEST", 300), ("bot.library.MOST_EXPORTED", 0)):
        one = interaction_of(bot, manages=True)
        with monkeypatch.context() as patch:
            patch.setattr(limit, left)
            await cog.data(one, "export")
        assert words(card(one)) == f"{EN.exported} {EN.exported_part.format(count=1)}"
        record = json.loads(one.edit_original_response.await_args.kwargs["attachments"][0].fp.read())
        assert record["articles_left_out"] == 1
        assert not record.get("articles")


async def test_what_is_stored_is_exported(cog: Admin, bot: Mock, app: App) -> None:
    await ask(app, bot)
    await ask(app, bot, person=31)
    for manages in (False, True):
        one = interaction_of(bot, manages=manages)
        await cog.data(one, "export")
        assert private(one)
        (file,) = one.edit_original_response.await_args.kwargs["attachments"]
        record = json.loads(file.fp.read())
        assert ("articles" in record) == manages
        # Each message is one question: the second asker's stands under the same number here.
        assert {entry["person"] for entry in record["questions"]} <= {PERSON}


async def test_one_s_own_is_deleted_after_a_question(cog: Admin, bot: Mock, app: App) -> None:
    await ask(app, bot)
    one = interaction_of(bot)
    await cog.data(one, "ask", "mine")
    assert ids(card(one)) == ["warta:data:yes:mine", "warta:data:no"]
    assert await app.store.asked(SCOPE, MESSAGE) is not None
    await cog.data(interaction_of(bot), "no")
    assert await app.store.asked(SCOPE, MESSAGE) is not None
    await cog.data(one, "yes", "mine")
    assert await app.store.asked(SCOPE, MESSAGE) is None
    assert (await app.library.held(SCOPE)).articles == 1
    assert await app.dialogues.again(SCOPE, MESSAGE) is None


async def test_everything_is_deleted_by_who_manages(cog: Admin, bot: Mock, app: App) -> None:
    await ask(app, bot)
    for step in ("ask", "yes"):
        with pytest.raises(NotManager):
            await cog.data(interaction_of(bot), step, "all")
    one = interaction_of(bot, manages=True)
    await cog.data(one, "ask", "all")
    assert words(card(one)) == EN.confirm_all
    await cog.data(one, "yes", "all")
    assert (await app.library.held(SCOPE)).articles == 0
    assert await app.store.asked(SCOPE, MESSAGE) is None


async def test_help_lists_what_one_may_use(cog: Admin, bot: Mock, app: App) -> None:
    visitor, manager = interaction_of(bot), interaction_of(bot, manages=True)
    await run(Admin.help, cog, visitor)
    await run(Admin.help, cog, manager)
    for name in ("/article add", "/article remove", "/setup", "Apps → Add to library"):
        assert f"**{name}**" in words(card(manager))
        assert f"**{name}**" not in words(card(visitor))
    for name in ("/ask", "/article list", "/status", "/privacy", "Apps → Check against sources"):
        assert f"**{name}**" in words(card(visitor))
    indonesian = interaction_of(bot, locale=discord.Locale.indonesian)
    await run(Admin.help, cog, indonesian)
    assert "**/tanya**" in words(card(indonesian))
    assert "**Aplikasi → Periksa dengan sumber**" in words(card(indonesian))
    await app.library.prefer(SCOPE, Preferences("id"))
    await run(Admin.help, cog, visitor)
    assert "**/ask** Bertanya" in words(card(visitor))  # by the name that this person's Discord knows


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("asia/jakarta", "Asia/Jakarta"), ("WITA", "Asia/Makassar"), ("america/new york", "America/New_York")],
)
async def test_a_zone_is_known_as_people_type_it(
    cog: Admin, bot: Mock, app: App, typed: str, zone: str
) -> None:
    sent = interaction_of(bot, manages=True)
    await cog._set_up(sent, {"language": "id", "zone": typed, "pages": ""})
    assert await app.library.preferences(SCOPE) == Preferences("id", zone)


async def test_a_claim_is_held_against_the_library(app: App, bot: Mock) -> None:
    one = interaction_of(bot)
    claim = "Pasar ikan Muara Teduh dibuka kembali oleh Budi pada 2024."
    await Claims(app.claims).check(one, Mock(clean_content=claim))
    assert private(one)
    assert "Rahma Yuni" in words(card(one))
    elsewhere = interaction_of(bot, guild=GUILD + 1)
    await Claims(app.claims).check(elsewhere, Mock(clean_content=claim))
    assert "Rahma Yuni" not in words(card(elsewhere))


# -- the languages of commands ------------------------------------------------------------------------------


def strings(tree: app_commands.CommandTree[Any]) -> set[str]:
    """Every name and description that Discord shows."""
    found: set[str] = set()
    for command in tree.walk_commands():
        found |= {command.name, command.description}
        if isinstance(command, app_commands.Command):
            found |= {str(one.display_name) for one in command.parameters}
            found |= {str(one.description) for one in command.parameters}
            found |= {one.name for parameter in command.parameters for one in parameter.choices}
    return found | {menu.name for menu in tree.get_commands(type=discord.AppCommandType.message)}


def test_every_command_is_there_in_indonesian(cog: Admin, bot: Mock) -> None:
    known = strings(bot.tree)
    assert known <= set(translator.INDONESIAN)
    assert set(translator.INDONESIAN) <= known
    menus = {"Add to library", "Check against sources"}
    for english, indonesian in translator.INDONESIAN.items():
        assert 1 <= len(indonesian) <= 100
        if english == english.lower() and english not in menus:
            assert indonesian == indonesian.lower()
            assert " " not in indonesian
            assert len(indonesian) <= 32


async def test_discord_is_told_names_in_indonesian(cog: Admin, bot: Mock) -> None:
    it = translator.CommandTranslator()
    context: Any = Mock()
    name = app_commands.locale_str("ask")
    assert await it.translate(name, discord.Locale.indonesian, context) == "tanya"
    assert await it.translate(name, discord.Locale.german, context) is None
    assert {line[0] for line in listed(bot.tree, "en", "en")} >= {"/ask", "/article add"}
