"""Asking for many feeds: places at a host, turns, and connections that are kept."""

import asyncio

from bot.ports import PollStatus
from tests.ingest.servers import FakeResolver, fetcher, serving
from tests.ingest.test_polling import feed


class Slow:
    """A server that notes how many ask at a time."""

    def __init__(self) -> None:
        self.now = self.most = 0

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.05)
        self.now -= 1
        writer.write(feed())


async def test_polls_and_pages_share_two_places_at_a_host() -> None:
    slow = Slow()
    table = {f"h{place}.example": [["127.0.0.1"]] for place in range(12)}
    async with serving({"/": slow}) as server, fetcher(resolver=FakeResolver(table)) as network:
        asked = [network.poll(server.url()) for _ in range(6)]
        fetched = [network.fetch(server.url()) for _ in range(2)]
        await asyncio.gather(*asked, *fetched, return_exceptions=True)
        assert slow.most == 2
        await asyncio.gather(*(network.poll(server.url(host=host)) for host in table for _ in range(2)))
        assert slow.most == 16


async def test_waiting_for_a_turn_is_not_the_sites_slowness() -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(feed())

    async with serving({"/": slowly}) as server, fetcher(timeout_seconds=0.6) as network:
        found = await asyncio.gather(*(network.poll(server.url()) for _ in range(12)))
    assert {one.status for one in found} == {PollStatus.OK}  # the last of them waited twice its time


async def test_a_connection_serves_the_next_page_of_its_host() -> None:
    connections = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while head := await reader.readuntil(b"\r\n\r\n"):
            assert b"Cookie" not in head
            writer.write(feed(Connection="keep-alive", Set_Cookie="a=1"))

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        async with fetcher() as network:
            for _ in range(5):
                assert (await network.poll(f"http://127.0.0.1:{port}/")).status is PollStatus.OK
        await asyncio.sleep(0)
    assert connections == 1


async def test_a_connection_that_was_closed_meanwhile_is_no_failure() -> None:
    async with serving({"/": feed(Connection="keep-alive")}) as server, fetcher() as network:
        for _ in range(4):
            assert (await network.poll(server.url())).status is PollStatus.OK
