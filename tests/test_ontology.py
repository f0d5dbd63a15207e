from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kg.errors import ClaimError, OntologyError, UsageError
from kg.model import Amount, Claim, Interval, Mention, Span
from kg.ontology import check, load, relationship_type
from kg.ontology.reference import describe, reference
from tests.gold import article_of, claims_of

ONTOLOGY = load()
DOCS = Path(__file__).resolve().parents[1] / "docs" / "ontology.md"
PARTY = Mention("ak-jol", "Ak-Jol", "Party")
MEMBERS = Mention("0" * 16, "some deputies", "Group", links={"drawnFrom": (PARTY,)})
TOWN = Mention("osh", "Osh", "City")
GOOD = Claim(
    id="a" * 16,
    article="b" * 16,
    situation="s0",
    class_="Defection",
    realis="event",
    polarity="affirmed",
    certainty="certain",
    attribution="author",
    spans=(Span(0, 9),),
    rule="defect",
    confidence=0.9,
    roles={"actor": (MEMBERS,), "leftSide": (PARTY,)},
    date=Interval("2010-04-07/2010-04-15", dt.date(2010, 4, 7), dt.date(2010, 4, 15)),
    size={"killedMin": 1, "killedMax": 2},
    amount=Amount(5, "USD"),
)


# ------------------------------------------------------------------------------------------------------ the terms


def test_every_gold_class_is_there_under_its_name_with_its_codes(shared: Path) -> None:
    classes = yaml.safe_load((shared / "gold" / "classes.yml").read_text("utf-8"))
    assert set(ONTOLOGY.concrete("Situation")) == set(classes)
    for name, wanted in classes.items():
        found = ONTOLOGY.classes[name]
        assert found.parents == (wanted["parent"],), name
        assert (found.plover, found.mode or "", found.cameo) == (
            wanted.get("plover"),
            wanted.get("mode", ""),
            wanted.get("cameo"),
        ), name
        assert found.symmetric == wanted.get("symmetric", False), name
        assert set(found.roles) == {*wanted["roles"], "place", "representative"}, name


def test_branches_are_labels_and_never_the_class_of_a_claim() -> None:
    for branch in (
        "SpeechAct",
        "Consultation",
        "Assembly",
        "Violence",
        "PowerChange",
        "Movement",
        "Happening",
        "State",
    ):
        assert ONTOLOGY.classes[branch].abstract
    assert ONTOLOGY.labels("Attack") == ("Attack", "Violence", "Happening", "Event", "Situation")
    assert ONTOLOGY.labels("Country") == ("Country", "Place", "Agent", "Entity")
    assert ONTOLOGY.is_a("AidPledge", "Offer")
    assert not ONTOLOGY.is_a("Offer", "AidPledge")
    assert not ONTOLOGY.is_a("Nonsense", "Event")


def test_a_role_has_the_meaning_of_the_nearest_class() -> None:
    assert ONTOLOGY.classes["AidPledge"].roles["actor"].as_ == "donor"
    assert ONTOLOGY.classes["AirBase"].roles == {}
    assert ONTOLOGY.classes["Demand"].roles["representative"].definition
    assert ONTOLOGY.classes["Appointment"].roles["recipient"].as_ == "appointee"


def test_every_role_of_every_class_has_a_meaning_of_its_own() -> None:
    for name in ONTOLOGY.concrete("Situation"):
        for role, use in ONTOLOGY.classes[name].roles.items():
            assert use.as_, (name, role)
            assert use.definition, (name, role)
            assert use.fillers, (name, role)


def test_quads_follow_plover() -> None:
    assert [ONTOLOGY.classes[c].quad for c in ("AidOffer", "AidTransfer", "Threat", "Attack", "Tenure")] == [
        1,
        2,
        3,
        4,
        None,
    ]


def test_names_of_relationships() -> None:
    assert relationship_type("leftSide") == "LEFT_SIDE"
    assert relationship_type("actor") == "ACTOR"
    types = ONTOLOGY.relationship_types()
    assert len(types) == len(set(types))
    assert {"DEFECTED_FROM", "CONTENT", "LOCATED_IN", "STATED_IN", "FILLS"} <= set(types)


def test_shortcuts_of_the_two_questions() -> None:
    shortcuts = {s.type: s for s in ONTOLOGY.shortcuts}
    defected, conferred = shortcuts["DEFECTED_FROM"], shortcuts["CONFERRED_WITH"]
    assert (defected.via, defected.via_from, defected.via_to) == ("Defection", "actor", "leftSide")
    assert not defected.symmetric
    assert shortcuts["OFFERED_AID_TO"].via == "AidOffer"
    assert conferred.symmetric
    assert conferred.via == "Consultation"


def test_schemes_are_in_the_order_of_the_page() -> None:
    assert ONTOLOGY.schemes["certainty"] == ("certain", "probable", "possible", "unknown")
    assert len(ONTOLOGY.schemes["status"]) == 11
    assert set(ONTOLOGY.schemes) == {
        *("certainty", "polarity", "attribution", "realis", "prospect", "phase", "status", "dateBasis", "sector")
    }


def test_loading_does_not_import_rdflib() -> None:
    heavy = "[m for m in ('rdflib', 'pyshacl', 'spacy') if m in sys.modules]"
    code = f"import sys, kg.ontology; kg.ontology.load(); print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_is_no_ontology_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"core\.ttl"):
        load(tmp_path)
    (tmp_path / "core.ttl").write_text("kg:x a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"core\.ttl"):
        load(tmp_path)


def test_an_unknown_class_gets_the_nearest_names() -> None:
    with pytest.raises(OntologyError, match="did you mean Defection"):
        ONTOLOGY.labels("Defecton")


# -------------------------------------------------------------------------------------------------------- the gate


def test_every_gold_claim_passes(shared: Path) -> None:
    count = 0
    for path in sorted((shared / "gold" / "dev").glob("*.yml")):
        article = article_of(path, path.with_suffix(".txt").read_text("utf-8"))
        for claim in claims_of(path, article):
            check(claim, ONTOLOGY)
            count += 1
    assert count > 900


def test_a_good_claim_passes_with_or_without_its_parts() -> None:
    check(GOOD, ONTOLOGY)
    check(dataclasses.replace(GOOD, roles={}, date=None, size={}, amount=None), ONTOLOGY)
    check(dataclasses.replace(GOOD, date=Interval("../2010-04-15", None, dt.date(2010, 4, 15))), ONTOLOGY)


@pytest.mark.parametrize("type_", ["Person", "Party", "City", "Facility", "AirBase"])
def test_recipients_are_agents_or_places(type_: str) -> None:
    target = Mention("x", "x", type_)
    check(dataclasses.replace(GOOD, class_="Deployment", roles={"recipient": (target,)}), ONTOLOGY)


def test_a_ban_may_be_told_as_a_state() -> None:
    check(dataclasses.replace(GOOD, class_="RightsRestriction", realis="state", roles={}), ONTOLOGY)


DAMAGES = [
    ({"class_": "Defecton"}, "did you mean Defection"),
    ({"class_": "Violence"}, "abstract; narrower ones are Clash"),
    ({"class_": "Country"}, "no such class of situation"),
    ({"class_": "Prospect"}, "abstract"),
    ({"realis": "fact"}, "realis 'fact' is not known; allowed are event, prospect, state"),
    ({"polarity": "maybe"}, "polarity 'maybe'"),
    ({"certainty": "sure"}, "certainty 'sure'"),
    ({"attribution": "rumour"}, "attribution 'rumour'"),
    ({"realis": "prospect"}, "prospect"),
    ({"prospect": "planned"}, "prospect"),
    ({"realis": "prospect", "prospect": "dreamt"}, "'dreamt'"),
    ({"class_": "Tenure", "roles": {}}, "state of affairs"),
    ({"phase": "current"}, "Tenure only"),
    ({"class_": "Tenure", "realis": "state", "roles": {}, "phase": "late"}, "'late'"),
    ({"attribution": "named"}, "needs attributedTo"),
    ({"attribution": "unnamed", "attributed_to": PARTY}, "has no attributedTo"),
    ({"attribution": "named", "attributed_to": TOWN}, "attributedTo: 'Osh' is of type City; allowed are Agent"),
    ({"roles": {"thief": (PARTY,)}}, "role 'thief' is not one of the class; allowed are actor"),
    ({"roles": {"base": (TOWN,)}}, "role 'base'"),
    ({"roles": {"leftSide": (TOWN,)}}, r"role leftSide \(side left\): 'Osh' is of type City"),
    ({"roles": {"actor": (Mention("x", "x", "Martian"),)}}, "'Martian', which is no class of entity"),
    ({"roles": {"actor": (Mention("x", "x", "Agent"),)}}, "'Agent', which is no class of entity"),
    ({"roles": {"actor": (Mention("x", "x", "Party", sector="XYZ"),)}}, "sector 'XYZ'"),
    ({"roles": {"actor": (Mention("x", "x", "Group", links={"likes": (PARTY,)}),)}}, "link 'likes'"),
    ({"roles": {"actor": (Mention("x", "x", "Group", links={"actsFor": (TOWN,)}),)}}, "actsFor: 'Osh'"),
    ({"roles": {"actor": (Mention("No Slug", "x", "Group"),)}}, "'No Slug' is no id"),
    ({"roles": {"actor": (Mention("x", "x", "Group", country="Kyrgyzstan"),)}}, "country 'Kyrgyzstan'"),
    ({"id": "No Slug"}, "'No Slug' is no id"),
    ({"links": {"causes": ("s1",)}}, "link 'causes'"),
    ({"size": {"hungryMin": 3}}, "size 'hungryMin'"),
    ({"size": {"killedMin": -1}}, "counted from 0"),
    ({"size": {"killedMin": 3, "killedMax": 2}}, "above killedMax"),
    ({"amount": Amount(-1, "USD")}, "amount -1"),
    ({"amount": Amount(float("inf"), "USD")}, "amount inf"),
    ({"amount": Amount(1, "dollars")}, "ISO 4217"),
    ({"confidence": 1.5}, "confidence 1.5"),
    ({"confidence": float("nan")}, "confidence nan"),
    ({"spans": ()}, "no span"),
    ({"spans": (Span(4, 4),)}, "span 4-4"),
    ({"spans": (Span(-1, 4),)}, "span -1-4"),
    ({"date": Interval("2010-04", dt.date(2010, 4, 8), dt.date(2010, 4, 7))}, "earlier"),
    ({"date": Interval("2010-02-30")}, "date '2010-02-30' is not in EDTF"),
]


@pytest.mark.parametrize(("change", "message"), DAMAGES)
def test_a_damaged_claim_is_refused_with_its_rule_and_class(change: dict[str, object], message: str) -> None:
    with pytest.raises(ClaimError, match=message) as caught:
        check(dataclasses.replace(GOOD, **change), ONTOLOGY)
    assert "rule defect" in str(caught.value)
    assert str(change.get("class_", "Defection")) in str(caught.value)


# ------------------------------------------------------------------------------------------------------- the pages


def test_show_says_all_of_a_class() -> None:
    page = describe("defection", ONTOLOGY)
    for part in ("Defection", "side left", "DEFECTED_FROM", "PLOVER SANCTION", "CAMEO 160", "Happening > Event"):
        assert part in page
    assert "symmetric" in describe("Clash", ONTOLOGY)
    assert "Clash, Attack" in describe("Violence", ONTOLOGY)
    with pytest.raises(UsageError, match="nearest are Defection"):
        describe("Defektion", ONTOLOGY)


def test_every_class_can_be_shown_and_is_on_the_page() -> None:
    page = reference()
    for name in ONTOLOGY.classes:
        assert name in describe(name, ONTOLOGY)
        assert f"`{name}`" in page or name in ("Event", "Situation", "Prospect", "Denied")


def test_the_page_in_docs_is_the_one_that_the_ontology_gives() -> None:
    assert DOCS.read_text("utf-8") == reference(), "write it again: make docs"
