"""The commands about topics over time: what was published about one, and how much."""

from argparse import Namespace
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.domain import Event, Period, Trend
from bot.errors import UsageError
from bot.phrases import phrases
from bot.terminal.records import listed_record
from bot.terminal.session import Session
from bot.text.dates import parse_date
from bot.topics.chart import bars, draw

_OTHERS = "others"
_DAY = 10  # letters of an ISO day


async def timeline(session: Session, args: Namespace) -> int:
    """Print the dated sentences about a topic; that there is none is an answer too."""
    period = _period(args.since, args.until)
    found = await session.app.topics.timeline(
        " ".join(args.topic), session.scope, period=period, limit=args.limit
    )
    screen = session.screen
    if screen.as_json:
        events = [_event(one) for one in found.events]
        screen.json({"topic": found.topic, "first": found.first, "events": events})
        return 0
    if not found.events:
        screen.line(f"Your sources say nothing about {found.topic}.", "bold yellow")
    elif found.first:
        screen.line(f"{found.first} was the first to tell.", "dim")
    says = phrases("en")
    for one in found.events:
        screen.line(f"{says.date(one.day)}  {one.sentence.text}", "")
        facts = [one.article.outlet or one.article.title]
        others = list(dict.fromkeys(other.outlet or other.title for other in one.also_in))
        facts += [f"{says.also_in}: {', '.join(others)}"] if others else []
        screen.line(f"  {' · '.join([*facts, one.article.url] if one.article.url else facts)}", "dim")
    return 0


async def trend(session: Session, args: Namespace) -> int:
    """Print how many articles told of a topic a day, or draw it."""
    found = await session.app.topics.trend(" ".join(args.topic), session.scope, days=args.days)
    screen = session.screen
    if args.out:
        await draw(found, args.out, "en")
    if screen.as_json:
        screen.json(_trend(found) | ({"written": args.out} if args.out else {}))
    elif not found.total:
        screen.line(f"Your sources say nothing about {found.topic} in these days.", "bold yellow")
    else:
        for text in bars(found, "en"):
            screen.line(text)
        if args.out:
            screen.line(f"wrote {args.out}", "dim")
    return 0


def _period(since: str | None, until: str | None) -> Period | None:
    if not since and not until:
        return None
    return Period("", _date("--since", since), _date("--until", until), None)


def _date(flag: str, text: str | None) -> date | None:
    if not text:
        return None
    if not (found := parse_date(text)):
        raise UsageError(f"{flag} {text!r} is no date", todo="write it like 2025-01-30")
    return date.fromisoformat(found[:_DAY])


def _event(one: Event) -> dict[str, Any]:
    return {
        "day": one.day,
        "quote": one.sentence.text,
        "article": listed_record(one.article),
        "also_in": [listed_record(other) for other in one.also_in],
    }


def _trend(found: Trend) -> dict[str, Any]:
    outlets = [{"outlet": name or _OTHERS, "articles": list(counts)} for name, counts in found.outlets]
    return {**{k: v for k, v in asdict(found).items() if k in ("topic", "days")}, "outlets": outlets}
