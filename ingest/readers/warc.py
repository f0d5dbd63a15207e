"""Web archives: WARC 1.0 and 1.1 (ISO 28500), compressed or not; each page that was captured is a source of its own."""

from __future__ import annotations

import gzip
import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from ingest.readers.bodies import BodyError, dechunked, decoded
from ingest.readers.source import Noted, Read, Rejected, Source, source_of

__all__ = ["MAX_BODY", "read", "shown"]

MAX_BODY = 32_000_000
"""Bytes of the largest captured page or file that is read, decoded or as it was sent: a PDF of some hundred pages."""

MAX_HEAD = 1_000_000
"""Bytes of a record's headers, those of HTTP among them; real ones have a few thousand."""

KINDS = 6
"""How many kinds of records that were left out are named; the others are counted together."""

_PAGES = {
    "",  # not said: its content tells
    "application/atom+xml",
    "application/feed+json",
    "application/pdf",
    "application/rss+xml",
    "application/rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/xhtml+xml",
    "application/xml",
    "text/html",
    "text/plain",
    "text/rtf",
    "text/xml",
}
_SCHEMES = ("http", "https", "ftp", "file")
_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}", re.ASCII)
_BLOCK = 65_536
_QUIET = logging.NullHandler()


class _BrokenError(Exception):
    """Why an archive cannot be read further."""


def read(source: Source) -> Iterator[Read]:
    """The captured pages, in the archive's order, each a source with its address, its type and when it was fetched.

    What was left out (answers that are no page, images, scripts, revisits) is told once, at the end. An archive that
    is cut off or damaged is named with the record; the pages before it are taken.
    """
    left_out: Counter[str] = Counter()
    count, is_whole = 0, True
    try:
        for found in _captures(source):
            if isinstance(found, str):
                left_out[found] += 1
            else:
                count += 1
                yield found
    except _BrokenError as error:
        is_whole = False
        yield Rejected(source.where, f"{error}; pages read before that: {count:,}")
    if left_out or (is_whole and not count):
        yield (Noted if count else Rejected)(source.where, _summary(left_out))


def shown(address: str) -> str:
    """An address as a line of text: what is no visible character percent-encoded."""
    return "".join(
        sign if sign.isprintable() and not sign.isspace() else quote(sign, errors="replace") for sign in address
    )


class _Lines:
    """The bytes of an archive for warcio, with no line and no head longer than any real one."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.left = MAX_HEAD
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        return bytes(self._stream.read(size))

    def readline(self, size: int | None = None) -> bytes:
        line: bytes = self._stream.readline(self.left if size is None or size < 0 else min(size, self.left))
        self.left -= len(line)
        self.last = line
        if self.left <= 0:
            raise _BrokenError(f"holds a record with a head of more than {MAX_HEAD:,} bytes")
        return line

    def first_line(self) -> bytes:
        """The first line that is not blank; b"" at the end."""
        self.left = MAX_HEAD
        while (line := self.readline()) and not line.strip():
            pass
        return line


def _captures(source: Source) -> Iterator[Read | str]:
    """The pages, and what the other records are counted as; raises _BrokenError."""
    place = "before its first record"
    try:
        lines = _Lines(_plain(source.stream))
        while first := lines.first_line():
            record = _parsed(lines, first)
            place = f"in the record of {shown(_address(record)) or record.rec_type}"
            kind = _kind(record)
            found = _page(record, source.where) if kind is None else kind
            _skip(record)  # a record that is cut off is not counted
            if found:
                yield found
    except EOFError as error:
        raise _BrokenError(f"is cut off {place}") from error
    except (OSError, zlib.error, ValueError) as error:
        raise _BrokenError(f"is damaged {place}") from error


def _plain(stream: BinaryIO) -> Any:
    """The bytes decompressed, where they are compressed: record by record, as they should be, or in one piece."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[type-var]
    # no buffer above GzipFile's own, which would ask for bytes beyond a cut before it hands on those in front of it
    return gzip.GzipFile(fileobj=buffered) if buffered.peek(2).startswith(b"\x1f\x8b") else buffered


def _parsed(lines: _Lines, first: bytes) -> Any:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    logging.getLogger("warcio").addHandler(_QUIET)
    loader = ArcWarcRecordLoader(verify_http=False)
    try:
        record = loader.parse_record_stream(lines, first, known_format="warc", no_record_parse=True)
        if not lines.last:
            raise EOFError
        if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
            raise ValueError("no length")
        if record.rec_type == "response" and _is_page_address(_address(record)) and record.length:
            record.http_headers = loader.http_parser.parse(record.raw_stream)
        lines.left = record.length + 1  # what chunks say of themselves is no longer than the record
    except (ArchiveLoadFailed, StatusAndHeadersParserException) as error:
        raise ValueError("no record") from error
    return record


def _skip(record: Any) -> None:
    """Reads what is left of a record; raises EOFError where the archive ends before it does."""
    while record.raw_stream.read(_BLOCK):
        pass
    if record.raw_stream.limit:
        raise EOFError


def _address(record: Any) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _is_page_address(address: str) -> bool:
    return address.partition(":")[0].lower() in _SCHEMES


def _kind(record: Any) -> str | None:
    """What a record is counted as that holds no page: "" for one that is not counted; None where it holds a page."""
    if record.rec_type == "revisit":
        return "revisits of an unchanged page"
    if record.rec_type not in ("response", "resource", "conversion") or not _is_page_address(_address(record)):
        return ""
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return f"answers with status {status}" if re.fullmatch(r"\d{3}", status) else "answers without a status"
    media = _media(record).partition(";")[0].strip().lower()
    if media not in _PAGES:
        return media if _TYPE.fullmatch(media) else "unknown type"
    return "robots.txt" if _path(record) == "/robots.txt" else None


def _path(record: Any) -> str:
    try:
        return urlsplit(_address(record)).path
    except ValueError:
        return ""


def _media(record: Any) -> str:
    """The Content-Type of what was captured: HTTP's, or the record's own where there was no HTTP."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return (headers.get_header("Content-Type") if headers else None) or ""


def _page(record: Any, archive: str) -> Source | Rejected:
    """The page in a record; raises EOFError where the archive ends within it."""
    address = _address(record)
    where = f"{archive}!{shown(address)}"
    if record.length > MAX_BODY:
        return Rejected(where, f"has a body of more than {MAX_BODY:,} bytes")
    try:
        body = _body(record)
    except BodyError as error:
        return Rejected(where, str(error))
    said = {"url": address, "contentType": _media(record), "fetched": record.rec_headers.get_header("WARC-Date")}
    fields = {name: value for name, value in said.items() if value}
    return source_of(io.BytesIO(body), where=where, stem=shown(address), fields=fields)


def _body(record: Any) -> bytes:
    headers = record.http_headers
    chunked = headers is not None and "chunked" in (headers.get_header("Transfer-Encoding") or "").lower()
    raw = dechunked(record.raw_stream) if chunked else record.raw_stream.read()
    _skip(record)
    return decoded(raw, (headers and headers.get_header("Content-Encoding")) or "", MAX_BODY)


def _summary(left_out: Counter[str]) -> str:
    if not left_out:
        return "holds no captured page"
    ranked = sorted(left_out.items(), key=lambda item: (-item[1], item[0]))
    told = [f"{kind}: {count:,}" for kind, count in ranked[:KINDS]]
    others = sum(count for _, count in ranked[KINDS:])
    parts = [*told, f"others: {others:,}"] if others else told
    return f"records left out because they are no articles: {left_out.total():,} ({', '.join(parts)})"
