"""What a web archive holds: for each address, when it was asked for last, and with what it can be asked for again."""

from __future__ import annotations

import datetime as dt
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import InputError

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

__all__ = ["LISTS", "Kept", "Tail", "indexed", "media_type", "whole_part"]

LISTS = {"application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml"}
"""What feeds and sitemaps come as."""

_PIECE = 1 << 16
_HEAD = 1 << 18
"""Bytes of a record in which its headers are looked for: `client` takes at most 100 KiB of them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The last answer that the archive has of an address. `location`: where it redirects to, or empty.

    `asked`: when the server was asked last, be it that it said "not modified"; `when`: when what is kept was sent.
    """

    url: str
    when: str
    asked: dt.datetime
    digest: str
    status: int
    type: str
    etag: str
    modified: str
    location: str


@dataclass(frozen=True, slots=True)
class Tail:
    """How much of a file is whole, whether something broken follows, and whether its records are compressed apart."""

    end: int
    broken: bool = False
    apart: bool = True


def indexed(file: BinaryIO) -> tuple[dict[str, Kept], Tail]:
    """The index of a `.warc.gz` that is open for reading, and where its whole records end."""
    found: dict[str, Kept] = {}
    end = 0
    try:
        for stop, size, head in _members(file):
            if size > _size(head):
                return found, Tail(end, apart=False)
            _take(found, head)
            end = stop
    except EOFError:
        return found, Tail(end, broken=True)
    return found, Tail(end)


def whole_part(file: BinaryIO, where: str) -> tuple[dict[str, Kept], int]:
    """The same, with the length of the part to which records can be added.

    What an interrupted run left at the end does not count. Raises InputError for a file that is no web archive, and
    for one with damage before other records, which cutting would take away.
    """
    found, tail = indexed(file)
    if not tail.apart:
        raise InputError(f"{where}: is not compressed record by record, and only so more is added (warcio recompress)")
    if tail.broken and _goes_on(file, tail.end):
        raise InputError(
            f"{where}: is damaged after byte {tail.end:,}, and more records follow: nothing is added to it"
        )
    if tail.broken and tail.end == 0 and not _begins_ours(file):
        raise InputError(f"{where}: is no web archive (WARC), and nothing is added to it")
    return found, tail.end


def _members(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """Each whole gzip member: where it ends, its length unpacked, its beginning. Raises EOFError for a broken one."""
    file.seek(0)
    rest, end = b"", 0
    while True:
        rest = rest or file.read(_PIECE)
        if not rest:
            return
        unpacker, size, head = zlib.decompressobj(zlib.MAX_WBITS | 16), 0, bytearray()
        while not unpacker.eof:
            piece = _piece(unpacker, rest)
            size += len(piece)
            head += piece[: _HEAD - len(head)]
            left = unpacker.unconsumed_tail or unpacker.unused_data
            end += len(rest) - len(left)
            # what is unpacked may come in pieces also after all has been read
            rest = left or (b"" if unpacker.eof or piece else _more(file))
        if not head.startswith(b"WARC/"):
            raise EOFError
        yield end, size, bytes(head)


def _size(head: bytes) -> int:
    """How long a record is, with its headers and the two line ends that follow it. Raises EOFError where none says."""
    headers, found, _ = head.partition(b"\r\n\r\n")
    length = re.search(rb"\r\nContent-Length:\s*(\d{1,18})\s*(?:\r\n|\Z)", headers, re.IGNORECASE)
    if not found or length is None:
        raise EOFError
    return len(headers) + 4 + int(length[1]) + 4


def _piece(unpacker: zlib._Decompress, raw: bytes) -> bytes:
    try:
        return unpacker.decompress(raw, _PIECE)
    except zlib.error as error:
        raise EOFError from error


def _more(file: BinaryIO) -> bytes:
    raw = file.read(_PIECE)
    if not raw:
        raise EOFError
    return raw


def _begins_ours(file: BinaryIO) -> bool:
    """Whether the file's one broken record is the beginning of a WARC record, or nothing."""
    file.seek(0)
    try:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(_PIECE), 5)
    except zlib.error:
        return False
    return b"WARC/".startswith(head)


def _goes_on(file: BinaryIO, start: int) -> bool:
    """Whether a record begins somewhere after what is broken."""
    file.seek(start + 1)
    before = b""
    while piece := file.read(_PIECE):
        window = before + piece
        if any(_is_record(window[at : at + 512]) for at in _marks(window)):
            return True
        before = window[-512:]
    return False


def _marks(window: bytes) -> Iterator[int]:
    at = window.find(b"\x1f\x8b\x08")
    while at >= 0:
        yield at
        at = window.find(b"\x1f\x8b\x08", at + 1)


def _is_record(raw: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw, 5) == b"WARC/"
    except zlib.error:
        return False


def _take(found: dict[str, Kept], head: bytes) -> None:
    record = _record(head)
    if record is None or record.rec_type not in ("response", "revisit"):
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    date = record.rec_headers.get_header("WARC-Date") or ""
    asked = _instant(date)
    if record.rec_type == "response" and record.http_headers is not None:
        found[url] = _kept(record, url, date, asked)
    elif url in found:
        found[url] = replace(found[url], asked=asked)


def _record(head: bytes) -> ArcWarcRecord | None:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        return next(iter(ArchiveIterator(io.BytesIO(head))), None)
    except (ArchiveLoadFailed, EOFError, ValueError):
        return None


def _kept(record: ArcWarcRecord, url: str, date: str, asked: dt.datetime) -> Kept:
    headers = record.http_headers
    status = headers.get_statuscode()
    return Kept(
        url=url,
        when=date,
        asked=asked,
        digest=record.rec_headers.get_header("WARC-Payload-Digest") or "",
        status=int(status) if status.isdigit() else 0,
        type=media_type(headers.get_header("Content-Type") or ""),
        etag=headers.get_header("ETag") or "",
        modified=headers.get_header("Last-Modified") or "",
        location=headers.get_header("Location") or "",
    )


def media_type(header: str) -> str:
    """The type that a Content-Type names, in lower case and without what follows it."""
    return header.partition(";")[0].strip().lower()


def _instant(text: str) -> dt.datetime:
    """The time that a WARC-Date names; the beginning of times for what is none."""
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)
