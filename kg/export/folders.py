"""Exports that are a folder of files: it must be new or empty, so that what lies in it is of one export."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError

__all__ = ["empty_folder"]


def empty_folder(path: Path) -> Path:
    """The folder, made when missing. Raises UsageError where it holds something, is a file, or cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        held = next(path.iterdir(), None)
    except OSError as error:
        raise UsageError(f"{path} cannot be made or read: {error.strerror}") from error
    if held is not None:
        raise UsageError(f"{path} is not empty (it holds {held.name}); name a new folder")
    return path
