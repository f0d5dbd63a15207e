"""What the claims about one situation add up to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import claim_graph, entity_from, entity_graph, situation_graph
from kg.graph.entities import Facts
from kg.graph.fusion import status_of
from kg.model import Amount, Edge, Entity, Graph, Interval
from tests.graph.made import AIBEK, CROWD, FRAME, GOVERNOR, KYRGYZSTAN, OSH, PARTY, RUSSIA, claim, day, days, report


def fused(*reports: object) -> Graph:
    return situation_graph("s1", reports, FRAME)  # type: ignore[arg-type]


def edges(graph: Graph, type_: str) -> list[Edge]:
    return [edge for edge in graph.edges if edge.type == type_]


def attack(number: int = 1, **fields: object) -> object:
    return report(claim("Attack", number, **{"article": f"a{number}", "actor": [AIBEK], **fields}))


def test_a_class_label_means_that_it_happened() -> None:
    (node,) = fused(attack()).nodes
    assert node.labels == (*FRAME.ontology.labels("Attack"), "Resource")
    assert {"Attack", "Violence", "Situation"} <= set(node.labels)
    assert (node.properties["status"], node.properties["class"]) == ("happened", "Attack")
    assert (node.properties["plover"], node.properties["quad"]) == ("ASSAULT", 4)


@pytest.mark.parametrize(
    ("fields", "label", "status"),
    [
        ({"realis": "prospect", "prospect": "planned"}, "Prospect", "planned"),
        ({"polarity": "negated"}, "Denied", "denied"),
        ({"realis": "prospect", "prospect": "planned", "polarity": "negated"}, "Denied", "denied"),
    ],
)
def test_what_did_not_happen_has_no_class_label(fields: dict, label: str, status: str) -> None:
    graph = fused(attack(**fields, recipient=[PARTY]))
    (node,) = graph.nodes
    assert node.labels == (label, "Situation", "Resource")
    assert node.properties["status"] == status
    assert node.properties["classes"] == ("Attack", "Violence")
    assert {edge.type for edge in graph.edges} == {"ACTOR", "RECIPIENT"}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["event"], "happened"),
        (["state"], "holds"),
        (["event", "-event"], "disputed"),
        (["event", "-prospect"], "happened"),
        (["planned", "event"], "happened"),
        (["planned", "-event"], "planned"),
        (["planned", "-prospect"], "disputed"),
        (["planned", "offered"], "offered"),
        (["-event", "-event"], "denied"),
    ],
)
def test_status(told: list[str], status: str) -> None:
    made = []
    for number, word in enumerate(told):
        plain = word.removeprefix("-")
        prospect = plain not in ("event", "state")
        fields = {"realis": "prospect" if prospect else plain, "polarity": "negated" if word[0] == "-" else "affirmed"}
        kind = plain if plain not in ("event", "state", "prospect") else "possible" if prospect else None
        made.append(report(claim("Attack", number, prospect=kind, **fields)))
    assert status_of(made) == status


def test_the_newest_report_says_what_kind_of_prospect_it_is() -> None:
    old, new = (
        report(claim("Meeting", n, realis="prospect", prospect=kind, article=f"a{n}"), published=day(n))
        for n, kind in ((1, "promised"), (2, "possible"))
    )
    assert fused(new, old).nodes[0].properties["status"] == "possible"


def test_counts_take_a_reprint_for_no_new_source() -> None:
    told = [attack(1), attack(2, polarity="negated"), attack(3)]
    told[2] = report(told[2].claim, source="a1")
    graph = fused(*told)
    expected = {"claims": 2, "denied": 1, "articles": 3, "sources": 2}
    assert {key: graph.nodes[0].properties[key] for key in expected} == expected
    (edge,) = edges(graph, "ACTOR")
    assert edge.properties == {"as": FRAME.ontology.classes["Attack"].roles["actor"].as_, **expected}


def test_figures_are_ranges_and_conflicts_are_named() -> None:
    sizes = [{"killedMin": 75, "killedMax": 75}, {"killedMin": 81}, {"killedMin": 85, "killedMax": 85}]
    properties = fused(*(attack(n, size=size) for n, size in enumerate(sizes, 1))).nodes[0].properties
    assert (properties["killedMin"], properties["killedMax"]) == (75, 85)
    assert properties["killedReported"] == ("75", "81 or more", "85")
    assert properties["conflicts"] == ("killed",)
    agreeing = fused(attack(1, size=sizes[1]), attack(2, size=sizes[2])).nodes[0].properties
    assert "conflicts" not in agreeing


@pytest.mark.parametrize(
    ("sizes", "bounds"),
    [
        ([{"killedMin": 75, "killedMax": 75}, {"killedMin": 81}], (75, 81)),
        ([{"killedMin": 25, "killedMax": 25}, {"killedMax": 20}], (20, 25)),
        ([{"killedMin": 40}, {"killedMin": 81}], (40, None)),
        ([{"killedMax": 20}], (None, 20)),
    ],
    ids=["open upwards", "open downwards", "nobody says how many at most", "nobody says how many at least"],
)
def test_no_reported_figure_lies_outside_the_lowest_and_the_highest(sizes: list, bounds: tuple) -> None:
    properties = fused(*(attack(n, size=size) for n, size in enumerate(sizes, 1))).nodes[0].properties
    assert (properties.get("killedMin"), properties.get("killedMax")) == bounds


def test_sums_of_one_currency_are_a_range_of_several_a_list() -> None:
    def told(*amounts: Amount) -> dict:
        reports = [report(claim("AidPledge", n, article=f"a{n}", amount=a)) for n, a in enumerate(amounts)]
        return dict(fused(*reports).nodes[0].properties)

    dollars = told(Amount(50, "USD"), Amount(150, "USD"))
    assert (dollars["amountMin"], dollars["amountMax"], dollars["currency"]) == (50, 150, "USD")
    assert dollars["conflicts"] == ("amount",)
    mixed = told(Amount(50, "USD"), Amount(7, "EUR"))
    assert mixed["amountReported"] == ("7 EUR", "50 USD")
    assert mixed["conflicts"] == ("currency",)
    assert "amountMin" not in mixed


def test_when_is_what_all_reports_allow() -> None:
    node = fused(attack(1, date=days(5, 8)), attack(2, date=days(7, 11))).nodes[0].properties
    assert (node["when"], node["earliest"], node["latest"]) == ("[2010-04-07..2010-04-08]", day(7), day(8))
    apart = fused(attack(1, date=days(5)), attack(2, date=days(7))).nodes[0].properties
    assert (apart["earliest"], apart["latest"], apart["conflicts"]) == (day(5), day(7), ("when",))


def test_a_state_holds_from_the_first_to_the_last_day() -> None:
    told = [report(claim("Tenure", n, actor=[AIBEK], post=[GOVERNOR], date=days(n))) for n in (3, 9)]
    properties = fused(*told).nodes[0].properties
    assert (properties["when"], properties["status"]) == ("2010-04-03/2010-04-09", "holds")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (
            {"actor": [CROWD], "recipient": [PARTY], "place": [OSH], "date": days(5, 11)},
            ": some villagers → Meadow Party, Osh, 5–11 Apr 2010",
        ),
        ({"actor": [AIBEK, RUSSIA, PARTY, OSH]}, ": Aibek Osmonov, Russia and 2 others"),
        ({"recipient": [AIBEK], "place": [OSH]}, ": → Aibek Osmonov, Osh"),
        ({"date": Interval("2010-03-28/2010-04-03", dt.date(2010, 3, 28), day(3))}, ": 28 Mar – 3 Apr 2010"),
        ({"date": Interval("2010-04-07/..", day(7), None)}, ": since 7 Apr 2010"),
        ({}, ""),
    ],
)
def test_the_name_reads_as_a_person_would_write_it(fields: dict, name: str) -> None:
    told = report(claim("WarningShots", **fields))
    assert fused(told).nodes[0].properties["name"] == f"[happened] warning shots{name}"


@pytest.mark.parametrize("roles", [{"actor": [AIBEK]}, {"recipient": [AIBEK]}])
def test_who_is_named_alone_in_a_meeting_has_no_arrow(roles: dict) -> None:
    assert fused(report(claim("Meeting", **roles))).nodes[0].properties["name"] == "[happened] meeting: Aibek Osmonov"


def test_a_link_to_itself_is_no_edge() -> None:
    graph = fused(attack(links={"after": ("s1", "s2")}))
    assert [edge.target for edge in edges(graph, "AFTER")] == ["https://example.org/situation/s2"]


@given(order=st.permutations(range(4)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    told = [
        attack(n, date=days(n, n + 3), recipient=[PARTY], polarity="negated" if n == 2 else "affirmed")
        for n in range(1, 5)
    ]
    assert fused(*(told[n] for n in order)) == fused(*told)


# --------------------------------------------------------------------------------------------------- shortcuts


def pledge(number: int, **fields: object) -> object:
    made = claim(
        "AidPledge", number, **{"article": f"a{number}", "actor": [RUSSIA], "recipient": [KYRGYZSTAN], **fields}
    )
    return report(made, published=day(number))


def test_a_shortcut_carries_its_sentence_and_covers_the_classes_above() -> None:
    graph = fused(pledge(2, certainty="probable", amount=Amount(50, "USD")), pledge(3, date=days(3)))
    assert {e.type for e in graph.edges if e.key} == {"OFFERED_TO", "OFFERED_AID_TO", "PLEDGED_AID_TO"}
    (edge,) = edges(graph, "OFFERED_AID_TO")
    assert edge.properties == {
        "situation": "https://example.org/situation/s1",
        "status": "happened",
        "when": "2010-04-03",
        "earliest": day(3),
        "latest": day(3),
        "certainty": "certain",
        "quote": "quote of c3",
        "outlet": "Herald",
        "published": day(3),
        "claims": 2,
        "articles": 2,
        "sources": 2,
        "amountMin": 50,
        "amountMax": 50,
        "amountReported": ("50 USD",),
        "currency": "USD",
        "derived": True,
    }


def test_a_shortcut_keeps_sums_that_cannot_be_compared() -> None:
    (edge,) = edges(fused(pledge(2, amount=Amount(50, "USD")), pledge(3, amount=Amount(60, "EUR"))), "PLEDGED_AID_TO")
    assert edge.properties["amountReported"] == ("60 EUR", "50 USD")
    assert not {"amountMin", "amountMax", "currency"} & set(edge.properties)


def test_nothing_that_is_denied_or_only_planned_makes_a_shortcut() -> None:
    graph = fused(pledge(1, polarity="negated"), pledge(2, realis="prospect", prospect="planned"))
    assert not [edge for edge in graph.edges if edge.key]


def test_ends_that_no_claim_ties_are_not_tied() -> None:
    graph = fused(pledge(1), pledge(2, actor=[PARTY], recipient=[AIBEK]))
    ends = {(e.source.rsplit("/")[-1], e.target.rsplit("/")[-1]) for e in edges(graph, "PLEDGED_AID_TO")}
    assert ends == {("russia", "kyrgyzstan"), ("meadow-party", "aibek")}


def test_a_claim_without_one_end_is_completed_by_its_own_article_only() -> None:
    lone = pledge(1, recipient=[])
    assert not edges(fused(lone, pledge(2, actor=[PARTY])), "PLEDGED_AID_TO")[1:]
    fellow = report(claim("AidPledge", 9, article="a1", recipient=[KYRGYZSTAN]))
    assert len(edges(fused(lone, fellow), "PLEDGED_AID_TO")) == 1


def test_a_symmetric_class_gives_one_edge_a_pair_lower_address_first() -> None:
    graph = fused(report(claim("PhoneCall", actor=[RUSSIA], recipient=[KYRGYZSTAN, AIBEK])))
    ends = [(e.source.rsplit("/")[-1], e.target.rsplit("/")[-1]) for e in edges(graph, "SPOKE_BY_PHONE_WITH")]
    assert ends == [("aibek", "kyrgyzstan"), ("aibek", "russia"), ("kyrgyzstan", "russia")]


def test_who_holds_a_post_is_what_the_newest_claim_says() -> None:
    told = [
        report(claim("Tenure", n, article=f"a{n}", actor=[AIBEK], post=[GOVERNOR], phase=phase), published=day(n))
        for n, phase in ((9, "former"), (3, "current"))
    ]
    (edge,) = edges(fused(*told), "HOLDS_POST")
    assert (edge.properties["phase"], edge.properties["asOf"]) == ("former", day(9))


def test_the_sentence_on_a_post_is_the_one_that_says_how_it_is_held() -> None:
    told = [
        report(
            claim("Tenure", n, article=f"a{n}", actor=[AIBEK], post=[GOVERNOR], phase=phase, certainty=certainty),
            published=day(n),
            outlet=outlet,
        )
        for n, phase, certainty, outlet in ((3, "current", "certain", "Herald"), (9, "former", "probable", "Post"))
    ]
    (edge,) = edges(fused(*told), "HOLDS_POST")
    shown = {key: edge.properties[key] for key in ("phase", "quote", "outlet", "certainty", "articles")}
    assert shown == {
        "phase": "former",
        "quote": "quote of c9",
        "outlet": "Post",
        "certainty": "probable",
        "articles": 2,
    }


# ---------------------------------------------------------------------------------------- claims and entities


def test_a_claim_shows_its_sentence_and_who_fills_its_roles() -> None:
    told = report(claim("Attack", actor=[AIBEK, AIBEK], attribution="named", attributed_to=PARTY), published=day(7))
    graph = claim_graph(told, FRAME)
    (node,) = graph.nodes
    assert node.labels == ("Claim", "Resource")
    assert (node.properties["quote"], node.properties["start"], node.properties["end"]) == ("quote of c1", 0, 9)
    assert (node.properties["speaker"], node.properties["published"]) == ("Meadow Party", day(7))
    assert [edge.type for edge in graph.edges] == ["ABOUT", "STATED_IN", "ATTRIBUTED_TO", "FILLS"]


@pytest.mark.parametrize(
    ("fields", "speaker"),
    [
        ({"attribution": "author"}, None),
        ({"attribution": "unnamed"}, "unnamed source"),
        ({"attribution": "named", "attributed_to": PARTY}, "Meadow Party"),
    ],
)
def test_an_unnamed_source_is_not_the_outlet(fields: dict, speaker: str | None) -> None:
    (node,) = claim_graph(report(claim("Attack", **fields)), FRAME).nodes
    assert node.properties.get("speaker") == speaker


def test_an_entity_is_what_is_said_most_often() -> None:
    facts = [Facts("Meadow", "Organization"), Facts("Meadow Party", "Party", country="KGZ", times=3)]
    found = entity_from("x", facts, listed=None, merged=("y",), frame=FRAME)
    assert (found.name, found.type, found.aliases, found.country) == ("Meadow Party", "Party", ("Meadow",), "KGZ")
    (node,) = entity_graph(found, FRAME).nodes
    assert node.labels[:2] == ("Party", "Organization")
    assert node.properties["sameAs"] == ("https://example.org/entity/y",)


def test_the_registry_wins() -> None:
    listed = Entity("slug", "Meadow Party", "Party", aliases=("MP",), country="KGZ", links={"locatedIn": ("osh",)})
    found = entity_from("slug", [Facts("Meadows", "Group", country="RUS")], listed=listed, merged=(), frame=FRAME)
    assert (found.name, found.type, found.country, found.aliases) == ("Meadow Party", "Party", "KGZ", ("MP",))
    assert [edge.type for edge in entity_graph(found, FRAME).edges] == ["LOCATED_IN"]
