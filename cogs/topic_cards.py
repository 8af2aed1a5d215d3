"""How topics over time look in Discord, and what somebody said."""

from collections.abc import Sequence
from datetime import tzinfo

import discord
from discord import ui

from bot.answer.quotes import Quotes
from bot.domain import Quote, Timeline, Trend
from bot.topics.chart import bars, described
from cogs.escape import label, plain
from cogs.notices import AMBER, GREEN, GREY
from cogs.phrases import Says
from cogs.sheets import Sheet, quotation, source_line

PICTURE = "trend.png"
EVENTS, SAID = 8, 8  # on a card
_TOPIC, _QUOTE, _FACT, _OUTLETS = 100, 260, 60, 3
_ALT, _ROWS = 1_000, 31  # letters of what is told to who cannot see a picture


def timeline(found: Timeline, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """The newest events of a topic, in order."""
    topic = plain(found.topic, _TOPIC)
    if not found.events:
        return Sheet(AMBER).text(says.timeline_none.format(topic=topic)).view()
    sheet = Sheet(GREEN).text(f"### {says.timeline.format(topic=topic)}")
    shown = found.events[-EVENTS:]
    first = [f"{plain(found.first, _FACT)} ({says.timeline_first})"] if found.first else []
    cut = [f"{len(shown)}/{len(found.events)}"] if len(shown) < len(found.events) else []
    sheet.small(" · ".join(first + cut))
    for place, one in enumerate(shown):
        facts = [plain(one.article.outlet or one.article.title, _FACT)]
        if others := [plain(other.outlet, _FACT) for other in one.also_in if other.outlet][:_OUTLETS]:
            facts.append(f"{says.common.also_in}: {', '.join(others)}")
        day = plain(says.common.date(one.day, zone), _FACT)
        text = f"**{day}**\n{quotation(one.sentence.text, _QUOTE)}\n-# {' · '.join(facts)}"
        if place:
            sheet.rule()
        sheet.beside(text, one.article.url, says.open_article)
    return sheet.view()


def trend(found: Trend, says: Says, *, picture: bool) -> ui.LayoutView:
    """How much was published about a topic: as a picture, else in letters."""
    topic = plain(found.topic, _TOPIC)
    if not found.total:
        return Sheet(AMBER).text(says.trend_none.format(topic=topic)).view()
    view = ui.LayoutView(timeout=None)
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=GREEN)
    container.add_item(ui.TextDisplay(f"### {says.trend.format(topic=topic)}"))
    words = described(found, says.language)
    if picture:
        shown = discord.MediaGalleryItem(f"attachment://{PICTURE}", description=label(words, _ALT))
        container.add_item(ui.MediaGallery(shown))
    else:
        *rows, _ = bars(found, says.language, 20)
        container.add_item(ui.TextDisplay("```\n" + "\n".join(rows[-_ROWS:]) + "\n```"))
        container.add_item(ui.TextDisplay(f"-# {says.trend_letters}"))
    container.add_item(ui.TextDisplay(f"-# {plain(words, _ALT)}"))
    view.add_item(container)
    return view


def quotes(found: Quotes, says: Says, zone: tzinfo | None) -> ui.LayoutView:
    """What somebody is published to have said, the newest first."""
    who = plain(found.speaker, _TOPIC)
    if not found.found:
        sheet = Sheet(AMBER).text(says.quotes_none.format(who=who))
        names = ", ".join(plain(name, _FACT) for name in found.suggestions)
        return sheet.text(says.common.did_you_mean.format(names=names) if names else "").view()
    sheet = Sheet(GREY).text(f"### {says.quotes.format(who=who)}")
    for place, one in enumerate(_distinct(found.found)[:SAID]):
        said = one.attribution
        text = quotation(one.sentence.text, 2 * _QUOTE, said.start, said.length)
        facts = [plain(said.speaker, _FACT), source_line(one.article, says.common, zone)]
        if place:
            sheet.rule()
        sheet.beside(f"{text}\n-# {' · '.join(facts)}", one.article.url, says.open_article)
    return sheet.view()


def _distinct(found: Sequence[Quote]) -> list[Quote]:
    return list({one.sentence.text: one for one in reversed(found)}.values())[::-1]
