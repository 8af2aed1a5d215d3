"""What a page says about itself: JSON-LD (schema.org), OpenGraph and other meta tags, links, bylines.

Only readable on lxml trees; nothing here imports lxml, the tree is handed in.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.domain import UNKNOWN_LANGUAGE
from bot.text.dates import find_dates, parse_date

_MAX_SCRIPT = 2 * 1024 * 1024
_MAX_NODES = 20_000
_ARTICLES = ("article", "blogposting", "report", "socialmediaposting")
_BLANKS = re.compile(r"\s+")
_TAGS = re.compile(r"<[^<>]{1,200}>")
_LABEL = re.compile(
    r"(?:penulis|reporter|pewarta|laporan|wartawan|oleh|author|written by|by)(?: ?[:|])? ?", re.IGNORECASE
)
_CORRESPONDENT = re.compile(r"(?:kontributor|koresponden|correspondent)\b[^,:]{0,40}[,:] ?", re.IGNORECASE)
_NOBODY = frozenset(
    {"admin", "administrator", "redaksi", "editor", "tim redaksi", "newsroom", "staff", "author"}
)
_UNSEEN = frozenset({"noscript", "script", "style", "template", "title"})
_BYLINE_REACH = 4000  # how many pieces of text are looked through: a byline stands near the article


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `bot.domain.Document` a page declares, and whether it says it must be paid for."""

    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    published_at: str = ""
    language: str = ""
    paywalled: bool = False


def read_metadata(tree: Any, url: str = "") -> Metadata:
    """The metadata of a parsed page (lxml HtmlElement) that was fetched from `url`.

    `author` holds several names separated by "; ". Nothing is guessed from the text but a labelled byline.
    """
    heading = _heading(tree)
    main, nodes = _main_article(list(_linked_data(tree)), heading or _meta(tree, "og:title"))
    outlet = _name(_resolved(main.get("publisher"), nodes)) or _meta(tree, "og:site_name", "application-name")
    author = _people(main.get("author"), nodes) or _people(main.get("creator"), nodes)
    return Metadata(
        title=_clean(_text(main.get("headline"))) or _meta(tree, "og:title", "twitter:title") or heading,
        url=canonical(tree, url),
        outlet=outlet,
        author="; ".join(author) or _byline(tree),
        published_at=_date(_text(main.get("datePublished"))) or _declared_date(tree),
        language=_language(_text(main.get("inLanguage")), tree),
        paywalled=str(main.get("isAccessibleForFree", "")).lower() in {"false", "no"},
    )


def canonical(tree: Any, url: str = "") -> str:
    """The page's own address: its canonical link or og:url where that is on the host of `url`, else `url`."""
    links = [link.get("href") for link in tree.iterfind(".//link[@href]") if _is_canonical(link)]
    for link in (*links, _meta(tree, "og:url")):
        target = _joined(url, (link or "").strip())
        if target and (not url or host_of(target) == host_of(url)) and not _is_front_page(target, url):
            return target
    return url


def visible_instant(tree: Any, day: str) -> str:
    """The UTC instant that the page shows in words for `day` ("Selasa, 4/11/2025 06:30 WIB"); "" if none."""
    for piece in _pieces(tree):
        for found in find_dates(piece[:200]):
            if "T" in found.iso and (not day or found.day == day[:10]):
                return found.iso
    return ""


def _heading(tree: Any) -> str:
    """The page's only h1, mostly the headline; "" when there are several or it says too little."""
    texts = [_clean("".join(h1.itertext())) for h1 in tree.iterfind(".//h1")]
    shown = [text for text in texts if text]
    return shown[0] if len(shown) == 1 and len(shown[0].split()) >= 3 and len(shown[0]) <= 300 else ""


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first."""
    seen = 0
    for script in tree.iterfind(".//script[@type]"):
        source = script.text or ""
        if "ld+json" not in script.get("type").lower() or len(source) > _MAX_SCRIPT:
            continue
        source = source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            queue = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while queue and seen < _MAX_NODES:
            seen += 1
            node = queue.pop(0)
            if isinstance(node, dict):
                yield node
                queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
            elif isinstance(node, list):
                queue.extend(value for value in node if isinstance(value, (dict, list)))


def _main_article(
    nodes: list[dict[str, Any]], heading: str
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The article the page is about ({} if none) and all nodes by @id."""
    by_id = {
        node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1
    }
    articles = [node for node in nodes if _is_article(node)]
    same = [node for node in articles if heading and _clean(_text(node.get("headline"))) == heading]
    dated = [node for node in articles if node.get("datePublished")]
    return next(iter(same or dated or articles), {}), by_id


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower().endswith(_ARTICLES) for kind in listed)


def _resolved(value: Any, nodes: dict[str, dict[str, Any]]) -> Any:
    """`value`, or the node that it only refers to."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return nodes.get(value["@id"], value)
    return value


def _people(value: Any, nodes: dict[str, dict[str, Any]]) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in listed:
        node = _resolved(one, nodes)
        inner = node.get("name") if isinstance(node, dict) else node
        for name in inner if isinstance(inner, list) else [inner]:
            cleaned = person_name(_clean(_text(name)))
            if cleaned and cleaned not in names:
                names.append(cleaned)
    return names


def person_name(name: str) -> str:
    """`name` without "Penulis:" and the like; "" when it is nobody's: an address, "Redaksi"."""
    label = _LABEL.match(name)
    bare = name[label.end() :] if label and label.end() < len(name) and label[0][-1] in " :|" else name
    bare = _CORRESPONDENT.sub("", bare).strip(" :,;|-–")
    if not bare or len(bare) > 100 or "://" in bare or "@" in bare or bare.lower() in _NOBODY:
        return ""
    return bare


def _byline(tree: Any) -> str:
    """A name that the page shows behind "Penulis:", "Reporter:", "By" and the like; "" if none."""
    label = ""
    for number, piece in enumerate(_pieces(tree)):
        if number > _BYLINE_REACH:
            break
        match = _LABEL.match(piece)
        if label and not match:
            name, label = person_name(piece.lstrip(": ")), ""
            if _is_name(name):
                return name
        if match and match.end() == len(piece):
            label = piece
        elif match and match[0].rstrip().endswith((":", "|")) and _is_name(name := person_name(piece)):
            return name
    return ""


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6 and len(name) <= 60 and name[0].isupper() and not any(c.isdigit() for c in name)
    )


def _pieces(tree: Any) -> Iterator[str]:
    """The page's visible pieces of text, in order."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in {
            "script",
            "style",
            "noscript",
            "template",
            "title",
        }:
            yield from _piece(element.text)
        yield from _piece(element.tail)


def _piece(text: str | None) -> Iterator[str]:
    if text and not text.isspace():
        yield _clean(text[:400])


def _declared_date(tree: Any) -> str:
    found = _meta(
        tree, "article:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued", "date"
    )
    if date := _date(found):
        return date
    for element in tree.iterfind(".//time[@datetime]"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            return _date(element.get("datetime"))
    return ""


def _date(value: str) -> str:
    """Pages of any country are read: 5/2/2025 may be either day."""
    return parse_date(value, day_first=False)


def _meta(tree: Any, *names: str) -> str:
    """The content of the first of the meta tags `names` that the page has."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta[@content]"):
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").lower()
            if key in names and key not in found:
                found[key] = _clean(element.get("content"))
    return next((found[name] for name in names if found.get(name)), "")


def _language(declared: str, tree: Any) -> str:
    for value in (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "", declared):
        code = value.strip().lower().replace("_", "-").partition("-")[0]
        code = {"in": "id"}.get(code, code)  # Indonesian's former code
        if len(code) == 2 and code.isascii() and code.isalpha() and code != UNKNOWN_LANGUAGE:
            return code
    return ""


def _is_canonical(link: Any) -> bool:
    return "canonical" in (link.get("rel") or "").lower().split()


def _joined(base: str, link: str) -> str:
    try:
        target = urljoin(base, link) if link else ""
        parts = urlsplit(target)
        return target.partition("#")[0] if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host of `url` without what only marks its mobile or accelerated edition."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(prefix)
    return host


def _is_front_page(target: str, url: str) -> bool:
    """Whether `target` is a site's front page while `url` is not: a mistake many sites make."""
    return urlsplit(target).path in {"", "/"} and urlsplit(url).path not in {"", "/"}


def _name(value: Any) -> str:
    return _clean(_text(value.get("name") if isinstance(value, dict) else value))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), "")
    return value if isinstance(value, str) else ""


def _clean(value: str) -> str:
    """One line without entities, which JSON-LD often has twice over, and without tags."""
    return _BLANKS.sub(" ", _TAGS.sub("", html.unescape(value))).strip()
