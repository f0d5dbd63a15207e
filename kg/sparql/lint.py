"""The rules that a twin must keep: it asks what its header says, in words that a file of RDF has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology.turtle import statements
from kg.queries.header import Query
from kg.queries.twins import LABEL, Twin, given_variable, twin_of
from kg.queries.values import typed
from kg.rdf.vocabulary import DCTERMS, KG, KGV, OA, OWL, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.resources import folder
from kg.sparql.tokens import Token, tokens
from kg.sparql.values import UNRESTRICTED, terms

__all__ = ["lint_twin"]

_STANDARD = {
    RDF: {"type", "Statement", "subject", "predicate", "object"},
    RDFS: {"label"},
    SKOS: {"prefLabel", "altLabel"},
    OWL: {"sameAs"},
    OA: {"exact", "start", "end"},
    DCTERMS: {"title", "publisher", "issued", "language", "rights", "identifier", "description"},
    SCHEMA: {"url", "creditText"},
    XSD: {"date", "integer", "decimal", "dayTimeDuration"},
}
"""What of other vocabularies the view has, and the types that reckoning needs."""

_ELSEWHERE = ("SERVICE", "GRAPH", "FROM")


def lint_twin(query: Query) -> Iterator[str]:
    """What is wrong with the query's twin, a sentence each that begins with its file; nothing when it is in order.

    A question that SPARQL cannot ask says so in its header, and has no twin.
    """
    if query.sparql is not None:
        if query.path.with_suffix(".rq").exists():
            yield f"{query.path.name}: `sparql: …` says that there is no twin, but there is one"
        return
    try:
        twin = twin_of(query)
    except QueryError as error:
        yield str(error)
        return
    for rule in (_reads, _columns, _parameters, _words, _stays_here):
        yield from (f"{twin.path.name}: {problem}" for problem in rule(twin))


def _reads(twin: Twin) -> Iterator[str]:
    try:
        found = ox.Store().query(twin.text)
    except SyntaxError as error:
        yield f"is not SPARQL: {error}"
        return
    if not isinstance(found, ox.QuerySolutions):
        yield "a twin is a SELECT"


def _columns(twin: Twin) -> Iterator[str]:
    variables = _variables(twin)
    names = {column.name for column in twin.query.columns}
    yield from (f"selects no ?{name}" for name in sorted(names - variables))
    yield from (f"`lists` has {name!r}, which is no column" for name in sorted(twin.lists - names))
    for column in twin.query.columns:
        if column.thing != (column.name + LABEL in variables):
            yield f"?{column.name}{LABEL} is selected for a thing, and for nothing else"


def _variables(twin: Twin) -> set[str]:
    try:
        found = ox.Store().query(twin.text)
    except SyntaxError:
        return set()
    return {variable.value for variable in found.variables} if isinstance(found, ox.QuerySolutions) else set()


def _parameters(twin: Twin) -> Iterator[str]:
    parameters = {parameter.name: parameter for parameter in twin.query.parameters}
    for name, stands in twin.restrictions:
        if name not in parameters:
            yield f"?{given_variable(name)} is no parameter of {twin.query.path.name}"
        elif _expanded(stands, twin) != _default(twin.query, name):
            yield f"VALUES ?{given_variable(name)} holds {stands}, which is not the default of {name}"
    stated = {given_variable(name) for name, _ in twin.restrictions}
    used = {token.text[1:] for token in _tokens(twin) if token.kind == "variable" and token.text[1:7] == "given_"}
    yield from (f"?{name} is in no VALUES ?{name} {{ … }}" for name in sorted(used - stated))
    yield from (f"{name} restricts nothing" for name in sorted(parameters) if given_variable(name) not in used)


def _default(query: Query, name: str) -> str:
    parameter = next(p for p in query.parameters if p.name == name)
    if parameter.default is None:
        return UNRESTRICTED
    return terms(parameter, typed(parameter, parameter.default))


def _expanded(stands: str, twin: Twin) -> str:
    """The term as the library writes it: `kg:Event` and `2` are short for more."""
    if stands == UNRESTRICTED:
        return stands
    prologue = "\n".join(line for line in twin.text.splitlines() if line.startswith("PREFIX"))
    found = ox.Store().query(f"{prologue}\nSELECT ?x {{ VALUES ?x {{ {stands} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return " ".join(str(one[0]) for one in found)


def _words(twin: Twin) -> Iterator[str]:
    prefixes = dict(_prefixes(twin))
    for token in _tokens(twin):
        prefix, colon, local = token.text.partition(":")
        if token.kind == "name" and colon and local and not _is_known(prefixes.get(prefix, "") + local):
            yield f"line {token.line}: neither the ontology nor the view has {token.text}"


def _prefixes(twin: Twin) -> Iterator[tuple[str, str]]:
    found = _tokens(twin)
    for n, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "PREFIX":
            yield found[n + 1].text.removesuffix(":"), found[n + 2].text.strip("<>")


def _is_known(iri: str) -> bool:
    for namespace, names in _STANDARD.items():
        if iri.startswith(namespace):
            return iri.removeprefix(namespace) in names
    return iri.startswith((KG, KGV)) and iri in _declared()


@cache
def _declared() -> frozenset[str]:
    return frozenset(statements(sorted(folder("ontology").glob("*.ttl"))).forward)


def _stays_here(twin: Twin) -> Iterator[str]:
    for token in _tokens(twin):
        if token.kind == "word" and token.text.upper() in _ELSEWHERE:
            yield f"line {token.line}: {token.text} leaves the default graph, which is all that a twin asks"


def _tokens(twin: Twin) -> list[Token]:
    return [token for token in tokens(twin.text) if token.kind != "comment"]
