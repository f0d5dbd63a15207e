"""The vocabularies that the RDF form uses, and Python values as RDF terms."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

__all__ = ["A", "DCTERMS", "EDTF", "KG", "KGV", "OA", "OWL", "PREFIXES", "PROV", "RDF", "RDFS"]
__all__ += ["SCHEMA", "SKOS", "XSD"]
__all__ += ["day", "decimal", "integer", "node", "ours", "text", "value", "web"]

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


@lru_cache(maxsize=1024)
def ours(name: str) -> ox.NamedNode:
    """A term of our ontology, even for a name that the ontology does not know."""
    return ox.NamedNode(KG + quote(name, safe="", errors="replace"))


@lru_cache(maxsize=1024)
def value(scheme: str, name: str) -> ox.NamedNode:
    """A value of one of our schemes, even one that the scheme does not know."""
    return ox.NamedNode(f"{KGV}{scheme}/{quote(name, safe='', errors='replace')}")


def web(address: str) -> ox.NamedNode | ox.Literal:
    """A web address as an IRI; as a text where it is no IRI."""
    try:
        return ox.NamedNode(address)
    except ValueError:
        return text(address)


def text(words: str) -> ox.Literal:
    """The words as a literal; halves of surrogate pairs, which no RDF can hold, become U+FFFD."""
    return ox.Literal(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def day(date: dt.date) -> ox.Literal:
    """The day as xsd:date."""
    return ox.Literal(date.isoformat(), datatype=ox.NamedNode(XSD + "date"))


def integer(number: int, kind: str = "integer") -> ox.Literal:
    """The number as xsd:integer or another of the integer types."""
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + kind))


def decimal(number: int | float) -> ox.Literal:
    """The number as xsd:decimal, which knows no exponents; a whole number without a point.

    What is no number at all becomes an xsd:double, which knows such values; the shapes refuse it.
    """
    if not math.isfinite(number):
        return ox.Literal(float(number))
    whole = isinstance(number, float) and number.is_integer()
    return ox.Literal(
        format(Decimal(str(int(number) if whole else number)), "f"), datatype=ox.NamedNode(XSD + "decimal")
    )
