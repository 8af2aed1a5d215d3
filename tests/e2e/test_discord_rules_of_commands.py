"""Limits of forms, choices and command definitions: the largest passes, one more does not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.discord_server import Callback, Json
from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.inspection import Inspection
from tests.e2e.discord_server.routes import CALLBACK
from tests.e2e.discord_server.schema import Schema
from tests.e2e.discord_server.world import World

COMMANDS = "/applications/{application_id}/commands"


@pytest.fixture(name="inspection", scope="module")
def fixture_inspection() -> Inspection:
    schema = Schema()
    schema.prepare([f"POST {CALLBACK}", f"PUT {COMMANDS}"])
    return Inspection(World(), schema)


def refused(*checks: Callable[[], object]) -> ApiError | None:
    for check in checks:
        try:
            check()
        except ApiError as error:
            return error
    return None


def response(inspection: Inspection, kind: Callback, data: Json) -> ApiError | None:
    made = Call("POST", CALLBACK, CALLBACK, {}, {}, None, {"type": int(kind), "data": data})
    return refused(lambda: inspection.form(made), lambda: inspection.callback(made, kind, data, None))


def synced(inspection: Inspection, *bodies: Json) -> ApiError | None:
    made = Call("PUT", COMMANDS, COMMANDS, {}, {}, None, list(bodies))
    return refused(lambda: inspection.form(made), lambda: inspection.commands(made, list(bodies)))


# Forms


def field(**fields: Any) -> Json:
    return {"type": 4, "custom_id": "a", "style": 1} | fields


def label(component: Json, **fields: Any) -> Json:
    return {"type": 18, "label": "l", "component": component} | fields


def form(*components: Json, **fields: Any) -> Json:
    return {"custom_id": "f", "title": "t", "components": list(components)} | fields


def chooser(kind: int, count: int) -> Json:
    options = [{"label": "l", "value": str(number)} for number in range(count)]
    return form(label({"type": kind, "custom_id": "a", "options": options}))


FORMS: dict[str, tuple[Callable[[int], Json], int]] = {
    "title": (lambda n: form(label(field()), title="t" * n), 45),
    "custom_id": (lambda n: form(label(field()), custom_id="c" * n), 100),
    "rows": (lambda n: form(*[label(field(custom_id=str(number))) for number in range(n)]), 5),
    "label": (lambda n: form(label(field(), label="l" * n)), 45),
    "description": (lambda n: form(label(field(), description="d" * n)), 100),
    "placeholder": (lambda n: form(label(field(placeholder="p" * n))), 100),
    "value": (lambda n: form(label(field(value="v" * n))), 4000),
    "most characters": (lambda n: form(label(field(max_length=n))), 4000),
    "custom_id of a field": (lambda n: form(label(field(custom_id="c" * n))), 100),
    "label of an old row": (lambda n: form({"type": 1, "components": [field(label="l" * n)]}), 45),
    "files": (lambda n: form(label({"type": 19, "custom_id": "a", "max_values": n})), 10),
    "options of a menu": (lambda n: chooser(3, n), 25),
    "radio buttons": (lambda n: chooser(21, n), 10),
    "checkboxes": (lambda n: chooser(22, n), 10),
}


@pytest.mark.parametrize("name", FORMS)
def test_limits_of_forms(inspection: Inspection, name: str) -> None:
    make, most = FORMS[name]
    assert response(inspection, Callback.MODAL, make(most)) is None, str(inspection.bad[-1])
    assert response(inspection, Callback.MODAL, make(most + 1)) is not None


@pytest.mark.parametrize(
    "data",
    [
        form(),
        form(label(field()), title=""),
        form(label({"type": 2, "style": 1, "label": "b", "custom_id": "a"})),
        form(field()),
        form(label(field()), label(field())),
        form(label(field(label="twice"))),
        form(label(field(min_length=5, max_length=4))),
        form({"type": 1, "components": [field(label="l"), field(label="l", custom_id="b")]}),
        chooser(21, 1),
        form(label(field(), description="")),
        form(label({"type": 19, "custom_id": "a", "min_values": 0})),
    ],
)
def test_what_no_form_may_be(inspection: Inspection, data: Json) -> None:
    assert response(inspection, Callback.MODAL, data) is not None


# Choices


def choices(count: int, **fields: Any) -> Json:
    return {"choices": [{"name": "n", "value": str(number)} | fields for number in range(count)]}


CHOICES: dict[str, tuple[Callable[[int], Json], int]] = {
    "choices": (choices, 25),
    "name": (lambda n: choices(1, name="n" * n), 100),
    "value": (lambda n: choices(1, value="v" * n), 100),
}


@pytest.mark.parametrize("name", CHOICES)
def test_limits_of_choices(inspection: Inspection, name: str) -> None:
    make, most = CHOICES[name]
    assert response(inspection, Callback.AUTOCOMPLETE_RESULT, make(most)) is None
    assert response(inspection, Callback.AUTOCOMPLETE_RESULT, make(most + 1)) is not None


def test_no_choices(inspection: Inspection) -> None:
    assert response(inspection, Callback.AUTOCOMPLETE_RESULT, choices(0)) is None
    for data in ({}, choices(1, name=""), choices(1, name=" "), choices(1, value=""), choices(1, value=True)):
        assert response(inspection, Callback.AUTOCOMPLETE_RESULT, data) is not None


# Commands


def command(**fields: Any) -> Json:
    return {"name": "ask", "description": "d"} | fields


def option(**fields: Any) -> Json:
    return {"name": "o", "description": "d", "type": 3} | fields


def options(count: int, **fields: Any) -> Json:
    return command(options=[option(name=f"o{number}") | fields for number in range(count)])


def large(extra: int) -> Json:
    """A command of 8,000 characters and `extra` more, in the values of its choices."""
    full = [{"name": f"n{number:03}", "value": "v" * 92} for number in range(20)]
    inner = [option(name=f"o{number}a", choices=full) for number in range(4)]
    last = [{"name": "n" * 100, "value": "v" * 100}, {"name": "m" * (87 + extra), "value": "w"}]
    return command(options=[*inner, option(name="z" * 11, choices=last)])


COMMAND: dict[str, tuple[Callable[[int], Json], int]] = {
    "name": (lambda n: command(name="n" * n), 32),
    "description": (lambda n: command(description="d" * n), 100),
    "name in Indonesian": (lambda n: command(name_localizations={"id": "n" * n}), 32),
    "description in Indonesian": (lambda n: command(description_localizations={"id": "d" * n}), 100),
    "options": (options, 25),
    "name of an option": (lambda n: options(1, name="n" * n), 32),
    "description of an option": (lambda n: options(1, description="d" * n), 100),
    "choices": (lambda n: options(1, choices=[{"name": str(i), "value": str(i)} for i in range(n)]), 25),
    "name of a choice": (lambda n: options(1, choices=[{"name": "n" * n, "value": "v"}]), 100),
    "value of a choice": (lambda n: options(1, choices=[{"name": "n", "value": "v" * n}]), 100),
    "most characters of an option": (lambda n: options(1, max_length=n), 6000),
    "name of a menu": (lambda n: {"type": 3, "name": "N " + "n" * (n - 2)}, 32),
    "characters in all": (large, 0),
}


@pytest.mark.parametrize("name", COMMAND)
def test_limits_of_commands(inspection: Inspection, name: str) -> None:
    make, most = COMMAND[name]
    assert synced(inspection, make(most)) is None, str(inspection.bad[-1])
    assert synced(inspection, make(most + 1)) is not None


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)])
def test_how_many_commands(inspection: Inspection, kind: int, most: int) -> None:
    words = {"description": "d"} if kind == 1 else {}
    bodies: list[Json] = [{"name": f"c{number}", "type": kind} | words for number in range(most + 1)]
    assert synced(inspection, *bodies[:-1]) is None
    assert synced(inspection, *bodies) is not None


SUB = option(type=1)


@pytest.mark.parametrize("name", ["ask", "tanya", "kā", "質問", "สวัสดี", "हिन्दी", "a-b_c'd", "2"])
def test_names_of_commands(inspection: Inspection, name: str) -> None:
    assert synced(inspection, command(name=name)) is None


@pytest.mark.parametrize(
    "bodies",
    [
        [command(name="Ask")],
        [command(name="ask it")],
        [command(name="ask!")],
        [command(name="")],
        [command(description="")],
        [command(name_localizations={"xx": "n"})],
        [command(name_localizations={"id": "Tanya"})],
        [command(), command()],
        [options(2, name="same")],
        [command(options=[option(), option(name="p", required=True)])],
        [command(options=[SUB, option(name="p")])],
        [command(options=[SUB | {"options": [SUB]}])],
        [command(options=[option(type=2, options=[option()])])],
        [command(options=[option(type=2, options=[option(type=2)])])],
        [options(1, autocomplete=True, choices=[{"name": "n", "value": "v"}])],
        [options(1, autocomplete=True, type=5)],
        [options(1, type=4, choices=[{"name": "n", "value": "v"}])],
        [options(1, choices=[{"name": "n", "value": "v"}, {"name": "n", "value": "w"}])],
        [options(1, type=12)],
        [{"type": 3, "name": "Add", "description": "d"}],
        [command(type=9)],
    ],
)
def test_what_no_command_may_be(inspection: Inspection, bodies: list[Json]) -> None:
    assert synced(inspection, *bodies) is not None


def test_groups_of_commands(inspection: Inspection) -> None:
    group = option(name="g", type=2, options=[SUB | {"options": [option()]}])
    assert synced(inspection, command(options=[group, SUB])) is None
    same_name = [command(), {"type": 3, "name": "ask"}]
    assert synced(inspection, *same_name) is None
