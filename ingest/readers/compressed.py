"""One file, compressed: gzip (RFC 1952), bzip2, xz, and zstd (RFC 8878) where what reads it is installed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from ingest.readers.source import Budget, DamageError, Rejected, Source, source_of

__all__ = ["DAMAGES", "SUFFIXES", "Unpacked", "begins", "read"]

SUFFIXES = {".gz", ".bz2", ".xz", ".zst"}
"""How names end to which the file's own name was lengthened."""

DAMAGES: tuple[type[Exception], ...] = (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError)
"""What the standard library raises for bytes that are cut off or wrong; of bzip2, an OSError without a number."""

_BLOCK = 1024  # zstd: 4 bytes may stand for 128 KB, so that more at once would fill the memory


class Unpacked(io.RawIOBase):
    """What a decompressor gives, charged to a budget; raises DamageError where it is damaged, each time anew."""

    def __init__(self, inner: BinaryIO, budget: Budget, damages: tuple[type[Exception], ...] = DAMAGES) -> None:
        self._inner, self._budget = inner, budget
        self._damages: tuple[type[Exception], ...] = (*damages, OSError)
        self._damage: DamageError | None = None

    def readable(self) -> bool:  # noqa: D102 (of io)
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: D102 (of io)
        if self._damage is not None:
            raise self._damage
        try:
            found = getattr(self._inner, "read1", self._inner.read)(len(buffer))
            self._budget.charge(len(found))
        except DamageError as error:
            self._damage = error
            raise
        except self._damages as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            self._damage = DamageError(f"is cut off or damaged ({str(error).rstrip('.') or 'its end is missing'})")
            raise self._damage from error
        buffer[: len(found)] = found
        return len(found)


class _Counted(io.RawIOBase):
    """The compressed bytes, counted as they are read."""

    def __init__(self, inner: BinaryIO, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found = getattr(self._inner, "read1", self._inner.read)(len(buffer))
        self._budget.packed += len(found)
        buffer[: len(found)] = found
        return len(found)


def read(source: Source) -> Iterator[Rejected | Source]:
    """What is compressed, as a source under the same name."""
    open_ = next(open_ for magic, open_ in _OPENERS.items() if source.head.startswith(magic))
    budget = Budget() if source.budget is None else source.budget
    packed = source.stream if source.budget else io.BufferedReader(_Counted(source.stream, budget))
    try:
        inner, damages = open_(packed)
    except ModuleNotFoundError:
        yield Rejected(source.where, "is compressed with zstd; to read it: pip install 'crisis-kg[zstd]'")
        return
    unpacked = cast(BinaryIO, Unpacked(inner, budget, damages))
    stem = PurePath(source.stem).stem if PurePath(source.where).suffix.lower() in SUFFIXES else source.stem
    yield source_of(unpacked, where=source.where, stem=stem, fields=source.fields, budget=budget)


def begins(head: bytes, with_: bytes) -> bool:
    """Whether what the beginning of a gzip stream holds begins with some bytes."""
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(with_)) == with_
    except zlib.error:
        return False


def _zstd(packed: BinaryIO) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    """Raises ModuleNotFoundError where nothing that reads zstd is installed."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        import zstandard

        return cast(BinaryIO, _Frames(packed, zstandard.ZstdDecompressor())), (EOFError, zstandard.ZstdError)
    return cast(BinaryIO, zstd.ZstdFile(packed)), (EOFError, zstd.ZstdError)


class _Frames(io.RawIOBase):
    """Frames of zstd one after the other; EOFError where the bytes end within one, which the library does not tell."""

    def __init__(self, packed: BinaryIO, decompressor: Any) -> None:
        self._packed, self._decompressor = packed, decompressor
        self._frame = decompressor.decompressobj()
        self._ready = io.BytesIO()
        self._begun = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not (found := self._ready.read(len(buffer))) and (block := self._block()):
            self._begun = True
            self._ready = io.BytesIO(self._frame.decompress(block))
        buffer[: len(found)] = found
        return len(found)

    def _block(self) -> bytes:
        """The next compressed bytes; none at the end."""
        left = b""
        if self._frame.eof:
            left = self._frame.unused_data
            self._frame, self._begun = self._decompressor.decompressobj(), False
        block: bytes = left or self._packed.read(_BLOCK)
        if not block and self._begun:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        return block


_Opener = Callable[[BinaryIO], tuple[BinaryIO, tuple[type[Exception], ...]]]
_OPENERS: dict[bytes, _Opener] = {
    b"\x1f\x8b": lambda packed: (cast(BinaryIO, gzip.GzipFile(fileobj=packed)), DAMAGES),
    b"BZh": lambda packed: (cast(BinaryIO, bz2.BZ2File(packed)), DAMAGES),
    b"\xfd7zXZ\x00": lambda packed: (cast(BinaryIO, lzma.LZMAFile(packed)), DAMAGES),  # noqa: SIM115 (its reader closes the file)
    b"\x28\xb5\x2f\xfd": _zstd,
}
