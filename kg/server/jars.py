"""A server's jars: where they lie, and whether they are what they should be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from kg.errors import ResourceError
from kg.server.releases import RELEASES, Release

__all__ = ["check", "folder_of", "installed", "pinned", "servers_folder"]

_DIGESTS = Path(__file__).resolve().parent / "digests"


def servers_folder() -> Path:
    """Where servers are installed: KG_NEO4J_HOME, or the place for a user's data on this system."""
    named = os.environ.get("KG_NEO4J_HOME")
    return Path(named).resolve() if named else platformdirs.user_data_path("kg", appauthor=False) / "neo4j"


def folder_of(release: Release) -> Path:
    """Where the jars of a release lie, or would lie."""
    return servers_folder() / release.version


def installed() -> list[Release]:
    """The releases whose folder is there, unchecked."""
    return [release for release in RELEASES.values() if folder_of(release).is_dir()]


def pinned(release: Release) -> Mapping[str, str]:
    """The names of a release's jars, and the SHA-256 of each, as they ship with kg."""
    text = (_DIGESTS / f"{release.version}.sha256").read_text(encoding="utf-8")
    return {name: digest for digest, name in (line.split("  ", 1) for line in text.splitlines())}


def check(folder: Path, release: Release) -> None:
    """Read every jar in the folder. Raises ResourceError naming the first that is missing, altered or too many."""
    wanted = pinned(release)
    found = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for name in sorted(wanted.keys() - found):
        raise ResourceError(f"{folder / name} is missing; {_again(release)}")
    for name in sorted(found - wanted.keys()):
        raise ResourceError(f"{folder / name} does not belong to Neo4j {release.version}; {_again(release)}")
    for name, digest in wanted.items():
        if _sha256(folder / name) != digest:
            raise ResourceError(f"{folder / name} is not the file that it should be (SHA-256); {_again(release)}")


def _again(release: Release) -> str:
    return f"install it again: kg neo4j install --version {release.version}"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
