"""Unpacking what a site sent, piece by piece, under a cap: labels lie, and little unpacks to a lot."""

import re
import zlib
from collections.abc import Iterator

_ENOUGH = 64  # bytes that show what follows
_PIECE = 256 * 1024  # bytes unpacked in one step
_LAYERS = 3  # labels like "gzip, gzip" and a packed file within a packed answer
_PACKED = frozenset({"gzip", "x-gzip", "deflate", "x-deflate"})
_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_MEMBERS = 1000  # of one gzip file; each costs a copy of what follows it
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*[<{\[][^\x00-\x08\x0e-\x1f]*$|\xff\xfe[<{\[]|\xfe\xff\x00[<{\[]")


class Damaged(ValueError):
    """The bytes are not what they are said to be."""


class TooLarge(ValueError):
    """More bytes than allowed, packed or unpacked."""


class Unzipper:
    """Takes a body as it arrives and gives it back unpacked.

    `encoding` is the Content-Encoding of the answer. It is a hint: what begins as gzip, zlib or plain markup
    is taken for what it is. `max_bytes` bounds what passes through each layer, so that a file packed twice
    cannot hide what it unpacks to.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        named = [name.strip().lower() for name in encoding.split(",")]
        packed = [name for name in reversed(named) if name in _PACKED or name in _FOREIGN]
        if len(packed) > _LAYERS:
            raise Damaged
        self._layers = [_Layer(max_bytes, name) for name in packed]
        self._layers.append(_Layer(max_bytes, ""))  # a packed file, served as a file

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes that `data` unpacks to, in pieces. Raises TooLarge or Damaged."""
        yield from self._through(0, data)

    def finish(self) -> Iterator[bytes]:
        """What is left when the body has ended. Raises Damaged if it ended too early."""
        for place, layer in enumerate(self._layers):
            for piece in layer.finish():
                yield from self._through(place + 1, piece)

    def _through(self, place: int, data: bytes) -> Iterator[bytes]:
        if place == len(self._layers):
            yield data
            return
        for piece in self._layers[place].feed(data):
            yield from self._through(place + 1, piece)


class _Layer:
    """One packing: gzip, zlib, raw deflate or, where it only seemed to be packed, none."""

    def __init__(self, max_bytes: int, name: str) -> None:
        self._left = max_bytes
        self._name = name  # what the site calls it, "" for nothing
        self._head: bytes | None = b""  # what came before it was enough to judge by
        self._unpack: zlib._Decompress | None = None
        self._gzip = False
        self._members = 1

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._head is not None:
            self._head += data
            if len(self._head) < _ENOUGH:
                return
            data = self._begin(self._head)
        yield from self._on(data)

    def finish(self) -> Iterator[bytes]:
        if self._head:
            yield from self._on(self._begin(self._head))
        if self._unpack is not None and not self._unpack.eof:
            raise Damaged

    def _begin(self, data: bytes) -> bytes:
        self._head = None
        self._gzip = data[:2] == b"\x1f\x8b"
        zlibbed = len(data) > 1 and data[0] & 0x0F == 8 and (data[0] << 8 | data[1]) % 31 == 0
        if self._gzip:
            self._unpack = zlib.decompressobj(31)
        elif not self._name or _MARKUP.match(data[:_ENOUGH]):
            self._unpack = None
        elif zlibbed and self._name in _PACKED:
            self._unpack = zlib.decompressobj(15)
        elif "deflate" in self._name:
            self._unpack = zlib.decompressobj(-15)
        else:
            raise Damaged
        return data

    def _on(self, data: bytes) -> Iterator[bytes]:
        if self._unpack is None:
            yield self._counted(data)
        else:
            yield from self._unpacked(data)

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        assert self._unpack is not None
        full = False  # a step that was cut off may hold more, though it has taken all its input
        while data or full:
            if self._unpack.eof:
                data = data.lstrip(b"\0")
                if not self._gzip or data[:1] != b"\x1f":
                    return  # padding, or rubbish behind the end, which no browser minds either
                self._members += 1
                if self._members > _MEMBERS:
                    raise Damaged
                self._unpack = zlib.decompressobj(31)
            try:
                piece = self._unpack.decompress(data, _PIECE)
            except zlib.error:
                raise Damaged from None
            data = self._unpack.unused_data if self._unpack.eof else self._unpack.unconsumed_tail
            full = len(piece) == _PIECE and not self._unpack.eof
            if piece:
                yield self._counted(piece)

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge
        return piece
