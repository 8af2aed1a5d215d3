"""Asking for feeds again, against real servers."""

import asyncio
import gzip
import re
import time
import zlib
from functools import partial

import pytest

from bot.errors import FetchError, ForbiddenAddress
from bot.ports import Polled, PollStatus
from tests.ingest.servers import PAGE, Answer, FakeResolver, closed_port, fetcher, redirect, reply, serving

# Without the time of packing, which would be in the name of a test.
gzipped = partial(gzip.compress, mtime=0)

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kabar Muara Teduh</title>
<item><title>Pasar dibuka</title><guid>1</guid></item></channel></rss>"""
RSS = "application/rss+xml"
LAST = "Mon, 29 Jun 2026 03:00:00 GMT"


def feed(body: str | bytes = FEED, kind: str = RSS, **fields: str) -> bytes:
    return reply(body, kind=kind, **fields)


async def polled(
    routes: dict[str, Answer], path: str = "/", *, etag: str = "", last_modified: str = ""
) -> Polled:
    """How polling `path` of a server of `routes` went."""
    async with serving(routes) as server, fetcher(timeout_seconds=2) as network:
        found = await network.poll(server.url(path), etag=etag, last_modified=last_modified)
    assert (found.page is not None) == (found.status is PollStatus.OK)
    assert (found.error is None) == (found.status in {PollStatus.OK, PollStatus.NOT_MODIFIED})
    assert found.error is None or "\n" not in str(found.error)
    return found


async def test_a_feed_arrives_with_what_to_send_next_time() -> None:
    answer = feed(ETag='W/"7-a"', Last_Modified=LAST, Cache_Control="max-age=900")
    async with serving({"/": answer}) as server, fetcher() as network:
        found = await network.poll(server.url())
    assert found.page is not None
    assert found.page.body.decode() == FEED
    assert (found.status, found.url) == (PollStatus.OK, server.url())
    assert (found.etag, found.last_modified, found.max_age) == ('W/"7-a"', LAST, 900.0)
    (head,) = server.requests
    assert "If-" not in head
    assert "Cookie" not in head
    assert "User-Agent: Warta" in head
    assert re.search(r"Accept: application/atom\+xml,application/rss\+xml", head)
    assert "Accept-Encoding: gzip, deflate\r\n" in head


@pytest.mark.parametrize("etag", ['"v1"', 'W/"v1"', "unquoted", '"a, b"', ""])
@pytest.mark.parametrize("last", [LAST, "Mon, 29 Jun 26 3:00:00 WIB", ""])
async def test_what_it_said_is_sent_back_byte_for_byte(etag: str, last: str) -> None:
    async with serving({"/": reply(status="304 Not Modified")}) as server, fetcher() as network:
        found = await network.poll(server.url(), etag=etag, last_modified=last)
    (head,) = server.requests
    assert (f"\r\nIf-None-Match: {etag}\r\n" in head) == bool(etag)
    assert (f"\r\nIf-Modified-Since: {last}\r\n" in head) == bool(last)
    if etag or last:
        assert (found.status, found.etag, found.last_modified) == (PollStatus.NOT_MODIFIED, etag, last)
    else:  # unchanged since when?
        assert found.status is PollStatus.ERROR


async def test_an_unchanged_feed_may_have_a_new_tag() -> None:
    answer = reply(status="304 Not Modified", ETag='"v2"', Cache_Control="max-age=60")
    found = await polled({"/": answer}, etag='"v1"', last_modified=LAST)
    assert (found.status, found.etag, found.last_modified) == (PollStatus.NOT_MODIFIED, '"v2"', LAST)
    assert found.max_age == 60.0


@pytest.mark.parametrize("tag", ["x" * 5000, '"é"', '"a\tb"'])
async def test_tags_that_cannot_be_sent_as_they_are_are_not_kept(tag: str) -> None:
    assert (await polled({"/": feed(ETag=tag)})).etag == ""


async def test_a_kept_tag_cannot_smuggle_anything() -> None:
    async with serving({"/": feed()}) as server, fetcher() as network:
        found = await network.poll(server.url(), etag='"a"\r\nX-Smuggled: 1', last_modified="\x00")
    assert found.status is PollStatus.OK
    assert "Smuggled" not in server.requests[0]


# -- redirects -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "moves"),
    [
        (["301"], True),
        (["308"], True),
        (["301", "308", "301"], True),
        (["302"], False),
        (["303"], False),
        (["307"], False),
        (["301", "302"], False),
        (["302", "301"], False),
        ([], False),
    ],
)
async def test_only_permanent_redirects_move_a_feed(statuses: list[str], moves: bool) -> None:
    for last in (feed(), reply(status="304 Not Modified")):
        routes: dict[str, Answer] = {f"/{len(statuses)}": last}
        for place, status in enumerate(statuses):
            routes[f"/{place}"] = redirect(f"/{place + 1}", f"{status} Moved")
        async with serving(routes) as server, fetcher() as network:
            found = await network.poll(server.url("/0"), etag='"v"')
        assert found.url == server.url(f"/{len(statuses) if moves else 0}")
        assert found.status in {PollStatus.OK, PollStatus.NOT_MODIFIED}
        assert found.page is None or found.page.url == server.url(f"/{len(statuses)}")
        assert all('If-None-Match: "v"' in head for head in server.requests)


@pytest.mark.parametrize(
    "last", [reply(PAGE), reply("x", status="404 Not Found"), reply("", status="410 Gone"), b""]
)
async def test_a_feed_does_not_move_to_where_there_is_none(last: Answer) -> None:
    routes: dict[str, Answer] = {"/feed": redirect("/", "301 Moved"), "/": last}
    async with serving(routes) as server, fetcher() as network:
        assert (await network.poll(server.url("/feed"))).url == server.url("/feed")


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("/", "circle"),
        ("/b", "circle"),
        ("/0", "more than 5 times"),
        ("file:///etc/passwd", "only http"),
        ("gopher://127.0.0.1:1/", "only http"),
        ("http://[::1", "malformed"),
        ("http://a:b@127.0.0.1/", "user name"),
    ],
)
async def test_redirects_that_end_nowhere(to: str, expected: str) -> None:
    routes: dict[str, Answer] = {"/": redirect(to, "301 Moved"), "/b": redirect("/")}
    routes |= {f"/{place}": redirect(f"/{place + 1}") for place in range(20)}
    async with serving(routes) as server, fetcher() as network:
        found = await network.poll(server.url())
    assert (found.status, found.url) == (PollStatus.ERROR, server.url())
    assert re.search(expected, str(found.error))
    assert len(server.requests) <= 7


# -- refusals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("410 Gone", PollStatus.GONE),
        *((f"{code} No", PollStatus.RETRY) for code in (408, 425, 429, 503)),
        *((f"{code} No", PollStatus.BLOCKED) for code in (401, 402, 403, 406, 451)),
        *((f"{code} No", PollStatus.ERROR) for code in (400, 404, 418, 500, 502, 504, 521, 206, 300)),
    ],
)
async def test_statuses(status: str, expected: PollStatus) -> None:
    found = await polled({"/": reply("<p>no</p>", status=status, Retry_After="90")})
    assert (found.status, found.retry_after) == (expected, 90.0)
    assert "hand over" not in str(found.error)  # nobody hands over a feed


async def test_when_to_come_again() -> None:
    for value, seconds in (("soon", None), ("999999999", 7 * 86400.0), ("", None)):
        answer = reply("x", status="429 Too Many Requests", Retry_After=value)
        assert (await polled({"/": answer})).retry_after == seconds
    soon = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 500))
    found = await polled({"/": reply("x", status="503 Unavailable", Retry_After=soon)})
    assert found.retry_after is not None
    assert 300 < found.retry_after <= 500


async def test_challenges_are_told_from_what_they_stand_before() -> None:
    wall = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>"
    for status in ("200 OK", "403 Forbidden", "429 Slow", "503 Unavailable"):
        for packed in (False, True):
            body = gzipped(wall.encode()) if packed else wall.encode()
            answer = reply(body, status=status, Content_Encoding="gzip" if packed else "identity")
            found = await polled({"/": answer})
            assert found.status is PollStatus.BLOCKED
            assert "proof" in str(found.error)
    async with serving({"/": reply(wall)}) as server, fetcher() as network:
        with pytest.raises(FetchError, match="proof that a person asks"):
            await network.fetch(server.url())


async def test_a_refusal_that_never_ends_is_a_refusal_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ingest.hops._PEEK_SECONDS", 0.1)

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 429 Slow\r\nContent-Type: text/html\r\nRetry-After: 60\r\n\r\n")
        while True:
            writer.write(b"<p>")
            await writer.drain()
            await asyncio.sleep(0.01)

    found = await polled({"/": drip})
    assert (found.status, found.retry_after) == (PollStatus.RETRY, 60.0)


async def test_what_is_not_reached_is_a_value_too() -> None:
    async with fetcher(resolver=FakeResolver({"a.example": [["127.0.0.1"]]})) as network:
        for url, expected in (
            ("http://b.example/", "no site called"),
            (f"http://a.example:{closed_port()}/", "refuses the connection"),
            ("ftp://a.example/", "only http"),
            ("http://a:b@a.example/", "password"),
            ("no address", "blanks"),
        ):
            found = await network.poll(url)
            assert (found.status, found.url) == (PollStatus.ERROR, url)
            assert expected in str(found.error)
        assert isinstance((await network.poll("http://10.0.0.1/")).error, ForbiddenAddress)


# -- bodies --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        *(
            "",
            RSS,
            "application/atom+xml; charset=utf-8",
            "application/rdf+xml",
            "text/xml",
            "application/json",
        ),
        *("application/feed+json", "text/html", "text/plain", "application/octet-stream", "x/y", "nonsense"),
    ],
)
async def test_feeds_under_any_name(kind: str) -> None:
    found = await polled({"/": feed(kind=kind)})
    assert found.page is not None
    assert found.page.content_type == kind.partition(";")[0] or kind == "nonsense"


@pytest.mark.parametrize(
    "kind", ["image/png", "audio/mpeg", "video/mp4", "application/pdf", "application/zip"]
)
async def test_what_is_certainly_no_feed_is_not_read(kind: str) -> None:
    found = await polled({"/": feed(kind=kind)})
    assert found.status is PollStatus.ERROR
    assert f"it is {kind}, not a feed" in str(found.error)


@pytest.mark.parametrize(
    ("body", "encoding", "kind"),
    [
        (gzipped(FEED.encode()), "gzip", RSS),
        (zlib.compress(FEED.encode()), "deflate", RSS),
        (zlib.compress(FEED.encode())[2:-4], "deflate", RSS),
        (FEED.encode(), "gzip", RSS),
        (gzipped(FEED.encode()), "", "application/gzip"),
        (gzipped(FEED.encode()), "", "application/octet-stream"),
        (gzipped(gzipped(FEED.encode())), "gzip", "application/x-gzip"),
    ],
)
async def test_packed_feeds(body: bytes, encoding: str, kind: str) -> None:
    fields = {"Content_Encoding": encoding} if encoding else {}
    found = await polled({"/": feed(body, kind, **fields)})
    assert found.page is not None
    assert found.page.body.decode() == FEED


@pytest.mark.parametrize("body", [b"", b" \n\n", gzipped(b"")])
async def test_empty_feeds(body: bytes) -> None:
    found = await polled({"/": feed(body)})
    assert "empty" in str(found.error)


async def test_feeds_with_the_longest_headers_sites_send() -> None:
    assert (await polled({"/": feed(Content_Security_Policy="a" * 20_000)})).status is PollStatus.OK
