"""Which files were read before, by their bytes: an unchanged one need not be opened again to know what it gave."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kg.files import named

__all__ = ["Seen", "Texts", "file_sha256", "seen_before"]

Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Articles: each one's id, and the digest of its text."""


@dataclass(slots=True)
class Seen:
    """What files gave: for the digest of a file's bytes the ids and the texts' digests of its articles.

    `how` is a digest of what decides, beside the bytes, what a file gives. Entries of another `how` are left alone.
    """

    place: Path
    how: str
    articles: Mapping[str, Texts] = field(default_factory=dict)

    def note(self, sha256: str, articles: Texts) -> None:
        """Remember what a file gave that was read to its end; whether it is kept is for the reader of this to see."""
        record = json.dumps({"how": self.how, "sha256": sha256, "articles": articles})
        with named(self.place), self.place.open("ab") as file:
            file.write(f"{record}\n".encode())


def seen_before(place: Path, how: str) -> Seen:
    """What was noted with the same `how`; broken lines, as of a write that was cut off, are passed over."""
    found: dict[str, Texts] = {}
    for line in _lines(place):
        with suppress(ValueError, KeyError, TypeError):
            record = json.loads(line)
            if record["how"] == how:
                found[record["sha256"]] = tuple((str(id_), str(text)) for id_, text in record["articles"])
    return Seen(place, how, found)


def _lines(place: Path) -> Iterator[bytes]:
    if place.exists():
        with named(place), place.open("rb") as file:
            yield from file


def file_sha256(path: Path) -> str | None:
    """The digest of a file's bytes, 64 hex digits; None for what is no regular file or cannot be read."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
