"""What every store must do alike: rows in plain values, transactions that are whole, queries that cannot write."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cypher import Statement, create_edges, create_nodes, delete_edges, delete_nodes, update_edges, update_nodes
from kg.errors import QueryError, StoreError
from kg.model import Edge, Node, Value
from kg.stores import Store
from kg.stores.contents import counts, dump
from tests.stores.conftest import wipe
from tests.strategies import NASTY

LABELS = ("Person", "Agent", "Entity", "Resource")
many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
anything = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    st.lists(st.sampled_from(NASTY), min_size=1, max_size=3).map(tuple),
)


def person(name: str, **more: Value) -> Node:
    return Node(f"x:{name}", LABELS, {"name": name, **more})


@many
@given(value=anything)
def test_values_come_back_as_they_went_in(store: Store, value: Value) -> None:
    wipe(store)
    store.write(create_nodes([person("a", value=value)]))
    (row,) = store.read("MATCH (n:Person) RETURN n.value AS value")
    assert row["value"] == (list(value) if isinstance(value, tuple) else value)
    assert type(row["value"]) is (list if isinstance(value, tuple) else type(value))


@many
@given(value=st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)))
def test_parameters_are_never_read_as_cypher(store: Store, value: str) -> None:
    (row,) = store.read("WITH $value AS given RETURN given", {"value": value})
    assert row["given"] == value


@pytest.mark.parametrize(
    ("value", "held"),
    [("a\ud800b", "a\ufffdb"), (2**80, float(2**80)), (-(2**80), -float(2**80))],
    ids=["lone surrogate", "big number", "big negative number"],
)
def test_what_no_store_can_hold_is_made_holdable(store: Store, value: Value, held: Value) -> None:
    wipe(store)
    store.write(create_nodes([person("a", value=value)]))
    (row,) = store.read("MATCH (n:Person) RETURN n.value AS value")
    assert row["value"] == held


def test_nodes_relationships_and_paths_as_plain_values(store: Store) -> None:
    tie = Edge("x:a", "KNOWS", "x:b", {"since": dt.date(2010, 4, 7)})
    store.write([*create_nodes([person("a"), person("b")]), *create_edges([tie])])
    found = store.read("MATCH path = (a:Person {name: 'a'})-[e:KNOWS]->(b:Person) RETURN a, e, path, [1, 2.5] AS list")
    assert found.columns == ("a", "e", "path", "list")
    (row,) = found
    a, b = ({"labels": sorted(LABELS), "properties": {"name": n, "uri": f"x:{n}"}} for n in "ab")
    e = {"type": "KNOWS", "properties": {"since": dt.date(2010, 4, 7)}}
    assert row == {"a": a, "e": e, "path": {"nodes": [a, b], "relationships": [e]}, "list": [1, 2.5]}


def test_update_takes_away_what_is_gone(store: Store) -> None:
    store.write(create_nodes([person("a", age=3), person("b")]))
    assert store.write(update_nodes([person("a", home="x")])) > 0
    (row,) = store.read("MATCH (n:Person {name: 'a'}) RETURN properties(n) AS p")
    assert row["p"] == {"uri": "x:a", "name": "a", "home": "x"}


def test_edges_of_one_type_are_told_apart_by_their_key(store: Store) -> None:
    def tie(situation: str, **more: Value) -> Edge:
        return Edge("x:a", "MET_WITH", "x:b", {"situation": situation, **more}, key=("situation", situation))

    store.write(create_nodes([person("a"), person("b")]))
    store.write(create_edges([tie("s1", when="2010"), tie("s2")]))
    store.write([*update_edges([tie("s2", when="2011")]), *delete_edges([tie("s1")])])
    rows = store.read("MATCH (a:Person)-[e:MET_WITH]->(b:Person) RETURN properties(e) AS p")
    assert [row["p"] for row in rows] == [{"situation": "s2", "when": "2011"}]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    store.ensure_schema()
    twice = [*create_nodes([person("a")]), *create_nodes([person("b")]), *create_nodes([person("a")])]
    with pytest.raises(StoreError):
        store.write(twice)
    assert counts(store) == (0, 0)


def test_deleted_nodes_take_their_edges(store: Store) -> None:
    store.write([*create_nodes([person("a"), person("b")]), *create_edges([Edge("x:a", "KNOWS", "x:b")])])
    store.write(delete_nodes(["x:a"]))
    assert counts(store) == (1, 0)


WRITES = [
    "CREATE (n:Person {uri: 'x:new'}) RETURN n",
    "MATCH (n:Person) SET n.name = 'changed' RETURN n",
    "MATCH (n:Person) REMOVE n.name RETURN n",
    "MATCH (n:Person) DETACH DELETE n",
    "MATCH (n:Person) MERGE (n)-[e:KNOWS]->(n) RETURN e",
    "MERGE (n:Stranger {uri: 'x:new'}) RETURN n",
    "CREATE INDEX some_index FOR (n:Person) ON (n.age)",
    "DROP CONSTRAINT kg_resource_uri",
    "UNWIND [1, 2] AS x CREATE (n:Person {uri: toString(x)}) RETURN count(n)",
    "FOREACH (x IN [1] | CREATE (:Person {uri: 'x:new'}))",
]


@pytest.mark.parametrize("query", WRITES)
def test_a_query_can_never_write(store: Store, query: str) -> None:
    store.ensure_schema()
    store.write(create_nodes([person("a")]))
    before = list(dump(store))
    with pytest.raises(QueryError):
        store.query(query)
    assert list(dump(store)) == before


@pytest.mark.parametrize("query", ["MATCH (n", "RETURN $missing", "RETURN nothing", "SELECT 1"])
def test_a_wrong_query_says_what_is_wrong(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="query"):
        store.query(query)


def test_schema_twice_is_once(store: Store) -> None:
    store.ensure_schema()
    store.ensure_schema()


def test_big_answers_stream(store: Store) -> None:
    store.write([Statement("UNWIND range(1, 5000) AS i CREATE (n:Person:Resource {uri: toString(i)})", [{}])])
    assert sum(1 for _ in store.stream("MATCH (n:Person) RETURN n.uri")) == 5000
