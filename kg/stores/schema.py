"""The few statements of a store's schema that are not the same everywhere."""

from __future__ import annotations

__all__ = ["ARCADEDB", "NEO4J"]

_UNIQUE = "CREATE CONSTRAINT kg_resource_uri IF NOT EXISTS FOR (n:Resource) REQUIRE n.uri IS UNIQUE"


def _range(name: str, label: str, property_: str) -> str:
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{property_})"


ARCADEDB = (_UNIQUE,)
"""The embedded store: the uniqueness of addresses, which is also the index that every write looks nodes up by.

The engine keeps an index a set of labels, each in files of its own, so an index of `Situation` would be a hundred; and
it has no full-text index that Cypher could make. A scan of a label is fast enough in a store of this size.
"""

NEO4J = (
    _UNIQUE,
    _range("kg_entity_name", "Entity", "name"),
    _range("kg_situation_earliest", "Situation", "earliest"),
    _range("kg_situation_latest", "Situation", "latest"),
    _range("kg_claim_published", "Claim", "published"),
    _range("kg_article_published", "Article", "published"),
    "CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]",
)
"""A Neo4j server: the same, indexes over names and over the days that questions filter on, and a full-text index for
people who search in the Browser. Search by name in `kg ask` needs none of them, and no plugin."""
