"""The contract of all stores: of the same claims, the same graph, the same rows and types, the same refusals.

The embedded store is what the others are held against, in two worlds: the demo's articles with the claims that were
written by hand for them, and the made one of `test_made`, which has what those happen not to have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError
from kg.project import Project
from kg.queries import all_queries, ask, find_query, sentences
from kg.queries.reader import Reader
from kg.stores import Store, open_store, schema
from kg.stores.contents import counts, edges, nodes
from kg.stores.load import load
from kg.stores.neo4j import Address, connect
from tests.queries.cases import CASES
from tests.queries.conftest import load_demo
from tests.queries.test_made import made_project
from tests.stores.conftest import wipe

pytestmark = pytest.mark.neo4j

WORLDS = {"golden": lambda place: load_demo(place)[0], "made": made_project}
SERVERS = ["neo4j_address", pytest.param("newest_address", marks=pytest.mark.slow)]
EXAMPLES = [(q.name, {p.name: p.example for p in q.parameters if p.example is not None}) for q in all_queries()]
ASKED = {f"{name} {' '.join(map(str, given.values()))}": (name, given) for name, given in EXAMPLES} | {
    " ".join([case.query, *case.parameters.values()]): (case.query, case.parameters) for case in CASES
}
REFUSED = {
    "wrong": "MATCH (n",
    "unknown function": "RETURN no_such_function(1)",
    "missing parameter": "MATCH (n:Entity) WHERE n.name = $who RETURN n",
    "creates": "CREATE (n:Person {uri: 'x:new'}) RETURN n",
    "deletes": "MATCH (n:Claim) DETACH DELETE n",
    "sets": "MATCH (n:Claim) SET n.quote = '' RETURN n",
    "changes the schema": "DROP CONSTRAINT kg_resource_uri",
}


@dataclass(frozen=True)
class Pair:
    """The same project in a server and in the embedded store."""

    there: Store
    here: Store


def paired(project: Project, address: Address) -> Iterator[Pair]:
    there = connect(address, schema=schema.NEO4J)
    wipe(there)
    with open_store(project) as here:
        for store in (there, here):
            assert not load(project, store).problems
        yield Pair(there, here)
    wipe(there)
    there.close()


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest) -> Address:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module", params=WORLDS)
def pair(request: pytest.FixtureRequest, address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    yield from paired(WORLDS[request.param](Path(tmp_path_factory.mktemp(request.param)) / "project"), address)


def typed(value: Any) -> Any:
    """The value with the types of all its parts: 1, 1.0 and True are equal without."""
    match value:
        case Mapping():
            return {key: typed(item) for key, item in value.items()}
        case list() | tuple():
            return type(value).__name__, [typed(item) for item in value]
        case _:
            return type(value).__name__, value


def answered(store: Reader, asked: tuple[str, Mapping[str, Any]]) -> Any:
    """All of an answer, or the sentence that refuses it."""
    name, given = asked
    try:
        answer = ask(store, find_query(name), given)
    except QueryError as error:
        return str(error)
    return [c.name for c in answer.columns], typed(answer.rows), answer.why, sentences(store, answer)


def graph(store: Store) -> tuple[dict[str, Any], list[str]]:
    held = {uri: (labels, typed(properties)) for uri, labels, properties in nodes(store)}
    return held, sorted(repr((a, type_, b, typed(properties))) for a, type_, b, properties in edges(store))


def test_same_graph(pair: Pair) -> None:
    assert counts(pair.there) == counts(pair.here)
    assert graph(pair.there) == graph(pair.here)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_same_answer(asked: tuple[str, Mapping[str, Any]], pair: Pair) -> None:
    assert answered(pair.there, asked) == answered(pair.here, asked)


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_same_refusal(query: str, pair: Pair) -> None:
    before = counts(pair.there)
    for store in (pair.there, pair.here):
        with pytest.raises(QueryError, match="the query was"):
            store.query(query)
    assert counts(pair.there) == before == counts(pair.here)


def test_every_question_on_the_newest_release(newest_address: Address, tmp_path: Path) -> None:
    """The whole suite runs on it in `make check-all`; this much always does, where there is a Java for it."""
    for pair in paired(WORLDS["golden"](tmp_path / "project"), newest_address):
        for name, given in EXAMPLES:
            assert answered(pair.there, (name, given)) == answered(pair.here, (name, given)), name
