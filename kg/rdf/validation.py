"""RDF checked against the SHACL shapes of `ontology/shapes.ttl`, which say what `kg.ontology.check` says.

What a claim says of an entity counts for that claim alone. Another article may hold the same entity to be something
else, and in the union of all graphs the one would excuse the other. So before the shapes look, the entities of a
claim's graph get names that belong to the claim; the report has their own again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.collection import Collection

from kg.ontology import load
from kg.rdf.vocabulary import KG, OA, PREFIXES, A, node, ours
from kg.resources import folder as resource_folder

if TYPE_CHECKING:
    Node = ox.NamedNode | ox.BlankNode | ox.Literal

__all__ = ["ENTITY", "PREFIX_LINES", "ShaclReport", "Violation", "leading", "shacl_report", "short"]

_TERMS = ("core", "events", "schemes")
_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_SHAPES = "https://w3id.org/crisiskg/shapes#"
ENTITY = f"{_SHAPES}Entity"
"""The shape of entities."""

_SHORT = {**PREFIXES, "rdf": str(rdflib.RDF), "sh": str(_SH), "kgs": _SHAPES}
PREFIX_LINES = tuple(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in _SHORT.items())
"""The prefixes of paths and of `short`, as Turtle declares them."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of SHACL: what it is about, and in whose claims (their IRIs; none for an article or an entity).

    `path` is the property path as Turtle writes it ("kg:actor"; empty where the node as a whole is wrong), `constraint`
    the name of the constraint component ("ClassConstraintComponent"), `shape` the nearest shape that has a name.
    """

    claims: tuple[str, ...]
    focus: Node
    path: str
    value: Node | None
    constraint: str
    shape: str
    message: str


@dataclass(frozen=True, slots=True)
class ShaclReport:
    """What SHACL found, in a stable order."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found."""
        return not self.violations


def shacl_report(
    quads: Iterable[ox.Quad], *, folder: Path | None = None, only: tuple[str, Sequence[str]] | None = None
) -> ShaclReport:
    """Validate some claims with the shapes of the folder (that of kg when left out).

    Meant for some hundred claims at a time, with their articles: all of it is held in memory, beside the ontology's
    terms. `only` names one shape and the nodes that it is to look at, whatever the shape's own targets.
    """
    place = resource_folder("ontology") if folder is None else folder
    held = list(quads)
    own = _scopes(held)
    graph = rdflib.Graph()
    graph += _terms(place)
    for quad in held:
        graph.add(_triple(quad, own))
    chosen: dict[str, Any] = {} if only is None else {"use_shapes": [only[0]], "focus_nodes": list(only[1])}
    shapes = _shapes(place)
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, advanced=False, **chosen)
    if conforms:
        return ShaclReport(())
    names = {new: old for (_, old), new in own.items()}
    results = _Results(report, shapes, frozenset(_claims_in(held)), _referrers(held, own), names)
    return ShaclReport(tuple(sorted(set(results.violations()), key=_order)))


def _order(violation: Violation) -> tuple[tuple[str, ...], str]:
    return violation.claims, "\t".join(
        map(str, (violation.focus, violation.path, violation.value, violation.constraint, violation.shape))
    )


def _claims_in(quads: Iterable[ox.Quad]) -> set[str]:
    """The IRIs of the claims: what is typed so, or says something."""
    return {
        quad.subject.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode)
        and (quad.predicate == ours("says") or (quad.predicate == A and quad.object == ours("Claim")))
    }


# ------------------------------------------------------------------------------------------ entities of one claim

_Scopes = Mapping[tuple[str, str], str]
"""(IRI of a claim, IRI of an entity that its graph describes) -> the name that the two have together."""


def _scopes(quads: Iterable[ox.Quad]) -> _Scopes:
    found: dict[tuple[str, str], str] = {}
    for quad in quads:
        graph, subject = quad.graph_name, quad.subject
        if isinstance(graph, ox.NamedNode) and isinstance(subject, ox.NamedNode):
            name, claim = subject.value, graph.value
            if not name.startswith(f"{claim}#"):
                found.setdefault((claim, name), f"{claim}#entity={len(found)}")
    return found


def _triple(quad: ox.Quad, own: _Scopes) -> tuple[Any, Any, Any]:
    """The quad as rdflib has it, the entities of its claim under the claim's names."""
    subject, predicate, target = quad.triple
    claim = _claim(quad)
    return _term(subject, claim, own), _iri(predicate.value), _term(target, claim, own)


def _claim(quad: ox.Quad) -> str:
    """The claim that the quad belongs to: its graph's, or where it has none, its subject's."""
    graph = quad.graph_name
    return (quad.subject if isinstance(graph, ox.DefaultGraph) else graph).value  # type: ignore[union-attr]


def _term(term: object, claim: str, own: _Scopes) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return _iri(own.get((claim, term.value), term.value))
    if isinstance(term, ox.Literal):
        language = term.language
        datatype = None if language else _iri(term.datatype.value)
        return rdflib.Literal(term.value, lang=language, datatype=datatype)
    assert isinstance(term, ox.BlankNode)
    return rdflib.BNode(term.value)


@cache
def _known_iri(text: str) -> rdflib.URIRef:
    return rdflib.URIRef(text)


def _iri(text: str) -> rdflib.URIRef:
    """The IRI; those of vocabularies, which come again and again, are made once."""
    return (
        _known_iri(text) if text.startswith((KG, "http://www.w3.org/", "http://purl.org/dc/")) else rdflib.URIRef(text)
    )


# ---------------------------------------------------------------------------------------------- whose fault it is


@cache
def leading() -> frozenset[ox.NamedNode]:
    """The predicates that lead from a claim to what it consists of; not to its article, nor to other situations."""
    ontology = load()
    names = ("says", "evidence", "mention", "attributedTo", *ontology.roles, *ontology.entity_links)
    return frozenset({*map(ours, names), node(f"{OA}hasSelector")})


def _referrers(quads: Iterable[ox.Quad], own: _Scopes) -> dict[str, set[str]]:
    """Node -> the nodes that lead to it; each name as the shapes saw it."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate in leading():
            subject, _, target = _triple(quad, own)
            found.setdefault(str(target), set()).add(str(subject))
    for (claim, _), name in own.items():
        found.setdefault(name, set()).add(claim)
    return found


@dataclass(frozen=True, slots=True)
class _Results:
    """The results of a report, as the shapes saw the nodes, and what it takes to say whose they are."""

    report: rdflib.Graph
    shapes: rdflib.Graph
    claims: frozenset[str]
    referrers: Mapping[str, set[str]]
    names: Mapping[str, str]

    def violations(self) -> Iterator[Violation]:
        for result in self.report.objects(None, _SH.result):  # not those of inner shapes, which are its details
            yield self._violation(result)

    def _violation(self, result: rdflib.term.Node) -> Violation:
        focus, value = self.report.value(result, _SH.focusNode), self.report.value(result, _SH.value)
        shape, constraint = (
            self.report.value(result, _SH[name]) for name in ("sourceShape", "sourceConstraintComponent")
        )
        path = self.shapes.value(shape, _SH.path) or self.report.value(result, _SH.resultPath)
        messages = sorted(map(str, self.report.objects(result, _SH.resultMessage)))
        return Violation(
            claims=self._claims(str(focus)) or self._claims(str(value)),
            focus=self._plain(focus),
            path="" if path is None else _path(path, self.shapes),
            value=None if value is None else self._plain(value),
            constraint=str(constraint).removeprefix(str(_SH)),
            shape=_named_shape(shape, self.shapes),
            message=" ".join(messages),
        )

    def _claims(self, start: str) -> tuple[str, ...]:
        """The claims that lead to a node; the node itself, where it is one."""
        seen, left = {start}, [start]
        while left:
            above = self.referrers.get(left.pop(), set()) - seen
            seen |= above
            left += above
        return tuple(sorted(seen & self.claims))

    def _plain(self, term: rdflib.term.Node | None) -> Node:
        if isinstance(term, rdflib.Literal):
            if term.language:
                return ox.Literal(str(term), language=term.language)
            return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or rdflib.XSD.string)))
        name = str(term)
        return ox.BlankNode(name) if isinstance(term, rdflib.BNode) else ox.NamedNode(self.names.get(name, name))


def _path(path: rdflib.term.Node, shapes: rdflib.Graph) -> str:
    """A property path in Turtle."""
    if isinstance(path, rdflib.URIRef):
        return short(str(path))
    if shapes.value(path, rdflib.RDF.first) is not None:
        return "( " + " ".join(_path(step, shapes) for step in Collection(shapes, path)) + " )"
    predicate, inner = next(iter(shapes.predicate_objects(path)))
    return f"[ {short(str(predicate))} {_path(inner, shapes)} ]"


def short(iri: str) -> str:
    """An IRI in Turtle, with a prefix where one fits."""
    for prefix, namespace in _SHORT.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return f"<{iri}>"


def _named_shape(shape: rdflib.term.Node | None, shapes: rdflib.Graph) -> str:
    """The shape, or where it has no name, the nearest around it that has one."""
    current = shape
    while isinstance(current, rdflib.BNode):
        current = next(shapes.subjects(None, current), None)
    return str(current or "")


@cache
def _terms(place: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in _TERMS:
        graph.parse(place / f"{name}.ttl")
    return graph


@cache
def _shapes(place: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(place / "shapes.ttl")
