"""How digests look in Discord, and the list of when they come.

Whatever a part of a digest holds fits into its card: `bot.digest.parts` has measured it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

import discord
from discord import ui

from bot.digest.calendar import Run
from bot.digest.parts import FACT, OUTLETS, QUOTE, TITLE, DigestPart
from bot.digest_phrases import digest_phrases, foreign_language, moment, period, summary
from bot.domain import (
    EVERY_DAY,
    WORKING_DAYS,
    DigestAnswer,
    DigestCorrection,
    DigestQuote,
    DigestStory,
    Schedule,
)
from cogs.buttons import ASK, Button
from cogs.escape import label, plain
from cogs.notices import AMBER, GREEN, GREY
from cogs.phrases import Says
from cogs.sheets import Sheet, quotation, source_line

_LISTED = 20  # schedules of a list, which is what a server may have
_HOUR, _MINUTE = 3_600, 60


def part(one: DigestPart, says: Says, zone: tzinfo | None) -> Sheet:
    """A part of a digest; `says` in the digest's language."""
    digest, own = one.digest, digest_phrases(one.digest.language)
    sheet = Sheet(GREEN if digest.stories or not one.first else GREY)
    if one.first:
        sheet.text(f"## {plain(name(one, says, zone), FACT)}")
        sheet.text(summary(digest, one.total))
        if one.late:
            sheet.small(says.digest_late.format(hours=_long(one.late)))
    for place, story in enumerate(digest.stories):
        if place or one.first:
            sheet.rule()
        _story(sheet, story, one, says, zone)
        sheet.row(Button(says.digest_ask, ASK, story.headline.id, place))  # an id is once in a card
    if digest.corrections:
        sheet.rule().text(f"### {own.corrected}")
        for correction in digest.corrections:
            _correction(sheet, correction, one, says, zone)
    if digest.answered:
        sheet.rule().text(f"### {own.answered}")
        for answer in digest.answered:
            _answer(sheet, answer, says, zone)
    foot = [says.digest_part.format(number=one.number, count=one.count)] if one.count > 1 else []
    if one.last:
        foot.append(plain(period(digest, zone), 2 * FACT))
    return sheet.small(" · ".join(foot))


def name(one: DigestPart, says: Says, zone: tzinfo | None) -> str:
    """What a digest is called: "Digest · 14 March 2025"."""
    return f"{digest_phrases(one.digest.language).title} · {says.common.date(one.digest.until, zone)}"


def _story(sheet: Sheet, story: DigestStory, one: DigestPart, says: Says, zone: tzinfo | None) -> None:
    own, head = digest_phrases(one.digest.language), story.headline
    foreign = foreign_language(head, one.digest.language, own)
    sheet.text(f"### {plain(head.title, TITLE)}" + (f"\n-# {plain(foreign, FACT)}" if foreign else ""))
    for quote in story.quotes:
        _quote(sheet, quote, says, zone)
    if not story.quotes:
        sheet.beside(f"-# {source_line(head, says.common, zone, FACT)}", head.url, says.open_article)
    shown = {quote.article.id for quote in story.quotes} or {head.id}
    others = list(
        dict.fromkeys(each.outlet for each in story.articles if each.id not in shown and each.outlet)
    )
    named = [plain(outlet, FACT) for outlet in others[:OUTLETS]]
    if rest := len(others) - len(named):
        named.append(own.others.format(number=rest))
    sheet.small(f"{says.common.also_in}: {', '.join(named)}" if named else "")


def _quote(sheet: Sheet, quote: DigestQuote, says: Says, zone: tzinfo | None) -> None:
    text = f"{quotation(quote.text, QUOTE)}\n-# {source_line(quote.article, says.common, zone, FACT)}"
    sheet.beside(text, quote.article.url, says.open_article)


def _correction(
    sheet: Sheet, found: DigestCorrection, one: DigestPart, says: Says, zone: tzinfo | None
) -> None:
    own = digest_phrases(one.digest.language)
    lines = [own.was.format(text=quotation(found.before, QUOTE))]
    lines.append(own.now.format(text=quotation(found.after, QUOTE)) if found.after else own.gone)
    lines.append(f"-# {source_line(found.article, says.common, zone, FACT)}")
    sheet.beside("\n".join(lines), found.article.url, says.open_article)


def _answer(sheet: Sheet, found: DigestAnswer, says: Says, zone: tzinfo | None) -> None:
    lines = [f"**{plain(found.question, TITLE)}**", quotation(found.quote.text, QUOTE)]
    lines.append(f"-# {source_line(found.quote.article, says.common, zone, FACT)}")
    sheet.beside("\n".join(lines), found.quote.article.url, says.open_article)


def skipped(due_at: str, missed: int, says: Says, zone: tzinfo | None) -> Sheet:
    """That a digest is left out."""
    when = plain(moment(due_at, says.common, zone), FACT)
    sheet = Sheet(AMBER).text(says.digest_skipped.format(when=when))
    return sheet.small(says.digest_skipped_more.format(count=missed) if missed else "")


def when(schedule: Schedule, says: Says) -> str:
    """When a digest appears: "daily 07:30, 18:00 (Asia/Jakarta)"."""
    if schedule.days == EVERY_DAY:
        days = says.digest_daily
    elif schedule.days == WORKING_DAYS:
        days = says.digest_weekdays
    else:
        days = ", ".join(says.digest_days[day] for day in schedule.days)
    times = ", ".join(f"{at:%H:%M}" for at in schedule.times)
    return f"{days} {times} ({plain(schedule.zone, FACT)})"


def place(schedule: Schedule) -> str:
    """Where it appears."""
    return f"<#{schedule.place}>" if schedule.place else "…"


def added(kept: Schedule, says: Says) -> str:
    """That a digest is scheduled; where no zone was named, that its clocks are UTC's."""
    line = says.digest_added.format(
        id=kept.id, when=when(kept, says), place=place(kept), next=upcoming(kept.next_at, says)
    )
    return f"{line}\n-# {says.digest_zone}" if kept.zone == "UTC" else line


def upcoming_of(schedules: Sequence[Schedule], says: Says) -> str:
    """Which digest comes next, in a line; "" where none does."""
    following = min((one for one in schedules if one.next_at), key=lambda one: one.next_at, default=None)
    if following is None:
        return ""
    return f"{says.digest_next}: {place(following)} {upcoming(following.next_at, says)}"


def listed(schedules: Sequence[Schedule], says: Says) -> ui.LayoutView:
    """The digests of a server, and when each comes next."""
    sheet = Sheet(GREEN).text(f"### {says.digest_list}")
    if not schedules:
        return sheet.text(says.digest_none).view()
    for one in schedules[:_LISTED]:
        facts = [says.digest_stories.format(count=one.stories)]
        facts += [says.digest_own_day] if one.own_day else []
        facts.append(says.digest_rests if one.paused else upcoming(one.next_at, says))
        line = says.digest_where.format(id=one.id, when=when(one, says), place=place(one))
        sheet.text(f"{line}\n-# {' · '.join(facts)}")
    return sheet.view()


def upcoming(instant: str, says: Says) -> str:
    """An instant as everybody's own Discord tells it, with how far off it is."""
    if not instant:
        return says.digest_never
    return _stamp(datetime.fromisoformat(instant))


def _stamp(moment_: datetime) -> str:
    seconds = int(moment_.astimezone(UTC).timestamp())
    return f"<t:{seconds}:f> (<t:{seconds}:R>)"


def runs(schedule: Schedule, found: Sequence[Run], says: Says) -> ui.LayoutView:
    """The next runs: by the clocks of the schedule, and by those of whoever reads."""
    sheet = Sheet(GREY).text(f"### {says.digest_next}").small(when(schedule, says))
    lines = [f"- {run.key} → {discord.utils.format_dt(run.instant, 'f')}" for run in found]
    return sheet.text("\n".join(lines) or says.digest_never).view()


def choice(schedule: Schedule, says: Says) -> str:
    """A schedule as a choice of an option."""
    return label(f"{schedule.id} · {when(schedule, says)}", 100)


def _long(seconds: int) -> str:
    hours, minutes = seconds // _HOUR, seconds % _HOUR // _MINUTE
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
