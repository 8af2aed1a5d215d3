"""What a page says about itself: JSON-LD (schema.org), OpenGraph and other meta tags, links, bylines.

Only readable on lxml trees; nothing here imports lxml, the tree is handed in.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.domain import UNKNOWN_LANGUAGE
from bot.ingest.address import declared, host_of
from bot.ingest.markup import clean, linked_data, meta, resolved, text_of
from bot.ingest.people import authors
from bot.ingest.published import published

_ARTICLES = ("article", "blogposting", "report", "socialmediaposting")
_SHORTEST_HEADING = 3  # words of an h1 that is a headline and no label
_LONGEST_HEADING = 300  # characters
_HEADINGS = 50  # that are looked at where nothing declares the headline


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `bot.domain.Document` a page declares.

    `paywalled`: it says that it must be paid for; `article`: it says that it is one article.
    """

    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    published_at: str = ""
    language: str = ""
    paywalled: bool = False
    article: bool = False


def read_metadata(tree: Any, url: str = "") -> Metadata:
    """The metadata of a parsed page (lxml HtmlElement) that was fetched from `url`.

    `author` holds several names separated by "; ". Of the text, nothing is read but bylines and dates.
    """
    heading, shared = _heading(tree), meta(tree, "og:title", "twitter:title")
    found = list(linked_data(tree))
    main, nodes = _main_article(found, heading or shared)
    headline = clean(text_of(main.get("headline")))
    named = _name(resolved(main.get("publisher"), nodes)) or meta(tree, "og:site_name", "application-name")
    outlet = named or host_of(url)
    language = _language(text_of(main.get("inLanguage")), tree)
    return Metadata(
        title=headline or shared or heading or _page_title(tree),
        url=declared(tree, url, meta(tree, "og:url")),
        outlet=outlet,
        author="; ".join(authors(tree, main, nodes, f"{outlet} {host_of(url)}")),
        published_at=published(tree, main, url),
        language=language,
        paywalled=str(main.get("isAccessibleForFree", "")).lower() in {"false", "no"},
        article=(bool(headline) and len(_articles(found)) == 1) or meta(tree, "og:type").lower() == "article",
    )


def _heading(tree: Any) -> str:
    """The page's only h1, mostly the headline; "" when there are several or it says too little."""
    texts = [clean("".join(h1.itertext())) for h1 in tree.iterfind(".//h1")]
    shown = [text for text in texts if text]
    if len(shown) != 1 or len(shown[0]) > _LONGEST_HEADING or len(shown[0].split()) < _SHORTEST_HEADING:
        return ""
    return shown[0]


def _page_title(tree: Any) -> str:
    """The heading that the browser's tab shows too, else all that the tab shows, else the first heading."""
    tab = next((clean("".join(one.itertext())) for one in tree.iter("title")), "")
    headings = [clean("".join(one.itertext())) for one in islice(tree.iter("h1", "h2"), _HEADINGS)]
    long = [one for one in headings if len(one.split()) >= _SHORTEST_HEADING]
    titles = (*(one for one in long if one.casefold() in tab.casefold()), tab, *headings)
    return next((title for title in titles if title and len(title) <= _LONGEST_HEADING), "")


def _main_article(
    found: list[dict[str, Any]], heading: str
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The article the page is about ({} if none) and all nodes by @id."""
    by_id = {
        node["@id"]: node for node in reversed(found) if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = _articles(found)
    same = [node for node in articles if heading and clean(text_of(node.get("headline"))) == heading]
    dated = [node for node in articles if node.get("datePublished")]
    return next(iter(same or dated or articles), {}), by_id


def _articles(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [node for node in found if any(kind.endswith(_ARTICLES) for kind in kinds(node))]


def kinds(node: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD node, in small letters."""
    named = node.get("@type")
    return [kind.lower() for kind in (named if isinstance(named, list) else [named]) if isinstance(kind, str)]


def _language(stated: str, tree: Any) -> str:
    for value in (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "", stated):
        code = value.strip().lower().replace("_", "-").partition("-")[0]
        code = {"in": "id"}.get(code, code)  # Indonesian's former code
        if len(code) == 2 and code.isascii() and code.isalpha() and code != UNKNOWN_LANGUAGE:
            return code
    return ""


def _name(value: Any) -> str:
    return clean(text_of(value.get("name") if isinstance(value, dict) else value))
