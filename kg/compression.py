"""Files written compressed because their name says so: `.gz` (RFC 1952) and `.zst` (RFC 8878)."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from kg.errors import UsageError

__all__ = ["SUFFIXES", "compressor"]


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
