"""From an entry to the article it announces: its page, or else what the feed itself carries.

entry | fetch its page | read | title, date, outlet, author of whoever knows them best | prepare → Draft
"""

import asyncio
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import urlsplit

from bot.domain import Document, Draft, Entry, Gate, GateName
from bot.errors import DocumentError, FetchError, ForbiddenAddress, NotAnArticle, RobotsForbid
from bot.ingest.address import canonical
from bot.ingest.answers import LATER
from bot.ingest.filters import text_of
from bot.ingest.gates import FRONT_PAGE, LIST
from bot.ingest.prepare import prepare
from bot.ingest.service import Reader
from bot.ingest.twins import site_of
from bot.ports import Fetcher, Page

_INSTANT = "T"  # stands in a time of which more than the day is known


@dataclass(frozen=True, slots=True)
class Found:
    """What came of looking for an article: its draft, or why there is none; `passing`: it may work later.

    `whole` is False for what is only the feed's own words.
    """

    gates: tuple[Gate, ...]
    draft: Draft | None = None
    whole: bool = True
    passing: bool = False


class Articles:
    """Finds the articles of entries."""

    def __init__(self, fetcher: Fetcher, reader: Reader) -> None:
        self._fetcher = fetcher
        self._reader = reader

    async def find(self, entry: Entry, outlet: str, *, last_attempt: bool) -> Found:
        """The article of an entry of the feed called `outlet`; after the `last_attempt` its feed's words."""
        if not entry.link:
            gate = Gate(GateName.PAGE, False, "the entry names no page")
            if not text_of(entry).strip():
                return Found((gate, Gate(GateName.ARTICLE, False, "the entry carries no text either")))
            return await self._carried(entry, outlet, gate)
        try:
            page = await self._page(entry.link)
        except (FetchError, DocumentError) as error:
            gate = Gate(GateName.PAGE, False, _reason(error))
            if _passes(error) and not last_attempt:
                return Found((gate,), passing=True)
            return await self._carried(entry, outlet, gate)
        fetched = Gate(GateName.PAGE, True, page.url)
        try:
            document = await self._reader.read(
                page.body,
                name=page.url,
                content_type=page.content_type,
                charset=page.charset,
                url=page.url,
            )
            draft = await _draft(document, entry, outlet, page.url)
        except DocumentError as error:
            if isinstance(error, NotAnArticle) and error.gate in {LIST.name, FRONT_PAGE.name}:
                return Found((fetched, Gate(GateName.ARTICLE, False, _reason(error))))
            found = await self._carried(entry, outlet, fetched)
            return replace(found, gates=(fetched, *found.gates[1:-1], _unread(error, found)))
        return Found((fetched, Gate(GateName.ARTICLE, True, f"{len(draft.sentences)} sentences")), draft)

    async def _page(self, link: str) -> Page:
        page = await self._fetcher.fetch(link, asked=False)
        if _is_front_page(page.url) and not _is_front_page(link):
            raise DocumentError("The page is gone", "the site shows its front page instead")
        return page

    async def _carried(self, entry: Entry, outlet: str, gate: Gate) -> Found:
        """What the feed itself carries of the article."""
        document = None
        if entry.content:
            html = f"<html><head><title>{escape(entry.title)}</title></head><body><article>"
            data = f"{html}<h1>{escape(entry.title)}</h1>{entry.content}</article></body></html>".encode()
            try:
                document = await self._reader.read(
                    data, name=entry.title, content_type="text/html", charset="utf-8", url=entry.link
                )
            except DocumentError:
                document = None
        words = text_of(entry) if entry.content else entry.summary
        plain = Document("\n".join(filter(None, (" ".join(words.split()),))) or entry.title)
        try:
            draft = await _draft(document or plain, entry, outlet, entry.link)
        except DocumentError as error:
            return Found((gate, Gate(GateName.ARTICLE, False, _reason(error))))
        return Found((gate, Gate(GateName.ARTICLE, True, "what the feed itself carries")), draft, whole=False)


def _unread(error: DocumentError, found: Found) -> Gate:
    """That the page could not be read, and whether what the feed carries stands in for it."""
    if found.draft is None:
        return Gate(GateName.ARTICLE, False, _reason(error))
    return Gate(GateName.ARTICLE, True, f"what the feed itself carries, since {_reason(error)}")


async def _draft(document: Document, entry: Entry, outlet: str, fetched_from: str) -> Draft:
    return await asyncio.to_thread(lambda: prepare(_merged(document, entry, outlet, fetched_from)))


def _merged(document: Document, entry: Entry, outlet: str, fetched_from: str) -> Document:
    """What the page says and what the feed says, each where it knows better."""
    url = _address(document.url, fetched_from, entry.link)
    return replace(
        document,
        title=document.title or entry.title,
        url=url,
        # Of a page that does not say whose it is, the reader names the host; the feed has a name of its own.
        outlet=outlet if _is_host(document.outlet, url) else document.outlet,
        author=document.author or entry.author,
        published_at=_published(document.published_at, entry.published_at),
        origin=url or entry.title,
    )


def _address(stated: str, fetched_from: str, link: str) -> str:
    """Where the article is: as its page says, if that is a page of the same site."""
    for one in (stated, fetched_from):
        if one and site_of(one) == site_of(link) and not _is_front_page(one):
            return canonical(one)
    return canonical(link)


def _published(stated: str, listed: str) -> str:
    """The page's time where it knows more than the day, else the feed's."""
    if _INSTANT in stated or not listed:
        return stated
    return listed


def _is_host(outlet: str, url: str) -> bool:
    return not outlet or site_of(f"https://{outlet}") == site_of(url)


def _is_front_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _reason(error: DocumentError) -> str:
    return error.why or error.what


def _passes(error: DocumentError) -> bool:
    """Whether it may work later: what nobody can mend but the site, by itself."""
    if isinstance(error, ForbiddenAddress | RobotsForbid) or not isinstance(error, FetchError):
        return False
    return error.todo.startswith("try again") or error.todo == LATER or "404" in error.why
