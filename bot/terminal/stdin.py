"""Standard input, read beside the event loop.

Each read runs in a daemon thread of its own and by file descriptor: a thread of the default executor would
be waited for at the end, so that Ctrl-C would hang until the next line came, and one blocked in `sys.stdin`
would hold its lock while the interpreter shuts down.
"""

import asyncio
import codecs
import contextlib
import os
import sys
import threading
from collections.abc import Callable

_CHUNK = 64 * 1024
MAX_LINE = 1024 * 1024  # bytes of a line that are kept; nobody asks a question that long


class Stdin:
    """The bytes of a file descriptor, as lines or as a whole."""

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._buffer = b""
        self._begun = False

    async def next(self) -> str | None:
        """The next line without its end, as UTF-8 with U+FFFD for what is none; None at the end."""
        line, ended = b"", False
        while not ended:
            head, found, tail = self._buffer.partition(b"\n")
            line = (line + head)[:MAX_LINE]
            ended, self._buffer = bool(found), tail
            if not found:
                self._buffer = await _beside(lambda: os.read(self._descriptor, _CHUNK))
                if not self._buffer:
                    if not line:
                        return None
                    break
        if not self._begun:
            self._begun, line = True, line.removeprefix(codecs.BOM_UTF8)
        return line.decode("utf-8", "replace").removesuffix("\r")

    async def read(self, max_bytes: int) -> bytes:
        """Everything up to its end, or `max_bytes` and one more when there is more."""
        return await _beside(lambda: self._read(max_bytes + 1))

    def _read(self, wanted: int) -> bytes:
        chunks = [self._buffer]
        missing = wanted - len(self._buffer)
        while missing > 0 and (chunk := os.read(self._descriptor, min(missing, _CHUNK))):
            chunks.append(chunk)
            missing -= len(chunk)
        return b"".join(chunks)


def is_interactive() -> bool:
    """Whether a person types and reads: both ends are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


async def _beside(function: Callable[[], bytes]) -> bytes:
    loop = asyncio.get_running_loop()
    result: asyncio.Future[bytes] = loop.create_future()

    def settle(data: bytes, error: OSError | None) -> None:
        if result.done():  # nobody waits any more
            return
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(data)

    def run() -> None:
        data, failure = b"", None
        try:
            data = function()
        except OSError as error:
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, data, failure)

    threading.Thread(target=run, name="stdin", daemon=True).start()
    return await result
