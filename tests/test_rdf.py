from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import Amount, Article, Claim, Entity, Interval, Mention, Span
from kg.rdf import FORMS, WITHOUT_GRAPHS, forms, quads, serialize
from kg.resources import folder
from tests import strategies
from tests.gold import article_of, claims_of

KG = "https://w3id.org/crisiskg/ontology#"
BASE = "https://w3id.org/crisiskg/"
TEXT = "Some deputies of Ak-Jol went over to the opposition, a minister said."
ARTICLE = Article(
    id="a" * 16,
    text=TEXT,
    text_sha256="0" * 64,
    given_id="one.txt",
    url="https://example.org/one",
    published=dt.date(2010, 4, 15),
    date_basis="given",
)
PARTY = Mention("ak-jol", "Ak-Jol", "Party", text="Ak-Jol", span=Span(17, 23), country="KGZ", named=True)
CLAIM = Claim(
    id="c" * 16,
    article=ARTICLE.id,
    situation="s0",
    class_="Defection",
    realis="event",
    polarity="affirmed",
    certainty="certain",
    attribution="named",
    attributed_to=Mention("b" * 16, "a minister", "Person", sector="GOV"),
    spans=(Span(0, 51),),
    rule="defect",
    confidence=0.95,
    roles={
        "actor": (Mention("d" * 16, "some deputies", "Group", links={"drawnFrom": (PARTY,)}),),
        "leftSide": (PARTY,),
    },
    links={"after": ("s1", "s9")},
    date=Interval("2010-04", dt.date(2010, 4, 1), dt.date(2010, 4, 30), "this month"),
    size={"participantsMin": 3},
    amount=Amount(2.5e7, "USD"),
)
RIOT = dataclasses.replace(CLAIM, id="e" * 16, situation="s1", class_="Riot", roles={}, links={}, amount=None)


def of(*claims: Claim, **names: object) -> list[ox.Quad]:
    return list(quads([(ARTICLE, claims)], **names))  # type: ignore[arg-type]


def graph_of(claim: Claim, found: list[ox.Quad]) -> set[tuple[str, str, str]]:
    """What the claim's own graph says of <claim>#it, in short names."""
    name = ox.NamedNode(f"{BASE}claim/{claim.id}")
    it = f"{name.value}#it"
    short = ((q.predicate.value, q.object.value) for q in found if q.graph_name == name and q.subject.value == it)
    return {(p.rsplit("#", 1)[-1], o.removeprefix(KG).removeprefix(BASE)) for p, o in short}


def test_what_a_claim_says_stands_in_its_own_graph_about_its_own_subject() -> None:
    said = graph_of(CLAIM, of(CLAIM, RIOT))
    assert {
        ("type", "Defection"),
        ("actor", f"entity/{'d' * 16}"),
        ("leftSide", "entity/ak-jol"),
        ("when", "2010-04"),
        ("earliest", "2010-04-01"),
        ("participantsMin", "3"),
        ("amount", "25000000"),
        ("currency", "USD"),
        ("after", f"claim/{'e' * 16}#it"),
        ("after", f"article/{'a' * 16}#situation=s9"),
    } <= said


def test_who_says_it_stands_in_the_default_graph() -> None:
    found = of(CLAIM, situations={CLAIM.id: "f" * 16}, runs={ARTICLE.id: "9" * 16})
    claim = f"{BASE}claim/{CLAIM.id}"
    said = {(q.predicate.value.rsplit("#", 1)[-1], q.object.value) for q in found if q.subject.value == claim}
    assert all(q.graph_name == ox.DefaultGraph() for q in found if q.subject.value == claim)
    assert {
        ("about", f"{BASE}situation/{'f' * 16}"),
        ("says", f"{claim}#it"),
        ("statedIn", f"{BASE}article/{ARTICLE.id}"),
        ("evidence", f"{BASE}article/{ARTICLE.id}#char=0,51"),
        ("attributedTo", f"{BASE}entity/{'b' * 16}"),
        ("certainty", f"{BASE}scheme/certainty/certain"),
        ("wasGeneratedBy", f"{BASE}run/{'9' * 16}"),
        ("confidence", "0.95"),
    } <= said


def test_the_evidence_holds_its_words() -> None:
    exact = [q.object.value for q in of(CLAIM) if q.predicate.value.endswith("#exact")]
    assert exact[0] == TEXT[0:51]
    assert "Ak-Jol" in exact
    silent = dataclasses.replace(ARTICLE, text="")
    assert not [q for q in quads([(silent, [CLAIM])]) if q.predicate.value.endswith("#exact")]


@pytest.mark.parametrize(
    ("change", "types"),
    [
        ({}, {"Defection"}),
        ({"polarity": "negated"}, {"Denied"}),
        ({"realis": "prospect", "prospect": "planned"}, {"Prospect"}),
        ({"realis": "prospect", "prospect": "planned", "polarity": "negated"}, {"Prospect", "Denied"}),
    ],
)
def test_only_what_happened_has_its_class_as_type(change: dict[str, str], types: set[str]) -> None:
    claim = dataclasses.replace(CLAIM, **change)
    said = graph_of(claim, of(claim))
    assert {o for p, o in said if p == "type"} == types
    assert {o for p, o in said if p == "claimedClass"} == (set() if types == {"Defection"} else {"Defection"})


def test_entities_after_merging_stand_in_the_default_graph() -> None:
    entity = Entity("ak-jol", "Ak-Jol", "Party", aliases=("Ak Zhol",), country="KGZ", merged=("1" * 16,))
    entity = dataclasses.replace(entity, links={"locatedIn": ("kgz",), "memberOf": ("x",)})
    found = {(q.predicate.value.rsplit("#", 1)[-1], q.object.value) for q in quads([], entities=[entity])}
    assert {
        ("sameAs", f"{BASE}entity/{'1' * 16}"),
        ("locatedIn", f"{BASE}entity/kgz"),
        ("prefLabel", "Ak-Jol"),
    } <= found
    assert not any(predicate == "memberOf" for predicate, _ in found)


def test_another_base_changes_data_and_no_vocabulary() -> None:
    found = of(CLAIM, base="https://data.example.org/")
    assert {q.subject.value.startswith("https://data.example.org/") for q in found} == {True}
    assert any(q.predicate.value.startswith(KG) for q in found)


# --------------------------------------------------------------------------------------------------------- the forms


def written(form: str, found: list[ox.Quad]) -> str:
    out = StringIO()
    serialize(iter(found), form, out=out)
    return out.getvalue()


# rdflib 7.6 warns of its own calls
@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", FORMS)
def test_gold_claims_round_trip_through_both_libraries(shared: Path, form: str) -> None:
    path = shared / "gold" / "dev" / "rferl_bakiev.yml"
    article = article_of(path, path.with_suffix(".txt").read_text("utf-8"))
    check_round_trip(list(quads([(article, claims_of(path, article))])), form)


def check_round_trip(found: list[ox.Quad], form: str) -> None:
    text = written(form, found)
    plain = form in WITHOUT_GRAPHS
    wanted = {ox.Quad(*q.triple) if plain else q for q in found}
    back = set(ox.parse(BytesIO(text.encode()), format=FORMS[form]))
    assert back == wanted
    kinds = {"nquads": "nquads", "trig": "trig", "turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}
    kinds |= {"rdfxml": "xml"}
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=kinds[form])
    assert len(set(dataset.quads((None, None, None, None)))) == len(wanted)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_nasty_texts_round_trip(data: st.DataObject) -> None:
    article = data.draw(strategies.articles())
    claims = data.draw(st.lists(strategies.claims(article.id), max_size=3, unique_by=lambda c: c.id))
    found = list(quads([(article, claims)]))
    for form in set(FORMS) - {"rdfxml"}:
        back = set(ox.parse(BytesIO(written(form, found).encode()), format=FORMS[form]))
        assert back == {ox.Quad(*q.triple) if form in WITHOUT_GRAPHS else q for q in found}


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_xml_replaces_what_it_cannot_hold_and_nothing_else(words: str) -> None:
    """U+FFFD stands for each character outside XML 1.0's `Char`; a parser reads a bare carriage return as it was."""
    found = of(dataclasses.replace(CLAIM, rule=words))
    (back,) = {
        q.object.value
        for q in ox.parse(BytesIO(written("rdfxml", found).encode()), format=FORMS["rdfxml"])
        if q.predicate.value == KG + "rule"
    }
    allowed = ("\t", "\n", "\r")
    wanted = [c if c in allowed or c >= " " and c not in "\ufffe\uffff" else "\ufffd" for c in words]
    assert back == "".join(wanted)


def test_a_claims_graph_is_one_object_of_json_ld_that_reads_without_the_context() -> None:
    document = json.loads(written("jsonld", of(CLAIM, RIOT)))
    graphs = [one for one in document["@graph"] if "@graph" in one]
    assert [one["id"] for one in graphs] == [f"claim/{CLAIM.id}", f"claim/{RIOT.id}"]
    it = graphs[0]["@graph"][0]
    assert it["type"] == "Defection"
    assert it["actor"] == f"entity/{'d' * 16}"
    assert it["earliest"] == "2010-04-01"
    assert it["participantsMin"] == "3"


@pytest.mark.parametrize(
    "base", ["https://data.example.org/", "https://data.example.org/kg#", "https://example.org/%20/"]
)
def test_json_ld_is_right_whatever_the_base(base: str) -> None:
    found = of(CLAIM, RIOT, base=base)
    out = StringIO()
    serialize(iter(found), "jsonld", out=out, base=base)
    assert set(ox.parse(BytesIO(out.getvalue().encode()), format=FORMS["jsonld"])) == set(found)


def test_half_a_surrogate_pair_is_replaced() -> None:
    broken = dataclasses.replace(CLAIM, rule="x\ud800y", situation="\udfff")
    assert "x\ufffdy" in written("nquads", of(broken))


def test_nquads_are_the_same_bytes_whatever_the_order() -> None:
    found = of(CLAIM, RIOT)
    shuffled = random.Random(1).sample(found, len(found))
    assert written("nquads", found) == written("nquads", shuffled + found)
    lines = written("nquads", found).splitlines()
    assert lines == sorted(set(lines))


def test_long_outputs_are_sorted_through_files(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of(CLAIM, RIOT)
    whole = written("nquads", found)
    monkeypatch.setattr(forms, "_RUN_LENGTH", 7)
    assert written("nquads", found * 3) == whole


def test_no_blank_nodes() -> None:
    assert not [q for q in of(CLAIM, RIOT) if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(UsageError, match="nquads, trig"):
        serialize([], "n3", out=StringIO())


def test_claims_of_one_situation_share_nothing_but_what_they_are_about() -> None:
    second = dataclasses.replace(CLAIM, id="1" * 16, polarity="negated")
    found = of(CLAIM, second, situations={CLAIM.id: "2" * 16, second.id: "2" * 16})
    about = Counter(q.object.value for q in found if q.predicate.value == KG + "about")
    assert about == {f"{BASE}situation/{'2' * 16}": 2}
    assert ("type", "Defection") not in graph_of(second, found)


# ------------------------------------------------------------------------------------------------- read by partners


def test_in_the_union_of_graphs_only_what_happened_is_found_by_its_class() -> None:
    denied = dataclasses.replace(CLAIM, id="1" * 16, polarity="negated")
    hoped = dataclasses.replace(CLAIM, id="2" * 16, realis="prospect", prospect="possible")
    store = ox.Store()
    store.extend(of(CLAIM, denied, hoped))
    asked = """PREFIX kg: <https://w3id.org/crisiskg/ontology#>
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT DISTINCT ?claim ?words WHERE {
            ?claim kg:says ?it ; kg:evidence/oa:hasSelector/oa:exact ?words .
            ?it a kg:Defection ; kg:actor ?who ; kg:leftSide ?side . }"""
    rows = store.query(asked, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert [(row["claim"].value, row["words"].value) for row in rows] == [(f"{BASE}claim/{CLAIM.id}", TEXT[:51])]


def test_owl_2_rl_reasoning_finds_no_contradiction_in_what_is_said(shared: Path) -> None:
    path = shared / "gold" / "dev" / "rferl_bakiev.yml"
    article = article_of(path, path.with_suffix(".txt").read_text("utf-8"))
    assert contradictions(of_graphs(quads([(article, claims_of(path, article))]))) == []


def test_owl_2_rl_reasoning_finds_an_event_that_is_a_prospect() -> None:
    it = ox.NamedNode(f"{BASE}claim/{CLAIM.id}#it")
    false = ox.Quad(it, ox.NamedNode(rdflib.RDF.type), ox.NamedNode(KG + "Prospect"))
    assert contradictions([*of_graphs(of(CLAIM)), false])


def of_graphs(found: Iterable[ox.Quad]) -> list[ox.Quad]:
    """What claims say, without who says it: reasoning over the words of articles takes long and finds nothing."""
    return [q for q in found if q.graph_name != ox.DefaultGraph()]


def contradictions(found: Iterable[ox.Quad]) -> list[str]:
    graph = rdflib.Graph()
    for name in ("core", "events", "alignments"):
        graph.parse(folder("ontology") / f"{name}.ttl")
    for triple in list(graph):
        if isinstance(triple[2], rdflib.Literal) or "schema.org/" in triple[1]:
            graph.remove(triple)
    graph.parse(data=written("ntriples", list(found)), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [
        str(what) for what in graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    ]
