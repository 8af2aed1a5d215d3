"""One WebSocket of the gateway: reads and writes payloads, watches heartbeats, knows nothing of sessions."""

import asyncio
import contextlib
import importlib
import json
import zlib
from collections import deque
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.e2e.discord_server.constants import Close, Op
from tests.e2e.discord_server.faults import Faults

SENDS_A_MINUTE = 120
PAYLOAD_BYTES = 4096
ZLIB = "zlib-stream"
SPARED = ("READY", "RESUMED")  # events that no fault strikes, so that every drop can be survived

Received = Callable[["Connection", int, Any], None]
Refusing = Callable[["Refused"], None]


class Refused(Exception):
    """Ends a connection with a close code."""

    def __init__(self, code: Close, why: str) -> None:
        super().__init__(why)
        self.code = code


class Stream:
    """Transport compression: one stream for the whole connection, flushed after every payload."""

    def __init__(self, kind: str) -> None:
        self._packer: Any = zlib.compressobj()
        self._block = zlib.Z_SYNC_FLUSH
        if kind != ZLIB:
            self._packer, self._block = _zstd()

    def pack(self, data: bytes) -> bytes:
        if hasattr(self._packer, "FLUSH_BLOCK"):
            return bytes(self._packer.compress(data, self._block))
        return bytes(self._packer.compress(data) + self._packer.flush(self._block))


def _zstd() -> tuple[Any, int]:
    """A client that asks for it has one of these, and the tests run where the client does."""
    try:
        zstandard = importlib.import_module("zstandard")
    except ImportError:
        packer = importlib.import_module("compression.zstd").ZstdCompressor()
        return packer, packer.FLUSH_BLOCK
    return zstandard.ZstdCompressor().compressobj(), zstandard.COMPRESSOBJ_FLUSH_BLOCK


class Connection:
    """A client on the line."""

    def __init__(
        self, request: web.Request, faults: Faults, interval: float, received: Received, refusing: Refusing
    ) -> None:
        self._request = request
        self._response = web.WebSocketResponse(max_msg_size=1 << 20, compress=False)
        compress = request.query.get("compress")
        self._stream = Stream(compress) if compress else None
        self.version = request.query.get("v")
        self._faults = faults
        self._interval = interval
        self._received = received
        self._refusing = refusing
        self._outgoing: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._sent: deque[float] = deque()
        self.heard = asyncio.get_running_loop().time()  # when the last heartbeat came
        self.open = True
        self.ours = False  # the server ended it

    def put(self, text: str, event: str = "") -> None:
        """Queues a payload; `event` only for one that a fault may strike."""
        self._outgoing.put_nowait((text, event))

    def send(self, op: Op, data: object = None) -> None:
        self.put(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def close(self, code: int, why: str = "") -> None:
        """Says goodbye with `code`."""
        self.open, self.ours = False, True
        await self._response.close(code=code, message=why.encode(), drain=False)

    def end(self, code: int) -> None:
        """Says goodbye with `code` once what is queued is out."""
        self.put("", str(code))

    def abort(self) -> None:
        """Is gone without a word, as when a cable is pulled."""
        self.open, self.ours = False, True
        if self._request.transport is not None:
            self._request.transport.abort()

    async def serve(self) -> web.StreamResponse:
        """Talks until one side has had enough."""
        await self._response.prepare(self._request)
        self.send(Op.HELLO, {"heartbeat_interval": int(self._interval * 1000), "_trace": []})
        tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._watch())]
        reading = asyncio.create_task(self._read())
        try:
            await asyncio.wait([reading, tasks[1]], return_when=asyncio.FIRST_COMPLETED)
            for task in (reading, tasks[1]):
                if task.done() and isinstance(refused := task.exception(), Refused):
                    self._refusing(refused)
                    await self.close(refused.code, str(refused))
                elif task.done():
                    task.result()
            return self._response
        finally:
            self.open = False
            for task in (*tasks, reading):
                task.cancel()
            await asyncio.gather(*tasks, reading, return_exceptions=True)

    @property
    def close_code(self) -> int | None:
        return self._response.close_code

    async def _read(self) -> None:
        async for message in self._response:
            if message.type is not WSMsgType.TEXT or len(message.data.encode()) > PAYLOAD_BYTES:
                raise Refused(Close.DECODE_ERROR, "Error while decoding payload.")
            self._count()
            try:
                payload = json.loads(message.data)
                op, data = payload["op"], payload.get("d")
            except (ValueError, TypeError, KeyError):
                raise Refused(Close.DECODE_ERROR, "Error while decoding payload.") from None
            self._received(self, op, data)

    def _count(self) -> None:
        now = asyncio.get_running_loop().time()
        self._sent.append(now)
        while self._sent[0] < now - 60:
            self._sent.popleft()
        if len(self._sent) > SENDS_A_MINUTE:
            raise Refused(Close.RATE_LIMITED, "You are being rate limited.")

    async def _write(self) -> None:
        while self.open:
            text, event = await self._outgoing.get()
            if not text:
                await self.close(int(event))
                return
            fault = self._faults.strike_socket() if event and event not in SPARED else None
            if fault is None or not fault.lose:
                await self._wire(text)
            if fault is not None:
                if fault.code is None:
                    self.abort()
                else:
                    await self.close(fault.code)

    async def _wire(self, text: str) -> None:
        with contextlib.suppress(ConnectionError, RuntimeError):  # nobody is there any more
            if self._stream is None:
                await self._response.send_str(text)
            else:
                await self._response.send_bytes(self._stream.pack(text.encode()))

    async def _watch(self) -> None:
        """Refuses a client that does not send heartbeats."""
        while self.open:
            await asyncio.sleep(self._interval / 2)
            if asyncio.get_running_loop().time() - self.heard > self._interval * 1.5:
                raise Refused(Close.SESSION_TIMED_OUT, "Session timed out.")
        await asyncio.get_running_loop().create_future()  # the reader knows how it ended
