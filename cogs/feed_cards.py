"""How feeds look in Discord: a preview, lists, and why an entry was posted or not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

import discord
from discord import ui

from bot.complaints import retold, translated
from bot.domain import Feed, FeedState, Filter, Follow, Judged, Preview, Report, Trial, Where
from bot.feed_phrases import gate_reason
from cogs.buttons import FEED, RETRY, Button
from cogs.escape import plain
from cogs.notices import AMBER, GREEN, GREY
from cogs.phrases import Says
from cogs.phrases.posts import post_says
from cogs.sheets import Sheet

PAGE = 6  # feeds on a page of the list
OTHERS = 4  # further feeds of a page that are offered
_TITLE, _URL, _WHY, _ENTRY = 100, 150, 150, 160
_JUDGED = 6
_POLLED, _SHOWN = 10, 3  # feeds that were asked, and entries that a filter wants or not


@dataclass(frozen=True, slots=True)
class Wish:
    """A feed somebody is about to follow, and how."""

    preview: Preview
    place: int
    post: bool
    ping: str
    filter: Filter


def title_of(follow: Follow) -> str:
    """What a followed feed is called, escaped."""
    return plain(follow.feed.source.name or follow.feed.url, 200)


def preview(wish: Wish, key: str, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """What a feed lists, before anybody follows it."""
    found = wish.preview
    sheet = Sheet(GREY).small(says.feed_preview).text(f"### {plain(found.title or found.url, _TITLE)}")
    sheet.small(plain(found.url, _URL))
    if found.entries:
        lines = [
            f"- {plain(one.title, _ENTRY)} · {says.common.date(one.published_at, zone)}"
            for one in found.entries[:5]
        ]
        sheet.small(says.feed_newest.format(count=says.common.number(found.total))).text("\n".join(lines))
    else:
        sheet.text(says.feed_empty)
    to = says.feed_posts_to.format(place=f"<#{wish.place}>") if wish.post else says.feed_indexed_only
    sheet.rule().text(to)
    if wanted := filter_line(wish.filter, says):
        sheet.text(says.feed_wanted.format(words=wanted))
    if wish.ping:
        sheet.text(says.feed_calls.format(whom=wish.ping))
    others = [(place, url) for place, url in enumerate(found.candidates) if url != found.url][:OTHERS]
    if others:
        sheet.small(says.feed_others)
        sheet.row(*(Button(url.partition("://")[2], FEED, "other", key, place) for place, url in others))
    return sheet.row(
        Button(says.feed_follow, FEED, "yes", key, style=discord.ButtonStyle.success),
        Button(says.feed_cancel, FEED, "no", key),
    ).view()


def filter_line(wanted: Filter, says: Says) -> str:
    """What a filter asks for, in a line; "" where it asks for nothing."""
    lists = (
        (says.wanted_any, wanted.any_of),
        (says.wanted_all, wanted.all_of),
        (says.wanted_none, wanted.none_of),
    )
    said = "; ".join(line.format(words=", ".join(words)) for line, words in lists if words)
    part = {Where.TITLE: says.wanted_title, Where.TEXT: says.wanted_text}.get(wanted.where, "")
    return plain(said, 200) + (f" ({part})" if said and part else "")


def listed(follows: Sequence[Follow], number: int, says: Says, now: datetime) -> ui.LayoutView:
    """A page of what a server follows."""
    sheet = Sheet(GREEN).text(f"### {says.feeds}")
    if not follows:
        return sheet.text(says.feeds_none).view()
    pages = -(-len(follows) // PAGE)
    number = max(1, min(number, pages))
    for one in follows[(number - 1) * PAGE : number * PAGE]:
        to = f" → <#{one.place}>" if one.post and one.place else ""
        name = plain(one.feed.source.name or one.feed.url, _TITLE)
        sheet.text(f"`{one.id}` **{name}**{to}\n-# {standing(one, says, now)}")
    if pages > 1:
        sheet.small(says.page.format(number=number, pages=pages))
        sheet.row(
            Button("◀", FEED, "back", number - 1, disabled=number <= 1),
            Button("▶", FEED, "on", number + 1, disabled=number >= pages),
        )
    return sheet.view()


def standing(follow: Follow, says: Says, now: datetime) -> str:
    """How a followed feed does, in a line."""
    feed, parts = follow.feed, []
    if follow.paused:
        parts.append(says.feed_paused)
    elif feed.state is FeedState.GONE or feed.failures:
        parts.append(trouble(feed, says))
    else:
        parts.append(says.feed_works if feed.checked_at else says.feed_unasked)
    if feed.succeeded_at:
        parts.append(says.feed_succeeded.format(when=_moment(feed.succeeded_at)))
    if feed.next_check_at and feed.state is FeedState.ACTIVE and not follow.paused:
        upcoming = max(feed.next_check_at, now.isoformat(timespec="seconds"))
        parts.append(says.feed_next.format(when=_moment(upcoming)))
    if wanted := filter_line(follow.filter, says):
        parts.append(wanted)
    return " · ".join(parts)


def trouble(feed: Feed, says: Says) -> str:
    """Why a feed cannot be read."""
    why = plain(retold(feed.error, says.language), _WHY)
    if feed.state is FeedState.GONE:
        return says.feed_is_gone.format(why=why)
    return says.feed_fails.format(count=feed.failures, why=why)


def _moment(instant: str) -> str:
    """An instant as everybody's own Discord tells it: "5 minutes ago"."""
    try:
        return f"<t:{int(datetime.fromisoformat(instant).timestamp())}:R>"
    except (ValueError, OverflowError):
        return "…"


def add_failing(sheet: Sheet, feeds: Sequence[Feed], says: Says) -> Sheet:
    """Add the feeds that cannot be read, each with a button to try again."""
    for feed in [one for one in feeds if one.failures or one.state is FeedState.GONE][:3]:
        sheet.rule().text(f"**{plain(feed.source.name or feed.url, _TITLE)}** {trouble(feed, says)}")
        sheet.row(Button(post_says(says.language).retry, RETRY, feed.source.id))
    return sheet


def judged(found: Sequence[Judged], says: Says) -> ui.LayoutView:
    """What became of entries, or would, gate by gate."""
    if not found:
        return Sheet(AMBER).text(says.why_nothing).view()
    sheet = Sheet(GREY)
    for place, one in enumerate(found[:_JUDGED]):
        if place:
            sheet.rule()
        lines = [f"**{says.fates[one.fate]}** {plain(one.entry.title or one.entry.link, _ENTRY)}"]
        for gate in one.gates:
            name = next((word for known, word in says.gates.items() if known == gate.name), gate.name)
            why = translated(gate_reason(gate, says.language), says.language)
            reason = f": {plain(why, 120)}" if why else ""
            lines.append(f"-# {'✓' if gate.passed else '✗'} {name}{reason}")
        sheet.text("\n".join(lines))
    if len(found) > _JUDGED:
        sheet.small(says.and_more.format(count=len(found) - _JUDGED))
    return sheet.view()


def polled(reports: Sequence[Report], busy: int, waits: Sequence[float], says: Says) -> ui.LayoutView:
    """What came of asking feeds; `busy` are being asked already, `waits`: seconds until others may be."""
    failing = [one for one in reports if one.error]
    sheet = Sheet(AMBER if failing or not reports else GREEN)
    for one in [*failing, *(one for one in reports if not one.error)][:_POLLED]:
        if one.error:
            said = plain(retold(one.error, says.language), _WHY)
        else:
            counts = ", ".join(
                f"{says.fates[fate]}: {says.common.number(count)}" for fate, count in one.fates
            )
            said = counts or says.feed_no_news
        sheet.text(f"**{plain(one.feed.source.name or one.feed.url, _TITLE)}** {said}")
    if len(reports) > _POLLED:
        sheet.small(says.and_more.format(count=len(reports) - _POLLED))
    if busy:
        sheet.small(says.feed_busy.format(count=busy))
    if waits:
        sheet.small(says.feed_asked_before.format(count=len(waits), seconds=math.ceil(max(waits))))
    return sheet.view()


def tried(follow: Follow, trial: Trial, says: Says) -> ui.LayoutView:
    """That a feed has another filter, and how its last entries fare with it."""
    wanted, refused = trial.wanted, trial.unwanted
    line = filter_line(follow.filter, says)
    total = len(wanted) + len(refused) + len(trial.untold)
    sheet = Sheet(AMBER if total and not wanted and not trial.untold else GREEN).text(
        f"**{title_of(follow)}**"
    )
    sheet.text(says.feed_wanted.format(words=line) if line else says.feed_all_wanted)
    if not total:
        return sheet.small(says.feed_untried).view()
    counted = {"total": total, "wanted": len(wanted), "unwanted": len(refused)}
    sheet.rule().text(says.feed_tried.format(**counted))
    if trial.untold:
        sheet.small(says.feed_untold.format(count=len(trial.untold)))
    for mark, some in (("✓", wanted), ("✗", refused)):
        for one in some[:_SHOWN]:
            sheet.small(f"{mark} {plain(one.title or one.link, _ENTRY)}")
    return sheet.view()
