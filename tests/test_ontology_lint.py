"""Each kind of damage to the ontology is found, and named by file and term."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from kg.ontology import load
from kg.ontology.lint import FILES, Finding, findings
from kg.resources import folder

PREFIXES = """
@prefix kg: <https://w3id.org/crisiskg/ontology#> .
@prefix kgv: <https://w3id.org/crisiskg/scheme/> .
@prefix plv: <https://w3id.org/crisiskg/scheme/plover/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
NAMED = 'rdfs:label "x"@en ; skos:definition "y"@en .'


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder("ontology"), tmp_path / "ontology"))


def add(copy: Path, file: str, turtle: str) -> list[Finding]:
    with (copy / file).open("a", encoding="utf-8") as out:
        out.write(PREFIXES + turtle + "\n")
    return findings(copy)


def test_the_ontology_is_in_order() -> None:
    assert findings() == []


ADDED = [
    ("events.ttl", f"kg:Parade a owl:Class ; rdfs:subClassOf kg:Asembly ; {NAMED}", "Asembly", "declared nowhere"),
    ("plover.ttl", "kg:Atack kg:plover plv:ASSAULT .", "Atack", "declared nowhere"),
    ("plover.ttl", "kg:Attack kg:ploverMode plv:ASSAULT-lasers .", "plover/ASSAULT-lasers", "declared nowhere"),
    ("alignments.ttl", "kg:Wizard rdfs:subClassOf kg:Person .", "Wizard", "declared nowhere"),
    ("shapes.ttl", "kg:x sh:path kg:rolle .", "rolle", "declared nowhere"),
    (
        "schemes.ttl",
        "<https://w3id.org/crisiskg/scheme/phase/former> skos:related kgv:nowhere .",
        "nowhere",
        "declared",
    ),
    ("events.ttl", "kg:Parade a owl:Class ; rdfs:subClassOf kg:Assembly .", "Parade", "has no label"),
    ("events.ttl", "kg:Parade a owl:Class ; rdfs:subClassOf kg:Assembly .", "Parade", "has no definition"),
    ("core.ttl", 'kg:Attack rdfs:label "strike"@en .', "Attack", "more than one label"),
    ("schemes.ttl", "<https://w3id.org/crisiskg/scheme/phase/late> a skos:Concept .", "phase/late", "has no notation"),
    (
        "schemes.ttl",
        "<https://w3id.org/crisiskg/scheme/phase/late> a skos:Concept .",
        "phase/late",
        "has no definition",
    ),
    ("core.ttl", f"kg:left_side a owl:ObjectProperty ; {NAMED}", "left_side", "LEFT_SIDE, as leftSide does"),
    ("core.ttl", 'kg:base kg:relationshipType "HOST" .', "host", "HOST, as base does"),
    (
        "events.ttl",
        f"kg:ACTOR a owl:Class ; rdfs:subClassOf kg:Assembly ; {NAMED}",
        "ACTOR",
        "relationship type of actor",
    ),
    ("core.ttl", "kg:actor rdfs:range kg:Agent .", "actor", "any filler right"),
    ("core.ttl", "kg:actor rdfs:domain kg:Event .", "actor", "schema:domainIncludes"),
    (
        "events.ttl",
        "kg:Attack rdfs:subClassOf [ a owl:Restriction ; owl:minCardinality 1 ] .",
        "Attack",
        "names no class",
    ),
    ("events.ttl", "[] a owl:Restriction .", "a blank node", "owl:Restriction"),
    ("core.ttl", "kg:Agent owl:unionOf ( kg:Person kg:Group ) .", "Agent", "owl:unionOf"),
    ("core.ttl", "kg:actor a owl:ReflexiveProperty .", "actor", "owl:ReflexiveProperty"),
    ("shapes.ttl", "kg:actor sh:sparql kg:Agent .", "actor", "not SHACL Core"),
    ("events.ttl", 'kg:Riot kg:roleUse [ kg:role kg:thief ; kg:as "thief" ] .', "Riot", "thief, which is no role"),
    ("events.ttl", "kg:Riot kg:roleUse [ kg:role kg:base ] .", "Riot", "use of base lacks"),
    ("events.ttl", "kg:Riot kg:roleUse [ kg:role kg:actor ] .", "Riot", "two uses of the role actor"),
    ("events.ttl", f"kg:Parade a owl:Class ; {NAMED}", "Parade", "below neither"),
    ("events.ttl", "kg:Assembly rdfs:subClassOf kg:Riot .", "Riot", "above itself"),
    ("events.ttl", f"kg:Parade a owl:Class ; rdfs:subClassOf kg:Assembly ; {NAMED}", "Parade", "no PLOVER type"),
    ("plover.ttl", "kg:Attack kg:ploverMode plv:PROTEST-riot .", "Attack", "not of its type ASSAULT"),
    ("shortcuts.ttl", f"kg:fed a owl:ObjectProperty ; kg:via kg:Feast ; {NAMED}", "FED", "Feast, which is no class"),
    (
        "shortcuts.ttl",
        f"kg:fed a owl:ObjectProperty ; kg:via kg:Riot ; kg:viaFrom kg:actor ; kg:viaTo kg:post ; {NAMED}",
        "FED",
        "post, which is no role of Riot",
    ),
    (
        "shortcuts.ttl",
        f"kg:fed a owl:ObjectProperty ; kg:via kg:Riot ; kg:viaFrom kg:actor ; kg:viaTo kg:actor ; {NAMED}",
        "FED",
        "to the same role",
    ),
    (
        "shortcuts.ttl",
        f"kg:fed a owl:ObjectProperty ; kg:via kg:Meeting ; kg:viaFrom kg:actor ; kg:viaTo kg:recipient ; {NAMED}",
        "FED",
        "symmetric class Meeting",
    ),
    ("shortcuts.ttl", "kg:defectedFrom kg:symmetric true .", "DEFECTED_FROM", "must tie actor and recipient"),
    (
        "core.ttl",
        f"kg:witness a owl:ObjectProperty ; rdfs:subPropertyOf kg:participant ; {NAMED}",
        "witness",
        "no shape",
    ),
    ("core.ttl", "kg:post <https://schema.org/rangeIncludes> kg:Party .", "post", "core.ttl allows Post, Party"),
]


@pytest.mark.parametrize(("file", "turtle", "term", "what"), ADDED)
def test_damage_is_found(copy: Path, file: str, turtle: str, term: str, what: str) -> None:
    found = add(copy, file, turtle)
    assert any(f.term == term and what in f.what for f in found), [str(f) for f in found]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_or_broken_is_found(copy: Path, name: str) -> None:
    (copy / f"{name}.ttl").write_text("kg:x kg:y", encoding="utf-8")
    (finding,) = findings(copy)
    assert finding.file == f"{name}.ttl"
    (copy / f"{name}.ttl").unlink()
    (finding,) = findings(copy)
    assert f"{name}.ttl" in str(finding)


def test_taking_a_term_away_is_found(copy: Path) -> None:
    path = copy / "events.ttl"
    kept = path.read_text("utf-8").replace("kg:Defection a owl:Class", "kg:Desertion a owl:Class")
    path.write_text(kept, encoding="utf-8")
    terms = {(f.file, f.term) for f in findings(copy)}
    assert {("shortcuts.ttl", "Defection"), ("plover.ttl", "Defection"), ("shortcuts.ttl", "DEFECTED_FROM")} <= terms


def test_shortcuts_are_symmetric_in_owl_where_they_are_for_us() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "shortcuts.ttl")
    symmetric = set(graph.subjects(RDF.type, OWL.SymmetricProperty))
    ours = rdflib.URIRef("https://w3id.org/crisiskg/ontology#symmetric")
    assert symmetric == set(graph.subjects(ours, rdflib.Literal(True)))
    assert len(symmetric) == sum(s.symmetric for s in load().shortcuts)


def test_the_files_read_the_same_in_rdflib() -> None:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(folder("ontology") / f"{name}.ttl")
    base = "https://w3id.org/crisiskg/ontology#"
    classes = {str(s).removeprefix(base) for s in graph.subjects(RDF.type, OWL.Class)}
    assert classes - {"Article", "Claim", "Decision", "DerivedView", "Mention", "Run", "Source", "Span"} == set(
        load().classes
    )
    assert not list(graph.subject_objects(RDFS.range))
