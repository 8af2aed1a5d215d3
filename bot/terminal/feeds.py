"""The commands that follow feeds."""

import asyncio
import difflib
from argparse import Namespace
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from bot.domain import LOCAL, Fate, Feed, FeedState, Filter, Follow, Judged, Report, Where
from bot.errors import NotFound, WartaError
from bot.paths import expanded
from bot.terminal.feed_records import (
    follow_record,
    judged_record,
    preview_record,
    report_record,
    revision_record,
    trial_record,
)
from bot.terminal.session import Session

_MARK = {True: "✓", False: "✗"}


async def add_feed(session: Session, args: Namespace) -> int:
    """Follow a feed, show its newest entries, and take them in."""
    feeds, screen = session.app.feeds, session.screen
    wanted = _filter(args)
    preview = await feeds.preview(args.url)
    follow = await feeds.follow(LOCAL, preview.url, filter=wanted)
    if not screen.as_json:
        screen.line(f"{preview.title}  {preview.url}", "bold")
        for entry in preview.entries:
            screen.line(f"  {entry.published_at[:10] or 'undated':10}  {entry.title}")
        others = [one for one in preview.candidates if one != preview.url]
        if others:
            screen.line(f"the page names other feeds too: {', '.join(others)}", "dim")
    reports = await feeds.poll(LOCAL, follow.feed.url)
    if screen.as_json:
        screen.json(
            {
                "follow": follow_record(follow),
                "preview": preview_record(preview),
                "reports": [report_record(one) for one in reports],
            }
        )
        return _code(reports)
    screen.line(f"following it as {follow.id}")
    for one in reports:
        screen.line(_reported(one))
    return _code(reports)


async def filter_feed(session: Session, args: Namespace) -> int:
    """Choose which entries of a feed are wanted, and say how its last ones fare with that."""
    feeds, wanted = session.app.feeds, _filter(args)
    trial = await feeds.try_filter(LOCAL, args.id, wanted)
    follow = await feeds.set_filter(LOCAL, args.id, wanted)
    if session.screen.as_json:
        session.screen.json(follow_record(follow) | {"last": trial_record(trial)})
        return 0
    _changed(session, follow, "filter set")
    counts = {name: len(entries) for name, entries in trial_record(trial).items()}
    if sum(counts.values()):
        said = f"of the last {sum(counts.values())} entries {counts['wanted']} would be wanted"
        session.screen.line(f"{said}, {counts['unwanted']} not, {counts['untold']} only by their articles")
    return 0


async def list_feeds(session: Session, _: Namespace) -> int:
    """What is followed, and how it goes."""
    follows = await session.app.feeds.follows(LOCAL)
    if session.screen.as_json:
        session.screen.json([follow_record(one) for one in follows])
        return 0
    for one in follows:
        session.screen.line(f"{one.id:>4}  {one.feed.source.name}  {one.feed.url}")
        session.screen.line(f"      {standing(one, session.app.clock.now())}", "dim")
    if not follows:
        session.screen.line("Nothing is followed yet: `feed add URL` does, with any page of a site.")
    return 0


async def remove_feed(session: Session, args: Namespace) -> int:
    """Follow a feed no more."""
    return _changed(session, await session.app.feeds.unfollow(LOCAL, args.id), "removed")


async def pause_feed(session: Session, args: Namespace) -> int:
    """Leave a feed alone for now."""
    return _changed(session, await session.app.feeds.pause(LOCAL, args.id), "paused")


async def resume_feed(session: Session, args: Namespace) -> int:
    """Go on with it."""
    return _changed(session, await session.app.feeds.resume(LOCAL, args.id), "resumed")


async def test_feed(session: Session, args: Namespace) -> int:
    """What would become of the newest entries, gate by gate."""
    return _show(session, await session.app.feeds.test(LOCAL, args.id, args.limit))


async def why(session: Session, args: Namespace) -> int:
    """What became of an address, gate by gate."""
    found = await session.app.feeds.why(LOCAL, args.url)
    if not found:
        what = f"No feed has listed {args.url}" if args.url else "No feed has listed anything yet"
        raise NotFound(what, todo="`feed poll` asks the feeds again")
    return _show(session, found)


async def poll_feeds(session: Session, args: Namespace) -> int:
    """Ask all feeds now, or one; or whatever is due until a signal says to stop."""
    feeds = session.app.feeds
    if getattr(args, "forever", False):
        from bot.scheduler import running

        async with running(session.app.clock, feeds.tick):
            if not session.screen.as_json:
                session.screen.line("asking whatever is due, until Ctrl-C", "dim")
            await asyncio.Event().wait()
    url = (await feeds.one(LOCAL, args.id)).feed.url if args.id else ""
    reports = await feeds.poll(LOCAL, url)
    if session.screen.as_json:
        session.screen.json([report_record(one) for one in reports])
        return _code(reports)
    for one in reports:
        session.screen.line(_reported(one), "red" if one.error else "")
    if not reports:
        session.screen.line("There is nothing to ask: `feed list` shows what is followed.")
    return _code(reports)


async def import_feeds(session: Session, args: Namespace) -> int:
    """Follow what an OPML file lists."""
    path = expanded(args.file)
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise NotFound(f"{path} cannot be read", error.strerror or str(error)) from error
    follows = await session.app.feeds.import_opml(LOCAL, data)
    if session.screen.as_json:
        session.screen.json([follow_record(one) for one in follows])
    else:
        for one in follows:
            session.screen.line(f"{one.id:>4}  {one.feed.source.name}  {one.feed.url}")
        session.screen.line(f"{len(follows):,} imported; `feed poll` asks them now", "dim")
    return 0


async def export_feeds(session: Session, args: Namespace) -> int:
    """Write what is followed as OPML."""
    data = await session.app.feeds.export_opml(LOCAL)
    if args.file is None:
        session.screen.raw(data.decode())
        return 0
    path = expanded(args.file)
    await asyncio.to_thread(_write, path, data)
    if session.screen.as_json:
        session.screen.json({"file": str(path)})
    else:
        session.screen.line(f"written to {path}")
    return 0


async def diff_article(session: Session, args: Namespace) -> int:
    """What an outlet changed about an article, revision by revision."""
    revisions = await session.app.feeds.revisions(session.scope, args.id)
    if session.screen.as_json:
        session.screen.json([revision_record(one) for one in revisions])
        return 0
    if len(revisions) == 1:
        session.screen.line(f"Article {args.id} has not been changed since {revisions[0].added_at}.")
    for former, later in pairwise(revisions):
        session.screen.line(f"revision {later.number}, {later.added_at}", "bold")
        before, after = ([one.title, *one.text.split("\n")] for one in (former, later))
        for line in difflib.ndiff([one for one in before if one], [one for one in after if one]):
            if line.startswith(("-", "+")):
                session.screen.line(line, "red" if line.startswith("-") else "green")
    return 0


def standing(follow: Follow, now: datetime) -> str:
    """How a followed feed does, in one line."""
    feed = follow.feed
    if follow.paused:
        return "paused"
    if feed.state is FeedState.GONE:
        return f"gone: {feed.error}"
    times = "1 failure" if feed.failures == 1 else f"{feed.failures} failures in a row"
    words = f"{times}: {feed.error}" if feed.failures else "works"
    if not feed.checked_at:
        words = "not asked yet"
    return f"{words} · asked again {_in(feed, now)}{_wanted(follow.filter)}"


def _in(feed: Feed, now: datetime) -> str:
    minutes = max(
        0, round((datetime.fromisoformat(feed.next_check_at) - now.astimezone(UTC)).total_seconds() / 60)
    )
    return "now" if not minutes else f"in {minutes} min" if minutes < 120 else f"in {minutes // 60} h"


def _wanted(wanted: Filter) -> str:
    lists = (("any of", wanted.any_of), ("all of", wanted.all_of), ("none of", wanted.none_of))
    said = [f"{name} {', '.join(words)}" for name, words in lists if words]
    part = "" if wanted.where is Where.BOTH else f" in the {wanted.where.value}"
    return f" · {'; '.join(said)}{part}" if said else ""


def _filter(args: Namespace) -> Filter:
    lists = [
        tuple(filter(None, (word.strip() for word in words.split(","))))
        for words in (args.any, args.all, args.none)
    ]
    return Filter(lists[0], lists[1], lists[2], Where(args.where))


def _changed(session: Session, follow: Follow, what: str) -> int:
    if session.screen.as_json:
        session.screen.json(follow_record(follow))
    else:
        session.screen.line(f"{what}: {follow.id}  {follow.feed.source.name}  {follow.feed.url}")
    return 0


def _show(session: Session, found: list[Judged]) -> int:
    if session.screen.as_json:
        session.screen.json([judged_record(one) for one in found])
        return 0
    for one in found:
        number = f"  article {one.article_id}" if one.article_id else ""
        session.screen.line(f"{one.fate.value}{number}  {one.entry.title}", "bold")
        session.screen.line(f"  {one.entry.link}  in {one.feed_url}", "dim")
        for gate in one.gates:
            whose = f" ({gate.follow})" if gate.follow else ""
            reason = f": {gate.reason}" if gate.reason else ""
            session.screen.line(
                f"  {_MARK[gate.passed]} {gate.name}{whose}{reason}", "" if gate.passed else "yellow"
            )
    return 0


def _reported(report: Report) -> str:
    name = report.feed.source.name or report.feed.url
    if report.error:
        return f"{name}: {report.error}"
    counts: Counter[Fate] = Counter(dict(report.fates))
    said = [f"{count:,} {fate.value}" for fate, count in counts.items()]
    return f"{name}: {', '.join(said) or 'nothing new'}"


def _code(reports: list[Report]) -> int:
    return 1 if any(one.error for one in reports) else 0


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise WartaError(f"{path} cannot be written", error.strerror or str(error)) from error


Action = Callable[[Session, Namespace], Awaitable[int]]

ACTIONS: dict[str, Action] = {
    "add": add_feed,
    "filter": filter_feed,
    "list": list_feeds,
    "remove": remove_feed,
    "pause": pause_feed,
    "resume": resume_feed,
    "test": test_feed,
    "poll": poll_feeds,
    "import": import_feeds,
    "export": export_feeds,
}

OF_ARTICLES: dict[str, Action] = {"diff": diff_article}
