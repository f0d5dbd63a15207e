"""Whether a store holds what the project folder says now, told without reading the folder's claims again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kg.project import Project, claims_files, place_of
from kg.stores.hold import holder, process_name
from kg.stores.index.tables import meta, set_meta

__all__ = ["Look", "behind", "fingerprint", "look", "note"]

AGAIN = "run kg load"


@dataclass(frozen=True, slots=True)
class Look:
    """What the folder looks like at a moment: its claims files' sizes and times, how long decisions are, its names."""

    stamps: tuple[tuple[str, str], ...]
    decided: int
    names: str


def look(project: Project) -> Look:
    """The folder as it is before a load reads it: what comes later is newer than the graph."""
    return Look(tuple(_stamps(project)), _size(project.decisions_file), _digest(project.entities_csv))


def fingerprint(project: Project) -> str:
    """A digest of all that a graph of the folder depends on: of the same folder the same, whatever loads decide."""
    said = (f"{place} {stamp}" for place, stamp in _stamps(project))
    decided = str(_decided_after(project, 0))
    return sha256("\n".join([*said, decided, _digest(project.entities_csv), project.base]).encode()).hexdigest()


def note(index: sqlite3.Connection, project: Project, before: Look) -> None:
    """Note at the end of a load what the folder was before it; what the load itself decided is not newer."""
    index.execute("BEGIN")
    index.execute("DELETE FROM looked")
    index.executemany("INSERT INTO looked VALUES (?, ?)", before.stamps)
    end = _size(project.decisions_file)
    set_meta(index, "decided", str(before.decided if _decided_after(project, before.decided) else end))
    set_meta(index, "names", before.names)
    index.execute("COMMIT")


def behind(project: Project, path: Path) -> str | None:
    """Why the store whose index is at `path` may not answer as the folder says; None where it does."""
    loading = holder(project.store / "loading")
    if loading is not None:
        return f"{process_name(int(loading['pid']))} is loading; answers are incomplete"
    if not path.exists():
        return f"this project has not been loaded into the store from here; {AGAIN}"
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as index:
            return _behind(index, project)
    except sqlite3.Error:
        return f"what the graph holds cannot be told; {AGAIN}"


def _behind(index: sqlite3.Connection, project: Project) -> str | None:
    if meta(index, "writing") is not None:
        return f"the last load was cut off and answers are incomplete; {AGAIN}"
    if meta(index, "decided") is None:
        return f"this project has not been loaded; {AGAIN}"
    if meta(index, "base") != project.base:
        return f"the graph was made with another base; {AGAIN}"
    found = list(_changes(index, project))
    return f"{' and '.join(found)} newer than the graph; {AGAIN}" if found else None


def _changes(index: sqlite3.Connection, project: Project) -> Iterator[str]:
    """What is newer, in words whose last is a verb."""
    articles, decisions = _articles(index, project), _decided_after(project, int(meta(index, "decided") or 0))
    parts = [_counted(articles, "article"), _counted(decisions, "decision")]
    if meta(index, "names") != _digest(project.entities_csv):
        parts.append("entities.csv")
    told = [part for part in parts if part]
    if told:
        plural = len(told) > 1 or articles + decisions > 1
        yield f"{' and '.join(told)} {'are' if plural else 'is'}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' if number > 1 else ''}" if number else ""


def _articles(index: sqlite3.Connection, project: Project) -> int:
    """How many claims files are new, changed or gone. Those with another time are read, for they may be the same."""
    before = dict(index.execute("SELECT place, stamp FROM looked"))
    known = dict(index.execute("SELECT id, file FROM article"))
    changed = 0
    for place, stamp in _stamps(project):
        path = project.root / place
        if before.pop(place, None) != stamp and known.get(path.stem) != _digest(path):
            changed += 1
    return changed + len(before)


def _decided_after(project: Project, size: int) -> int:
    """How many decisions of people decisions.jsonl has behind its first `size` bytes."""
    try:
        with project.decisions_file.open("rb") as file:
            file.seek(size)
            return sum(b'"decision": "assign"' not in line for line in file if line.strip())
    except OSError:
        return 0


def _stamps(project: Project) -> Iterator[tuple[str, str]]:
    for path in claims_files(project):
        status = path.stat()
        yield place_of(project, path), f"{status.st_size} {status.st_mtime_ns}"


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _digest(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
