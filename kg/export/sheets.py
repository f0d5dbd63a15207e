"""A graph as sheets: rows with typed columns, kept on disk until every column of a sheet is known.

A CSV header and a Parquet schema say at the top what only the last row may tell: which properties there are, and of
what type. So the parts of the graph are spooled once into temporary files, one a sheet, and read back from there.
"""

from __future__ import annotations

import datetime as dt
import pickle
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from kg.cypher import portable_properties
from kg.model import Edge, Graph, Node

__all__ = ["SEPARATORS", "Row", "Sheet", "Sheets", "Type", "spooled", "type_of"]

Type = Literal["string", "long", "double", "boolean", "date", "string[]"]
"""The types of values, in the words that Neo4j's importer has for them."""

Properties = Mapping[str, Any]

Row = tuple[tuple[Any, ...], Properties]
"""A node (address, labels) or a relationship (source, target, type), and its properties, portable (`kg.cypher`)."""

SEPARATORS = tuple(map(chr, (0x1F, 0x1E, 0x1D, 0x1C, *range(0xE000, 0xF900))))
"""Characters that may part the items of a list: separators by name, then those that Unicode leaves to private use."""

_SEPARATOR = re.compile("[\x1c-\x1f\ue000-\uf8ff]")
_LINE_END = re.compile("[\r\n]")


@dataclass(slots=True)
class Sheet:
    """Rows of one kind, none of whose properties has two types.

    name     what is in it: a class (Claim, Situation); of relationships, what tells them apart
    number   from 1, of those with the same name
    columns  the properties of all rows with their types, in the order in which they were met
    count    how many rows
    """

    name: str
    number: int
    _file: IO[bytes]
    columns: dict[str, Type] = field(default_factory=dict)
    count: int = 0

    @property
    def title(self) -> str:
        """Its name, with its number from the second on."""
        return self.name if self.number == 1 else f"{self.name}-{self.number}"

    def fits(self, types: Mapping[str, Type]) -> bool:
        """Whether the sheet has none of these properties under another type."""
        return all(self.columns.get(name, type_) == type_ for name, type_ in types.items())

    def add(self, row: Row, types: Mapping[str, Type]) -> None:
        """Keep a row whose properties have these types, which fit."""
        self.columns.update(types)
        self.count += 1
        pickle.dump(row, self._file)

    def rows(self) -> Iterator[Row]:
        """The rows in the order in which they came. To be gone through by one at a time."""
        self._file.seek(0)
        for _ in range(self.count):
            yield pickle.load(self._file)


@dataclass(slots=True)
class Sheets:
    """The sheets of a graph. `multiline`: some text has a line end in it. `met`: those of SEPARATORS in its lists."""

    _open: Callable[[], IO[bytes]]
    nodes: list[Sheet] = field(default_factory=list)
    relationships: list[Sheet] = field(default_factory=list)
    multiline: bool = False
    met: set[str] = field(default_factory=set)

    def add_node(self, node: Node) -> None:
        """Add a row to the sheet of the class that stands next to the most general, which is everything's."""
        self._add(self.nodes, node.labels[-2:][0], ((node.uri, node.labels), portable_properties(node.properties)))

    def add_edge(self, edge: Edge) -> None:
        """Add a row to the sheet of those that are told apart by the same property, or of those that need none."""
        name = "plain" if edge.key is None else f"by-{edge.key[0]}"
        head = (edge.source, edge.target, edge.type)
        self._add(self.relationships, name, (head, portable_properties(edge.properties)))

    def separator(self) -> str:
        """A character that no item of a list has in it. Raises ValueError where all of SEPARATORS are met."""
        found = next((character for character in SEPARATORS if character not in self.met), None)
        if found is None:
            raise ValueError("the lists of this graph hold every character that could part their items")
        return found

    def _add(self, sheets: list[Sheet], name: str, row: Row) -> None:
        types = {key: type_of(value) for key, value in row[1].items()}
        alike = [sheet for sheet in sheets if sheet.name == name]
        sheet = next((sheet for sheet in alike if sheet.fits(types)), None)
        if sheet is None:
            sheet = Sheet(name, len(alike) + 1, self._open())
            sheets.append(sheet)
        sheet.add(row, types)
        for value in row[1].values():
            self._look_at(value)

    def _look_at(self, value: Any) -> None:
        """Note what matters to whoever writes texts and lists of texts into one field."""
        if isinstance(value, list):
            self.met.update(*map(_SEPARATOR.findall, value))
        texts = value if isinstance(value, list) else [value] if isinstance(value, str) else ()
        self.multiline = self.multiline or any(map(_LINE_END.search, texts))


@contextmanager
def spooled(parts: Iterable[Graph], folder: Path) -> Iterator[Sheets]:
    """The sheets of the graph that the parts make up; what is spooled lies in `folder` and is gone afterwards.

    Where a property is whole in some rows and floating in others, there is a second sheet (`Claim-2`), so that each
    value keeps its type. Sheets, columns and rows come in the order of the parts.
    """
    with ExitStack() as files:
        sheets = Sheets(lambda: files.enter_context(tempfile.TemporaryFile(dir=folder)))
        for part in parts:
            for node in part.nodes:
                sheets.add_node(node)
            for edge in part.edges:
                sheets.add_edge(edge)
        yield sheets


_TYPES: Mapping[type, Type] = {bool: "boolean", int: "long", float: "double", dt.date: "date", list: "string[]"}


def type_of(value: Any) -> Type:
    """The type of a portable value."""
    return _TYPES.get(type(value), "string")
