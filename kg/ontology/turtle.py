"""Turtle files as plain strings: who says what of what, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError

__all__ = [
    "KG",
    "KGV",
    "OWL",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SH",
    "SKOS",
    "Statements",
    "Term",
    "statements",
    "term",
    "triples",
]

KG = "https://w3id.org/crisiskg/ontology#"
KGV = "https://w3id.org/crisiskg/scheme/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Term = str
"""An IRI, a literal's text, or `_:` and a blank node's name."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Triples by subject and predicate, and by predicate and object; both keep the order of the files."""

    forward: dict[Term, dict[str, list[Term]]]
    backward: dict[str, dict[Term, list[Term]]]

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """What the subject's predicate points to."""
        return self.forward.get(subject, {}).get(predicate, [])

    def first(self, subject: Term, predicate: str) -> Term | None:
        """The first of them, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> str:
        """The first of them, or an empty text."""
        return self.first(subject, predicate) or ""

    def true(self, subject: Term, predicate: str) -> bool:
        """Whether it says true."""
        return "true" in self.objects(subject, predicate)

    def subjects(self, predicate: str, target: Term) -> list[Term]:
        """Whose predicate points to the target."""
        return self.backward.get(predicate, {}).get(target, [])

    def subjects_of(self, predicate: str) -> list[Term]:
        """Who has the predicate at all."""
        return list(dict.fromkeys(s for found in self.backward.get(predicate, {}).values() for s in found))


def triples(path: Path) -> list[ox.Triple]:
    """The triples of a Turtle file, in its order. Raises OntologyError when it is missing or broken."""
    try:
        return [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)]
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}") from error


def statements(paths: Iterable[Path]) -> Statements:
    """What the files say together; each file's blank nodes are its own."""
    forward: dict[Term, dict[str, list[Term]]] = {}
    backward: dict[str, dict[Term, list[Term]]] = {}
    for path in paths:
        for triple in triples(path):
            subject, target = term(triple.subject, path), term(triple.object, path)
            predicate = triple.predicate.value
            forward.setdefault(subject, {}).setdefault(predicate, []).append(target)
            backward.setdefault(predicate, {}).setdefault(target, []).append(subject)
    return Statements(forward, backward)


def term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, path: Path) -> Term:
    """The node as a string; a blank node's begins with `_:` and names its file."""
    if isinstance(node, ox.BlankNode):
        return f"_:{path.stem}.{node.value}"
    return str(node) if isinstance(node, ox.Triple) else node.value
