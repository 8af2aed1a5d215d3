import gzip
import zlib
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.unzip import Damaged, TooLarge, Unzipper
from tests.timing import within

# Without the time of packing, which would be in the name of a test.
gzipped = partial(gzip.compress, mtime=0)

FEED = b'<?xml version="1.0"?><rss><channel><title>Kabar Muara Teduh</title></channel></rss>'


def unzipped(data: bytes, encoding: str = "", *, max_bytes: int = 100_000, step: int = 7) -> bytes:
    unzipper = Unzipper(encoding, max_bytes)
    pieces = [piece for at in range(0, len(data), step) for piece in unzipper.feed(data[at : at + step])]
    return b"".join([*pieces, *unzipper.finish()])


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (FEED, ""),
        (FEED, "identity"),
        (FEED, "gzip"),  # not packed at all, whatever it says
        (FEED, "br"),
        (FEED, "utf-8"),
        (b"\xef\xbb\xbf" + FEED, "gzip"),
        (b'  {"version": "https://jsonfeed.org/version/1.1"}', "deflate"),
        (gzipped(FEED), "gzip"),
        (gzipped(FEED), "x-gzip"),
        (gzipped(FEED), " GZIP "),
        (gzipped(FEED), "deflate"),
        (gzipped(FEED), ""),  # a packed file, served as a file
        (gzipped(FEED), "br"),
        (gzipped(gzipped(FEED)), "gzip"),
        (gzipped(gzipped(FEED)), "gzip, gzip"),
        (zlib.compress(FEED), "deflate"),
        (zlib.compress(FEED), "gzip"),
        (raw_deflate(FEED), "deflate"),
        (gzipped(zlib.compress(FEED)), "deflate, gzip"),
        (gzipped(FEED[:30]) + gzipped(FEED[30:]), "gzip"),
        (gzipped(FEED) + b"\0" * 512, "gzip"),
        (gzipped(FEED) + b"rubbish", "gzip"),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_packed_bodies_whatever_they_are_called(body: bytes, encoding: str, step: int) -> None:
    expected = b"\xef\xbb\xbf" + FEED if body.startswith(b"\xef") else FEED if b"{" not in body[:4] else body
    assert unzipped(body, encoding, step=step) == expected


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"no gzip at all", "gzip"),
        (gzipped(FEED)[:-20], "gzip"),
        (gzipped(FEED)[:-20], ""),
        (raw_deflate(FEED)[:-5], "deflate"),
        (b"\x0b\x02\x80packed otherwise", "br"),
        (gzipped(FEED)[:40] + b"\xff" * 40, "gzip"),
        (FEED, "gzip, gzip, gzip, gzip"),
    ],
)
def test_what_is_not_whole_is_damaged(body: bytes, encoding: str) -> None:
    with pytest.raises(Damaged):
        unzipped(body, encoding)


def test_the_cap_is_on_every_layer() -> None:
    bomb = gzipped(b"<p>" * 10_000_000)
    for body, encoding in ((bomb, "gzip"), (bomb, ""), (gzipped(bomb), "gzip, gzip")):
        with within(2), pytest.raises(TooLarge):
            unzipped(body, encoding, step=65536)
    hidden = gzipped(zlib.compress(b"\0" * 5_000_000) + bytes(200_000))  # unpacks to little, through much
    with pytest.raises(TooLarge):
        unzipped(hidden, "gzip")


def test_members_without_end_are_cut_short() -> None:
    body = gzipped(b"") * 100_000
    with within(5), pytest.raises((Damaged, TooLarge)):
        unzipped(body, "gzip", step=1 << 20)


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "gzip", "deflate", "br", "gzip, deflate"]),
    st.integers(1, 50),
)
def test_any_bytes_are_unpacked_or_refused(data: bytes, encoding: str, step: int) -> None:
    try:
        assert len(unzipped(data, encoding, max_bytes=1000, step=step)) <= 1000
    except (Damaged, TooLarge):
        return


@given(st.binary(min_size=2, max_size=2000), st.integers(1, 500))
def test_what_was_packed_comes_back(data: bytes, step: int) -> None:
    if data[:2] != b"\x1f\x8b":  # which would be unpacked once more
        assert unzipped(gzipped(data), "gzip", step=step) == data
        assert unzipped(zlib.compress(data), "deflate", step=step) == data
