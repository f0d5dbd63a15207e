"""Files that are compressed because their name says so, written and read: `.gz` (RFC 1952) and `.zst` (RFC 8878)."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from kg.errors import InputError, UsageError

__all__ = ["SUFFIXES", "compressor", "decompressed", "without_suffix"]


@contextmanager
def _plain(raw: BinaryIO) -> Iterator[BinaryIO]:
    yield raw


@contextmanager
def _gzip(raw: BinaryIO) -> Iterator[BinaryIO]:
    # neither name nor time in the header: the same content gives the same bytes
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        yield cast(BinaryIO, file)


@contextmanager
def _zstd(raw: BinaryIO) -> Iterator[BinaryIO]:
    with _zstd_writer()(raw) as file:
        yield cast(BinaryIO, file)


def _zstd_writer() -> Callable[[BinaryIO], IO[bytes]]:
    """The standard library's, which Python has from 3.14 on, else that of the package zstandard."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        zstandard = _zstandard()
        return lambda raw: cast(
            IO[bytes], zstandard.ZstdCompressor(write_checksum=True).stream_writer(raw, closefd=False)
        )
    return lambda raw: cast(IO[bytes], zstd.ZstdFile(raw, "wb", options={zstd.CompressionParameter.checksum_flag: 1}))


def _zstandard() -> Any:
    try:
        import zstandard
    except ModuleNotFoundError as error:
        raise UsageError(
            "names that end in .zst need the library zstandard; install it with: pip install 'crisis-kg[zstd]'"
        ) from error
    return zstandard


SUFFIXES: Mapping[str, Callable[[BinaryIO], Any]] = {".gz": _gzip, ".zst": _zstd}
"""How names of compressed files end, and what compresses each."""


def compressor(path: Path) -> Callable[[BinaryIO], Any]:
    """What wraps a binary file so that it holds what the name says: a context manager that gives a file to write to.

    The wrapped file stays open. Raises UsageError for `.zst` where nothing that writes it is installed.
    """
    suffix = path.suffix.lower()
    if suffix == ".zst":
        _zstd_writer()  # said before anything is written
    return SUFFIXES.get(suffix, _plain)


def without_suffix(path: Path) -> Path:
    """The path as the file would be called if it were not compressed."""
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


@contextmanager
def decompressed(path: Path) -> Iterator[IO[bytes]]:
    """The file's content, as its name says. Raises InputError, also while it is read, where it is damaged or not there.

    Raises UsageError for `.zst` where nothing that reads it is installed.
    """
    suffix = path.suffix.lower()
    damages: tuple[type[Exception], ...] = (gzip.BadGzipFile, EOFError, zlib.error)
    damages += _zstd_errors() if suffix == ".zst" else ()
    try:
        with path.open("rb") as raw:
            yield _reader(raw, suffix)
    except damages as error:
        raise InputError(f"{path}: damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _reader(raw: BinaryIO, suffix: str) -> IO[bytes]:
    if suffix == ".gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw, mode="rb"))
    return _zstd_reader(raw) if suffix == ".zst" else raw


def _zstd_reader(raw: BinaryIO) -> IO[bytes]:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        return io.BufferedReader(_Frames(raw, _zstandard().ZstdDecompressor()))
    return cast(IO[bytes], zstd.ZstdFile(raw, "rb"))


class _Frames(io.RawIOBase):
    """Frames of zstd one after the other, decompressed; EOFError where the file ends within one.

    The library's own reader takes a file that was cut off for one that ends there.
    """

    def __init__(self, raw: BinaryIO, decompressor: Any) -> None:
        self._raw, self._decompressor = raw, decompressor
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and self._more():
            pass
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _more(self) -> bool:
        """Decompress some more; False at the end."""
        left = b"" if self._frame is None or not self._frame.eof else self._frame.unused_data
        block = left or self._raw.read(io.DEFAULT_BUFFER_SIZE)
        if not block:
            if self._frame is not None and not self._frame.eof:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            return False
        if self._frame is None or self._frame.eof:
            self._frame = self._decompressor.decompressobj()
        self._ready = self._frame.decompress(block)
        return True


def _zstd_errors() -> tuple[type[Exception], ...]:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        return (_zstandard().ZstdError,)
    return (zstd.ZstdError,)
