"""What a store holds, all of it: for comparing two graphs, and for a loader that has lost track."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.stores import Store
from kg.stores.addresses import under

__all__ = ["counts", "dump", "edges", "nodes"]

# STARTS WITH by itself, so that a server finds the nodes by its index over addresses
_UNDER = "{uri} STARTS WITH $base AND ($base = '' OR {under})"
_NODES = f"MATCH (n:Resource) WHERE {_UNDER.format(uri='n.uri', under=under('n.uri', '$base'))}"
_EDGES = f"MATCH (a:Resource)-[e]->(b:Resource) WHERE {_UNDER.format(uri='a.uri', under=under('a.uri', '$base'))}"


def nodes(store: Store, base: str = "") -> Iterator[tuple[str, list[str], dict[str, Any]]]:
    """Address, labels and properties of every node under the base, of all where it is empty, in no order."""
    for (node,) in store.stream(f"{_NODES} RETURN n", {"base": base}):
        yield node["properties"]["uri"], node["labels"], node["properties"]


def edges(store: Store, base: str = "") -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Source, type, target and properties of every edge that begins at such a node, in no order."""
    query = f"{_EDGES} RETURN a.uri AS a, type(e) AS t, b.uri AS b, properties(e) AS p"
    yield from store.stream(query, {"base": base})


def counts(store: Store, base: str = "") -> tuple[int, int]:
    """How many nodes there are under the base, and how many edges begin at them."""
    (found,) = store.read(f"{_NODES} RETURN count(n) AS n", {"base": base})
    (tied,) = store.read(f"{_EDGES} RETURN count(e) AS n", {"base": base})
    return found["n"], tied["n"]


def dump(store: Store) -> Iterator[str]:
    """Every node and edge as a line of JSON, sorted: two stores hold the same graph when their dumps are the same."""
    lines = [_line({"uri": uri, "labels": labels, "properties": props}) for uri, labels, props in nodes(store)]
    lines += [_line({"from": a, "type": t, "to": b, "properties": props}) for a, t, b, props in edges(store)]
    yield from sorted(lines)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)
