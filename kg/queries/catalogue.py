"""The canned queries that ship with kg."""

from __future__ import annotations

import functools
from pathlib import Path

from rapidfuzz import process

from kg.errors import QueryError
from kg.queries.header import Query, parse_query
from kg.resources import folder

__all__ = ["all_queries", "find_query", "read_queries"]


@functools.cache
def all_queries() -> tuple[Query, ...]:
    """Every query of the folder `queries`, by name. Raises QueryError for a file with a broken header."""
    return read_queries(folder("queries"))


def read_queries(place: Path) -> tuple[Query, ...]:
    """The queries of the .cypher files in a folder, by name."""
    return tuple(parse_query(path.read_text("utf-8"), path) for path in sorted(place.glob("*.cypher")))


def find_query(name: str) -> Query:
    """The query of that name. Raises QueryError with the nearest names."""
    queries = {query.name: query for query in all_queries()}
    if name not in queries:
        near = ", ".join(found for found, _, _ in process.extract(name, list(queries), limit=3))
        raise QueryError(f"no query is called {name!r}; nearest are {near}; kg queries lists all")
    return queries[name]
