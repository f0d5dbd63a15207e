"""Which files were read before, by their bytes: an unchanged one need not be opened again to know what it gave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.files import named

__all__ = ["Seen", "file_sha256", "seen_before"]

_CHUNK = 1 << 20


@dataclass(slots=True)
class Seen:
    """What files gave: for the digest of a file's bytes the ids of its articles.

    `how` is a digest of all that decides what a file gives. Entries of another `how` are left alone.
    """

    place: Path
    how: str
    articles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def note(self, sha256: str, articles: tuple[str, ...]) -> None:
        """Remember that the file was read to its end, and all its articles are written. One write, on its own line."""
        record = json.dumps({"how": self.how, "sha256": sha256, "articles": articles})
        with named(self.place), self.place.open("ab") as file:
            file.write(f"{record}\n".encode())


def seen_before(place: Path, how: str) -> Seen:
    """What was noted with the same `how`; broken lines, as of a write that was cut off, are passed over."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines(place):
        with suppress(ValueError, KeyError, TypeError):
            record = json.loads(line)
            if record["how"] == how:
                found[record["sha256"]] = tuple(map(str, record["articles"]))
    return Seen(place, how, found)


def _lines(place: Path) -> Iterator[bytes]:
    if place.exists():
        with named(place), place.open("rb") as file:
            yield from file


def file_sha256(path: Path) -> str | None:
    """The digest of a file's bytes, 64 hex digits; None for what is no regular file or cannot be read."""
    if not path.is_file():
        return None
    sha = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                sha.update(chunk)
    except OSError:
        return None
    return sha.hexdigest()
