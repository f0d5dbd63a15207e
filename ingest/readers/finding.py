"""From paths to drafts: files, folders and standard input are found, opened, and handed to the reader of their form."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.readers.folder import files
from ingest.readers.forms import form_of, objection, reader_of
from ingest.readers.mending import mended
from ingest.readers.source import DamageError, Draft, Item, Read, Rejected, Source, shown, source_of

__all__ = ["DEPTH", "drafts", "files_of"]

DEPTH = 3
"""How deep archives may lie in each other."""


def files_of(paths: Iterable[Path]) -> Iterator[Path | Rejected]:
    """The paths in their order; of a folder, the files below it, sorted by path. `-` is standard input."""
    for path in paths:
        if str(path) != "-" and path.is_dir():
            yield from files(path)
        else:
            yield path


def drafts(paths: Iterable[Path]) -> Iterator[Item]:
    """What the files hold, in the order of `files_of`."""
    for found in files_of(paths):
        if isinstance(found, Rejected):
            yield found
        elif str(found) == "-":
            yield from _read(source_of(sys.stdin.buffer, where="-", stem="stdin"))
        else:
            yield from _file(found)


def _file(path: Path) -> Iterator[Item]:
    where = shown(str(path))
    try:
        if _is_device(path):
            yield Rejected(where, "is neither a file, nor a folder, nor a pipe")
            return
        with path.open("rb") as stream:
            yield from _read(source_of(stream, where=where, stem=path.stem))
    except (OSError, ValueError) as error:  # ValueError: a name with a null in it
        yield Rejected(where, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _is_device(path: Path) -> bool:
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode))


def _read(source: Source, depth: int = 0) -> Iterator[Item]:
    """The drafts of a source, and of the sources in it."""
    if depth > DEPTH:
        yield Rejected(source.where, f"lies more than {DEPTH} archives deep")
        return
    form = form_of(source)
    reader = reader_of(form)
    if reader is None:
        yield Rejected(source.where, objection(form))
        return
    taken = 0
    try:
        for item in reader(source):
            taken += isinstance(item, Draft)
            yield from _taken(item, depth)
    except DamageError as error:
        yield Rejected(source.where, f"{error}{'; what stood whole before that is taken' if taken else ''}")


def _taken(item: Read, depth: int) -> Iterator[Item]:
    if isinstance(item, Source):
        yield from _read(item, depth + 1)
    else:
        yield mended(item) if isinstance(item, Draft) else item
