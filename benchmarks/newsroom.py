"""An invented world of outlets: who publishes what and when, and how their feeds look at any moment.

The same seed gives the same world. A feed lists its newest articles, as feeds do: sometimes in another order,
for an hour cut short, with other dates, other ids or tracking parameters behind its addresses. An article is
the same article all the while; which one it is stands in its address.
"""

import html
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from benchmarks.corpus import Corpus

FORMATS = ("rss", "atom", "json", "rdf")
LISTED = 20  # entries of a feed
_HOURS = (2.0, 80.0)  # between two articles of an outlet, in the mean: from a daily to a monthly
_SENTENCES = 12
_CUT = 5  # entries of a feed that is cut short


@dataclass(frozen=True)
class Published:
    """An article of the world, with its address on the outlet's site."""

    path: str
    title: str
    paragraphs: tuple[str, ...]
    language: str
    at: datetime


@dataclass
class Outlet:
    """A site with one feed."""

    number: int
    host: str
    format: str
    articles: list[Published] = field(default_factory=list)

    def listed(self, now: datetime) -> list[Published]:
        """The newest articles at a moment, the newest first."""
        return [one for one in self.articles if one.at <= now][-LISTED:][::-1]


class World:
    """Outlets and all that they publish in so many days."""

    def __init__(self, outlets: int, begin: datetime, days: float, *, before: int = LISTED, seed: int = 1):
        """`before` articles of each outlet are older than `begin`."""
        draw = random.Random(seed)
        corpus = Corpus(seed)
        self.outlets = []
        for number in range(outlets):
            outlet = Outlet(number, f"outlet{number}.example", FORMATS[number % len(FORMATS)])
            hours = _HOURS[0] * (_HOURS[1] / _HOURS[0]) ** draw.random()
            times = [begin - timedelta(hours=hours * (place + draw.random())) for place in range(before)][
                ::-1
            ]
            at = begin + timedelta(hours=draw.expovariate(1 / hours))
            while at < begin + timedelta(days=days):
                times.append(at)
                at += timedelta(hours=max(0.05, draw.expovariate(1 / hours)))
            texts = corpus.articles(len(times), sentences=_SENTENCES)
            for place, (when, document) in enumerate(zip(times, texts, strict=True)):
                title, *sentences = document.text.split("\n")
                path = f"/{when:%Y/%m/%d}/{number}-{place}"
                paragraphs = tuple(
                    " ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)
                )
                outlet.articles.append(
                    Published(path, title, paragraphs, document.language, when.replace(microsecond=0))
                )
            self.outlets.append(outlet)

    def published(self, now: datetime) -> int:
        """How many articles there are at a moment."""
        return sum(1 for outlet in self.outlets for one in outlet.articles if one.at <= now)


@dataclass(frozen=True)
class Twist:
    """What is odd about a feed for an hour."""

    shuffled: bool = False
    cut: bool = False
    redated: bool = False
    renamed: bool = False  # other ids
    tracked: bool = False  # parameters behind the addresses


def twist_of(outlet: Outlet, now: datetime, seed: int = 1) -> Twist:
    """The oddity of a feed in the hour of `now`; in most hours none."""
    draw = random.Random(f"{seed} {outlet.number} {now:%Y%m%d%H}")
    return Twist(*(draw.random() < 0.08 for _ in range(5)))


def listing_of(outlet: Outlet, now: datetime, twist: Twist = Twist()) -> list[Published]:
    """What a feed lists at a moment."""
    listed = outlet.listed(now)
    if twist.cut:
        listed = listed[:_CUT]
    if twist.shuffled:
        random.Random(now.hour).shuffle(listed)
    return listed


def feed_of(outlet: Outlet, site: str, now: datetime, twist: Twist = Twist()) -> tuple[str, str]:
    """A feed's content type and text, on a site at an address such as http://outlet1.example:8080."""
    entries = []
    for one in listing_of(outlet, now, twist):
        link = f"{site}{one.path}" + ("?utm_source=feed&utm_medium=rss" if twist.tracked else "")
        identity = f"{site}{one.path}" + (f"#{now:%Y%m%d%H}" if twist.renamed else "")
        at = one.at + timedelta(hours=3) if twist.redated else one.at
        entries.append((one, link, identity, min(at, now)))
    return _WRITERS[outlet.format](outlet, site, entries)


_Entries = Sequence[tuple[Published, str, str, datetime]]


def _rss(outlet: Outlet, site: str, entries: _Entries) -> tuple[str, str]:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{escape(link)}</link>"
        f'<guid isPermaLink="false">{escape(identity)}</guid><pubDate>{format_datetime(at)}</pubDate>'
        f"<description>{escape(one.paragraphs[0])}</description></item>"
        for one, link, identity, at in entries
    )
    head = f"<title>Outlet {outlet.number}</title><link>{site}/</link><description>News</description>"
    return (
        "application/rss+xml",
        f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>',
    )


def _atom(outlet: Outlet, site: str, entries: _Entries) -> tuple[str, str]:
    items = "".join(
        f"<entry><title>{escape(one.title)}</title><link href={_quoted(link)}/><id>{escape(identity)}</id>"
        f"<published>{one.at.isoformat()}</published><updated>{at.isoformat()}</updated>"
        f"<summary>{escape(one.paragraphs[0])}</summary></entry>"
        for one, link, identity, at in entries
    )
    head = f"<title>Outlet {outlet.number}</title><link href={_quoted(site + '/')}/><id>{site}/</id>"
    return (
        "application/atom+xml",
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{head}{items}</feed>',
    )


def _json(outlet: Outlet, site: str, entries: _Entries) -> tuple[str, str]:
    items = [
        {
            "id": identity,
            "url": link,
            "title": one.title,
            "summary": one.paragraphs[0],
            "date_published": at.isoformat(),
        }
        for one, link, identity, at in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"Outlet {outlet.number}",
        "home_page_url": f"{site}/",
        "items": items,
    }
    return "application/feed+json", json.dumps(feed)


def _rdf(outlet: Outlet, site: str, entries: _Entries) -> tuple[str, str]:
    items = "".join(
        f"<item rdf:about={_quoted(identity)}><title>{escape(one.title)}</title><link>{escape(link)}</link>"
        f"<dc:date>{at.isoformat()}</dc:date><description>{escape(one.paragraphs[0])}</description></item>"
        for one, link, identity, at in entries
    )
    names = (
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    named = f"<title>Outlet {outlet.number}</title><link>{site}/</link>"
    channel = f"<channel rdf:about={_quoted(site)}>{named}</channel>"
    return "application/rdf+xml", f'<?xml version="1.0"?><rdf:RDF {names}>{channel}{items}</rdf:RDF>'


def _quoted(value: str) -> str:
    return f'"{html.escape(value)}"'


_WRITERS = {"rss": _rss, "atom": _atom, "json": _json, "rdf": _rdf}


def page_of(outlet: Outlet, article: Published) -> str:
    """The page of an article, with what surrounds it on a site."""
    declared = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": article.at.isoformat(),
            "publisher": {"@type": "Organization", "name": f"Outlet {outlet.number}"},
        }
    )
    text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in article.paragraphs)
    menu = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("home", "sport", "economy"))
    return (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(article.title)} - Outlet {outlet.number}</title>"
        f'<script type="application/ld+json">{declared}</script>'
        f'<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
        f"<body><nav><ul>{menu}</ul></nav><main><article><h1>{html.escape(article.title)}</h1>{text}</article>"
        "</main><footer><p>All rights reserved.</p></footer></body></html>"
    )


def front_page_of(outlet: Outlet) -> str:
    """The site's front page, where its feed can be discovered."""
    return (
        f"<!doctype html><html><head><title>Outlet {outlet.number}</title>"
        f'<link rel="alternate" type="application/rss+xml" title="News" href="/feed"></head>'
        f"<body><h1>Outlet {outlet.number}</h1></body></html>"
    )
