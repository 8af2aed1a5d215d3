"""Hundreds of ways to ask for what must not be dialled, directly, by redirects and names: no connection."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import pytest

from bot.errors import FetchError, ForbiddenAddress
from bot.ingest.fetch import HttpFetcher
from bot.ports import PollStatus
from tests.ingest.forbidden import NAMES, hosts, of_ipv4, urls
from tests.ingest.servers import PAGE, Answer, FakeResolver, redirect, reply, serving

PUBLIC = "127.9.9.9"  # the one address that stands for the public internet here


def public(address: str) -> bool:
    return address == PUBLIC


@contextlib.asynccontextmanager
async def trap(port: int = 0, host: str = "0.0.0.0") -> AsyncIterator[tuple[int, list[str]]]:
    """A port of this machine, under all its addresses, and who connected to it."""
    caught: list[str] = []

    def connected(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        caught.append(str(writer.get_extra_info("sockname")))
        writer.write(reply(PAGE))
        writer.close()

    servers = [await asyncio.start_server(connected, host, port, family=socket.AF_INET)]
    port = servers[0].sockets[0].getsockname()[1]
    with contextlib.suppress(OSError):  # no IPv6 here
        servers.append(await asyncio.start_server(connected, "::", port, family=socket.AF_INET6))
    try:
        yield port, caught
    finally:
        for server in servers:
            server.close()


def names(**more: list[list[str]]) -> FakeResolver:
    table = {name: [list(answer) for answer in answers] for name, answers in (NAMES | more).items()}
    return FakeResolver(table)


async def refused(fetch: HttpFetcher, url: str, asked: bool = True) -> str:
    """How `url` was refused; "" if it was fetched."""
    try:
        await fetch.fetch(url, asked=asked)
    except ForbiddenAddress:
        return "forbidden"
    except FetchError:
        return "refused"
    return ""


def test_there_are_enough_of_them() -> None:
    assert len(set(urls(8080))) >= 300


async def test_nothing_forbidden_is_dialled() -> None:
    async with trap() as (port, caught), HttpFetcher(resolver=names(), timeout_seconds=5) as fetch:
        asked = urls(port)
        how = await asyncio.gather(*(refused(fetch, url) for url in asked))
        unasked = await asyncio.gather(*(refused(fetch, url, asked=False) for url in asked))
        polled = await asyncio.gather(*(fetch.poll(url) for url in asked))
        await asyncio.sleep(0.05)
    assert [url for url, fate in zip(asked, how, strict=True) if not fate] == []
    assert all(unasked)
    assert {one.status for one in polled} == {PollStatus.ERROR}
    assert {one.url for one in polled} == set(asked)
    assert caught == []


async def test_every_host_is_told_as_forbidden() -> None:
    """What the system would dial is named for what it is, not taken for a name that does not exist."""
    async with HttpFetcher(resolver=names(), timeout_seconds=5) as fetch:
        told = {host: await refused(fetch, f"http://{host}/") for host in (*hosts(), *NAMES)}
    assert {host for host, fate in told.items() if fate != "forbidden" and "%" not in host} == set()


async def test_no_redirect_leads_there() -> None:
    routes: dict[str, Answer] = {}
    resolver = names(**{"site.example": [[PUBLIC]]})
    fetcher = HttpFetcher(resolver=resolver, allow=public, timeout_seconds=5, per_host=16)
    async with trap() as (port, caught), serving(routes, host=PUBLIC) as server, fetcher as fetch:
        targets = [
            url for url in urls(port) if url.isascii() and url.isprintable() and ":" in url.partition("/")[0]
        ]
        for place, target in enumerate(targets):
            routes[f"/{place}"] = redirect(target, "301 Moved")
        pages = [server.url(f"/{place}", host=PUBLIC) for place in range(len(targets))]
        fates = await asyncio.gather(*(refused(fetch, page) for page in pages))
        polled = await asyncio.gather(*(fetch.poll(page) for page in pages))
        await asyncio.sleep(0.05)
    assert len(targets) >= 250
    assert [target for target, fate in zip(targets, fates, strict=True) if not fate] == []
    assert {one.status for one in polled} <= {PollStatus.ERROR}
    assert {one.url for one in polled} == set(pages)  # nor is it asked there next time
    assert len(server.requests) >= 2 * len(pages)
    assert caught == []


@pytest.mark.parametrize(
    "answers",
    [
        [[PUBLIC], ["127.0.0.1"]],
        [[PUBLIC], ["::1"]],
        [[PUBLIC], ["127.0.0.1", "::1"]],
        [[PUBLIC], ["::ffff:127.0.0.1"]],
        [["127.0.0.1", PUBLIC], ["127.0.0.1"]],
        [["127.0.0.1", "::1", PUBLIC], ["127.0.0.1"]],
    ],
)
async def test_no_name_that_changes_its_answer_leads_there(answers: list[list[str]]) -> None:
    """Rebinding: between two fetches, between two hops, and with both kinds in one answer."""
    routes: dict[str, Answer] = {"/": reply(PAGE), "/1": redirect("/")}
    async with serving(routes, host=PUBLIC) as server, trap(server.port, "127.0.0.1") as (_, caught):
        for first in ("/", "/1"):
            async with HttpFetcher(resolver=FakeResolver({"a.example": [*answers]}), allow=public) as fetch:
                fates = [await refused(fetch, server.url(path, "a.example")) for path in (first, "/")]
                polled = await fetch.poll(server.url("/", "a.example"))
            assert fates[-1] == "forbidden"
            assert isinstance(polled.error, ForbiddenAddress)
        await asyncio.sleep(0.05)
    assert caught == []
    assert len(server.requests) == 2


async def test_a_connection_that_is_kept_stays_where_it_was_dialled() -> None:
    """A name may turn meanwhile: what was checked is the address, and the connection cannot change that."""

    async def often(writer: asyncio.StreamWriter) -> None:
        writer.write(reply(PAGE, Connection="keep-alive"))
        await asyncio.sleep(5)

    resolver = FakeResolver({"a.example": [[PUBLIC], ["127.0.0.1"]]})
    async with serving({"/": often}, host=PUBLIC) as server, trap(server.port, "127.0.0.1") as (_, caught):
        fetcher = HttpFetcher(resolver=resolver, allow=public, timeout_seconds=0.5)
        async with fetcher as fetch:
            assert await refused(fetch, server.url("/", "a.example")) == ""
            assert await refused(fetch, server.url("/", "a.example")) == "refused"  # kept, and silent by now
            assert await refused(fetch, server.url("/", "a.example")) == "forbidden"
    assert (server.connections, caught) == (1, [])


async def test_without_the_guard_the_trap_would_be_sprung() -> None:
    """That the tests above can fail: with every address allowed, ways to loopback arrive."""
    ways = [host for address in ("127.0.0.1", "127.0.0.2") for host in of_ipv4(address)]
    async with trap() as (port, caught):
        async with HttpFetcher(allow=lambda _: True, resolver=names(), timeout_seconds=5) as fetch:
            for host in (*ways, "v4-0.example", "several.example", "localhost"):
                await refused(fetch, f"http://{host}:{port}/")
        await asyncio.sleep(0.05)
    assert {"('127.0.0.1'", "('127.0.0.2'"} <= {address.partition(",")[0] for address in caught}
    assert len(caught) >= 4
