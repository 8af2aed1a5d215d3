"""How a channel's own day looks: the card, from what was found or from the payload of a post.

Who wrote something is named by a mention, which Discord shows as the name that person has today, and which
calls nobody: a card of Warta's mentions nobody but whom an administrator has chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.domain import AskedThere, Recap, Scope, SharedLink, Spoken, Stretch
from cogs.escape import label, link, plain
from cogs.notices import GREEN, GREY
from cogs.phrases import Says
from cogs.sheets import Sheet

# A card has 40 components: three stretches of 3, 2 and 2 lines (3 components each), and 5 links side by side.
_STRETCHES, _QUOTES, _LINKS, _QUESTIONS = 3, (3, 2, 2), 5, 3
_LINE, _QUESTION, _ANSWER = 260, 120, 160
_LABEL, _COUNT = 70, 10  # letters of a link, and of how many shared it

T = TypeVar("T")


def recap_sheet(recap: Recap, says: Says, guild: int) -> Sheet:
    """A recap as a card in the making; `guild` is the server that the channel is of."""
    sheet = Sheet(GREY if recap.quiet else GREEN)
    sheet.text(f"### {says.recap_title.format(channel=f'<#{recap.channel}>')}")
    counts = {"lines": says.common.number(recap.lines), "people": says.common.number(recap.people)}
    since, until = _moment(recap.since), _moment(recap.until)
    if since and until:
        sheet.small(says.recap_counts.format(**counts, since=since, until=until))
    if recap.quiet:
        return sheet.text(says.recap_quiet)
    if recap.stretches:
        sheet.text(f"**{says.recap_talked}**")
    for stretch, most in zip(recap.stretches[:_STRETCHES], _QUOTES, strict=False):
        _stretch(sheet, stretch, most, recap.channel, says, guild)
    if recap.links:
        more = len(recap.links) - _LINKS
        rest = f" · {says.and_more.format(count=more)}" if more > 0 else ""
        sheet.rule().text(f"**{says.recap_links}**{rest}").row(*map(_link, recap.links[:_LINKS]))
    if recap.questions:
        lines = [_asked(one, says) for one in recap.questions[:_QUESTIONS]]
        if (more := len(recap.questions) - _QUESTIONS) > 0:
            lines.append(f"-# {says.and_more.format(count=more)}")
        sheet.rule().text("\n".join([f"**{says.recap_asked}**", *lines]))
    return sheet


def recap_from(scope: Scope, payload: Mapping[str, Any]) -> Recap | None:
    """The recap in the payload of a post; what is not as it should be is left out. None: of no channel."""
    if not isinstance(payload.get("channel"), int):
        return None
    values = {name: value for name, value in payload.items() if not isinstance(value, list)}
    recap = _made(Recap, values | {"scope": scope})
    if recap is None:
        return None
    stretches = [
        _made(Stretch, one | {"quotes": tuple(_all(Spoken, one.get("quotes")))})
        for one in _mappings(payload.get("stretches"))
    ]
    return Recap(
        scope,
        recap.channel,
        recap.since,
        recap.until,
        recap.lines,
        recap.people,
        tuple(_all(SharedLink, payload.get("links"))),
        tuple(_all(AskedThere, payload.get("questions"))),
        tuple(one for one in stretches if one is not None and one.quotes),
    )


def _stretch(sheet: Sheet, stretch: Stretch, most: int, channel: int, says: Says, guild: int) -> None:
    facts = says.recap_stretch.format(
        lines=stretch.lines, people=stretch.people, replies=stretch.replies, reactions=stretch.reactions
    )
    for place, one in enumerate(stretch.quotes[:most]):
        text = f"<@{one.person}>: “{plain(one.text, _LINE)}”"
        jump = f"https://discord.com/channels/{guild or '@me'}/{channel}/{one.message_id}"
        sheet.beside(f"-# {facts}\n{text}" if not place else text, jump, says.recap_jump)


def _link(shared: SharedLink) -> ui.Button[Any] | None:
    url = link(shared.url)
    if not url:
        return None
    parts = urlsplit(url)
    name = label(f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}", _LABEL)
    count = label(f" ({shared.people})", _COUNT) if shared.people > 1 else ""
    return ui.Button(style=discord.ButtonStyle.link, label=f"{name} {count}".strip(), url=url)


def _asked(asked: AskedThere, says: Says) -> str:
    answer = f"“{plain(asked.answer, _ANSWER)}”" if asked.answer else f"*{says.recap_unanswered}*"
    return f"- {plain(asked.question, _QUESTION)} → {answer}"


def _moment(instant: str) -> str:
    """An instant as everybody's own Discord tells it; "" where it is none."""
    try:
        return f"<t:{int(datetime.fromisoformat(instant).timestamp())}:f>"
    except (ValueError, OverflowError):
        return ""


def _all(kind: type[T], values: object) -> Iterator[T]:
    for value in _mappings(values):
        if (made := _made(kind, value)) is not None:
            yield made


def _mappings(values: object) -> Iterator[dict[str, Any]]:
    yield from (one for one in values if isinstance(one, dict)) if isinstance(values, list) else ()


def _made(kind: type[T], values: Mapping[str, Any]) -> T | None:
    """A noun of what JSON holds; None where something is missing or of another kind."""
    wanted = {one.name: one.type for one in fields(kind)}  # type: ignore[arg-type]
    given = {name: value for name, value in values.items() if name in wanted}
    for name, value in given.items():
        if wanted[name] in (int, str) and type(value) is not wanted[name]:
            return None
        if wanted[name] is int and not 0 <= value < 2**63:
            return None
    try:
        return kind(**given)
    except TypeError:
        return None
