"""How an alert looks, and the list of what a person watches for."""

import re
from collections.abc import Container, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from discord import ui

from bot.domain import Article, Hit, Watch
from bot.outbox import PostUnfit
from cogs.buttons import CONTEXT, STOP, Button
from cogs.escape import label, link, plain
from cogs.notices import AMBER, GREEN
from cogs.phrases import Says, says
from cogs.sheets import Sheet, quotation, source_line

_TEXT, _QUOTE, _FACT, _TITLE = 200, 1_500, 120, 200
_RECENT = 400  # letters of a quotation where there are several
_LISTED = 25
_MENTION = re.compile(r"<@\d{1,19}>")


def alert(payload: Mapping[str, Any], zone: tzinfo | None) -> Sheet:
    """A new sentence that somebody watches for, in that person's language. Raises PostUnfit."""
    try:
        article = Article(**payload["article"])
        text, quote, number = str(payload["text"]), str(payload["quote"]), int(payload["watch"])
        start, length = (int(one) for one in payload["span"])
        language, position = str(payload["language"]), int(payload["position"])
    except (KeyError, TypeError, ValueError) as error:
        raise PostUnfit("it is no alert") from error
    words = says(language)
    line = words.alert_answer if payload.get("asks") else words.alert_words
    sheet = Sheet(AMBER)
    ping = payload.get("ping")
    sheet.text(
        ping if isinstance(ping, str) and ping[2:-1].isdecimal() and ping == f"<@{ping[2:-1]}>" else ""
    )
    sheet.small(line.format(text=plain(text, _TEXT))).text(f"### {plain(article.title, _TITLE)}")
    sheet.text(quotation(quote, _QUOTE, start, length)).small(source_line(article, words.common, zone))
    url = link(article.url)
    opened: ui.Button[Any] | None = ui.Button(label=label(words.open_article, 80), url=url) if url else None
    # In direct messages a server's library is out of sight, and with it what stands around.
    around = Button(words.context, CONTEXT, article.id, article.revision, position)
    return sheet.row(
        opened, None if payload.get("direct") else around, Button(words.watch_stop, STOP, number)
    )


def added(watch: Watch, recent: Sequence[Hit], words: Says, zone: tzinfo | None) -> ui.LayoutView:
    """That something is watched for, and what it would have told lately."""
    line = words.watch_added_question if watch.question else words.watch_added_words
    sheet = Sheet(GREEN).text(line.format(text=plain(watch.text, _TEXT), id=watch.id))
    sheet.small(_where(watch, words))
    sheet.rule().small(words.watch_recent if recent else words.watch_recent_none)
    for one in recent:
        start, length = (one.span.start, len(one.span.text)) if one.span is not None else (0, 0)
        facts = source_line(one.article, words.common, zone)
        text = f"{quotation(one.text, _RECENT, start, length)}\n-# {facts}"
        sheet.beside(text, one.article.url, words.open_article)
    return sheet.row(Button(words.watch_stop, STOP, watch.id)).view()


def listed(watches: Sequence[Watch], closed: Container[int], words: Says) -> ui.LayoutView:
    """What a person watches for; `closed` are places that may not be written to at the moment."""
    sheet = Sheet(GREEN).text(f"### {words.watch_list}")
    if not watches:
        return sheet.text(words.watch_none).view()
    for one in watches[:_LISTED]:
        rests = f"{words.watch_rests} · " if one.paused else ""
        sheet.text(f"`{one.id}` **{plain(one.text, _FACT)}**\n-# {rests}{_where(one, words)}")
        if one.place in closed:
            sheet.small(words.watch_closed)
    return sheet.view()


def choice(watch: Watch) -> str:
    """A watch as a choice of an option."""
    return label(f"{watch.id} · {watch.text}", 100)


def _where(watch: Watch, words: Says) -> str:
    lines = [words.watch_direct if watch.direct else words.watch_here.format(place=f"<#{watch.place}>")]
    if watch.quiet_from:
        zone = plain(watch.zone or "UTC", _FACT)
        lines.append(words.watch_quiet.format(since=watch.quiet_from, until=watch.quiet_to, zone=zone))
    return " ".join(lines)
