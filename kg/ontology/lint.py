"""What is wrong with the ontology's files: the rules that keep it small, named, explained and within OWL 2 RL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology.read import local, ontology_of
from kg.ontology.terms import Ontology, OntologyClass, Shortcut, relationship_type
from kg.ontology.turtle import KG, KGV, OWL, RDF, RDFS, SH, SKOS, Statements, statements, triples
from kg.resources import folder as resource_folder

__all__ = ["FILES", "Finding", "findings"]

FILES = ("core", "events", "shortcuts", "schemes", "plover", "shapes", "alignments")
"""The Turtle files of an ontology folder."""

_DECLARED = {OWL + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Ontology")}
_CHARACTERISTICS = ("SymmetricProperty", "TransitiveProperty", "FunctionalProperty", "AsymmetricProperty")
_OWL_TYPES = _DECLARED | {
    OWL + kind for kind in (*_CHARACTERISTICS, "IrreflexiveProperty", "InverseFunctionalProperty")
}
_OWL_PREDICATES = {OWL + name for name in ("disjointWith", "equivalentClass", "equivalentProperty", "inverseOf")}
_OWL_PREDICATES |= {OWL + name for name in ("propertyDisjointWith", "imports", "versionInfo", "versionIRI", "sameAs")}
_RDFS_PREDICATES = {RDFS + name for name in ("subClassOf", "subPropertyOf", "label", "comment", "seeAlso")}
_TYPING = {RDFS + "domain", RDFS + "range"}
_BEYOND_CORE = {SH + name for name in ("sparql", "js", "rule", "target", "select", "ask", "expression")}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong: in which file, with which term, and what."""

    file: str
    term: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.term}: {self.what}"


@dataclass(frozen=True, slots=True)
class _Files:
    """The folder's triples by file, what those that are loaded say together, and in which file a term is declared."""

    triples: dict[str, list[ox.Triple]]
    said: Statements
    home: dict[str, str]

    def at(self, term: str, what: str) -> Finding:
        return Finding(self.home.get(term, "ontology"), _short(term), what)


def findings(folder: Path | None = None) -> list[Finding]:
    """All that is wrong with the ontology in the folder (that of kg when left out), by file and term."""
    place = resource_folder("ontology") if folder is None else folder
    read: dict[str, list[ox.Triple]] = {}
    broken = []
    if not any((place / f"{name}.ttl").exists() for name in FILES):
        return [Finding(str(place), "-", f"holds none of the ontology's files, {FILES[0]}.ttl and so on")]
    for name in FILES:
        try:
            read[f"{name}.ttl"] = triples(place / f"{name}.ttl")
        except OntologyError as error:
            broken.append(Finding(f"{name}.ttl", "-", str(error)))
    if broken:
        return broken
    said = statements([place / f"{name}.ttl" for name in FILES])
    return sorted(set(_all(_Files(read, said, _homes(read)))))


def _homes(read: dict[str, list[ox.Triple]]) -> dict[str, str]:
    """IRI of a declared term, scheme or value -> the file that declares it."""
    kinds = _DECLARED | {SKOS + "Concept", SKOS + "ConceptScheme", SH + "NodeShape"}
    return {
        _iri(triple.subject): file
        for file, found in read.items()
        for triple in found
        if triple.predicate.value == RDF + "type" and _iri(triple.object) in kinds and _iri(triple.subject)
    }


def _all(files: _Files) -> Iterator[Finding]:
    for file, found in files.triples.items():
        for triple in found:
            yield from _unknown(file, triple, files.home)
            yield from _outside(file, triple)
    yield from _undescribed(files)
    yield from _role_uses(files)
    yield from _clashes(files)
    try:
        ontology = ontology_of(files.said)
    except OntologyError:
        return  # a role use of an unknown role, which has been found above
    yield from _labels(files, ontology)
    yield from _lineages(files, ontology)
    yield from _codes(files, ontology)
    for shortcut in ontology.shortcuts:
        yield from (Finding("shortcuts.ttl", shortcut.type, what) for what in _shortcut(shortcut, ontology))
    yield from _unshaped(files, ontology)


# --------------------------------------------------------------------------------------------------- each triple


def _iri(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def _short(term: str) -> str:
    return term.removeprefix(KG).removeprefix(KGV)


def _unknown(file: str, triple: ox.Triple, home: dict[str, str]) -> Iterator[Finding]:
    """Terms of ours that no file declares: most often a slip of the pen."""
    for term in map(_iri, (triple.subject, triple.predicate, triple.object)):
        if term.startswith((KG, KGV)) and term not in home and term != KGV:
            yield Finding(file, _short(term), "used, but declared nowhere")


def _outside(file: str, triple: ox.Triple) -> Iterator[Finding]:
    """What OWL 2 RL or SHACL Core has not, or what would let inference hide a wrong filler."""
    predicate, subject = triple.predicate.value, _short(_iri(triple.subject) or "a blank node")
    if predicate in _TYPING:
        yield Finding(
            file, subject, f"{_tail(predicate)} would make any filler right; say schema:{_tail(predicate)}Includes"
        )
    elif predicate.startswith(OWL) and predicate not in _OWL_PREDICATES:
        yield Finding(file, subject, f"owl:{_tail(predicate)} is outside the part of OWL 2 RL that is used here")
    elif predicate in (RDFS + "subClassOf", OWL + "equivalentClass") and not _iri(triple.object):
        yield Finding(
            file, subject, f"{_tail(predicate)} names no class; class expressions are outside OWL 2 RL as used here"
        )
    elif predicate == RDF + "type" and _iri(triple.object).startswith(OWL) and _iri(triple.object) not in _OWL_TYPES:
        yield Finding(
            file, subject, f"owl:{_tail(_iri(triple.object))} is outside the part of OWL 2 RL that is used here"
        )
    elif predicate in _BEYOND_CORE:
        yield Finding(file, subject, f"sh:{_tail(predicate)} is not SHACL Core")


def _tail(iri: str) -> str:
    return iri.rsplit("#", 1)[-1]


# ---------------------------------------------------------------------------------------------------- each term


def _undescribed(files: _Files) -> Iterator[Finding]:
    said = files.said
    for term in files.home:
        if term.startswith(KG):
            wanted = {RDFS + "label": "label", SKOS + "definition": "definition"}
        elif SKOS + "Concept" in said.objects(term, RDF + "type"):
            wanted = {SKOS + "prefLabel": "label", SKOS + "notation": "notation", SKOS + "inScheme": "scheme"}
            if term.count("/") == KGV.count("/") + 1 and not term.startswith((KGV + "plover/", KGV + "cameo/")):
                wanted[SKOS + "definition"] = "definition"
        else:
            continue
        for predicate, what in wanted.items():
            if not said.text(term, predicate).strip():
                yield files.at(term, f"has no {what}")
            elif predicate == RDFS + "label" and len(said.objects(term, predicate)) > 1:
                yield files.at(term, "has more than one label")


def _role_uses(files: _Files) -> Iterator[Finding]:
    said = files.said
    roles = set(said.subjects(RDFS + "subPropertyOf", KG + "participant"))
    for class_ in said.subjects_of(KG + "roleUse"):
        used = [said.text(use, KG + "role") for use in said.objects(class_, KG + "roleUse")]
        for role in used:
            if role not in roles:
                yield files.at(class_, f"a role use names {_short(role) or 'nothing'}, which is no role")
            elif used.count(role) > 1:
                yield files.at(class_, f"has two uses of the role {_short(role)}")
        for use in said.objects(class_, KG + "roleUse"):
            if not said.text(use, KG + "as") or not said.text(use, SKOS + "definition"):
                yield files.at(class_, f"the use of {_short(said.text(use, KG + 'role'))} lacks kg:as or a definition")


def _clashes(files: _Files) -> Iterator[Finding]:
    """Two properties that would be one relationship type in the property graph."""
    types = defaultdict(list)
    for term in files.said.subjects(RDF + "type", OWL + "ObjectProperty"):
        if local(term):
            types[_type(files.said, term)].append(term)
    for type_, terms in types.items():
        for term in terms[1:]:
            if term != terms[0]:
                yield files.at(term, f"gives the relationship type {type_}, as {_short(terms[0])} does")


def _type(said: Statements, term: str) -> str:
    return said.first(term, KG + "relationshipType") or relationship_type(local(term))


def _labels(files: _Files, ontology: Ontology) -> Iterator[Finding]:
    types = {_type(files.said, t): t for t in files.said.subjects(RDF + "type", OWL + "ObjectProperty") if local(t)}
    for name in ontology.classes:
        if name in types:
            yield files.at(KG + name, f"is a label and also the relationship type of {_short(types[name])}")


def _lineages(files: _Files, ontology: Ontology) -> Iterator[Finding]:
    free = {"Article", "Claim", "Span", "Run", "Mention", "Decision", "Source", "DerivedView"}
    for term in files.said.subjects(RDF + "type", OWL + "Class"):
        name = local(term)
        found = ontology.classes.get(name)
        if found is None and name and name not in free:
            yield files.at(term, "is below neither Entity nor Situation")
        elif found is not None and any(
            name in ontology.classes[p].ancestors for p in found.parents if p in ontology.classes
        ):
            yield files.at(term, "is above itself")


def _codes(files: _Files, ontology: Ontology) -> Iterator[Finding]:
    for name in ontology.concrete("Situation"):
        class_ = ontology.classes[name]
        if class_.plover is None and not _excused(files.said, class_):
            yield files.at(KG + name, "has no PLOVER type, nor kg:noPlover that says why")
        mode = files.said.first(KG + name, KG + "ploverMode")
        if mode is not None and files.said.text(mode, SKOS + "broader") != KGV + f"plover/{class_.plover}":
            yield files.at(KG + name, f"has the mode {_short(mode)}, which is not of its type {class_.plover}")
        if class_.plover is not None and class_.quad is None:
            yield files.at(KG + name, f"its PLOVER type {class_.plover} is in no quad class")


def _excused(said: Statements, class_: OntologyClass) -> bool:
    return any(said.objects(KG + above, KG + "noPlover") for above in class_.ancestors)


def _shortcut(shortcut: Shortcut, ontology: Ontology) -> Iterator[str]:
    class_ = ontology.classes.get(shortcut.via)
    if class_ is None:
        yield f"goes via {shortcut.via or 'nothing'}, which is no class"
        return
    ends = (shortcut.via_from, shortcut.via_to)
    yield from (
        f"names {end or 'no role'}, which is no role of {class_.name}" for end in ends if end not in class_.roles
    )
    if ends[0] == ends[1]:
        yield "leads from a role to the same role"
    between = set(ends) == {"actor", "recipient"}
    if shortcut.symmetric and not between:
        yield "is symmetric, and so must tie actor and recipient"
    if class_.symmetric and between and not shortcut.symmetric:
        yield f"goes via the symmetric class {class_.name}, and so must be symmetric"


def _unshaped(files: _Files, ontology: Ontology) -> Iterator[Finding]:
    """Roles and links that the shapes have forgotten, or fill with other classes than the ontology does."""
    shapes = files.said
    wanted = {name: role.fillers for name, role in ontology.roles.items()}
    wanted |= {name: link.targets for name, link in ontology.entity_links.items()}
    for name in _chain(wanted, ontology.links):
        found = shapes.subjects(SH + "path", KG + name)
        if not found:
            yield Finding("shapes.ttl", name, "no shape holds claims to what the ontology says of it")
        classes = {local(c) for shape in found for c in _shape_classes(shapes, shape)}
        if name in wanted and found and classes != set(wanted[name]):
            said = ", ".join(sorted(classes)) or "anything"
            yield Finding("shapes.ttl", name, f"its shape allows {said}; core.ttl allows {', '.join(wanted[name])}")


def _shape_classes(said: Statements, shape: str) -> Iterator[str]:
    """The classes that a property shape allows: its sh:class, and those of the members of its sh:or."""
    yield from said.objects(shape, SH + "class")
    for cell in said.objects(shape, SH + "or"):
        rest: str | None = cell
        while rest is not None:
            yield from said.objects(said.text(rest, RDF + "first"), SH + "class")
            rest = said.first(rest, RDF + "rest")


def _chain(*groups: Iterable[str]) -> Iterator[str]:
    for group in groups:
        yield from group
