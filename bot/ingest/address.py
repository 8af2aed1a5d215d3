"""Addresses of articles: one spelling for each, by which duplicates are found, and the one a page declares.

What tells two articles apart is never changed. That is why courlan, which comes with trafilatura, does not
clean addresses here: it takes cid, eid, uid, and every name that begins with "ga", for trackers.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_PRINTED = (
    "!#$%&'()*+,/:;=?@[]~"  # what stays as it is; quote() turns the rest of ASCII and all else into %XX
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Who came from where. No names that sites use for ids: id, cid, uid, source, from, page.
_TRACKING = re.compile(
    r"(?:utm|itm|mtm|pk|piwik|matomo|hsa|vero|oly|at|_hs|mkt|pf_rd|pd_rd)_\w+|__twitter_impression|__tn__"
    r"|(?:fb|g|gb|dc|ms|tt|tw|y|wb|gclsr|li_fat_|epik|rb_|twc|ysc)clid|gclsrc|gbraid|wbraid|yclid|_openstat"
    r"|fb_(?:action_ids|action_types|source|ref)|fbaid|mc_[ce]id|igshid|igsh|mibextid|srsltid|li_fat_id|epik"
    r"|_ga|_gl|_gac|ref|ref_src|ref_url|referrer|referer|cmpid|ocid|icid|xtor|smid|smtyp|sr_share|s_cid"
    r"|mbid|soc_src"
    r"|soc_trk|guccounter|guce_referrer(?:_sig)?|tag_from|shareadraw|share_source|feature_share|spm|scm"
    r"|zanpid|vgo_ee|wt\.mc_id|spref"
    r"|amp|amp_js_v|amp_gsa|usqp|amp_tf|aoh|__source|action_object_map|action_type_map|action_ref_map",
    re.IGNORECASE,
)
# Other ways of showing the same article, as name=value: AMP, and all its parts on one page.
_EDITION = re.compile(
    r"(?:outputtype|output|view|format|type|layout)=amp(?:html)?|m=1|(?:showpage|page)=all|single=1",
    re.IGNORECASE,
)
_AMP_CACHE = re.compile(r"/(?:[a-z]{1,4}/)?(?:s/)?(?=[^/]+\.[^/]+/)", re.IGNORECASE)
_AMP_VIEWER = re.compile(r"(?:www\.)?(?:google\.[a-z.]{2,6}|bing\.com)", re.IGNORECASE)
_AMP_ENDING = re.compile(r"/amp(?:\.html?)?/?$|\.amp(?=(?:\.html?)?$)", re.IGNORECASE)
_AMP_START = re.compile(r"/amp(?=/.)", re.IGNORECASE)
_MOBILE = frozenset({"m", "mobile", "amp", "wap", "touch"})
_PART = re.compile(r"/(?:amp|all|full|print|\d{1,2}|page/\d{1,2})/?", re.IGNORECASE)
_SECTION_PARTS = 2  # names in a path that may still be a section: /sport/football


def canonical(url: str) -> str:
    """The one spelling of an article's address; "" for what is no http(s) address. Never raises.

    Without tracking parameters, user name, default port and fragment; AMP and mobile editions become the
    ordinary one. Every other parameter stays, in its order and to the letter. The first mobile host loads
    a list of suffixes (0.15 s): where a loop must not stand still, call it in a thread.
    """
    try:
        parts = urlsplit("".join(url.split()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return ""
    if inner := _behind_cache(host, parts.path):
        return canonical(urlunsplit((parts.scheme, *inner, parts.query, "")))
    if not host.strip("."):
        return ""
    plain, path = _plain_host(host), _plain_path(parts.path)
    plain = f"[{plain}]" if ":" in plain else plain
    netloc = plain if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{plain}:{port}"
    # "&amp;" is "&" that was taken out of HTML as it stood there.
    pairs = parts.query.replace("&amp;", "&").split("&")
    query = "&".join(pair for pair in pairs if pair and not _is_spare(pair))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # pages that one script draws
    return urlunsplit((parts.scheme, netloc, path, quote(query, safe=_PRINTED), fragment))


def is_tracking(parameter: str) -> bool:
    """Whether a parameter of that name only tells where a reader came from."""
    return _TRACKING.fullmatch(parameter) is not None


def declared(tree: Any, url: str = "", shared: str = "") -> str:
    """The address that a page fetched from `url` gives as its own, if that is plausible, else `url`.

    `tree` is an lxml HtmlElement, `shared` the page's og:url. Plausible is an address on the same site
    that is neither its front page nor a section: templates often name those by mistake.
    """
    for link in (*_canonical_links(tree), shared):
        target = _joined(url, link.strip())
        if target and (not url or (same_site(target, url) and not _is_above(target, url))):
            return target
    return url


def host_of(url: str) -> str:
    """The host of `url` without what only marks its mobile or accelerated edition, or www."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return _plain_host(host).removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registrable domain: news.kabar.example and www.kabar.example."""
    left, right = host_of(one), host_of(other)
    return bool(left) and (left == right or _registrable(left) == _registrable(right))


def _behind_cache(host: str, path: str) -> tuple[str, str] | None:
    """Host and path of a page behind an AMP cache: …ampproject.org/c/s/kabar.example/…, google.com/amp/s/…"""
    if host.endswith((".cdn.ampproject.org", ".bing-amp.com")):
        match = _AMP_CACHE.match(path)
    elif _AMP_VIEWER.fullmatch(host) and path.lower().startswith("/amp/"):
        path = path[len("/amp") :]
        match = _AMP_CACHE.match(path)
    else:
        return None
    if match is None:
        return None
    inner, _, rest = path[match.end() :].partition("/")
    return inner, "/" + rest


def _plain_host(host: str) -> str:
    """`host` in the spelling of the network, without a first label that only marks an edition."""
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return host
    labels = host.split(".")
    if not _MOBILE.intersection(labels[:2]):
        return host
    domain = _registrable(host)
    above = labels[: len(labels) - domain.count(".") - 1] if domain != host else []
    kept = [label for place, label in enumerate(above) if place > 1 or label not in _MOBILE]
    if len(kept) == len(above):
        return host
    return ".".join((*(kept or ["www"]), domain))


def _registrable(host: str) -> str:
    """What can be registered of a host: kabar.co.id of news.kabar.co.id; all of a number or a bare name."""
    from tld import get_fld  # 70 ms, and few addresses ask for it

    try:
        ip_address(host.strip("[]"))
    except ValueError:
        known = get_fld(f"http://{host}", fail_silently=True)
        return known or ".".join(host.split(".")[-2:])
    return host


def _plain_path(path: str) -> str:
    """`path` of the ordinary edition, without a slash at its end."""
    if len(path.strip("/").split("/")) > 1 or "." in path:
        path = _AMP_ENDING.sub("", path) or path
        path = _AMP_START.sub("", path, count=1)
    return quote(path.rstrip("/"), safe=_PRINTED) or "/"


def _is_spare(pair: str) -> bool:
    return is_tracking(pair.partition("=")[0]) or _EDITION.fullmatch(pair) is not None


def _canonical_links(tree: Any) -> Iterator[str]:
    for link in tree.iterfind(".//link[@href]"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href")


def _joined(base: str, link: str) -> str:
    try:
        target = urljoin(base, link) if link else ""
        parts = urlsplit(target)
        return target.partition("#")[0] if parts.scheme in _DEFAULT_PORTS and parts.hostname else ""
    except ValueError:
        return ""


def _is_above(target: str, url: str) -> bool:
    """Whether `target` is the front page or the section that `url` lies in."""
    upper, lower = urlsplit(canonical(target)), urlsplit(canonical(url))
    if upper.query or upper.path == lower.path:
        return False
    if upper.path == "/":
        return True
    names = upper.path.strip("/").split("/")
    return (
        lower.path.startswith(upper.path + "/")
        and len(names) <= _SECTION_PARTS
        and not any(map(str.isdigit, upper.path))
        and names[-1].count("-") <= 1
        and not _PART.fullmatch(lower.path.removeprefix(upper.path))
    )
