"""What has to change in the store: parts of the graph as they should be, against what the store holds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.cypher import (
    Statement,
    create_edges,
    create_nodes,
    delete_edges,
    delete_nodes,
    edge_key,
    portable_properties,
    update_edges,
    update_nodes,
)
from kg.ids import digest
from kg.model import Edge, Graph, Node
from kg.stores import Store

_Place = tuple[str, str, str, str]
"""What tells an edge from all others: source, type, target, and the value of its key."""

_JSON = json.JSONEncoder(sort_keys=True, default=str)

__all__ = ["Changes", "changes", "held_edge", "held_node", "keep", "owner_of"]


@dataclass(slots=True)
class Changes:
    """Nodes and edges to write and to remove; `relabelled` are nodes that are there under other labels."""

    created: list[Node] = field(default_factory=list)
    updated: list[Node] = field(default_factory=list)
    relabelled: list[Node] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    new_edges: list[Edge] = field(default_factory=list)
    updated_edges: list[Edge] = field(default_factory=list)
    deleted_edges: list[Edge] = field(default_factory=list)
    node_rows: list[tuple[str, str, str]] = field(default_factory=list)
    """Of nodes to write, what the index keeps of them."""
    edge_rows: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)
    """Of edges to write, what the index keeps of them."""

    def statements(self, store: Store) -> Iterator[Statement]:
        """The statements of one transaction, in an order in which none lacks what it needs."""
        yield from delete_edges(self.deleted_edges)
        gone = {(e.source, e.type, e.target, e.key) for e in self.deleted_edges}
        for node in self.relabelled:
            yield from _relabelled(store, node, gone)
        yield from create_nodes(self.created)
        yield from update_nodes(self.updated)
        yield from create_edges(self.new_edges)
        yield from update_edges(self.updated_edges)
        yield from delete_nodes(self.deleted)


def _relabelled(store: Store, node: Node, gone: set[Any]) -> Iterator[Statement]:
    """The node deleted and created again with its edges: one store refuses to change labels in place."""
    edges = [_edge(node.uri, type_, b, props) for type_, b, props in _edges_of(store, _OUT, node.uri)]
    edges += [_edge(a, type_, node.uri, props) for type_, a, props in _edges_of(store, _IN, node.uri) if a != node.uri]
    yield from delete_nodes([node.uri])
    yield from create_nodes([node])
    yield from create_edges(e for e in edges if (e.source, e.type, e.target, e.key) not in gone)


def _edge(source: str, type_: str, target: str, properties: Mapping[str, Any]) -> Edge:
    return Edge(source, type_, target, properties, edge_key(type_, properties))


_OUT = "MATCH (n:Resource {uri: $uri})-[e]->(m:Resource) RETURN type(e) AS t, m.uri AS uri, properties(e) AS p"
_IN = "MATCH (n:Resource {uri: $uri})<-[e]-(m:Resource) RETURN type(e) AS t, m.uri AS uri, properties(e) AS p"


def _edges_of(store: Store, query: str, uri: str) -> list[tuple[str, str, Mapping[str, Any]]]:
    return [(row["t"], row["uri"], row["p"]) for row in store.read(query, {"uri": uri})]


# ------------------------------------------------------------------------------------------------ comparison


def changes(index: sqlite3.Connection, parts: Mapping[str, Graph]) -> Changes:
    """What turns what the store holds of each part (by the address of its node) into the part."""
    found = Changes()
    nodes, edges = _held(index, parts)
    for uri, part in parts.items():
        _compare_node(uri, part.nodes, nodes.get(uri), found)
        _compare_edges(part.edges, edges.get(uri, {}), found)
    return found


def _held(
    index: sqlite3.Connection, owners: Iterable[str]
) -> tuple[dict[str, tuple[str, str]], dict[str, dict[_Place, str]]]:
    """What the store holds of each: labels and digest of the node, and the digests of its edges by their place."""
    uris = json.dumps(list(owners))
    rows = index.execute("SELECT uri, labels, digest FROM node WHERE uri IN (SELECT value FROM json_each(?))", (uris,))
    nodes = {uri: (labels, held) for uri, labels, held in rows}
    query = (
        "SELECT owner, source, type, target, key, digest FROM edge WHERE owner IN (SELECT value FROM json_each(?)) "
        "ORDER BY owner, source, type, target, key"
    )
    edges: dict[str, dict[_Place, str]] = {}
    for owner, source, type_, target, key, held in index.execute(query, (uris,)):
        edges.setdefault(owner, {})[source, type_, target, key] = held
    return nodes, edges


def _compare_node(uri: str, nodes: Iterable[Node], held: tuple[str, str] | None, found: Changes) -> None:
    node = next(iter(nodes), None)
    if node is None:
        if held is not None:
            found.deleted.append(uri)
        return
    row = held_node(node.uri, node.labels, portable_properties(node.properties))
    if held is None:
        found.created.append(node)
    elif held[0] != row[1]:
        found.relabelled.append(node)
    elif held[1] != row[2]:
        found.updated.append(node)
    else:
        return
    found.node_rows.append(row)


def _compare_edges(edges: Iterable[Edge], held: dict[_Place, str], found: Changes) -> None:
    for edge in edges:
        row = held_edge(edge.source, edge.type, edge.target, portable_properties(edge.properties))
        before = held.pop(row[1:5], None)
        if before == row[5]:
            continue
        (found.new_edges if before is None else found.updated_edges).append(edge)
        found.edge_rows.append(row)
    found.deleted_edges += [_edge_at(*place) for place in held]


def _edge_at(source: str, type_: str, target: str, key: str) -> Edge:
    name = "role" if type_ == "FILLS" else "situation"
    return Edge(source, type_, target, key=(name, key) if key else None)


# ------------------------------------------------------------------------------------------ what is written


def held_node(uri: str, labels: Iterable[str], properties: Mapping[str, Any]) -> tuple[str, str, str]:
    """The row of the table of nodes for a node with these labels and (portable) properties."""
    return uri, " ".join(sorted(labels)), _digest({k: v for k, v in properties.items() if k != "uri"})


def held_edge(
    source: str, type_: str, target: str, properties: Mapping[str, Any]
) -> tuple[str, str, str, str, str, str]:
    """The row of the table of edges for an edge with these (portable) properties."""
    key = edge_key(type_, properties)
    return owner_of(source, properties), source, type_, target, key[1] if key else "", _digest(properties)


def owner_of(source: str, properties: Mapping[str, Any]) -> str:
    """The node with which the edge is written: its situation for a shortcut, else where it begins."""
    return str(properties["situation"]) if properties.get("derived") is True else source


def _digest(properties: Mapping[str, Any]) -> str:
    return digest(_JSON.encode(properties))


def keep(index: sqlite3.Connection, written: Changes) -> None:
    """Note what is written; in the caller's transaction."""
    index.executemany("INSERT OR REPLACE INTO node VALUES (?, ?, ?)", written.node_rows)
    index.executemany("INSERT OR REPLACE INTO edge VALUES (?, ?, ?, ?, ?, ?)", written.edge_rows)
    gone = ((e.source, e.type, e.target, e.key[1] if e.key else "") for e in written.deleted_edges)
    # owners of shortcuts are their keys
    index.executemany(
        "DELETE FROM edge WHERE owner IN (?1, ?4) AND source = ?1 AND type = ?2 AND target = ?3 AND key = ?4", gone
    )
    index.executemany("DELETE FROM node WHERE uri = ?", ((uri,) for uri in written.deleted))
    index.executemany("DELETE FROM edge WHERE owner = ?", ((uri,) for uri in written.deleted))
