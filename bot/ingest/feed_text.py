"""What feeds write, text or HTML: to plain text, or to HTML with nothing active in it."""

import html
import re
from contextlib import suppress

MAX_TITLE = 500  # characters, as are the others
MAX_SUMMARY = 5_000
MAX_CONTENT = 1_000_000
_READ = 200_000  # characters of markup that are looked at for a summary
_TIMES = 3  # how often a text may have been escaped
_ABOUT = 100  # characters of a headline made of a summary

# Only what HTML calls an element is one: "Rupiah <16.000" and "x<y>z" are text.
_ELEMENTS = """
    a abbr acronym address article aside audio b bdi bdo big blink blockquote body br button caption
    center cite code col dd del details dfn div dl dt em embed fieldset figcaption figure font
    footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li
    link main mark marquee meta nav noscript object ol optgroup option p param picture pre q ruby s
    samp section select small source span strike strong sub summary sup svg table tbody td textarea
    tfoot th thead time tr tt u ul var video wbr
"""
_TAG = re.compile(rf"</?(?:{'|'.join(_ELEMENTS.split())})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_BREAKS = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|figure|figcaption|section|article|hr)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]{0,500}>[^<]{0,5000}</\1\s{0,9}>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff]")
_RUN = re.compile(r"[^\W_]+")


def plain(markup: str) -> str:
    """One line of text: no tags or entities, however often they were escaped, and single spaces."""
    text = markup[:_READ]
    for _ in range(_TIMES):
        before = text
        if "<" in text:
            text = _COMMENT.sub(" ", _UNSEEN.sub(" ", text))
            text = _TAG.sub("", _BREAKS.sub(" ", text))
        text = html.unescape(text)
        if text == before:
            break
    return spaced(text)


def spaced(text: str) -> str:
    """One line: white space as single spaces, nothing that cannot be seen."""
    return " ".join(_INVISIBLE.sub("", text).split())


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, cut at a word where one ends in the last quarter."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 2]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit * 3 // 4 else cut).rstrip(" ,;:.") + " …"


def headline(*texts: str, link: str = "") -> str:
    """A headline for what has none: the first words of the first of `texts` with any, else of the address."""
    for text in texts:
        if text:
            return shortened(text, _ABOUT)
    last = link.partition("?")[0].rstrip("/").rpartition("/")[2].partition(".htm")[0]
    words = [word for word in _RUN.findall(last) if not word.isdigit()]
    return shortened(" ".join(words) if len(words) > 1 else link, _ABOUT)


def cleaned(markup: str, base: str) -> str:
    """`markup` as HTML without scripts, styles, forms and frames, its links absolute; "" for no text or too
    much.

    More than MAX_CONTENT characters are cut off. Never raises.
    """
    if not markup.strip():
        return ""
    from lxml import etree
    from lxml.html import fragment_fromstring, tostring
    from lxml_html_clean import Cleaner

    with suppress(etree.LxmlError, ValueError, AssertionError, RecursionError, TypeError):
        tree = fragment_fromstring(_INVISIBLE.sub("", markup[:MAX_CONTENT]), create_parent="div")
        Cleaner(page_structure=False, forms=True, safe_attrs_only=True)(tree)
        if base:
            tree.make_links_absolute(base, resolve_base_href=False, handle_failures="ignore")
        text = str(tostring(tree, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")
        return text[:MAX_CONTENT].strip()
    return ""
