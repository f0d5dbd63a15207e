"""Any query that only reads, on a dataset in this process: nothing is written, and no other machine is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import QueryError, UsageError
from kg.rdf.vocabulary import PREFIXES
from kg.sparql.tokens import tokens

__all__ = ["FORMS", "Result", "Table", "results", "tabulated", "written"]

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

FORMS = ("table", "csv", "tsv", "json", "xml", "ttl")
"""What `written` and `tabulated` make: of SELECT and ASK all but the last, of CONSTRUCT and DESCRIBE the last."""

_TABLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_WRITES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"})


def results(dataset: ox.Store, query: str) -> Result:
    """What the query finds. The prefixes of our files need no PREFIX line.

    Raises QueryError for what is no query of SPARQL 1.1, what writes, and what asks another machine (SERVICE).
    """
    _refuse_service(query)
    try:
        return dataset.query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(_why_refused(query, error)) from error
    except (OSError, ValueError) as error:
        raise QueryError(f"the query failed: {error}") from error


def _refuse_service(query: str) -> None:
    for token in tokens(query):
        if token.kind == "word" and token.text.upper() == "SERVICE":
            raise QueryError(f"line {token.line}: SERVICE asks another machine; kg sparql asks none")


def _why_refused(query: str, error: SyntaxError) -> str:
    first = next((t.text.upper() for t in tokens(query) if t.kind == "word" and t.text.upper() not in _PROLOGUE), "")
    if first in _WRITES:
        return f"{first} writes; kg sparql reads: SELECT, ASK, CONSTRUCT, DESCRIBE"
    return f"the query is not SPARQL: {error}"


_PROLOGUE = frozenset({"PREFIX", "BASE"})


def written(found: Result, form: str, out: IO[bytes]) -> None:
    """Write the result in one of FORMS but `table`. Raises UsageError where its kind has no such form."""
    if isinstance(found, ox.QueryTriples):
        if form != "ttl":
            raise UsageError(f"CONSTRUCT and DESCRIBE find triples, which have no form {form}; the form is ttl")
        # sorted: the engine gives them in the order that it finds them in
        unique = sorted(set(found), key=str)
        ox.serialize(unique, out, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    elif form not in _TABLES:
        raise UsageError(
            f"SELECT and ASK find no triples, so there is no {form}; forms are table, {', '.join(_TABLES)}"
        )
    else:
        found.serialize(out, format=_TABLES[form])
        if isinstance(found, ox.QueryBoolean) or form in ("json", "xml"):
            out.write(b"\n")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text with the names of their columns, as `kg.queries.render` takes them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def tabulated(found: Result) -> Table:
    """The result for people: IRIs with our prefixes, literals without their types."""
    match found:
        case ox.QueryBoolean():
            return Table(("answer",), (("yes" if found else "no",),))
        case ox.QueryTriples():
            return Table(("subject", "predicate", "object"), tuple(tuple(map(_shown, triple)) for triple in found))
        case _:
            names = tuple(variable.value for variable in found.variables)
            return Table(names, tuple(tuple(map(_shown, one)) for one in found))


def _shown(term: object) -> str | None:
    match term:
        case None:
            return None
        case ox.NamedNode():
            return _short(term.value)
        case ox.Literal():
            return term.value
        case _:
            return str(term)


def _short(iri: str) -> str:
    for prefix, begin in PREFIXES.items():
        if iri.startswith(begin):
            return f"{prefix}:{iri.removeprefix(begin)}"
    return iri
