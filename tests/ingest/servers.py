"""Servers on 127.0.0.1 that answer exactly the bytes a test gives them, well-behaved or not."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import FetchError
from bot.ingest.fetch import HttpFetcher

Talk = Callable[[asyncio.StreamWriter], Awaitable[None]]
Answer = bytes | Talk


def reply(
    body: bytes | str = b"", *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A complete HTTP answer; a header `Content_Length` overrides the right one."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"Content-Length": str(len(data)), "Connection": "close"}
    if kind:
        fields["Content-Type"] = kind
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def redirect(to: str, status: str = "302 Found") -> bytes:
    """A redirect to `to`."""
    return reply(status=status, Location=to)


@dataclass
class Server:
    """What is listening: its address, what it answers by path, and what it was asked."""

    port: int
    routes: dict[str, Answer]
    connections: int = 0
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.requests.append(head)
            answer = self.routes.get(head.split(" ")[1], reply("not here", status="404 Not Found"))
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(writer)
        writer.close()


@contextlib.asynccontextmanager
async def serving(routes: dict[str, Answer], host: str = "127.0.0.1") -> AsyncIterator[Server]:
    """A server of `routes` for the length of the block; what it is still saying then is cut off."""
    listening = socket.create_server((host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    server = Server(listening.getsockname()[1], routes)
    tasks: set[asyncio.Task[None]] = set()

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with contextlib.suppress(asyncio.CancelledError):
            await server.talk(reader, writer)
        writer.close()

    running = await asyncio.start_server(accepted, sock=listening)
    try:
        yield server
    finally:
        running.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def closed_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


class FakeResolver(AbstractResolver):
    """Answers names from a table; one that has several answers gives them in turn, the last for ever."""

    def __init__(self, table: dict[str, list[list[str]]]) -> None:
        self.table = table
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        answers = self.table.get(host)
        if not answers:
            raise OSError(None, "no such name")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is open."""


PAGE = "<html><body><p>Pasar ikan Muara Teduh dibuka kembali.</p></body></html>"


def only_this(address: str) -> bool:
    """The one address of this machine that tests allow."""
    return address == "127.0.0.1"


def fetcher(
    *,
    allow: Callable[[str], bool] = only_this,
    timeout_seconds: float = 5.0,
    max_bytes: int = 100_000,
    resolver: FakeResolver | None = None,
) -> HttpFetcher:
    """A fetcher that dials 127.0.0.1 and nothing else."""
    return HttpFetcher(allow=allow, timeout_seconds=timeout_seconds, max_bytes=max_bytes, resolver=resolver)


async def failure(routes: dict[str, Answer], path: str = "/", **settings: float) -> str:
    """The line that fetching `path` from a server of `routes` fails with."""
    async with serving(routes) as server, fetcher(**settings) as fetch:  # type: ignore[arg-type]
        with pytest.raises(FetchError) as caught:
            await fetch.fetch(server.url(path))
    line = str(caught.value)
    assert "\n" not in line
    return line
