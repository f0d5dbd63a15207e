"""One process at a time holds a project's store; others learn who, and how to read from it.

The lock is SQLite's own, which every platform has and which a killed process leaves behind open.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from kg.errors import BusyError, ProjectError

if TYPE_CHECKING:
    from kg.project import Project

__all__ = ["Hold", "holder", "loading", "process_name", "take", "write_private"]

_LOCK, _HOLDER = "lock.sqlite", "holder.json"


@dataclass(frozen=True, slots=True)
class Hold:
    """A folder that this process holds until `release`."""

    folder: Path
    _lock: sqlite3.Connection

    def announce(self, **details: str) -> None:
        """Write down who holds the folder, with what readers need, for this user's eyes only."""
        write_private(self.folder / _HOLDER, json.dumps({"pid": os.getpid(), **details}))

    def release(self) -> None:
        """Let others take the folder."""
        (self.folder / _HOLDER).unlink(missing_ok=True)
        self._lock.close()


def take(folder: Path) -> Hold | None:
    """Hold the folder, which is made when missing; None when another process has it.

    Raises ProjectError when it cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise ProjectError(f"{folder} cannot be written: {error}") from error
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            return None
        raise ProjectError(f"{folder} cannot be held: {error}") from error
    return Hold(folder, lock)


@contextmanager
def loading(project: Project) -> Iterator[None]:
    """Be the only process that settles what the project says; raises BusyError where another one is at it."""
    folder = project.store / "loading"
    hold = take(folder)
    if hold is None:
        found = holder(folder)
        raise BusyError(f"{process_name(found['pid']) if found else 'another process'} is loading this project")
    try:
        hold.announce()
        yield
    finally:
        hold.release()


def holder(folder: Path) -> Mapping[str, Any] | None:
    """What the holder of the folder has announced; None while it has announced nothing that can be read."""
    try:
        found = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and psutil.pid_exists(int(found.get("pid", 0))) else None


def write_private(path: Path, text: str) -> None:
    """A new file in place of what was there, that nobody but this user may read."""
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text, encoding="utf-8")


def process_name(pid: int) -> str:
    """`kg load (process 4711)`, as far as the system says."""
    try:
        words = psutil.Process(pid).cmdline()
    except psutil.Error:
        words = []
    names = [Path(word).name for word in words[:3] if not word.startswith("-")]
    told = " ".join(" ".join(names).split())
    return f"{told or 'another process'} (process {pid})"
