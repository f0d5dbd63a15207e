"""What of an input could not be taken: a file of it that can be fed back, and a short account of many of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kg.errors import InputError
from kg.project import Note, Problem

__all__ = ["SHOWN", "Failures", "failed_paths", "failure_line", "file_of"]

SHOWN = 20
"""So many failures are told one by one; of more, how many there are of each kind."""

_PARTICULARS = re.compile(r"'[^']*'|\"[^\"]*\"|\([^)]*\)|\d[\d.,:-]*")


@dataclass(slots=True)
class Failures:
    """Failures as they come: written to `file` at once, counted by kind, the first ones kept to be told."""

    file: TextIO | None = None
    first: list[Problem] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    again: int = 0
    """How many lie in a file that can be read again."""
    notes: int = 0
    """How many are notes on what was taken."""

    def add(self, problem: Problem) -> None:
        """Count a failure, and write it down; a note is counted only."""
        self.kinds[_kind(problem.reason)] += 1
        if isinstance(problem, Note):
            self._add_note(problem)
            return
        self.again += file_of(problem.where) is not None
        if len(self.first) < SHOWN:
            self.first.append(problem)
        if self.file is not None:
            self.file.write(failure_line(problem))
            self.file.flush()

    def _add_note(self, note: Note) -> None:
        self.notes += 1
        if len(self.first) < SHOWN:
            self.first.append(note)

    @property
    def count(self) -> int:
        """How many there were, with the notes."""
        return self.kinds.total()

    @property
    def left_out(self) -> int:
        """How many could not be taken."""
        return self.count - self.notes

    def account(self) -> Iterator[str]:
        """Of more than SHOWN, a line for each kind, the most frequent first, with how many; else nothing."""
        if self.count > SHOWN:
            for kind, number in self.kinds.most_common(SHOWN):
                yield f"{number:>8,}  {kind}"


def _kind(reason: str) -> str:
    """The reason without figures and names, so that like falls to like."""
    return _PARTICULARS.sub("…", reason)


def failure_line(problem: Problem) -> str:
    """A line of JSON: `where`, `reason`, and the whole path of the `file` to be read again, where there is one."""
    file = file_of(problem.where)
    record = {} if file is None else {"file": str(file.absolute())}
    return json.dumps({**record, "where": problem.where, "reason": problem.reason}, ensure_ascii=False) + "\n"


def file_of(where: str) -> Path | None:
    """The file that a place lies in: `a.jsonl` of `a.jsonl:12`, `b.zip` of `b.zip!c.html`; None where none is there."""
    ends = (len(where), *(found.start() for found in reversed(list(re.finditer("[!:]", where)))))
    for end in ends:
        path = Path(where[:end])
        try:
            if end and path.exists():
                return path
        except (OSError, ValueError):  # too long, or with a zero byte: no path
            continue
    return None


def failed_paths(path: Path) -> list[Path]:
    """The paths in a list, one a line, or in a file of failures; each once, in order.

    Raises InputError where a line is neither, or the list cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    found = (_path(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip())
    return list(dict.fromkeys(filter(None, found)))


def _path(line: str, where: str) -> Path | None:
    if not line.startswith("{"):
        return Path(line)
    try:
        record = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: neither a path nor a line that kg ingest --failures wrote") from error
    file = record.get("file")
    return Path(file) if isinstance(file, str) else None
