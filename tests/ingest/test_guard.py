import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchError, ForbiddenAddress
from bot.ingest.guard import (
    AddressRefused,
    check_url,
    guarded_sockets,
    is_public,
    public_or_in,
    socket_factory,
)

PUBLIC = [
    "1.1.1.1",
    "93.184.216.34",
    "223.255.255.254",
    "2606:4700:4700::1111",
    "2a00:1450::5",
    "::ffff:1.1.1.1",
]
NOT_PUBLIC = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
    *(
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
    ),
    *("5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1"),
    *("", "localhost", "example.org", "1.1.1", "1.1.1.1.1", "0x7f.1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_everything_else_is_not(address: str) -> None:
    assert not is_public(address)


def test_what_the_operator_vouches_for_is_taken_and_nothing_beside_it() -> None:
    check = public_or_in(["192.168.1.0/24", "::1"])
    assert all(map(check, ["192.168.1.1", "192.168.1.254", "::1", *PUBLIC]))
    refused = {*NOT_PUBLIC, "192.168.2.1", "::ffff:192.168.1.1", "::ffff:127.0.0.1"} - {"192.168.1.1", "::1"}
    assert not any(map(check, refused))


@given(st.ip_addresses(v=4))
def test_what_is_carried_inside_ipv6_is_judged_as_what_it_carries(address: object) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))
    assert not is_public(f"64:ff9b::{address}")


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert is_public(text) in {True, False}


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f.1",
            "0x7f000001",
            "017700000001",
            "0177.0.0.1",
        ),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "0.0.0.0", "0", "localhost"),
        *("LOCALHOST", "localhost.", "a.localhost", "127.0.0.1.", "10.0.0.1", "[fe80::1]", "169.254.169.254"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "①②⑦.⓪.⓪.①", "127。0。0。1"),
    ],
)
def test_urls_of_addresses_that_are_not_public_are_refused(host: str) -> None:
    with pytest.raises(ForbiddenAddress, match="not on the public internet"):
        check_url(f"http://{host}/page")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("  HTTPS://Example.ORG/a?b=1#part ", "https://example.org/a?b=1"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
        ("https://example.org:443/x", "https://example.org/x"),
        ("https://1.1.1.1/", "https://1.1.1.1/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
    ],
)
def test_urls_are_normalised(url: str, expected: str) -> None:
    assert check_url(url) == expected
    assert check_url(expected) == expected


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "not file"),
        ("ftp://example.org/a", "not ftp"),
        ("javascript:alert(1)", "not javascript"),
        ("example.org/page", "https://"),
        ("", "https://"),
        ("http://", "malformed|no site"),
        ("http:///path", "no site|malformed"),
        ("http://[::1/", "malformed"),
        ("http://user@example.org/", "user name or a password"),
        ("http://user:pass@example.org/", "user name or a password"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:6667/", "port 6667"),
        ("http://example.org:0/", "port 0"),
        ("http://example.org:99999/", "malformed|port"),
        ("http://exa mple.org/", "blanks"),
        ("http://example.org/\r\nHost: x", "blanks"),
        ("http://example.org\\@127.0.0.1/", "blanks"),
        ("http://example.org/" + "a" * 5000, "too long"),
    ],
)
def test_other_urls_are_refused_with_one_line(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why) as caught:
        check_url(url)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as caught:
        check_url("http://user:geheim@example.org/")
    assert "geheim" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_url_is_accepted_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            checked = check_url(url)
        except FetchError:
            continue
        assert checked.startswith(("http://", "https://"))


def test_sockets_are_made_for_public_addresses_only() -> None:
    made = socket_factory((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 80)))
    made.close()
    for family, address in ((socket.AF_INET, ("10.0.0.1", 80)), (socket.AF_INET6, ("::1", 80, 0, 0))):
        with pytest.raises(AddressRefused):
            socket_factory((family, socket.SOCK_STREAM, 6, "", address))
    if hasattr(socket, "AF_UNIX"):
        with pytest.raises(AddressRefused):
            guarded_sockets(lambda _: True)((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/tmp/x",)))
