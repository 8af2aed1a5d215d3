"""Bodies against Discord's own description of its API, where that file is at hand."""

import copy
import functools
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import fastjsonschema

from tests.e2e.discord_server.call import Call
from tests.e2e.discord_server.constants import Json
from tests.e2e.discord_server.errors import Problem

# Beside the checkout; not part of the project.
OPENAPI = Path(__file__).resolve().parents[3].parent / "shared/discord-api/openapi.json"

Validate = Callable[[Any], Any]


class Schema:
    """The request bodies of the description; finds nothing wrong where there is none."""

    def __init__(self, path: Path = OPENAPI) -> None:
        self.path = path
        self._described: frozenset[str] = frozenset()
        self._validate: Validate | None = None

    def prepare(self, routes: Iterable[str]) -> None:
        """Reads the bodies of "METHOD /route"s; once a process, as it takes half a second."""
        if self.path.is_file():
            self._described, self._validate = _compiled(self.path, tuple(sorted(routes)))

    def problems(self, call: Call) -> list[Problem]:
        """What the description has against a body, at the innermost place that it names."""
        route = f"{call.method} {call.route}"
        if call.body is None or self._validate is None or route not in self._described:
            return []
        try:
            self._validate({route: as_described(call.body)})
        except fastjsonschema.JsonSchemaValueException as error:
            place = [str(step) for step in error.path[2:]]
            return [Problem(".".join(place), "OPENAPI", error.message)]
        return []


@functools.cache
def _compiled(path: Path, routes: tuple[str, ...]) -> tuple[frozenset[str], Validate]:
    """Which routes have a body, and the check of {route: body}; one, so that it shares what they share."""
    description: Json = json.loads(path.read_text(encoding="utf-8"))
    bodies: Json = {}
    for route in routes:
        method, template = route.split(" ")
        known = description["paths"].get(template) or description["paths"].get(
            # The original response has a path of its own there.
            template.replace("{message_id}", "@original"),
            {},
        )
        content = known.get(method.lower(), {}).get("requestBody", {}).get("content", {})
        if "application/json" in content:
            bodies[route] = content["application/json"]["schema"]
    whole: Json = {"properties": bodies, "components": {"schemas": _used(bodies, description)}}
    validate: Validate = fastjsonschema.compile(whole, use_default=False, use_formats=False)
    return frozenset(bodies), validate


def _used(bodies: Json, description: Json) -> Json:
    """The schemas that those bodies refer to; with all of them compiling takes seconds."""
    schemas: Json = description["components"]["schemas"]
    todo, used = _references(bodies), set[str]()
    while todo:
        name = todo.pop()
        used.add(name)
        todo |= _references(schemas[name]) - used
    return {name: schemas[name] for name in sorted(used)}


def _references(schema: object) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(_references, schema))
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set[str]()
    return own.union(*map(_references, schema.values()))


def as_described(body: Any) -> Any:
    """The body with ids as strings where Discord takes numbers too and its description does not say so.

    Clients send numbers in references, attachments, mentions, default values and recipients.
    """
    body = copy.deepcopy(body)
    _ids_to_strings(body)
    return body


def _ids_to_strings(value: Any) -> None:
    if isinstance(value, list):
        for one in value:
            _ids_to_strings(one)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "message_reference" and isinstance(inner, dict):
            value[key] = inner | {name: _string(one) for name, one in inner.items() if name.endswith("_id")}
        elif key in ("attachments", "default_values") and isinstance(inner, list):
            value[key] = [
                one | {"id": _string(one["id"])} if isinstance(one, dict) and "id" in one else one
                for one in inner
            ]
        elif key == "allowed_mentions" and isinstance(inner, dict):
            for name in {"users", "roles"} & inner.keys():
                inner[name] = [_string(one) for one in inner[name] or []]
        elif key == "recipient_id":
            value[key] = _string(inner)
        else:
            _ids_to_strings(inner)


def _string(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
