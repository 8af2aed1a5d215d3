"""Whether a page is an article, or what stands in its place: a wall, an error, a list of other pages.

Each answer is two words that can be shown as they are, and a sentence that says why. Where a page could be
either, it is an article: one wall too many in the library does less harm than an article that never comes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from bot.ingest.article import ENOUGH, Shown, page_lines
from bot.ingest.markup import pieces
from bot.ingest.metadata import Metadata

_LEAST = 90  # characters; shorter than any news item
_STUB = 900  # characters; what paywalls and consent pages leave to read
_COOKIES = 3
_READ = 20_000  # characters of a page that are searched for a wall
_HEADLINE_WORDS = 4  # of a link that is another page's headline
_TEASERS = 6  # texts with a headline above them that make a list
_TEASER_SHARE = 0.6  # of all texts
_FULL = 40  # characters; shorter lines are labels


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands in the place of an article, in two words, and why it is none, as a sentence's end."""

    name: str
    why: str


TOO_SHORT = Gate("no text", "there is no article on it, only a few words")
FRONT_PAGE = Gate("front page", "it is the front page of a site, a list of other pages")
LIST = Gate("list page", "it is a list of other pages")


def _looking_for(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PAYWALL = Gate("paywall stub", "only its beginning is free to read, the rest must be paid for")
_PAYWALL_WORDS = _looking_for(
    r"subscribe (?:now )?to (?:continue|read|keep)|subscribers? only|exclusive to subscribers"
    r"|(?:this|the) (?:article|story|content) is (?:only )?(?:available )?(?:for"
    r"|to) (?:our )?(?:subscribers|members)"
    r"|already a (?:subscriber|member)|to continue reading|berlangganan (?:untuk|sekarang|agar)"
    r"|khusus pelanggan"
    r"|konten premium|untuk melanjutkan membaca|start your (?:free )?trial|(?:artikel|article) premium"
    r"|sudah berlangganan|jadilah pelanggan|lanjutkan membaca dengan berlangganan"
)
_CONSENT = Gate("cookie wall", "the page only asks for consent to cookies")
_CONSENT_WORDS = _looking_for(
    r"(?:accept|use|uses|manage|menggunakan|menerima|setujui|terima)[^.\n]{0,60}\bcookies?\b"
    r"|cookies? (?:consent|policy|settings|preferences)|kebijakan cookie|before you continue"
)
_WALLS = (  # in the order of being asked; each is looked for in short pages only
    (
        Gate("needs JavaScript", "the page shows its text only with JavaScript"),
        _looking_for(
            r"(?:enable|turn on|requires|activate|aktifkan|mengaktifkan|nyalakan) (?:your )?java ?script"
            r"|java ?script (?:is|has been) (?:disabled|required|not)|need to enable javascript"
        ),
    ),
    (
        Gate("robot check", "the site holds the reader for a robot"),
        _looking_for(
            r"checking your browser|verif(?:y|ying) (?:that )?you are (?:a )?human|are you a (?:robot"
            r"|human)|captcha"
            r"|unusual traffic|bukan robot|just a moment\.\.\.|press (?:&|and) hold"
            r"|checking if the site connection is secure|ray id|sorry, you have been blocked"
        ),
    ),
    (
        Gate("error page", "the page tells of an error"),
        _looking_for(
            r"access denied|(?:page|article|story|content)(?: you[^.]{0,40})? (?:was |is |could "
            r"|can )?not (?:be )?found"
            r"|halaman (?:yang [^.]{0,40} )?tidak (?:ditemukan|tersedia|ada)|artikel tidak ditemukan"
            r"|(?:error|kesalahan|http) ?(?:40[0-9]|410|50[0-9])\b|\b(?:40[34]|50[0234])\b[ :–-]{1,3}"
            r"(?:not found|forbidden|error|bad gateway|internal|service|page|halaman|gateway)"
            r"|service (?:temporarily )?unavailable|internal server error|bad gateway|something went wrong"
            r"|page (?:no longer exists|doesn['’]t exist|does not exist)|terjadi kesalahan|under maintenance"
            r"|sedang dalam (?:perbaikan|pemeliharaan)"
        ),
    ),
    (_PAYWALL, _PAYWALL_WORDS),
    (_CONSENT, _CONSENT_WORDS),
    (
        Gate("login page", "the page asks for a login"),
        _looking_for(
            r"(?:log|sign) ?in (?:to|or (?:register|sign up|subscribe) to) (?:continue|read|view|your)"
            r"|silakan (?:masuk|login)|(?:forgot|lupa) (?:your )?(?:password|kata sandi)"
            r"|masuk untuk (?:membaca|melanjutkan)"
        ),
    ),
)


def gate(tree: Any, lines: Sequence[Shown], kept: str, declared: Metadata, url: str) -> Gate | None:
    """What stands in the place of an article, or None when `lines`, found on the page `tree`, are one.

    `kept` is their text without what surrounds an article, `declared` what the page says of
    itself, `url` where it was fetched from.
    """
    text = "\n".join(line.text for line in lines)
    if wall := _wall(tree, text, declared):
        return wall
    if len(kept) < _LEAST:
        return TOO_SHORT
    if declared.article or not _is_list(tree, lines):
        return None
    return FRONT_PAGE if url and _path(url) == "/" else LIST


def _wall(tree: Any, text: str, declared: Metadata) -> Gate | None:
    if len(text) >= _STUB:
        return None
    if declared.paywalled or _PAYWALL_WORDS.search(text):
        return _PAYWALL
    if len(text) < ENOUGH:
        page = f"{text}\n{_page_text(tree)}"
        return next((wall for wall, words in _WALLS if words.search(page)), None)
    # An article may mention cookies; one that does little else is a request for consent.
    return _CONSENT if text.lower().count("cookie") >= _COOKIES and _CONSENT_WORDS.search(text) else None


def _page_text(tree: Any) -> str:
    """The words of the page; those for readers without scripts are the ones that tell a wall."""
    shown = " ".join(islice(pieces(tree), 2_000))
    hidden = (" ".join(one.itertext()) for one in tree.iter("noscript", "title"))
    return f"{shown} {' '.join(hidden)}"[:_READ]


def _is_list(tree: Any, lines: Sequence[Shown]) -> bool:
    """Whether most of its texts are teasers: each below the headline that links to the rest of it."""
    wanted = {line.text for line in lines if len(line.text) >= _FULL and not line.is_pointer}
    teasers, headed = 0, False
    for line in page_lines(tree):
        if line.text in wanted:
            wanted.discard(line.text)
            teasers += headed
            headed = False
        elif line.is_pointer:
            headed = headed or len(line.text.split()) >= _HEADLINE_WORDS
    texts = sum(1 for line in lines if len(line.text) >= _FULL and not line.is_pointer)
    pointers = sum(1 for line in lines if line.is_pointer and len(line.text.split()) >= _HEADLINE_WORDS)
    return teasers >= max(_TEASERS, _TEASER_SHARE * texts) or pointers >= max(2 * _TEASERS, 3 * texts)


def _path(url: str) -> str:
    try:
        return re.sub(r"/(?:index|home|default)\.\w{2,5}$", "/", urlsplit(url).path) or "/"
    except ValueError:
        return ""
