"""What readers take and give: sources of bytes, drafts of articles, and what could not be taken."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeAlias

__all__ = [
    "FIELDS",
    "MAX_BYTES",
    "SAMPLE",
    "Budget",
    "DamageError",
    "Draft",
    "Item",
    "Noted",
    "Read",
    "Reader",
    "Rejected",
    "Source",
    "seekable",
    "shown",
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

MAX_RATIO = 500
"""How many times its size a file may grow in unpacking. The demo's articles as JSON Lines grow 2.7 times, one text in
200,000 rows 43 times (gzip), 112 (bzip2) and 359 (xz); the bombs of deflate 1,030 times."""

FREE_BYTES = 50_000_000
"""Bytes that may be unpacked of any file, however small it is: a few repetitive texts are no bomb."""

MAX_UNPACKED = 100_000_000_000
"""Bytes that may be unpacked of one file, with all that lies in it."""

SPOOLED = 8_000_000
"""Bytes of an archive within an archive that are held in memory; of a larger one the rest is on disk meanwhile."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be taken: where (file, file:line, archive!member), and why: one sentence without a full stop."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Noted:
    """What was done to what was taken all the same, or is wrong with it, or was rightly left out: as in `Rejected`."""

    where: str
    reason: str


class DamageError(OSError):
    """What a source's stream raises where its bytes are cut off, wrong or too many; the message is a reason.

    Whoever asked for the source makes a Rejected of it: readers need not catch it.
    """


@dataclass(slots=True)
class Budget:
    """How much a file, with the archives in it, may still grow in unpacking: it is charged by all that unpack it."""

    packed: int = 0
    unpacked: int = 0

    def charge(self, count: int) -> None:
        """Take note of so many bytes unpacked. Raises DamageError where they are too many."""
        self.unpacked += count
        if self.unpacked > max(FREE_BYTES, MAX_RATIO * self.packed):
            raise DamageError(f"unpacks to more than {MAX_RATIO} times its size, as a bomb does")
        if self.unpacked > MAX_UNPACKED:
            raise DamageError(
                f"unpacks to more than {MAX_UNPACKED // 10**9} GB; unpack it yourself, and take it in parts"
            )


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that may become an article: where it stands, what the input calls it, and what else is said with it.

    `fields` has some of FIELDS, not yet checked, and beside a `date` perhaps `dateBasis` (of `kg.model.Article`).
    `is_file`: the text is all of a file, so that its first lines may be its address and its heading.
    `notes` say what a reader did to the text (reasons of Noted).
    """

    where: str
    given_id: str
    text: str
    is_file: bool
    fields: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that hold one article or many.

    where    what messages call it: a path, `archive.zip!member`, `-`
    stem     what an article in it is called for want of an id: the file's name without its suffix
    head     the first SAMPLE bytes; all of them, where there are fewer
    stream   all bytes, the head among them, to be read once and forwards; it raises DamageError where they are damaged
    fields   what is known of it from outside (the address of a page in a web archive), as in `Draft.fields`
    budget   of what it was unpacked from; None for what was not
    """

    where: str
    stem: str
    head: bytes
    stream: BinaryIO
    fields: Mapping[str, Any] = field(default_factory=dict)
    budget: Budget | None = None


Item: TypeAlias = Draft | Noted | Rejected
Read: TypeAlias = Draft | Noted | Rejected | Source
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


def source_of(
    stream: BinaryIO, *, where: str, stem: str, fields: Mapping[str, Any] | None = None, budget: Budget | None = None
) -> Source:
    """The source that a stream is. Reads the head; raises OSError where that fails."""
    if isinstance(stream, io.BufferedReader) and stream.seekable():  # a file: archives are read at their end first
        begin = stream.tell()
        head = stream.read(SAMPLE)
        stream.seek(begin)
        return Source(where, stem, head, stream, fields or {}, budget)
    head = _head(stream)
    return Source(where, stem, head, io.BufferedReader(_Rest(head, stream)), fields or {}, budget)


def _head(stream: BinaryIO) -> bytes:
    """The first SAMPLE bytes; of a pipe that has begun with a JSON record, what has come; what is not damaged."""
    read = getattr(stream, "read1", stream.read)
    head = bytearray()
    try:
        while len(head) < SAMPLE and (more := read(SAMPLE - len(head))):
            head += more
            if head.lstrip().startswith(b"{") and b"\n" in head:
                break
    except DamageError:  # the stream says so again to whom reads as far
        if not head:
            raise
    return bytes(head)


@contextmanager
def seekable(source: Source) -> Iterator[BinaryIO]:
    """The source's bytes as a file in which one can go back: itself, where it is one, else a temporary copy."""
    if source.stream.seekable():
        yield source.stream
        return
    with tempfile.SpooledTemporaryFile(SPOOLED) as copy:
        shutil.copyfileobj(source.stream, copy)
        copy.seek(0)
        yield copy  # type: ignore[misc]  # typeshed: no BinaryIO, though it has all of it


def whole(source: Source, most: int = MAX_BYTES) -> bytes | Rejected:
    """All bytes of a source, or why not: more than `most` of them."""
    raw = source.stream.read(most + 1)
    return raw if len(raw) <= most else too_large(source.where, most)


def too_large(where: str, most: int) -> Rejected:
    """What is said of a source with more bytes than are read."""
    return Rejected(where, f"has more than {most:,} bytes; one article has fewer (many go in as JSON Lines)")


def shown(name: str) -> str:
    r"""A name as messages give it: on one line, control characters and bytes that are no text written as escapes.

    >>> shown("a\nb.txt")
    'a\\nb.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def whole_characters(text: str) -> str:
    """The text with halves of surrogate pairs, which no encoding can hold, replaced one by one (U+FFFD)."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
