"""The canned queries give the same answers, in the same order, on a Neo4j server as on the embedded store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.queries import ask, find_query, sentences
from kg.stores import schema
from kg.stores.load import load
from kg.stores.neo4j import Address, Neo4jStore, connect
from tests.queries.cases import CASES
from tests.queries.conftest import Demo, load_demo
from tests.stores.conftest import wipe

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def server(neo4j_address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jStore]:
    project, _ = load_demo(Path(tmp_path_factory.mktemp("demo")) / "project")
    store = connect(neo4j_address, schema=schema.NEO4J)
    wipe(store)
    load(project, store)
    yield store
    wipe(store)
    store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda c: " ".join([c.query, *c.parameters.values()]))
def test_same_answer(case, server: Neo4jStore, demo: Demo) -> None:
    query = find_query(case.query)
    there, here = (ask(store, query, case.parameters) for store in (server, demo.store))
    assert there == here
    assert sentences(server, there) == sentences(demo.store, here)
