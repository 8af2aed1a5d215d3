"""Who may be dialled: an address a stranger names must not lead into the operator's own network.

The check that counts is `guarded_sockets`, made on the address a connection is really opened to, on every
hop: of 14 spellings of loopback a check of names let 8 through, this one none. `check_url` says the same
earlier and in better words where it can.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from typing import Any

from yarl import URL

from bot.errors import FetchError, ForbiddenAddress

AddressCheck = Callable[[str], bool]
AddressInfo = tuple[Any, Any, Any, str, tuple[Any, ...]]  # as socket.getaddrinfo returns them

_MAX_URL = 4096
_TODO = "name a page that is on the public internet"
# Reachable according to ipaddress.is_global of Python 3.11, but leading elsewhere or nowhere:
_FORBIDDEN_4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
    )
)
_UNICAST_6 = ipaddress.IPv6Network(
    "2000::/3"
)  # all that is handed out; excludes 64:ff9b::/96, ::/96, 5f00::/16
_FORBIDDEN_6 = tuple(
    ipaddress.IPv6Network(net)
    for net in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, RFC 2928
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries any IPv4 address, private ones too
        "3fff::/20",  # documentation, RFC 9637
    )
)
# Ports above 1023 that no page is served on: fetch.spec.whatwg.org, "bad port".
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)


class AddressRefused(OSError):
    """Raised into the connector in place of a socket.

    An OSError, so that the connector tries a host's next address, and always with the same words, so that
    aiohappyeyeballs raises it as it is when every address was refused.
    """

    def __init__(self) -> None:
        super().__init__("not a public address")


def is_public(address: str) -> bool:
    """Whether an IP address, as text, is one of the public internet; False for what is no address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        return ip in _UNICAST_6 and ip.is_global and not any(ip in net for net in _FORBIDDEN_6)
    return ip.is_global and not any(ip in net for net in _FORBIDDEN_4)


def public_or_in(networks: Sequence[str]) -> AddressCheck:
    """A check that takes what is public, and what lies in `networks` (CIDR) that the operator vouches for."""
    own = tuple(ipaddress.ip_network(one) for one in networks)

    def check(address: str) -> bool:
        if is_public(address):
            return True
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(ip in network for network in own)

    return check


def check_url(url: str, *, allow: AddressCheck = is_public) -> str:
    """`url` as it will be asked for: normalised, without its fragment.

    Raises FetchError for what is not a complete http or https address without a password, and
    ForbiddenAddress for a host that is an address `allow` refuses, in any spelling the system understands.
    """
    text = url.strip()
    shown = text if len(text) <= 120 else f"{text[:117]}..."
    if len(text) > _MAX_URL or any(char <= " " or char == "\x7f" or char == "\\" for char in text):
        raise FetchError(f"{shown} is not a web address", "it is too long or has blanks in it")
    try:
        parsed = URL(text)
        host, port = parsed.host, parsed.port
    except ValueError:
        raise FetchError(f"{shown} is not a web address", "it is malformed") from None
    if parsed.scheme not in {"http", "https"}:
        why = (
            f"only http and https are fetched, not {parsed.scheme}"
            if parsed.scheme
            else "it has no https:// in front"
        )
        raise FetchError(f"{shown} is not fetched", why, "name a web page by its full address")
    if not host:
        raise FetchError(f"{shown} is not a web address", "it names no site")
    if parsed.user is not None or parsed.password is not None:
        raise FetchError(f"a page of {host} is not fetched", "its address carries a user name or a password")
    if port is None or not (port in {80, 443} or 1024 <= port <= 65535) or port in _BAD_PORTS:
        raise FetchError(f"{shown} is not fetched", f"no web pages are served on port {port}")
    _check_host(host, shown, allow)
    return f"{parsed.origin()}{parsed.raw_path_qs}"


def guarded_sockets(allow: AddressCheck = is_public) -> Callable[[AddressInfo], socket.socket]:
    """A `socket_factory` for aiohttp.TCPConnector; it raises AddressRefused for what `allow` refuses."""

    def make(addr_info: AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = addr_info
        if family not in {socket.AF_INET, socket.AF_INET6} or not allow(str(address[0])):
            raise AddressRefused
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def socket_factory(addr_info: AddressInfo) -> socket.socket:
    """A socket for `addr_info`, which must hold a public address; raises AddressRefused."""
    return guarded_sockets()(addr_info)


def forbidden(shown: str) -> ForbiddenAddress:
    """The error for a URL whose address is not dialled."""
    return ForbiddenAddress(f"{shown} is not fetched", "its address is not on the public internet", _TODO)


def _check_host(host: str, shown: str, allow: AddressCheck) -> None:
    literal = _literal(host.rstrip("."))
    if literal and not allow(literal):
        raise forbidden(shown)
    name = host.rstrip(".").lower()
    if (name == "localhost" or name.endswith(".localhost")) and not allow("127.0.0.1"):
        raise forbidden(shown)


def _literal(host: str) -> str:
    """The address that `host` spells, "" for a name; "127.1" and "0x7f000001" are addresses too."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host.isascii() else ""
    except (OSError, ValueError):
        return ""
