"""Stores to test on: the embedded one, and a real Neo4j where one can be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cypher import Statement
from kg.stores import Store, schema
from kg.stores.embedded import EmbeddedStore, open_embedded
from kg.stores.neo4j import Address, Neo4jStore, connect


@pytest.fixture
def neo4j(neo4j_address: Address) -> Iterator[Neo4jStore]:
    """An empty Neo4j."""
    yield from emptied(neo4j_address)


@pytest.fixture
def newest(newest_address: Address) -> Iterator[Neo4jStore]:
    """An empty Neo4j of the newest release."""
    yield from emptied(newest_address)


def emptied(address: Address) -> Iterator[Neo4jStore]:
    store = connect(address, schema=schema.NEO4J)
    wipe(store)
    yield store
    wipe(store)
    store.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    """An empty embedded store."""
    store = open_embedded(tmp_path / "store")
    assert isinstance(store, EmbeddedStore)
    yield store
    store.close()


@pytest.fixture(
    params=[
        "embedded",
        pytest.param("neo4j", marks=pytest.mark.neo4j),
        pytest.param("newest", marks=[pytest.mark.neo4j, pytest.mark.slow]),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """Each of the stores in turn, empty."""
    return request.getfixturevalue(request.param)


def wipe(store: Store) -> None:
    """Remove every node."""
    while store.write([Statement("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n", [{}])]):
        pass
