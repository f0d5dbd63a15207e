"""Between Python and RDF: parameters as terms, terms as what a store of the property graph would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from urllib.parse import unquote

import pyoxigraph as ox

from kg.queries.header import Parameter
from kg.rdf.vocabulary import KG, KGV, XSD, day, integer, ours, text

__all__ = ["plain", "terms"]

UNRESTRICTED = "UNDEF"


def terms(parameter: Parameter, value: object) -> str:
    """The parameter's value (see `kg.queries.values.bound`) as SPARQL terms, parted by blanks; UNDEF for None.

    A class and an entity become IRIs, everything else a literal. Nothing is pasted: the library writes each term, with
    its quotation marks, backslashes and line ends escaped, or refuses it.
    """
    if value is None:
        return UNRESTRICTED
    singles = value if isinstance(value, list) else [value]
    return " ".join(str(_term(parameter.type, single)) for single in singles)


def _term(type_: str, single: object) -> ox.NamedNode | ox.Literal:
    match single:
        case int():
            return integer(single)
        case dt.date():
            return day(single)
        case _ if type_ == "entity":
            return ox.NamedNode(str(single))
        case _ if type_ == "class":
            return ours(str(single))
        case _:
            return text(str(single))


def plain(term: object) -> str | int | float | bool | dt.date | None:
    """The term as a property of the graph was before it became one: codes and classes by name, numbers, days."""
    match term:
        case ox.NamedNode():
            return _name(term.value)
        case ox.Literal():
            return _READERS.get(term.datatype.value.removeprefix(XSD), str)(term.value)
        case None:
            return None
        case _:
            return str(term)


def _name(iri: str) -> str:
    for begin in (KG, KGV):
        if iri.startswith(begin):
            return unquote(iri.removeprefix(begin).rpartition("/")[2])
    return iri


_READERS: Mapping[str, Callable[[str], str | int | float | bool | dt.date]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "decimal": float,
    "double": float,
    "boolean": lambda written: written in ("true", "1"),
    "date": dt.date.fromisoformat,
}
