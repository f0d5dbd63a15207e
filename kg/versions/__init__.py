"""Versions of one article: kept when its address has another text, and compared with one another."""

from kg.versions.comparing import Change, changes
from kg.versions.history import known_version, versions_of, write_version

__all__ = ["Change", "changes", "known_version", "versions_of", "write_version"]
