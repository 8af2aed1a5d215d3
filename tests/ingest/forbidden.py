"""Ways to write addresses that must not be dialled, a few hundred, made from a few dozen addresses."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

LOOPBACK = ["127.0.0.1", "127.0.0.2", "127.1.2.3", "127.255.255.254", "0.0.0.0"]
PRIVATE = [
    *("10.0.0.1", "10.255.1.2", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.9.8", "192.168.0.1"),
    *("192.0.0.8", "192.0.2.5", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.251"),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "0.1.2.3"),
]
IPV6 = [
    *("::", "::1", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "::0.0.0.1", "0::1", "::01"),
    *("fe80::1", "fe80::1%25eth0", "fe80::1%eth0", "fe80::1%251", "febf::1", "fec0::1", "fc00::1", "fd00::1"),
    *("fdff:ffff::1", "fd00:ec2::254", "ff02::1", "ff05::2", "100::1", "2001:db8::1", "3fff::1", "5f00::1"),
    *("2001::1", "2001:2::1", "2001:10::1", "2001:20::1", "4000::1", "8000::1", "e000::1", "64:ff9b:1::1"),
    "::1%25lo",
]
# Digits and dots that browsers and resolvers read as those of ASCII.
ALPHABETS = ["⓪①②③④⑤⑥⑦⑧⑨", "0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉"]
DOTS = "。.。"


def of_ipv4(address: str) -> Iterator[str]:
    """The numbers of an address in other notations, all of which the C library understands."""
    a, b, c, d = IPv4Address(address).packed
    whole = int(IPv4Address(address))
    yield from (address, f"{address}.", str(whole), f"{whole}.", f"{whole:#x}", f"{whole:#X}", f"0{whole:o}")
    yield from (f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a}.{b}.{c << 8 | d}")
    yield from (f"{a}.{b << 16 | c << 8 | d}", f"{a:#x}.{b << 16 | c << 8 | d}", f"000{a:o}.{b}.{c}.00{d:o}")
    yield from (f"0x00{a:02x}.0{b:o}.{c}.{d}", f"{a:#x}{b:02x}{c:02x}{d:02X}", f"0x000{whole:08x}")


def in_ipv6(address: str) -> Iterator[str]:
    """IPv6 addresses that carry one of IPv4: mapped, compatible, translated, tunnelled."""
    packed = IPv4Address(address).packed
    high, low = packed[:2].hex(), packed[2:].hex()
    yield from (f"::ffff:{address}", f"::ffff:{high}:{low}", f"::FFFF:{high}:{low}", f"::{address}")
    yield from (f"0:0:0:0:0:ffff:{address}", f"64:ff9b::{address}", f"64:ff9b::{high}:{low}")
    yield from (f"64:ff9b:1::{address}", f"2002:{high}:{low}::", f"2002:{high}:{low}::1")
    flipped = bytes(0xFF ^ byte for byte in packed)
    yield str(IPv6Address(bytes.fromhex("20010000") + packed + bytes(4) + flipped))  # Teredo, both ends


def in_other_digits(address: str) -> Iterator[str]:
    """The address with digits and dots that are only folded to those of ASCII."""
    for alphabet in ALPHABETS:
        yield address.translate({ord("0") + place: digit for place, digit in enumerate(alphabet)})
    for dot in DOTS:
        yield address.replace(".", dot)
    yield "".join(f"%{ord(char):02x}" for char in address)


def hosts() -> list[str]:
    """Everything that can stand for a host, without those that need a name server."""
    found = [host for address in (*LOOPBACK, *PRIVATE[:4]) for host in of_ipv4(address)]
    found += [*PRIVATE, *(host for address in LOOPBACK[:2] for host in in_other_digits(address))]
    carried = [host for address in ("127.0.0.1", "10.0.0.1", "169.254.169.254") for host in in_ipv6(address)]
    found += [f"[{host}]" for host in (*IPV6, *carried)]
    found += [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "Localhost.",
        "a.localhost",
        "a.b.LocalHost.",
        "localhost",
    ]
    return list(dict.fromkeys(found))


NAMES = {
    **{f"v4-{place}.example": [[address]] for place, address in enumerate((*LOOPBACK, *PRIVATE))},
    **{f"v6-{place}.example": [[a.partition("%")[0]]] for place, a in enumerate(IPV6)},
    **{f"in-{place}.example": [[address]] for place, address in enumerate(in_ipv6("127.0.0.1"))},
    "several.example": [["127.0.0.1", "10.0.0.1", "::1", "fd00::1"]],
    "xn--strange-7ya.example": [["127.0.0.1"]],
    "127.0.0.1.nip.example": [["127.0.0.1"]],
}


def urls(port: int) -> list[str]:
    """Every way, as a URL of a page on `port`."""
    found = [f"http://{host}:{port}/page" for host in (*hosts(), *NAMES)]
    inside = f"127.0.0.1:{port}"
    found += [
        *(f"http://site.example@{inside}/", f"http://site.example:80@{inside}/", f"http://:@{inside}/"),
        *(f"http://{inside}#@site.example/", f"http://{inside}?@site.example/", f"http://@{inside}/"),
        *(f"http://site.example\\@{inside}/", f"http://{inside}\\@site.example/", f"http:\\\\{inside}/"),
        *(f"http://site.example#@{inside}/", f"http://site.example?@{inside}/", f"http://a@b@{inside}/"),
        *(f"http://{inside}%2f@site.example/", f"http://{inside}%00.site.example/", f"http://{inside}%20/"),
        *(f"http://\t{inside}/", f"http://{inside}\r\nHost: site.example/", f"http:///{inside}/"),
        *(f"//{inside}/", f"http:/{inside}/", f"http:{inside}/", f"{inside}/", f"HTTP://{inside}/", inside),
        *(f"hTTp://{inside}", f" http://{inside}/ ", f"https://{inside}/", f"https://[::1]:{port}/"),
        *(
            f"{scheme}://{inside}/"
            for scheme in ("ftp", "gopher", "dict", "ldap", "ws", "sftp", "tftp", "jar:http")
        ),
        *("file:///etc/passwd", "file://localhost/etc/passwd", "unix:///run/x.sock", "data:text/html,a"),
        *("http+unix://%2frun%2fx.sock/", "javascript:alert(1)", "about:blank", "view-source:http://[::1]/"),
        *(
            f"http://127.0.0.1:{other}/"
            for other in ("0", "22", "25", "65536", "-1", "99999", "6667", "x", "")
        ),
        *(
            "http://[::1",
            "http://::1/",
            "http://[127.0.0.1]/",
            "http://[::ffff:127.0.0.1/",
            "http://",
            "http://.",
        ),
        *("http://127.0.0.1.", "http://127..1/", "http://.127.0.0.1/", "http://127.0.0.1../", "http://0/"),
    ]
    return found
