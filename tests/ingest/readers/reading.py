"""What tests of readers share: articles in words of our own, written to files and read back."""

from __future__ import annotations

from pathlib import Path

from ingest.articles import Noted, Rejected, read_articles
from kg.model import Article

TEXT = "The mayor of Osh left the city on Monday after protests. His deputy stayed with the police."


def read(*paths: Path) -> list[Article | Noted | Rejected]:
    return list(read_articles(paths))


def articles(*paths: Path) -> list[Article]:
    found = read(*paths)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def names(found: list[Article | Noted | Rejected]) -> list[str]:
    return [item.given_id for item in found if isinstance(item, Article)]


def told(found: list[Article | Noted | Rejected], below: Path) -> dict[str, str]:
    """Why what was not taken was not, by its place below a folder."""
    return {item.where.removeprefix(f"{below}/"): item.reason for item in found if isinstance(item, Rejected)}


def noted(found: list[Article | Noted | Rejected]) -> list[str]:
    return [item.reason for item in found if isinstance(item, Noted)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
