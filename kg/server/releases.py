"""The releases of Neo4j Community that can be installed: those whose files kg has the digests of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import UsageError

__all__ = ["BROWSER", "DEFAULT", "RELEASES", "Release", "release_of"]

BROWSER = "5.24.0"
"""The last open-source Browser on Maven Central; it serves both lines of servers."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release: the Java versions that it runs on, its main class, and about how big it is."""

    version: str
    javas: tuple[int, ...]
    main: str
    megabytes: int

    @property
    def wanted_java(self) -> str:
        """`Java 17 or 21`."""
        return "Java " + " or ".join(map(str, self.javas))


DEFAULT = "5.26.30"
"""The line with long-term support."""

RELEASES: Mapping[str, Release] = {
    one.version: one
    for one in (
        Release(DEFAULT, (17, 21), "org.neo4j.server.CommunityEntryPoint", 137),
        Release("2026.08.1", (21, 25), "org.neo4j.server.Neo4jCommunity", 166),
    )
}


def release_of(version: str) -> Release:
    """The release of that version. Raises UsageError for another, naming those that there are."""
    if version not in RELEASES:
        raise UsageError(f"Neo4j {version} cannot be installed by kg; it has the digests of {', '.join(RELEASES)}")
    return RELEASES[version]
