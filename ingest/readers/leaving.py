"""What of a folder or an archive is passed over without a word: what nobody means when they say "these articles"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import PurePath

__all__ = ["is_left_out", "is_page", "is_part_of_page", "saved_beside"]

_OF_SYSTEMS = {"__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "lost+found"}
_OF_FOLDERS = {"readme", "license", "licence", "copying", "notice", "changelog"}
_CODE = {".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"}
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp"}
_PAGES = {".html", ".htm", ".xhtml", ".shtml"}
_BESIDE = ("_files", "-files", "_file", "-Dateien", "_Dateien", "_fichiers", "_archivos")
"""How browsers name the folder of a saved page's pictures and scripts, after the page."""


def is_left_out(parts: Sequence[str]) -> bool:
    """Whether a path below a folder is hidden, of the operating system, about the folder, or a page's code.

    >>> is_left_out((".git", "x.txt")), is_left_out(("a", "README.md")), is_left_out(("a", "b.txt"))
    (True, True, False)
    """
    if any(part.startswith((".", "~$")) and part not in ("..", ".") or part.lower() in _OF_SYSTEMS for part in parts):
        return True
    name = PurePath(parts[-1]) if parts else PurePath()
    return name.suffix.lower() in _CODE or name.name.partition(".")[0].lower() in _OF_FOLDERS


def is_part_of_page(name: str) -> bool:
    """Whether a file's name is that of a picture, which among pages belongs to one of them."""
    return PurePath(name).suffix.lower() in _PICTURES


def saved_beside(folder: str, names: Collection[str]) -> bool:
    """Whether a folder holds what a browser has saved with a page that lies beside it.

    >>> saved_beside("Talks_files", {"Talks.html", "Talks_files"})
    True
    """
    page = next((folder.removesuffix(end) for end in _BESIDE if folder.endswith(end)), None)
    return page is not None and any(page + suffix in names for suffix in ("", *_PAGES))


def is_page(name: str) -> bool:
    """Whether a file's name is that of a web page."""
    return PurePath(name).suffix.lower() in _PAGES
