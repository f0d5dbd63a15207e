"""Bodies of answers: counted as they come and as they unpack, and cut off where they have no end."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from kg.fetching.reasons import FetchError

__all__ = ["ENCODINGS", "bounded", "unpacked"]

ENCODINGS = "gzip, deflate"
"""What a server may pack its answer with: what the standard library unpacks piece by piece."""

_PIECE = 65_536
_GZIP = {"gzip", "x-gzip"}


def bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The pieces, until there are more than `most` bytes. Raises FetchError then."""
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > most:
            raise FetchError(f"has more than {most:,} bytes (--max-size)")
        yield chunk


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces of a body without its Content-Encoding, none larger than 64 KiB more than what comes in.

    Raises FetchError for an encoding that was not asked for, and for one that is broken.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from chunks
    elif name in _GZIP or name == "deflate":
        yield from _inflated(chunks, name)
    else:
        raise FetchError(f"comes packed as {encoding.strip()[:40]!r}, and {ENCODINGS} were asked for")


def _inflated(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    unpacker, ended = None, False
    for chunk in chunks:
        unpacker = unpacker or _unpacker(name, chunk)
        try:
            yield from _pieces(unpacker, chunk)
        except zlib.error as error:
            raise FetchError(f"its {name} is damaged") from error
        ended = unpacker.eof
    if unpacker is not None and not ended:
        raise FetchError(f"its {name} breaks off")


def _unpacker(name: str, first: bytes) -> zlib._Decompress:
    """For gzip, or for deflate: with zlib's header, or, as many servers understand the word, without."""
    if name in _GZIP:
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    wrapped = first[:1] and first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _pieces(unpacker: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    while not unpacker.eof:
        piece = unpacker.decompress(chunk, _PIECE)
        chunk = unpacker.unconsumed_tail
        if piece:
            yield piece
        elif not chunk:
            return
