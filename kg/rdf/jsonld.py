"""JSON-LD 1.1, compacted by our own context, and written object by object: a claim's graph is one object.

pyoxigraph's writer gives expanded IRIs, and a JSON-LD processor's compaction wants the whole document in memory; this
one holds an object. What it writes is read back as the same quads by any JSON-LD 1.1 processor.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, TextIO

import pyoxigraph as ox

from kg.rdf.context import context
from kg.rdf.vocabulary import KG, PREFIXES, XSD, A

__all__ = ["write_jsonld"]

Object = dict[str, Any]

_STRING = XSD + "string"


def write_jsonld(quads: Iterable[ox.Quad], out: TextIO, *, base: str) -> None:
    """Write the quads, which have no blank nodes, as one document with an object a line.

    Quads of one graph, and in it of one subject, that follow each other become one object; a named graph is an object
    with `@graph`. IRIs that begin with `base` are written relative to it.
    """
    names = _Names(base)
    out.write('{"@context": ' + json.dumps({**context(), "@base": base}, ensure_ascii=False) + ',\n"@graph": [')
    for number, single in enumerate(_objects(quads, names)):
        out.write(",\n" if number else "\n")
        out.write(json.dumps(single, ensure_ascii=False))
    out.write("\n]}\n")


def _objects(quads: Iterable[ox.Quad], names: _Names) -> Iterator[Object]:
    for graph, held in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = (_node(subject, list(of)) for subject, of in groupby(held, key=lambda quad: quad.subject))
        if isinstance(graph, ox.DefaultGraph):
            yield from (names.object(*one) for one in nodes)
        else:
            yield {"id": names.reference(graph), "@graph": [names.object(*one) for one in nodes]}


Values = dict[ox.NamedNode, list[Any]]


def _node(subject: Any, quads: list[ox.Quad]) -> tuple[Any, Values]:
    values: Values = {}
    for quad in quads:
        values.setdefault(quad.predicate, []).append(quad.object)
    return subject, values


class _Names:
    """IRIs and values as the context lets them be written."""

    def __init__(self, base: str) -> None:
        self._base = base
        definitions = {key: entry for key, entry in context().items() if key not in PREFIXES and key[0] != "@"}
        self._keys = {_expanded(_iri(entry)): key for key, entry in definitions.items() if _iri(entry)[0] != "@"}
        self._kinds = {key: entry["@type"] for key, entry in definitions.items() if isinstance(entry, Mapping)}

    def object(self, subject: Any, values: Values) -> Object:
        """The node object of a subject."""
        made: Object = {"id": self.reference(subject)}
        for predicate, held in values.items():
            if predicate == A:
                made["type"] = _one_or_all([self._term(one) for one in held])
            else:
                key = self._term(predicate)
                made[key] = _one_or_all([self._value(one, self._kinds.get(key)) for one in held])
        return made

    def reference(self, iri: Any) -> str:
        """The IRI, relative to the base or with a prefix where one fits."""
        value: str = iri.value
        if self._base.endswith("/") and value.startswith(self._base):
            return value.removeprefix(self._base) or value
        return _with_prefix(value)

    def _term(self, iri: Any) -> str:
        """A property or a type: a key of the context, or a name of our own vocabulary."""
        value: str = iri.value
        if value in self._keys:
            return self._keys[value]
        rest = value.removeprefix(KG)
        return rest if rest != value and rest.isidentifier() and rest not in context() else _with_prefix(value)

    def _value(self, term: Any, kind: str | None) -> Any:
        if isinstance(term, ox.NamedNode):
            if kind == "@vocab":
                return self._term(term)
            return self.reference(term) if kind == "@id" else {"@id": self.reference(term)}
        if term.language is not None:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if kind is None and datatype == _STRING or kind is not None and _expanded(kind) == datatype:
            return term.value
        return {"@value": term.value, **({} if datatype == _STRING else {"@type": datatype})}


def _iri(entry: str | Mapping[str, str]) -> str:
    return entry if isinstance(entry, str) else entry["@id"]


def _expanded(short: str) -> str:
    """The IRI for which a prefix of the context stands."""
    prefix, _, rest = short.partition(":")
    full = context().get(prefix)
    return full + rest if isinstance(full, str) else short


def _with_prefix(iri: str) -> str:
    for prefix, full in PREFIXES.items():
        rest = iri.removeprefix(full)
        if rest != iri and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return iri


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
