"""Tenures, memberships, bases and sides, as titles and possessives state them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ingest.titles import FoundState, states_in
from tests.ingest.reading import read
from tests.ingest.test_claims import claims


def states(nlp: Language, text: str, class_: str) -> list[FoundState]:
    reading = read(nlp, text)
    return [state for state in states_in(reading.doc, reading.referents) if state.class_ == class_]


@pytest.mark.parametrize(
    ("text", "who", "post", "phase"),
    [
        ("Kyrgyz President Kurmanbek Bakiev fled.", "Kurmanbek Bakiyev", "President of Kyrgyzstan", "current"),
        ("Former Kyrgyz Prime Minister Ana Brodie sang.", "Ana Brodie", "Prime Minister of Kyrgyzstan", "former"),
        ("Acting Defence Minister Ana Brodie saluted.", "Ana Brodie", None, "acting"),
        ("Ana Brodie, the mayor of Osh, resigned.", "Ana Brodie", "Mayor of Osh", "current"),
        ("The mayor of Osh, Ana Brodie, resigned.", "Ana Brodie", "Mayor of Osh", "current"),
        ("Ana Brodie was governor of Talas for a year.", "Ana Brodie", "Governor of Talas", "former"),
        ("Ana Brodie served as treasurer of the guild.", "Ana Brodie", "Treasurer of the guild", "former"),
        ("Ex-president Ana Brodie sang.", "Ana Brodie", "President", "former"),
        ("Norwegian PM Ana Brodie sang.", "Ana Brodie", "Prime Minister of Norway", "current"),
        ("Rep. Ana Brodie sang.", "Ana Brodie", "Representative", "current"),
        ("Former CM Ana Brodie sang.", "Ana Brodie", "Chief Minister", "former"),
        ("Army chief General Ana Brodie saluted.", "Ana Brodie", "Army chief", "current"),
        (
            "Minister of Roads, Water and Mines Ana Brodie yawned.",
            "Ana Brodie",
            "Minister of Roads, Water and Mines",
            "current",
        ),
        ("Deputy Attorney General Ana Brodie yawned.", "Ana Brodie", "Attorney General", "current"),
        ("Ana Brodie, 63, the mayor of Osh, resigned.", "Ana Brodie", "Mayor of Osh", "current"),
        ("The mayor of Osh, Hon. Ana Brodie, resigned.", "Ana Brodie", "Mayor of Osh", "current"),
        ("Ana Brodie, mayor of Osh from 1991 to 2001, sang.", "Ana Brodie", "Mayor of Osh", "former"),
        ("Trade grew under Ana Brodie's presidency.", "Ana Brodie", "President", "current"),
        ("Ana Brodie has led Peru since May.", "Ana Brodie", "Leader of Peru", "current"),
        ("The agency was headed by Ana Brodie.", "Ana Brodie", "Head of the agency", "former"),
        ("The council, led by Ana Brodie, met.", "Ana Brodie", "Leader of the council", "current"),
        ("Ana Brodie presides over the council.", "Ana Brodie", "Head of the council", "current"),
        ("Ana Brodie spent a year as mayor of Osh.", "Ana Brodie", "Mayor of Osh", "former"),
        ("Ana Brodie holds the post of mayor of Osh.", "Ana Brodie", "Mayor of Osh", "current"),
        ("Visiting Assistant Secretary of State Robert Blake smiled.", "Robert Blake", None, "current"),
        ("Sri Lankan President Ana Brodie fled to India.", "Ana Brodie", "President of Sri Lanka", "current"),
        ("India waits. Chief Minister Ana Brodie sang in India.", "Ana Brodie", "Chief Minister", "current"),
        ("Canada waits. Premier Ana Brodie sang in Canada.", "Ana Brodie", "Premier", "current"),
        ("China waits. Premier Ana Brodie sang in China.", "Ana Brodie", "Premier of China", "current"),
        ("Canada waits. Chinese Premier Ana Brodie sang in Canada.", "Ana Brodie", "Premier of China", "current"),
        ("Long-time Peruvian President Ana Brodie sang.", "Ana Brodie", "President of Peru", "current"),
        ("Harvest Party leader Ana Brodie sang in Peru.", "Ana Brodie", "Harvest Party leader", "current"),
        ("New Zealand Prime Minister Ana Brodie sang.", "Ana Brodie", "Prime Minister of New Zealand", "current"),
        ("South Korean President-elect Ana Brodie sang.", "Ana Brodie", "President of South Korea", "elect"),
        (
            "National Farm Agency (NFA) Director-General Ana Brodie sang.",
            "Ana Brodie",
            "National Farm Agency Director-General",
            "current",
        ),
        ("Ana Brodie, a lawmaker of ruling Harvest Party, sang.", "Ana Brodie", "Lawmaker of Harvest Party", "current"),
    ],
)
def test_tenures(nlp: Language, text: str, who: str, post: str | None, phase: str) -> None:
    found = states(nlp, text, "Tenure")
    assert [(s.roles["actor"][0].name, s.phase) for s in found] == [(who, phase)]
    assert post is None or found[0].roles["post"][0].name == post
    assert text[found[0].span.start : found[0].span.end]


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian Foreign Minister Ana Brodie met her Chilean counterpart, Lena Roth.",
        "Foreign Ministers Ana Brodie of Peru and Lena Roth of Chile met.",
    ],
)
def test_one_post_in_two_countries(nlp: Language, text: str) -> None:
    found = {s.roles["actor"][0].name: s.roles["post"][0].name.title() for s in states(nlp, text, "Tenure")}
    assert found == {"Ana Brodie": "Foreign Minister Of Peru", "Lena Roth": "Foreign Minister Of Chile"}


def test_once_former_is_always_former(nlp: Language) -> None:
    found = states(nlp, "Former President Fernando Lugo spoke in Paraguay. President Lugo sat down.", "Tenure")
    assert {state.phase for state in found} == {"former"}
    assert len({state.roles["post"][0].entity for state in found}) == 1


def test_two_posts_are_two_tenures(nlp: Language) -> None:
    found = states(nlp, "Deputy Prime Minister and Foreign Minister Ana Brodie yawned.", "Tenure")
    assert len({state.roles["post"][0].entity for state in found}) == 2
    assert {state.roles["actor"][0].name for state in found} == {"Ana Brodie"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Brodie is not the mayor of Osh.",
        "Ana Brodie would be a fine mayor.",
        "Ana Brodie runs a bakery.",
        "The mayor of Osh resigned.",
        "Ana Brodie left at 7 PM.",
    ],
)
def test_no_tenure(nlp: Language, text: str) -> None:
    assert states(nlp, text, "Tenure") == []


@pytest.mark.parametrize(
    ("text", "who", "body"),
    [
        ("Bakiev's own Ak-Jol party split.", "Kurmanbek Bakiyev", "Ak-Jol"),
        ("Ata-Meken leader Omurbek Tekebaev cheered.", "Omurbek Tekebayev", "Ata-Meken"),
        ("Ana Brodie, a member of the Ata-Meken party, cheered.", "Ana Brodie", "Ata-Meken"),
        ("Ana Brodie (Ata-Meken) cheered in Osh.", "Ana Brodie", "Ata-Meken"),
        ("Labour MP Ana Brodie cheered.", "Ana Brodie", "Labour"),
        ("Ana Brodie (Labour) cheered.", "Ana Brodie", "Labour"),
        ("Ana Brodie belongs to the Ata-Meken party.", "Ana Brodie", "Ata-Meken"),
        ("Ana Brodie joined the Ata-Meken party in 2014.", "Ana Brodie", "Ata-Meken"),
        ("Turkey, a NATO member, cheered.", "Turkey", "NATO"),
        ("Turkey is a member of NATO.", "Turkey", "NATO"),
        ("Hamas official Ana Brodie cheered.", "Ana Brodie", "Hamas"),
        ("Some lawmakers from the Ata-Meken party cheered.", "some lawmakers from Ata-Meken", "Ata-Meken"),
    ],
)
def test_memberships(nlp: Language, text: str, who: str, body: str) -> None:
    found = states(nlp, text, "Membership")
    assert [(s.roles["actor"][0].name, s.roles["organization"][0].name) for s in found] == [(who, body)]


def test_bases(nlp: Language) -> None:
    text = "Ankara and Paris, both of which keep military bases in Djibouti, sent cooks."
    found = states(nlp, text, "BaseOperation")
    assert [m.name for m in found[0].roles["actor"]] == ["Turkey", "France"]
    assert found[0].roles["host"][0].name == "Djibouti"


@pytest.mark.parametrize(
    ("text", "power", "host"),
    [
        ("The US air base at Bagram was closed.", "United States", "Afghanistan"),
        ("China opened a military base in Djibouti.", "China", "Djibouti"),
    ],
)
def test_a_base_by_its_name_or_by_its_opening(nlp: Language, text: str, power: str, host: str) -> None:
    (found,) = states(nlp, text, "BaseOperation")
    assert [m.name for m in found.roles["actor"]] == [power]
    assert [m.name for m in found.roles["host"]] == [host]


def test_sides(nlp: Language) -> None:
    text = "Supporters of Bakiev marched in Osh. His opponents hid."
    (friends,), (foes,) = states(nlp, text, "Alignment"), states(nlp, text, "Opposition")
    assert friends.roles["recipient"][0].entity == foes.roles["recipient"][0].entity == "kurmanbek-bakiyev"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Former Health Minister Ana Ruiz (2008-2012) spoke in Lima.", "2008/2012"),
        ("Ana Ruiz was governor of Cusco from 2003 to 2007.", "2003/2007"),
        ("Ana Ruiz, governor of Cusco since 2007, slept.", "2007/2010-04-15"),
        ("Governor Ana Ruiz in 2009 left Lima.", None),
    ],
)
def test_how_long_a_post_is_held(nlp: Language, text: str, edtf: str | None) -> None:
    (tenure,) = [c for c in claims(nlp, text) if c.class_ == "Tenure"]
    assert (tenure.date and tenure.date.edtf) == edtf


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            "Talks were led by Director of the Turk Institute Dr. D.Ankh, Professor of the National University Y.Bold.",
            {"D.Ankh": "Director of the Turk Institute", "Y.Bold": "Professor of the National University"},
        ),
        ("Mayor of Cusco Luis Vega met CEO of ABC Ana Ruiz in Lima.", {"Luis Vega": "Mayor of Cusco"}),
        (
            "The pact was signed by Li Wen, president of the Chess Union, and Khun Patana, head of a Laos union.",
            {"Li Wen": "President of the Chess Union", "Khun Patana": "Head of a Laos union"},
        ),
    ],
)
def test_titles_in_a_row_are_each_one_s_own(nlp: Language, text: str, posts: dict[str, str]) -> None:
    found = {m.name: s.roles["post"][0].name for s in states(nlp, text, "Tenure") for m in s.roles["actor"]}
    assert found == posts


def test_two_posts_of_one_person(nlp: Language) -> None:
    text = "Ana Ruiz met Luis Vega, chairman of the Miners' Federation and former mayor of Cusco."
    posts = {s.roles["post"][0].name for s in states(nlp, text, "Tenure")}
    assert posts == {"Chairman of the Miners' Federation", "Mayor of Cusco"}
