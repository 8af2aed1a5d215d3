"""Digests as a folder of web pages: one each, an index of them, and an Atom feed.

Pure functions: from a digest and what the folder holds already to the files that are to be written. Beside
each page stands a small JSON file that says of what it is; the index and the feed are made of those. A page's
name is made of its day and what it tells, so that the same digest made twice is one page.

The pages need nothing but themselves: no scripts, no fonts, no pictures. Everything foreign is escaped, and
only links to web addresses become links.
"""

import hashlib
import json
import re
import unicodedata
import uuid
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from html import escape
from itertools import groupby

from bot.digest.style import CSS
from bot.digest_phrases import (
    digest_phrases,
    elsewhere,
    facts,
    foreign_language,
    headline,
    period,
    quoted,
    summary,
)
from bot.domain import Article, Digest, DigestCorrection, DigestQuote, DigestStory
from bot.phrases import phrases

INDEX, FEED = "index.html", "feed.xml"
_FED = 50  # digests in the feed, the newest
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{10}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "digests.warta.invalid")
# They turn the direction in which a line is read; in a page, `dir` does what is needed.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of the folder: its file `name` without the ending, of which time, and what it tells.

    `archive` is the id of the feed, the same for all pages of a folder. `summary` and `headlines` are in
    `language`.
    """

    archive: str
    name: str
    language: str
    since: str
    until: str
    period: str
    summary: str
    headlines: tuple[str, ...]

    @property
    def page(self) -> str:
        """The file of the page."""
        return f"{self.name}.html"

    @property
    def record(self) -> str:
        """The file beside it."""
        return f"{self.name}.json"


def read_kept(text: str) -> Kept | None:
    """What a JSON file of the folder says; None where it is not one of ours."""
    try:
        values = json.loads(text)
        wanted = {one.name for one in fields(Kept)}
        headlines = tuple(map(str, values["headlines"]))
        kept = Kept(**{name: str(values[name]) for name in wanted - {"headlines"}}, headlines=headlines)
        datetime.fromisoformat(kept.until)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    known = _NAME.fullmatch(kept.name) and kept.archive.startswith("urn:uuid:")
    return kept if known else None


def write(digest: Digest, known: Iterable[Kept]) -> tuple[Kept, Mapping[str, str]]:
    """The page of a digest and every file to be written, by name, in a folder that holds those `known`.

    A digest that the folder has already stays of the time that it was first made of. Times are in UTC, as a
    page is read anywhere.
    """
    others = {one.name: one for one in known}
    name = _name(digest)
    if (former := others.pop(name, None)) is not None:
        digest = replace(digest, since=former.since, until=former.until)
    archive = next((one.archive for one in (former, *others.values()) if one is not None), "")
    kept = Kept(
        archive or uuid.uuid5(_SPACE, f"{digest.scope.name} {name}").urn,
        name,
        digest.language,
        digest.since,
        digest.until,
        f"{period(digest, UTC)} UTC",
        summary(digest),
        tuple(_clean(headline(story.headline)) for story in digest.stories),
    )
    listed = sorted((kept, *others.values()), key=lambda one: (one.until, one.name), reverse=True)
    return kept, {
        kept.page: _page(digest, kept),
        kept.record: json.dumps(asdict(kept), ensure_ascii=False, indent=1) + "\n",
        INDEX: _index(listed),
        FEED: _feed(listed),
    }


def _name(digest: Digest) -> str:
    """The day, and a hash of what is told: not of when, which differs from call to call."""
    told = (
        digest.scope.name,
        digest.language,
        [
            (one.headline.id, one.headline.title, [each.text for each in one.quotes], len(one.articles))
            for one in digest.stories
        ],
        [(one.article.id, one.before, one.after) for one in digest.corrections],
        [(one.question, one.quote.text) for one in digest.answered],
    )
    return f"{digest.until[:10]}-{hashlib.sha256(repr(told).encode()).hexdigest()[:10]}"


# -- pages ---------------------------------------------------------------------------------------------------


def _page(digest: Digest, kept: Kept) -> str:
    says = digest_phrases(digest.language)
    stories = "\n".join(_story(one, digest.language) for one in digest.stories)
    changed = "\n".join(_correction(one, digest.language) for one in digest.corrections)
    answered = "\n".join(
        f'<li><p class="question" dir="auto">{_text(one.question)}</p>'
        f"{_quotes([one.quote], digest.language)}</li>"
        for one in digest.answered
    )
    body = [
        f'<nav><a href="{INDEX}">{_text(says.back)}</a></nav>',
        f"<h1>{_text(says.title)}</h1>",
        f'<p class="about">{_text(kept.period)}<br>{_text(kept.summary)}</p>',
        stories,
        _section(says.corrected, changed),
        _section(says.answered, answered),
    ]
    return _document(f"{says.title} · {kept.period}", digest.language, body)


def _section(title: str, items: str) -> str:
    return f"<section>\n<h2>{_text(title)}</h2>\n<ul>\n{items}\n</ul>\n</section>" if items else ""


def _correction(one: DigestCorrection, language: str) -> str:
    says = digest_phrases(language)
    was = _text(says.was).format(text=_foreign("q", one.before, one.article))
    now = _text(says.now).format(text=_foreign("q", one.after, one.article)) if one.after else says.gone
    return f"<li><p>{was}</p><p>{now}</p>{_source(one.article, language)}</li>"


def _story(story: DigestStory, language: str) -> str:
    words, says = phrases(language), digest_phrases(language)
    foreign = foreign_language(story.headline, language, says)
    mark = f' <small lang="{_code(language)}">{_text(foreign)}</small>' if foreign else ""
    quotes = "\n".join(
        _quotes(list(found), language) for _, found in groupby(story.quotes, lambda one: one.article.id)
    )
    shown = {quote.article.id for quote in story.quotes} or {story.headline.id}
    others = [one.outlet or one.title for one in story.articles if one.id not in shown]
    line = elsewhere(others, words, says)
    also = f'\n<p class="source" dir="auto">{_text(line)}</p>' if line else ""
    title = _foreign("span", headline(story.headline), story.headline)
    return (
        f"<article>\n<h2>{title}{mark}</h2>\n{quotes or _source(story.headline, language)}{also}\n</article>"
    )


def _quotes(quotes: Sequence[DigestQuote], language: str) -> str:
    """Sentences of one article, and where they stand."""
    said = "".join(_foreign("blockquote", quoted(one.text), one.article) for one in quotes)
    return said + _source(quotes[0].article, language)


def _source(article: Article, language: str) -> str:
    """Whose it is and of when; a link where there is an address."""
    line = _text(facts(article, phrases(language), UTC))
    if article.url.startswith(("https://", "http://")):
        line = f'<a href="{_text(article.url)}" rel="noreferrer nofollow">{line or _text(article.url)}</a>'
    return f'<p class="source" dir="auto">{line}</p>'


def _index(listed: Sequence[Kept]) -> str:
    language = listed[0].language
    says = digest_phrases(language)
    items = "\n".join(
        f'<li lang="{_code(one.language)}"><a href="{one.page}">{_text(one.period)}</a>'
        f"<p>{_text(one.summary)}</p>"
        + "".join(f'<p class="source" dir="auto">{_text(title)}</p>' for title in one.headlines)
        + "</li>"
        for one in listed
    )
    body = [
        f"<h1>{_text(says.archive)}</h1>",
        f'<nav><a href="{FEED}">{_text(says.feed)}</a></nav>',
        f"<ul>\n{items}\n</ul>",
    ]
    return _document(says.archive, language, body)


def _document(title: str, language: str, body: Iterable[str]) -> str:
    parts = "\n".join(filter(None, body))
    allowed = b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    return f"""<!DOCTYPE html>
<html lang="{_code(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{allowed}'">
<title>{_text(title)}</title>
<link rel="alternate" type="application/atom+xml" href="{FEED}">
<style>{CSS}</style>
</head>
<body>
<main>
{parts}
</main>
</body>
</html>
"""


# -- the feed ------------------------------------------------------------------------------------------------


def _feed(listed: Sequence[Kept]) -> str:
    """Atom 1.0 (RFC 4287). Links are relative: where the folder will be published is not known here."""
    language, archive = listed[0].language, listed[0].archive
    entries = "\n".join(map(_entry, listed[:_FED]))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{_code(language)}">
<id>{_text(archive)}</id>
<title>{_text(digest_phrases(language).archive)}</title>
<updated>{_text(listed[0].until)}</updated>
<author><name>Warta</name></author>
<link rel="self" type="application/atom+xml" href="{FEED}"/>
<link rel="alternate" type="text/html" href="{INDEX}"/>
{entries}
</feed>
"""


def _entry(one: Kept) -> str:
    told = "\n".join((one.summary, *one.headlines))
    return f"""<entry xml:lang="{_code(one.language)}">
<id>{uuid.uuid5(_SPACE, f"{one.archive} {one.name}").urn}</id>
<title>{_text(digest_phrases(one.language).title)} · {_text(one.period)}</title>
<updated>{_text(one.until)}</updated>
<link rel="alternate" type="text/html" href="{one.page}"/>
<summary>{_text(told)}</summary>
</entry>"""


# -- what is foreign -----------------------------------------------------------------------------------------


def _foreign(tag: str, text: str, article: Article) -> str:
    """An outlet's words, in its language and its direction."""
    code = article.language if _LANGUAGE.fullmatch(article.language) and article.language != "und" else ""
    return f'<{tag} lang="{code}" dir="auto">{_text(text)}</{tag}>'


def _code(language: str) -> str:
    return language if _LANGUAGE.fullmatch(language) else ""


def _text(text: str) -> str:
    return escape(_clean(text), quote=True)


def _clean(text: str) -> str:
    """Without what neither HTML nor XML may hold, and what would turn the direction of reading."""
    return "".join(letter for letter in text if letter in "\t\n" or _may_stand(letter))


def _may_stand(letter: str) -> bool:
    nothing = ord(letter) & 0xFFFE == 0xFFFE  # U+FFFE, U+FFFF and the like are no letters
    return not nothing and letter not in _TURNING and unicodedata.category(letter) not in ("Cc", "Cs")
