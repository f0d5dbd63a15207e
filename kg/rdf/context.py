"""The JSON-LD context: the ontology's terms as plain keys, each with the type of its values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.ontology.turtle import Statements, statements
from kg.rdf.vocabulary import DCTERMS, KG, OA, OWL, PREFIXES, PROV, RDF, RDFS, SCHEMA, SKOS, XSD
from kg.resources import folder

__all__ = ["context"]

_FILES = ("core", "shortcuts")

_BORROWED: Mapping[str, tuple[str, str | None]] = {
    "label": (RDFS + "label", None),
    "prefLabel": (SKOS + "prefLabel", None),
    "altLabel": (SKOS + "altLabel", None),
    "sameAs": (OWL + "sameAs", "@id"),
    "identifier": (DCTERMS + "identifier", None),
    "title": (DCTERMS + "title", None),
    "description": (DCTERMS + "description", None),
    "publisher": (DCTERMS + "publisher", None),
    "issued": (DCTERMS + "issued", "xsd:date"),
    "language": (DCTERMS + "language", None),
    "rights": (DCTERMS + "rights", None),
    "creditText": (SCHEMA + "creditText", None),
    "url": (SCHEMA + "url", "@id"),
    "exact": (OA + "exact", None),
    "start": (OA + "start", "xsd:nonNegativeInteger"),
    "end": (OA + "end", "xsd:nonNegativeInteger"),
    "hasSource": (OA + "hasSource", "@id"),
    "hasSelector": (OA + "hasSelector", "@id"),
    "wasGeneratedBy": (PROV + "wasGeneratedBy", "@id"),
    "subject": (RDF + "subject", "@id"),
    "predicate": (RDF + "predicate", "@vocab"),
    "object": (RDF + "object", "@id"),
}
"""Terms of other vocabularies: key -> IRI, and what its values are (None: texts)."""


@cache
def context() -> Mapping[str, Any]:
    """The context without `@base`, in a stable order: what the ontology's Turtle files say of its properties.

    A key that it does not list is a term of our ontology (`@vocab`) whose values are texts.
    """
    said = statements([folder("ontology") / f"{name}.ttl" for name in _FILES])
    borrowed = {key: _definition(iri, kind) for key, (iri, kind) in _BORROWED.items()}
    return {
        "@version": 1.1,
        "@vocab": KG,
        "id": "@id",
        "type": "@type",
        **dict(sorted(PREFIXES.items())),
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        **borrowed,
        **_own(said),
    }


def _own(said: Statements) -> dict[str, Any]:
    """Our properties whose values are anything but texts."""
    found: dict[str, Any] = {}
    for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"):
        for iri in said.subjects(RDF + "type", OWL + kind):
            values = _values(said, iri, kind)
            if iri.startswith(KG) and values is not None:
                found[iri.removeprefix(KG)] = _definition(iri, values)
    return dict(sorted(found.items()))


def _values(said: Statements, iri: str, kind: str) -> str | None:
    ranges = said.objects(iri, SCHEMA + "rangeIncludes")
    if kind == "ObjectProperty":
        return "@vocab" if OWL + "Class" in ranges else "@id"
    if len(ranges) != 1 or ranges[0] == XSD + "string":
        return None
    return ranges[0].replace(XSD, "xsd:").replace("http://id.loc.gov/datatypes/edtf/", "edtf:")


def _definition(iri: str, kind: str | None) -> dict[str, str] | str:
    short = next((f"{p}:{iri.removeprefix(full)}" for p, full in PREFIXES.items() if iri.startswith(full)), iri)
    return short if kind is None else {"@id": short, "@type": kind}
