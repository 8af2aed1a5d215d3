import asyncio
from collections.abc import Mapping

import pytest

from bot.errors import FetchError, ForbiddenAddress, RobotsForbid
from bot.ingest.hops import Arrived
from bot.ingest.robots import Robots, _ours
from tests.ingest.servers import PAGE, Answer, FakeResolver, fetcher, redirect, reply, serving
from tests.timing import within

RULES = """
User-agent: *
Disallow: /cari
Disallow: /*?cetak=
Allow: /cari/umum
Disallow: /arsip/*.pdf$
Crawl-delay: 2

User-agent: Lain
Disallow: /
"""


class Site:
    """A robots.txt, and how often it was asked for."""

    def __init__(self, text: str | FetchError = "", status: int = 200) -> None:
        self.text = text
        self.status = status
        self.asked: list[str] = []

    async def get(self, url: str) -> Arrived:
        self.asked.append(url)
        await asyncio.sleep(0)
        if isinstance(self.text, FetchError):
            raise self.text
        return Arrived(url, False, self.status, {}, "text/plain", "", self.text.encode())


async def allowed(robots: Robots, url: str) -> bool:
    try:
        await robots.delay(url)
    except RobotsForbid:
        return False
    return True


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", True),
        ("/cari", False),
        ("/cari/khusus", False),
        ("/cari/umum", True),
        ("/berita/1?cetak=1", False),
        ("/berita/1?halaman=2", True),
        ("/arsip/1.pdf", False),
        ("/arsip/1.pdf?a", True),
    ],
)
async def test_the_longest_rule_that_fits_counts(path: str, expected: bool) -> None:
    assert await allowed(Robots(Site(RULES).get), f"https://a.example{path}") is expected


async def test_rules_for_warta_come_before_those_for_all() -> None:
    site = Site(
        "User-agent: *\nDisallow: /\n\nUser-Agent: Lain\nUser-agent: WARTA/1.0\nDisallow: /x\nCrawl-delay: 99"
    )
    robots = Robots(site.get)
    assert await allowed(robots, "https://a.example/a")
    assert not await allowed(robots, "https://a.example/x")
    assert await robots.delay("https://a.example/a") == 30.0
    mine = Robots(Site("User-agent: Wartawan\nDisallow: /").get)
    assert await allowed(mine, "https://a.example/a")


async def test_the_line_says_who_forbids_it() -> None:
    with pytest.raises(RobotsForbid, match=r"a\.example/cari is not fetched: the site asks programs not to"):
        await Robots(Site(RULES).get).delay("https://a.example/cari")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((status, True) for status in (204, 400, 401, 403, 404, 410)),
        *((status, False) for status in (200, 304, 500, 502, 503)),
    ],
)
async def test_what_a_status_means(status: int, expected: bool) -> None:
    site = Site("User-agent: *\nDisallow: /" if status != 204 else "", status)
    assert await allowed(Robots(site.get), "https://a.example/") is expected


async def test_who_cannot_be_reached_is_left_alone_for_a_while() -> None:
    time = [0.0]
    site = Site(FetchError("robots.txt cannot be fetched", "nobody answers"))
    robots = Robots(site.get, clock=lambda: time[0])
    with pytest.raises(RobotsForbid, match=r"robots\.txt cannot be had \(nobody answers\)"):
        await robots.delay("https://a.example/")
    site.text = ""
    assert not await allowed(robots, "https://a.example/")
    time[0] = 3600.0
    assert await allowed(robots, "https://a.example/")
    assert len(site.asked) == 2


async def test_a_file_counts_for_a_day_and_for_its_own_site() -> None:
    time = [0.0]
    site = Site(RULES)
    robots = Robots(site.get, clock=lambda: time[0])
    for url in (
        "https://a.example/1",
        "https://a.example/2",
        "http://a.example/1",
        "https://a.example:8443/",
    ):
        assert await robots.delay(url) == 2.0
    assert site.asked == [
        f"{o}/robots.txt" for o in ("https://a.example", "http://a.example", "https://a.example:8443")
    ]
    time[0] = 86_399.0
    await robots.delay("https://a.example/3")
    assert len(site.asked) == 3
    time[0] = 86_401.0
    await robots.delay("https://a.example/3")
    assert len(site.asked) == 4


async def test_pages_asked_for_at_once_share_one_file() -> None:
    site = Site(RULES)
    robots = Robots(site.get)
    await asyncio.gather(*(robots.delay(f"https://a.example/{page}") for page in range(20)))
    assert len(site.asked) == 1


async def test_what_is_remembered_is_bounded() -> None:
    site = Site(RULES)
    few = Robots(site.get, hosts=3)
    for place in (0, 1, 2, 0, 3, 0, 1):
        await few.delay(f"https://h{place}.example/")
    assert [url.partition(".")[0][8:] for url in site.asked] == ["h0", "h1", "h2", "h3", "h1"]
    small = Robots(site.get, size=3 * len(RULES))
    for place in range(10):
        await small.delay(f"https://h{place}.example/")
    assert len(small._known) <= 3
    assert small._size == sum(rules.size for rules in small._known.values())


async def test_a_file_made_to_be_slow_is_not() -> None:
    names = "".join(f"User-agent: p{place}\n" for place in range(20_000))
    text = names + "".join(f"Disallow: /*{place}*a\n" for place in range(10_000))
    robots = Robots(Site(text).get)
    with within(10):
        assert await allowed(robots, "https://a.example/" + "ab" * 1500)
    assert _ours("USER AGENT : x # *\n user-agent:*\nuseragent warta\nAllow: /") == (
        "User-agent: -\nUser-agent: *\nUser-agent: warta\nAllow: /"
    )


# -- over the network ----------------------------------------------------------------------------------------


def paths(requests: list[str]) -> list[str]:
    return [head.split(" ")[1] for head in requests]


async def test_only_pages_nobody_asked_for_are_held_back() -> None:
    routes: dict[str, Answer] = {"/robots.txt": reply(RULES, kind="text/plain"), "/cari": reply(PAGE)}
    async with serving(routes) as server, fetcher() as fetch:
        assert (await fetch.fetch(server.url("/cari"))).body
        with pytest.raises(RobotsForbid):
            await fetch.fetch(server.url("/cari"), asked=False)
    assert paths(server.requests) == ["/cari", "/robots.txt"]


async def test_robots_of_every_hop_are_asked() -> None:
    routes: dict[str, Answer] = {"/1": redirect("/cari"), "/cari": reply(PAGE)}
    routes["/robots.txt"] = reply(RULES.replace("Crawl-delay: 2", ""), kind="text/plain")
    async with serving(routes) as server, fetcher() as fetch:
        with pytest.raises(RobotsForbid):
            await fetch.fetch(server.url("/1"), asked=False)
    assert paths(server.requests) == ["/robots.txt", "/1"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply("User-agent: *\nDisallow: /", kind=""), False),
        (reply("\ufeffUser-agent: *\nDisallow: /", kind="text/html"), False),
        (redirect("/other", "301 Moved"), False),
        (redirect("/robots.txt"), False),  # a circle says nothing plainly
        (reply("", status="503 Unavailable"), False),
        (reply(""), True),
        (reply("not here", status="404 Not Found"), True),
        (b"", False),
    ],
)
async def test_robots_as_sites_serve_them(answer: Answer, expected: bool) -> None:
    routes: dict[str, Answer] = {"/robots.txt": answer, "/": reply(PAGE)}
    routes["/other"] = reply("User-agent: Warta\nDisallow: /")
    async with serving(routes) as server, fetcher() as fetch:
        if expected:
            assert (await fetch.fetch(server.url(), asked=False)).body
        else:
            with pytest.raises(RobotsForbid):
                await fetch.fetch(server.url(), asked=False)


async def test_robots_are_fetched_past_the_guard() -> None:
    async with serving({"/": reply(PAGE)}, host="0.0.0.0") as server:
        table: Mapping[str, list[list[str]]] = {"a.example": [["127.0.0.2"], ["127.0.0.1"]]}
        async with fetcher(resolver=FakeResolver(dict(table))) as fetch:
            with pytest.raises(ForbiddenAddress):
                await fetch.fetch(server.url(host="a.example"), asked=False)
    assert server.connections == 0


async def test_pages_of_a_site_keep_the_distance_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(round(seconds))

    monkeypatch.setattr("bot.ingest.turns.asyncio.sleep", sleep)
    routes: dict[str, Answer] = {"/robots.txt": reply("User-agent: *\nCrawl-delay: 20"), "/": reply(PAGE)}
    async with serving(routes) as server, fetcher() as fetch:
        for _ in range(3):
            await fetch.fetch(server.url(), asked=False)
        await fetch.fetch(server.url())
    assert [pause for pause in pauses if pause > 1] == [20, 40]
