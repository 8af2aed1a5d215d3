"""What a feed's reader found in it, whatever its format → a Listing.

    items | links | titles | times | repeats folded | ids

The readers (`syndication`, `json_feed`) only take documents apart; what an entry is, is decided here, once.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b
from html import unescape

from bot.domain.feeds import Entry, Listing
from bot.ingest.feed_dates import instant
from bot.ingest.feed_links import absolute, is_address, link_key, untracked
from bot.ingest.feed_text import MAX_SUMMARY, MAX_TITLE, cleaned, headline, plain, shortened, spaced

MAX_ENTRIES = 1_000
MAX_ID = 500  # characters; longer ones are hashed
_MAX_NAME = 200
_MAX_CATEGORIES = 30
_MAX_CONTENTS = 2_000_000  # characters in all; the entries behind get none, and are fetched like any other
_LONGEST_WAIT = 24 * 3600  # seconds that a feed may ask to be left alone


@dataclass(frozen=True, slots=True)
class RawItem:
    """An entry as its feed writes it: addresses may be relative, times are as written, texts are HTML.

    `literal`: the title is text even where it looks like HTML. `base` is what addresses are relative to,
    where the feed says so. `permalink`: the guid is an address of the article.
    """

    guid: str = ""
    title: str = ""
    literal: bool = False
    link: str = ""
    permalink: bool = True
    author: str = ""
    published: str = ""
    updated: str = ""
    summary: str = ""
    content: str = ""
    categories: tuple[str, ...] = ()
    base: str = ""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as it writes itself; `site_first`: relative addresses are the site's, not the feed's."""

    title: str = ""
    site: str = ""
    language: str = ""
    every: int = 0
    items: list[RawItem] = field(default_factory=list)
    site_first: bool = False


@dataclass(frozen=True, slots=True)
class _Draft:
    entry: Entry
    guid: str
    published: str  # as written: an id must not depend on when it was read
    worded: bool  # it has words of its own


def listing(feed: RawFeed, url: str, now: datetime) -> Listing:
    """The feed that was fetched from `url`. Never raises."""
    site = absolute(feed.site, url)
    bases = (site, url) if feed.site_first else (url, site)
    title = shortened(plain(feed.title), _MAX_NAME)
    language = feed.language.strip().lower().replace("_", "-")[:35]
    drafts = _folded(
        _draft(item, bases, now, day_first=language != "en-us") for item in feed.items[:MAX_ENTRIES]
    )
    every = feed.every if 0 < feed.every <= _LONGEST_WAIT else 0
    return Listing(title, site, language, tuple(_lighter(_with_ids(drafts))), every)


def _draft(item: RawItem, bases: tuple[str, ...], now: datetime, *, day_first: bool) -> _Draft:
    base = absolute(item.base, *bases)
    link = untracked(absolute(item.link, base, *bases))
    guid = spaced(item.guid)
    if not link and item.permalink and is_address(guid):
        link = untracked(absolute(guid))
    summary = shortened(plain(item.summary), MAX_SUMMARY)
    content = cleaned(item.content, link or base or bases[0])
    # Nobody writes "&amp;" in a headline and means it, but some do write "<b>".
    title = spaced(unescape(item.title)) if item.literal else plain(item.title)
    titled = bool(title)
    if not titled:
        title = headline(summary, plain(content), link=link)
    entry = Entry(
        id="",
        title=shortened(title, MAX_TITLE),
        link=link,
        author=shortened(plain(item.author), _MAX_NAME),
        published_at=instant(item.published, now, day_first=day_first)
        or instant(item.updated, now, day_first=day_first),
        updated_at=instant(item.updated, now, day_first=day_first),
        summary=summary,
        content=content,
        categories=_categories(item.categories),
    )
    return _Draft(entry, guid, item.published or item.updated, titled or bool(summary))


def _categories(terms: tuple[str, ...]) -> tuple[str, ...]:
    named = (shortened(plain(term), _MAX_NAME) for term in terms[: _MAX_CATEGORIES * 2])
    return tuple(dict.fromkeys(term for term in named if term))[:_MAX_CATEGORIES]


def _folded(drafts: Iterable[_Draft]) -> list[_Draft]:
    """Without what is listed twice: the same address or guid under the same title, or the same text again.

    What has nothing at all of its own is not called a repetition: it says too little.
    """
    seen: set[tuple[str, ...]] = set()
    kept = []
    for draft in drafts:
        entry = draft.entry
        keys: list[tuple[str, ...]] = [("link", entry.link, entry.title)] if link_key(entry.link) else []
        if draft.guid:
            keys.append(("guid", draft.guid, entry.title, entry.link))
        if not keys and draft.worded:
            keys.append(("text", entry.title, draft.published, entry.summary, digest(entry.content)))
        if seen.isdisjoint(keys):
            kept.append(draft)
        seen.update(keys)
    return kept


def _with_ids(drafts: list[_Draft]) -> list[Entry]:
    """The entries with ids that no two of them share: guid, else link, else made of title and date.

    Where several share an id, each gets its address or else its text behind it, whatever their order.
    """
    named = [_id(draft) for draft in drafts]
    for part in (_address, _wording):
        shared = Counter(named)
        named = [
            f"{name} #{part(draft)}" if shared[name] > 1 and part(draft) else name
            for name, draft in zip(named, drafts, strict=True)
        ]
    shared = Counter()
    entries = []
    for name, draft in zip(named, drafts, strict=True):
        shared[name] += 1
        one = name if shared[name] == 1 else f"{name} ({shared[name]})"
        entries.append(replace(draft.entry, id=one))
    return entries


def _id(draft: _Draft) -> str:
    if draft.guid:
        return draft.guid if len(draft.guid) <= MAX_ID else digest(draft.guid)
    entry = draft.entry
    if link_key(entry.link):
        return entry.link if len(entry.link) <= MAX_ID else digest(entry.link)
    return digest(entry.title, draft.published)


def _address(draft: _Draft) -> str:
    key = link_key(draft.entry.link)
    return digest(key) if key else ""


def _wording(draft: _Draft) -> str:
    return digest(draft.entry.title, draft.published, draft.entry.summary)


def digest(*texts: str) -> str:
    """A short name for texts: 16 hexadecimal figures."""
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _lighter(entries: list[Entry]) -> Iterable[Entry]:
    """The entries, with the contents of as many as may be carried together."""
    room = _MAX_CONTENTS
    for entry in entries:
        room -= len(entry.content)
        yield entry if room >= 0 else replace(entry, content="")
