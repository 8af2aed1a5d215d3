"""A process that reads what strangers wrote, and can be killed: its own side, and how its parent talks to it.

    parent | length, JSON, length, bytes | child: read_document or parse_feed | length, JSON | parent

Started as `python -m bot.ingest.child KIND MEMORY SECONDS`. A child reads pages or feeds, not both: what
reads pages (trafilatura, 74 MB) takes more memory than what reads feeds (31 MB).
"""

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
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from bot.errors import DocumentError, NotAFeed, NotAnArticle
from bot.ingest.read import MAX_HTML_BYTES, read_document

MIB = 1024 * 1024
_LAST = 19  # the lowest priority
_LENGTH = struct.Struct(">Q")
_MAX_REPLY = 64 * MIB  # the text of the largest page, as JSON; more is not a reply
_CPU_GRACE = 2  # seconds more than the parent waits; the kernel's limit is for a parent that cannot
TODO = "save its text and hand over that"
Reply = dict[str, Any]


class Work(StrEnum):
    """What a child reads."""

    PAGES = "pages"
    FEEDS = "feeds"


class Child:
    """The process, seen from its parent. `greet` and `ask` block; `kill` may be called beside them."""

    def __init__(self, work: Work, memory_bytes: int, timeout: float) -> None:
        # No environment but the import path: what parses strangers' pages has no business with tokens. In a
        # session of its own it does not get the terminal's Ctrl-C.
        self._busy = threading.Lock()
        self._process = subprocess.Popen(  # noqa: S603  this very interpreter and module
            [sys.executable, "-P", "-m", "bot.ingest.child", work, str(memory_bytes), str(timeout)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    def greet(self) -> Reply:
        """Wait until the child has done its imports."""
        with self._busy:
            return self._receive()

    def ask(self, request: dict[str, str], data: bytes) -> Reply:
        """Hand over one document, wait for the reply. Raises OSError or EOFError when the child is gone."""
        with self._busy:
            assert self._process.stdin is not None
            head = json.dumps(request).encode()
            for part in (_LENGTH.pack(len(head)), head, _LENGTH.pack(len(data)), data):
                self._process.stdin.write(part)
            self._process.stdin.flush()
            return self._receive()

    def give_way(self) -> None:
        """Let every other process go first from now on, where the system knows of that."""
        with contextlib.suppress(AttributeError, OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LAST)

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

    def _receive(self) -> Reply:
        assert self._process.stdout is not None
        reply = json.loads(_read_block(self._process.stdout, _MAX_REPLY))
        if not isinstance(reply, dict):
            raise ValueError("not a reply")  # noqa: TRY004  a protocol error, not a caller's
        return reply


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
    """Serve requests from standard input until it closes; `arguments`: work, memory in bytes, seconds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work, memory_bytes, seconds = Work(arguments[0]), int(arguments[1]), float(arguments[2])
    requests = sys.stdin.buffer
    # What a library prints must not be taken for a reply.
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    _warm_up(work)
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
            reply = _answer(work, request, data)
            _send(replies, reply)
        except MemoryError:
            _send(replies, {"exhausted": True})
            return 1


def _answer(work: Work, request: dict[str, str], data: bytes) -> Reply:
    try:
        if work is Work.FEEDS:
            return {"listing": _read_feed(request, data)}
        return {"document": asdict(read_document(data, **request))}
    except NotAFeed as error:
        return {"error": [error.what, error.why, error.todo], "candidates": list(error.candidates)}
    except DocumentError as error:
        gate = {"gate": error.gate} if isinstance(error, NotAnArticle) else {}
        return {"error": [error.what, error.why, error.todo], **gate}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a library stumbles over in a page is the page's fault
        written, todo = ("XML", "try again later") if work is Work.FEEDS else ("HTML", TODO)
        why = f"its {written} is damaged in an unusual way ({type(error).__name__})"
        return {"error": [f"{request.get('name') or request['url']} cannot be read", why, todo]}


def _read_feed(request: dict[str, str], data: bytes) -> Reply:
    from bot.ingest.feed import parse_feed

    now = datetime.fromisoformat(request["now"])
    feed = parse_feed(
        data,
        url=request["url"],
        content_type=request["content_type"],
        charset=request["charset"],
        now=now,
    )
    return asdict(feed)


def _warm_up(work: Work) -> None:
    """Import everything that reading a page or a feed imports, so that neither limit counts it."""
    with contextlib.suppress(DocumentError):
        if work is Work.PAGES:
            read_document(b"<html><body><p>Warta.</p></body></html>", name="nothing")
        else:
            from bot.ingest.feed import parse_feed

            # Unknown as an encoding and broken as XML: feedparser's lenient way and the guessing of
            # encodings too.
            item = "<item><title>Warta</title><description>&lt;p>Warta.&lt;/p></description><br></item>"
            feed = f"<rss><channel>{item}</channel></rss>".encode()
            now = datetime.now(UTC)
            parse_feed(feed, url="http://localhost/", now=now)
            parse_feed(b"<html><a href='/rss'>RSS</a></html>", url="http://localhost/", now=now)


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


def _send(pipe: IO[bytes], reply: Reply) -> None:
    # In pieces: an emoji takes twelve bytes here, and the whole of it once more would not fit for long feeds.
    pieces = list(json.JSONEncoder().iterencode(reply))
    pipe.write(_LENGTH.pack(sum(map(len, pieces))))
    for piece in pieces:
        pipe.write(piece.encode("ascii"))
    pipe.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
