"""Reading documents: light ones in a thread, heavy ones and feeds in processes that can be killed.

trafilatura needs 4.7 s for 3 MB of `<p>`, feedparser 15 s for 80,000 unfinished comments, and a page may be
made to need more. A child stays for the next document, because importing those libraries is most of the
work of reading an ordinary one, and ends when none has come for a while. It ends when its standard input
closes, too, so it does not outlive its parent.
What is said between the two, and the child's own side, is in `bot.ingest.child`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from bot.domain import Document
from bot.domain.feeds import Entry, Listing
from bot.errors import DocumentError, NotAFeed, NotAnArticle
from bot.ingest.child import MIB, TODO, Child, Reply, Work
from bot.ingest.read import MAX_HTML_BYTES, is_heavy, read_document

# Seconds that a feed may take before another child reads the next; most take a hundredth.
_PATIENCE, _STARTING = 0.25, 3.0
_START_SECONDS = 30.0  # to import lxml and trafilatura: 0.3 s on a desk computer, a Raspberry Pi is slower

T = TypeVar("T")


class Reader:
    """Makes documents and listings of bytes; to be used in `async with`.

    `timeout` is in seconds for one heavy document or feed, `memory_bytes` what a child may need beyond what
    it has after its imports (Linux; elsewhere only the time is bounded). One page is read at a time, and one
    feed; while a feed takes long another child reads the next, up to `feed_children`. No child is started
    before there is something to read, and none stays for more than `idle` seconds without.
    """

    def __init__(
        self,
        timeout: float = 5.0,
        memory_bytes: int = 50 * MIB,
        *,
        feed_children: int = 3,
        idle: float = 60.0,
    ) -> None:
        self._pages = _Worker(Work.PAGES, timeout, memory_bytes, idle)
        self._feeds = [_Worker(Work.FEEDS, timeout, memory_bytes, idle) for _ in range(feed_children)]
        # One of them reads; the others stand in for those that are held up.
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._idle.put_nowait(self._feeds[0])
        self._spare = self._feeds[1:]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        workers = (self._pages, *self._feeds)
        await asyncio.gather(*(worker.close() for worker in workers))
        for worker in workers:
            worker.threads.shutdown(wait=False)

    @property
    def _child(self) -> Child | None:
        return self._pages.child

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
        reply = await self._pages.ask(request, data, name)
        if "gate" in reply:
            what, why, todo = reply["error"]
            raise NotAnArticle(what, why, todo, reply["gate"])
        if "error" in reply:
            raise DocumentError(*reply["error"])
        return Document(**reply["document"])

    async def read_feed(
        self, data: bytes, *, url: str, content_type: str = "", charset: str = "", now: datetime | None = None
    ) -> Listing:
        """The feed in `data`; arguments and errors are those of `bot.ingest.feed.parse_feed`, `now` is by
        default.

        Raises DocumentError too for a feed that took too long or too much memory, or is larger than 10 MiB.
        """
        if len(data) > MAX_HTML_BYTES:
            raise DocumentError(f"{url} cannot be read", f"it is larger than {MAX_HTML_BYTES >> 20} MiB")
        at = (now or datetime.now(UTC)).isoformat()
        request = {"url": url, "content_type": content_type, "charset": charset, "now": at}
        reply = await self._ask_for_feed(request, data, url)
        if "candidates" in reply:
            what, why, todo = reply["error"]
            raise NotAFeed(what, why, todo, tuple(reply["candidates"]))
        if "error" in reply:
            raise DocumentError(*reply["error"])
        return _listing(reply["listing"])

    async def _ask_for_feed(self, request: dict[str, str], data: bytes, url: str) -> Reply:
        worker = await self._idle.get()
        held_up = relieved = False

        def relieve() -> None:
            nonlocal held_up, relieved
            held_up = True
            if worker.child is not None:
                worker.child.give_way()
            if self._spare:
                relieved = True
                self._idle.put_nowait(self._spare.pop())

        wait = _STARTING if worker.child is None else _PATIENCE
        patience = asyncio.get_running_loop().call_later(wait, relieve)
        try:
            return await worker.ask(request, data, url)
        finally:
            patience.cancel()
            if relieved:
                self._spare.append(worker)
            else:
                self._idle.put_nowait(worker)
            if held_up:
                await worker.close()  # the next child has its full priority again


class _Worker:
    """One child at a time, replaced when it died or was killed; those who ask take turns."""

    def __init__(self, work: Work, timeout: float, memory_bytes: int, idle: float) -> None:
        self.child: Child | None = None
        self._work = work
        self._timeout = timeout
        self._memory_bytes = memory_bytes
        self._idle = idle
        self._resting: asyncio.TimerHandle | None = None
        self._lock = asyncio.Lock()
        # Of its own: whoever waits for a child to read must not take the threads that answer questions.
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="asyncio_reader")

    async def ask(self, request: dict[str, str], data: bytes, name: str) -> Reply:
        """What the child says to one document called `name`. Raises DocumentError when it says nothing."""
        async with self._lock:
            self._stay()
            try:
                return await self._ask(request, data, name)
            finally:
                self._resting = asyncio.get_running_loop().call_later(self._idle, self._retire)

    async def close(self) -> None:
        """End the child, also in the middle of a document."""
        self._stay()
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            await asyncio.shield(self._in_thread(child.reap))

    def _stay(self) -> None:
        if self._resting is not None:
            self._resting.cancel()

    def _retire(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            self._in_thread(child.reap)

    async def _ask(self, request: dict[str, str], data: bytes, name: str) -> Reply:
        try:
            child = await self._started()
            reply = await _within(self._in_thread(child.ask, request, data), self._timeout)
        except BaseException as error:
            # Also when cancelled: whatever the child is at, its next reply would be taken for another's.
            await self._drop()
            if isinstance(error, TimeoutError):
                raise self._unreadable(name, f"it took more than {self._timeout:g} s") from None
            if isinstance(error, (OSError, EOFError, ValueError)):
                raise self._unreadable(name, "the program reading it broke down") from error
            raise
        if reply.get("exhausted"):
            await self._drop()
            raise self._unreadable(name, "it took too much memory")
        return reply

    async def _started(self) -> Child:
        if self.child is None:
            self.child = child = Child(self._work, self._memory_bytes, self._timeout)
            await _within(self._in_thread(child.greet), _START_SECONDS)
        return self.child

    async def _drop(self) -> None:
        child, self.child = self.child, None
        if child is not None:
            child.kill()
            await asyncio.shield(self._in_thread(child.reap))  # also when cancelled once more

    def _in_thread(self, call: Callable[..., T], *arguments: object) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self.threads, call, *arguments)

    def _unreadable(self, name: str, why: str) -> DocumentError:
        return DocumentError(f"{name} cannot be read", why, TODO if self._work is Work.PAGES else "")


async def _within(task: asyncio.Future[Reply], seconds: float) -> Reply:
    """The result of `task`, which is left running when it takes longer: its thread cannot be stopped."""
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if not done:
        raise TimeoutError
    return task.result()


def _listing(values: Reply) -> Listing:
    entries = tuple(
        Entry(**{**entry, "categories": tuple(entry["categories"])}) for entry in values["entries"]
    )
    return Listing(**{**values, "entries": entries})
