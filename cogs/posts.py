"""How posts look that nobody asked for, each kind in its own way, and how a server's posts stand.

What a post is about stands in its payload as plain text and ids. Whatever is missing there is left out; a
post that would be about nothing is unfit.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import discord
from discord import ui

from bot.digest.parts import part_of
from bot.domain import Article, Post, PostKind, Sentence, Standing
from bot.outbox import PostUnfit
from cogs import alert_cards, digest_cards
from cogs.buttons import RESUME, RETRY, Button
from cogs.escape import label, link, plain, units
from cogs.notices import AMBER, GREEN, GREY
from cogs.phrases import Says
from cogs.phrases import says as says_in
from cogs.phrases.posts import PostSays, post_says
from cogs.recap_cards import recap_from, recap_sheet
from cogs.sheets import Sheet, quotation, source_line

_TITLE, _FACT, _QUOTE, _ERROR = 300, 120, 600, 400
_NAME = 100  # letters of the name of a thread
_TWO = 350  # letters up to which a second sentence is quoted beside the first
_OUTLETS = 5
_PAUSED = 5  # places named in /status
_PING = re.compile(r"<@(?P<role>&?)!?(?P<id>\d{1,19})>")
_MARKS = 2**31 - 1  # ids of components are 32 bits


@dataclass(frozen=True, slots=True)
class Look:
    """A post as Discord takes it: the card, the name of its thread in a forum, and who is called."""

    view: ui.LayoutView
    name: str
    pings: discord.AllowedMentions


def mark_of(key: str) -> int:
    """The id of the container of a post's card, by which the post is known again in a channel.

    Discord shows nonces to nobody later; the ids of components it keeps as they were sent.
    """
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % (_MARKS - 1_000) + 1_000  # Discord's own begin with 1


def payload_of(post: Post) -> dict[str, Any]:
    """What a post is about. Raises PostUnfit."""
    try:
        payload = json.loads(post.payload)
    except ValueError as error:
        raise PostUnfit("its contents cannot be read") from error
    if not isinstance(payload, dict):
        raise PostUnfit("its contents cannot be read")
    return payload


def number(payload: dict[str, Any], name: str) -> int:
    """A number of a payload; 0 where there is none."""
    value = payload.get(name)
    return value if isinstance(value, int) and 0 <= value < 2**63 else 0


def look_of(
    post: Post,
    article: Article | None,
    sentences: Sequence[Sentence],
    says: Says,
    zone: tzinfo | None,
    guild: int,
    also: Sequence[str] = (),
) -> Look:
    """A post as a card; `guild` is the server it is posted in, `also` who else has the article.

    Raises PostUnfit where it is about nothing.
    """
    payload = payload_of(post)
    sheet, name = _sheet(post, payload, article, sentences, says, zone, guild, also)
    view = sheet.view()
    view.children[0].id = mark_of(post.key)
    return Look(view, label(name, _NAME) or "Warta", _pings(payload))


def _sheet(
    post: Post,
    payload: dict[str, Any],
    article: Article | None,
    sentences: Sequence[Sentence],
    says: Says,
    zone: tzinfo | None,
    guild: int,
    also: Sequence[str],
) -> tuple[Sheet, str]:
    """The card in the making, and what it is called."""
    words = post_says(says.language)
    match post.kind:
        case PostKind.ARTICLE:
            if article is None:
                raise PostUnfit("the article is gone")
            return _article(payload, article, sentences, says, zone, also), article.title
        case PostKind.FEED_FAILING | PostKind.FEED_RECOVERED:
            return _feed(post.kind, payload, words), _text(payload, "feed") or _text(payload, "url")
        case PostKind.CORRECTION:
            sheet = _correction(post, payload, article, says, zone, guild)
            return sheet, article.title if article is not None else words.correction
        case PostKind.RECAP:
            recap = recap_from(post.scope, payload)
            if recap is None:
                raise PostUnfit("it is of no channel")
            return recap_sheet(recap, says, guild), words.recap
        case PostKind.ALERT:
            return alert_cards.alert(payload, zone), says.alert_title
        case PostKind.DIGEST:
            return _digest(payload, zone)
        case PostKind.DIGEST_SKIPPED:
            due_at = _text(payload, "due_at")
            return digest_cards.skipped(due_at, number(payload, "missed"), says, zone), says.digest_list


def _digest(payload: dict[str, Any], zone: tzinfo | None) -> tuple[Sheet, str]:
    """A part of a digest, in the digest's language, and the name of its day."""
    try:
        one = part_of(payload)
    except ValueError as error:
        raise PostUnfit(str(error)) from error
    words = says_in(one.digest.language)
    return digest_cards.part(one, words, zone), digest_cards.name(one, words, zone)


def _article(
    payload: dict[str, Any],
    article: Article,
    sentences: Sequence[Sentence],
    says: Says,
    zone: tzinfo | None,
    also: Sequence[str],
) -> Sheet:
    sheet = Sheet(GREEN)
    if ping := _PING.fullmatch(_text(payload, "ping")):
        sheet.text(ping.group())
    sheet.text(f"### {plain(article.title, _TITLE)}").small(source_line(article, says.common, zone))
    sheet.text(_lead(sentences))
    if others := [one for one in also if one != article.outlet]:
        names = ", ".join(plain(one, _FACT) for one in others[:_OUTLETS])
        sheet.small(f"{says.common.also_in}: {names}")
    return sheet.row(_to(says.open_article, article.url))


def _feed(kind: PostKind, payload: dict[str, Any], words: PostSays) -> Sheet:
    feed = plain(_text(payload, "feed") or _text(payload, "url"), _FACT)
    if not feed:
        raise PostUnfit("it names no feed")
    opened = _to(words.open_feed, _text(payload, "url"))
    if kind is PostKind.FEED_RECOVERED:
        return Sheet(GREEN).text(words.recovered.format(feed=feed)).row(opened)
    sheet = Sheet(AMBER).text(words.failing.format(feed=feed)).text(plain(_text(payload, "error"), _ERROR))
    if count := number(payload, "failures"):
        sheet.small(words.failing_count.format(count=count))
    source = number(payload, "source_id")
    return sheet.row(Button(words.retry, RETRY, source) if source else None, opened)


def _correction(
    post: Post,
    payload: dict[str, Any],
    article: Article | None,
    says: Says,
    zone: tzinfo | None,
    guild: int,
) -> Sheet:
    words = post_says(says.language)
    was, now = _text(payload, "was"), _text(payload, "now")
    if not was:
        raise PostUnfit("it does not say what was quoted")
    sheet = Sheet(AMBER).text(f"### {words.correction}")
    sheet.small(words.was).text(quotation(was, _QUOTE))
    if now:
        sheet.small(words.now).text(quotation(now, _QUOTE))
    else:
        sheet.small(words.gone)
    if article is not None:
        sheet.small(f"{plain(article.title, _TITLE)} · {source_line(article, says.common, zone)}")
    message = number(payload, "message_id")
    place = f"https://discord.com/channels/{guild or '@me'}/{post.place}/{message}" if message else ""
    return sheet.row(
        _to(words.shown_here, place), _to(says.open_article, article.url if article is not None else "")
    )


def _lead(sentences: Sequence[Sentence]) -> str:
    """The first sentence in quotation marks, and the second where both are short."""
    body = [one.text for one in sorted(sentences, key=lambda one: one.position) if one.position][:2]
    both = " ".join(body)
    return quotation(both if units(both) <= _TWO else body[0], _QUOTE) if body else ""


def _to(words: str, url: str) -> ui.Button[Any] | None:
    safe = link(url)
    return ui.Button(label=label(words, 80), url=safe) if safe else None


def _text(payload: dict[str, Any], name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def _pings(payload: dict[str, Any]) -> discord.AllowedMentions:
    """Exactly the role or person that an administrator has chosen; else nobody."""
    found = _PING.fullmatch(_text(payload, "ping"))
    whom = [discord.Object(int(found["id"]))] if found else []
    is_role = bool(found and found["role"])
    return discord.AllowedMentions(
        everyone=False,
        users=[] if is_role else whom,
        roles=whom if is_role else [],
        replied_user=False,
    )


def add_standing(sheet: Sheet, standing: Standing, says: Says, *, manages: bool) -> Sheet:
    """Add how a server's posts stand, if there is anything to say; places to whoever may mend them."""
    words = post_says(says.language)
    if standing.waiting:
        sheet.small(words.waiting.format(count=says.common.number(standing.waiting)))
    if standing.dropped and manages:
        count = says.common.number(standing.dropped)
        sheet.small(words.dropped.format(count=count, reason=plain(standing.reason, _ERROR)))
    for one in standing.paused[:_PAUSED] if manages else ():
        sheet.rule().text(words.paused.format(place=f"<#{one.place}>", reason=plain(one.reason, _ERROR)))
        sheet.row(Button(words.resume, RESUME, one.place))
    return sheet


def paused_card(place: int, reason: str, says: Says) -> ui.LayoutView:
    """What is told to who can mend it when a place is paused."""
    words = post_says(says.language)
    line = words.paused.format(place=f"<#{place}>", reason=plain(reason, _ERROR))
    return Sheet(GREY).text(line).small(words.paused_todo).view()
