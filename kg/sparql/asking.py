"""A canned question asked in SPARQL: solutions folded into the rows that the same question has in Cypher."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg.queries.answers import Answer, in_order
from kg.queries.header import Query
from kg.queries.names import resolve_among
from kg.queries.twins import LABEL, Twin, restated, twin_of
from kg.queries.values import bound
from kg.rdf.vocabulary import PREFIXES
from kg.sparql.values import plain, terms

__all__ = ["ask_twin", "restated_for"]

_ENTITIES = """
SELECT ?uri ?name ?alias ?person
WHERE {
  ?uri a kg:Entity ; rdfs:label ?name .
  OPTIONAL { ?uri skos:altLabel ?alias }
  BIND (EXISTS { ?uri a kg:Person } AS ?person)
}
ORDER BY STR(?uri)
"""

Solution = Mapping[str, Any]
"""Variable -> term, without those that are not bound."""


def ask_twin(dataset: ox.Store, query: Query, parameters: Mapping[str, str | int | dt.date | None]) -> Answer:
    """The answer to the query's twin in the default graph of the dataset, which is the view `graph` of a project.

    It is that of `kg.queries.ask` on a store of the same project. Raises QueryError for a parameter or a name that is
    not known, and for a question that SPARQL cannot ask.
    """
    twin = twin_of(query)
    text = restated_for(twin, bound(query, parameters, lambda name: resolve_among(name, _entities(dataset))))
    found = dataset.query(text)
    assert isinstance(found, ox.QuerySolutions)
    return _folded(twin, _solutions(found))


def restated_for(twin: Twin, values: Mapping[str, object]) -> str:
    """The twin's text with these values of its parameters."""
    return restated(twin.text, {p.name: terms(p, values[p.name]) for p in twin.query.parameters})


def _entities(dataset: ox.Store) -> Iterator[dict[str, Any]]:
    """What `kg.queries.names` wants to know of each entity, a row an alias."""
    found = dataset.query(_ENTITIES, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    for one in _solutions(found):
        aliases = [one["alias"].value] if "alias" in one else []
        type_ = "Person" if plain(one["person"]) else ""
        yield {"uri": one["uri"].value, "name": one["name"].value, "aliases": aliases, "type": type_}


def _solutions(found: ox.QuerySolutions) -> Iterator[Solution]:
    names = [variable.value for variable in found.variables]
    for one in found:
        yield {name: term for name, term in zip(names, one, strict=True) if term is not None}


# ---------------------------------------------------------------------------------------------------- folding


def _folded(twin: Twin, solutions: Iterable[Solution]) -> Answer:
    """Solutions that differ in nothing but lists as one row, in the order of the first of each."""
    rows: dict[frozenset[tuple[str, Any]], list[Solution]] = {}
    for one in solutions:
        key = frozenset((name, term) for name, term in one.items() if not _in_list(name, twin))
        rows.setdefault(key, []).append(one)
    columns = twin.query.columns[:-1]
    return Answer(
        twin.query,
        columns,
        tuple(tuple(_cell(twin, column.name, row) for column in columns) for row in rows.values()),
        tuple(_why(row) for row in rows.values()),
    )


def _in_list(variable: str, twin: Twin) -> bool:
    return _column(variable) in twin.lists


def _column(variable: str) -> str:
    """The column that a variable belongs to."""
    return "why" if variable.startswith("why_") else variable.removesuffix(LABEL)


def _cell(twin: Twin, column: str, row: list[Solution]) -> Any:
    if column in twin.lists:
        return in_order([_value(column, one) for one in row])
    return _value(column, row[0])


def _value(column: str, one: Solution) -> Any:
    """The value of the column in a solution: a thing by IRI and name, where the solution has a name for it."""
    term, name = one.get(column), one.get(column + LABEL)
    if term is None or name is None:
        return plain(term)
    return {"uri": term.value, "name": name.value}


def _why(row: list[Solution]) -> tuple[str, ...]:
    found = {term.value for one in row for name, term in one.items() if _column(name) == "why"}
    return tuple(sorted(found))
