"""What readers take and give: sources of bytes, drafts of articles, and what could not be taken."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeAlias

__all__ = [
    "FIELDS",
    "MAX_BYTES",
    "SAMPLE",
    "Draft",
    "Item",
    "Read",
    "Reader",
    "Rejected",
    "Source",
    "source_of",
    "too_large",
    "whole",
    "whole_characters",
]

MAX_BYTES = 8_000_000
"""The largest text file that is read: what `ingest.nlp.MAX_CHARACTERS` take up at most in UTF-8."""

SAMPLE = 65_536
"""Bytes at the beginning of a source by which its form is told."""

FIELDS = ("title", "date", "url", "publisher", "rights", "language", "byline")
"""What may be said of an article beside its id and its text."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be taken: where (file, file:line, archive!member), and why: one sentence without a full stop."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may become an article: where it stands, what the input calls it, and what else is said with it.

    `fields` has some of FIELDS, not yet checked, and beside a `date` perhaps `dateBasis` (of `kg.model.Article`).
    `is_file`: the text is all of a file, so that its first lines may be its address and its heading.
    """

    where: str
    given_id: str
    text: str
    is_file: bool
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that hold one article or many.

    where    what messages call it: a path, `archive.zip!member`, `-`
    stem     what an article in it is called for want of an id: the file's name without its suffix
    head     the first SAMPLE bytes; all of them, where there are fewer
    stream   all bytes, the head among them, to be read once and forwards
    fields   what is known of it from outside (the address of a page in a web archive), as in `Draft.fields`
    """

    where: str
    stem: str
    head: bytes
    stream: BinaryIO
    fields: Mapping[str, Any] = field(default_factory=dict)


Item: TypeAlias = Draft | Rejected
Read: TypeAlias = Draft | Rejected | Source
Reader: TypeAlias = Callable[[Source], Iterator[Read]]
"""A reader of one form; the sources that it gives (members of an archive) are read in their turn, before the next."""


class _Rest(io.RawIOBase):
    """A head that was read already, and what follows it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # one read below: a pipe's first records are not held back until more have come
        found = self._head.read(len(buffer)) or getattr(self._rest, "read1", self._rest.read)(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def source_of(stream: BinaryIO, *, where: str, stem: str, fields: Mapping[str, Any] | None = None) -> Source:
    """The source that a stream is. Reads the head; raises OSError where that fails."""
    head = _head(stream)
    return Source(where, stem, head, io.BufferedReader(_Rest(head, stream)), fields or {})


def _head(stream: BinaryIO) -> bytes:
    """The first SAMPLE bytes; of a pipe that has begun with a JSON record, what has come."""
    read = getattr(stream, "read1", stream.read)
    head = bytearray()
    while len(head) < SAMPLE and (more := read(SAMPLE - len(head))):
        head += more
        if head.lstrip().startswith(b"{") and b"\n" in head:
            break
    return bytes(head)


def whole(source: Source, most: int = MAX_BYTES) -> bytes | Rejected:
    """All bytes of a source, or why not: more than `most` of them."""
    raw = source.stream.read(most + 1)
    return raw if len(raw) <= most else too_large(source.where, most)


def too_large(where: str, most: int) -> Rejected:
    """What is said of a source with more bytes than are read."""
    return Rejected(where, f"has more than {most:,} bytes; one article has fewer (many go in as JSON Lines)")


def whole_characters(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can hold, replaced one by one (U+FFFD)."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
