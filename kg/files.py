"""Files that are written whole or not at all: a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

__all__ = ["named", "replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` at the end, and is gone after an error.

    It is written beside `path` under another name, flushed to the disk, then renamed. Its rights are those of the file
    in whose place it comes, else what the umask leaves. Raises OSError that names `path`.
    """
    with named(path):
        # through a link: what it leads to is replaced, and the link stays
        target = Path(os.path.realpath(path))
        beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with named(path), os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with named(path):
            with suppress(FileNotFoundError):
                beside.chmod(target.stat().st_mode & 0o777)
            beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an error of the system that names no file, or one under a passing name, name this one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno is None or (error.filename is not None and not _is_passing(error.filename, path)):
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _is_passing(filename: object, path: Path) -> bool:
    return isinstance(filename, str | bytes | os.PathLike) and Path(os.fsdecode(filename)).name.startswith(
        f".{Path(os.path.realpath(path)).name[:100]}."
    )
