"""GraphML is read back by networkx with the nodes, edges and values that went in."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import given, settings

from kg.cypher import portable_properties
from kg.export.graphml import JOINED, write_graphml
from kg.model import Edge, Graph, Node
from tests.export.graphs import graphs

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def drawn(parts: list[Graph]) -> str:
    out = io.StringIO(newline="")
    with tempfile.TemporaryDirectory() as place:
        done = write_graphml(parts, out, room=Path(place))
    assert (done.nodes, done.edges) == tuple(sum(len(getattr(p, k)) for p in parts) for k in ("nodes", "edges"))
    return out.getvalue()


def read(text: str) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)


def plain(value: Any) -> str:
    """A value as text, whole and floating numbers alike, so that what shares a column with another type compares."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(float(value))
        case list():
            return NO_XML.sub("\ufffd", JOINED.join(value))
        case _:
            text = NO_XML.sub("\ufffd", str(value))
            try:
                return repr(float(text.replace("Infinity", "inf"))) if text not in ("true", "false") else text
            except ValueError:
                return text


@given(parts=graphs())
@settings(max_examples=80, deadline=None)
def test_the_graph_is_read_back(parts: list[Graph]) -> None:
    text = drawn(parts)
    assert text == drawn(parts)
    graph = read(text)
    nodes = [node for part in parts for node in part.nodes]
    edges = [edge for part in parts for edge in part.edges]
    assert set(graph) == {node.uri for node in nodes}
    assert graph.number_of_edges() == len(edges)
    for node in nodes:
        told = {k: plain(v) for k, v in graph.nodes[node.uri].items()}
        own = {
            "labels": plain(list(node.labels)),
            "label": plain(portable_properties(node.properties).get("name", node.uri)),
        }
        assert told == {**own, **_plain(node.properties)}
    back = [(a, b, sorted((k, plain(v)) for k, v in told.items())) for a, b, told in graph.edges(data=True)]
    assert sorted(back) == sorted((e.source, e.target, _told(e)) for e in edges)


def _plain(properties: Any) -> dict[str, str]:
    return {key: plain(value) for key, value in portable_properties(properties).items()}


def _told(edge: Edge) -> list[tuple[str, str]]:
    return sorted({"type": edge.type, "label": edge.type, **_plain(edge.properties)}.items())


def test_types_are_kept() -> None:
    values = {"start": 7, "amount": 7.5, "derived": True, "when": "2010-04", "aliases": ("a", "b")}
    graph = read(drawn([Graph((Node("x:1", ("Claim", "Resource"), values),), ())]))
    told = graph.nodes["x:1"]
    assert {name: told[name] for name in values} == {**values, "aliases": "a; b"}


def test_a_carriage_return_and_a_null_do_no_harm() -> None:
    text = drawn([Graph((Node("x:1", ("Claim", "Resource"), {"quote": "a\r\nb\x00<c>&\ud800"}),), ())])
    assert read(text).nodes["x:1"]["quote"] == "a\r\nb\ufffd<c>&\ufffd"
