"""The HTTP side: what every request passes before and after its route."""

import asyncio
import hashlib
import json
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

from aiohttp import web

from tests.e2e.discord_server.call import Answer, Call, Logged, read
from tests.e2e.discord_server.constants import API, Code, Json
from tests.e2e.discord_server.errors import ApiError
from tests.e2e.discord_server.faults import Fault, Faults
from tests.e2e.discord_server.inspection import Inspection

Handler = Callable[[Call], Answer]

MAJOR = ("channel_id", "guild_id", "webhook_token", "interaction_token")  # each has buckets of its own

MESSAGES = {
    Code.MISSING_ACCESS: (403, "Missing Access"),
    Code.MISSING_PERMISSIONS: (403, "Missing Permissions"),
    Code.CANNOT_MESSAGE_USER: (403, "Cannot send messages to this user"),
    Code.UNKNOWN_CHANNEL: (404, "Unknown Channel"),
    Code.UNKNOWN_MESSAGE: (404, "Unknown Message"),
    Code.UNKNOWN_INTERACTION: (404, "Unknown interaction"),
    Code.UNKNOWN_WEBHOOK: (404, "Unknown Webhook"),
}


class Rest:
    """Routes under /api/v10, with authorisation, rate limits, faults and a log around them."""

    def __init__(self, faults: Faults, token: str, inspection: Inspection) -> None:
        self.faults = faults
        self.inspection = inspection
        self.token = token
        self.log: list[Logged] = []
        self.failures: list[Exception] = []  # bugs of this server, so that a test fails for them
        self.limits: dict[str, tuple[int, float]] = {}  # "METHOD /route": requests, seconds
        self._spent: dict[str, deque[float]] = {}

    def route(
        self, app: web.Application, method: str, path: str, handler: Handler, *, open_to_all: bool
    ) -> None:
        """Adds one; `open_to_all` where the token in the path is the authorisation."""

        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, path, handler, open_to_all)

        app.router.add_route(method, API + path, serve)

    @property
    def invalid_requests(self) -> int:
        """Those that count towards the 10,000 in 10 minutes which ban an address."""
        return sum(one.status in (401, 403, 429) for one in self.log)

    async def _serve(
        self, request: web.Request, route: str, handler: Handler, open_to_all: bool
    ) -> web.StreamResponse:
        began = asyncio.get_running_loop().time()
        call: Call | None = None
        headers: dict[str, str] = {}
        fault = self.faults.strike(request.method, request.path.removeprefix(API))
        try:
            call = await read(request, API, route)
            if fault is not None:
                await asyncio.sleep(fault.delay)
                if not fault.after:
                    self._strike(fault, request)
            self._authorise(call, open_to_all)
            headers = self._spend(call)
            self.inspection.form(call)
            answer = handler(call)
            if fault is not None and fault.after:
                self._strike(fault, request)
            response = self._response(answer.status, answer.body, headers)
        except ApiError as error:
            response = web.Response(status=error.status, body=error.body(), content_type="application/json")
            response.headers.update(headers | _error_headers(error))
        except Exception as bug:
            if request.transport is not None:  # else the client has gone in the middle, as killed ones do
                self.failures.append(bug)
            raise
        body = call.body if call else None
        self.log.append(
            Logged(began, request.method, request.path.removeprefix(API), route, body, response.status)
        )
        return response

    def _authorise(self, call: Call, open_to_all: bool) -> None:
        if not open_to_all and call.token != self.token:
            raise ApiError(401, Code.GENERAL, "401: Unauthorized")

    def _response(self, status: int, body: Json | list[Json] | None, headers: dict[str, str]) -> web.Response:
        if body is None:
            return web.Response(status=204 if status == 200 else status, headers=headers)
        # With `text` aiohttp would add a charset, and clients compare the whole header.
        data = json.dumps(body).encode()
        return web.Response(status=status, body=data, content_type="application/json", headers=headers)

    def _spend(self, call: Call) -> dict[str, str]:
        """Counts against the bucket of the route; the headers that say so. Raises a 429 when it is empty."""
        key = f"{call.method} {call.route}"
        limit, seconds = self.limits.get(key, (1000, 1.0))
        major = [call.match[name] for name in MAJOR if name in call.match]
        bucket = hashlib.sha256(key.encode()).hexdigest()[:32]
        spent = self._spent.setdefault(f"{key} {major}", deque())
        now = time.time()
        while spent and spent[0] <= now - seconds:
            spent.popleft()
        after = (spent[0] if spent else now) + seconds - now
        if len(spent) >= limit:
            raise RateLimited(after, bucket, limit)
        spent.append(now)
        return _limit_headers(limit, limit - len(spent), after, bucket)

    def _strike(self, fault: Fault, request: web.Request) -> None:
        if fault.reset:
            _reset(request)
        if fault.retry_after is not None:
            raise RateLimited(fault.retry_after, "0" * 32, 1)
        if fault.status is not None:
            raise ApiError(fault.status, Code.GENERAL, f"{fault.status}: injected")
        if fault.code is not None:
            status, message = MESSAGES.get(Code(fault.code), (400, "injected"))
            raise ApiError(status, fault.code, message)


class RateLimited(ApiError):
    """A 429."""

    def __init__(self, retry_after: float, bucket: str, limit: int) -> None:
        super().__init__(429, Code.GENERAL, "You are being rate limited.")
        self.retry_after = retry_after
        self.headers = _limit_headers(limit, 0, retry_after, bucket) | {
            "Retry-After": str(max(1, round(retry_after))),
            "X-RateLimit-Scope": "user",
            # Without it clients take the answer for a ban by the network in front of Discord.
            "Via": "1.1 local",
        }

    def body(self) -> bytes:
        return json.dumps(
            {"message": self.message, "retry_after": self.retry_after, "global": False}
        ).encode()


def _limit_headers(limit: int, remaining: int, after: float, bucket: str) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{time.time() + after:.3f}",
        "X-RateLimit-Reset-After": f"{after:.3f}",
        "X-RateLimit-Bucket": bucket,
    }


def _error_headers(error: ApiError) -> dict[str, str]:
    return error.headers if isinstance(error, RateLimited) else {}


def _reset(request: web.Request) -> NoReturn:
    """Ends the connection with a TCP reset."""
    transport = request.transport
    if transport is not None:
        plug = transport.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    raise ApiError(499, Code.GENERAL, "nobody reads this: the connection was reset")
