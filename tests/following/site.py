"""A small outlet of Muara Teduh on 127.0.0.1, whose feed and pages a test changes as it likes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from bot.domain import Document, Listing
from bot.ingest.feed import parse_feed
from bot.ingest.read import read_document
from tests.clock import NOON
from tests.ingest.servers import Server, reply

FEED = "/feed.xml"
TYPE = "application/rss+xml"


class Reading:
    """The reader without its processes, which cost more to start than these tests take."""

    async def read(
        self, data: bytes, *, name: str, content_type: str = "", charset: str = "", url: str = ""
    ) -> Document:
        return await asyncio.to_thread(
            read_document, data, name=name, content_type=content_type, charset=charset, url=url
        )

    async def read_feed(
        self, data: bytes, *, url: str, content_type: str = "", charset: str = "", now: datetime | None = None
    ) -> Listing:
        return await asyncio.to_thread(
            parse_feed, data, url=url, content_type=content_type, charset=charset, now=now or NOON
        )


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the feed, and the page it leads to; `hours` before noon it was published."""

    number: int
    hours: float = 1.0
    title: str = ""
    guid: str = ""
    path: str = ""
    more: str = ""

    @property
    def headline(self) -> str:
        return self.title or f"Kapal nomor {self.number} kembali berlayar dari Muara Teduh"

    @property
    def address(self) -> str:
        return self.path or f"/kabar/{self.number}"

    def sentences(self) -> list[str]:
        """What its page says, other words for each number."""
        return [
            f"Kapal nomor {self.number} membawa {self.number * 7 + 11} penumpang ke Pulau Cirandu tadi pagi.",
            f"Petugas pos{self.number}x memeriksa tiket sebelum pintu dermaga ditutup rapat.",
            f"Gelombang setinggi {self.number + 1} meter tidak menghalangi nakhoda kapal{self.number}x.",
            *([self.more] if self.more else []),
        ]

    def xml(self, base: str) -> str:
        when = format_datetime(NOON - timedelta(hours=self.hours))
        return (
            f"<item><title>{escape(self.headline)}</title><link>{base}{self.address}</link>"
            f"<guid isPermaLink='false'>{self.guid or self.number}</guid><pubDate>{when}</pubDate>"
            f"<description>Ringkasan tentang kapal nomor {self.number} dan penumpangnya hari ini."
            f"{' ' + self.more if self.more else ''}</description></item>"
        )

    def html(self) -> str:
        body = "".join(f"<p>{escape(one)}</p>" for one in self.sentences())
        title = escape(self.headline)
        page = f"<body><article><h1>{title}</h1>{body}</article></body>"
        return f"<html><head><title>{title}</title></head>{page}</html>"


@dataclass
class Site:
    """The outlet: `publish` puts items into its feed, the newest first, and their pages on the server."""

    server: Server
    path: str = FEED
    title: str = "Kabar Teduh"
    items: list[Item] = field(default_factory=list)

    @property
    def base(self) -> str:
        return self.server.url("").rstrip("/")

    @property
    def url(self) -> str:
        return self.server.url(self.path)

    def publish(self, items: Iterable[Item], *, pages: bool = True) -> None:
        """List exactly these items."""
        self.items = list(items)
        listed = "".join(one.xml(self.base) for one in self.items)
        feed = f"<rss version='2.0'><channel><title>{self.title}</title>{listed}</channel></rss>"
        self.server.routes[self.path] = reply(feed, kind=TYPE)
        for one in self.items if pages else ():
            self.server.routes[one.address] = reply(one.html())

    def revise(self, number: int, **changes: str) -> None:
        """Publish one of them again, changed."""
        self.publish(replace(one, **changes) if one.number == number else one for one in self.items)  # type: ignore[arg-type]

    def fails(self, status: str = "500 Internal Server Error") -> None:
        """Answer with an error from now on."""
        self.server.routes[self.path] = reply("", status=status)

    def asked_for(self, path: str) -> int:
        """How often somebody asked for a path."""
        return sum(one.split(" ")[1] == path for one in self.server.requests)


def items(*numbers: int) -> list[Item]:
    """Items, an hour apart: the higher the number, the newer."""
    top = max(numbers, default=0)
    return [Item(number, hours=1.0 + top - number) for number in sorted(numbers, reverse=True)]
