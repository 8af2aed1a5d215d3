"""When a page was published: what it declares, completed by what it shows.

A page often has a day in one place and the time in another, or a time whose zone stands only beside the time
of its last change. Only readable on lxml trees.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from bot.ingest.markup import meta, pieces, text_of
from bot.text.dates import FIRST_YEAR, LAST_YEAR, find_dates, parse_date

_TAGS = (
    *("article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date"),
    *("cxenseparse:recs:publishtime", "publish-date", "publication_date", "pubdate", "publishdate"),
    *("dc.date.issued", "dcterms.created", "dc.date", "content_publisheddate", "article.published", "date"),
)
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")
_REACH = 200  # characters of a piece of text in which its date stands


def published(tree: Any, article: dict[str, Any], url: str) -> str:
    """The moment, in ISO 8601 with the page's own offset or in UTC, or only the day; "" if it tells neither.

    `article` is the page's JSON-LD. What is declared first says which day; other places may add the time.
    """
    declared = [found for found in map(_read, _declared(tree, article)) if found]
    day = declared[0][:10] if declared else _by_htmldate(tree, url)
    for found in declared:
        if _is_instant(found) and _near(found, day):
            return found
    for found in declared:
        if "T" in found and found.startswith(day) and (zone := _zone(tree, article)):
            return f"{found}{zone}"
    return shown_instant(tree, day) or day


def shown_instant(tree: Any, day: str) -> str:
    """The UTC instant that the page shows in words for `day` ("Selasa, 4/11/2025 06:30 WIB"); "" if none."""
    for piece in pieces(tree):
        for found in find_dates(piece[:_REACH]):
            if "T" in found.iso and (not day or found.day == day[:10]):
                return found.iso
    return ""


def _declared(tree: Any, article: dict[str, Any]) -> Iterator[str]:
    yield text_of(article.get("datePublished"))
    yield meta(tree, *_TAGS)
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or ""
    for element in tree.iterfind(".//time[@datetime]"):
        if element.get("pubdate") is not None or "publish" in (element.get("class") or "").lower():
            yield element.get("datetime")
    yield text_of(article.get("dateCreated"))


def _read(value: str) -> str:
    """An instant with its offset, a local time without one, or a day; "" for anything else."""
    value = value.strip()
    with suppress(ValueError):
        moment = datetime.fromisoformat(value)
        if len(value) > len("2025-01-30") and FIRST_YEAR <= moment.year <= LAST_YEAR:
            return moment.isoformat(timespec="seconds")
    # Pages of any country are read: 5/2/2025 may be either day.
    return parse_date(value, day_first=False)


def _is_instant(found: str) -> bool:
    return "T" in found and datetime.fromisoformat(found).tzinfo is not None


def _near(found: str, day: str) -> bool:
    """Whether an instant may be of `day`: the same in its own zone, or in UTC."""
    moment = datetime.fromisoformat(found)
    return day in {found[:10], moment.astimezone(UTC).date().isoformat()}


def _zone(tree: Any, article: dict[str, Any]) -> str:
    """The offset that the page gives with another of its times: "+07:00"."""
    others = (text_of(article.get("dateModified")), meta(tree, *_CHANGED))
    for found in map(_read, others):
        if found and _is_instant(found):
            return found[-len("+07:00") :]
    return ""


def _by_htmldate(tree: Any, url: str) -> str:
    """The day as htmldate finds it, in the address or among the words of the page; "" if it is unsure."""
    from htmldate import find_date

    try:
        return find_date(tree, original_date=True, url=url or None) or ""
    except (ValueError, TypeError, AttributeError, OverflowError):
        return ""  # a page it was not written for
