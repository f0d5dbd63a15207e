"""The few statements of a store's schema that are not the same everywhere."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ARCADEDB", "NEO4J", "Schema"]


@dataclass(frozen=True, slots=True)
class Schema:
    """Statements, none of which does anything the second time.

    `first` is for before anything is written. `last` makes the index of search keys, and is for when every entity of
    the graph has them: where there is no such index, names are compared one by one (`kg.queries.names`).
    """

    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


_UNIQUE = "CREATE CONSTRAINT kg_resource_uri IF NOT EXISTS FOR (n:Resource) REQUIRE n.uri IS UNIQUE"


def _range(name: str, label: str, property_: str) -> str:
    return f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{property_})"


_COUNTRY = _range("kg_entity_country", "Entity", "country")

ARCADEDB = Schema(
    first=(_UNIQUE, _COUNTRY),
    last=(
        "CREATE VERTEX TYPE Entity IF NOT EXISTS",
        "CREATE PROPERTY Entity.searchKeys IF NOT EXISTS LIST OF STRING",
        "CREATE INDEX kg_search_keys IF NOT EXISTS ON Entity (searchKeys BY ITEM) FULL_TEXT "
        'METADATA {"analyzer": "org.apache.lucene.analysis.core.KeywordAnalyzer"}',
    ),
)
"""The embedded store: the uniqueness of addresses, which is also the index that every write looks nodes up by; an index
of countries; and that of search keys, in the engine's SQL, for its Cypher has no statement for it.

The engine keeps an index a set of labels, each in files of its own, so an index of `Situation` would be a hundred. A
scan of a label is fast enough in a store of this size.
"""

NEO4J = Schema(
    first=(
        _UNIQUE,
        _range("kg_entity_name", "Entity", "name"),
        _COUNTRY,
        _range("kg_situation_earliest", "Situation", "earliest"),
        _range("kg_situation_latest", "Situation", "latest"),
        _range("kg_claim_published", "Claim", "published"),
        _range("kg_article_published", "Article", "published"),
        "CREATE FULLTEXT INDEX kg_names IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]",
    ),
    last=(
        "CREATE FULLTEXT INDEX kg_search_keys IF NOT EXISTS FOR (n:Entity) ON EACH [n.searchKeys] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword', `fulltext.eventually_consistent`: false}}",
    ),
)
"""A Neo4j server: the same, indexes over names and over the days that questions filter on, and a full-text index for
people who search in the Browser. None of them needs a plugin."""
