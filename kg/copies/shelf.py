"""Sketches and signatures, kept from run to run: a cache that may be removed at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg.copies.sketches import FORM, SIGNATURE, Sketch, signature, sketch

if TYPE_CHECKING:
    from kg.copies.sketches import Hashes

__all__ = ["Shelf", "opened"]

_TABLES = """
CREATE TABLE IF NOT EXISTS sketch (text TEXT PRIMARY KEY, words BLOB NOT NULL, shingles BLOB NOT NULL,
    figures BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signature (shingles BLOB PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Shelf:
    """Sketches by the digest of their text, signatures by the digest of their shingles."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self._base.executescript(_TABLES)

    def fill(self, texts: Iterable[str], text_of: Callable[[str], str | None]) -> set[str]:
        """Have a sketch of each text with one of these digests, and of no other; return those that are not at hand."""
        wanted = set(texts)
        held = {row[0] for row in self._base.execute("SELECT text FROM sketch")}
        self._base.executemany("DELETE FROM sketch WHERE text = ?", ((text,) for text in sorted(held - wanted)))
        missing = set()
        for digest in sorted(wanted - held):
            text = text_of(digest)
            if text is None:
                missing.add(digest)
            else:
                made = sketch(text)
                row = digest, made.words, made.shingles.tobytes(), made.figures.tobytes()
                self._base.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?, ?)", row)
        self._base.commit()
        return missing

    def sketch(self, text: str) -> Sketch:
        """The sketch of the text with that digest."""
        import numpy as np

        query = "SELECT words, shingles, figures FROM sketch WHERE text = ?"
        words, *hashed = self._base.execute(query, (text,)).fetchone()
        shingles, figures = (np.frombuffer(part, dtype=np.uint32) for part in hashed)
        return Sketch(words, shingles, figures)

    def signatures(self, sets: Iterable[Hashes]) -> Iterator[Hashes]:
        """The signature of each set of shingles; those that no set has had this time are dropped at the end."""
        import numpy as np

        held = dict(self._base.execute("SELECT shingles, numbers FROM signature"))
        used: dict[bytes, bytes] = {}
        for shingles in sets:
            key = sha256(shingles.tobytes()).digest()
            used[key] = used.get(key) or held.get(key) or signature(shingles).tobytes()
            yield np.frombuffer(used[key], dtype=np.uint32)
        fresh = ((key, numbers) for key, numbers in used.items() if key not in held)
        self._base.executemany("INSERT OR REPLACE INTO signature VALUES (?, ?)", fresh)
        self._base.executemany(
            "DELETE FROM signature WHERE shingles = ?", ((key,) for key in held.keys() - used.keys())
        )
        self._base.commit()

    def noted(self, name: str) -> str | None:
        """What was noted under that name."""
        row = self._base.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, name: str, value: str) -> None:
        """Note a value under a name."""
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        self._base.commit()


@contextmanager
def opened(path: Path) -> Iterator[Shelf]:
    """The shelf in that file, which is made when missing, and made anew when damaged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    base = sqlite3.connect(path, timeout=60)
    try:
        yield _sound(base, path)
    finally:
        base.close()


def _sound(base: sqlite3.Connection, path: Path) -> Shelf:
    """The shelf, emptied where another form of sketches lies there."""
    shelf = Shelf(base)
    form = f"{FORM} {SIGNATURE}"
    if shelf.noted("form") != form:
        for table in ("sketch", "signature", "meta"):
            base.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
        shelf.note("form", form)
    return shelf
