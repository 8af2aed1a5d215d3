"""Reading documents: light ones in a thread, heavy ones in a process that can be killed.

    Reader | length, JSON, length, bytes | child: read_document | length, JSON | Reader

trafilatura needs 4.7 s for 3 MB of `<p>`, and a page may be made to need more. The child stays for the next
page, because importing trafilatura is most of the work of reading an ordinary one. It ends when its
standard input closes, so it does not outlive its parent.
"""

import asyncio
import contextlib
import json
import logging
import math
import os
import signal
import struct
import subprocess
import sys
import threading
import time
import warnings
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from bot.domain import Document
from bot.errors import DocumentError, NotAnArticle
from bot.ingest.read import MAX_HTML_BYTES, is_heavy, read_document

MIB = 1024 * 1024
_LENGTH = struct.Struct(">Q")
_MAX_REPLY = 64 * MIB  # the text of the largest page, as JSON; more is not a reply
_START_SECONDS = 30.0  # to import lxml and trafilatura: 0.3 s on a desk computer, a Raspberry Pi is slower
_CPU_GRACE = 2  # seconds more than the parent waits; the kernel's limit is for a parent that cannot
_TODO = "save its text and hand over that"
_Reply = dict[str, Any]


class Reader:
    """Makes documents of bytes; to be used in `async with`.

    `timeout` is in seconds for one heavy document, `memory_bytes` what the child may need beyond what it
    has after its imports (Linux; elsewhere only the time is bounded).
    """

    def __init__(self, timeout: float = 5.0, memory_bytes: int = 50 * MIB) -> None:
        self._timeout = timeout
        self._memory_bytes = memory_bytes
        self._child: _Child | None = None
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            await asyncio.shield(asyncio.to_thread(child.reap))

    async def read(
        self, data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
    ) -> Document:
        """The document in `data`; arguments and errors are those of `read_document`.

        Raises DocumentError too for a document that took too long or too much memory to read.
        """
        if len(data) > MAX_HTML_BYTES or not is_heavy(data, name, content_type):
            return await asyncio.to_thread(
                read_document, data, name=name, content_type=content_type, charset=charset, url=url
            )
        request = {"name": name, "content_type": content_type, "charset": charset, "url": url}
        async with self._lock:
            reply = await self._ask(request, data, name)
        if "gate" in reply:
            what, why, todo = reply["error"]
            raise NotAnArticle(what, why, todo, reply["gate"])
        if "error" in reply:
            raise DocumentError(*reply["error"])
        return Document(**reply["document"])

    async def _ask(self, request: dict[str, str], data: bytes, name: str) -> _Reply:
        try:
            child = await self._started()
            reply = await _within(
                asyncio.create_task(asyncio.to_thread(child.ask, request, data)), self._timeout
            )
        except BaseException as error:
            # Also when cancelled: whatever the child is at, its next reply would be taken for another's.
            await self._drop()
            if isinstance(error, TimeoutError):
                raise _unreadable(name, f"it took more than {self._timeout:g} s") from None
            if isinstance(error, (OSError, EOFError, ValueError)):
                raise _unreadable(name, "the program reading it broke down") from error
            raise
        if reply.get("exhausted"):
            await self._drop()
            raise _unreadable(name, "it took too much memory")
        return reply

    async def _started(self) -> "_Child":
        if self._child is None:
            self._child = child = _Child(self._memory_bytes, self._timeout)
            await _within(asyncio.create_task(asyncio.to_thread(child.greet)), _START_SECONDS)
        return self._child

    async def _drop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            await asyncio.to_thread(child.reap)


class _Child:
    """The process, seen from its parent. `greet` and `ask` block; `kill` may be called beside them."""

    def __init__(self, memory_bytes: int, timeout: float) -> None:
        # No environment but the import path: what parses strangers' pages has no business with tokens. In a
        # session of its own it does not get the terminal's Ctrl-C.
        self._busy = threading.Lock()
        self._process = subprocess.Popen(  # noqa: S603  this very interpreter and module
            [sys.executable, "-P", "-m", "bot.ingest.worker", str(memory_bytes), str(timeout)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    def greet(self) -> _Reply:
        """Wait until the child has done its imports."""
        with self._busy:
            return self._receive()

    def ask(self, request: dict[str, str], data: bytes) -> _Reply:
        """Hand over one document, wait for the reply. Raises OSError or EOFError when the child is gone."""
        with self._busy:
            assert self._process.stdin is not None
            head = json.dumps(request).encode()
            for part in (_LENGTH.pack(len(head)), head, _LENGTH.pack(len(data)), data):
                self._process.stdin.write(part)
            self._process.stdin.flush()
            return self._receive()

    def kill(self) -> None:
        """End the child; whoever waits for it gets an error."""
        self._process.kill()

    def reap(self) -> None:
        """After `kill`: wait for the end and close the pipes."""
        with self._busy:
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()

    def _receive(self) -> _Reply:
        assert self._process.stdout is not None
        reply = json.loads(_read_block(self._process.stdout, _MAX_REPLY))
        if not isinstance(reply, dict):
            raise ValueError("not a reply")  # noqa: TRY004  a protocol error, not a caller's
        return reply


async def _within(task: asyncio.Task[_Reply], seconds: float) -> _Reply:
    """The result of `task`, which is left running when it takes longer: its thread cannot be stopped."""
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        raise TimeoutError
    return task.result()


def _unreadable(name: str, why: str) -> DocumentError:
    return DocumentError(f"{name} cannot be read", why, _TODO)


def _environment() -> dict[str, str]:
    kept = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
    if "SYSTEMROOT" in os.environ:  # Windows starts no Python without it
        kept["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return kept


def _read_block(pipe: IO[bytes], limit: int) -> bytes:
    """One length-prefixed block. Raises EOFError at its end, ValueError for one that is too long."""
    length: int = _LENGTH.unpack(_read_exactly(pipe, _LENGTH.size))[0]
    if length > limit:
        raise ValueError("block too long")
    return _read_exactly(pipe, length)


def _read_exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


# -- in the child ----------------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Serve requests from standard input until it closes; `arguments` are memory in bytes and seconds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    memory_bytes, seconds = int(arguments[0]), float(arguments[1])
    requests = sys.stdin.buffer
    # What a library prints must not be taken for a reply.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _warm_up()
    _limit_memory(memory_bytes)
    _send(replies, {"ready": True})
    while True:
        try:
            request = json.loads(_read_block(requests, MIB))
            data = _read_block(requests, MAX_HTML_BYTES)
        except EOFError:
            return 0
        _limit_time(seconds)
        try:
            reply = _answer(request, data)
            _send(replies, reply)
        except MemoryError:
            _send(replies, {"exhausted": True})
            return 1


def _answer(request: dict[str, str], data: bytes) -> _Reply:
    try:
        return {"document": asdict(read_document(data, **request))}
    except DocumentError as error:
        gate = {"gate": error.gate} if isinstance(error, NotAnArticle) else {}
        return {"error": [error.what, error.why, error.todo], **gate}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a library stumbles over in a page is the page's fault
        why = f"its HTML is damaged in an unusual way ({type(error).__name__})"
        return {"error": [f"{request['name']} cannot be read", why, _TODO]}


def _warm_up() -> None:
    """Import everything that reading a page imports, so that neither limit counts it."""
    with contextlib.suppress(DocumentError):
        read_document(b"<html><body><p>Warta.</p></body></html>", name="nothing")


def _limit_memory(extra: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_time(seconds: float) -> None:
    """End this process by the kernel when a document takes more processor time than its parent waits."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        limit = math.ceil(time.process_time() + seconds) + _CPU_GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _send(pipe: IO[bytes], reply: _Reply) -> None:
    data = json.dumps(reply).encode()
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
