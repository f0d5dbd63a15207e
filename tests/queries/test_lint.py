"""The rules for canned queries: the shipped ones keep them, and each rule catches what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ontology import load as load_ontology
from kg.queries import all_queries, lint, parse_query
from kg.queries.patterns import node_patterns, relationship_patterns
from kg.queries.tokens import tokens
from kg.queries.vocabulary import PROPERTIES, vocabulary
from kg.stores.contents import edges, nodes
from tests.queries.conftest import Demo

HEADER = """\
// title: A test
// question: Is it in order?
// parameters:
//   who: {type: entity, default: null, help: whoever}
// columns:
//   who: who
//   why: why
"""
GOOD = """\
MATCH (p:Agent)-[o:OFFERED_AID_TO]->(r:Entity)
WHERE $who IS NULL OR p.uri IN $who
RETURN {uri: p.uri, name: p.name} AS who, [o.situation] AS why
ORDER BY p.name, p.uri
"""


def problems(body: str) -> str:
    return "\n".join(lint(parse_query(HEADER + body, Path("test.cypher"))))


def test_the_good_one_is_in_order() -> None:
    assert problems(GOOD) == ""


@pytest.mark.parametrize("query", all_queries(), ids=lambda q: q.name)
def test_shipped_queries_are_in_order(query) -> None:
    assert list(lint(query)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("p:Agent", "p:Agnet", "line 1: unknown label 'Agnet'; did you mean Agent?"),
        ("r:Entity", "r", "line 1: the node (r) has no label"),
        ("(r:Entity)", "()", "line 1: the node () has no label"),
        ("OFFERED_AID_TO", "OFFERED_AID", "unknown relationship type 'OFFERED_AID'; did you mean OFFERED_AID_TO?"),
        ("p.uri IN $who", "p.iri IN $who", "line 2: no node or relationship has the property 'iri'"),
        ("(p:Agent)", "(p:Agent {nane: 'x'})", "line 1: no node or relationship has the property 'nane'"),
        ("o:OFFERED_AID_TO", "o:MEMBER_OF*", "a path of variable length needs an upper bound"),
        ("o:OFFERED_AID_TO", "o:MEMBER_OF*2..", "a path of variable length needs an upper bound"),
        ("o:OFFERED_AID_TO", "o:MEMBER_OF*..30", "a path of variable length needs an upper bound, at most 8"),
        ("OFFERED_AID_TO]->", "CONFERRED_WITH]->", "CONFERRED_WITH has no direction; ask without an arrow"),
        ("$who IS NULL OR p.uri IN $who", "$who IS NULL OR p.uri IN $who OR r.uri IN $who", "OR, XOR or NOT over p, r"),
        ("$who IS NULL OR p.uri IN $who", "p.uri IN $who AND NOT r:Party AND NOT p.uri = r.uri", "over p, r: put WITH"),
        ("p.uri IN $who", "r:Patry", "unknown label 'Patry'; did you mean Party?"),
        ("ORDER BY p.name, p.uri\n", "", "has no ORDER BY after RETURN"),
        ("p.name, p.uri\n", "p.name\n", "ORDER BY does not end in an IRI"),
        ("AS why", "AS reason", "returns who, reason; the header lists who, why"),
        ("[o.situation] AS why", "[o.situation]", "returns who, ; the header lists who, why"),
        ("$who IS NULL OR p.uri IN $who", "p.uri IN $whom", "$whom is not in the header"),
        ("$who IS NULL OR p.uri IN $who", "p.uri <> ''", "the header's parameter 'who' is not used"),
        ("WHERE $who", "SET p.name = 'x' WHERE $who", "SET writes; a canned query reads"),
        ("RETURN {", "MERGE (x:Person) RETURN {", "MERGE writes"),
        ("RETURN {", "CALL db.labels() YIELD label RETURN {", "CALL of a procedure"),
        (
            "RETURN {",
            "CALL { WITH p MATCH (p)-[:ACTS_FOR]->(q:Agent) RETURN q } RETURN {",
            "CALL { WITH … } is outdated",
        ),
        ("p.name, p.uri", "id(p), p.uri", "id() differs between stores; use the property uri"),
        ("MATCH (p", "MATCH SHORTEST 1 (p", "SHORTEST is not understood by every store"),
        ("MATCH (p", "CYPHER 5 MATCH (p", "CYPHER is not understood by every store"),
        ("$who IS NULL", "(($who IS NULL)", "line 2: ( is never closed"),
        ("$who IS NULL", "§", "line 2: '§' begins no token"),
    ],
)
def test_each_rule_catches(old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert said in problems(GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("at", "old", "new", "said"),
    [
        ("r", "", "", "'who' is at r, but no WHERE asks for r.uri IN $who"),
        ("q", "p.uri IN $who", "p.uri IN $who", "'who' is at q, which is no node of a MATCH in the first line"),
        ("p", "MATCH", "OPTIONAL MATCH", "'who' is at p, which is no node of a MATCH"),
        (
            "p",
            "$who IS NULL OR p.uri IN $who",
            "$who IS NULL OR p:Party OR p.uri IN $who",
            "no WHERE asks for p.uri IN",
        ),
        ("p", "WHERE", "OPTIONAL MATCH (p)-[:ACTS_FOR]->(q:Agent) WHERE", "no WHERE asks for p.uri IN $who"),
        ("p", "$who IS NULL OR p.uri IN $who", "EXISTS { MATCH (p) WHERE p.uri IN $who }", "no WHERE asks for p.uri"),
    ],
)
def test_where_a_query_cannot_begin(at: str, old: str, new: str, said: str) -> None:
    assert old in GOOD
    header = HEADER.replace("null, ", f"null, at: {at}, ")
    assert said in "\n".join(lint(parse_query(header + GOOD.replace(old, new), Path("test.cypher"))))


@pytest.mark.parametrize(
    "body",
    [GOOD, GOOD.replace("$who IS NULL OR p.uri IN $who", "r:Party AND ($who IS NULL OR p.uri IN $who)")],
)
def test_where_a_query_can_begin(body: str) -> None:
    header = HEADER.replace("null, ", "null, at: p, ")
    assert list(lint(parse_query(header + body, Path("test.cypher")))) == []


@pytest.mark.parametrize(
    "body",
    [
        GOOD.replace("WHERE", "WITH p, o, r\nWHERE r:Party OR p:Party OR"),
        GOOD.replace("(r:Entity)", "(r:Entity), (p)-[:LOCATED_IN*0..4]->(q:Place)"),
        GOOD.replace("RETURN", "WITH p, o WHERE NOT EXISTS { MATCH (t:AidTransfer)-[:ACTOR]->(p) }\nRETURN"),
        GOOD.replace("o:OFFERED_AID_TO]->", "o:CONFERRED_WITH|MET_WITH]-"),
        GOOD.replace("RETURN", "WITH p, o, COUNT { (p)<-[:ACTOR]-(e:Event) } AS n // how many\nRETURN"),
        GOOD.replace("WHERE", "WHERE r.name <> 'CREATE (x) ->' AND p.name <> \"it's\" AND"),
    ],
)
def test_what_is_allowed(body: str) -> None:
    assert problems(body) == ""


def test_patterns_are_told_from_brackets() -> None:
    found = tokens("MATCH p = shortestPath((a:X)-[*..6]-(b)) WHERE (a.n + 1) * size([1]) > 2 RETURN (a)")
    assert [(n.variable, n.labels) for n in node_patterns(found)] == [("a", ("X",)), ("b", ())]
    (step,) = relationship_patterns(found)
    assert (step.types, step.repeated, step.most, step.directed) == ((), True, 6, False)


@given(st.text(max_size=60))
def test_any_text_is_cut_or_refused(text: str) -> None:
    try:
        found = tokens(text)
    except QueryError:
        return
    assert all(token.end < len(found) for token in found)
    list(node_patterns(found)), list(relationship_patterns(found))


@given(st.text(max_size=40))
def test_texts_hide_what_they_hold(text: str) -> None:
    written = text.replace("\\", "\\\\").replace("'", "\\'")
    (before, token) = tokens(f"RETURN '{written}'")
    assert before.is_word("RETURN")
    assert token.kind == "text"


def test_vocabulary_knows_all_that_the_graph_holds(demo: Demo) -> None:
    words = vocabulary(load_ontology())
    for _, labels, properties in nodes(demo.store):
        assert set(labels) <= words.labels
        assert set(properties) <= PROPERTIES
    for _, type_, _, properties in edges(demo.store):
        assert type_ in words.types
        assert set(properties) <= PROPERTIES
