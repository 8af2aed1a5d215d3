"""Every limit of the local Discord: the largest that is allowed passes, one more does not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.discord_server import Json, MessageFlag
from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.constants import ChannelType
from tests.e2e.discord_server.errors import ApiError, nested
from tests.e2e.discord_server.files import Upload
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.message import Message
from tests.e2e.discord_server.nouns import Channel
from tests.e2e.discord_server.schema import Schema
from tests.e2e.discord_server.world import World

POST = "/channels/{channel_id}/messages"
V2 = int(MessageFlag.IS_COMPONENTS_V2)


@pytest.fixture(name="inspection", scope="module")
def fixture_inspection() -> Inspection:
    schema = Schema()
    schema.prepare([f"POST {POST}"])
    return Inspection(World(), schema)


def call(route: str, body: object, method: str = "POST", files: int = 0) -> Call:
    uploads = {number: Upload(f"{number}.png", b"") for number in range(files)}
    return Call(method, route, route, {}, {}, None, body, uploads)


def refused(check: Callable[[], object]) -> ApiError | None:
    try:
        check()
    except ApiError as error:
        return error
    return None


def message(inspection: Inspection, body: Json, files: int = 0) -> ApiError | None:
    """Why a message is refused: by Discord's description or by the rules."""
    made = call(POST, body, files=files)
    return refused(lambda: inspection.form(made)) or refused(lambda: inspection.message(made, body))


def display(length: int = 1) -> Json:
    return {"type": 10, "content": "x" * length}


def button(**fields: Any) -> Json:
    return {"type": 2, "style": 1, "custom_id": "a", "label": "b"} | fields


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def many_buttons(count: int) -> list[Json]:
    return [button(custom_id=str(number)) for number in range(count)]


def cards(*components: Json) -> Json:
    return {"flags": V2, "components": list(components)}


def menu(count: int = 1, **fields: Any) -> Json:
    options = [{"label": "l", "value": str(number)} for number in range(count)]
    return cards(row({"type": 3, "custom_id": "a", "options": options} | fields))


def option(**fields: Any) -> Json:
    return menu(options=[{"label": "l", "value": "v"} | fields])


def section(count: int, **fields: Any) -> Json:
    return cards({"type": 9, "components": [display() for _ in range(count)], "accessory": button()} | fields)


def container(count: int) -> Json:
    return cards({"type": 17, "components": [display() for _ in range(count)]})


def gallery(count: int, **fields: Any) -> Json:
    item = {"media": {"url": "https://example.org/a.png"}} | fields
    return cards({"type": 12, "items": [item for _ in range(count)]})


def embed(**fields: Any) -> Json:
    return {"embeds": [{"title": "t"} | fields]}


def fields(count: int, name: int = 1, value: int = 1) -> Json:
    return embed(fields=[{"name": "n" * name, "value": "v" * value} for _ in range(count)])


def embeds(extra: int) -> Json:
    full: Json = {"description": "d" * 3000}
    return {"embeds": [full, full | {"footer": {"text": "f" * extra}} if extra else full]}


def mentions(kind: str, count: int) -> Json:
    return {"content": "c", "allowed_mentions": {kind: [str(number) for number in range(count)]}}


MESSAGES: dict[str, tuple[Callable[[int], Json], int]] = {
    "content": (lambda n: {"content": "c" * n}, 2000),
    "content beyond the basic plane": (lambda n: {"content": "𝕨" * n}, 2000),
    "nonce": (lambda n: {"content": "c", "nonce": "n" * n}, 25),
    "embeds": (lambda n: {"embeds": [{"title": "t"}] * n}, 10),
    "embed title": (lambda n: embed(title="t" * n), 256),
    "embed description": (lambda n: embed(description="d" * n), 4096),
    "embed fields": (fields, 25),
    "embed field name": (lambda n: fields(1, name=n), 256),
    "embed field value": (lambda n: fields(1, value=n), 1024),
    "embed footer": (lambda n: embed(footer={"text": "f" * n}), 2048),
    "embed author": (lambda n: embed(author={"name": "a" * n}), 256),
    "embed colour": (lambda n: embed(color=n), 0xFFFFFF),
    "embeds in all": (embeds, 0),
    "rows": (lambda n: {"content": "c", "components": [row(button(custom_id=str(i))) for i in range(n)]}, 5),
    "buttons in a row": (lambda n: cards(row(*many_buttons(n))), 5),
    "button label": (lambda n: cards(row(button(label="l" * n))), 80),
    "button custom_id": (lambda n: cards(row(button(custom_id="c" * n))), 100),
    "button url": (
        lambda n: cards(
            row({"type": 2, "style": 5, "label": "l", "url": "https://example.org/" + "u" * (n - 20)})
        ),
        512,
    ),
    "components at the top": (lambda n: cards(*[display() for _ in range(n)]), 40),
    "components in a container": (container, 39),
    "text of one display": (lambda n: cards(display(n)), 4000),
    "text of all displays": (lambda n: cards(display(2000), {"type": 17, "components": [display(n)]}), 2000),
    "texts of a section": (section, 3),
    "items of a gallery": (gallery, 10),
    "description of a picture": (lambda n: gallery(1, description="d" * n), 1024),
    "options of a menu": (menu, 25),
    "placeholder of a menu": (lambda n: menu(placeholder="p" * n), 150),
    "custom_id of a menu": (lambda n: menu(custom_id="c" * n), 100),
    "least values of a menu": (lambda n: menu(25, min_values=n, max_values=25), 25),
    "most values of a menu": (lambda n: menu(25, max_values=n), 25),
    "label of a menu's option": (lambda n: option(label="l" * n), 100),
    "value of a menu's option": (lambda n: option(value="v" * n), 100),
    "description of a menu's option": (lambda n: option(description="d" * n), 100),
    "spacing": (lambda n: cards(display(), {"type": 14, "spacing": n}), 2),
    "accent": (lambda n: cards({"type": 17, "accent_color": n, "components": [display()]}), 0xFFFFFF),
    "users who may be mentioned": (lambda n: mentions("users", n), 100),
    "roles that may be mentioned": (lambda n: mentions("roles", n), 100),
    "stickers": (lambda n: {"content": "c", "sticker_ids": [str(i) for i in range(n)]}, 3),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_limits_of_messages(inspection: Inspection, name: str) -> None:
    make, most = MESSAGES[name]
    assert message(inspection, make(most)) is None, str(inspection.bad[-1])
    error = message(inspection, make(most + 1))
    assert error is not None
    assert error.code == 50035


WRONG: dict[str, Json] = {
    "content beside cards": cards(display()) | {"content": "c"},
    "embeds beside cards": cards(display()) | {"embeds": [{"title": "t"}]},
    "stickers beside cards": cards(display()) | {"sticker_ids": ["1"]},
    "a poll beside cards": cards(display()) | {"poll": {"question": {"text": "q"}, "answers": []}},
    "cards without the flag": {"components": [display()]},
    "the flag without cards": {"flags": V2},
    "a container in a container": cards({"type": 17, "components": [container(1)["components"][0]]}),
    "an empty container": container(0),
    "an empty row": cards(row()),
    "a section without texts": section(0),
    "a section without an accessory": section(1, accessory=None),
    "a section beside a menu": section(1, accessory={"type": 3, "custom_id": "m", "options": []}),
    "an empty display": cards({"type": 10, "content": ""}),
    "a display of spaces": cards({"type": 10, "content": " \n"}),
    "a button at the top": cards(button()),
    "two of one custom_id": cards(row(button(), button())),
    "two of one custom_id, apart": cards(row(button()), section(1)["components"][0]),
    "two of one id": cards(display() | {"id": 7}, display() | {"id": 7}),
    "a button without words": cards(row(button(label=None))),
    "a button without custom_id": cards(row(button(custom_id=None))),
    "a link with custom_id": cards(row(button(style=5, url="https://example.org"))),
    "a link without address": cards(row({"type": 2, "style": 5, "label": "l"})),
    "a link to a script": cards(row({"type": 2, "style": 5, "label": "l", "url": "javascript:alert(1)"})),
    "a style that is none": cards(row(button(style=7))),
    "a menu beside a button": cards(
        row(button(), menu()["components"][0]["components"][0] | {"custom_id": "z"})
    ),
    "a menu without options": menu(0),
    "a menu with two equal values": menu(options=[{"label": "l", "value": "v"}] * 2),
    "a menu that wants more than it takes": menu(3, min_values=2),
    "a picture that is not there": gallery(1, media={"url": "attachment://a.png"}),
    "a file from elsewhere": cards({"type": 13, "file": {"url": "https://example.org/a.pdf"}}),
    "a form's label": cards({"type": 18, "label": "l", "component": button()}),
    "mentions of all and of some": {"content": "c", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    "mentions of nothing known": {"content": "c", "allowed_mentions": {"parse": ["friends"]}},
    "a field without a value": fields(1, value=0),
    "a field of spaces": embed(fields=[{"name": " ", "value": "v"}]),
    "an embed's bad address": embed(url="not an address"),
    "an attachment that is not there": {"content": "c", "attachments": [{"id": 0}]},
    "a list that is none": {"content": "c", "components": {"0": 1}},
    "text that is none": {"content": 5},
    "a reply to nothing": {"content": "c", "message_reference": {"channel_id": "1"}},
}


@pytest.mark.parametrize("name", WRONG)
def test_what_no_message_may_be(inspection: Inspection, name: str) -> None:
    error = message(inspection, WRONG[name])
    assert error is not None
    assert error.code == 50035
    assert str(inspection.bad[-1])


@pytest.mark.parametrize("name", WRONG)
def test_the_rules_do_without_the_description(inspection: Inspection, name: str) -> None:
    made = call(POST, WRONG[name])
    assert refused(lambda: inspection.message(made, WRONG[name])) is not None


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n"}, {"embeds": []}])
def test_a_message_of_nothing(inspection: Inspection, body: Json) -> None:
    error = message(inspection, body)
    assert error is not None
    assert error.code == 50006


RIGHT: dict[str, Json] = {
    "a picture that was uploaded": gallery(1, media={"url": "attachment://0.png"}),
    "a file": cards({"type": 13, "file": {"url": "attachment://0.png"}}),
    "a thumbnail": section(1, accessory={"type": 11, "media": {"url": "https://example.org/a.png"}}),
    "ids as numbers": {
        "content": "c",
        "message_reference": {"message_id": 5, "channel_id": 6, "guild_id": 7},
        "attachments": [{"id": 0, "filename": "0.png"}],
        "allowed_mentions": {"parse": [], "users": [1], "replied_user": False},
    },
    "a nonce that is a number": {"content": "c", "nonce": 12345, "enforce_nonce": True},
    "nothing but a file": {},
    "spaces around an embed's title": embed(title=f" {'t' * 254} "),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_a_message_may_be(inspection: Inspection, name: str) -> None:
    assert message(inspection, RIGHT[name], files=1) is None, str(inspection.bad[-1])


def posted(**data: Any) -> Message:
    world = World()
    blank: Json = {"id": "1", "content": "", "embeds": [], "components": [], "attachments": [], "flags": 0}
    return Message(blank | data, Channel(1, "general", ChannelType.TEXT), world.bot)


@pytest.mark.parametrize(
    ("before", "body", "fine"),
    [
        ({"content": "c"}, {"content": "d" * 2000}, True),
        ({"content": "c"}, {"content": "d" * 2001}, False),
        ({"content": "c"}, {"content": None}, False),
        ({"content": "c"}, cards(display()), False),
        ({"content": "c"}, cards(display()) | {"content": None}, True),
        ({"flags": V2, "components": [display()]}, {"content": "c"}, False),
        ({"flags": V2, "components": [display()]}, {"components": [display(4000)]}, True),
        ({"flags": V2, "components": [display()]}, {"components": [display(4001)]}, False),
        ({"flags": V2, "components": [display()]}, {"components": []}, False),
        ({"content": "c"}, {"attachments": [{"id": "9"}]}, False),
        ({"attachments": [{"id": "9", "filename": "a"}], "content": "c"}, {"attachments": [{"id": 9}]}, True),
    ],
)
def test_edits(inspection: Inspection, before: Json, body: Json, fine: bool) -> None:
    made = call(f"{POST}/{{message_id}}", body, "PATCH")
    assert (refused(lambda: inspection.edit(made, body, posted(**before))) is None) is fine


def test_where_it_is_wrong(inspection: Inspection) -> None:
    made = call(POST, cards(display(), row(button(label="l" * 81))))
    error = refused(lambda: inspection.message(made, made.json))
    assert error is not None
    [leaf] = nested(error.problems)["components"]["1"]["components"]["0"]["label"]["_errors"]
    assert leaf == {"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 80 or fewer in length."}
