"""The web archive that fetched pages go to: WARC 1.1 (ISO 28500:2017), each record a gzip member of its own."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import BusyError, UsageError
from kg.fetching.index import LISTS, Kept, whole_part
from kg.files import named

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.warcwriter import WARCWriter

    from kg.fetching.visiting import Page

__all__ = ["SUFFIX", "Archive", "opened", "streamed"]

SUFFIX = ".warc.gz"
VERSION = "1.1"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"


class Archive:
    """An archive to add to. `index` has what was in it at the beginning, and what has been added since.

    Records come in whole or not at all: they are made in memory, written at once, and what an interruption leaves of
    them is cut off. `about` is what the record `warcinfo` says; it is written before the first page of a run.
    """

    def __init__(self, file: BinaryIO, about: Mapping[str, str], index: dict[str, Kept]) -> None:
        self.index = index
        self._file, self._about, self._info = file, about, ""

    def kept(self, url: str) -> Kept | None:
        """The last that the archive has of an address."""
        return self.index.get(url)

    def kept_page(self, url: str) -> Kept | None:
        """The same, but nothing of what may be a feed or a sitemap."""
        kept = self.index.get(url)
        return None if kept is None or kept.type in LISTS else kept

    def add(self, pages: tuple[Page, ...]) -> bool:
        """Add pages, a redirect before what it leads to: of each the answer and the request.

        Gives whether the last one is new, and not what the archive has of it already.
        """
        made = io.BytesIO()
        writer = _writer(made)
        if not self._info:
            info = writer.create_warcinfo_record(None, dict(self._about))
            self._info = info.rec_headers.get_header("WARC-Record-ID")
            writer.write_record(info)
        digests: dict[str, str] = {}
        for page in pages:
            response = self._response(writer, page)
            digests[page.answer.address.url] = response.rec_headers.get_header("WARC-Payload-Digest")
            writer.write_request_response_pair(self._request(writer, page), response)
        self._append(made.getvalue())
        for page in pages:
            self._remember(page, digests.get(page.answer.address.url, ""))
        return bool(response.rec_type == "response")

    def _remember(self, page: Page, digest: str) -> None:
        answer, when = page.answer, page.answer.when
        kept = self.index.get(answer.address.url)
        if kept is not None and (page.not_modified or kept.digest == digest):
            self.index[kept.url] = replace(kept, asked=when)
            return
        self.index[answer.address.url] = Kept(
            url=answer.address.url,
            when=_date(when),
            asked=when,
            digest=digest,
            status=answer.status,
            type=page.type,
            etag=answer.header("etag"),
            modified=answer.header("last-modified"),
            location=page.location,
        )

    def _append(self, raw: bytes) -> None:
        start = self._file.tell() if self._file.seekable() else None
        try:
            left = memoryview(raw)
            while left:
                left = left[self._file.write(left) :]
            self._file.flush()
            if start is not None:
                os.fsync(self._file.fileno())
        except BaseException:
            if start is not None:
                self._file.truncate(start)
                self._file.seek(start)
            raise

    def _response(self, writer: WARCWriter, page: Page) -> ArcWarcRecord:
        answer, kept = page.answer, self.index.get(page.answer.address.url)
        common = self._common(page)
        status = f"{answer.status} {answer.phrase}".strip()
        if page.not_modified and kept is not None:
            return _revisit(writer, page, common | _refers(kept, NOT_MODIFIED), status)
        record = writer.create_warc_record(
            answer.address.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),
            warc_headers_dict=common,
            http_headers=_http(status, _as_kept(answer.headers), answer.version),
        )
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        if kept is not None and kept.digest == digest and kept.status == answer.status and page.body:
            return _revisit(writer, page, common | _refers(kept, SAME_PAYLOAD), status)
        return record

    def _request(self, writer: WARCWriter, page: Page) -> ArcWarcRecord:
        answer = page.answer
        return writer.create_warc_record(
            answer.address.url,
            "request",
            warc_headers_dict={"WARC-Warcinfo-ID": self._info},
            http_headers=_http(f"GET {answer.address.target} HTTP/1.1", answer.asked, ""),
        )

    def _common(self, page: Page) -> dict[str, str]:
        return {"WARC-Date": _date(page.answer.when), "WARC-IP-Address": page.answer.ip, "WARC-Warcinfo-ID": self._info}


def _date(when: dt.datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _writer(made: BinaryIO) -> WARCWriter:
    from warcio.warcwriter import WARCWriter

    return WARCWriter(made, gzip=True, warc_version=VERSION)


def _http(line: str, headers: tuple[tuple[str, str], ...], protocol: str) -> object:
    from warcio.statusandheaders import StatusAndHeaders

    if protocol:
        return StatusAndHeaders(line, list(headers), protocol=protocol)
    return StatusAndHeaders(line, list(headers), is_http_request=True)


def _as_kept(headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """The headers of a body that is kept without its Transfer-Encoding: that one stays under another name."""
    return tuple(("X-Archive-Orig-" + k if k.lower() == "transfer-encoding" else k, v) for k, v in headers)


def _refers(kept: Kept, profile: str) -> dict[str, str]:
    return {
        "WARC-Profile": profile,
        "WARC-Refers-To-Target-URI": kept.url,
        "WARC-Refers-To-Date": kept.when,
        "WARC-Payload-Digest": kept.digest,
    }


def _revisit(writer: WARCWriter, page: Page, headers: dict[str, str], status: str) -> ArcWarcRecord:
    answer = page.answer
    http = _http(status, _as_kept(answer.headers), answer.version)
    return writer.create_warc_record(answer.address.url, "revisit", warc_headers_dict=headers, http_headers=http)


@contextmanager
def opened(path: Path, about: Mapping[str, str]) -> Iterator[Archive]:
    """The archive at the path, made where there is none; what an interrupted run left half at its end is cut off.

    Raises UsageError for a name that does not end in `.warc.gz`, InputError for a file that is no web archive or is
    damaged in the middle, BusyError where another process adds to it.
    """
    if not path.name.endswith(SUFFIX):
        raise UsageError(f"{path}: fetched pages are kept as {SUFFIX}: let the name end so")
    if not path.parent.is_dir():
        raise UsageError(f"{path} cannot be written: there is no folder {path.parent}, and none is made")
    # without a buffer: what could not be written is not tried once more when the file is closed
    with named(path), path.open("a+b", buffering=0) as file:
        _locked(file, path)
        index, end = whole_part(file, str(path))
        file.truncate(end)
        file.seek(end)
        try:
            yield Archive(file, about, index)
        finally:
            if file.seek(0, os.SEEK_END) == 0:
                path.unlink()


def streamed(file: BinaryIO, about: Mapping[str, str]) -> Archive:
    """An archive that is written to a stream, as a pipe; it knows nothing of what was fetched before."""
    return Archive(file, about, {})


def _locked(file: BinaryIO, path: Path) -> None:
    """One process at a time adds to an archive. Where the system has no such locks, nobody is kept out."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise BusyError(f"{path}: another process adds to it; wait until it is done") from error
