"""The vocabularies that the RDF form uses, and Python values as RDF terms."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote, unquote

import pyoxigraph as ox

__all__ = ["A", "DCTERMS", "EDTF", "KG", "KGV", "OA", "OWL", "PREFIXES", "PROV", "RDF", "RDFS", "SCHEMA"]
__all__ += ["SKOS", "XSD", "agent", "day", "decided", "decimal", "integer", "moment", "node", "ours", "part_iri"]
__all__ += ["quoted", "run", "source", "statement", "text", "true", "unquoted", "value", "web", "whole_of"]

KG = "https://w3id.org/crisiskg/ontology#"
KGV = "https://w3id.org/crisiskg/scheme/"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = ox.NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
A = ox.NamedNode(RDF + "type")

PREFIXES = {"kg": KG, "dcterms": DCTERMS, "oa": OA, "owl": OWL, "prov": PROV, "rdfs": RDFS, "schema": SCHEMA}
PREFIXES |= {"skos": SKOS, "xsd": XSD, "rdf": RDF, "kgv": KGV}


@lru_cache(maxsize=4096)
def node(iri: str) -> ox.NamedNode:
    """The IRI as a term. Raises ValueError when it is none."""
    return ox.NamedNode(iri)


def part_iri(whole: str, name: str) -> str:
    """The IRI of a part of what the IRI `whole` names: `<claim>#it`, `<article>#char=0,51`.

    An IRI has one fragment: where the base ends in one already, parts go on in it.
    """
    return f"{whole}{'/' if '#' in whole else '#'}{name}"


def whole_of(iri: str, name: str) -> str | None:
    """What the IRI is the part of that name of; None when it is none."""
    whole = iri[: -len(name) - 1]
    return whole if part_iri(whole, name) == iri else None


def statement(
    this: ox.NamedNode, subject: ox.NamedNode, predicate: ox.NamedNode, target: ox.NamedNode
) -> Iterator[ox.Quad]:
    """A triple as a resource of its own in the default graph, of which more can be said."""
    yield ox.Quad(this, A, node(RDF + "Statement"))
    yield ox.Quad(this, node(RDF + "subject"), subject)
    yield ox.Quad(this, node(RDF + "predicate"), predicate)
    yield ox.Quad(this, node(RDF + "object"), target)


@lru_cache(maxsize=1024)
def ours(name: str) -> ox.NamedNode:
    """A term of our ontology, even for a name that the ontology does not know."""
    return ox.NamedNode(KG + quoted(name))


@lru_cache(maxsize=1024)
def value(scheme: str, name: str) -> ox.NamedNode:
    """A value of one of our schemes, even one that the scheme does not know."""
    return ox.NamedNode(f"{KGV}{scheme}/{quoted(name)}")


def quoted(name: str) -> str:
    """The name as a part of an IRI; `urllib.parse.unquote` gives it back."""
    return quote(name, safe="", errors="replace")


def unquoted(term: object, beginning: str) -> str:
    """What was quoted into the IRI after its beginning. Raises ValueError for an IRI that begins otherwise."""
    iri = str(getattr(term, "value", term))
    if not isinstance(term, ox.NamedNode) or not iri.startswith(beginning):
        raise ValueError(f"{iri} stands where {beginning}… is expected")
    return unquote(iri.removeprefix(beginning))


@lru_cache(maxsize=1024)
def run(digest: str, base: str) -> ox.NamedNode:
    """A way of reading articles, as claims files name it."""
    return ox.NamedNode(f"{base}run/{quoted(digest)}")


def decided(id_: str, base: str) -> ox.NamedNode:
    """The decision with that id."""
    return ox.NamedNode(f"{base}decision/{quoted(id_)}")


@lru_cache(maxsize=1024)
def agent(name: str, base: str) -> ox.NamedNode:
    """Who decides: a person by login name, or the loader."""
    return ox.NamedNode(f"{base}agent/{quoted(name)}")


def source(name: str, base: str) -> ox.NamedNode:
    """A source of statements that come from no article; it names the graph that holds them."""
    return ox.NamedNode(f"{base}source/{quoted(name)}")


def web(address: str) -> ox.NamedNode | ox.Literal:
    """A web address as an IRI; as a text where it is no IRI."""
    try:
        return ox.NamedNode(address)
    except ValueError:
        return text(address)


def text(words: str) -> ox.Literal:
    """The words as a literal; halves of surrogate pairs, which no RDF can hold, become U+FFFD."""
    try:
        return ox.Literal(words)
    except ValueError:
        return ox.Literal(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@lru_cache(maxsize=4096)
def day(date: dt.date) -> ox.Literal:
    """The day as xsd:date."""
    return ox.Literal(date.isoformat(), datatype=node(XSD + "date"))


def true() -> ox.Literal:
    """That it is so."""
    return ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))


def moment(when: str) -> ox.Literal:
    """A time in UTC, to the microsecond as decisions have it, as xsd:dateTime; another one as a text."""
    try:
        exact = dt.datetime.fromisoformat(when).isoformat(timespec="microseconds") == when
    except ValueError:
        exact = False
    if not (exact and when.endswith("+00:00")):
        return text(when)
    return ox.Literal(when, datatype=ox.NamedNode(XSD + "dateTime"))


@lru_cache(maxsize=16_384)
def integer(number: int, kind: str = "integer") -> ox.Literal:
    """The number as xsd:integer or another of the integer types."""
    return ox.Literal(str(number), datatype=node(XSD + kind))


@lru_cache(maxsize=4096)
def decimal(number: int | float) -> ox.Literal:
    """The number as xsd:decimal, which knows no exponents; a whole number without a point.

    What is no number at all becomes an xsd:double, which knows such values; the shapes refuse it.
    """
    if not math.isfinite(number):
        return ox.Literal(float(number))
    whole = isinstance(number, float) and number.is_integer()
    return ox.Literal(format(Decimal(str(int(number) if whole else number)), "f"), datatype=node(XSD + "decimal"))
