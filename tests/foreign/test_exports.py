"""What is exported, read by tools that are not ours: Apache Jena with Titanium, rdflib, pyoxigraph."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.ids import digest
from kg.model import Article, Claim, Mention
from kg.rdf import FORMS, quads, serialize
from kg.rdf.validation import shacl_report
from kg.resources import folder
from tests.foreign import jena
from tests.foreign.conftest import Exported
from tests.test_ontology import DAMAGES, GOOD

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")

BASE = "https://w3id.org/crisiskg/"
COUNT = re.compile(r"^(\S+)\s*: (?:Quads|Triples) = ([\d,]+)", re.MULTILINE)
RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "turtle": "turtle",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def test_jena_finds_nothing_wrong_in_any_form(exported: Exported) -> None:
    """No error and no warning: either would be an error's code."""
    jena.run("riotcmd.riot", "--validate", *exported.files.values())


def test_jena_does_find_what_is_wrong(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_text('<http://a> <http://b> "2010-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .\n', "utf-8")
    assert "Lexical form '2010-02-30' not valid" in jena.run("riotcmd.riot", "--validate", broken, code=1)


def test_jena_reads_the_same_quads_out_of_every_form(exported: Exported, tmp_path: Path) -> None:
    """Its JSON-LD processor is Titanium."""
    for form in ("jsonld", "trig"):
        found = tmp_path / f"{form}.nq"
        found.write_text(jena.run("riotcmd.riot", "--output=nquads", exported.files[form]), "utf-8")
        assert frozenset(ox.parse(path=str(found))) == exported.wanted(form), form
    counted = dict(COUNT.findall(jena.run("riotcmd.riot", "--count", *exported.files.values())))
    for form in ("nquads", "ntriples"):  # each line once
        count = int(counted[str(exported.files[form])].replace(",", ""))
        assert count == len(exported.wanted(form)) == len(exported.files[form].read_text("utf-8").splitlines()), form


@pytest.mark.parametrize("form", FORMS)
def test_rdflib_and_pyoxigraph_read_the_same_quads_out_of_every_form(exported: Exported, form: str) -> None:
    path = exported.files[form]
    assert frozenset(ox.parse(path=str(path), format=FORMS[form])) == exported.wanted(form)
    dataset = rdflib.Dataset()
    dataset.parse(path, format=RDFLIB.get(form, form))
    assert len(set(dataset.quads((None, None, None, None)))) == len(exported.wanted(form))


# --------------------------------------------------------------------------------------------------- joined graphs

FALSE = """
PREFIX kg: <https://w3id.org/crisiskg/ontology#>
PREFIX realis: <https://w3id.org/crisiskg/scheme/realis/>
PREFIX polarity: <https://w3id.org/crisiskg/scheme/polarity/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?claim WHERE {
    { ?claim kg:polarity polarity:negated } UNION { ?claim kg:realis realis:prospect }
    ?claim kg:says ?it .
    ?it a ?class .
    ?class rdfs:subClassOf* ?top .
    VALUES ?top { kg:Event kg:State }
}"""
UNREAL = FALSE.partition("?it a ?class")[0] + "}"


def test_a_store_that_joins_all_graphs_takes_no_denial_and_no_prospect_for_an_event(exported: Exported) -> None:
    files = [folder("ontology") / f"{name}.ttl" for name in ("core", "events")]
    store, dataset = ox.Store(), rdflib.Dataset(default_union=True)
    for path in (exported.files["nquads"], *files):
        store.bulk_load(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:]))
        dataset.parse(path)
    assert len(_rows(store, UNREAL)) == len(list(dataset.query(UNREAL))) > 20
    assert _rows(store, FALSE) == list(dataset.query(FALSE)) == []
    unreal = _rows(store, UNREAL)[0]
    false = ox.Quad(ox.NamedNode(f"{unreal}#it"), ox.NamedNode(rdflib.RDF.type), ox.NamedNode(f"{BASE}ontology#Attack"))
    store.add(ox.Quad(*false.triple, ox.NamedNode(unreal)))
    assert _rows(store, FALSE) == [unreal]


def _rows(store: ox.Store, query: str) -> list[str]:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [row["claim"].value for row in found]


# ----------------------------------------------------------------------------------------------------------- SHACL


def test_jenas_shacl_finds_nothing_in_sound_claims(exported: Exported, tmp_path: Path) -> None:
    assert _jena(exported.quads, tmp_path) == set()
    assert shacl_report(exported.quads).conforms


def test_jenas_shacl_finds_in_damaged_claims_what_pyshacl_finds(tmp_path: Path) -> None:
    """The same nodes, for the same reasons; of NaN and "-1"^^xsd:nonNegativeInteger each has reasons of its own."""
    damaged = list(_damaged())
    found = _jena(damaged, tmp_path)
    violations = shacl_report(damaged).violations
    ours = {(violation.focus.value, violation.constraint) for violation in violations}
    assert {node for node, _ in found} == {node for node, _ in ours}
    assert {constraint for _, constraint in found ^ ours} <= {
        f"{name}ConstraintComponent" for name in ("MinInclusive", "MaxInclusive", "LessThan")
    }
    assert len({claim for violation in violations for claim in violation.claims}) > 30


def _damaged() -> Iterable[ox.Quad]:
    """Every damage that the gate knows, each in an article of its own and about entities of its own."""
    for number, (change, _) in enumerate(DAMAGES):
        id_ = digest("damaged", str(number))
        claim = dataclasses.replace(GOOD, **{"id": id_, "article": id_, **change})  # type: ignore[arg-type]
        claim = _alone(claim, number)
        article = Article(id=id_, text="", text_sha256="0" * 64, given_id="one")
        try:
            yield from list(quads([(article, [claim])]))
        except ValueError:
            assert "No Slug" in repr(change)


def _alone(claim: Claim, number: int) -> Claim:
    def own(mention: Mention) -> Mention:
        links = {link: tuple(map(own, targets)) for link, targets in mention.links.items()}
        return dataclasses.replace(mention, entity=f"{mention.entity}-{number}", links=links)

    roles = {role: tuple(map(own, fillers)) for role, fillers in claim.roles.items()}
    source = None if claim.attributed_to is None else own(claim.attributed_to)
    return dataclasses.replace(claim, roles=roles, attributed_to=source)


def _jena(data: Iterable[ox.Quad], place: Path) -> set[tuple[str, str]]:
    """The node and the constraint of each result of Jena's SHACL, over the union of the graphs and the ontology."""
    union = place / "union.nt"
    terms = [
        q for name in ("core", "events", "schemes") for q in ox.parse(path=str(folder("ontology") / f"{name}.ttl"))
    ]
    with union.open("w", encoding="utf-8") as out:
        serialize([*data, *terms], "ntriples", out=out)
    shapes = folder("ontology") / "shapes.ttl"
    report = rdflib.Graph()
    report.parse(data=jena.run("shacl.shacl", "validate", "--shapes", shapes, "--data", union), format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    return {
        (
            str(report.value(result, sh.focusNode)),
            str(report.value(result, sh.sourceConstraintComponent)).removeprefix(str(sh)),
        )
        for result in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    }
