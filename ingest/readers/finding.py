"""From paths to drafts: files, folders and standard input are found, opened, and handed to the reader of their form."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.readers.forms import form_of, reader_of
from ingest.readers.source import Item, Rejected, Source, source_of

__all__ = ["DEPTH", "drafts"]

DEPTH = 3
"""How deep archives may lie in each other."""

TEXTS = {".txt", ".text"}
RECORDS = {".jsonl", ".ndjson", ".json"}
_KEPT = {"claims", "texts", "decisions.jsonl"}


def drafts(paths: Iterable[Path]) -> Iterator[Item]:
    """What the paths hold, in their order; of a folder, the files below it, sorted by path. `-` is standard input."""
    for path in paths:
        if str(path) == "-":
            yield from _read(source_of(sys.stdin.buffer, where="-", stem="stdin"))
        elif path.is_dir():
            yield from _folder(path)
        else:
            yield from _file(path)


def _folder(folder: Path) -> Iterator[Item]:
    names = (path for path in folder.rglob("*") if path.suffix.lower() in TEXTS | RECORDS and path.is_file())
    shown = sorted(path for path in names if not _is_hidden(path, folder) and not _is_kept(path))
    if not shown:
        kinds = ", ".join(sorted(TEXTS | RECORDS))
        yield Rejected(str(folder), f"the folder holds no article (files that end in {kinds})")
    for path in shown:
        yield from _file(path)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _is_kept(path: Path) -> bool:
    """Whether the file is what a project keeps of articles that it has read: texts and claims beside its kg.toml."""
    above = [root for root in path.absolute().parents if (root / "kg.toml").is_file()]
    return any(path.absolute().relative_to(root).parts[0] in _KEPT for root in above)


def _file(path: Path) -> Iterator[Item]:
    try:
        if _is_device(path):
            yield Rejected(str(path), "is neither a file, nor a folder, nor a pipe")
            return
        with path.open("rb") as stream:
            yield from _read(source_of(stream, where=str(path), stem=path.stem))
    except OSError as error:
        yield Rejected(str(path), f"cannot be read: {error.strerror or error}")


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
        yield Rejected(source.where, "is a binary file, or text in an encoding that cannot be told; save it as UTF-8")
        return
    for item in reader(source):
        if isinstance(item, Source):
            yield from _read(item, depth + 1)
        else:
            yield item
