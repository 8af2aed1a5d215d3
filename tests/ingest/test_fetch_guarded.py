"""Nothing but public addresses is dialled, whatever a URL, a redirect or a name server says."""

import pytest

from bot.errors import ForbiddenAddress
from bot.ingest.fetch import HttpFetcher
from tests.ingest.servers import PAGE, Answer, FakeResolver, fetcher, redirect, reply, serving


@pytest.mark.parametrize("host", ["127.0.0.2", "127.1.1.1", "0.0.0.0", "[::1]", "2130706434"])
async def test_a_redirect_to_a_private_address_is_not_followed(host: str) -> None:
    routes: dict[str, Answer] = {}
    private = serving({"/": reply(PAGE)}, host="0.0.0.0")
    async with private as target, serving(routes) as server, fetcher() as fetch:
        routes["/"] = redirect(target.url(host=host))
        with pytest.raises(ForbiddenAddress):
            await fetch.fetch(server.url())
    assert target.connections == 0


SPELLINGS = [
    *(
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "127.255.255.254",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0x7f.0x0.0x0.0x1",
    ),
    *(
        "017700000001",
        "0177.0.0.1",
        "0177.1",
        "0.0.0.0",
        "0",
        "localhost",
        "LocalHost",
        "localhost.",
        "127.0.0.1.",
    ),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:7f00:0001]", "[0:0:0:0:0:ffff:7f00:1]", "①②⑦.⓪.⓪.①"),
    *("127.0.0.1.nip.example", "7f000001.nip.example", "loop.example", "six.example", "mapped.example"),
]
NAMES = {
    "127.0.0.1.nip.example": [["127.0.0.1"]],
    "7f000001.nip.example": [["127.0.0.1"]],
    "loop.example": [["127.0.0.1", "10.0.0.1", "::1"]],
    "six.example": [["::1"]],
    "mapped.example": [["::ffff:127.0.0.1"]],
}


@pytest.mark.parametrize("host", SPELLINGS)
async def test_no_spelling_of_loopback_is_dialled(host: str) -> None:
    resolver = FakeResolver({name: [list(a) for a in answers] for name, answers in NAMES.items()})
    guarded = HttpFetcher(timeout_seconds=3, resolver=resolver)
    async with serving({"/": reply(PAGE)}, host="0.0.0.0") as server, guarded as fetch:
        with pytest.raises(ForbiddenAddress, match="not on the public internet"):
            await fetch.fetch(server.url(host=host))
    assert server.connections == 0


async def test_loopback_of_ipv6_is_not_dialled() -> None:
    try:
        running = serving({"/": reply(PAGE)}, host="::1")
        server = await running.__aenter__()
    except OSError:
        pytest.skip("no IPv6 here")
    async with HttpFetcher(timeout_seconds=3) as fetch:
        for host in ("[::1]", "[0:0:0:0:0:0:0:1]"):
            with pytest.raises(ForbiddenAddress):
                await fetch.fetch(server.url(host=host))
    await running.__aexit__(None, None, None)
    assert server.connections == 0


async def test_a_name_that_turns_private_between_two_hops_is_refused() -> None:
    """DNS rebinding: the same name answers an allowed address first, a private one then."""
    async with serving({"/": redirect("/b"), "/b": reply(PAGE)}, host="0.0.0.0") as server:
        resolver = FakeResolver({"turn.example": [["127.0.0.1"], ["127.0.0.2"]]})
        async with fetcher(resolver=resolver) as fetch:
            with pytest.raises(ForbiddenAddress):
                await fetch.fetch(server.url(host="turn.example"))
    assert server.connections == 1
    assert resolver.asked == ["turn.example", "turn.example"]


async def test_every_fetch_resolves_and_checks_again() -> None:
    async with serving({"/": reply(PAGE)}, host="0.0.0.0") as server:
        resolver = FakeResolver({"turn.example": [["127.0.0.1"], ["127.0.0.2"]]})
        async with fetcher(resolver=resolver) as fetch:
            assert (await fetch.fetch(server.url(host="turn.example"))).body
            with pytest.raises(ForbiddenAddress):
                await fetch.fetch(server.url(host="turn.example"))
    assert server.connections == 1


async def test_of_several_addresses_only_allowed_ones_are_dialled() -> None:
    async with serving({"/": reply(PAGE)}, host="0.0.0.0") as server:
        resolver = FakeResolver({"both.example": [["127.0.0.2", "127.0.0.1"]]})
        async with fetcher(resolver=resolver) as fetch:
            assert (await fetch.fetch(server.url(host="both.example"))).body
    assert server.connections == 1
