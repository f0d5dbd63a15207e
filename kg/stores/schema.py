"""The few statements of a store's schema that are not the same everywhere."""

from __future__ import annotations

__all__ = ["ARCADEDB", "NEO4J"]

_UNIQUE = "CREATE CONSTRAINT kg_resource_uri IF NOT EXISTS FOR (n:Resource) REQUIRE n.uri IS UNIQUE"

ARCADEDB = (_UNIQUE,)
"""The embedded store: the uniqueness of addresses, which is also the index that every write looks nodes up by."""

NEO4J = (
    _UNIQUE,
    "CREATE INDEX kg_entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)",
    "CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]",
)
"""A Neo4j server: the same, an index over names, and a full-text index for people who search in the Browser."""
