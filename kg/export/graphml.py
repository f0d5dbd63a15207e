"""The graph as GraphML, for Gephi, yEd, igraph and networkx (http://graphml.graphdrawing.org/specification.html).

Nodes carry `labels`, edges `type`; both have `label`, which Gephi shows: a node's name, an edge's type. Everything else
is a property of the graph under its own name. GraphML has no lists and no dates: items of a list are parted by "; ",
days are written as 2010-04-07.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO, cast
from xml.sax.saxutils import XMLGenerator

from kg.export.sheets import Row, Sheet, Type, spooled
from kg.model import Graph

__all__ = ["JOINED", "Drawn", "graphml_text", "write_graphml"]

JOINED = "; "
"""Between the items of a list."""

_NAMESPACE = {"xmlns": "http://graphml.graphdrawing.org/xmlns"}
_TYPES: Mapping[Type, str] = {"long": "long", "double": "double", "boolean": "boolean"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """How much was written."""

    nodes: int
    edges: int


def write_graphml(parts: Iterable[Graph], out: TextIO, *, room: Path) -> Drawn:
    """Write the graph that the parts make up; `room` is a folder for what is spooled on the way.

    Memory stays bounded, and the same parts give the same bytes. Raises OSError where there is no room.
    """
    with spooled(parts, room) as sheets:
        keys = {"node": _types("labels", sheets.nodes), "edge": _types("type", sheets.relationships)}
        xml = _Writer(out)
        xml.begin("graphml", _NAMESPACE)
        for kind, types in keys.items():
            for name, type_ in types.items():
                xml.empty("key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type_})
        xml.begin("graph", {"id": "G", "edgedefault": "directed"})
        for row in _rows(sheets.nodes):
            _node(xml, row, keys["node"])
        for row in _rows(sheets.relationships):
            _edge(xml, row, keys["edge"])
        xml.end("graph")
        xml.end("graphml")
        return Drawn(sum(s.count for s in sheets.nodes), sum(s.count for s in sheets.relationships))


def _types(own: str, sheets: Iterable[Sheet]) -> dict[str, str]:
    """Property -> GraphML type: whole and floating together are floating, anything else that differs is text."""
    found = {own: "string", "label": "string"}
    for name, type_ in (item for sheet in sheets for item in sheet.columns.items()):
        written = _TYPES.get(type_, "string")
        known = found.setdefault(name, written)
        if known != written:
            found[name] = "double" if {known, written} == {"long", "double"} else "string"
    return found


def _rows(sheets: Iterable[Sheet]) -> Iterator[Row]:
    for sheet in sheets:
        yield from sheet.rows()


def _node(xml: _Writer, row: Row, types: Mapping[str, str]) -> None:
    (uri, labels), properties = row
    xml.begin("node", {"id": uri})
    own = {"labels": list(labels), "label": properties.get("name", uri)}
    _data(xml, "node", {**own, **properties}, types)
    xml.end("node")


def _edge(xml: _Writer, row: Row, types: Mapping[str, str]) -> None:
    (source, target, type_), properties = row
    xml.begin("edge", {"source": source, "target": target})
    _data(xml, "edge", {"type": type_, "label": type_, **properties}, types)
    xml.end("edge")


def _data(xml: _Writer, kind: str, values: Mapping[str, Any], types: Mapping[str, str]) -> None:
    for name, value in values.items():
        xml.leaf("data", {"key": f"{kind}-{name}"}, graphml_text(value, types[name]))


def graphml_text(value: Any, type_: str) -> str:
    """A portable value (`kg.cypher.portable`) as the text of an element of that GraphML type.

    A character that no XML document can hold, not even escaped, becomes U+FFFD.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case float() | int():
            number = float(value) if type_ == "double" else value
            return repr(number).replace("inf", "Infinity").replace("nan", "NaN")
        case list():
            return _NO_XML.sub("\ufffd", JOINED.join(value))
        case dt.date():
            return value.isoformat()
        case _:
            return _NO_XML.sub("\ufffd", str(value))


class _Writer:
    """XML, an element a line."""

    def __init__(self, out: TextIO) -> None:
        self._xml = XMLGenerator(cast(Any, out), encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def begin(self, name: str, attributes: Mapping[str, str]) -> None:
        self._xml.startElement(name, {k: _NO_XML.sub("\ufffd", v) for k, v in attributes.items()})  # type: ignore[arg-type]
        self._xml.ignorableWhitespace("\n")

    def end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    def empty(self, name: str, attributes: Mapping[str, str]) -> None:
        self._xml.startElement(name, dict(attributes))  # type: ignore[arg-type]
        self.end(name)

    def leaf(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        self._xml.startElement(name, dict(attributes))  # type: ignore[arg-type]
        first, *others = text.split("\r")
        self._xml.characters(first)
        for piece in others:
            # a reader would take a bare carriage return for a line feed
            self._xml.ignorableWhitespace("&#13;")
            self._xml.characters(piece)
        self.end(name)
