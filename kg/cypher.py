"""The property graph as Cypher: portable statements with rows of parameters.

Only names that the ontology defines reach a statement's text, back-tick escaped; every value is a parameter. The
statements run on Neo4j 5.26, Neo4j 2026 and ArcadeDB alike. Rows say exactly what changes, so no statement is needed
that looks before it writes: one writer at a time, and what the graph holds is known (`kg.stores.index`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import Edge, Node, Value

__all__ = [
    "IDS",
    "Statement",
    "create_edges",
    "create_nodes",
    "delete_edges",
    "delete_nodes",
    "edge_key",
    "escaped",
    "portable",
    "portable_properties",
    "update_edges",
    "update_nodes",
]

KEYED = {"FILLS": "role"}
"""Types of which two nodes may share several edges, and the property that tells them apart; shortcuts: `situation`."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_BIGGEST = 2**63 - 1
"""Cypher's integers have 64 bits."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A Cypher text that does its work once for each of `$rows`.

    `ends` are columns of the rows that hold addresses of nodes: who runs the statement puts the store's own ids of the
    nodes (`elementId`) in their place, and leaves out rows with a node that is not there.
    """

    text: str
    rows: Sequence[Mapping[str, Any]]
    ends: tuple[str, ...] = ()


def escaped(name: str) -> str:
    """A label, type or property name, safe inside a statement.

    >>> escaped("Party"), escaped("a`b")
    ('`Party`', '`a``b`')
    """
    return "`" + name.replace("`", "``") + "`"


def portable(value: Value) -> Any:
    """The value as both stores can hold it and give it back.

    Lone surrogates, which UTF-8 cannot say, become U+FFFD; whole numbers beyond 64 bits become floating; tuples become
    lists. Everything else, the null character included, is kept as it is.
    """
    if isinstance(value, str):
        return value if value.isascii() else _SURROGATE.sub("\ufffd", value)
    if isinstance(value, tuple):
        return [portable(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _BIGGEST:
        return float(value)
    return value


def portable_properties(properties: Mapping[str, Value]) -> dict[str, Any]:
    """The properties with portable values."""
    return {key: portable(value) for key, value in properties.items()}


def edge_key(type_: str, properties: Mapping[str, Any]) -> tuple[str, str] | None:
    """The property that tells an edge from others of its type between the same nodes, and its value."""
    name = KEYED.get(type_, "situation")
    return (name, str(properties[name])) if name in properties else None


# ----------------------------------------------------------------------------------------------------- nodes


def create_nodes(nodes: Iterable[Node]) -> Iterator[Statement]:
    """Nodes that are not there yet, one statement a set of labels."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for node in nodes:
        groups.setdefault(node.labels, []).append({"uri": node.uri, **portable_properties(node.properties)})
    for labels, rows in sorted(groups.items()):
        text = f"UNWIND $rows AS r CREATE (n:{':'.join(map(escaped, reversed(labels)))}) SET n = r"
        yield Statement(text, _sorted(rows, "uri"))


def update_nodes(nodes: Iterable[Node]) -> Iterator[Statement]:
    """New properties for nodes that are there with the same labels; what is not among them is removed."""
    rows = [{"uri": node.uri, "props": {"uri": node.uri, **portable_properties(node.properties)}} for node in nodes]
    if rows:
        yield Statement("UNWIND $rows AS r MATCH (n:Resource {uri: r.uri}) SET n = r.props", _sorted(rows, "uri"))


def delete_nodes(uris: Iterable[str]) -> Iterator[Statement]:
    """Nodes that go, with whatever edges they have left."""
    rows = [{"uri": uri} for uri in sorted(uris)]
    if rows:
        yield Statement("UNWIND $rows AS r MATCH (n:Resource {uri: r.uri}) DETACH DELETE n", rows)


# ----------------------------------------------------------------------------------------------------- edges

_ENDS = "UNWIND $rows AS r MATCH (a:Resource {uri: r.a}) MATCH (b:Resource {uri: r.b})"
_FOUND_ENDS = "UNWIND $rows AS r MATCH (a) WHERE elementId(a) = r.a MATCH (b) WHERE elementId(b) = r.b"
IDS = "UNWIND $rows AS r MATCH (n:Resource {uri: r}) RETURN r, elementId(n)"
"""The store's own ids of nodes. ArcadeDB looks an address up in one index a set of labels: some 100 of them, so that
an address was 0.05 to 0.1 ms, and each node has several edges; by its id a node is found at once."""


def create_edges(edges: Iterable[Edge]) -> Iterator[Statement]:
    """Edges that are not there yet, one statement a type; both ends are there."""
    for type_, group in _by_type(edges):
        rows = [_row(edge, props=portable_properties(edge.properties)) for edge in group]
        text = f"{_FOUND_ENDS} CREATE (a)-[e:{escaped(type_)}]->(b) SET e = r.props"
        yield Statement(text, _sorted(rows, "a", "b", "k"), ends=("a", "b"))


def update_edges(edges: Iterable[Edge]) -> Iterator[Statement]:
    """New properties for edges that are there."""
    for (type_, name), group in _by_type_and_key(edges):
        rows = [_row(edge, props=portable_properties(edge.properties)) for edge in group]
        yield Statement(f"{_matched(type_, name)} SET e = r.props", _sorted(rows, "a", "b", "k"))


def delete_edges(edges: Iterable[Edge]) -> Iterator[Statement]:
    """Edges that go; their properties need not be known, their key must be."""
    for (type_, name), group in _by_type_and_key(edges):
        yield Statement(f"{_matched(type_, name)} DELETE e", _sorted([_row(edge) for edge in group], "a", "b", "k"))


def _matched(type_: str, name: str) -> str:
    key = f" {{{escaped(name)}: r.k}}" if name else ""
    return f"{_ENDS} MATCH (a)-[e:{escaped(type_)}{key}]->(b)"


def _row(edge: Edge, **more: Any) -> dict[str, Any]:
    return {"a": edge.source, "b": edge.target, "k": edge.key[1] if edge.key else "", **more}


def _by_type(edges: Iterable[Edge]) -> list[tuple[str, list[Edge]]]:
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(edge.type, []).append(edge)
    return sorted(groups.items())


def _by_type_and_key(edges: Iterable[Edge]) -> list[tuple[tuple[str, str], list[Edge]]]:
    groups: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        groups.setdefault((edge.type, edge.key[0] if edge.key else ""), []).append(edge)
    return sorted(groups.items())


def _sorted(rows: list[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: tuple(row[key] for key in keys))
