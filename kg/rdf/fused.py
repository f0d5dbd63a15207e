"""The graph that a load gives, as quads: what all claims together say, shortcuts, and the claims as their evidence.

Nodes and edges keep the names that they have in Cypher: a property, a label or a relationship type is the ontology's
term of that name, where no standard vocabulary has one (`_STANDARD`). An edge is one triple. What it carries beside
(counts, quote, dates) is said of an rdf:Statement, whose IRI is made from the edge's ends. Everything stands in the
default graph, and is derived: the claims in their own graphs (`kg.rdf.quads`) are what it was derived from.

The two views of it: `graph`, all of it, and `flat`, what is affirmed (`affirmed`), for those who cannot tell a fact
from a claim. In both only what happened or holds has its class as rdf:type, as everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import pyoxigraph as ox

from kg.ids import BASE, digest
from kg.model import Edge, Graph, Node, Value
from kg.ontology import load, relationship_type
from kg.rdf.vocabulary import (
    DCTERMS,
    EDTF,
    KGV,
    OA,
    OWL,
    RDFS,
    SCHEMA,
    SKOS,
    A,
    day,
    decimal,
    integer,
    node,
    ours,
    statement,
    text,
    value,
    web,
)

__all__ = ["VIEWS", "affirmed", "fused_quads", "view_iri"]

VIEWS: Mapping[str, str] = {
    "graph": "The graph as a load makes it: situations fused from the claims of all articles, shortcuts, and claims "
    "with their sentences. Derived from the claims, which hold what each article says.",
    "flat": "What is affirmed: situations that happened or hold, fused from the claims of all articles, shortcuts, "
    "and the claims that say so. Derived; of prospects and denials nothing stands here but that they are such.",
}
"""The views that one default graph holds, and what each says of itself."""

_STANDARD = {
    "name": RDFS + "label",
    "aliases": SKOS + "altLabel",
    "sameAs": OWL + "sameAs",
    "url": SCHEMA + "url",
    "title": DCTERMS + "title",
    "outlet": DCTERMS + "publisher",
    "byline": SCHEMA + "creditText",
    "published": DCTERMS + "issued",
    "language": DCTERMS + "language",
    "rights": DCTERMS + "rights",
    "givenId": DCTERMS + "identifier",
    "quote": OA + "exact",
    "mention": OA + "exact",
    "start": OA + "start",
    "end": OA + "end",
}
"""Properties for which a standard vocabulary has a term."""

_OURS = {
    "class": "claimedClass",
    "classes": "claimedClass",
    "prospect": "prospectKind",
    "mode": "ploverMode",
    "situation": "about",
}
"""Properties that the ontology calls by another name."""

_SCHEMES = frozenset(
    {"attribution", "certainty", "dateBasis", "phase", "polarity", "prospect", "realis", "sector", "status"}
)
_IRIS = frozenset({"sameAs", "situation"})
_CLASSES = frozenset({"class", "classes"})
_SELDOM_SAID = frozenset({"searchKeys", "type"})
"""What only a store needs (its index of names), and what rdf:type says already."""

Single = str | int | float | dt.date
"""A value that is no list; True and False are numbers to Python."""

Pairs = Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]


def view_iri(view: str, base: str = BASE) -> str:
    """What a file that holds one of VIEWS calls it."""
    return f"{base}view/{view}"


def fused_quads(parts: Iterable[Graph], *, view: str, base: str = BASE) -> Iterator[ox.Quad]:
    """The parts as quads of the default graph, in their order, after what the view says of itself. No blank nodes."""
    this = node(view_iri(view, base))
    yield ox.Quad(this, A, ours("DerivedView"))
    yield ox.Quad(this, node(DCTERMS + "description"), text(VIEWS[view]))
    for part in parts:
        for one in part.nodes:
            yield from (ox.Quad(node(one.uri), p, o) for p, o in _node(one))
        for edge in part.edges:
            yield from _edge(edge, base)


def affirmed(parts: Iterable[Graph]) -> Iterator[Graph]:
    """The parts without what nobody affirms: claims that deny or look ahead, and whatever rests on them alone.

    A situation of which only such claims speak keeps its name and the class that they spoke of, so that a link to it
    does not lead to nothing.
    """
    for part in parts:
        nodes = tuple(_bare(one) for one in part.nodes if not _unaffirmed_claim(one))
        left_out = {one.uri for one in part.nodes} - {one.uri for one in nodes if not _unreal(one)}
        edges = (edge for edge in part.edges if edge.source not in left_out and edge.properties.get("claims") != 0)
        yield Graph(nodes, tuple(edges))


def _unreal(one: Node) -> bool:
    return "Prospect" in one.labels or "Denied" in one.labels


def _unaffirmed_claim(one: Node) -> bool:
    said = one.properties
    return "Claim" in one.labels and (said["polarity"] == "negated" or said["realis"] == "prospect")


def _bare(one: Node) -> Node:
    if not _unreal(one):
        return one
    return replace(one, properties={key: one.properties[key] for key in ("name", "class", "status")})


# ------------------------------------------------------------------------------------------------- nodes and edges


def _node(one: Node) -> Pairs:
    """Types, names and properties. The class of what happened or holds is its type, and stands nowhere else."""
    yield from ((A, ours(label)) for label in one.labels if label != "Resource")
    factual = "Claim" not in one.labels and not _unreal(one)
    left_out = _SELDOM_SAID | _CLASSES if factual else _SELDOM_SAID
    yield from _properties({key: held for key, held in one.properties.items() if key not in left_out})
    if "Entity" in one.labels:
        yield node(SKOS + "prefLabel"), text(str(one.properties["name"]))


def _edge(edge: Edge, base: str) -> Iterator[ox.Quad]:
    source, predicate, target = node(edge.source), ours(_predicates()[edge.type]), node(edge.target)
    yield ox.Quad(source, predicate, target)
    if edge.properties:
        this = node(f"{base}edge/{digest(edge.source, edge.type, edge.target, *(edge.key or ()))}")
        yield from statement(this, source, predicate, target)
        yield from (ox.Quad(this, p, o) for p, o in _properties(edge.properties))


@cache
def _predicates() -> Mapping[str, str]:
    """Relationship type -> the ontology's property."""
    ontology = load()
    named = (ontology.roles, ontology.links, ontology.entity_links, ontology.evidence_links, ("publishedBy",))
    found = {relationship_type(name): name for group in named for name in group}
    return found | {shortcut.type: shortcut.name for shortcut in ontology.shortcuts}


def _properties(properties: Mapping[str, Value]) -> Pairs:
    for key, held in properties.items():
        predicate = node(_STANDARD[key]) if key in _STANDARD else ours(_OURS.get(key, key))
        for single in held if isinstance(held, tuple) else (held,):
            yield predicate, _term(key, single, properties)


def _term(key: str, single: Single, beside: Mapping[str, Value]) -> ox.NamedNode | ox.Literal:
    """The value as a term: of a scheme, a code, an IRI of ours, or a literal of the value's own type."""
    match single:
        case str():
            return _named(key, single, beside)
        case bool():
            return ox.Literal(single)
        case int():
            return integer(single, "nonNegativeInteger" if key in ("start", "end") else "integer")
        case float():
            return decimal(single)
        case _:
            return day(single)


def _named(key: str, words: str, beside: Mapping[str, Value]) -> ox.NamedNode | ox.Literal:
    if key in _SCHEMES:
        return value(key, words)
    if key in _CLASSES or key == "role":
        return ours(words)
    if key in _IRIS:
        return node(words)
    if key in ("plover", "cameo"):
        return node(f"{KGV}{key}/{words}")
    if key == "mode":
        return node(f"{KGV}plover/{beside['plover']}-{words}")
    if key == "url":
        return web(words)
    return ox.Literal(text(words).value, datatype=EDTF) if key == "when" else text(words)
