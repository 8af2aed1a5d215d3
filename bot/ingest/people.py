"""Who wrote an article: the names a page declares, or shows in a byline.

    JSON-LD | meta tags | microdata, rel="author" | a labelled byline | a byline by its class | author links

Only readable on lxml trees; nothing here imports lxml, the tree is handed in.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from bot.ingest.markup import clean, is_visible, meta_all, pieces, resolved, text_of

_LABEL = re.compile(
    r"(?:penulis|reporter|pewarta|laporan|wartawan|oleh|teks|author|written by|text|words by|by|von"
    r"|autor(?:in)?|por"
    r"|par|di|av|af|door|przez|autore)(?: ?[:|])? ?",
    re.IGNORECASE,
)
_CORRESPONDENT = re.compile(r"(?:kontributor|koresponden|correspondent)\b[^,:]{0,40}[,:] ?", re.IGNORECASE)
_NOBODY = frozenset(
    {"admin", "administrator", "redaksi", "editor", "tim redaksi", "newsroom", "staff", "author", "anonymous"}
    | {"none", "null", "undefined", "unknown", "guest", "web", "online", "penulis", "reporter", "web design"}
)
_TAGS = (
    *(
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
    ),
    *("cxenseparse:author", "content_author", "citation_author", "article:author_name", "creator"),
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:c-|article|story|post|entry|meta|nm|news|read|detail)?[_-]{0,2}"
    r"(?:authors?|autor(?:en|es|in)?|byline|penulis|reporter|writers?|journalist|wartawan|person-link)"
    r"(?:[_-]{0,2}(?:names?|nama|link|s|label|title))?(?=$|[\s_-])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"comment|related|sidebar|popular|recommend|teaser|promo|card|bio|widget|trending|latest|footer"
)
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|penulis|reporters?|journalists?|writers?|by)/", re.IGNORECASE
)
_COMPANY = re.compile(
    r"\b(?:media|cyber|group|network|portal|redaksi|redaktion|team|tim|desk|development|staff|reporter"
    r"|editor|director|correspondent)\b",
    re.IGNORECASE,
)
_DOMAINS = frozenset({"www", "com", "net", "org", "the", "and", "dan"})
_BETWEEN = re.compile(r"\s?[;|]\s?|\s?,\s(?=[^\W\d_])|\s(?:and|dan|und|y|et|og|och|&|/)\s")
_BYLINE_REACH = 4_000  # pieces of text that are looked through: a byline stands near the article
_LONGEST_BYLINE = 120  # characters
_MOST = 12  # names


def authors(tree: Any, article: dict[str, Any], nodes: dict[str, dict[str, Any]], site: str) -> list[str]:
    """The names of those who wrote the article of a page, each once, in the page's order.

    `article` is its JSON-LD, `nodes` all JSON-LD by @id; `site` is the outlet's name and host, which only
    JSON-LD may call an author.
    """
    for found in (_declared(article.get("author"), nodes), _declared(article.get("creator"), nodes)):
        if known := _each_once(found):
            return known
    shown = [_not_of(site, found) for found in (_by_class(tree), _by_link(tree))]
    stated = (
        _not_of(site, _in_meta(tree)),
        _each_once(_in_microdata(tree)),
        _not_of(site, _labelled(tree)),
    )
    for known in stated:
        if known:
            # One name of several: the byline has them all.
            return next((all_ for all_ in shown if len(all_) > len(known) and known[0] in all_), known)
    return next(filter(None, shown), [])


def person_name(name: str) -> str:
    """`name` without "Penulis:" and the like; "" when it is nobody's: an address, "Redaksi"."""
    label = _LABEL.match(name)
    bare = name[label.end() :] if label and label.end() < len(name) and label[0][-1] in " :|" else name
    bare = _CORRESPONDENT.sub("", bare).strip(" :,;|-–")
    if not bare or len(bare) > 100 or "://" in bare or "@" in bare or bare.lower() in _NOBODY:
        return ""
    return bare


def same_name(one: str, other: str) -> bool:
    """Whether two names differ in nothing but case, spaces and marks."""
    return _letters(one) == _letters(other) != ""


def _declared(value: Any, nodes: dict[str, dict[str, Any]]) -> list[str]:
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        node = resolved(one, nodes)
        inner = node.get("name") if isinstance(node, dict) else node
        for name in inner if isinstance(inner, list) else [inner]:
            names += _split(clean(text_of(name)))
    return names


def _split(names: str) -> list[str]:
    """Several names in one string, "Sari Melati, Budi Anggara", only where each part looks like one."""
    names = _CORRESPONDENT.sub("", names)
    parts = [person_name(part) for part in _BETWEEN.split(names)]
    if len(parts) > 1 and all(part and _is_name(part) and " " in part for part in parts):
        return parts
    if ";" in names:
        return [person_name(part.strip()) for part in names.split(";")]
    return [person_name(names)]


def _each_once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name))[:_MOST]


def _not_of(site: str, names: Iterable[str]) -> list[str]:
    """The names without those of the site: sites, systems and agencies call themselves authors too."""
    words, letters = _words(site), _letters(site)
    return [
        name
        for name in _each_once(names)
        if not words & _words(name) and _letters(name) not in letters and not _COMPANY.search(name)
    ]


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]{3,}", name.casefold()) if word not in _DOMAINS)


def _in_meta(tree: Any) -> Iterator[str]:
    for content in meta_all(tree, *_TAGS):
        yield from (name for name in _split(content) if _is_name(name) and " " in name)


def _in_microdata(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in {"meta", "link"} or not is_visible(element):
            continue
        if "author" in (element.get("itemprop") or "").lower().split() or (
            element.tag == "a" and "author" in (element.get("rel") or "").lower().split()
        ):
            inner = next((one for one in element.iter() if (one.get("itemprop") or "") == "name"), element)
            text = clean(" ".join(inner.itertext()))
            if text and len(text) <= _LONGEST_BYLINE and not re.search(r"[():]", text):
                yield from _split(text)


def _labelled(tree: Any) -> Iterator[str]:
    """A name behind "Penulis:", "Reporter:", "By" and the like."""
    label = ""
    for piece in islice(pieces(tree), _BYLINE_REACH):
        match = _LABEL.match(piece)
        if label and not match:
            name, label = person_name(piece.lstrip(": ")), ""
            if _is_name(name):
                yield from _split(name)
                return
        if match and match.end() == len(piece):
            label = piece if len(piece) > 2 else ""
        elif match and match[0].rstrip().endswith((":", "|")) and _is_name(name := person_name(piece)):
            yield from _split(name)
            return


def _by_class(tree: Any) -> Iterator[str]:
    """Names in elements that are called a byline; the first place that holds any, and those beside it."""
    place = None
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(named) < 5 or not _BYLINE.search(named) or not _may_hold(element):
            continue
        text = clean(" ".join(element.itertext()))
        if not text or len(text) > _LONGEST_BYLINE:
            continue
        found = [name for name in _loose_names(element) if name]
        if found and place is not None and element.getparent() is not place:
            return
        if found:
            place = element.getparent()
            yield from found


def _by_link(tree: Any) -> Iterator[str]:
    """Names that link to a page about an author; the first, and those beside it."""
    place = None
    for link in tree.iter("a"):
        if not _AUTHOR_LINK.search(link.get("href") or "") or not _may_hold(link):
            continue
        name = person_name(clean(" ".join(link.itertext())))
        if not (_is_name(name) and " " in name) or (place is not None and link.getparent() is not place):
            continue
        place = link.getparent()
        yield name


def _may_hold(element: Any) -> bool:
    """Whether a byline in `element` would be the article's: neither in a comment nor in a list of others."""
    for above in islice((element, *element.iterancestors()), 8):
        if above.tag in {"body", "article", "main", "html"}:
            return True
        if above.tag in {"aside", "footer", "nav"} or _ELSEWHERE.search((above.get("class") or "").lower()):
            return False
    return True


def _loose_names(element: Any) -> Iterator[str]:
    """The names in a byline: of its pieces of text those that are one, without what else stands there."""
    texts = [clean(text) for text in element.itertext()]
    for text in texts:
        for name in _split(text.partition(" | ")[0]):
            first = name.partition(",")[0].strip()
            if _is_name(first) and " " in first and not first.isupper():
                yield first


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and len(name) <= 60
        and (name[0].isupper() or not (name[0].islower() or name[0].isdigit()))
        and not any(map(str.isdigit, name))
        and not name.endswith((".com", ".id", ".net", ".org", ":", "?", "!"))
        and sum(word[0].islower() for word in words) <= len(words) // 2
    )
