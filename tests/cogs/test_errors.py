"""One handler for every error: what a person is told, what the log keeps."""

from typing import Any
from unittest.mock import AsyncMock, Mock

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.errors import FetchError, NotFound, QuestionError, StorageFull, UsageError
from cogs import errors
from cogs.buttons import Button
from cogs.forms import open_form, paste_form, reopen, setup_form
from cogs.phrases import EN
from cogs.replies import Limited, NotManager
from tests.cogs.conftest import PERSON, card, ids, interaction_of, private, words


def http(kind: type[discord.HTTPException], status: int, code: int = 0) -> discord.HTTPException:
    return kind(Mock(status=status, reason="x"), {"code": code, "message": "x"})


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Limited(1.2), EN.wait.format(seconds=2)),
        (NotManager(), EN.manage_server),
        (app_commands.MissingPermissions(["manage_guild"]), EN.manage_server),
        (app_commands.CheckFailure("x"), EN.may_not),
        (NotFound("There is no <@1>", todo="look"), r"There is no \<\@1\>. Look."),
        (QuestionError("The question holds no words"), EN.no_words),
        (StorageFull("/srv/warta.db cannot be written"), EN.storage),
        (app_commands.CommandNotFound("x", []), EN.stale),
        (http(discord.Forbidden, 403, 50013), EN.no_permission.format(channel="<#20>")),
        (http(discord.HTTPException, 400, 160002), EN.no_permission.format(channel="<#20>")),
        (http(discord.HTTPException, 429), EN.trouble),
        (http(discord.DiscordServerError, 503), EN.trouble),
        (discord.RateLimited(99.0), EN.trouble),
        (ConnectionResetError(104, "reset"), EN.trouble),
        (aiohttp.ServerDisconnectedError(), EN.trouble),
        (TimeoutError(), EN.trouble),
    ],
)
async def test_each_error_has_its_words(bot: Mock, error: Exception, said: str) -> None:
    one = interaction_of(bot)
    await errors.report(one, error)
    assert words(card(one)) == said
    assert private(one)


@pytest.mark.parametrize("code", [10003, 10008, 10062])
async def test_where_nobody_is_there_nobody_is_told(bot: Mock, code: int) -> None:
    one = interaction_of(bot)
    await errors.report(one, http(discord.NotFound, 404, code))
    one.response.send_message.assert_not_awaited()


async def test_what_is_wrapped_is_opened(bot: Mock) -> None:
    one = interaction_of(bot)
    command: Any = Mock(qualified_name="ask")
    command.name = "ask"
    await errors.report(one, app_commands.CommandInvokeError(command, Limited(3)))
    assert words(card(one)) == EN.wait.format(seconds=3)


@pytest.mark.parametrize("bug", [ZeroDivisionError("secret"), http(discord.HTTPException, 400, 50035)])
async def test_a_bug_has_a_number_and_a_traceback(
    bot: Mock, caplog: pytest.LogCaptureFixture, bug: Exception
) -> None:
    one = interaction_of(bot)
    await errors.report(one, bug)
    (record,) = [record for record in caplog.records if record.exc_info]
    reference = record.args[1]  # type: ignore[index]
    assert words(card(one)) == EN.broken.format(reference=reference)
    assert "secret" not in words(card(one))


async def test_a_database_in_trouble_is_in_the_log(bot: Mock, caplog: pytest.LogCaptureFixture) -> None:
    await errors.report(interaction_of(bot), StorageFull("warta.db cannot be written"))
    assert "warta.db cannot be written" in caplog.text


async def test_after_an_acknowledgement_its_place_is_taken(bot: Mock) -> None:
    one = interaction_of(bot)
    one.response.is_done.return_value = True
    await errors.report(one, NotManager())
    one.response.send_message.assert_not_awaited()
    assert words(card(one)) == EN.manage_server


async def test_an_error_while_telling_ends_there(bot: Mock) -> None:
    one = interaction_of(bot)
    one.response.send_message = AsyncMock(side_effect=http(discord.NotFound, 404, 10062))
    await errors.report(one, NotManager())


async def test_during_a_stop_the_asker_is_told(bot: Mock) -> None:
    one = interaction_of(bot)
    await errors.refuse(one)
    assert words(card(one)) == EN.stopping
    typing = interaction_of(bot)
    typing.type = discord.InteractionType.autocomplete
    await errors.refuse(typing)
    typing.response.send_message.assert_not_awaited()


async def test_buttons_do_what_is_registered_and_report(bot: Mock) -> None:
    done: list[tuple[str, ...]] = []

    async def press(_: object, *values: str) -> None:
        done.append(values)
        raise NotManager

    bot.presses = {"context": press}
    bot.admits = AsyncMock(return_value=True)
    one = interaction_of(bot)
    match = Button.__discord_ui_compiled_template__.fullmatch("warta:context:1:22:333")
    assert match is not None
    button = await Button.from_custom_id(one, Mock(), match)
    assert button.custom_id == "warta:context:1:22:333"
    assert await button.interaction_check(one)
    await button.callback(one)
    assert done == [("1", "22", "333")]
    assert words(card(one)) == EN.manage_server


async def test_forms_hand_on_what_stands_in_them_and_report(bot: Mock) -> None:
    sent: list[dict[str, str]] = []

    async def take(_: object, values: Any) -> None:
        sent.append(dict(values))

    form = paste_form(EN, take)
    bot.admits = AsyncMock(return_value=True)
    one = interaction_of(bot)
    assert await form.interaction_check(one)
    await form.on_submit(one)
    assert set(sent[0]) == {"title", "text", "outlet", "published_at", "url"}
    assert form.timeout is not None


async def test_a_form_that_failed_is_opened_again_with_what_was_typed(bot: Mock) -> None:
    async def take(_: object, values: Any) -> None:
        raise AssertionError(values)

    one, pasted = interaction_of(bot), "x\n" * 1_999
    form = paste_form(EN, take, {"title": "Pasar", "text": pasted, "published_at": "kapan-kapan"})
    for field in form._fields.values():
        component: Any = field.component
        component._value = component.default
    await form.on_error(one, UsageError("kapan-kapan is not a date"))
    assert words(card(one)) == "kapan-kapan is not a date."
    (button,) = ids(card(one))
    kind, key = button.split(":")[1:]
    assert (kind, len(button) <= 100) == ("form", True)

    pressed = interaction_of(bot)
    await reopen(pressed, key)
    again = pressed.response.send_modal.await_args.args[0]
    assert [field.component.default for field in again._fields.values()] == [
        *("Pasar", pasted.strip(), None, "kapan-kapan", None)
    ]
    for attempt, other in ((key, interaction_of(bot, person=PERSON + 1)), ("0" * 16, interaction_of(bot))):
        await reopen(other, attempt)
        other.response.send_modal.assert_not_awaited()
        assert words(card(other)) == EN.form_gone


async def test_a_setup_that_failed_keeps_its_addresses(bot: Mock) -> None:
    form = setup_form(EN, "id", "Asia/Jakarta", AsyncMock(), "https://a.example")
    again = form._again({"language": "auto", "zone": "Mars", "pages": "https://b.example"})
    fields: Any = [again._fields[name].component for name in ("zone", "pages")]
    assert [field.default for field in fields] == ["Mars", "https://b.example"]


async def test_a_form_counts_toward_the_limit(bot: Mock) -> None:
    form = paste_form(EN, AsyncMock())
    for _ in range(10):
        await open_form(interaction_of(bot), form)
    one = interaction_of(bot)
    with pytest.raises(Limited):
        await open_form(one, form)
    one.response.send_modal.assert_not_awaited()


async def test_an_error_speaks_indonesian(bot: Mock) -> None:
    one = interaction_of(bot, locale=discord.Locale.indonesian)
    await errors.report(one, FetchError("https://a.example cannot be fetched", todo="check the address"))
    assert words(card(one)) == r"https\://a.example tidak dapat diambil. Periksa alamatnya."


async def test_what_nobody_takes_is_too_old(bot: Mock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(errors, "_TAKEN", 0)
    one, taken, command = (interaction_of(bot) for _ in range(3))
    one.type = taken.type = discord.InteractionType.modal_submit
    one.id, taken.id = 1, 2
    bot.seen.first(2)
    for each in (one, taken, command):
        await errors.too_old(each)
    assert words(card(one)) == EN.too_old
    for each in (taken, command):
        each.response.send_message.assert_not_awaited()
