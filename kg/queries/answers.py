"""Asking: a canned query and its parameters in, rows out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError
from kg.queries.beginnings import begun
from kg.queries.header import Column, Query
from kg.queries.names import resolve
from kg.queries.reader import Reader
from kg.queries.values import bound

__all__ = ["Answer", "ask", "in_order"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a canned query.

    `rows` hold a value a column: text, number, day, None, a thing ({"uri": …, "name": …}), or a list of these; lists
    are sorted. `why` holds, for each row, the IRIs of the situations that it rests on, sorted.
    """

    query: Query
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    why: tuple[tuple[str, ...], ...]


def ask(store: Reader, query: Query, parameters: Mapping[str, str | int | dt.date | None]) -> Answer:
    """The answer to `query`; parameters as a person types them (see `kg.queries.values.bound`).

    Raises QueryError for a parameter or a name that is not known, or a query that does not give its columns.
    """
    values = bound(query, parameters, lambda name: resolve(store, name))
    found = store.read(begun(query, values), values)
    names = tuple(column.name for column in query.columns)
    # an engine may name no columns where there are no rows
    if found.rows and tuple(found.columns) != names:
        raise QueryError(
            f"{query.name} gives the columns {', '.join(found.columns)}; its header says {', '.join(names)}"
        )
    rows = [tuple(in_order(value) for value in row) for row in found.rows]
    return Answer(query, query.columns[:-1], tuple(row[:-1] for row in rows), tuple(tuple(row[-1]) for row in rows))


def in_order(value: Any) -> Any:
    """Lists without what is missing or said twice, in one order: stores collect in any."""
    if not isinstance(value, list):
        return value
    known = {_key(item): item for item in value if item is not None}
    return [known[key] for key in sorted(known)]


def _key(value: Any) -> tuple[str, str]:
    return (str(value["name"]), str(value["uri"])) if isinstance(value, dict) else (str(value), "")
