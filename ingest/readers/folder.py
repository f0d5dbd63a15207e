"""The files below a folder: what is passed over, what is told by name, and links that lead elsewhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers.leaving import is_left_out, is_page, is_part_of_page, saved_beside
from ingest.readers.source import Rejected, shown

__all__ = ["files"]

_KEPT = {"claims", "texts", "sources", "decisions.jsonl", "entities.csv", "kg.toml"}
"""What a project keeps beside its kg.toml: of articles that it has read, and for itself."""

_SPECIAL = {
    stat.S_IFIFO: "is a pipe; name it by itself to read it",
    stat.S_IFSOCK: "is a socket, not a file",
    stat.S_IFCHR: "is a device, not a file",
    stat.S_IFBLK: "is a device, not a file",
}


def files(folder: Path) -> Iterator[Path | Rejected]:
    """The regular files below a folder that may hold articles, sorted by path; what is no file by name.

    Passed over without a word: what `leaving` says, what a browser has saved beside a page, pictures among pages, and
    what a project keeps. A link within the folder is followed where its target is not found anyway; one that leads
    out of it is rejected. A folder that cannot be listed is rejected, and one in which nothing is left is said to be
    empty.
    """
    kept = any(_is_kept(place) for place in (folder.absolute(), *folder.absolute().parents))
    found = [] if kept else list(_Walk(folder, folder.resolve()).below(folder))
    pages = any(isinstance(item, Path) and is_page(item.name) for item in found)
    shown_ = [item for item in found if not (pages and isinstance(item, Path) and is_part_of_page(item.name))]
    yield from shown_
    if not shown_:
        yield Rejected(shown(str(folder)), "the folder holds no article (text, a table, records or archives of them)")


@dataclass(slots=True)
class _Walk:
    """A walk through a folder; `linked`: the folders to which links have led."""

    folder: Path
    root: Path
    linked: set[Path] = field(default_factory=set)

    def below(self, place: Path) -> Iterator[Path | Rejected]:
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            yield Rejected(shown(str(place)), f"cannot be read: {error.strerror or error}")
            return
        names = {entry.name for entry in entries}
        for entry in entries:
            path = Path(entry.path)
            if is_left_out((entry.name,)) or _is_kept(path) or saved_beside(entry.name, names):
                continue
            yield from self._linked(path) if entry.is_symlink() else self._plain(path)

    def _plain(self, path: Path) -> Iterator[Path | Rejected]:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield Rejected(shown(str(path)), f"cannot be read: {error.strerror or error}")
            return
        if stat.S_ISDIR(mode):
            yield from self.below(path)
        elif stat.S_ISREG(mode):
            yield path
        else:
            yield Rejected(shown(str(path)), _SPECIAL.get(stat.S_IFMT(mode), "is neither a file nor a folder"))

    def _linked(self, path: Path) -> Iterator[Path | Rejected]:
        try:
            target = path.resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: links in a circle, up to Python 3.12
            yield Rejected(shown(str(path)), "is a link that leads to nothing, or in a circle")
            return
        if not target.is_relative_to(self.root):
            reason = f"is a link that leads out of the folder, to {shown(str(target))}; name that to read it"
            yield Rejected(shown(str(path)), reason)
        elif self._is_new(target):
            self.linked.add(target)
            yield from self._plain(path)

    def _is_new(self, target: Path) -> bool:
        """Whether a link's target is met neither under its own name nor by an earlier link."""
        inside = target.relative_to(self.root).parts
        hidden = bool(inside) and is_left_out(inside)
        return hidden and not any(target == known or known in target.parents for known in self.linked)


def _is_kept(path: Path) -> bool:
    """Whether the file is what a project keeps: it lies beside its kg.toml."""
    return path.name in _KEPT and (path.absolute().parent / "kg.toml").is_file()
