"""Graphs as sorted lines, as `kg.stores.contents.dump` writes a store's, and readers of what exports wrote."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kg.cypher import portable_properties
from kg.model import Edge, Graph, Node
from tests.strategies import NASTY

Properties = Mapping[str, Any]


def node_line(uri: str, labels: Iterable[str], properties: Properties) -> str:
    return _line({"uri": uri, "labels": sorted(labels), "properties": {"uri": uri, **properties}})


def edge_line(source: str, target: str, type_: str, properties: Properties) -> str:
    return _line({"from": source, "type": type_, "to": target, "properties": dict(properties)})


def _line(record: Properties) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)


def dump_of(parts: Iterable[Graph]) -> list[str]:
    """The dump of a store that holds the parts."""
    lines = []
    for part in parts:
        lines += [node_line(n.uri, n.labels, portable_properties(n.properties)) for n in part.nodes]
        lines += [edge_line(e.source, e.target, e.type, portable_properties(e.properties)) for e in part.edges]
    return sorted(lines)


# ----------------------------------------------------------------------------------------------- random graphs

hostile = st.one_of(
    st.sampled_from([*NASTY, "", "\n", "\r", " ", "\t", ",", ";", "\x1f", "\x1e", "\ue000", "\ufeff", '""', "NULL"]),
    st.text(max_size=8),
)
values = st.one_of(
    hostile,
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    # a list is never empty in a graph; of one empty text alone the CSV form can say nothing
    st.lists(hostile, min_size=1, max_size=3).map(tuple).filter(lambda items: items != ("",)),
)
names = st.sampled_from(["name", "aliases", "amount", "start", "when"])


@st.composite
def graphs(draw: st.DrawFn) -> list[Graph]:
    """A few parts, their nodes of two classes, properties of any type under the same names."""
    uris = [f"https://example.org/{n}" for n in range(draw(st.integers(1, 5)))]
    nodes = [
        Node(uri, draw(st.sampled_from([("Party", "Entity", "Resource"), ("Claim", "Resource")])), draw(_properties))
        for uri in uris
    ]
    edges = [
        Edge(draw(st.sampled_from(uris)), draw(st.sampled_from(["FILLS", "ABOUT"])), draw(st.sampled_from(uris)), p, k)
        for p, k in draw(st.lists(st.tuples(_properties, st.sampled_from([None, ("role", "actor")])), max_size=4))
    ]
    return [Graph(tuple(nodes), ()), Graph((), tuple(edges))]


_properties = st.dictionaries(names, values, max_size=4)

# ------------------------------------------------------------------------------------------- the importer's CSV


def admin_dump(folder: Path) -> list[str]:
    """The dump of a database that Neo4j's importer makes of the folder, by its rules, told from the command's file."""
    command = (folder / "import.sh").read_text("utf-8")
    separator = chr(int(command.partition("--array-delimiter=U+")[2][:4], 16))
    many = "--multiline-fields=true" in command
    lines = []
    for path in sorted(folder.glob("nodes/*.csv")):
        for row in _typed(path, separator, multiline=many):
            lines.append(node_line(row.pop("uri:ID"), row.pop(":LABEL"), row))
    for path in sorted(folder.glob("relationships/*.csv")):
        for row in _typed(path, separator, multiline=many):
            lines.append(edge_line(row.pop(":START_ID"), row.pop(":END_ID"), row.pop(":TYPE"), row))
    return sorted(lines)


def _typed(path: Path, separator: str, *, multiline: bool) -> Iterator[dict[str, Any]]:
    text = path.read_bytes().decode("utf-8")
    if not multiline:
        assert all(line.count('"') % 2 == 0 for line in text.split("\n"))
    header, *records = _records(text)
    for record in records:
        row = {}
        for column, field in zip(header, record, strict=True):
            assert column is not None
            if field is not None:
                name, _, type_ = column.rpartition(":")
                row[name if name and type_ != "ID" else column] = _READ.get(type_, str)(field)
                if column == ":LABEL" or type_ == "string[]":
                    row[name or column] = field.split(separator)
        yield row


_READ: Mapping[str, Callable[[str], Any]] = {
    "long": int,
    "double": float,
    "boolean": lambda field: {"true": True, "false": False}[field],
    "date": dt.date.fromisoformat,
}


def _records(text: str) -> Iterator[list[str | None]]:
    """RFC 4180, character by character; a field without quotes and characters is None."""
    record: list[str | None] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            field, at = _quoted(text, at + 1)
            record.append(field)
        else:
            end = min(place for place in (text.find(",", at), text.find("\n", at)) if place >= 0)
            record.append(text[at:end] or None)
            at = end
        if text[at] == "\n":
            yield record
            record = []
        at += 1


def _quoted(text: str, start: int) -> tuple[str, int]:
    end = text.index('"', start)
    while text[end + 1] == '"':
        end = text.index('"', end + 2)
    return text[start:end].replace('""', '"'), end + 1
