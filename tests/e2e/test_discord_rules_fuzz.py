"""Whatever a body is, the local Discord has a verdict on it: what is of a wrong type is refused."""

import contextlib
import copy
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.e2e.discord_server import Callback, Json
from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.schema import Schema
from tests.e2e.discord_server.world import World

V2 = 1 << 15
BUTTON: Json = {"type": 2, "style": 1, "custom_id": "a", "label": "b"}
MENU: Json = {"type": 3, "custom_id": "m", "min_values": 1, "options": [{"label": "l", "value": "v"}]}
TEXT: Json = {"type": 10, "content": "words"}
MEDIA: Json = {"media": {"url": "https://example.org/a.png"}, "description": "d"}
CARD: Json = {
    "flags": V2,
    "allowed_mentions": {"parse": ["users"], "roles": ["1"], "replied_user": False},
    "attachments": [{"id": 0, "filename": "a", "description": "d"}],
    "message_reference": {"message_id": "1"},
    "nonce": "n",
    "components": [
        {"type": 17, "accent_color": 5, "components": [TEXT, {"type": 14, "spacing": 1}]},
        {"type": 9, "components": [TEXT], "accessory": {"type": 11} | MEDIA},
        {"type": 12, "items": [MEDIA]},
        {"type": 13, "file": {"url": "attachment://a"}},
        {"type": 1, "components": [BUTTON]},
        {"type": 1, "components": [MENU]},
    ],
}
EMBED: Json = {
    "title": "t",
    "footer": {"text": "f"},
    "author": {"name": "a", "url": "https://example.org"},
    "image": {"url": "https://example.org/a.png"},
    "fields": [{"name": "n", "value": "v"}],
    "color": 5,
}
PLAIN: Json = {"content": "c", "embeds": [EMBED], "components": [{"type": 1, "components": [BUTTON]}]}
FORM: Json = {
    "custom_id": "f",
    "title": "t",
    "components": [
        {"type": 18, "label": "l", "component": {"type": 4, "custom_id": "a", "style": 1, "min_length": 1}},
        {"type": 18, "label": "l", "component": MENU},
        {
            "type": 18,
            "label": "l",
            "component": {"type": 22, "custom_id": "r", "options": MENU["options"]},
        },
        {"type": 1, "components": [{"type": 4, "custom_id": "b", "style": 2, "label": "l"}]},
    ],
}
CHOICES: Json = {"choices": [{"name": "n", "value": "v", "name_localizations": {"id": "n"}}]}
COMMAND: Json = {
    "name": "ask",
    "description": "d",
    "name_localizations": {"id": "tanya"},
    "description_localizations": {"id": "d"},
    "options": [
        {"name": "o", "description": "d", "type": 3, "choices": CHOICES["choices"], "required": True},
        {"name": "p", "description": "d", "type": 4, "autocomplete": True},
    ],
}
ODD: list[Any] = [None, True, 0, -1, 1.5, 10**30, "", "x", [], ["x"], {}, {"x": 1}, [[]], [{}]]


def mutated(value: Any, chance: random.Random) -> Any:
    """The body with something odd at one to three places."""
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        node = value
        while True:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(node[key], (dict, list)) and node[key] and chance.random() < 0.75:
                node = node[key]
            else:
                node[key] = copy.deepcopy(chance.choice(ODD))
                break
    return value


def check(inspection: Inspection, kind: str, body: Any) -> None:
    made = Call("POST", "/", "/", {}, {}, None, body)
    inspection.form(made)
    if kind == "message":
        inspection.message(made, body)
    elif kind == "commands":
        inspection.commands(made, [body])
    else:
        inspection.callback(made, Callback[kind], body, None)


BODIES = [
    ("message", PLAIN),
    ("MODAL", FORM),
    ("AUTOCOMPLETE_RESULT", CHOICES),
    ("commands", COMMAND),
]


@pytest.mark.parametrize(("kind", "body"), [*BODIES, ("message", CARD)])
@given(seed=st.integers(min_value=0, max_value=1 << 32))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_verdict_on_everything(kind: str, body: Json, seed: int) -> None:
    inspection = Inspection(World(), Schema(Path("/nowhere")))
    with contextlib.suppress(ApiError):
        check(inspection, kind, mutated(body, random.Random(seed)))


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_what_is_mutated_was_fine(kind: str, body: Json) -> None:
    check(Inspection(World(), Schema(Path("/nowhere"))), kind, body)
