"""What others say about our entities: labels, places on the map, posts; kept apart from what articles say.

A source is a file of N-Quads in the project, sources/NAME.nq, all in the graph BASE + source/NAME. Its statements keep
the subjects that they had; owl:sameAs says which of our entities each is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.ids import is_local_id
from kg.project import Project
from kg.rdf.vocabulary import DCTERMS, OWL, RDFS, SCHEMA, SKOS, A, node, ours, source, text

__all__ = ["LONGEST", "TAKEN", "about_entity", "joined", "source_lines", "source_names", "source_quads", "ties_of"]

LONGEST = 10_000
"""Characters of the longest literal that is taken from others."""

_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_WIKIDATA = "http://www.wikidata.org/prop/direct/"
_LABELS = {
    RDFS + "label": "label",
    SKOS + "prefLabel": "label",
    SKOS + "altLabel": "also called",
    SCHEMA + "name": "label",
    SCHEMA + "alternateName": "also called",
    "http://xmlns.com/foaf/0.1/name": "label",
}
_POSTS = {SCHEMA + "jobTitle": "post", SCHEMA + "hasOccupation": "post", _WIKIDATA + "P39": "post"}
TAKEN: Mapping[str, str] = {
    **_LABELS,
    **_POSTS,
    OWL + "sameAs": "same as",
    SCHEMA + "description": "description",
    DCTERMS + "description": "description",
    RDFS + "comment": "description",
    _WGS84 + "lat": "latitude",
    _WGS84 + "long": "longitude",
    SCHEMA + "latitude": "latitude",
    SCHEMA + "longitude": "longitude",
    "http://www.opengis.net/ont/geosparql#asWKT": "place",
    _WIKIDATA + "P625": "place",
}
"""The properties that are taken from others, and what to call them."""

Again = Callable[[], Iterable[ox.Quad]]
"""The statements of a dump, from its beginning each time it is called: a dump may be larger than memory."""


def joined(dump: Again, base: str, elsewhere: Mapping[str, str]) -> Iterator[ox.Triple]:
    """What the dump says about our entities, of the properties in TAKEN.

    A subject is ours when its IRI is, or when owl:sameAs ties it to one of ours, in either direction, in the dump or in
    `elsewhere` (IRI -> our IRI). Of a post that is no text its labels come along. Blank nodes, and literals longer than
    LONGEST, stay out.
    """
    same = {ox.NamedNode(iri): ox.NamedNode(entity) for iri, entity in elsewhere.items()} | dict(_ties(dump, base))
    posts: set[object] = set()
    told: set[object] = set()
    for quad in dump():
        if _is_taken(quad, base, same):
            yield quad.triple
            told.add(quad.subject)
            posts |= {quad.object} if quad.predicate.value in _POSTS else set()
    yield from (ox.Triple(entity, node(OWL + "sameAs"), other) for other, entity in same.items() if other in told)
    for quad in dump() if posts else ():
        if quad.subject in posts and quad.predicate.value in _LABELS and _fits(quad.object):
            yield quad.triple


def _is_taken(quad: ox.Quad, base: str, same: Mapping[ox.NamedNode, ox.NamedNode]) -> bool:
    about_ours = _is_entity(quad.subject, base) or quad.subject in same
    return about_ours and quad.predicate.value in TAKEN and _fits(quad.object)


def _ties(dump: Again, base: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    for quad in dump():
        if quad.predicate.value == OWL + "sameAs":
            for one, other in ((quad.subject, quad.object), (quad.object, quad.subject)):
                if _is_entity(one, base) and isinstance(other, ox.NamedNode) and not _is_entity(other, base):
                    yield other, one  # type: ignore[misc]


def _is_entity(term: object, base: str) -> bool:
    return (
        isinstance(term, ox.NamedNode)
        and term.value.startswith(f"{base}entity/")
        and is_local_id(term.value.removeprefix(f"{base}entity/"))
    )


def _fits(term: object) -> bool:
    return isinstance(term, ox.NamedNode) or (isinstance(term, ox.Literal) and len(term.value) <= LONGEST)


def source_lines(triples: Iterable[ox.Triple], name: str, base: str) -> list[str]:
    """The lines of the source's file, sorted, each once."""
    graph = source(name, base)
    return sorted({f"{ox.Quad(t.subject, t.predicate, t.object, graph)} .\n" for t in triples})


def source_names(project: Project) -> list[str]:
    """The sources that the project holds."""
    return sorted(path.stem for path in (project.root / "sources").glob("*.nq"))


def source_quads(project: Project) -> Iterator[ox.Quad]:
    """The statements of every source, each in the source's graph, and in the default graph what the source is."""
    for name in source_names(project):
        graph = source(name, project.base)
        yield ox.Quad(graph, A, ours("Source"))
        yield ox.Quad(graph, node(RDFS + "label"), text(name))
        yield from _kept(project.source_path(name), project.base)


def _kept(path: Path, base: str) -> Iterator[ox.Quad]:
    """The statements of a source, its entities' IRIs under `base`, whatever base they were taken under."""
    graph = source(path.stem, base)
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
        before = str(getattr(quad.graph_name, "value", "")).removesuffix(f"source/{path.stem}")
        subject, target = (_moved(term, before, base) for term in (quad.subject, quad.object))
        yield ox.Quad(subject, quad.predicate, target, graph)


def _moved(term: Any, before: str, base: str) -> Any:
    if before == base or not _is_entity(term, before):
        return term
    return node(base + term.value.removeprefix(before))


def ties_of(project: Project, *, but: str) -> dict[str, str]:
    """IRIs elsewhere -> IRIs of the project's entities, as owl:sameAs of all its sources but one ties them."""
    found: dict[str, str] = {}
    for name in source_names(project):
        if name != but:
            ties = _ties(partial(_kept, project.source_path(name), project.base), project.base)
            found |= {other.value: entity.value for other, entity in ties}
    return found


def about_entity(project: Project, uri: str) -> Iterator[tuple[str, str, str]]:
    """Source, what is said, and the words, of everything that sources say about one of our entities."""
    for name in source_names(project):
        found = list(_kept(project.source_path(name), project.base))
        names = {q.subject: str(getattr(q.object, "value", "")) for q in found if q.predicate.value in _LABELS}
        same = {q.object for q in found if q.predicate.value == OWL + "sameAs" and q.subject == node(uri)}
        for quad in found:
            if quad.subject in same or quad.subject == node(uri):
                value = str(getattr(quad.object, "value", quad.object))
                is_post = quad.predicate.value in _POSTS and not isinstance(quad.object, ox.Literal)
                said = names.get(quad.object, value) if is_post else value  # type: ignore[arg-type]
                yield name, TAKEN.get(quad.predicate.value, quad.predicate.value), said
