"""Parameters as people type them, read as what a query compares with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import process

from kg import ontology
from kg.errors import QueryError
from kg.names import name_key
from kg.queries.header import Parameter, Query
from kg.queries.names import country_code

__all__ = ["bound", "typed"]

Value = str | int | dt.date | list[str] | None
Given = str | int | dt.date | None
Names = Callable[[str], Sequence[str]]
"""The IRIs of the entities that a name may mean; raises QueryError where it means none."""


def bound(query: Query, given: Mapping[str, Given], named: Names) -> dict[str, Value]:
    """The parameters of `query` with what was given, the defaults for the rest; None stands for "any".

    An entity becomes the list of the IRIs that its name may mean, as `named` tells them, a country its code, a class
    its name as the ontology spells it, a date a day. Raises QueryError for an unknown parameter, one that is missing,
    or a value that is wrong.
    """
    names = [parameter.name for parameter in query.parameters]
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise QueryError(f"{query.name} has no parameter {unknown[0]!r}; it has {', '.join(names) or 'none'}")
    return {p.name: _bound(query, p, given.get(p.name), named) for p in query.parameters}


def _bound(query: Query, parameter: Parameter, given: Given, named: Names) -> Value:
    value = parameter.default if given is None else given
    if value == "":
        raise QueryError(f"{parameter.name} is empty; leave it out, or give {parameter.help}")
    if value is None:
        if parameter.required:
            example = f"--{parameter.name} {parameter.example}"
            raise QueryError(f"{query.name} needs {parameter.name} ({parameter.help}), for example {example}")
        return None
    text = _checked(parameter.name, str(value))
    return list(named(text)) if parameter.type == "entity" else typed(parameter, text)


def typed(parameter: Parameter, text: str) -> Value:
    """What the text means for a parameter of any type but `entity`, which takes a graph to say.

    Raises QueryError for a value that is wrong.
    """
    return _READERS[parameter.type](parameter.name, text)


def _checked(name: str, text: str) -> str:
    """The text. Bytes of the command line that are no text arrive as halves of surrogate pairs: no store takes them."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError(f"{name}: {text!r} is not text in the terminal's encoding")
    return text


def _date(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise QueryError(f"{name}: {text!r} is no day; write it as 2010-04-15") from error


def _integer(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise QueryError(f"{name}: {text!r} is no whole number") from error


def _class(name: str, text: str) -> str:
    classes = {name_key(known).replace(" ", ""): known for known in ontology.load().classes}
    key = name_key(text).replace(" ", "")
    if key not in classes:
        near = ", ".join(classes[found] for found, _, _ in process.extract(key, list(classes), limit=3))
        raise QueryError(f"{name}: the ontology has no class {text!r}; nearest are {near}")
    return classes[key]


def _text(_: str, text: str) -> str:
    return text


def _country(_: str, text: str) -> str:
    return country_code(text)


_READERS: Mapping[str, Callable[[str, str], Value]] = {
    "text": _text,
    "date": _date,
    "integer": _integer,
    "class": _class,
    "country": _country,
}
