"""Where a canned query begins: at what was asked about, found by index, instead of at all that the graph holds.

A parameter that may be left out is written into a condition such as `$who IS NULL OR a.uri IN $who`, which no store
answers from an index. Where the header says which node that is (`at: a`) and the parameter is given, a line is put
before the query that finds the node first. It changes no answer, for the query's own condition stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.queries.header import Parameter, Query

__all__ = ["CONDITIONS", "begun"]

CONDITIONS = {"entity": "{at}.uri IN ${name}", "country": "{at}.country = ${name}"}
"""The condition that a query with `at` has, by the type of the parameter."""

_LINES = {
    # UNWIND: the embedded store looks an address up in its index only where it is compared with one value
    "entity": "UNWIND ${name} AS aGiven MATCH ({at}:Resource {{uri: aGiven}})\n",
    "country": "UNWIND [${name}] AS aGiven MATCH ({at}:Entity {{country: aGiven}})\n",
}


def begun(query: Query, values: Mapping[str, object]) -> str:
    """The text of the query for these values, with the line before it where it can begin at one of them."""
    given = [p for p in query.parameters if p.at is not None and values[p.name] is not None]
    first = min(given, key=_rank, default=None)
    return query.text if first is None else _LINES[first.type].format(name=first.name, at=first.at) + query.text


def _rank(parameter: Parameter) -> int:
    """An entity goes before a country, which many have."""
    return list(_LINES).index(parameter.type)
