"""A request as the routes see it: parsed, whether it was JSON or a form with files."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.e2e.discord_server.constants import Code, Json
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.files import Upload

FILES = 10
UPLOAD_BYTES = 10 << 20  # of one file, in a guild without boosts


@dataclass
class Call:
    """One request."""

    method: str
    path: str  # below /api/v10
    route: str  # the same with {names}
    match: dict[str, str]
    query: dict[str, str]
    token: str | None  # of the header Authorization, without "Bot "
    body: Any = None
    uploads: dict[int, Upload] = field(default_factory=dict)  # by n of files[n]

    def id(self, name: str) -> int:
        try:
            return int(self.match[name])
        except ValueError:
            raise ApiError(400, Code.INVALID_FORM_BODY, "Invalid Form Body") from None

    def flag(self, name: str) -> bool:
        """A query parameter that is on."""
        return self.query.get(name, "").lower() in ("1", "true")

    @property
    def json(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise ApiError(400, Code.INVALID_FORM_BODY, "Invalid Form Body")
        return self.body


@dataclass(frozen=True)
class Answer:
    """What a route says: a status, and a body unless it is 204."""

    status: int = 200
    body: Json | list[Json] | None = None


@dataclass(frozen=True)
class Logged:
    """A request that was served, for tests to look at."""

    at: float
    method: str
    path: str
    route: str
    body: Any
    status: int


async def read(request: web.Request, prefix: str, route: str) -> Call:
    """Parses a request. Raises ApiError for a body that is none."""
    authorization = request.headers.get("Authorization", "")
    call = Call(
        request.method,
        request.path.removeprefix(prefix),
        route,
        dict(request.match_info),
        dict(request.query),
        authorization.removeprefix("Bot ") if authorization.startswith("Bot ") else None,
    )
    if request.content_type == "multipart/form-data":
        await _read_form(request, call)
    elif request.can_read_body:
        if request.content_type != "application/json":
            raise ApiError(400, Code.INVALID_JSON, "The request body contains invalid JSON.")
        call.body = _parse(await request.read())
    return call


async def _read_form(request: web.Request, call: Call) -> None:
    call.body = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        data = bytes(await part.read())
        if name == "payload_json":
            call.body = _parse(data)
        elif name.startswith("files[") and name.endswith("]"):
            kind = part.headers.get("Content-Type")
            kind = None if kind == "application/octet-stream" else kind
            call.uploads[int(name[6:-1])] = Upload(part.filename or "file", data, kind)
    if len(call.uploads) > FILES or any(len(one.data) > UPLOAD_BYTES for one in call.uploads.values()):
        raise ApiError(413, Code.REQUEST_TOO_LARGE, "Request entity too large")


def _parse(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise ApiError(400, Code.INVALID_JSON, "The request body contains invalid JSON.") from None
