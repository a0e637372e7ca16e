"""The body of a response, decompressed piece by piece as it arrives."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from qa.errors import SiteFailed

PIECE = 1 << 20  # bytes at most of one decompressed piece, however small its compressed form
MEGABYTE = 1 << 20


def announced_size(response: httpx.Response) -> int | None:
    """The bytes that a response says its body has; None where it does not say."""
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None


def decompressed(response: httpx.Response) -> Iterator[bytes]:
    """The body of `response`, decompressed, in pieces of at most `PIECE` bytes.

    Raises `SiteFailed` where it is compressed in a way that was not asked for, and
    `httpx.RemoteProtocolError` where it is damaged or breaks off.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        yield from response.iter_raw(PIECE)
        return
    if encoding not in ("gzip", "x-gzip"):
        raise SiteFailed(f"{response.url.host} answered in a packing that cannot be read here.")
    decompressor = zlib.decompressobj(wbits=31)
    try:
        for compressed in response.iter_raw():
            while compressed and not decompressor.eof:
                yield decompressor.decompress(compressed, PIECE)
                compressed = decompressor.unconsumed_tail
    except zlib.error as error:
        raise httpx.RemoteProtocolError("its packing is damaged") from error
    if not decompressor.eof:
        raise httpx.RemoteProtocolError("it broke off")
