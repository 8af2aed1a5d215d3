"""Whether an article is another feed's too: the same address, or nearly the same words of the same outlet."""

import hashlib
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urlsplit

from bot.domain import Draft, Twin
from bot.ingest.decide import likeness
from bot.text.words import tokens

# Two texts of one outlet are one article when the shorter one shares this much of its runs of words with the
# other. An edit shares more; two articles of the same form (weather, markets) less.
ALIKE = 0.8
_HOSTS = ("www.", "m.", "amp.", "mobile.", "wap.")
_WORDS = 12  # of the first sentence


def prints_of(draft: Draft) -> tuple[str, ...]:
    """What copies of an article are found by: its address; with the site, its words, headline and start."""
    host = site_of(draft.url)
    body = next((one.text for one in draft.sentences if one.position), "")
    found = [f"u {draft.url}"] if draft.url else []
    if host:
        found.append(f"h {host} {draft.content_hash[:24]}")
        marks = {"t": _mark(draft.title), "f": _mark(body)}
        found += [f"{kind} {host} {mark}" for kind, mark in marks.items() if mark]
    return tuple(found)


def twin_of(draft: Draft, found: Sequence[Twin]) -> Twin | None:
    """The stored article that `draft` is another copy of: of the same address before the same words."""
    for one in found:
        if draft.url and one.url == draft.url:
            return one
    site = site_of(draft.url)
    for one in found:
        if site_of(one.url) != site:
            continue
        if one.content_hash == draft.content_hash or likeness(one.text, draft.text) >= ALIKE:
            return one
    return None


def site_of(url: str) -> str:
    """The host of an address, without what tells a site's versions apart."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    for prefix in _HOSTS:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def _mark(text: str) -> str:
    """A hash of the first words; "" of too few to tell anything."""
    words = [token.folded for token in islice(tokens(text), _WORDS)]
    if len(words) < 4:
        return ""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]
