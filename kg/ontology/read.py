"""The ontology, read from its Turtle files by pyoxigraph: milliseconds, where rdflib would take most of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from kg.errors import OntologyError
from kg.ontology.terms import EntityLink, Link, Ontology, OntologyClass, Role, RoleUse, Shortcut, relationship_type
from kg.ontology.turtle import KG, KGV, OWL, RDF, RDFS, SCHEMA, SKOS, Statements, Term, statements
from kg.resources import folder as resource_folder

__all__ = ["load"]

_FILES = ("core", "events", "shortcuts", "schemes", "plover")
_T = TypeVar("_T")


@cache
def load(folder: Path | None = None) -> Ontology:
    """The ontology of the folder (the one that ships with kg when left out).

    Raises OntologyError when a file is missing, is not Turtle, or lacks what a term needs; `kg.ontology.lint` finds the
    rest.
    """
    place = resource_folder("ontology") if folder is None else folder
    return ontology_of(statements([place / f"{name}.ttl" for name in _FILES]))


def ontology_of(said: Statements) -> Ontology:
    """The ontology that the statements describe."""
    roles = {name: _role(said, name) for name in _below(said, "participant")}
    names = [local(s) for s in said.subjects(RDF + "type", OWL + "Class") if local(s)]
    situations = {name for name in names if "Situation" in _lineage(said, name)}
    entities = {name for name in names if "Entity" in _lineage(said, name)}
    return Ontology(
        classes={name: _class(said, name, roles) for name in names if name in situations | entities},
        roles=roles,
        links={name: Link(name, *_words(said, name)) for name in _below(said, "linkedTo")},
        entity_links={name: _entity_link(said, name) for name in _below(said, "tiedTo")},
        evidence_links={name: Link(name, *_words(said, name)) for name in _below(said, "tracedTo")},
        shortcuts=tuple(_shortcut(said, local(s)) for s in said.subjects_of(KG + "via")),
        schemes=_schemes(said),
        version=said.first(KG.removesuffix("#"), OWL + "versionInfo") or "",
    )


def local(iri: Term) -> str:
    """The name of one of our own terms within its namespace; empty for any other."""
    return iri.removeprefix(KG) if iri.startswith(KG) else ""


def _words(said: Statements, name: str) -> tuple[str, str]:
    """Label and definition."""
    return said.text(KG + name, RDFS + "label"), said.text(KG + name, SKOS + "definition")


def _below(said: Statements, top: str) -> list[str]:
    return [local(s) for s in said.subjects(RDFS + "subPropertyOf", KG + top) if local(s)]


def _names(said: Statements, subject: Term, predicate: str) -> tuple[str, ...]:
    return tuple(filter(None, map(local, said.objects(subject, predicate))))


def _lineage(said: Statements, name: str) -> tuple[str, ...]:
    """The class, then those above it, nearest first (breadth first, in the order of the file)."""
    found = [name]
    for current in found:
        found += [p for p in _names(said, KG + current, RDFS + "subClassOf") if p not in found]
    return tuple(found)


def _class(said: Statements, name: str, roles: Mapping[str, Role]) -> OntologyClass:
    lineage = _lineage(said, name)
    label, definition = _words(said, name)
    plover = _inherited(lineage, lambda c: said.first(KG + c, KG + "plover"))
    return OntologyClass(
        name=name,
        label=label,
        definition=definition,
        parents=_names(said, KG + name, RDFS + "subClassOf"),
        ancestors=lineage,
        abstract=said.true(KG + name, KG + "abstract"),
        symmetric=said.true(KG + name, KG + "symmetric"),
        plover=_notation(said, plover),
        mode=_notation(said, said.first(KG + name, KG + "ploverMode")),
        cameo=_notation(said, _inherited(lineage, lambda c: said.first(KG + c, KG + "cameo"))),
        quad=_quad(said, plover),
        roles=_role_uses(said, lineage, roles),
    )


def _inherited(lineage: tuple[str, ...], look: Callable[[str], _T | None]) -> _T | None:
    return next((found for found in map(look, lineage) if found is not None), None)


def _notation(said: Statements, concept: Term | None) -> str | None:
    return None if concept is None else said.first(concept, SKOS + "notation")


def _quad(said: Statements, plover: Term | None) -> int | None:
    above = None if plover is None else said.first(plover, SKOS + "broader")
    notation = _notation(said, above)
    return int(notation) if notation is not None and notation.isdigit() else None


def _role_uses(said: Statements, lineage: tuple[str, ...], roles: Mapping[str, Role]) -> dict[str, RoleUse]:
    """What the roles mean for the class: its own word, else that of the nearest class above; in order of `roles`."""
    found: dict[str, RoleUse] = {}
    for name in lineage:
        for use in _own_uses(said, name, roles):
            found.setdefault(use.role, use)
    return {role: found[role] for role in roles if role in found}


def _own_uses(said: Statements, name: str, roles: Mapping[str, Role]) -> Iterator[RoleUse]:
    for node in said.objects(KG + name, KG + "roleUse"):
        role = local(said.first(node, KG + "role") or "")
        if role not in roles:
            raise OntologyError(f"class {name}: a role use names {role!r}; roles are {', '.join(roles)}")
        yield RoleUse(role, said.text(node, KG + "as"), roles[role].fillers, said.text(node, SKOS + "definition"))


def _role(said: Statements, name: str) -> Role:
    label, definition = _words(said, name)
    return Role(name, label, definition, _names(said, KG + name, SCHEMA + "rangeIncludes"))


def _entity_link(said: Statements, name: str) -> EntityLink:
    label, definition = _words(said, name)
    sources = _names(said, KG + name, SCHEMA + "domainIncludes")
    return EntityLink(name, label, definition, sources, _names(said, KG + name, SCHEMA + "rangeIncludes"))


def _shortcut(said: Statements, name: str) -> Shortcut:
    label, definition = _words(said, name)
    return Shortcut(
        name=name,
        type=said.first(KG + name, KG + "relationshipType") or relationship_type(name),
        via=local(said.first(KG + name, KG + "via") or ""),
        via_from=local(said.first(KG + name, KG + "viaFrom") or ""),
        via_to=local(said.first(KG + name, KG + "viaTo") or ""),
        symmetric=said.true(KG + name, KG + "symmetric"),
        label=label,
        definition=definition,
    )


def _schemes(said: Statements) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for concept in said.subjects(RDF + "type", SKOS + "Concept"):
        scheme = said.first(concept, SKOS + "inScheme") or ""
        if concept.startswith(KGV) and concept.startswith(f"{scheme}/"):
            found.setdefault(scheme.removeprefix(KGV), []).append(said.text(concept, SKOS + "notation"))
    return {scheme: tuple(values) for scheme, values in found.items() if "/" not in scheme}
