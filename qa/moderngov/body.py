"""The body of an answer, unpacked and measured as it arrives."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from qa.errors import SiteFailed

STEP = 1 << 20  # bytes unpacked at a time, whatever they were packed into
MEGABYTE = 1 << 20


def announced(response: httpx.Response) -> int | None:
    """The bytes that an answer says its body has."""
    told = response.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


def parts(response: httpx.Response) -> Iterator[bytes]:
    """The body of `response`, unpacked, in parts of `STEP` bytes at most.

    Raises `SiteFailed` where it is packed in a way that was not asked for, and
    `httpx.RemoteProtocolError` where it breaks off.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed in ("identity", ""):
        yield from response.iter_raw(STEP)
        return
    if packed not in ("gzip", "x-gzip"):
        raise SiteFailed(f"{response.url.host} answered in a packing that cannot be read here.")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for left in response.iter_raw():
            while left and not unpacker.eof:
                yield unpacker.decompress(left, STEP)
                left = unpacker.unconsumed_tail
    except zlib.error as error:
        raise httpx.RemoteProtocolError("its packing is damaged") from error
    if not unpacker.eof:
        raise httpx.RemoteProtocolError("it broke off")
