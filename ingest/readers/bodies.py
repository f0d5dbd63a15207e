"""The body of an HTTP answer as its server meant it: chunks joined, compression undone, neither without a limit."""

from __future__ import annotations

import re
import zlib
from typing import Any

__all__ = ["BodyError", "dechunked", "decoded"]

_GZIP = b"\x1f\x8b"
_STEP = 65_536


class BodyError(ValueError):
    """Why a body cannot be taken: the end of a sentence about it."""


def dechunked(stream: Any) -> bytes:
    """The bytes of a stream in HTTP's chunks (RFC 9112, 7.1); as they stand where there are no chunks after all.

    The stream is a warcio record's, whose length is its limit.
    """
    from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader

    try:
        return bytes(ChunkedDataReader(stream).read())
    except ChunkedDataException as error:
        raise BodyError("has a body in broken chunks") from error


def decoded(raw: bytes, coding: str, most: int) -> bytes:
    """The body without its content codings (RFC 9110, 8.4): `gzip`, `deflate`, `br`, or several, the last one first.

    Raises BodyError for an unknown coding, for a broken body, and for one that grows to more than `most` bytes. A
    body that was stored decoded, with the header that it came with, is taken as it is.
    """
    for name in reversed([part.strip().lower() for part in coding.split(",") if part.strip()]):
        if name != "identity":
            raw = _one(raw, name, most)
    if len(raw) > most:
        raise BodyError(f"has a body of more than {most:,} bytes")
    return raw


def _one(raw: bytes, name: str, most: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflated(raw, zlib.MAX_WBITS | 16, most) if raw.startswith(_GZIP) else raw
    if name == "deflate":
        return _deflate(raw, most)
    if name == "br":
        return _brotli(raw, most)
    shown = name if re.fullmatch(r"[\w-]{1,20}", name) else "?"
    raise BodyError(f"has a body in the content coding {shown!r}; gzip, deflate and br are read")


def _deflate(raw: bytes, most: int) -> bytes:
    """With zlib's two bytes before it, as the standard says, or without, as some servers send it."""
    try:
        return _inflated(raw, zlib.MAX_WBITS, most)
    except _NotBegunError:
        pass
    try:
        return _inflated(raw, -zlib.MAX_WBITS, most)
    except _NotBegunError:
        return raw


class _NotBegunError(BodyError):
    """The first bytes are not those of the coding."""


def _inflated(raw: bytes, window: int, most: int) -> bytes:
    """The members of a gzip body, or a deflated one, inflated to at most `most` bytes."""
    found = bytearray()
    rest = raw
    while rest:
        inflater = zlib.decompressobj(window)
        try:
            found += inflater.decompress(rest, most + 1 - len(found))
        except zlib.error as error:
            raise (BodyError if found else _NotBegunError)("has a compressed body that is damaged") from error
        if len(found) > most:
            raise BodyError(f"has a compressed body that grows to more than {most:,} bytes")
        if not inflater.eof:
            raise BodyError("has a compressed body that is cut off")
        rest = inflater.unused_data if inflater.unused_data.startswith(_GZIP) else b""
    return bytes(found)


def _brotli(raw: bytes, most: int) -> bytes:
    import brotli

    opener = brotli.Decompressor()
    found = bytearray()
    try:
        found += opener.process(raw, output_buffer_limit=_STEP)
        while len(found) <= most and not opener.is_finished():
            more = opener.process(b"", output_buffer_limit=_STEP)
            if not more:
                raise BodyError("has a compressed body that is cut off")
            found += more
    except brotli.error as error:
        if not found and raw.lstrip()[:1] == b"<":  # stored decoded
            return raw
        raise BodyError("has a compressed body that is damaged") from error
    if len(found) > most:
        raise BodyError(f"has a compressed body that grows to more than {most:,} bytes")
    return bytes(found)
