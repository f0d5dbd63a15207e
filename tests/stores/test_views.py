"""The graph read back from RDF is the graph in the store: node by node, edge by edge, property by property."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from kg.cypher import portable_properties
from kg.ontology import load as load_ontology
from kg.ontology import relationship_type
from kg.project import Project
from kg.rdf import FORMS, serialize
from kg.stores import Store
from kg.stores.contents import dump
from kg.stores.load import load
from kg.views import Source, view_quads
from tests.stores import worlds
from tests.stores.conftest import wipe
from tests.stores.worlds import Story, project_of

KG = "https://w3id.org/crisiskg/ontology#"
SCHEME = "https://w3id.org/crisiskg/scheme/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDF, RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
LISTS = {"aliases", "sameAs", "classes", "conflicts", "amountReported"}
LISTS |= {f"{measure}Reported" for measure in ("killed", "injured", "arrested", "participants")}
CALLED = {
    "label": "name",
    "altLabel": "aliases",
    "publisher": "outlet",
    "issued": "published",
    "identifier": "givenId",
    "prospectKind": "prospect",
    "ploverMode": "mode",
}
Described = dict[str, list[tuple[str, ox.NamedNode | ox.Literal]]]
Record = dict[str, Any]


def exported(project: Project, view: str, form: str = "nquads") -> list[ox.Quad]:
    out = StringIO()
    with view_quads(Source(project, quotes=True, progress=lambda done, total: None), view) as quads:
        serialize(quads, form, out=out, base=project.base)
    return list(ox.parse(out.getvalue().encode(), format=FORMS[form]))


def described(quads: Iterable[ox.Quad]) -> Described:
    found: Described = {}
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        found.setdefault(quad.subject.value, []).append((quad.predicate.value, quad.object))
    return found


def short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def types_of(said: Iterable[tuple[str, Any]]) -> list[str]:
    return sorted(short(o.value) for p, o in said if p == TYPE)


def python(key: str, term: ox.NamedNode | ox.Literal) -> Any:
    """The value that a graph has: an IRI of a class, a scheme or a code is its short name there."""
    if isinstance(term, ox.NamedNode):
        whole = key in ("sameAs", "situation") or not term.value.startswith((KG, SCHEME))
        return term.value if whole else short(term.value).split("-", 1)[-1] if key == "mode" else short(term.value)
    match short(term.datatype.value):
        case "date":
            return dt.date.fromisoformat(term.value)
        case "boolean":
            return term.value == "true"
        case "decimal" | "double":
            return float(term.value)
        case "integer" | "nonNegativeInteger":
            return int(term.value)
        case _:
            return term.value


def properties(said: Iterable[tuple[str, Any]], kind: str) -> Record:
    """The properties of a node or an edge. `kind` tells what oa:exact and kg:claimedClass stand for."""
    found: dict[str, Any] = {}
    for predicate, term in said:
        name = short(predicate)
        key = {"exact": "mention" if kind == "FILLS" else "quote", "about": "situation"}.get(
            name, CALLED.get(name, name)
        )
        if name == "claimedClass":
            key = "class" if kind == "Claim" else "classes"
        found.setdefault(key, []).append(python(key, term))
    return {key: sorted(held) if key in LISTS else held[0] for key, held in found.items()}


def line(record: Record) -> str:
    return json.dumps(record, sort_keys=True, ensure_ascii=False, default=str)


def read(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The lines of the graph that the quads hold, as `comparable` leaves those of a store."""
    found = described(quads)
    edges = predicates()
    carried = dict(statements(found))
    for uri, said in found.items():
        labels = types_of(said)
        if "Statement" in labels or "DerivedView" in labels:
            continue
        kind = "Claim" if "Claim" in labels else ""
        own = [(p, o) for p, o in said if p != TYPE and short(p) not in edges and short(p) != "prefLabel"]
        yield line({"uri": uri, "labels": labels, "properties": portable_properties(properties(own, kind))})
        for predicate, target in said:
            type_ = edges.get(short(predicate))
            if type_ is not None and predicate.startswith(KG):
                ends = (uri, type_, target.value)
                for each in carried.get(ends, [{}]):
                    yield line(
                        {"from": uri, "type": type_, "to": target.value, "properties": portable_properties(each)}
                    )


def statements(found: Described) -> Iterator[tuple[tuple[str, str, str], list[Record]]]:
    """The ends of each edge that carries something, with what each such edge carries."""
    groups: dict[tuple[str, str, str], list[Record]] = {}
    for said in found.values():
        if types_of(said) == ["Statement"]:
            ends = {short(p): o.value for p, o in said if p in (RDF + "subject", RDF + "predicate", RDF + "object")}
            type_ = predicates()[short(ends["predicate"])]
            rest = [(p, o) for p, o in said if not p.startswith(RDF)]
            groups.setdefault((ends["subject"], type_, ends["object"]), []).append(properties(rest, type_))
    yield from groups.items()


def predicates() -> Mapping[str, str]:
    ontology = load_ontology()
    named = (*ontology.roles, *ontology.links, *ontology.entity_links, *ontology.evidence_links, "publishedBy")
    return {name: relationship_type(name) for name in named} | {s.name: s.type for s in ontology.shortcuts}


def comparable(lines: Iterable[str]) -> Iterator[str]:
    """A store's lines without what RDF says by types alone, lists in order and each item once."""
    for each in lines:
        record = json.loads(each)
        held = record["properties"]
        left_out = {"uri", "searchKeys", "type"}
        if "labels" in record:
            record["labels"] = sorted(set(record["labels"]) - {"Resource"})
            left_out |= set() if "Claim" in record["labels"] else {"class"}
        record["properties"] = {
            k: sorted(set(v)) if isinstance(v, list) else v for k, v in held.items() if k not in left_out
        }
        yield line(record)


def agree(store: Store, project: Project) -> None:
    load(project, store)
    in_store = sorted(comparable(dump(store)))
    in_rdf = sorted(comparable(read(exported(project, "graph"))))
    assert in_rdf == in_store


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=worlds.worlds)
def test_the_graph_in_rdf_is_the_graph_in_the_store(told: tuple[Story, ...], store: Store) -> None:
    wipe(store)
    with TemporaryDirectory() as folder:
        agree(store, project_of(Path(folder) / "project", told))


@settings(max_examples=25, deadline=None)
@given(told=worlds.worlds)
def test_flat_holds_what_is_affirmed_and_no_more(told: tuple[Story, ...]) -> None:
    with TemporaryDirectory() as folder:
        quads = exported(project_of(Path(folder) / "project", told), "flat")
    found = described(quads)
    unreal = {uri for uri, said in found.items() if set(types_of(said)) & {"Prospect", "Denied"}}
    for uri in unreal:
        assert {short(p) for p, _ in found[uri]} <= {"type", "label", "status", "claimedClass"}
        assert not set(types_of(found[uri])) - {"Prospect", "Denied", "Situation"}
    claims = [said for said in found.values() if types_of(said) == ["Claim"]]
    assert all(not o.value.endswith(("negated", "realis/prospect")) for said in claims for _, o in said)
    about = {o.value for said in claims for p, o in said if p == KG + "about"}
    assert not about & unreal
    ours = {o.value for said in found.values() for p, o in said if p.startswith(KG) and "/situation/" in o.value}
    assert ours <= set(found)


@pytest.mark.parametrize("view", ["graph", "flat"])
@settings(max_examples=10, deadline=None)
@given(told=worlds.worlds)
def test_every_form_holds_the_same_view(view: str, told: tuple[Story, ...]) -> None:
    with TemporaryDirectory() as folder:
        project = project_of(Path(folder) / "project", told)
        wanted = set(exported(project, view))
        for form in set(FORMS) - {"rdfxml"}:  # XML has no word for some characters
            assert set(exported(project, view, form)) == wanted
        assert len(set(exported(project, view, "rdfxml"))) <= len(wanted)
