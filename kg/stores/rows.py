"""Rows of an answer in plain Python values, the same from every store.

| Cypher | Python |
|---|---|
| string, boolean, integer, float, null | str, bool, int, float, None |
| date, datetime, time | datetime.date, datetime.datetime, datetime.time |
| duration, point | str |
| list | list |
| map | dict |
| node | {"labels": [sorted], "properties": {…}} |
| relationship | {"type": …, "properties": {…}} |
| path | {"nodes": [node, …], "relationships": [relationship, …]} |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import neo4j.graph
import neo4j.time

__all__ = ["Rows", "plain"]


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query found: the names of its columns, and a tuple of values a row."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows by column name, in order."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def plain(value: Any) -> Any:
    """The driver's value as the table above says."""
    match value:
        case neo4j.graph.Node():
            return {"labels": sorted(value.labels), "properties": _properties(value)}
        case neo4j.graph.Relationship():
            return {"type": value.type, "properties": _properties(value)}
        case neo4j.graph.Path():
            steps = {"nodes": value.nodes, "relationships": value.relationships}
            return {name: [plain(step) for step in found] for name, found in steps.items()}
        case neo4j.time.Date() | neo4j.time.DateTime() | neo4j.time.Time():
            return value.to_native()
        case Mapping():
            return {key: plain(item) for key, item in sorted(value.items())}
        case list():
            return [plain(item) for item in value]
        case None | str() | bool() | int() | float() | dt.date() | dt.time():
            return value
        case _:
            return str(value)


def _properties(entity: neo4j.graph.Entity) -> dict[str, Any]:
    return {key: plain(item) for key, item in sorted(entity.items())}
